"""Prose with its numbers marked against the tables."""

from __future__ import annotations

import re
from pathlib import Path

from checks.narrative import statements_of
from parsing import parse_report
from ui.report.prose_view import MOST_CHARACTERS, prose, verdicts

SAMPLES = Path(__file__).parents[2] / "sample_reports"


def read(name: str, old: str = "", new: str = ""):
    data = (SAMPLES / name).read_bytes()
    return parse_report(data.decode().replace(old, new).encode() if old else data, name)


def test_every_stated_number_is_marked_once_with_its_verdict():
    for name in ("suqian_2023.html", "hongze_2023.html", "shanghai_office_2019.html"):
        report = read(name)
        stated = statements_of(report)
        markup = prose(report)
        assert len(stated) > 1
        assert len(re.findall(r'class="nb-stated ', markup)) == len({(s.section, s.paragraph, s.start) for s in stated})
        assert sum(verdicts(report).values()) == len(stated)


def test_a_number_that_differs_is_marked_so_and_leads_to_its_cell():
    markup = prose(read("datonghu_2019.txt"))
    assert 'class="nb-stated nb-differs" role="button" data-cell="requests/received/total"' in markup
    assert markup.count("✕") == 1


def test_words_are_escaped_and_a_huge_prose_is_cut_and_said_to_be():
    report = read("panshan_2022.txt", "一、總體情況", "一、總體情況\n" + "<x>很长的一段正文。</x>\n" * 20_000)
    markup = prose(report)
    assert "<x>" not in markup
    assert "&lt;x&gt;" in markup
    assert len(markup) < MOST_CHARACTERS * 3
    assert 'class="nb-quiet"' in markup
