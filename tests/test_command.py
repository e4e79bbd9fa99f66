"""``python -m checks``: the JSON contract and the readable summary."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache

from checks import run_checks
from checks.cli import contract
from tests.samples import FOLDER, report

KEYS = {
    "source",
    "sha256",
    "kind",
    "title",
    "agency",
    "level",
    "region",
    "year",
    "published",
    "sources",
    "editions",
    "cells",
    "findings",
    "explanations",
    "explained",
    "implied",
    "state",
    "causes",
    "rule_set",
    "error",
}
CELL = {"table", "row", "column", "value", "status", "text", "place"}
FINDING = {"id", "rule", "subject", "outcome", "severity", "reported", "expected", "cells", "message", "details"}
FINDING |= {"partners", "origin", "cause", "because"}


@cache
def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "checks", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=FOLDER.parent,
    )


def test_one_object_a_file_in_order_also_for_what_cannot_be_read(tmp_path):
    picture = tmp_path / "scan.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 64)
    files = [FOLDER / "panshan_2022.txt", picture, tmp_path / "absent.txt", FOLDER / "suqian_2023.html"]
    result = run("--json", "--language", "zh", *files)
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.returncode == 1
    assert [a["source"] for a in answers] == [f.name for f in files]
    assert all(set(a) == KEYS for a in answers)
    assert "图片" in answers[1]["error"]
    assert answers[2]["error"]
    assert answers[2]["sha256"] is None
    assert set(answers[0]["cells"][0]) == CELL
    assert set(answers[0]["findings"][0]) == FINDING
    assert answers[0]["error"] is None
    assert "Traceback" not in result.stderr


def test_place_and_blank():
    answer = json.loads(run("--json", FOLDER / "panshan_2022.txt").stdout)
    cells = {f"{c['table']}/{c['row']}/{c['column']}": c for c in answer["cells"]}
    blank = cells["requests/carried_in/natural_person"]
    assert (blank["value"], blank["status"], blank["text"]) == (None, "blank", "")
    assert cells["requests/received/total"]["place"]["line"] > 1


def test_the_summary_names_total_sum_and_addends():
    said = run("--language", "zh", FOLDER / "panshan_2022.txt").stdout
    line = next(line for line in said.splitlines() if "自然人」列" in line)
    assert all(word in line for word in ("14", "2", "16", "不掌握", "予以公开"))
    assert "nothing flagged" in run("--language", "en", FOLDER / "suqian_2023.html").stdout


def test_several_years_of_a_body_are_held_against_each_other(tmp_path):
    kept = tmp_path / "next.html"
    page = (FOLDER / "suqian_2023.html").read_bytes()
    kept.write_bytes(page.replace(b"2024", b"2025").replace(b"2023", b"2024").replace(b"2022", b"2023"))
    files = [kept, FOLDER / "suqian_2023.html", FOLDER / "panshan_2022.txt"]
    answers = [json.loads(line) for line in run("--json", "--language", "en", *files).stdout.splitlines()]
    assert [a["year"] for a in answers] == [2024, 2023, 2022]
    assert all(set(a) == KEYS and all(set(f) == FINDING for f in a["findings"]) for a in answers)
    found = {(f["rule"], f["subject"]): f for f in answers[0]["findings"] if f["outcome"] == "failed"}
    assert {"years.repeated", "years.copied"} <= {rule for rule, _ in found}
    assert "2023" in found["years.repeated", "disclosure"]["message"]
    assert not any(
        f["rule"].startswith("years.") and f["outcome"] == "failed" for a in answers[1:] for f in a["findings"]
    )
    said = run("--language", "zh", *files).stdout
    own, _, across = said.partition("年度之间、上下级之间")
    assert "years." not in own
    assert "next.html" in across
    assert "years.repeated" in across
    assert "panshan" not in across


def test_one_report_alone_is_held_against_nothing():
    assert "Across years" not in run("--language", "en", FOLDER / "suqian_2023.html").stdout


def test_an_unread_file_has_the_same_keys_as_a_read_one():
    one = report("panshan_2022.txt")
    read = json.loads(contract.joined(contract.line(one, run_checks(one), "en"), (), "en", one.sha256))
    assert list(contract.of_unread("x.txt", None, "why")) == list(read)
    assert read["sources"]["agency"] == "title"


def test_a_command_starts_without_what_few_documents_need():
    """Each of these takes a process a third of a second or more to load."""
    heavy = {"pandas", "numpy", "scipy", "sqlalchemy", "bs4", "pyarrow", "duckdb", "streamlit"}
    script = f"import sys, checks.__main__, workers.serve; print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
