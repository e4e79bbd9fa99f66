"""The page of data: what passes the filters is shown, handed out whole, and says in the file what it is."""

from __future__ import annotations

import json
import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
import streamlit as st

from checks.frames import FINDING_COLUMNS
from checks.judgement.states import SORTS, STATES
from checks.model.findings import Outcome
from checks.model.rules import version
from metrics import metric
from metrics.frame import COLUMNS as METRIC_COLUMNS
from parsing.form import TABLES
from parsing.frames import FIGURE_COLUMNS, REPORT_COLUMNS
from parsing.report import Status
from queries import Asked, panel
from storage import Decision
from tests.app import visible
from tests.app.conftest import SAMPLES
from tests.bulk import made
from tests.sizes import combined, sized
from ui.names import bodies, columns
from ui.parts import filters, rows
from ui.report import verdicts
from ui.report.marks import numbered
from ui.take import about, downloads, export
from ui.take import selection as selection_rows
from ui.take.selection import Selection
from ui.texts import LANGUAGES, catalogue, speaking
from ui.views import explore
from ui.visitor.shown import Shown

RAW = {
    "reports": (*REPORT_COLUMNS, "state", "mine", "body", "name", "kind", "peer"),
    "figures": FIGURE_COLUMNS,
    "findings": FINDING_COLUMNS,
    "metrics": tuple(METRIC_COLUMNS),
    "panel": ("metric/received", "metric/granted_rate/reason"),
    "bodies": ("first_year", "last_year", "reports", "wrong"),
    "gaps": ("first_year", "last_year"),
}
FACTS = ("content", "dataset", "filters", "rows", "view", "rules", "date", "tool", "citation", "licence")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("frame", columns.FRAMES)
def test_every_column_of_every_frame_is_described(frame, lang):
    with speaking(lang):
        described = columns.described(frame, [*RAW[frame], *selection_rows.columns_of(frame)])
    assert all(column.name.strip() and column.about.strip() for column in described.values())
    shown = [described[name].name for name in selection_rows.columns_of(frame)]
    assert len(set(shown)) == len(shown)


def test_a_column_without_a_description_is_refused():
    with speaking("zh"), pytest.raises(KeyError):
        columns.described("reports", ["report", "colour"])


@pytest.mark.parametrize(("frame", "lang"), combined(columns.FRAMES, LANGUAGES))
def test_a_frame_is_shown_a_hundred_rows_a_page(opened, frame, lang):
    # of the bodies of the samples no year is missing
    app = opened("data", lang=lang, frame=frame, data="demo" if frame == "gaps" else "samples")
    assert not app.exception
    rows = app.dataframe[0].value
    assert 0 < len(rows) <= explore.PER_PAGE
    if frame == "figures":
        second = opened("data", lang=lang, frame=frame, page="2").dataframe[0].value
        assert not second.equals(rows)


def test_filters_and_search_of_the_link(opened):
    every = opened("data", frame="figures", lang="en", row="received", column="total")
    assert len(every.dataframe[0].value) == 10
    some = opened("data", frame="figures", lang="en", row="received", column="total", q="江苏 宿迁")
    assert set(some.dataframe[0].value["Body"]) == {"宿迁市人民政府"}
    assert "2 of 1,964 rows" in some.main.markdown[0].value
    none = opened("data", frame="figures", lang="en", q="江苏 盘山")
    assert catalogue("en")["empty.rows.title"] in " ".join(m.value for m in none.markdown)


def test_the_fold_of_filters_says_which_are_set(opened):
    label = opened("data", lang="en", year=["2022", "2023"], lacks="blank").expander[0].label
    assert label.startswith(catalogue("en")["filter.active"].partition("{n}")[0] + "2")
    assert all(said in label for said in ("2022", "2023", catalogue("en")["lacks.blank"]))
    assert opened("data", lang="en").expander[0].label.startswith("Filters: Province")


def test_the_way_to_a_report_is_the_first_column(opened):
    for frame in ("reports", "panel", "gaps"):
        table = opened("data", lang="en", data="demo", frame=frame).dataframe[0].value
        assert table.columns[0] == catalogue("en")["column.open"], frame


def test_a_county_depends_on_its_province(opened):
    app = opened("data", province="江苏省", prefecture="淮安市")
    assert len(app.dataframe[0].value) == 2
    app.multiselect(key="url_province").set_value(["湖南省"]).run()
    assert "prefecture" not in app.query_params
    assert not app.warning


def test_a_search_that_is_too_long_is_cut_and_said(opened):
    app = opened("data", q="长" * 200)
    assert not app.exception
    assert "80" in app.warning[0].value


def test_only_certain_numbers_are_values(frames):
    with speaking("zh"):
        full = selection_rows.full(_selection("figures", frames), 10_000)
    assert set(full.loc[full["value"].notna(), "status"]) == {"reported"}
    assert set(full.loc[full["likely"].notna(), "status"]) <= {"unclear"}
    assert full["likely"].notna().any()
    assert full.loc[full["status"] == "blank", "value"].isna().all()


