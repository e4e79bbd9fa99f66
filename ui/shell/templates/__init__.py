"""HTML from templates: every value is escaped where it is put in, unless it comes from a template itself.

Templates are the ``*.html.j2`` of this folder; ``t`` and ``number`` speak the visitor's language in them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from ui.texts import number, t

_FOLDER = Path(__file__).parent


def render(name: str, /, **values: object) -> Markup:
    """The HTML of a template, by its name without endings. Raises jinja2.UndefinedError where a value is missing."""
    return Markup(_template(name).render(values))  # noqa: S704 - the template has escaped every value # nosec B704


@cache
def _template(name: str) -> Template:
    return _environment().get_template(f"{name}.html.j2")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals |= {"t": t, "number": number}
    return made
