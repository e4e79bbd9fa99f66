"""``python -m storage``: the store of DATABASE_URL, else the SQLite file in ``.nianbao``, from the command line.

The app may run meanwhile. A command that cannot do what it should does nothing and says why.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from storage import StorageUnavailableError, open_store, url
from storage.check import problems
from storage.copying import backup, copy, restore
from storage.database import connect, parsed
from storage.lines import InvalidLineError, dumps, loads
from storage.reread import reread
from storage.upgrade import upgrade
from workers import close, server_pool


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 1 where the database or the file fails, with the reason on stderr."""
    chosen = _parser().parse_args(arguments)
    try:
        return _COMMANDS[chosen.command](chosen)
    except (StorageUnavailableError, InvalidLineError, OSError, UnicodeDecodeError) as error:
        sys.stderr.write(f"nothing was done: {error}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m storage", description="Look after the store of this installation.")
    commands = parser.add_subparsers(dest="command", required=True)
    add = commands.add_parser
    add("backup", help="write everything into one file, whatever the database").add_argument("file", type=Path)
    restored = add("restore", help="put a backup into the store, which has to be empty")
    restored.add_argument("file", type=Path)
    copied = add("copy", help="put everything from one database into another, which has to be empty")
    copied.add_argument("source", metavar="FROM", help="sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME")
    copied.add_argument("target", metavar="TO", help="as FROM")
    for command in (restored, copied):
        command.add_argument("--replace", action="store_true", help="remove what the target holds")
    add("check", help="see whether all documents, readings, links and verdicts are whole")
    add("reread", help="read documents again that an older reader or rule set has read, and say what that changes")
    add("export", help="write every verdict to standard output, one JSON object a line")
    add("import", help="take in verdicts from such a file").add_argument("file", type=Path)
    return parser


def _backup(chosen: argparse.Namespace) -> int:
    return _written(backup(url(), chosen.file))


def _restore(chosen: argparse.Namespace) -> int:
    return _written(restore(chosen.file, url(), replace=chosen.replace))


def _copied(chosen: argparse.Namespace) -> int:
    return _written(copy(parsed(chosen.source), parsed(chosen.target), replace=chosen.replace))


def _written(rows: Mapping[str, int]) -> int:
    sys.stdout.writelines(f"{count:>8,} {name}\n" for name, count in rows.items())
    return 0


def _check(_chosen: argparse.Namespace) -> int:
    engine = connect(url())
    upgrade(engine)
    wrong = problems(engine)
    engine.dispose()
    sys.stdout.writelines(f"{line}\n" for line in wrong or ["everything is whole"])
    return 1 if wrong else 0


def _reread(_chosen: argparse.Namespace) -> int:
    engine = connect(url())
    upgrade(engine)
    try:
        for line in reread(engine, server_pool()):
            sys.stdout.write(f"{line}\n")
    finally:
        close()
        engine.dispose()
    return 0


def _export(_chosen: argparse.Namespace) -> int:
    sys.stdout.write(dumps(open_store().verdicts.all()))
    return 0


def _import(chosen: argparse.Namespace) -> int:
    given = loads(chosen.file.read_text("utf-8-sig"))
    taken = open_store().verdicts.merge(given)
    sys.stdout.write(f"{taken} of {len(given)} verdicts taken in; the others were there already, or later ones were\n")
    return 0


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "backup": _backup,
    "restore": _restore,
    "copy": _copied,
    "check": _check,
    "reread": _reread,
    "export": _export,
    "import": _import,
}

if __name__ == "__main__":
    sys.exit(main())
