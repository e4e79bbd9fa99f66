"""What outlives a visit: a person's verdicts on findings, in SQLite by default or in the database of DATABASE_URL."""

from storage.database import StorageUnavailableError, is_reachable, url
from storage.verdicts import Decision, Verdict, Verdicts, open_verdicts

__all__ = ["Decision", "StorageUnavailableError", "Verdict", "Verdicts", "is_reachable", "open_verdicts", "url"]
