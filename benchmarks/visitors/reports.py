"""Reports that can be told apart in whatever a server sends: each of a body with a mark of its own in its name."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from urllib.parse import quote

from tests.render import render

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_FIRST, _LAST, _LENGTH = "牌", "坊", 6
_LAYOUTS = ("html_form", "tabs_grid", "markdown", "pipes_trailing")
_DECLARED = re.compile(r"""charset=(["']?)gb\w+""", re.IGNORECASE)
# As the text itself, in JSON that is kept to ASCII, and in an address
_WRITINGS = (str.encode, lambda text: json.dumps(text)[1:-1].encode(), lambda text: quote(text).encode())


@dataclass(frozen=True, slots=True)
class Marked:
    """A report, its name as a file, the mark in it, and the ways in which a page may write the mark."""

    name: str
    content: bytes
    mark: str

    @property
    def writings(self) -> set[bytes]:
        """The mark as the text itself, escaped in JSON, and in an address."""
        return {write(self.mark) for write in _WRITINGS}


def _pattern() -> re.Pattern[bytes]:
    """Any mark in any writing."""
    ways = []
    for write in _WRITINGS:
        stems = b"|".join(re.escape(write(stem)) for stem in _STEMS)
        ways.append(re.escape(write(_FIRST)) + b"(?:%s){%d}" % (stems, _LENGTH) + re.escape(write(_LAST)))
    return re.compile(b"|".join(ways))


MARK = _pattern()


def marked(number: int) -> Marked:
    """The report of this number, of up to six digits: any figures, in one of several layouts, without defects."""
    case = render(number, _LAYOUTS[number % len(_LAYOUTS)], ())
    mark = _FIRST + "".join(_STEMS[int(digit)] for digit in f"{number:0{_LENGTH}d}") + _LAST
    content = _DECLARED.sub(r"charset=\1utf-8", case.text.replace(case.agency, f"云汐市{mark}局"))
    return Marked(case.name, content.encode(), mark)
