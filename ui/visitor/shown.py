"""The reports that pages show, of all chosen sets together: frames by named queries, and single reports whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from parsing.report import Report
from queries import Asked, Own, panel
from ui.visitor import kept
from ui.visitor.entry import Entry
from ui.visitor.store.published import Published

# Whole reports that are in memory at once
_TOGETHER = 64
# Answers to words that were typed
_TYPED = 4


class Shown:
    """The reports of a dataset (``asked``), of sets in memory (``held``, with their tables ``own``), or of both.

    ``is_public`` says whether those of the dataset are among them, and with them what is ``published``.
    """

    def __init__(
        self,
        asked: Asked,
        held: dict[str, Entry],
        own: Own | None,
        *,
        is_public: bool,
        published: Published | None = None,
    ) -> None:
        self._asked = asked
        self._visit = held
        self._published = published
        self._own = own
        self.is_public = is_public
        self._typed: dict[str, pd.DataFrame] = {}

    def __len__(self) -> int:
        """How many reports there are."""
        return len(self.reports)

    def ask(self, name: str, **parameters: Any) -> pd.DataFrame:
        """The answer to a named query (``queries``) over these reports; shared columns, never to be written into."""
        if not parameters.get("words"):
            return self._asked.ask(name, self._own, **parameters)
        # what somebody has typed is kept for him alone
        question = repr((name, sorted(parameters.items())))
        if question not in self._typed:
            if len(self._typed) >= _TYPED:
                del self._typed[next(iter(self._typed))]
            self._typed[question] = self._asked.ask(name, self._own, **parameters)
        return self._typed[question]

    @cached_property
    def reports(self) -> pd.DataFrame:
        """A row a report, those in memory first: the columns of the query ``heads``, ``mine``, and ``of_link`` for
        those of a link that somebody has shared."""
        heads = self.ask("heads")
        mine = heads["report"].isin([entry.id for entry in self._visit.values() if entry.mine])
        of_link = heads["report"].isin([entry.id for entry in self._visit.values() if entry.link])
        described = heads.assign(mine=mine, of_link=of_link)
        return pd.concat([described[mine], described[~mine]], ignore_index=True) if self._visit else described

    def entry(self, report_id: str) -> Entry | None:
        """One report, whole; None where it is not among these."""
        # a report of the visit's is its own, wherever else it is
        if (found := self._in_memory(report_id)) or not self.is_public:
            return found
        return kept.entry(self._asked, report_id)

    def _in_memory(self, report_id: str) -> Entry | None:
        """One of the visit's reports, or of those that are published."""
        if report_id in self._visit or self._published is None:
            return self._visit.get(report_id)
        return self._published.entry(report_id)

    def entries(self, ids: Iterable[str]) -> dict[str, Entry]:
        """Some reports, whole, by id; those that are not among these are left out."""
        entries = {report_id: self.entry(report_id) for report_id in dict.fromkeys(ids)}
        return {report_id: entry for report_id, entry in entries.items() if entry}

    def read(self, ids: Iterable[str]) -> Iterator[Report]:
        """Some reports, whole, in this order, but those that the dataset has only rows of; of many, not all are held at
        once."""
        wanted = list(ids)
        for start in range(0, len(wanted), _TOGETHER):
            part = wanted[start : start + _TOGETHER]
            reports = {report_id: one.report for report_id in part if (one := self._in_memory(report_id))}
            kept_ones = [report_id for report_id in part if report_id not in reports]
            reports |= {report.sha256[:12]: report for report, _ in self._asked.reports(kept_ones)}
            yield from (reports[report_id] for report_id in part if report_id in reports)

    def write_panel(self, folder: Path, chosen: Sequence[str], note: str, filters: str) -> None:
        """Write the panel for researchers of these reports into a folder; ``note`` and ``filters`` say in words what
        they are."""
        given = panel.origin(self._asked.manifest, filters=filters)._replace(note=note)
        if not self.is_public:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            given = given._replace(version=self._own.key[:12] if self._own else "", made=now, failures=0)
        with self._asked.cursor(self._own) as cursor:
            panel.write(cursor, given, folder, chosen)

    @property
    def held(self) -> list[Entry]:
        """The reports of the visit that are held in memory."""
        return list(self._visit.values())

    def unreadable(self, limit: int) -> pd.DataFrame:
        """The first documents of the dataset that could not be read, with the reason; ``all`` says how many."""
        return self._asked.ask("failures", limit=limit, offset=0) if self.is_public else _NOTHING


_NOTHING = pd.DataFrame({"source": [], "message_zh": [], "message_en": [], "all": []})
