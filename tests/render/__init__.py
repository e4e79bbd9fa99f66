"""Documents made up with their truth: any figures, in any layout, with any mix of the field's defects.

``render(seed)`` gives the same ``Case`` for the same arguments; ``cases(count)`` gives a varied mix, ``singles(count)``
every layout and every defect for itself, ``series(count)`` bodies over the years.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from tests.render import defects_rows, draft, figures
from tests.render.defects import REGISTER, agree, editions, fitting, in_order, least_scale
from tests.render.html import HTML, encode
from tests.render.layouts import ALIGNED, LOSES_BLANKS, TEXT
from tests.render.model import Body, Case, Draft, Spec
from tests.render.office import OFFICE

LAYOUTS = (*HTML, *TEXT, *OFFICE)
DEFECTS = tuple(REGISTER)
YEARS = tuple(range(2019, 2025))

__all__ = ["DEFECTS", "LAYOUTS", "Case", "applies", "cases", "render", "series", "singles"]

_HALF_WIDTH = str.maketrans("（）：，；", "():,;")
_SUFFIX = {"markdown": ".md", "csv_rows": ".csv", "docx": ".docx", "xlsx": ".xlsx", **dict.fromkeys(HTML, ".html")}


def applies(defect: str, layout: str) -> bool:
    """Whether a defect makes sense in a layout in some year."""
    return any(fitting(layout, year, [defect]) for year in YEARS)


def render(case_seed: int, layout: str | None = None, defects: Sequence[str] | None = None) -> Case:
    """The document of this seed; layout and defects are drawn where they are not given.

    Raises ValueError where the defects don't go together or make no sense in the layout, KeyError for unknown names.
    """
    return _document(case_seed, _spec(Random(f"spec {case_seed}"), layout, defects))


def _document(case_seed: int, spec: Spec, body: Body | None = None) -> Case:
    drawn = draft.build(spec, Random(f"draft {case_seed}"), body)
    for name in spec.defects:
        REGISTER[name].apply(drawn, Random(f"{name} {case_seed}"))
    if spec.layout in LOSES_BLANKS:
        defects_rows.lose_blanks(drawn)
    elif spec.layout in ALIGNED:
        defects_rows.blur_blanks(drawn)
    defects_rows.doubt_moved(drawn)
    return _print(case_seed, drawn, Random(f"layout {case_seed}"))


def series(count: int, start: int = 0) -> Iterator[Case]:
    """Documents of bodies over the years, in all layouts and with any defects, as in ``cases``."""
    for case_seed in range(start, start + count):
        of_body, year = case_seed // len(YEARS), YEARS[case_seed % len(YEARS)]
        rng = Random(f"series {case_seed}")
        layout = rng.choice(LAYOUTS)
        names = _draw(rng, layout, year)
        scales = figures.SCALES[figures.SCALES.index(least_scale(names)) :]
        spec = Spec(layout, year, editions(year, names), rng.choice(scales), names)
        yield _document(case_seed, spec, figures.body(Random(f"body {of_body}")))


def cases(count: int, start: int = 0) -> Iterator[Case]:
    """Documents in all layouts, one third of them clean, the others with one to three defects."""
    for case_seed in range(start, start + count):
        yield render(case_seed)


def singles(count: int, start: int = 0) -> Iterator[Case]:
    """``count`` documents of every layout without defects, and of every defect alone, in layouts in turn."""
    for layout in LAYOUTS:
        yield from (render(seed, layout, []) for seed in range(start, start + count))
    for defect in DEFECTS:
        layouts = [layout for layout in LAYOUTS if applies(defect, layout)]
        Random(defect).shuffle(layouts)
        yield from (render(seed, layouts[seed % len(layouts)], [defect]) for seed in range(start, start + count))


def _spec(rng: Random, layout: str | None, defects: Sequence[str] | None) -> Spec:
    layout = layout or rng.choice(LAYOUTS)
    if layout not in LAYOUTS:
        raise KeyError(layout)
    if defects is None:
        year = rng.choice(YEARS)
        names = _draw(rng, layout, year)
    else:
        names = in_order(defects)
        years = [year for year in YEARS if fitting(layout, year, names)]
        if not years:
            raise ValueError(f"{', '.join(names)}: not together, or not in the layout {layout}")
        year = rng.choice(years)
    scales = figures.SCALES[figures.SCALES.index(least_scale(names)) :]
    return Spec(layout, year, editions(year, names), rng.choice(scales), names)


def _draw(rng: Random, layout: str, year: int) -> tuple[str, ...]:
    """Up to three defects that go together."""
    wanted = rng.choice((0, 0, 0, 1, 1, 2, 2, 3, 3))
    names: list[str] = []
    for name in rng.sample(DEFECTS, len(DEFECTS)):
        if len(names) == wanted:
            break
        if agree([*names, name]) and fitting(layout, year, in_order([*names, name])):
            names.append(name)
    return in_order(names)


def _print(case_seed: int, drawn: Draft, rng: Random) -> Case:
    spec, body = drawn.spec, drawn.body
    if drawn.half_width:
        _narrow(drawn)
    title = "".join(dict.fromkeys(para.text for para in drawn.paras if para.kind == "title")) or None
    if spec.layout in HTML:
        data, encoding = encode(HTML[spec.layout](drawn, rng), rng)
    elif spec.layout in OFFICE:
        data, encoding = OFFICE[spec.layout](drawn, rng), ""
    else:
        encoding = rng.choice(("utf-8", "utf-8", "utf-8", "utf-8", "gb18030", "utf-8-sig"))
        data = TEXT[spec.layout](drawn, rng).encode(encoding)
    found = {table for grid in drawn.grids for table in grid.tables} - drawn.vague
    return Case(
        seed=case_seed,
        layout=spec.layout,
        defects=spec.defects,
        name=f"case{case_seed:06d}{_SUFFIX.get(spec.layout, '.txt')}",
        data=data,
        encoding=encoding,
        editions={table: edition if table in found else None for table, edition in spec.editions.items()},
        title=title,
        year=spec.year,
        years=frozenset(drawn.years),
        agency=body.name,
        agencies=body.agencies | ({None} if drawn.lenient_identity else frozenset()),
        region=body.region,
        region_certain=not drawn.lenient_identity,
        published=drawn.published,
        cells=drawn.printed,
    )


def _narrow(drawn: Draft) -> None:
    """Half-width punctuation in everything but figures, as many sites have it."""
    for para in drawn.paras:
        para.text = para.text.translate(_HALF_WIDTH)
    for cell in drawn.cells():
        if cell.role != "figure":
            cell.text = cell.text.translate(_HALF_WIDTH)
