"""The provinces on a map of squares: their places are data, ``tiles.csv``; made-up provinces are in a plain grid."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from metrics import Metric
from parsing import divisions
from ui.compare.by_metric import in_tip
from ui.compare.contradicted import FIGURE
from ui.shell.safe import markup
from ui.texts import language, number, t

_SOURCE = Path(__file__).with_name("tiles.csv")
# Values above this are cut in a square: 12.3k
_THOUSAND = 10_000
# Contradicted bodies that the tip of a province names
_SAID = 3


def summed(shown: pd.DataFrame, metric: Metric, against: Mapping[str, str]) -> pd.DataFrame:
    """A row a province: the sum of its bodies' cases, for a rate the share of all their cases together;
    ``contradicted`` are its bodies whose figures something speaks ``against``, by report, each with what that is."""
    known = shown.dropna(subset=["province"])
    said = [
        f"{name}: {against[one]}" if one in against else ""
        for one, name in zip(known["report"], known["name"], strict=True)
    ]
    grouped = known.assign(said=said).groupby("province")
    frame = grouped.agg(numerator=("numerator", "sum"), denominator=("denominator", "sum"), n=("report", "size"))
    frame["value"] = frame["numerator"] / frame["denominator"] if metric.is_rate else frame["numerator"]
    frame["contradicted"] = grouped["said"].agg(lambda own: [one for one in own if one])
    frame["text"] = [number(value, metric.unit) for value in frame["value"]]
    frame["detail"] = [_detail(str(name), row, metric) for name, row in frame.iterrows()]
    return frame.reset_index()


def placed(provinces: pd.DataFrame) -> pd.DataFrame:
    """Provinces with their squares, for ``charts.tiles``; a plain grid where any is not on the map."""
    top = float(provinces["value"].max()) if len(provinces) else 0.0
    texts = [_brief(text) for text in provinces["text"]]
    provinces = provinces.assign(share=provinces["value"] / top if top else 0.0, text=texts)
    known = _layout()
    if set(provinces["province"]) <= set(known["province"]):
        merged = known.merge(provinces, on="province", how="left")
        short = merged[f"short_{language()}"]
        text = merged["text"].fillna("")
        detail = merged["detail"].fillna(merged["province"].map(lambda p: f"{markup(p)}<br>{t('regions.map_none')}"))
        signs = [_sign(row) for row in merged.to_dict("records")]
        return merged.assign(
            short=[f"{s}{name}" for s, name in zip(signs, short, strict=True)], text=text, detail=detail
        )
    across = max(3, math.ceil(math.sqrt(len(provinces))))
    places = [divmod(n, across) for n in range(len(provinces))]
    return provinces.assign(
        short=[f"{_sign(row)}{divisions.stem(row['province'])[:3]}" for row in provinces.to_dict("records")],
        column=[column for _, column in places],
        row=[row for row, _ in places],
    )


def table(provinces: pd.DataFrame, metric: Metric) -> pd.DataFrame:
    """The provinces with visible column names, the highest first."""
    ordered = provinces.sort_values("value", ascending=False)
    columns: dict[str, object] = {t("column.region"): ordered["province"], t("column.reports"): ordered["n"]}
    columns[metric.name[language()]] = [number(value, metric.unit) for value in ordered["value"]]
    if metric.is_rate:
        columns |= {
            t("column.numerator"): ordered["numerator"],
            metric.denominator_label[language()]: ordered["denominator"],
        }
    said = [t("filter.between").join(own) for own in ordered["contradicted"]]
    return pd.DataFrame(columns | ({t("column.contradicted"): said} if any(said) else {}))


def _sign(row: Mapping[Any, Any]) -> str:
    """Before a province some of whose figures are contradicted; squares without a value have none."""
    return FIGURE if isinstance(row["contradicted"], list) and row["contradicted"] else ""


@cache
def _layout() -> pd.DataFrame:
    return pd.read_csv(_SOURCE).rename(columns={"name": "province"})


def _brief(text: str) -> str:
    """A figure that fits into a square."""
    plain = text.replace(",", "")
    if plain.isdigit() and int(plain) >= _THOUSAND:
        return f"{int(plain) / 1000:,.0f}k"
    return text.replace(".0%", "%")


def _detail(name: str, row: pd.Series, metric: Metric) -> str:
    lines = [f"<b>{markup(name)}</b>", f"{markup(metric.name[language()])}: {row['text']}"]
    if metric.is_rate:
        lines.append(f"{number(row['numerator'])} / {number(row['denominator'])}")
    lines.append(markup(t("spread.of", n=row["n"])))
    own = row["contradicted"]
    if own:
        lines.append(markup(t("regions.map_against", n=len(own))))
        lines += [markup(line) for one in own[:_SAID] for line in in_tip(one)]
    return "<br>".join(lines)
