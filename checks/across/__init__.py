"""Holds reports against each other: one body's years, a government and the bodies under it.

``run_across(reports) -> Findings``; ``links`` gives the figures that one year takes over from the last,
``prose_changes`` two years' prose side by side, ``body`` says which reports are of one body.
"""

from checks.across.bodies import Body, body
from checks.across.history import Digest, digest
from checks.across.links import CarryOver, links
from checks.across.prose import Edit, Overlap, SectionChange, SentencePair, prose_changes
from checks.across.run import run_across
from checks.words.across import Term

__all__ = [
    "Body",
    "CarryOver",
    "Digest",
    "Edit",
    "Overlap",
    "SectionChange",
    "SentencePair",
    "Term",
    "body",
    "digest",
    "links",
    "prose_changes",
    "run_across",
]
