"""Every page, in both languages: with the samples, with none, with a sample that cannot be read."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from checks import Rule, message, rules, run_checks
from checks.book.examples import examples
from metrics import metrics
from parsing import loaders, parse_report
from tests.browser.views import VIEWS
from tests.pages import PAGES
from tests.sizes import combined, sized
from ui.names import columns
from ui.take import selection as selection_rows
from ui.texts import LANGUAGES, catalogue


def _module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


visible = _module("visible")
SAMPLES = Path(__file__).parents[2] / "sample_reports"
SUFFIXES = {".txt", ".md", ".html", ".htm"}
CHINESE = re.compile(r"[\u3400-\u9fff]+")
ENGLISH = re.compile(r"[A-Za-z]{2,}")
# Two sentences without a space between them
JOINED = re.compile(r"[a-z]\.[A-Z][a-z]+")
TAG = re.compile(r"<[^>]+>")
# Names and units that are the same in Chinese.
SAME = {"nianbao", "lens", "wilson", "mb", "english", "language"}
SAME |= {"excel", "csv", "txt", "md", "html", "htm", "mht", "docx", "xlsx", "pdf", "zip", "png", "jpg"}
SAME |= {"parquet", "json", "utf", "bom", "nianbao_lens", "about", "word", "mit", "embed", "true"}


# Those of the prose are reports' own texts, cut where something is marked
OTHER_VIEWS = sized(
    ("data-panel", "inconsistencies-rules", "regions-map", "regions-scatter"),
    sorted(VIEWS.keys() - {*PAGES, "report-prose", "years-prose"}),
)


def samples() -> list[Path]:
    return sorted(p for p in SAMPLES.iterdir() if p.suffix in SUFFIXES and not p.stem.isupper())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_with_the_samples(shown, page, lang):
    app = shown(page, lang)
    assert not app.exception
    assert not app.warning or page == "regions"
    assert catalogue(lang)["samples.note"] in visible.everything(app)
    if page == "report":
        assert any(html.value.count("<td") == 175 or html.value.count("<td") > 9 for html in app.html)
    else:
        assert app.title[0].value == catalogue(lang)[f"{page}.title"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_the_button_that_copies_its_link(shown, page, lang):
    app = shown(page, lang)
    named = [node.proto.component_name for node in app.main.get("bidi_component")]
    assert named.count("nianbao_copy_link") == 1
    assert named.count("nianbao_page_language") == 1


@pytest.fixture(scope="module")
def none(tmp_path_factory) -> Path:
    """A folder without any report."""
    return tmp_path_factory.mktemp("none")


@pytest.mark.parametrize(
    ("page", "lang"), combined([page for page in PAGES if page not in ("add", "about")], LANGUAGES)
)
def test_a_page_without_any_report_says_what_to_do(opened, none, page, lang):
    app = opened(page, lang=lang, samples=none)
    assert not app.exception
    words = catalogue(lang)
    assert words["empty.reports.body"] in visible.everything(app)
    assert [link.value for link in app.page_link] == [words["empty.reports.action"]]
    assert words["samples.note"] not in [caption.value for caption in app.main.caption]


def test_a_folder_that_is_not_there_is_no_error(opened, tmp_path):
    assert not opened("overview", samples=tmp_path / "nowhere").exception


def test_a_broken_sample_is_said_and_the_others_are_shown(opened, tmp_path):
    (tmp_path / "good.txt").write_bytes((SAMPLES / "panshan_2022.txt").read_bytes())
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (tmp_path / "README.md").write_text("Not a report.", "utf-8")
    app = opened("overview", samples=tmp_path)
    assert not app.exception
    assert app.metric[0].value == "1"
    assert len(app.warning) == 1
    assert "picture" in app.warning[0].value


def without_a_year(folder: Path, *more: str) -> Path:
    """A folder with a report that names no year, and with the same report under these names with its year."""
    text = (SAMPLES / "panshan_2022.txt").read_text("utf-8")
    for name in more:
        (folder / name).write_text(text, "utf-8")
    (folder / "c.txt").write_text(re.sub(r"20\d\d", "", text), "utf-8")
    return folder


@pytest.fixture(scope="module")
def three(tmp_path_factory) -> Path:
    return without_a_year(tmp_path_factory.mktemp("three"), "a.txt", "b.txt")


@pytest.fixture(scope="module")
def one(tmp_path_factory) -> Path:
    return without_a_year(tmp_path_factory.mktemp("one"))


@pytest.mark.parametrize("page", PAGES)
def test_the_same_file_twice_and_a_report_without_a_year(opened, three, page):
    app = opened(page, samples=three)
    assert not app.exception
    if page == "overview":
        assert app.metric[0].value == "2"


@pytest.mark.parametrize("page", PAGES)
def test_nothing_but_a_report_without_a_year(opened, one, page):
    assert not opened(page, samples=one).exception


def test_the_overview_counts_what_there_is(opened):
    app = opened("overview")
    reports = [parse_report(path.read_bytes(), path.name) for path in samples()]
    years = [report.year for report in reports if report.year]
    assert app.metric[0].value == str(len(reports))
    assert app.metric[2].value == f"{min(years)}–{max(years)}"
    assert len(app.dataframe[0].value) == len({(r.agency or r.source, r.region, r.year) for r in reports if r.year})


def _data() -> Iterable[str]:
    """Words that come from reports and from the rule set, the longest first."""
    words: set[str] = set()
    for path in samples():
        report = parse_report(path.read_bytes(), path.name)
        words |= {report.source, report.title or "", report.agency or "", *report.region.path}
        words |= {paragraph.text for section in report.sections for paragraph in section.paragraphs}
        words |= {section.heading or "" for section in report.sections} | {figure.text for figure in report.figures}
        words |= {line.strip() for line in path.read_text("utf-8", errors="replace").splitlines()}
        words |= {cell.raw for line in loaders.load(path.read_bytes()).lines for cell in line.cells}
        for finding in run_checks(report).findings:
            words |= {message(finding, "zh"), message(finding, "en")}
    for frame in columns.FRAMES:
        for column in selection_rows.columns_of(frame):
            words |= {column, *columns.described(frame, [column])[column]}
    words |= {f"{columns.VALUE}{one}{end}" for one in metrics() for end in ("", columns.REASON)}
    for rule in rules().values():
        words |= {rule.id, rule.name["zh"], rule.name["en"], *_said_of(rule)}
    return sorted((word for word in words if len(word) > 1), key=lambda word: (-len(word), word))


def _said_of(rule: Rule) -> Iterable[str]:
    """What the rule set says of a rule; it quotes the form, documents and prose in Chinese."""
    for language in LANGUAGES:
        for texts in (rule.description, rule.why, rule.source, *rule.without.values()):
            yield texts[language]
        yield from rule.legitimate[language]
        for example in examples(rule.id, language):
            yield from (example.message, *example.facts)


@pytest.fixture(scope="module")
def data() -> list[str]:
    return list(_data())


@pytest.mark.parametrize("tab", ["disclosure", "requests", "disputes"])
def test_no_chinese_in_the_english_form(opened, data, tab):
    app = opened("report", lang="en", tab=tab)
    assert _left_over(app, data, CHINESE, {"中文", "语言"}) == []


@pytest.mark.parametrize("page", PAGES)
def test_no_chinese_in_english(shown, data, page):
    app = shown(page, "en")
    assert _left_over(app, data, CHINESE, {"中文", "语言"}) == []
    assert JOINED.findall(visible.everything(app)) == []


@pytest.mark.parametrize("page", PAGES)
def test_no_english_in_chinese(shown, data, page):
    assert _left_over(shown(page, "zh"), data, ENGLISH, SAME) == []


@pytest.mark.parametrize(("view", "lang"), combined(OTHER_VIEWS, LANGUAGES))
def test_no_view_speaks_a_foreign_language(opened, data, view, lang):
    address = urlsplit(VIEWS[view])
    app = opened(address.path, lang=lang, **dict(parse_qsl(address.query)))
    assert not app.exception
    foreign, allowed = (ENGLISH, SAME) if lang == "zh" else (CHINESE, {"中文", "语言"})
    assert _left_over(app, data, foreign, allowed) == []
    charted = " ".join(
        TAG.sub(" ", text) for chart in app.get("plotly_chart") for text in _charted(json.loads(chart.proto.spec))
    )
    for word in data:
        charted = charted.replace(word, "")
    assert [word for word in foreign.findall(charted) if word.lower() not in allowed] == []


def _charted(spec: dict[str, Any]) -> Iterable[str]:
    """What a chart says beside its marks: titles of axes, and names in its legend."""
    layout = spec["layout"]
    yield from (trace["name"] for trace in spec["data"] if trace.get("name"))
    yield from (axis["title"]["text"] for name, axis in layout.items() if "axis" in name and "title" in axis)
    yield from (one["text"] for one in layout.get("annotations", []))


def _left_over(app, data, foreign, allowed) -> list[str]:
    found = []
    for text in visible.texts(app):
        own = text
        for word in data:
            own = own.replace(word, "")
        found += [word for word in foreign.findall(own) if word.lower() not in allowed]
    return found
