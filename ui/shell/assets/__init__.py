"""Style sheet, scripts and pictures of our own; none is loaded from elsewhere."""

from pathlib import Path

_FOLDER = Path(__file__).parent
STYLE = _FOLDER / "style.css"
# Where reports with findings are listed
INBOX = _FOLDER / "inbox.css"
# Beside STYLE, on a page to print
PAPER = _FOLDER / "paper.css"
ICON = _FOLDER / "icon.svg"
LOGO = _FOLDER / "logo.svg"


def script(name: str) -> str:
    """The text of a script, such as ``press``."""
    return (_FOLDER / f"{name}.js").read_text("utf-8")
