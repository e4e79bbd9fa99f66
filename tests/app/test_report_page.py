"""The report page: what its URL selects is shown, and what it cannot show is said."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from random import Random

import pytest

from parsing.prose.genre import said
from parsing.report import Genre
from tests.drafts import draft, draft_with_a_slip, draft_with_several
from tests.sizes import sized
from ui.texts import catalogue

SAMPLES = Path(__file__).parents[2] / "sample_reports"
WORDS = catalogue("zh")
PICTURES = """某某县人民政府办公室2023年政府信息公开工作年度报告
一、总体情况
2023年，本机关共收到政府信息公开申请12件，全部按期办结。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
主动公开还不够。
"""


def id_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def ident(name: str) -> str:
    return hashlib.sha256((SAMPLES / name).read_bytes()).hexdigest()[:12]


def folder(tmp_path, *texts: str):
    for n, text in enumerate(texts):
        (tmp_path / f"{n}.txt").write_bytes(text.encode())
    return tmp_path


def html(app) -> str:
    """The page's own markup without its style sheet."""
    return "".join(block.value for block in app.html if "<style" not in block.value)


def test_tables_that_were_pictures_are_said_to_be_unread_and_no_cell_is_coloured(opened, tmp_path):
    app = opened("report", samples=folder(tmp_path, PICTURES))
    assert not app.exception
    assert WORDS["report.nothing_read"] in [warning.value for warning in app.warning]
    assert "nb-missing" in html(app)
    assert "nb-missing nb-is-" not in html(app)


def test_a_cell_of_the_url_is_shown_with_its_lines_in_the_document(opened, tmp_path, panshan):
    cell = "requests/total/total"
    app = opened("report", samples=folder(tmp_path, panshan), cell=cell)
    assert not app.exception
    shown = html(app)
    assert "nb-cell-card" in shown
    assert re.search(rf'class="nb-fig[^"]*" role="button" data-cell="{cell}"', shown)


def test_a_cell_that_no_form_has_is_said(opened, tmp_path, panshan):
    app = opened("report", samples=folder(tmp_path, panshan), cell='requests/"><b>/total')
    assert not app.exception
    assert len(app.warning) == 1
    assert "<b>" not in html(app)
    assert "nb-cell-card" not in html(app)


def test_a_finding_is_singled_out_and_all_come_back(opened, tmp_path, panshan):
    app = opened("report", samples=folder(tmp_path, panshan), finding=2, tab="requests")
    # beside it what is folded away
    assert html(app).count('<article class="nb-card nb-error') == 1
    assert '<article class="nb-card nb-probable' not in html(app)
    assert '<span class="nb-flag" aria-hidden="true">①' not in html(app)
    back = next(button for button in app.button if button.label == WORDS["findings.all"])
    back.click().run()
    assert html(app).count('<article class="nb-card') > 1
    assert "finding" not in app.query_params


def test_a_cause_comes_with_its_findings_and_shows_its_cell_in_the_table(opened, tmp_path, panshan):
    app = opened("report", samples=folder(tmp_path, panshan), tab="disputes")
    (item,) = [block.value for block in app.html if '<section class="nb-item nb-error' in block.value]
    assert "有 3 种改法，同样可能" in item
    (behind,) = [fold for fold in app.expander if fold.label == WORDS["diagnosis.findings"].format(n=2)]
    assert sum("nb-card nb-error" in block.value for block in behind.html) == 2
    button = next(button for button in app.button if WORDS["cause.show"] in button.label)
    button.click().run()
    assert app.query_params["cell"] == "requests/unavailable.not_held/natural_person"
    assert app.query_params["tab"] == "requests"
    assert "nb-cell-card" in html(app)


def test_an_explanation_on_trial_shows_what_it_would_change(opened, tmp_path, panshan):
    app = opened("report", samples=folder(tmp_path, panshan), tab="requests")
    assert "<s>" not in html(app)
    (radio,) = app.main.radio
    radio.set_value("1.1").run()
    assert app.query_params["try"] in ("1.1", ["1.1"])
    assert html(app).count("<s>") == 2
    assert html(app).count("nb-held") == 2
    assert "<ins>" in html(app)


def test_an_explanation_of_an_older_link_is_tried_out_and_taken_back(opened, tmp_path, panshan):
    app = opened("report", samples=folder(tmp_path, panshan), tab="requests", **{"try": 1})
    assert html(app).count("<s>") == 2
    app.button(key=f"untry_{id_of(panshan)}").click().run()
    assert "try" not in app.query_params
    assert "<s>" not in html(app)


