"""Where a page fails, its visitor sees the number of the fault in the log, and nothing of what went wrong."""

from __future__ import annotations

import logging
import re

from streamlit.testing.v1 import AppTest


def failing() -> None:
    from ui.parts import fault  # noqa: PLC0415 - Streamlit runs this alone

    assert fault.show(ValueError("某某县的报告")) is True


def test_a_fault_is_shown_by_its_number(caplog):
    caplog.set_level(logging.ERROR)
    app = AppTest.from_function(failing).run(timeout=30)
    (shown,) = app.error
    number = re.search("[0-9a-f]{12}", shown.value)
    assert number and "某某县" not in shown.value
    assert [record.message for record in caplog.records if record.name == "server.logs"] == ["fault"]
    assert not app.exception
