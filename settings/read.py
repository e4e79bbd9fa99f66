"""Reads settings from the environment, each checked by its kind."""

from __future__ import annotations

import difflib
import ipaddress
import os
import re
from collections.abc import Callable
from pathlib import Path

from settings.catalogue import Setting, catalogue

# Variables of ours begin so; one that is no setting is a slip of the pen
_OURS = "NIANBAO_"
# What `default: cores` means
_CORES = "cores"
_NAME = r"(?:\*\.)?[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?"
_HOST = re.compile(rf"{_NAME}|\[[0-9a-f:]{{2,39}}\]")
_DATABASES = ("sqlite", "postgresql")
_ORIGIN = re.compile(rf"https?://{_NAME}(?::[0-9]{{1,5}})?")


class InvalidSettingError(ValueError):
    """A variable whose value cannot be used; the text names it and says what it takes."""


def text(name: str) -> str:
    """The value of a text, a folder or a choice. Raises InvalidSettingError."""
    setting = catalogue()[name]
    given = _given(setting)
    if setting.kind == "choice":
        given = given.lower()
        _demand(setting, given in setting.choices, f"one of {', '.join(setting.choices)}")
    return given


def mode(name: str) -> str:
    """What a part of the app allows, one of the setting's choices; any other word means ``off``."""
    try:
        return text(name)
    except InvalidSettingError:
        return "off"


def count(name: str) -> int:
    """The value of a count, within its bounds. Raises InvalidSettingError."""
    setting = catalogue()[name]
    given = _given(setting)
    if given == _CORES == setting.default:
        return max(setting.least, min(_cores(), setting.most))
    takes = f"a whole number from {setting.least} to {setting.most}"
    _demand(setting, given.isascii() and given.isdigit() and len(given) <= len(str(setting.most)), takes)
    _demand(setting, setting.least <= int(given) <= setting.most, takes)
    return int(given)


def words(name: str) -> tuple[str, ...]:
    """The entries of a list, in small letters but for paths. Raises InvalidSettingError."""
    setting = catalogue()[name]
    if setting.kind == "datasets":
        # paths may have blanks and capital letters
        entries = tuple(filter(None, map(str.strip, _given(setting).split(","))))
    else:
        entries = tuple(_given(setting).lower().replace(",", " ").split())
    is_valid, takes = _LISTS[setting.kind]
    for entry in entries:
        _demand(setting, is_valid(entry), f"{takes} (not {entry!r})")
    return entries


def problems() -> list[str]:
    """What is wrong with the environment's settings, one sentence each."""
    wrong = [_unknown(name) for name in sorted(os.environ) if name.startswith(_OURS) and name not in catalogue()]
    for setting in catalogue().values():
        try:
            _read(setting)
        except InvalidSettingError as error:
            wrong.append(str(error))
    return wrong


def require() -> None:
    """Raise InvalidSettingError, which says all that is wrong, unless every setting can be used."""
    if wrong := problems():
        raise InvalidSettingError("\n".join(wrong))


def _read(setting: Setting) -> None:
    if setting.kind == "count":
        count(setting.name)
    elif setting.kind in _LISTS:
        words(setting.name)
    else:
        given = text(setting.name)
        is_usable, takes = _TEXTS.get(setting.kind, _ANY)
        _demand(setting, not given or is_usable(given), takes)


def _given(setting: Setting) -> str:
    return os.environ.get(setting.name, "").strip() or setting.default


def _demand(setting: Setting, is_met: bool, takes: str) -> None:  # noqa: FBT001 - reads as the condition that it is
    if not is_met:
        # an address of a database holds a password
        given = "" if setting.kind == "database" else f"; it is {os.environ.get(setting.name)!r}"
        raise InvalidSettingError(f"{setting.name} has to be {takes}{given}")


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, catalogue(), n=1)
    return f"{name} is not a setting" + (f"; did you mean {near[0]}?" if near else "")


def _cores() -> int:
    # of those of the machine, what a container or taskset leaves us
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _is_network(entry: str) -> bool:
    try:
        ipaddress.ip_network(entry, strict=False)
    except ValueError:
        return False
    return True


def _is_database(given: str) -> bool:
    # it takes as long to load as the reader, and most installations have no database
    from sqlalchemy.engine import make_url  # noqa: PLC0415
    from sqlalchemy.exc import ArgumentError  # noqa: PLC0415

    try:
        return make_url(given).get_backend_name() in _DATABASES
    except (ArgumentError, ValueError):
        return False


_ANY: tuple[Callable[[str], bool], str] = (lambda _: True, "")
_TEXTS: dict[str, tuple[Callable[[str], bool], str]] = {
    "folder": (lambda given: Path(given).is_dir(), "the path of a folder that exists"),
    "database": (_is_database, "sqlite:///path or postgresql://user:password@host/name"),
}


def _is_dataset(entry: str) -> bool:
    # what lies elsewhere is asked when it is opened
    return "://" in entry or Path(entry, "manifest.json").is_file()


_LISTS: dict[str, tuple[Callable[[str], bool], str]] = {
    "hosts": (lambda entry: bool(_HOST.fullmatch(entry)), "host names without scheme and port"),
    "origins": (lambda entry: bool(_ORIGIN.fullmatch(entry)), "sites as https://host or https://host:port"),
    "datasets": (_is_dataset, "folders that `python -m bulk` has made, or their addresses"),
    "networks": (_is_network, "IP addresses or networks as 10.0.0.0/8"),
}
