"""What administrators see of a store and do with it (``actions``), what they have published (``public``), and how many
documents could not be read (``failures``)."""

from storage.administration.actions import Administration, AuditLine, Listed, VerdictGiven
from storage.administration.failures import Failure, Failures
from storage.administration.public import Public

__all__ = ["Administration", "AuditLine", "Failure", "Failures", "Listed", "Public", "VerdictGiven"]
