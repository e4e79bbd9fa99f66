"""A document that could not be read is handed over to administrators by whoever brought it, and by nobody else."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from server import administrators
from storage import open_store
from tests.app import visible
from tests.app.test_add import paste
from tests.app.test_sharing import HOSTILE, keys
from tests.sizes import sized
from ui.shell.safe import markdown
from ui.texts import LANGUAGES, catalogue
from ui.visitor import database, handing, reading
from ui.visitor.store import administrator

ANN = {"is_logged_in": True, "sub": "1", "email": "ann@example.org", "email_verified": True}
POEM = "床前明月光，疑是地上霜。"


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(database, "RESTING", {})
    monkeypatch.setattr(handing, "_HANDED", type(handing._HANDED)())
    monkeypatch.setattr(administrators, "named", lambda: frozenset({ANN["email"]}))
    monkeypatch.setattr(administrator, "claims", dict)


def upload(app, name, content):
    return app.file_uploader(key="files").upload(name, content).run()


def press(app, end):
    return app.button(key=next(key for key in keys(app) if key.endswith(end))).click().run()


def offers(app):
    return [key for key in keys(app) if key.startswith("hand_")]


def kept():
    return [(one.name, one.cause) for one in open_store().refused.listed(9)]


@pytest.mark.parametrize("lang", sized(("en",), LANGUAGES))
def test_by_a_click_that_says_who_sees_it_and_back_by_another(opened, tmp_path, lang):
    app = paste(opened("add", samples=tmp_path, lang=lang), POEM)
    words = catalogue(lang)
    assert words["add.privacy_handing"] in app.caption[0].value
    assert words["hand.words"].format(n=1, days=90) in [one.value for one in app.markdown]
    assert kept() == []
    press(app, "_agree")
    assert not app.exception
    assert kept() == [(words["add.pasted_name"], "not_a_report")]
    assert words["hand.done"].format(n=1, days=90) in [one.value for one in app.caption]
    # what was handed over is held no longer
    assert [one.data for one in app.session_state["_outcomes"].values()] == [b""]
    press(app, "_back")
    assert kept() == [] and offers(app) == []


def test_administrators_alone_look_at_it_and_delete_it(opened, tmp_path, monkeypatch):
    name = f"../{HOSTILE}.txt"
    press(upload(opened("add", samples=tmp_path), name, POEM.encode()), "_agree")
    (one,) = open_store().refused.listed(9)
    seen = opened("administration", samples=tmp_path)
    assert one.id not in " ".join(keys(seen)) and HOSTILE[:20] not in visible.everything(seen)
    monkeypatch.setattr(administrator, "claims", lambda: ANN)
    app = opened("administration", samples=tmp_path)
    app.segmented_control(key="administration_part").set_value("unread").run()
    assert not app.exception
    assert catalogue("zh")["failure.not_a_report"] in "".join(box.label for box in app.expander)
    assert any(markdown(name[:20]) in text.value for text in app.markdown)
    assert not [text.value for text in app.markdown if re.search(r"(?<!\\)<img| :red\[", text.value)]
    assert open_store().refused.document(one.id) == POEM.encode()
    # whoever is none any more deletes nothing
    monkeypatch.setattr(administrator, "claims", lambda: ANN | {"email_verified": False})
    app.button(key=f"administration_handed_{one.id}").click().run()
    assert len(kept()) == 1
    monkeypatch.setattr(administrator, "claims", lambda: ANN)
    app.run()
    app.segmented_control(key="administration_part").set_value("unread").run()
    app.button(key=f"administration_handed_{one.id}").click().run()
    assert kept() == []
    assert [(line.action, line.actor) for line in open_store().administration.log(9)] == [
        ("refused_deleted", ANN["email"])
    ]


def test_of_an_archive_only_what_was_not_read(opened, tmp_path, panshan):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in {"poem.txt": POEM, "report.txt": panshan, "other.txt": POEM * 2}.items():
            archive.writestr(name, text)
    app = upload(opened("add", samples=tmp_path), "all.zip", packed.getvalue())
    press(app, "_agree")
    assert {name for name, _ in kept()} == {"all.zip/poem.txt", "all.zip/other.txt"}
    store = open_store()
    assert {store.refused.document(one.id) for one in store.refused.listed(9)} == {POEM.encode(), (POEM * 2).encode()}


def test_it_is_offered_only_where_somebody_can_look(opened, tmp_path, monkeypatch):
    for name, value in (("NIANBAO_REFUSED_MB", "0"), ("NIANBAO_SHARING", "read")):
        with monkeypatch.context() as patch:
            patch.setenv(name, value)
            assert offers(paste(opened("add", samples=tmp_path), POEM)) == []
    with monkeypatch.context() as patch:
        patch.setattr(administrators, "named", frozenset)
        app = paste(opened("add", samples=tmp_path), POEM)
        assert offers(app) == []
        assert [one.data for one in app.session_state["_outcomes"].values()] == [b""]
    assert offers(paste(opened("add", samples=tmp_path), POEM))


def test_what_is_too_much_is_not_taken(opened, tmp_path, monkeypatch):
    monkeypatch.setattr(handing, "_A_MINUTE", 1)
    app = opened("add", samples=tmp_path)
    press(paste(app, POEM), "_agree")
    press(paste(app, POEM * 2), "_agree")
    assert catalogue("zh")["hand.too_many"] in [toast.value for toast in app.toast]
    assert len(kept()) == 1
    # a visit holds only so much of what was not read, the latest
    monkeypatch.setattr(reading, "MAX_REFUSED", 60)
    full = upload(upload(opened("add", samples=tmp_path), "a.txt", POEM.encode()), "b.txt", POEM[::-1].encode())
    assert [bool(one.data) for one in full.session_state["_outcomes"].values()] == [False, True]
