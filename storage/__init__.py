"""What outlives a visit, in SQLite by default or in the database of DATABASE_URL: verdicts on findings, and reports
that were kept, with the links by which they are opened."""

from storage.administration import Administration, AuditLine, Failure, Handed, Listed, VerdictGiven
from storage.database import StorageUnavailableError, is_reachable, is_there, url
from storage.links import Given, Limits, Link, LinkError, Links, LinkTerms, Refusal, Shared
from storage.store import Store, open_store
from storage.verdicts import Decision, Verdict, Verdicts

__all__ = [
    "Administration",
    "AuditLine",
    "Decision",
    "Failure",
    "Given",
    "Handed",
    "Limits",
    "Link",
    "LinkError",
    "LinkTerms",
    "Links",
    "Listed",
    "Refusal",
    "Shared",
    "StorageUnavailableError",
    "Store",
    "Verdict",
    "VerdictGiven",
    "Verdicts",
    "is_reachable",
    "is_there",
    "open_store",
    "url",
]
