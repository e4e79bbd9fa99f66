"""Rules that are code, one module a subject; each function is registered under the name that rules.yaml calls.

In: a rule, a report and its certain values by cell. Out: findings, their words left to ``words``.
"""

from checks.kinds import figures, form, prose, report
from checks.kinds.registry import CHECKS, Check, check

__all__ = ["CHECKS", "Check", "check", "figures", "form", "prose", "report"]
