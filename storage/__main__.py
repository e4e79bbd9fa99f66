"""``python -m storage export > verdicts.jsonl``, ``python -m storage import verdicts.jsonl``: verdicts as JSON lines.

The database is that of DATABASE_URL, else the SQLite file in ``.nianbao``. Of two verdicts on one finding the later
stays. A file with a line that holds no verdict is refused whole.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from storage import StorageUnavailableError, open_verdicts
from storage.lines import InvalidLineError, dumps, loads


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 1 where the database or the file fails, with the reason on stderr."""
    parser = argparse.ArgumentParser(prog="python -m storage", description="Take verdicts out of the database, or in.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("export", help="write every verdict to standard output, one JSON object a line")
    commands.add_parser("import", help="take in verdicts from such a file").add_argument("file", type=Path)
    chosen = parser.parse_args(arguments)
    try:
        if chosen.command == "export":
            sys.stdout.write(dumps(open_verdicts().all()))
            return 0
        given = loads(chosen.file.read_text("utf-8-sig"))
        taken = open_verdicts().merge(given)
    except (StorageUnavailableError, InvalidLineError, OSError, UnicodeDecodeError) as error:
        sys.stderr.write(f"nothing was done: {error}\n")
        return 1
    sys.stdout.write(f"{taken} of {len(given)} verdicts taken in; the others were there already, or later ones were\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
