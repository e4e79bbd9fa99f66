"""What administrators see of a store and do with it (``actions``), what they have published (``public``), how many
documents could not be read (``failures``), and those of them that were handed over (``refused``)."""

from storage.administration.actions import Administration, AuditLine, Listed, VerdictGiven
from storage.administration.failures import Failure, Failures
from storage.administration.public import Public
from storage.administration.refused import Handed, Refused

__all__ = [
    "Administration",
    "AuditLine",
    "Failure",
    "Failures",
    "Handed",
    "Listed",
    "Public",
    "Refused",
    "VerdictGiven",
]
