"""How alike the labels of printed rows are to those of the form: to the letter, or by their distance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from rapidfuzz import fuzz, process

from parsing.form import Table
from parsing.tables.lines import LONG
from parsing.wording.labels import bare, key, ordinal
from parsing.wording.labels import labels as form_labels
from parsing.wording.remembered import of_wordings

# Labels less alike than this are not the same label
ALIKE = 0.6
# Labels that are numbered otherwise are so much less alike
_OTHER_NUMBER = 0.75
# The end of a label that may be a row's by itself
_MIN_TAIL = 3
_BOUNDARY = re.compile(
    r"(?<=[\s:：)、，,；;/])(?=[^\s:：)、，,；;/(])|\((?=[一二三四五六七八九十])|(?<!\d)\d{1,2}[.、．]"
)
# So many labels are compared with the form's at a time
_BATCH = 2_048


def joined(labels: tuple[str, ...]) -> tuple[str, ...]:
    """The texts that may be a row's label: its last label, and that with those before it."""
    texts: list[str] = []
    joined = ""
    for label in reversed(labels):
        joined = key(label) + joined
        if joined:
            texts.append(joined)
        if len(joined) > 60:  # noqa: PLR2004 the longest label with its groups
            break
    return tuple(texts)


@of_wordings(maxsize=4096)
def exact_rows(labels: tuple[str, ...], edition: str, table_id: str) -> Mapping[int, float]:
    """The form rows whose label these texts are to the letter, and what that is worth: with the group's label before it
    or other words, without its explanation or its number."""
    known = form_labels(edition, table_id)
    worths: dict[int, float] = {}
    for text in joined(labels):
        for index, worth in known.exact.get(text, ()):
            worths[index] = max(worth, worths.get(index, 0.0))
    if worths or not labels:
        return worths
    plain = _unexplained(labels[-1])
    whole = key(plain)
    ends = (end for tail in _tails(plain) if len(end := key(tail)) >= _MIN_TAIL)
    known_end = next((end for end in (whole, *ends) if end in known.exact), "")
    return dict(known.exact.get(known_end) or known.bare.get(bare(whole)) or ())


def _unexplained(label: str) -> str:
    """A label without the explanation in brackets behind it: 规章(设区的市应提供相关数据)."""
    start = label.find(")") + 1 if label.startswith("(") else 0
    bracket = label.find("(", start)
    return label[:bracket] if bracket > start and label.endswith(")") else label


def _tails(label: str) -> Iterator[str]:
    """What is behind each mark or blank in a label or begins with a number: a row's label may."""
    if len(label) <= LONG:
        yield from [label[match.start() :] for match in _BOUNDARY.finditer(label)]


def likeness_matrix(
    texts: Sequence[tuple[str, ...]], exact: list[Mapping[int, float]], form: Table
) -> list[list[float]]:
    """How alike each printed row's label, which may be any of its texts, is to each form row's, 0 to 1."""
    alike = _alike({text for each, same in zip(texts, exact, strict=True) if not same for text in each}, form)
    matrix = []
    for each, same in zip(texts, exact, strict=True):
        likeness = [0.0] * len(form.rows)
        # a group's label to the letter is that group's, however alike the labels of its rows are
        for index, worth in same.items() if same else (pair for text in each for pair in alike.get(text, ())):
            likeness[index] = max(worth, likeness[index])
        matrix.append(likeness)
    return matrix


def _alike(texts: Iterable[str], form: Table) -> dict[str, list[tuple[int, float]]]:
    """For each text the form rows whose label is like it, and how much; texts that are like none are left out."""
    # the labels of most reports are the form's to the letter, and need none of it
    import numpy as np  # noqa: PLC0415

    labels = form_labels(form.edition, form.id)
    by_text: dict[str, list[tuple[int, float]]] = {}
    remaining = iter(texts)
    while batch := list(islice(remaining, _BATCH)):
        scores = process.cdist(batch, labels.keys, scorer=fuzz.ratio, score_cutoff=100 * ALIKE, dtype=np.float64)
        for text, number in zip(*scores.nonzero(), strict=True):
            worth = float(scores[text, number]) / 100 * labels.worth[number]
            if _numbered_otherwise(batch[text], labels.keys[number]):
                worth *= _OTHER_NUMBER
            by_text.setdefault(batch[text], []).append((labels.rows[number], worth))
    return by_text


def _numbered_otherwise(text: str, label: str) -> bool:
    """Whether both begin with numbers, and with different ones: （二） is not （六）."""
    numbers = ordinal(text), ordinal(label)
    return all(numbers) and numbers[0] != numbers[1]
