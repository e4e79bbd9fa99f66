"""Names of what a Word document is made of, and of the properties that count here."""

from __future__ import annotations

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
PARAGRAPH, TABLE, ROW, CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
BOX, CHUNK, ALTERNATE = f"{W}txbxContent", f"{W}altChunk", f"{MC}AlternateContent"
PICTURES = (f"{W}drawing", f"{W}pict", f"{W}object")
# Elements around blocks, rows, cells and runs that change nothing about their text
WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
VALUE, DELETED, SPAN, MERGED = f"{W}val", f"{W}del", f"{W}gridSpan", f"{W}vMerge"
STYLE, PARAGRAPH_STYLE, BASED_ON = f"{W}rStyle", f"{W}pStyle", f"{W}basedOn"
