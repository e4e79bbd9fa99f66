"""What explaining a report may cost, counted and not timed: the same report gets the same answer on any machine."""

from __future__ import annotations

from dataclasses import dataclass

# Broken sums that share no cell each need a changed cell of their own: beyond so many no figure can be singled out
MOST_APART = 4
# A thousand states take some 0.05 s, a solve 0.003 s
_MOST_STATES = 2_000
_MOST_SOLVES = 80


@dataclass
class Budget:
    """States of the searches and programs solved so far, all tables of a report together, and the most of each."""

    most_states: int = _MOST_STATES
    most_solves: int = _MOST_SOLVES
    states: int = 0
    solves: int = 0

    @property
    def spent(self) -> bool:
        """Whether a search has to end."""
        return self.states >= self.most_states or self.solves >= self.most_solves