@pytest.fixture(scope="module")
def frames(folder) -> Shown:
    """The samples, in a dataset made for this."""
    return _shown(folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("dataset")
    made.run([str(SAMPLES)], place / "out", place)
    return place / "out"


def _shown(folder: Path) -> Shown:
    return Shown(Asked(str(folder)), {}, None, is_public=True)


def test_a_copy_of_a_dataset_is_named_by_its_own_folder(frames, folder, tmp_path):
    copied = _shown(shutil.copytree(folder, tmp_path / "copied"))
    ids = frames.reports["report"]
    assert {entry.dataset for entry in frames.entries(ids).values()} == {"out"}
    assert {entry.dataset for entry in copied.entries(ids).values()} == {"copied"}


@pytest.fixture
def note(monkeypatch):
    monkeypatch.setattr(about, "address", lambda: "/data?frame=metrics&lang=en")
    with speaking("en"):
        return about.facts("Metrics", [("Province", '=cmd|"x",=HYPERLINK("y")')], 3, is_mixed=False)


def test_a_note_says_filter_rule_set_date_data_set_and_citation(note):
    assert tuple(note) == FACTS
    assert version() in note["rules"]
    assert note["date"] in note["citation"]
    assert "Province" in note["citation"]
    assert about.version() in note["citation"]
    assert note["dataset"] == catalogue("en")["samples.note"]


@pytest.mark.parametrize("frame", columns.FRAMES)
def test_csv_is_a_table_alone_with_note_and_codebook_beside_it(frames, note, frame):
    selection = _selection(frame, frames)
    with speaking("en"):
        files = unzipped(downloads._rows_csv(selection, note))
    assert list(files) == [f"nianbao_{frame}.csv", "codebook.csv", "note.txt"]
    read = pd.read_csv(BytesIO(files[f"nianbao_{frame}.csv"]), dtype={"code": "str", "report": "str"})
    assert tuple(read.columns) == selection.columns
    assert len(read) == selection.n
    book = pd.read_csv(BytesIO(files["codebook.csv"]))
    assert tuple(book.iloc[:, 0]) == selection.columns
    lines = files["note.txt"].decode("utf-8-sig").splitlines()
    assert [line.partition(": ")[0] for line in lines] == [catalogue("en")[f"fact.{name}"] for name in FACTS]
    assert note["citation"] in lines[FACTS.index("citation")]


def unzipped(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_panel_has_a_row_a_body_and_year_and_the_metrics_that_are_chosen(opened, lang):
    app = opened("data", lang=lang, frame="panel", metric="granted_rate")
    assert not app.exception
    (shown,) = [table.value for table in app.dataframe]
    assert metric("granted_rate").name[lang] in shown
    assert metric("received").name[lang] not in shown
    assert len(shown) == 10


def test_the_panel_holds_what_the_metrics_hold(frames):
    selection = _selection("panel", frames)
    table = selection_rows.full(selection, 1_000).set_index("report")
    assert not table.duplicated(["body", "year"]).any()
    assert selection.n == len(table)
    rates = frames.ask("metric_rows", metrics=["received", "granted_rate"])
    for row in rates[rates["report"].isin(table.index)].to_dict("records"):
        value = table.loc[row["report"], f"metric/{row['metric']}"]
        assert value == row["value"] or (pd.isna(value) and pd.isna(row["value"]))
        assert (table.loc[row["report"], f"metric/{row['metric']}/reason"] == "") == bool(row["available"])


def test_the_package_for_research_is_that_of_the_command(frames, folder, tmp_path):
    everything, some = tmp_path / "everything", tmp_path / "some"
    rows_of_all = panel.of_dataset(str(folder), everything)
    selection = _selection("panel", frames)
    some.mkdir()
    ids = list(selection.load(3, 0)["report"])
    frames.write_panel(some, ids, "samples", "Year = 2023")
    assert {path.name for path in some.iterdir()} == {path.name for path in everything.iterdir()}
    whole, part = (pd.read_parquet(place / "panel.parquet") for place in (everything, some))
    assert rows_of_all == len(whole) == selection.n
    pd.testing.assert_frame_equal(whole[whole["report"].isin(ids)].reset_index(drop=True), part)
    page = (some / "README.md").read_text("utf-8")
    assert f"| rows that were not asked for | {rows_of_all - 3} |" in page
    assert "Year = 2023" in page


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("frame", columns.FRAMES)
def test_excel_is_in_one_language(frames, frame, lang):
    with speaking(lang):
        named = selection_rows.in_words(selection_rows.full(_selection(frame, frames), 50))
    codes = {*Status, *Outcome, *TABLES, *SORTS, *STATES, "department", "government", "error", "warning", "no_cases"}
    for column in named.columns.difference(["rule", "subject", "metric", "row", "column", "cells"]):
        assert not codes & set(named[column].astype(str)), column
    assert not [name for name in named if name.endswith({"zh": "_en", "en": "_zh"}[lang])]


def test_findings_open_with_what_failed(frames):
    selection = _selection("findings", frames)
    order = [*SORTS, ""]
    places = [order.index(sort) for sort in selection.load(selection.n, 0)["sort"]]
    assert places == sorted(places)
    assert len(places) == selection.n
    some = selection.load(20, 10)
    assert list(some["id"]) == list(selection.load(30, 0)["id"][10:])


@pytest.mark.parametrize("lang", sized(("en",), LANGUAGES))
def test_verdicts_stand_beside_the_findings_and_leave_with_them(opened, frames, lang):
    ids = frames.reports["report"]
    entry = next(entry for entry in frames.entries(ids).values() if numbered(entry.findings))
    finding = numbered(entry.findings)[0]
    verdicts.decide(entry, finding, Decision.DISMISSED, "=1+1")
    words = catalogue(lang)
    app = opened("data", lang=lang, frame="findings", verdict="dismissed")
    assert not app.exception
    (row,) = app.dataframe[0].value.to_dict("records")
    with speaking(lang):
        names = [column.name for column in columns.described("findings", verdicts.COLUMNS).values()]
        made = unzipped(downloads._rows_csv(_selection("findings", frames), {}))["nianbao_findings.csv"]
    assert [row[name] for name in names[:2]] == [words["decision.dismissed"], "=1+1"]
    assert row[names[2]].endswith("+00:00")
    read = pd.read_csv(BytesIO(made), keep_default_na=False)
    assert tuple(read.columns) == selection_rows.columns_of("findings")
    assert list(read.loc[read["id"] == finding.id(entry.report.sha256), "note"]) == ["'=1+1"]
    assert set(read.loc[read["outcome"] == "passed", "decision"]) == {""}
    assert set(read.loc[read["outcome"].isin(verdicts.FLAGGED), "decision"]) == {"dismissed", "undecided"}


def test_without_verdicts_the_findings_have_no_columns_of_them(opened, monkeypatch):
    monkeypatch.setenv("NIANBAO_VERDICTS", "off")
    app = opened("data", lang="en", frame="findings")
    assert not app.exception
    assert "Verdict" not in app.dataframe[0].value
    assert catalogue("en")["filter.verdict"] not in visible.texts(app)


def test_excel_has_the_rows_their_columns_and_the_note(frames, note):
    with speaking("en"):
        made = downloads._rows_excel(_selection("metrics", frames), note)
    book = openpyxl.load_workbook(BytesIO(made))
    assert book.sheetnames == ["Metrics", catalogue("en")["sheet.columns"], catalogue("en")["sheet.note"]]
    sheet = book.worksheets[0]
    assert sheet.max_row == _selection("metrics", frames).n + 1
    assert {cell.data_type for row in book.worksheets[2].iter_rows() for cell in row} == {"s"}
    assert [row[0].value for row in book.worksheets[1].iter_rows(min_row=2)] == list(
        selection_rows.columns_of("metrics")
    )


def test_parquet_and_json_say_what_they_are(frames, note):
    with speaking("en"):
        selection = _selection("metrics", frames)
        table = pq.read_table(BytesIO(downloads._rows_parquet(selection, note)))
        found = json.loads(downloads._rows_json(selection, note))
    assert json.loads(table.schema.metadata[b"nianbao_lens"]) == note == found["about"]
    assert all(field.metadata[b"description"] for field in table.schema)
    assert list(found["columns"]) == table.column_names == list(found["rows"][0])
    assert len(found["rows"]) == table.num_rows == selection.n
    missing = [row["value"] for row in found["rows"] if not row["available"]]
    assert missing
    assert set(missing) == {None}


def test_numbers_stay_numbers_and_texts_are_defused():
    frame = pd.DataFrame({"n": [-3.0], "t": ["=1+1"], "l": [("@a", "b")]})
    read = export.csv(frame).decode("utf-8-sig").splitlines()
    assert read[1] == "-3.0,'=1+1,'@a; b"
    book = openpyxl.load_workbook(BytesIO(export.excel({"a": frame, "b": frame[["t"]]}, {}, "c")))
    cells = list(book["a"][2])
    assert [cell.data_type for cell in cells] == ["n", "s", "s"]
    assert [cell.value for cell in cells] == [-3, "'=1+1", "'@a; b"]


def test_what_was_measured_is_read_from_where_it_is_written():
    measured = about.measured()
    assert measured is not None
    assert measured.right.endswith("%")
    assert measured.wrong == 0


def _selection(frame: str, shown: Shown) -> Selection:
    reports = bodies.described(shown.reports)
    offered = rows.offered(shown, frame)
    # nothing is filtered
    for one in filters.OF_FRAME[frame]:
        st.session_state[f"url_{one.name}"] = []
    st.session_state["url_metric"] = []
    chosen = rows.base(shown, frame, reports)
    return rows.selection(rows.RowQuery(shown, reports, chosen, {}, offered, []), frame)


def test_first_and_last_years_of_bodies_are_written_as_years(opened):
    config = json.loads(opened("data", lang="en", frame="bodies").dataframe[0].proto.columns)
    with speaking("en"):
        years = [word.name for word in columns.described("bodies", ("first_year", "last_year")).values()]
    assert [config[name]["type_config"]["format"] for name in years] == ["%d", "%d"]
