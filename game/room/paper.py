"""Pages for paper: one HTML file each, with its type inside, that asks for nothing from anywhere."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game import disk, language

if TYPE_CHECKING:
    from jinja2 import Environment

FACES: Final = (
    ("Reading", "normal", 400, "text.ttf"),
    ("Reading", "italic", 400, "text-italic.ttf"),
    ("Reading", "normal", 700, "text-bold.ttf"),
    ("Display", "normal", 400, "display.ttf"),
)
"""The cuts that travel inside a page: each may be embedded under the SIL Open Font License."""


def render(template: str, **values: object) -> str:
    """A page from a template beside this file; whatever is put into it is words, never markup."""
    faces = [(family, style, weight, _embedded(file)) for family, style, weight, file in FACES]
    return _environment().get_template(template).render(faces=faces, lang=language.now().code, **values)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["tr"] = language.tr
    return made


def _embedded(file: str) -> str:
    return base64.b64encode(disk.asset(f"fonts/{file}").read_bytes()).decode()
