"""Adding reports: what is read is shown at once, what is not is said in plain words, nothing is lost."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from tests.drafts import draft_with_a_slip
from tests.sizes import combined, sized
from ui.texts import LANGUAGES, catalogue


def brought(app):
    """The table of what was brought, as it is shown."""
    (table,) = app.dataframe
    return table.value


def paste(app, text):
    app.text_area(key="paste").set_value(text)
    return app.button(key="read").click().run()


@pytest.mark.parametrize("lang", sized(("en",), LANGUAGES))
def test_a_pasted_report_is_shown_at_once_with_its_findings(opened, tmp_path, panshan, lang):
    app = paste(opened("add", lang=lang, samples=tmp_path), panshan)
    assert not app.exception
    assert not app.error
    assert app.subheader[0].value == "盘山县人民政府办公室 · 2022"
    cards = "".join(html.value for html in app.html)
    assert "nb-card nb-error" in cards
    assert "16" in cards
    assert cards.count('<section class="nb-item nb-error') == 1
    assert any(catalogue(lang)["state.sums"] in markdown.value for markdown in app.markdown)
    assert 'class="nb-cell nb-reported nb-is-possible"' in cards


def test_the_visitors_report_is_on_every_page_and_marked(opened, tmp_path, panshan):
    app = paste(opened("add", samples=tmp_path), panshan)
    for page in ("overview", "report", "regions", "years", "zero", "inconsistencies"):
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception
        assert not app.page_link or catalogue("zh")["empty.reports.action"] not in [p.value for p in app.page_link]
    assert any(catalogue("zh")["mine.mark"] in one.value for one in (*app.page_link, *app.html))


def test_what_one_visitor_reads_another_does_not_see(opened, tmp_path, panshan):
    paste(opened("add", samples=tmp_path), panshan)
    other = opened("overview", samples=tmp_path)
    assert catalogue("zh")["empty.reports.body"] in [markdown.value for markdown in other.markdown]


BROKEN = {
    "empty.txt": b"   \n\n ",
    "picture.jpg": b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8,
    "nonsense.txt": "床前明月光，疑是地上霜。".encode(),
    "large.txt": b"a" * (21 * 1024 * 1024),
}


@pytest.mark.parametrize(("name", "lang"), combined(tuple(BROKEN), LANGUAGES))
def test_a_broken_file_is_said_and_nothing_is_lost(opened, tmp_path, panshan, lang, name):
    app = paste(opened("add", lang=lang, samples=tmp_path), panshan)
    app.file_uploader(key="files").upload(name, BROKEN[name]).run()
    assert not app.exception
    assert len(app.error) == 1
    assert len(app.error[0].value) > 15
    assert "Traceback" not in app.error[0].value
    assert ("20 MB" in app.error[0].value) == (name == "large.txt")
    assert app.subheader[0].value == "盘山县人民政府办公室 · 2022"


def test_empty_paste_is_said(opened, tmp_path):
    app = paste(opened("add", samples=tmp_path), "")
    assert not app.exception
    assert len(app.error) == 1


def test_many_files_at_once_each_for_itself(opened, tmp_path, panshan):
    app = opened("add", samples=tmp_path)
    uploader = app.file_uploader(key="files")
    uploader.upload("a.txt", panshan.encode())
    uploader.upload("b.png", b"\x89PNG\r\n\x1a\n" + bytes(100))
    uploader.upload("c.txt", panshan.replace("2022年", "2023年").encode()).run()
    assert not app.exception
    assert len(app.error) == 1
    assert r"b\.png" in app.error[0].value
    table = brought(app)
    assert table["文件"].iloc[0] == "b.png"
    assert dict(zip(table["文件"].iloc[1:], table["年份"].iloc[1:], strict=True)) == {"a.txt": 2022, "c.txt": 2023}
    assert table["状态"].iloc[0].startswith("没有读成：")
    assert table["状态"].iloc[1] == catalogue("zh")["state.sums"]


def test_an_archive_is_a_report_each(opened, tmp_path, panshan):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("年报/a.txt", panshan)
        archive.writestr("年报/b.txt", panshan.replace("2022年", "2023年"))
        archive.writestr("年报/c.png", b"\x89PNG\r\n\x1a\n" + bytes(100))
    app = opened("add", samples=tmp_path)
    app.file_uploader(key="files").upload("reports.zip", packed.getvalue()).run()
    assert not app.exception
    assert sorted(brought(app)["年份"].dropna()) == [2022, 2023]
    assert len(app.error) == 1


@pytest.mark.parametrize("lang", sized(("zh",), LANGUAGES))
def test_many_documents_are_a_table_of_bounded_height(opened, tmp_path, panshan, lang):
    app = opened("add", lang=lang, samples=tmp_path)
    uploader = app.file_uploader(key="files")
    many = sized(20, 200)
    for n in range(many):
        uploader.upload(f"{n}.txt", f"床前明月光，疑是地上霜。{n}".encode())
    uploader.run()
    assert not app.exception
    assert len(brought(app)) == many
    assert len(app.error) == 1
    assert app.error[0].value.count("\n") == 5
    assert not app.html or all("<article" not in block.value for block in app.html)
    app.button(key="remove_all").click().run()
    assert catalogue(lang)["empty.mine.body"] in [markdown.value for markdown in app.markdown]


def test_what_was_read_of_body_region_and_year_can_be_corrected(opened, tmp_path):
    app = paste(opened("add", samples=tmp_path), draft_with_a_slip())
    (entry_id,) = [field.key.rpartition("_")[2] for field in app.text_input if field.key.startswith("correct_year_")]
    app.text_input(key=f"correct_year_{entry_id}").set_value("2023").run()
    app.text_input(key=f"correct_region_{entry_id}").set_value("江苏省 › 淮安市 › 洪泽区").run()
    app.text_input(key=f"correct_agency_{entry_id}").set_value("青禾镇人民政府").run()
    assert not app.exception
    assert app.subheader[0].value == "青禾镇人民政府 · 2023"
    app.text_input(key=f"correct_year_{entry_id}").set_value("1066").run()
    assert catalogue("zh")["add.no_year"].partition("{")[0] in app.toast[0].value
    app.switch_page("pages/report.py").run()
    assert app.title[0].value == "青禾镇人民政府 · 2023"
    said = [caption.value for caption in app.caption]
    assert catalogue("zh")["report.corrected"].format(fields="机关，地区，年份") in said


def test_a_fault_in_the_parser_is_said_and_nothing_is_lost(opened, tmp_path, panshan, monkeypatch):
    app = paste(opened("add", samples=tmp_path), panshan)

    def fail(*_args, **_named):
        raise ZeroDivisionError

    monkeypatch.setattr("workers.pool.ReadDocument.of", fail)
    app.file_uploader(key="files").upload("odd.txt", panshan.replace("2022", "2021").encode()).run()
    assert not app.exception
    before, after = catalogue("zh")["add.unexpected"].split("{number}")
    said = app.error[0].value
    assert said.startswith(before) and said.endswith(after)
    assert re.fullmatch(r"[0-9a-f]{12}", said.removeprefix(before).removesuffix(after))
    assert len(app.subheader) == 1


def test_a_report_can_be_removed(opened, tmp_path, panshan):
    app = paste(opened("add", samples=tmp_path), panshan)
    app.button(key="forget_paste").click().run()
    assert not app.subheader
    assert catalogue("zh")["empty.mine.body"] in [markdown.value for markdown in app.markdown]


HOSTILE = "<img src=x onerror=alert(1)>**县**$x$:red[甲]"


def test_words_of_a_report_are_escaped(opened, tmp_path, panshan):
    app = paste(opened("add", samples=tmp_path), panshan.replace("一、總體情況", f"一、總體情況\n{HOSTILE}"))
    app.file_uploader(key="files").upload(f"{HOSTILE}.png", b"\x89PNG\r\n\x1a\n").run()
    app.switch_page("pages/report.py")
    app.query_params["tab"] = "prose"
    app.run()
    assert not app.exception
    markup = "".join(html.value for html in app.html)
    assert "<img" not in markup
    assert "&lt;img" in markup


def test_a_name_of_a_file_is_no_markdown(opened, tmp_path):
    app = opened("add", samples=tmp_path)
    app.file_uploader(key="files").upload(f"{HOSTILE}.png", b"\x89PNG\r\n\x1a\n").run()
    title = app.error[0].proto.title if hasattr(app.error[0].proto, "title") else str(app.error[0].proto)
    assert "**县**" not in title
    assert ":red[" not in title
