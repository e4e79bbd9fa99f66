"""Limits and thresholds of recognition, and whether its packages are there."""

from __future__ import annotations

import importlib.util
from functools import cache
from typing import Any

import yaml

from parsing.form import DATA

_PACKAGES = ("rapidocr", "onnxruntime", "cv2")


@cache
def settings() -> dict[str, Any]:
    """Limits and thresholds, from ``data/ocr.yaml``."""
    limits: dict[str, Any] = yaml.load((DATA / "ocr.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return limits


def is_installed() -> bool:
    """Whether the packages of ``requirements-ocr.txt`` are there."""
    return all(importlib.util.find_spec(name) for name in _PACKAGES)
