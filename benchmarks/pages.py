"""``python -m benchmarks.pages``: how long the script of every page runs with the made-up dataset.

Each page is opened in a process of its own, in which nothing has been read yet: the first run is the cold one. The warm
ones are the same page again, and the slowest of several changes of its filters and tabs. Streamlit's own tests run the
script; what the browser does is not in it. Times are seconds, of the wall and of the processor; only the latter mean
anything on a machine with other work.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[1]
# Every page, and changes of its URL, as its filters and tabs make them
CHANGES: dict[str, tuple[dict[str, str], ...]] = {
    "overview": ({"province": "云汐省"},),
    "regions": (
        {"metric": "refused_rate"},
        *({"view": view, "level": "department"} for view in ("map", "scatter", "mix", "lines")),
    ),
    "years": ({"metric": "granted_rate"}, *({"view": view} for view in ("links", "metrics", "prose"))),
    "zero": ({"by": "county"},),
    "inconsistencies": ({"severity": "error"}, *({"view": view} for view in ("rules", "places", "together"))),
    # The findings, which no other page of this process has read yet, are a cold load: that of `inconsistencies`.
    "data": ({"frame": "metrics"}, {"frame": "figures"}, {"q": "2020"}, {"q": "", "row": "received"}),
    "metrics": ({"lang": "en"},),
    "rules": ({"lang": "en"},),
    "about": ({"lang": "en"},),
    "report": tuple({"tab": tab} for tab in ("disclosure", "disputes", "prose", "cells")),
    "add": ({"lang": "en"},),
}
COLD, WARM = 2.0, 0.5


def main() -> int:
    """Print a row a page; 1 where a page is slower than the project allows itself."""
    print(f"{'page':18}{'cold':>8}{'(cpu)':>8}{'warm':>8}{'(cpu)':>8}{'change':>8}{'(cpu)':>8}")
    slow = []
    for page in CHANGES:
        command = [sys.executable, "-m", "benchmarks.pages", page]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 our own pages
        times = [float(part) for part in run.stdout.split()]
        print(f"{page:18}" + "".join(f"{seconds:8.2f}" for seconds in times), flush=True)
        if times[1] > COLD or times[3] > WARM or times[5] > WARM:
            slow.append(page)
    print(f"\nslower than {COLD} s cold or {WARM} s warm (processor): {', '.join(slow) or 'none'}")
    return 1 if slow else 0


def measure(page: str) -> None:
    """Print cold, warm and the slowest change, each as wall and processor time."""
    for module in ("ui.visitor.data", "ui.charts", "ui.parts.sidebar", "ui.parts.page", "ui.views.board"):
        importlib.import_module(module)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.switch_page(f"pages/{page}.py")
    app.query_params["data"] = "demo"
    times = [_run(app, change) for change in ({}, {}, *CHANGES[page])]
    for wall, cpu in (*times[:2], max(times[2:], key=lambda pair: pair[1])):
        print(wall, cpu)


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
    if len(sys.argv) > 1:
        measure(sys.argv[1])
    else:
        raise SystemExit(main())
