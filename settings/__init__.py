"""The settings of an installation, from environment variables; ``settings.yaml`` says what there is.

They are read when they are asked for. ``require`` checks all of them when the server starts, so that a misspelt name or
value is said then, not by a wall that is not there.
"""

from settings.read import InvalidSettingError, count, mode, problems, require, text, words
from settings.table import table

__all__ = ["InvalidSettingError", "count", "mode", "problems", "require", "table", "text", "words"]
