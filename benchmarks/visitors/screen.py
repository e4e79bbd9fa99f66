"""What a browser would show: the elements of a page, as the server's deltas build and replace them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

Path = tuple[int, ...]
FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


@dataclass(frozen=True, slots=True)
class _Node:
    """An element, or None for a block, with the run and the fragment that last wrote it."""

    element: Element | None
    run: str
    fragment: str


@dataclass
class Screen:
    """The elements by their place. What a finished run has not written again is gone, as in the browser."""

    run: str = ""
    fragments: tuple[str, ...] = ()
    _nodes: dict[Path, _Node] = field(default_factory=dict)

    def begin(self, message: ForwardMsg) -> None:
        """A run of the script or of fragments has begun."""
        self.run = message.metadata.run.script_run_id
        self.fragments = tuple(message.metadata.run.fragment_ids)

    def apply(self, message: ForwardMsg) -> None:
        """Put what a delta brings in its place."""
        path, delta = tuple(message.metadata.delta_path), message.delta
        if delta.WhichOneof("type") == "new_transient":
            return
        element = delta.new_element if _is_element(delta) else None
        if element is not None:
            # A block keeps what is in it until the run ends; an element has nothing in it.
            self._nodes = {p: n for p, n in self._nodes.items() if p[: len(path)] != path}
        self._nodes[path] = _Node(element, self.run, delta.fragment_id)

    def end(self, status: int) -> None:
        """A run has ended; one that was cut short takes nothing away."""
        if status in FINISHED:
            self._nodes = {path: node for path, node in self._nodes.items() if not self._is_stale(node)}

    def _is_stale(self, node: _Node) -> bool:
        return node.run != self.run and (not self.fragments or node.fragment in self.fragments)

    def elements(self, kind: str) -> Iterator[Any]:
        """The elements of this kind, in the page's order."""
        for _, node in sorted(self._nodes.items()):
            if node.element is not None and node.element.WhichOneof("type") == kind:
                yield getattr(node.element, kind)

    def widget(self, kind: str, key: str) -> Any | None:
        """The widget of this kind and key, None where the page has none."""
        return next((found for found in self.elements(kind) if found.id.endswith(f"-{key}")), None)

    def widget_ids(self) -> set[str]:
        """The ids of all widgets."""
        shown = (node.element for node in self._nodes.values() if node.element is not None)
        proper = (getattr(element, str(element.WhichOneof("type"))) for element in shown if element.WhichOneof("type"))
        return {str(found.id) for found in proper if getattr(found, "id", "")}


def _is_element(delta: Delta) -> bool:
    return delta.WhichOneof("type") == "new_element"
