"""Bytes → pictures of pages, upright and straight. Every cap is asked before anything is unpacked."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeAlias

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageOps, ImageSequence

from parsing.errors import DamagedFileError, TooManyPixelsError, TooManyScannedPagesError, UnreadableError
from parsing.loaders.ocr.limits import settings

# Rows of pixels, each blue, green, red of 0 to 255
Picture: TypeAlias = NDArray[np.uint8]

_INCH = 72.0
# The sides of A4 (inches)
_LONG_SIDE, _SHORT_SIDE = 11.69, 8.27
# What is so much higher than wide is no page but a strip
_STRIP = 1.8
# Lines across turn a page only as far as a sheet lies askew in a scanner (degrees)
_MAX_TURN = 5.0
_MIN_TURN = 0.05
_MIN_LINES = 3


def pictures(data: bytes, kind: str) -> Iterator[Picture]:
    """The pages of a PDF or a picture, at the resolution of the settings.

    Raises DamagedFileError, TooManyScannedPagesError or TooManyPixelsError.
    """
    with _named_errors(kind):
        yield from map(straight, _of_pdf(data) if kind == "PDF" else _of_image(data))


def _of_pdf(data: bytes) -> Iterator[Picture]:
    with pypdfium2.PdfDocument(data) as file:
        _check_pages(len(file))
        scale = settings()["dots_per_inch"] / _INCH
        for page in file:
            _check_pixels(page.get_width() * scale * page.get_height() * scale)
            yield _pixels(page.render(scale=scale).to_pil())


def _of_image(data: bytes) -> Iterator[Picture]:
    with Image.open(io.BytesIO(data)) as image:
        _check_pages(getattr(image, "n_frames", 1))
        for frame in ImageSequence.Iterator(image):
            _check_pixels(frame.width * frame.height)
            upright = _pixels(ImageOps.exif_transpose(frame))
            factor = settings()["dots_per_inch"] / _resolution(*upright.shape[:2])
            _check_pixels(upright.shape[0] * upright.shape[1] * factor**2)
            method = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
            yield np.asarray(cv2.resize(upright, None, fx=factor, fy=factor, interpolation=method), np.uint8)


def _resolution(height: int, width: int) -> float:
    """Pixels an inch: a picture is a page of A4, or, where it is longer than any page, as wide as one.

    A screenshot of a whole web page is such a strip.
    """
    return width / _SHORT_SIDE if height > _STRIP * width else max(height, width) / _LONG_SIDE


def _check_pages(count: int) -> None:
    if count > settings()["pages"]:
        raise TooManyScannedPagesError(limit=settings()["pages"])


def _check_pixels(count: float) -> None:
    if count > settings()["megapixels"] * 1e6:
        raise TooManyPixelsError(limit=settings()["megapixels"])


def _pixels(image: Image.Image) -> Picture:
    """The picture on white paper."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])


def ink(picture: Picture) -> Picture:
    """255 where the page is darker than its surroundings, else 0."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    black = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 51, 15)
    return np.asarray(black, np.uint8)


def straight(picture: Picture) -> Picture:
    """The picture turned so that its lines across are level; as it is where there are none."""
    height, width = picture.shape[:2]
    segments = cv2.HoughLinesP(ink(picture), 1, np.pi / 3600, 200, minLineLength=width / 5, maxLineGap=width / 100)
    if segments is None:
        return picture
    ends = np.asarray(segments, np.float64).reshape(-1, 4)
    angles = np.degrees(np.arctan2(ends[:, 3] - ends[:, 1], ends[:, 2] - ends[:, 0]))
    level = angles[np.abs(angles) <= _MAX_TURN]
    if len(level) < _MIN_LINES or abs(turn := float(np.median(level))) < _MIN_TURN:
        return picture
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), turn, 1.0)
    paper = (255, 255, 255)
    turned = cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper)
    return np.asarray(turned, np.uint8)


@contextmanager
def _named_errors(kind: str) -> Iterator[None]:
    """Whatever the libraries raise says that the file is damaged."""
    try:
        yield
    except (UnreadableError, MemoryError):
        raise
    except Image.DecompressionBombError as error:
        raise TooManyPixelsError(limit=settings()["megapixels"]) from error
    except Exception as error:
        zh, en = (" PDF 文件", "a PDF file") if kind == "PDF" else ("图片", "a picture")
        raise DamagedFileError(kind_zh=zh, kind_en=en) from error
