"""RapidOCR with the models of its own package: where text is in a picture, and what a piece of it says."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import rapidocr
from rapidocr.ch_ppocr_rec import TextRecInput

from parsing.loaders.ocr.pictures import Picture
from parsing.loaders.pdf.blank import UNEVEN

_MODELS = Path(rapidocr.__file__).parent / "models"
_MAX_THREADS = 4
# Pieces are read so many at once, and short ones padded to 64 pixels, not to the recogniser's 320: half the time
_BATCH = 8
_SHAPE = [3, 48, 64]
# Bands of a strip are so high, and reach so far into each other, in parts of its width
_BAND = 1.42
_OVERLAP = 0.12


class Box(NamedTuple):
    """A rectangle of pixels."""

    x0: int
    y0: int
    x1: int
    y1: int


class Text(NamedTuple):
    """What a piece of a picture says, and how sure the recogniser is, 0 to 1."""

    text: str
    score: float


@cache
def _engine() -> tuple[Any, Any]:
    """The detector and the recogniser. Their models are named, for what is not named would be fetched."""
    (detection,), (recognition,) = (tuple(_MODELS.glob(f"*_{part}_*.onnx")) for part in ("det", "rec"))
    threads = "EngineConfig.onnxruntime.intra_op_num_threads"
    engine: Any = rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Det.model_path": str(detection),
            "Rec.model_path": str(recognition),
            "Rec.rec_img_shape": _SHAPE,
            "Rec.rec_batch_num": _BATCH,
            threads: min(os.cpu_count() or 1, _MAX_THREADS),
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
    return engine._load_det_model(), engine._load_rec_model()  # noqa: SLF001 its public call does both steps at once


def boxes(picture: Picture) -> list[Box]:
    """Where text is. A strip is looked at band by band; a box is of the band that its middle lies deep inside."""
    height, width = picture.shape[:2]
    band = round(_BAND * width)
    if height <= band:
        return _boxes(picture)
    overlap = round(_OVERLAP * width)
    in_bands: list[Box] = []
    for top in range(0, height - overlap, band - overlap):
        bottom = min(top + band, height)
        first = top + overlap // 2 if top else 0
        last = bottom - overlap // 2 if bottom < height else height
        inside = (box._replace(y0=box.y0 + top, y1=box.y1 + top) for box in _boxes(picture[top:bottom]))
        in_bands += [box for box in inside if first <= (box.y0 + box.y1) // 2 < last]
    return in_bands


def _boxes(picture: Picture) -> list[Box]:
    if int(picture.max()) - int(picture.min()) < UNEVEN:
        # the model takes as long for blank paper as for a full page
        return []
    detected = _engine()[0](picture).boxes
    height, width = picture.shape[:2]
    corners = np.empty((0, 4, 2)) if detected is None else np.asarray(detected)
    low, high = np.floor(corners.min(axis=1)), np.ceil(corners.max(axis=1))
    return [
        Box(max(int(x0), 0), max(int(y0), 0), min(int(x1), width), min(int(y1), height))
        for (x0, y0), (x1, y1) in zip(low, high, strict=True)
    ]


def texts(pieces: Sequence[Picture]) -> list[Text]:
    """What each piece says; blank where nothing is recognised."""
    if not pieces:
        return []
    recognised = _engine()[1](TextRecInput(img=list(pieces)))
    return [
        Text(text.strip(), float(score)) for text, score in zip(recognised.txts or (), recognised.scores, strict=True)
    ]
