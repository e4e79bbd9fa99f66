"""``python -m tests.fuzz [--seconds N] [TARGET ...]``: fuzz targets one after the other, guided by coverage (atheris).

What is found new stands in build/fuzz/TARGET, what breaks in build/fuzz/TARGET-*; the seeds are tests/fuzz/corpus/TARGET.
Exits 1 if anything broke.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

BUILD = Path("build/fuzz")
# A single input may not take longer (seconds), and a longer one finds nothing that a shorter one does not
_SLOW = 10
_LONGEST = 20_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--one", help="fuzz one target in this process")
    options, rest = parser.parse_known_args()
    if options.one:
        return fuzz(options.one, [*rest, *options.targets])
    from tests.fuzz.targets import TARGETS  # noqa: PLC0415 a fuzzing process instruments what it imports

    broken = [name for name in options.targets or TARGETS if not _run(name, options.seconds)]
    print(f"broken: {', '.join(broken)}" if broken else "nothing broke")
    return 1 if broken else 0


def _run(name: str, seconds: int) -> bool:
    from tests.fuzz.targets import CORPUS  # noqa: PLC0415 as above

    found = BUILD / name
    found.mkdir(parents=True, exist_ok=True)
    limits = [f"-max_total_time={seconds}", f"-timeout={_SLOW}", f"-max_len={_LONGEST}", "-rss_limit_mb=2048"]
    command = [sys.executable, "-m", "tests.fuzz", "--one", name, f"-artifact_prefix={BUILD / name}-", *limits]
    print(f"== {name}", flush=True)
    done = subprocess.run([*command, str(found), str(CORPUS / name)], check=False, capture_output=True, text=True)
    said = done.stderr.splitlines()
    print(
        "\n".join([line for line in said if "DONE" in line or "Done " in line] if not done.returncode else said[-40:])
    )
    return done.returncode == 0


def fuzz(name: str, arguments: list[str]) -> int:
    import atheris  # noqa: PLC0415 of requirements-fuzz.txt

    with atheris.instrument_imports(include=["parsing", "checks"]):
        from tests.fuzz.targets import TARGETS  # noqa: PLC0415 instrumented here

    atheris.Setup([sys.argv[0], *arguments], TARGETS[name])
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
