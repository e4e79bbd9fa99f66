"""``python deploy/advisories.py``: which packages of the app have known holes, or that nobody could be asked.

pip-audit leaves out what its source does not know, and ends well where that is everything.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

_REQUIREMENTS = Path(__file__).parents[1] / "requirements.txt"
_COMMAND = ("-m", "pip_audit", "--progress-spinner", "off", "--format", "json", "--requirement", str(_REQUIREMENTS))


def main() -> int:
    """1 where a package has a known hole."""
    asked = subprocess.run([sys.executable, *_COMMAND], capture_output=True, text=True, check=False)  # noqa: S603 - ours
    code, text = said(asked.stdout)
    sys.stdout.write(f"{text}\n")
    return code


def said(answer: str) -> tuple[int, str]:
    """What pip-audit's JSON comes to: 1 where there are holes, and what to print."""
    try:
        packages: list[dict[str, Any]] = json.loads(answer)["dependencies"]
    except (ValueError, KeyError):
        packages = []
    known = [package for package in packages if "skip_reason" not in package]
    if not known:
        return 0, "pip-audit: the source of advisories cannot be reached from here; no package was looked up."
    holes = [
        f"{package['name']} {package['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'none'}"
        for package in known
        for hole in package["vulns"]
    ]
    count = f"pip-audit: {len(known)} of {len(packages)} packages looked up, {len(holes)} known holes."
    return int(bool(holes)), "\n".join([*holes, count])


if __name__ == "__main__":
    sys.exit(main())
