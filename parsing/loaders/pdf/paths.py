"""A page's drawing: straight lines across and upright, shaded areas and pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

import pypdfium2
from pypdfium2 import raw

from parsing.loaders.pdf.grid import Edge, line_edge
from parsing.loaders.pdf.pdfium import Frame, address, grey_of, in_layer, matrix_of, tell_apart

Box: TypeAlias = tuple[float, float, float, float]
Point: TypeAlias = tuple[float, float]
Matrix: TypeAlias = tuple[float, float, float, float, float, float]

# A filled area that is no thicker (points) is a line
_THIN = 3.0
# How far (points) a line may be out of level
_LEVEL = 0.5
# A rectangle has so many corners, the first one twice
_CORNERS = 5
# An area that is darker may hide dark text on it
_PALE = 160
# What has more objects or segments is a drawing; forms may be in forms
_MAX_OBJECTS = 50_000
_MAX_SEGMENTS = 100_000
_MAX_DEPTH = 8
_PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawing:
    """What is drawn on a page, in points from its upper left corner; boxes are x0, top, x1, bottom.

    ``texts`` are the handles of text objects, by their addresses. ``covers``: something on the page may hide text, as
    it is drawn over it, is as dark, or is its layer. ``endless``: there is too much for a page of a document, and only
    the first part is here.
    """

    lines: list[Edge] = field(default_factory=list)
    shades: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    texts: dict[int, raw.FPDF_PAGEOBJECT] = field(default_factory=dict)
    covers: bool = False
    endless: bool = False


def drawing(page: pypdfium2.PdfPage, frame: Frame) -> Drawing:
    """What is drawn on the page, without what has no colour."""
    return _Reader(frame).read(page)


class _Reader:
    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.drawing = Drawing()
        self.objects = 0
        self.segments = 0
        self.sides = tuple(ctypes.c_float() for _ in range(4))

    def read(self, page: pypdfium2.PdfPage) -> Drawing:
        count = raw.FPDFPage_CountObjects(page.raw)
        self._read((raw.FPDFPage_GetObject(page.raw, index) for index in range(count)), _PLAIN, _MAX_DEPTH)
        return self.drawing

    def _read(self, objects: Iterator[raw.FPDF_PAGEOBJECT], within: Matrix, depth: int) -> None:
        for item in objects:
            self.objects += 1
            if self.objects > _MAX_OBJECTS or self.segments > _MAX_SEGMENTS:
                self.drawing.endless = True
                return
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                tell_apart(item, self.objects)
                self.drawing.texts[address(item)] = item
                self.drawing.covers |= in_layer(item)
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                self._add_path(item, within)
            elif kind == raw.FPDF_PAGEOBJ_SHADING:
                self.drawing.covers = True
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self.drawing.covers |= bool(self.drawing.texts)
                corners = [self._shown(x, y, _times(_matrix(item), within)) for x, y in ((0, 0), (1, 1))]
                self.drawing.pictures.append(_bounds(corners))
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth:
                self.drawing.covers = True
                count = raw.FPDFFormObj_CountObjects(item)
                inside = (raw.FPDFFormObj_GetObject(item, index) for index in range(count))
                self._read(inside, _times(_matrix(item), within), depth - 1)

    def _add_path(self, path: raw.FPDF_PAGEOBJECT, within: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(path, fill, stroke)
        if not (fill.value or stroke.value):
            return
        if fill.value and not stroke.value and within is _PLAIN and self._is_bar(path):
            return
        for points in self._figures(path, _times(_matrix(path), within)):
            if stroke.value:
                self.drawing.lines += [line for one, other in pairwise(points) if (line := _line(one, other))]
            elif len(points) > 2:  # noqa: PLR2004 an area has three corners
                self._add_area(_bounds(points), points)
        if fill.value:
            dark = grey_of(path) < _PALE
            self.drawing.covers |= dark or bool(self.drawing.texts)

    def _is_bar(self, path: raw.FPDF_PAGEOBJECT) -> bool:
        """Whether a filled area is so thin that it is a line, whatever its corners; the line is added."""
        left, bottom, right, top = self.sides
        raw.FPDFPageObj_GetBounds(path, left, bottom, right, top)
        if (
            min(right.value - left.value, top.value - bottom.value) > _THIN
            or raw.FPDFPath_CountSegments(path) > _CORNERS
        ):
            return False
        self.segments += 1
        self._add_area(self.frame.box(left.value, bottom.value, right.value, top.value), ())
        return True

    def _add_area(self, box: Box, points: Sequence[Point]) -> None:
        x0, top, x1, bottom = box
        if min(x1 - x0, bottom - top) > _THIN:
            if all(_at(x, x0, x1) and _at(y, top, bottom) for x, y in points):
                self.drawing.shades.append(box)
        elif x1 - x0 > bottom - top:
            middle = (top + bottom) / 2
            self.drawing.lines.append(line_edge("h", x0, middle, x1, middle))
        else:
            middle = (x0 + x1) / 2
            self.drawing.lines.append(line_edge("v", middle, top, middle, bottom))

    def _figures(self, path: raw.FPDF_PAGEOBJECT, matrix: Matrix) -> Iterator[list[Point]]:
        """The corners of each figure of a path that has no curve; a closed one ends where it begins."""
        x, y = ctypes.c_float(), ctypes.c_float()
        points: list[Point] = []
        straight = True
        for index in range(raw.FPDFPath_CountSegments(path)):
            self.segments += 1
            if self.segments > _MAX_SEGMENTS:
                return
            segment = raw.FPDFPath_GetPathSegment(path, index)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                if straight and len(points) > 1:
                    yield points
                points, straight = [], True
            straight = straight and kind != raw.FPDF_SEGMENT_BEZIERTO
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            points.append(self._shown(x.value, y.value, matrix))
            if raw.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
                points.append(points[0])
        if straight and len(points) > 1:
            yield points

    def _shown(self, x: float, y: float, matrix: Matrix) -> Point:
        a, b, c, d, e, f = matrix
        return self.frame.point(a * x + c * y + e, b * x + d * y + f)


def _matrix(item: raw.FPDF_PAGEOBJECT) -> Matrix:
    matrix = raw.FS_MATRIX()
    return matrix_of(matrix) if raw.FPDFPageObj_GetMatrix(item, matrix) else _PLAIN


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix of what is within something that has a matrix itself."""
    if outer is _PLAIN:
        return inner
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _line(one: Point, other: Point) -> Edge | None:
    """The line between two points where it is level or upright."""
    x0, top, x1, bottom = _bounds((one, other))
    if bottom - top <= _LEVEL and x1 > x0:
        middle = (top + bottom) / 2
        return line_edge("h", x0, middle, x1, middle)
    if x1 - x0 <= _LEVEL and bottom > top:
        middle = (x0 + x1) / 2
        return line_edge("v", middle, top, middle, bottom)
    return None


def _bounds(points: Sequence[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _at(value: float, one: float, other: float) -> bool:
    return min(abs(value - one), abs(value - other)) <= _LEVEL
