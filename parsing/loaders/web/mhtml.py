"""Saved web pages (MHT, MHTML) and mails (EML): their HTML part, else their plain text."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message

from parsing.document import Document
from parsing.errors import DamagedFileError
from parsing.loaders.plain import text
from parsing.loaders.web import html

_HEAD = 4_000
# The block of headers that such a file begins with: "From: <Saved by Blink>", "MIME-Version: 1.0"
_HEADERS = re.compile(rb"\A\s*(?:[!-9;-~]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){1,60}?")
_MIME = re.compile(rb"^MIME-Version\s*:", re.IGNORECASE | re.MULTILINE)
_TYPE = re.compile(rb"^Content-Type\s*:\s*(?:multipart/|text/(?:html|plain))", re.IGNORECASE | re.MULTILINE)
# The library copies the rest of a type for each of its parameters: a long one is cut
_LONG_TYPE = re.compile(
    rb"^(Content-Type[ \t]{0,9}:(?:[^\n]|\n(?=[ \t])){2000})(?:[^\n]|\n(?=[ \t]))*", re.IGNORECASE | re.MULTILINE
)
# What the report's own page has in it more often than the pages inside that page
_WORDS = tuple("公开".encode(encoding) for encoding in ("utf-8", "gb18030"))


def accepts(data: bytes) -> bool:
    """Whether the file begins with the headers of a mail or a saved page."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    return _HEADERS.match(head) is not None and bool(_MIME.search(head)) and bool(_TYPE.search(head))


def load(data: bytes) -> Document:
    """MIME bytes → Document. Raises DamagedFileError, and what the loaders of HTML and text raise."""
    try:
        message = _LONG_TYPE.sub(rb"\1", data.removeprefix(b"\xef\xbb\xbf").lstrip())
        parts = list(message_from_bytes(message).walk())
    except RecursionError as error:
        raise _damaged() from error
    for kind, load_part in (("text/html", html.load), ("text/plain", text.load)):
        contents = [_content(part) for part in parts if part.get_content_type() == kind]
        if any(content.strip() for content in contents):
            return load_part(max(contents, key=_worth))
    raise _damaged()


def _damaged() -> DamagedFileError:
    return DamagedFileError(kind_zh="网页存档（MHT）或邮件", kind_en="a saved web page (MHT) or a mail")


def _worth(content: bytes) -> int:
    """The report's own page among those that are saved with it; of pages without a word of it, the first."""
    return max(content.count(word) for word in _WORDS)


def _content(part: Message) -> bytes:
    """A part's bytes: in UTF-8 where its header names a charset that fits, else as they are."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return b""
    charset = part.get_content_charset() or "utf-8"
    try:
        # pages that declare GB2312 or GBK use characters of its superset
        return payload.decode("gb18030" if charset.startswith(("gb", "x-gb")) else charset).encode()
    except (LookupError, ValueError):
        return payload
