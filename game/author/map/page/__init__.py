"""A map as one page of HTML that asks for nothing from anywhere: a picture to move about in, a search, and the same as a list."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any, Final

from game.author.map import look
from game.author.map.data import data_of
from game.author.map.sheet import Map
from game.author.map.svg import INKS, counted, drawn, fonts, is_marked, measured, titled

HERE: Final = Path(__file__).parent
SCRIPTS: Final = ("drawing.js", "moving.js", "words.js", "whole.js")
PRINTED: Final = 1500
"""Rooms of a map that is printed line by line; a larger one is printed as a picture of what can be told apart."""


def page(map_: Map) -> str:
    """The page.

    Args:
        map_: what it shows.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    script = '"use strict";\n' + "".join(_file(name) for name in SCRIPTS)
    turned = " landscape" if map_.width > map_.height else ""
    css = fonts() + colours() + _file("map.css") + f"@page{{size:A3{turned};margin:8mm}}"
    picture = drawn(map_, alone=False) if len(map_.at) <= PRINTED else ""
    styles = [css, *re.findall(r"<style>(.*?)</style>", picture, re.DOTALL)]
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("map.html").render(
        title=map_.shown.story.title,
        counted=counted(map_.shown),
        measured=measured(map_.shown.shares),
        policy=policy([script], styles),
        css=Markup(css),  # noqa: S704  (our own files, as they are)
        script=Markup(script),  # noqa: S704
        picture=Markup(picture),  # noqa: S704  (made by `drawn`, which escapes)
        data=Markup(in_script(asked(map_))),  # noqa: S704  (made so that it ends no script)
    )


def asked(map_: Map) -> dict[str, Any]:
    """What the script draws from: the map, and every number about its look."""
    shares = map_.shown.shares
    return {
        **data_of(map_),
        "marked": is_marked(map_.shown),
        "page": round(map_.page, 1),
        "titled": titled(map_),
        "counted": counted(map_.shown),
        "measured": measured(shares),
        "halves": [[half.header, INKS.index(half.ink)] for half in map_.shown.story.halves.values()],
        "key": [] if shares is None else [[share, f"{share:.0%}".replace("%", " %")] for share in look.KEY],
        "look": {
            "types": {
                each.name: {"family": each.family, "weight": each.weight, "size": each.size, "italic": each.is_italic}
                for each in look.TYPES
            },
            "tint": look.TINT,
            "thin": look.THIN,
            "thinTint": look.THIN_TINT,
            "grains": [
                {"share": each.share, "least": each.least, "most": each.most, "dash": each.dash, "round": each.is_round}
                for each in (look.GRAINS[ink] for ink in INKS)
            ],
            "margin": look.MARGIN,
            "titleHeight": look.MARGIN + look.TITLE_HEIGHT,
            "tab": look.TAB,
            "pad": look.PAD,
            "headGap": look.HEAD_GAP,
            "between": look.BETWEEN,
            "bar": look.BAR_WIDTH,
            "tagWidth": look.TAG_WIDTH,
            "full": look.FULL,
            "hair": look.HAIR,
        },
    }


def colours() -> str:
    """The palettes by day and by night, as the page's variables."""
    day, night = (
        "".join(f"--{name.replace('_', '-')}:{getattr(palette, name)};" for name in look.ROLES)
        for palette in (look.DAYLIGHT, look.NIGHT)
    )
    return f":root{{{day}}}@media screen and (prefers-color-scheme:dark){{:root{{{night}}}}}"


def policy(scripts: list[str], styles: list[str]) -> str:
    """Nothing from anywhere, and of what stands in the page only these scripts and styles."""
    return (
        "default-src 'none'; base-uri 'none'; form-action 'none'; font-src data:; img-src data:; "
        f"script-src {' '.join(map(_digest, scripts))}; style-src {' '.join(map(_digest, styles))}"
    )


def in_script(told: object) -> str:
    """JSON that can stand inside a script element, whatever it holds."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _file(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")
