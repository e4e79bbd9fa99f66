"""The documents whose JSON is promised: the samples, small files of every format, one printed form a layout, and some
of the made-up dataset with each kind of error."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from demo import FOLDER as DEMO
from tests import kept
from tests.render import LAYOUTS, render
from tests.samples import FOLDER

CORPUS = Path(__file__).parents[1] / "fuzz" / "corpus"
# Of the printed forms: their figures and names follow from it
_SEED = 4_100


def documents() -> dict[str, bytes]:
    """Every document by the name under which it is read."""
    corpus = {
        f"{path.parent.name}_{path.name}.bin": path.read_bytes()
        for path in sorted(CORPUS.glob("*/*"))
        if path.is_file() and path.parent.name != "pdf"
    }
    printed = (render(_SEED + n, layout, []) for n, layout in enumerate(LAYOUTS))
    forms = {f"form_{case.layout}{Path(case.name).suffix}": case.data for case in printed}
    return {**samples(), **corpus, **forms, **_made_up()}


def samples() -> dict[str, bytes]:
    """The samples alone."""
    return {path.name: path.read_bytes() for path in sorted(FOLDER.glob("*.*")) if path.suffix in (".txt", ".html")}


def _made_up() -> dict[str, bytes]:
    """The first report with each kind of error, by that kind."""
    first = pd.read_csv(DEMO / "truth.csv", dtype="str").drop_duplicates("error").sort_values("error")
    return {
        f"demo_{row['error']}.html": kept.asked().document(kept.ids()[row["name"]]) for row in first.to_dict("records")
    }
