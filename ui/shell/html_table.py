"""Small tables as real HTML: keyboard and screen reader get at them, numbers stand right with equal digits."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from ui.shell.safe import markup


def html_table(frame: pd.DataFrame, caption: str, words: Collection[str] = ()) -> str:
    """The frame as a table with row heads from its first column; ``words`` names the columns of text, set left."""
    left = [column in words or position == 0 for position, column in enumerate(frame.columns)]
    heads = "".join(
        f'<th scope="col"{_set(is_left=is_left)}>{markup(str(column))}</th>'
        for column, is_left in zip(frame.columns, left, strict=True)
    )
    rows = "".join(_row(values, left) for values in frame.itertuples(index=False, name=None))
    return (
        f'<div class="nb-scroll" tabindex="0" role="region" aria-label="{markup(caption)}"><table class="nb-data">'
        f'<caption class="nb-hidden">{markup(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(values: tuple[object, ...], left: list[bool]) -> str:
    first, *others = values
    cells = "".join(f"<td{_set(is_left=is_left)}>{_text(v)}</td>" for v, is_left in zip(others, left[1:], strict=True))
    return f'<tr><th scope="row">{_text(first)}</th>{cells}</tr>'


def _set(*, is_left: bool) -> str:
    return "" if is_left else ' class="nb-number"'


def _text(value: object) -> str:
    return "–" if pd.isna(value) else markup(str(value))  # type: ignore[call-overload]
