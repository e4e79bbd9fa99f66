"""A figure's place leads back to the printed text."""

from __future__ import annotations

from tests.samples import FOLDER, report


def test_a_text_report_names_lines():
    lines = (FOLDER / "panshan_2022.txt").read_text("utf-8").split("\n")
    for figure in report("panshan_2022.txt").figures:
        assert figure.text in lines[figure.place.line - 1]
    assert report("panshan_2022.txt").by_id()["requests/unavailable.not_held/natural_person"].text == "2"


def test_an_html_report_names_table_row_and_column():
    figure = report("suqian_2023.html").by_id()["requests/received/total"]
    assert (figure.place.table, figure.place.column) != (None, None)
    assert figure.place.row is not None
