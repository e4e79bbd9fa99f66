"""Settings: what is documented is what there is, and a value that cannot be used is said, by name."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import settings
from settings.__main__ import main
from settings.catalogue import catalogue

ROOT = Path(__file__).parents[1]
READERS = [path for path in ROOT.rglob("*.py") if not {".venv", "build", "tests"} & set(path.relative_to(ROOT).parts)]


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    for name in catalogue():
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(("language", "file"), [("en", "README.md"), ("zh", "README.zh-CN.md")])
def test_the_readme_lists_every_setting(language, file):
    assert settings.table(language) in (ROOT / file).read_text("utf-8"), (
        f"paste `python -m settings --table {language}`"
    )


def test_every_variable_that_the_code_names_is_a_setting():
    named = {name for path in READERS for name in re.findall(r"\bNIANBAO_[A-Z][A-Z_]+", path.read_text("utf-8"))}
    assert named <= set(catalogue())


def test_defaults_can_be_used():
    assert settings.problems() == []
    assert settings.count("NIANBAO_WORKERS") >= 1
    assert settings.count("NIANBAO_VISIT_MB") == 100
    assert settings.text("NIANBAO_VERDICTS") == "on"
    assert settings.words("NIANBAO_HOSTS") == ()


def test_values_are_read_when_asked_for(monkeypatch):
    monkeypatch.setenv("NIANBAO_WORKERS", " 3 ")
    monkeypatch.setenv("NIANBAO_VERDICTS", "READ")
    monkeypatch.setenv("NIANBAO_HOSTS", "lens.example.org, *.Example.com [::1]")
    monkeypatch.setenv("NIANBAO_PROXIES", "10.0.0.0/8,::1")
    monkeypatch.setenv("NIANBAO_FRAMES", "https://www.example.org,http://localhost:8080")
    assert settings.problems() == []
    assert settings.count("NIANBAO_WORKERS") == 3
    assert settings.text("NIANBAO_VERDICTS") == "read"
    assert settings.words("NIANBAO_HOSTS") == ("lens.example.org", "*.example.com", "[::1]")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NIANBAO_WORKERS", "0"),
        ("NIANBAO_WORKERS", "many"),
        ("NIANBAO_WORKERS", "-1"),
        ("NIANBAO_WORKERS", "٣"),
        ("NIANBAO_VISIT_MB", "9" * 5000),
        ("NIANBAO_VISIT_MB", "cores"),
        ("NIANBAO_VERDICTS", "perhaps"),
        ("NIANBAO_SAMPLES", "/no/such/folder"),
        ("NIANBAO_HOSTS", "https://example.org"),
        ("NIANBAO_FRAMES", "*"),
        ("NIANBAO_FRAMES", "https://example.org; script-src *"),
        ("NIANBAO_PROXIES", "localhost"),
        ("NIANBAO_LOG", "xml"),
        ("DATABASE_URL", "reports.sqlite3"),
        ("DATABASE_URL", "mysql://me@host/name"),
        ("DATABASE_URL", "postgresql://me:pass@host:port/name"),
    ],
)
def test_a_value_that_cannot_be_used_is_said(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    (said,) = settings.problems()
    assert said.startswith(f"{name} has to be ")
    with pytest.raises(settings.InvalidSettingError, match=name):
        settings.require()


def test_a_wrong_database_is_said_without_its_password(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://me:secret@host/name")
    (said,) = settings.problems()
    assert "secret" not in said


def test_a_wrong_setting_ends_the_start_with_a_sentence():
    wrong = {**os.environ, "NIANBAO_REQUESTS": "often"}
    ended = subprocess.run(
        [sys.executable, "-c", "import server; server.middleware()"],
        cwd=ROOT,
        env=wrong,
        check=False,
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 1
    assert (
        ended.stderr
        == "The app was not started:\nNIANBAO_REQUESTS has to be a whole number from 60 to 1000000; it is 'often'\n"
    )


def test_a_misspelt_name_is_said(monkeypatch, capsys):
    monkeypatch.setenv("NIANBAO_HOST", "example.org")
    assert main([]) == 1
    assert "NIANBAO_HOST is not a setting; did you mean NIANBAO_HOSTS?" in capsys.readouterr().err


def test_the_command_prints_no_password(monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:secret@host/name")
    assert main([]) == 0
    assert capsys.readouterr().out == "set: DATABASE_URL\n"
