"""Tests that need what this machine lacks are left out, and the summary says how many and what to install."""

from __future__ import annotations

import pytest

_FOUND = pytest.StashKey[dict[str, int]]()
_NAME = "left_out"


def leave_out(config: pytest.Config, items: list[pytest.Item], gone: list[pytest.Item], needed: str) -> None:
    """Take tests out of the run; ``needed`` says what a person can do about it."""
    if not gone:
        return
    ids = {id(item) for item in gone}
    items[:] = [item for item in items if id(item) not in ids]
    config.hook.pytest_deselected(items=gone)
    found = config.stash.setdefault(_FOUND, {})
    found[needed] = found.get(needed, 0) + len(gone)


class Summary:
    """Tells at the end what was left out, also where it was worker processes that did it: all leave out the same."""

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput[_NAME] = session.config.stash.get(_FOUND, {})

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node) -> None:
        node.config.stash[_FOUND] = getattr(node, "workeroutput", {}).get(_NAME, {})

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
        for needed, count in config.stash.get(_FOUND, {}).items():
            terminalreporter.write_line(f"{count} tests were left out: {needed}", yellow=True)
