"""A brief of a ranking and of a body: what it says, in both languages, and that nothing in it is markup or cut."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from PIL import Image

from metrics import metric
from queries import Asked
from tests.app.conftest import SAMPLES
from tests.bulk import made
from ui.compare import by_metric, contradicted
from ui.compare.over_years.profile import MULTIPLES
from ui.names import bodies
from ui.take import brief, brief_docx
from ui.texts import LANGUAGES, catalogue, speaking
from ui.visitor.shown import Shown

HOSTILE = "<script>alert(1)</script>\x0b县"
ADDRESS = "/regions?year=2023"


@pytest.fixture(scope="module")
def shown(tmp_path_factory) -> Shown:
    place = tmp_path_factory.mktemp("dataset")
    made.run([str(SAMPLES)], place / "out", place)
    return Shown(Asked(str(place / "out")), {}, None, is_public=True)


def of_ranking(shown: Shown, name: str = "granted_rate", said: str = "") -> brief.Brief:
    """A brief of the samples; ``said`` is what speaks against the first figure."""
    reports = bodies.described(shown.reports)
    frame = by_metric.with_metric(reports, shown.ask("metric_rows", metrics=[name]), metric(name))
    frame.loc[frame.index[frame["available"]][0], "name"] = HOSTILE
    return brief.of_ranking(
        by_metric.bodies(frame),
        metric(name),
        [2023],
        "county",
        brief.BriefView(ADDRESS, "made up", "Demo"),
        lambda rows: {rows["report"].iloc[0]: contradicted.Against(said, (1, 3, False), is_whole=True)} if said else {},
    )


def of_body(shown: Shown) -> brief.Brief:
    reports = bodies.described(shown.reports)
    one = reports[reports["body"] == reports["body"].value_counts().index[0]]
    rates = shown.ask("metric_rows", metrics=["received", *MULTIPLES], ids=sorted(one["report"]))
    return brief.of_body(
        "淮安市洪泽区人民政府", one, rates, metric("received"), brief.BriefView("/years", "made up", "Demo")
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_brief_has_chart_sentence_table_method_citation_and_date(shown, lang):
    words = catalogue(lang)
    with speaking(lang):
        for one in (of_ranking(shown), of_body(shown)):
            page = brief.page(one).decode()
            assert one.title in page
            assert page.count("<svg") == len(one.bars) > 0
            assert words["brief.table"] in page
            facts = dict(one.facts)
            assert "made up" in page
            assert "Demo" in facts[words["fact.citation"]]
            for name in ("citation", "date", "dataset"):
                assert facts[words[f"fact.{name}"]]
            assert facts[words["fact.date"]] in facts[words["fact.citation"]]
            assert "http" not in page.replace('lang="', "")


def test_words_of_a_report_are_escaped_in_a_brief(shown):
    with speaking("en"):
        page = brief.page(of_ranking(shown)).decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_word_document_has_every_row_of_the_table_and_a_bar_for_each(shown, lang):
    with speaking(lang):
        one = of_ranking(shown)
        document = docx.Document(BytesIO(brief_docx.document(one)))
    chart, table, facts = document.tables
    assert len(document.inline_shapes) == len(one.bars) == len(chart.rows)
    assert [cell.text for cell in table.rows[0].cells] == list(one.table)
    said = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    assert len(said) == len(one.table)
    assert HOSTILE.replace("\x0b", " ") in {row[1] for row in said}
    assert [row.cells[0].text for row in facts.rows] == [label for label, _ in one.facts]
    assert document.paragraphs[0].text == one.title


def test_a_contradicted_figure_is_marked_and_its_reason_is_in_the_table(shown):
    with speaking("en"):
        one = of_ranking(shown, said="one figure is wrong")
        page = brief.page(one).decode()
    assert [bar.note for bar in one.bars if bar.note] == ["one figure is wrong"]
    assert catalogue("en")["brief.contradicted"] in one.remarks
    assert page.count("<b>⚠</b>") == 1
    assert "one figure is wrong" in page
    assert list(one.table[catalogue("en")["column.mended_rank"]]).count("") == len(one.table) - 1


def test_bars_are_as_long_as_their_values(shown):
    with speaking("en"):
        one = of_ranking(shown)
    assert max(bar.high or bar.end for bar in one.bars) == pytest.approx(1)
    for bar in one.bars:
        with Image.open(BytesIO(brief_docx.bar(bar))) as picture:
            plain = picture.convert("RGB")
        row = [plain.getpixel((x, plain.height // 3)) for x in range(plain.width)]
        filled = sum(pixel != (255, 255, 255) for pixel in row)
        assert filled == pytest.approx(bar.end * plain.width, abs=6)


def test_a_value_that_is_not_there_has_no_bar(shown):
    with speaking("en"):
        nothing = brief.BriefBar("2020", "–", None)
        with Image.open(BytesIO(brief_docx.bar(nothing))) as picture:
            colours = {colour for _, colour in picture.convert("RGB").getcolors()}
    assert len(colours) == 2
