"""What docs/hosting.md says is done as it says, and the app answers."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy import advisories, healthy
from tests.served import ROOT, Served, _free_port, _wait_for
from tests.server.visit import ask

GUIDE = (ROOT / "docs" / "hosting.md").read_text("utf-8")
_NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", "build", "tests", "benchmarks", "__pycache__", ".*_cache", "pictures"
)


def test_both_languages_say_the_same_commands():
    texts = [GUIDE, (ROOT / "docs" / "hosting.zh.md").read_text("utf-8")]
    blocks = [re.findall(r"```.*?```", text, re.DOTALL) for text in texts]
    assert blocks[0] == blocks[1]
    assert len(blocks[0]) == 5
    assert [text.count("\n## ") for text in texts] == [8, 8]


@contextmanager
def running(command: list[str], port: int, folder: Path, environment: Mapping[str, str]) -> Iterator[Served]:
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
            yield Served(f"http://127.0.0.1:{port}", port)
        finally:
            process.terminate()


def health(server: Served) -> dict:
    """What the app says once it is well, or at last: its tables are made when they are first asked for."""
    for _ in range(120):
        status, _, body = ask(server, "GET", "/healthz")
        if status == 200:
            break
        time.sleep(0.25)
    return json.loads(body)


def test_a_newcomer_hosts_it_with_two_commands(tmp_path, monkeypatch):
    block = re.search(r"## Two commands.*?```\n(.*?)```", GUIDE, re.DOTALL)
    install, serve = block[1].splitlines()
    shutil.copytree(ROOT, tmp_path / "copy", ignore=_NOT_COPIED)
    port = _free_port()
    # the environment of these tests in place of a new one, which would be fetched
    own = {"VENV": sys.prefix, "PORT": str(port), "DATABASE_URL": f"sqlite:///{tmp_path}/kept.sqlite3"}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NIANBAO_")} | own
    subprocess.run(install.split(), cwd=tmp_path / "copy", env=environment, check=True, capture_output=True)
    with running(serve.split(), port, tmp_path / "copy", environment) as server:
        assert ask(server, "GET", "/")[0] == 200
        assert health(server)["database"] == {"ok": True, "used": True}
        monkeypatch.setenv("PORT", str(port))
        assert healthy.main() == 0
    monkeypatch.setenv("PORT", str(_free_port()))
    assert healthy.main() == 1


@pytest.mark.buildah
def test_the_image_is_built_and_runs_without_rights(tmp_path):
    policy = tmp_path / "policy.json"
    policy.write_text('{"default": [{"type": "insecureAcceptAnything"}]}', "utf-8")
    build = [
        "--layers",
        "--format=docker",
        "--pull=never",
        f"--signature-policy={policy}",
        "--volume=/etc/ssl/certs:/etc/ssl/certs:ro",
    ]
    build += [f"--build-arg=BASE={os.environ['TEST_IMAGE_BASE']}", "--build-arg=REQUIREMENTS=requirements.txt"]
    subprocess.run(["buildah", "bud", "--isolation=chroot", *build, "--tag=nianbao-test", "."], cwd=ROOT, check=True)
    made = ["buildah", "from", "--pull=never", f"--signature-policy={policy}", "nianbao-test"]
    container = subprocess.run(made, check=True, capture_output=True, text=True).stdout.strip()
    run = ["buildah", "run", "--isolation=chroot", container, "--"]
    port = _free_port()
    try:
        user = subprocess.run([*run, "id", "-u"], check=True, capture_output=True, text=True).stdout
        assert user.strip() == "10001"
        options = [f"--server.port={port}", "--server.fileWatcherType=none"]
        serve = [*run, "python", "-m", "streamlit", "run", "app.py", *options]
        with running(serve, port, ROOT, os.environ) as server:
            assert health(server)["ok"]
            assert (
                subprocess.run([*run, "env", f"PORT={port}", "python", "deploy/healthy.py"], check=False).returncode
                == 0
            )
    finally:
        subprocess.run(["buildah", "rm", container], check=False, capture_output=True)


def test_known_holes_are_told_from_no_answer():
    hole = {"name": "a", "version": "1", "vulns": [{"id": "X-1", "fix_versions": ["2"]}]}
    fine = {"name": "b", "version": "1", "vulns": []}
    left_out = {"name": "c", "version": "1", "skip_reason": "not found"}
    assert advisories.said(json.dumps({"dependencies": [hole, fine]})) == (
        1,
        "a 1: X-1, mended in 2\npip-audit: 2 of 2 packages looked up, 1 known holes.",
    )
    assert advisories.said(json.dumps({"dependencies": [fine, left_out]}))[0] == 0
    for silent in (json.dumps({"dependencies": [left_out]}), "", "{}"):
        code, text = advisories.said(silent)
        assert code == 0 and "cannot be reached" in text
