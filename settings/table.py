"""The settings as a table in Markdown, as both READMEs show it."""

from __future__ import annotations

from settings.catalogue import Setting, catalogue

_HEADS = {"zh": ("环境变量", "默认", "作用"), "en": ("variable", "default", "what it does")}
_CORES = {"zh": "核数", "en": "cores"}


def table(language: str) -> str:
    """Every setting, one a row: its name, default and what it does, in ``zh`` or ``en``."""
    rows = [(f"`{one.name}`", _default(one, language), getattr(one, language)) for one in catalogue().values()]
    lines = [_HEADS[language], ("---",) * 3, *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _default(setting: Setting, language: str) -> str:
    if setting.default == "cores":
        return _CORES[language]
    return f"`{setting.default}`" if setting.default else ""