@pytest.mark.parametrize("lang", sized(["zh"], ["zh", "en"]))
def test_one_mistyped_figure_is_one_sentence_and_one_red_cell(opened, tmp_path, lang):
    draft = draft_with_a_slip()
    app = opened("report", lang=lang, samples=folder(tmp_path, draft))
    (item,) = [block.value for block in app.html if '<section class="nb-item' in block.value]
    assert {
        "zh": "1.本机关不掌握相关政府信息 · 总计 印作 13，应为 31",
        "en": "not held · Total is printed as 13 and should be 31",
    }[lang] in item
    red = re.findall(r'<td[^>]*nb-is-error[^>]*data-cell="([^"]*)"', html(app))
    assert red == ["requests/unavailable.not_held/total"]
    assert html(app).count("nb-is-involved") > 0
    assert "应为 77" not in html(app)
    app.button(key=f"try_{id_of(draft)}_1").click().run()
    assert app.query_params["try"] in ("1.1", ["1.1"])
    assert "nb-is-held" in html(app)


def test_each_cause_has_its_sentence_and_the_table_its_number(opened, tmp_path):
    app = opened("report", samples=folder(tmp_path, draft_with_several()), tab="requests")
    said = [block.value for block in app.html if '<section class="nb-item' in block.value]
    assert len(said) == 3
    assert "应为 31" in said[0]
    assert "97" in said[1]
    assert "1 格空白" in next(block.value for block in app.markdown if "格空白" in block.value)
    marked = dict(re.findall(r'data-cell="([^"]*)"[^>]*><span class="nb-flags"><span[^>]*>([^<]*)<', html(app)))
    assert marked["requests/unavailable.not_held/total"] == "①"
    assert marked["requests/received/total"] == "②"


def test_a_report_without_slips_has_no_items(opened, tmp_path):
    app = opened("report", samples=folder(tmp_path, draft()))
    assert '<section class="nb-item' not in html(app)
    assert [success.value for success in app.success] == [WORDS["findings.none"]]


def test_blanks_with_one_filling_are_one_statement(opened):
    app = opened("report", report=ident("shanghai_office_2019.html"), tab="requests")
    said = next(block.value for block in app.markdown if "只有一种填法" in block.value)
    assert "135 格空白" in said
    assert "11 格大于 0" in said
    # those that can hold nothing but 0 carry no mark
    assert len(re.findall("<td[^>]*nb-implied", html(app))) == 11


def test_checks_that_hold_are_made_when_they_are_opened(opened, tmp_path, panshan):
    app = opened("report", samples=folder(tmp_path, panshan))
    fold = next(fold for fold in app.expander if fold.label == WORDS["diagnosis.passed"].format(n=68))
    assert not fold.html


def test_a_newcomer_sees_a_report_with_one_telling_error(opened):
    app = opened("report")
    assert app.query_params["report"] in (ident("hongze_2023.html"), [ident("hongze_2023.html")])
    assert "印作 0，应为 11" in html(app)


def test_the_whole_document_stands_beside_the_form(opened, tmp_path, panshan):
    app = opened("report", samples=folder(tmp_path, panshan), side="source")
    assert "nb-doc-whole" in html(app)
    assert html(app).count('class="nb-fig') == 200


def test_the_years_of_a_body_are_a_step_apart(opened, tmp_path, panshan):
    years = [panshan.replace("2022", year) for year in ("2021", "2022", "2023")]
    app = opened("report", samples=folder(tmp_path, *years), report=id_of(years[1]), cell="requests/total/total")
    labels = [button.label for button in app.button]
    assert WORDS["report.previous"].format(year=2021) in labels
    assert WORDS["report.next"].format(year=2023) in labels
    app.button(key="report_next").click().run()
    assert app.query_params["report"] in (id_of(years[2]), [id_of(years[2])])
    assert "cell" not in app.query_params
    assert not [button for button in app.button if button.key == "report_next"]


def test_where_too_many_figures_disagree_one_sentence_says_so(opened, tmp_path, panshan):
    random = Random(0)
    spoiled = re.sub(r"(?m)^\d+(?= \|$)", lambda _: str(random.randint(0, 999)), panshan)
    app = opened("report", samples=folder(tmp_path, spoiled))
    assert not app.exception
    assert WORDS["explanation.too_many"] in [caption.value for caption in app.caption]


def test_what_is_no_annual_report_is_said_and_not_ticked(opened, tmp_path):
    half = "某某县财政局2023年上半年政府信息公开情况统计表\n主动公开信息45条，收到政府信息公开申请3件。\n"
    app = opened("report", samples=folder(tmp_path, half))
    assert not app.exception
    assert said(Genre.PART_YEAR, "zh") in [info.value for info in app.info]
    assert app.success.len == 0
    assert WORDS["state.no_report"] in " ".join(markdown.value for markdown in app.markdown)
