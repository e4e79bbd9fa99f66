"""Documents that could not be read are counted by reason for administrators, where there are any; nothing else of them
is kept."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import workers
from server import administrators
from storage import StorageUnavailableError
from ui.visitor import database

# Of a document at which the program itself failed
FAULT = "fault"


def count(outcomes: Sequence[workers.Answer]) -> None:
    """Count those of these documents that were not read."""
    causes = [one.error.code if one.error else FAULT for one in outcomes if one.error or one.fault]
    if causes and administrators.named() and not database.is_resting():
        with suppress(StorageUnavailableError), database.opened(rests=False) as store:
            store.failures.count(causes)
