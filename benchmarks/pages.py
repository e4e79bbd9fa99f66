"""``python -m benchmarks.pages [DATASET]``: how long the script of every page runs, by itself on made-up reports.

Each page is opened in a process of its own, in which nothing has been read yet: ``start`` is from the process's
beginning to the first page shown, ``cold`` the first run alone. The warm ones are the same page again, and the slowest
of several changes of its filters and tabs. Streamlit's own tests run the script; what the browser does is not in it.
Times are seconds, of the wall and of the processor; only the latter mean anything on a machine with other work.
After them comes what each page sends and a first visit loads; ``--weight`` prints that alone.
``python -m benchmarks.queries`` makes a dataset of 100,000 reports (``build/queries/100000``), without their documents.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from benchmarks import weight

ROOT = Path(__file__).parents[1]
# Every page, and changes of its URL, as its filters and tabs make them
CHANGES: dict[str, tuple[dict[str, str], ...]] = {
    "overview": ({"province": "云汐省"}, {"province": "湖南省"}),
    "regions": (
        {"metric": "refused_rate"},
        *({"view": view, "level": "department"} for view in ("map", "scatter", "mix", "lines")),
    ),
    "years": ({"metric": "granted_rate"}, *({"view": view} for view in ("links", "metrics", "prose"))),
    "zero": ({"by": "county"},),
    "inconsistencies": ({"severity": "error"}, *({"view": view} for view in ("rules", "places", "together"))),
    # The findings, which no other page of this process has read yet, are a cold load: that of `inconsistencies`.
    "data": (
        {"frame": "panel"},
        {"frame": "metrics"},
        {"frame": "figures"},
        {"q": "2020"},
        {"q": "", "row": "received"},
    ),
    "about": ({"lang": "en"}, {"view": "metrics"}, {"view": "rules"}, {"q": "rate"}),
    "report": tuple({"tab": tab} for tab in ("disclosure", "disputes", "prose", "cells")),
    "add": ({"lang": "en"},),
}
COLD, WARM, START = 2.0, 0.5, 5.0


def main(dataset: str) -> int:
    """Print a row a page; 1 where a page is slower than the project allows itself."""
    print(f"{'page':18}{'start':>8}{'(cpu)':>8}{'cold':>8}{'(cpu)':>8}{'warm':>8}{'(cpu)':>8}{'change':>8}{'(cpu)':>8}")
    slow = []
    for page in CHANGES:
        command = [sys.executable, "-m", "benchmarks.pages", "--page", page]
        env = {**os.environ, **({"DATASET": dataset} if dataset else {})}
        run = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True)  # noqa: S603 our own
        times = [float(part) for part in run.stdout.split()]
        print(f"{page:18}" + "".join(f"{seconds:8.2f}" for seconds in times), flush=True)
        if times[1] > START or times[3] > COLD or times[5] > WARM or times[7] > WARM:
            slow.append(page)
    print(f"\nslower than {START} s to start, {COLD} s cold or {WARM} s warm (processor): {', '.join(slow) or 'none'}")
    return max(weight.main(dataset, CHANGES), 1 if slow else 0)


def measure(page: str) -> None:
    """Print start, cold, warm and the slowest change, each as wall and processor time."""
    began = time.time() - _age()
    for module in (
        "ui.visitor.looked_at",
        "ui.charts",
        "ui.parts.sidebar",
        "ui.parts.page",
        "ui.views.findings.inbox",
    ):
        importlib.import_module(module)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.switch_page(f"pages/{page}.py")
    if not os.environ.get("DATASET"):
        app.query_params["data"] = "demo"
    times = [_run(app, {})]
    start = time.time() - began, time.process_time()
    times += [_run(app, change) for change in ({}, *CHANGES[page])]
    for wall, cpu in (start, *times[:2], max(times[2:], key=lambda pair: pair[1])):
        print(wall, cpu)


def _age() -> float:
    """Seconds since this process began."""
    ticks = int(Path("/proc/self/stat").read_text("utf-8").rpartition(")")[2].split()[19])
    return float(Path("/proc/uptime").read_text("utf-8").split()[0]) - ticks / os.sysconf("SC_CLK_TCK")


def _run(app: AppTest, change: dict[str, str]) -> tuple[float, float]:
    """Seconds of the wall and of the processor that one run takes; changes add up."""
    for name, value in change.items():
        app.query_params[name] = value
    wall, cpu = time.perf_counter(), time.process_time()
    app.run()
    spent = time.perf_counter() - wall, time.process_time() - cpu
    if app.exception:
        raise RuntimeError(app.exception[0].message)
    return spent


if __name__ == "__main__":
    if sys.argv[1:2] == ["--page"]:
        measure(sys.argv[2])
    elif sys.argv[1:2] == ["--weight"]:
        raise SystemExit(weight.main("".join(sys.argv[2:3]), CHANGES))
    else:
        raise SystemExit(main("".join(sys.argv[1:2])))
