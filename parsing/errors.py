"""What is no report at all: each error says in zh and en what was wrong and what to do.

The texts are in ``data/errors.yaml``, by the error's code.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from parsing.form import DATA


@cache
def _texts() -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = yaml.load((DATA / "errors.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return texts


class UnreadableError(Exception):
    """A document that cannot be read as a report. ``code`` names the text, ``values`` fill it in."""

    code = "unreadable"

    def __init__(self, **values: Any) -> None:
        super().__init__(self.code, values)
        self.values = values

    def message(self, language: str) -> str:
        """What was wrong and what to do, in ``zh`` or ``en``."""
        return _texts()[self.code][language].format(**self.values)

    def __str__(self) -> str:
        return self.message("en")


def from_code(code: str, values: dict[str, Any]) -> UnreadableError:
    """The error with this code and these values."""
    kind: type[UnreadableError]
    for kind in UnreadableError.__subclasses__():
        if kind.code == code:
            return kind(**values)
    return UnreadableError(**values)


class EmptyError(UnreadableError):
    """Nothing but blanks."""

    code = "empty"


class TooLargeError(UnreadableError):
    """More bytes than the cap."""

    code = "too_large"


class TooManyCellsError(UnreadableError):
    """More table cells than the cap."""

    code = "too_many_cells"


class UnsupportedFormatError(UnreadableError):
    """A format that no loader reads: a picture, a program."""

    code = "unsupported_format"


class NotTextError(UnreadableError):
    """Bytes that are text in no charset we know."""

    code = "not_text"


class NotAReportError(UnreadableError):
    """Text that has neither a row of the form nor a word of an annual report."""

    code = "not_a_report"


class NoDocumentError(UnreadableError):
    """What was said of a document, without the document."""

    code = "no_document"


class DamagedFileError(UnreadableError):
    """A file that breaks the rules of its own format: cut short, or no such format at all."""

    code = "damaged"


class EncryptedError(UnreadableError):
    """An Office file that opens with a password only."""

    code = "encrypted"


class TooMuchUnpackedError(UnreadableError):
    """A compressed file that unpacks to more than the cap: a bomb, or no report."""

    code = "too_much_unpacked"


class ArchiveError(UnreadableError):
    """An archive, whose reports are read one by one (``parsing.loaders.archive.read_archive``)."""

    code = "archive"


class EmptyArchiveError(UnreadableError):
    """An archive without a file."""

    code = "archive_empty"


class TooManyFilesError(UnreadableError):
    """An archive with more files than the cap."""

    code = "archive_too_many_files"


class NestedArchiveError(UnreadableError):
    """An archive inside an archive."""

    code = "archive_nested"


class EncryptedArchiveError(UnreadableError):
    """An archive that opens with a password only."""

    code = "archive_encrypted"


class NeedsConverterError(UnreadableError):
    """A legacy Office format, and no LibreOffice to convert it."""

    code = "needs_converter"


class ConversionFailedError(UnreadableError):
    """LibreOffice could not convert a legacy Office file."""

    code = "conversion_failed"


class TookTooLongError(UnreadableError):
    """The worker was stopped because the file took longer than the cap."""

    code = "took_too_long"


class TooMuchMemoryError(UnreadableError):
    """The file needs more memory than the worker may use."""

    code = "too_much_memory"


class ReaderCrashedError(UnreadableError):
    """The worker's process ended while it read the file."""

    code = "reader_crashed"


class TooManyPagesError(UnreadableError):
    """A PDF with more pages than the cap."""

    code = "too_many_pages"


class NoTextLayerError(UnreadableError):
    """A picture, or a PDF of pictures or of fonts that do not tell their characters, and no OCR to read it."""

    code = "no_text_layer"


class TooManyScannedPagesError(UnreadableError):
    """More pages to be recognised than the cap."""

    code = "too_many_scanned_pages"


class TooManyPixelsError(UnreadableError):
    """A picture larger than the cap."""

    code = "too_many_pixels"


class TooMuchTextError(UnreadableError):
    """More characters of text than the cap."""

    code = "too_much_text"


class BusyError(UnreadableError):
    """Too many documents of all visitors wait to be read."""

    code = "busy"


class NoRoomError(UnreadableError):
    """More documents or bytes than a visit may keep."""

    code = "no_room"


class VisitFullError(UnreadableError):
    """An upload that was thrown away while it arrived: the visit's uploads would be more than the cap."""

    code = "visit_full"


class TooManyUploadsError(UnreadableError):
    """As VisitFullError, by the number of files."""

    code = "too_many_uploads"


class UploadsFullError(UnreadableError):
    """An upload that was thrown away because the uploads of all visits together would be more than the cap."""

    code = "uploads_full"
