"""``python -m checks``: the JSON contract and the readable summary."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.samples import FOLDER

KEYS = {
    "source",
    "sha256",
    "title",
    "agency",
    "region",
    "year",
    "published",
    "editions",
    "cells",
    "findings",
    "explanations",
    "error",
}
CELL = {"table", "row", "column", "value", "status", "text", "place"}
FINDING = {"rule", "subject", "outcome", "severity", "reported", "expected", "cells", "message"}


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
