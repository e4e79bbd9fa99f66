"""The app without a browser: every page, in both languages, with and without reports."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest, local_script_runner
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from bulk.inputs import Located
from ui.visitor import samples

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_reports"

Opened = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def own_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A database of verdicts for each test, away from that of the project's folder."""
    file = tmp_path / "verdicts" / "verdicts.sqlite3"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    monkeypatch.delenv("NIANBAO_VERDICTS", raising=False)
    return file


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Datasets of samples are kept for these tests only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True, scope="session")
def made_once(own_cache: None) -> Iterator[None]:
    """Many tests show the same few documents, each from a folder of its own: their dataset is made once and copied."""
    make, made = samples._make, {}

    def copied(source: Path, files: list[Located], target: Path, before: Path | None) -> None:
        content = tuple((file.source, (source / file.source).read_bytes()) for file in files)
        if before is None and content in made:
            shutil.copytree(made[content], target)
        else:
            make(source, files, target, before)
            made.setdefault(content, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(samples, "_make", copied)
        yield


@pytest.fixture(autouse=True, scope="session")
def scanned_once() -> Iterator[None]:
    """Streamlit looks through every installed package for components before each run of an ``AppTest``, which takes as
    long as the run.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(autouse=True, scope="session")
def awaited() -> Iterator[None]:
    """A run is waited for; an ``AppTest`` asks a thousand times a second whether it has ended, which slows the run."""

    def wait(runner: LocalScriptRunner, timeout: float = 3) -> None:
        runner._script_thread.join(timeout)
        if not runner.script_stopped():
            runner.request_stop()
            runner.join()
            raise RuntimeError(f"the run took more than {timeout} s")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_script_runner, "require_widgets_deltas", wait)
        yield


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test brings is there after the run that it was brought in, however busy the machine is."""
    monkeypatch.setattr("ui.visitor.reading.PATIENCE", 120.0)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Open a page as a link does: ``opened("report", lang="en", samples=folder, report="…")``; the rest goes into the
    URL.
    """

    def _open(page: str = "overview", /, *, lang: str = "zh", samples: Path = SAMPLES, **parameters: object) -> AppTest:
        monkeypatch.setenv("NIANBAO_SAMPLES", str(samples))
        return _run(page, {"lang": lang, **parameters})

    return _open


@pytest.fixture(scope="session")
def shown() -> Callable[[str, str], AppTest]:
    """A page with the samples, by its name and language: one run for all tests that only look at it."""
    return cache(lambda page, lang: _run(page, {"lang": lang}))


def _run(page: str, parameters: Mapping[str, object]) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if page != "overview":
        app.switch_page(f"pages/{page}.py")
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


@pytest.fixture
def panshan() -> str:
    return (SAMPLES / "panshan_2022.txt").read_text("utf-8")
