"""``python -m settings``: what the environment sets, checked; ``--table zh`` prints the README's table instead."""

from __future__ import annotations

import argparse
import os
import sys

from settings import problems, table
from settings.catalogue import catalogue


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 1 where a setting cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m settings", description="Check the settings of the environment.")
    parser.add_argument("--table", choices=("zh", "en"), help="print the table of all settings for the README")
    chosen = parser.parse_args(arguments)
    if chosen.table:
        sys.stdout.write(table(chosen.table))
        return 0
    wrong = problems()
    # names only: a database's address holds a password
    given = [name for name in catalogue() if os.environ.get(name, "").strip()]
    sys.stdout.write(f"set: {', '.join(given) or 'nothing'}\n")
    sys.stderr.writelines(f"{line}\n" for line in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
