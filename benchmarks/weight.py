"""What a first visit loads, and what each page sends over its connection (``python -m benchmarks.pages --weight``).

Files are Streamlit's own, as they are and as they are sent; what is ours comes over the WebSocket: messages of pages,
as they are and compressed as the connection does it, and the largest chart among them. Kilobytes of 1,000 bytes.
"""

from __future__ import annotations

import asyncio
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
from streamlit import file_util
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.visitors.serving import serving
from benchmarks.visitors.visitor import Visitor

# What the project allows itself of what is ours, as it is
PAGE, CHART = 150.0, 100.0
# Of the largest of Streamlit's own files that a page of charts needs, beside the smaller ones of each page
_LARGE = r"(PlotlyChart|protobuf|arrowFormatUtils|DataFrame|index|StreamlitMarkdown|react-dom)\.[\w-]+\.js$"
# As websockets sets up the compression of a connection
_WINDOW, _MEMORY = -12, 5


@dataclass
class Weighed:
    """What a page sends: bytes as they are, compressed, and of the largest chart; by kind of element too."""

    raw: int = 0
    sent: int = 0
    chart: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    _packer: Any = field(default_factory=lambda: zlib.compressobj(memLevel=_MEMORY, wbits=_WINDOW))

    def take(self, data: bytes) -> None:
        """Count a message."""
        kind = _kind(ForwardMsg.FromString(data))
        self.raw += len(data)
        self.sent += len(self._packer.compress(data)) + len(self._packer.flush(zlib.Z_SYNC_FLUSH))
        self.kinds[kind] = self.kinds.get(kind, 0) + len(data)
        if kind == "plotly_chart":
            self.chart = max(self.chart, len(data))


class Weighing(Visitor):
    """A visitor who weighs what comes."""

    def __init__(self, address: str, locale: str = "zh-CN") -> None:
        super().__init__(address, locale)
        self.weighed = Weighed()

    def _take(self, data: bytes) -> None:
        self.weighed.take(data)


def _kind(message: ForwardMsg) -> str:
    kind = str(message.WhichOneof("type"))
    if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
        kind = str(message.delta.new_element.WhichOneof("type"))
    return kind


def pages(address: str, views: Mapping[str, tuple[str, str]]) -> dict[str, Weighed]:
    """Each view, a page and a query by its name, opened by a visitor of its own; what it sent."""

    async def _weigh() -> dict[str, Weighed]:
        found = {}
        for name, (page, query) in views.items():
            visitor = Weighing(address)
            await visitor.come(page, query)
            found[name] = visitor.weighed
            await visitor.leave()
        return found

    return asyncio.run(_weigh())


def files(address: str) -> tuple[int, int]:
    """The largest of Streamlit's files that a page with a chart and a table loads: bytes as they are, and as they are
    sent."""
    folder = Path(file_util.get_static_dir())
    raw = sent = 0
    for path in (folder / "static" / "js").iterdir():
        if re.match(_LARGE, path.name):
            raw += path.stat().st_size
            url = f"{address}/{path.relative_to(folder).as_posix()}"
            answer = requests.get(url, headers={"Accept-Encoding": "gzip"}, stream=True, timeout=60)
            sent += len(answer.raw.read(decode_content=False))
    return raw, sent


def main(dataset: str, changes: Mapping[str, Sequence[Mapping[str, str]]]) -> int:
    """Print a row a page and view; 1 where one is heavier than the project allows itself."""
    choice = "" if dataset else "data=demo"
    views = {}
    for page, views_of in changes.items():
        at = "" if page == "overview" else page
        views[page] = (at, choice)
        queries = ("&".join([choice, *(f"{name}={value}" for name, value in change.items())]) for change in views_of)
        views |= {f"{page}?{query.removeprefix('data=demo&')}": (at, query) for query in queries}
    with serving(60, {"DATASET": dataset} if dataset else None) as server:
        raw, sent = files(server.address)
        found = pages(server.address, views)
    print(f"{'sent over the connection, kB':50}{'as it is':>10}{'compressed':>12}{'chart':>8}  most of it")
    for name, one in found.items():
        most = ", ".join(f"{kind} {n / 1000:.0f}" for kind, n in sorted(one.kinds.items(), key=lambda k: -k[1])[:3])
        print(f"{name:50}{one.raw / 1000:10.0f}{one.sent / 1000:12.0f}{one.chart / 1000:8.0f}  {most}")
    print(f"\nStreamlit's largest files, kB: {raw / 1000:,.0f} as they are, {sent / 1000:,.0f} sent")
    heavy = [name for name, one in found.items() if one.raw > PAGE * 1000 or one.chart > CHART * 1000]
    print(f"heavier than {PAGE:.0f} kB a page or {CHART:.0f} kB a chart: {', '.join(heavy) or 'none'}")
    return 1 if heavy else 0
