"""Bytes → text, whatever the page declares: strict UTF-8 first, then what is declared, then what reads like Chinese."""

from __future__ import annotations

import codecs
import re

from parsing.errors import NotTextError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
# Among the commonest characters of these reports, in both scripts: a wrong charset yields hardly any of them
_NO_CHARSETS = frozenset({"idna", "punycode", "undefined", "unicode-escape", "unicode_escape", "raw-unicode-escape"})
_COMMON = re.compile("[的一是在有和公开府政信息年度报告行请件申情况為開報關請況]")
_SAMPLE = 4_000
# The share of those characters that text in the right charset has, markup included
_CHINESE = 0.01
_CONTROLS = bytes([*range(9), *range(14, 32)])
# The share of characters a charset may fail on before we say that it is not text
_MAX_BROKEN = 0.02
_MAX_CONTROLS = 0.05

_SEPARATORS = "\x1c\x1d\x1e\x1f"
_SEPARATOR_BYTES = tuple(mark.encode() for mark in _SEPARATORS)


def decode(data: bytes) -> str:
    """The text of these bytes. Raises NotTextError where no charset fits.

    Characters that Python takes for blanks, and nobody can see, are such as cannot be shown.
    """
    text = _decoded(data)
    for separator in _SEPARATORS:
        text = text.replace(separator, "\ufffd")
    return text


def in_utf8(data: bytes) -> bytes:
    """The same text in UTF-8: most documents are, and need not be written anew. Raises NotTextError."""
    if not data.startswith(tuple(bom for bom, _ in _BOMS)) and not any(mark in data for mark in _SEPARATOR_BYTES):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            _checked(text)
            return data
    return decode(data).encode("utf-8", "replace")


def _decoded(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _checked(data[len(bom) :].decode(encoding, "replace"))
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _checked(_best(data))


def _best(data: bytes) -> str:
    """The declared charset or GB18030 where it reads without a fault and like Chinese; else whatever reads best."""
    # it takes a third of a second to load, and most documents are in UTF-8
    from bs4.dammit import EncodingDetector  # noqa: PLC0415

    declared = EncodingDetector.find_declared_encoding(data, is_html=True, search_entire_document=False)
    # pages that declare GB2312 or GBK use characters of its superset
    likely = "gb18030" if (declared or "").lower().startswith(("gb", "x-gb")) else declared
    encodings = [e for e in dict.fromkeys((likely, *_CANDIDATES)) if e and _known(e)]
    sample = data[:_SAMPLE]
    for encoding in encodings[:2]:
        text = data.decode(encoding, "replace")
        if "\ufffd" not in text and _likeness(text[:_SAMPLE]) > _CHINESE:
            return text
    best = max(
        encodings, key=lambda encoding: (_likeness(sample.decode(encoding, "replace")), -encodings.index(encoding))
    )
    return data.decode(best, "replace")


def _known(encoding: str) -> bool:
    """Whether this names a charset of texts; a page may declare anything."""
    try:
        codec = codecs.lookup(encoding)
    except (LookupError, ValueError):
        return False
    # the first keeps out rot13 and zlib, which decode no bytes
    return codec._is_text_encoding and codec.name not in _NO_CHARSETS  # noqa: SLF001 nothing else tells


def _likeness(text: str) -> float:
    return (len(_COMMON.findall(text)) - 20 * text.count("\ufffd")) / (len(text) + 1)


def _checked(text: str) -> str:
    sample = text[:_SAMPLE]
    encoded = sample.encode("utf-8", "surrogatepass")
    controls = len(encoded) - len(encoded.translate(None, _CONTROLS))
    broken = sample.count("\ufffd")
    if broken > _MAX_BROKEN * len(sample) + 2 or controls > _MAX_CONTROLS * len(sample) + 2:
        raise NotTextError
    return text
