"""What is probably wrong with a report: broken sums that one slip explains are one cause, with its smallest mends."""

from checks.causes.build import causes, slips, with_more

__all__ = ["causes", "slips", "with_more"]
