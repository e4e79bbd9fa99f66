"""``python -m tests.contracts.update``: record what is promised anew, after a change that is meant.

Read what git shows of ``json.csv`` and ``ids.txt`` before it is committed: lines that join are new fields, documents or
ids; lines that change are another reading or another judgement of the document that they name.
"""

from __future__ import annotations

from tests.contracts import ids, printed


def main() -> None:
    """Write both files."""
    printed.record(printed.digests())
    ids.record(ids.ids())


if __name__ == "__main__":
    main()
