"""What outlives a visit, in SQLite by default or in the database of DATABASE_URL: verdicts on findings, and reports
that were kept, with the links by which they are opened."""

from storage.database import StorageUnavailableError, is_reachable, url
from storage.links import Given, Limits, Link, LinkError, Links, Refusal, Shared, Terms
from storage.store import Store, open_store
from storage.verdicts import Decision, Verdict, Verdicts

__all__ = [
    "Decision",
    "Given",
    "Limits",
    "Link",
    "LinkError",
    "Links",
    "Refusal",
    "Shared",
    "StorageUnavailableError",
    "Store",
    "Terms",
    "Verdict",
    "Verdicts",
    "is_reachable",
    "open_store",
    "url",
]
