"""The page itself: one HTML file, with its type and its pictures inside, that prints as well as it reads."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game import disk, language
from game.keepsake.told import Day, days
from game.language import tr
from game.own_words import TRIERS, trier
from game.play import setting
from game.play.debrief import debrief
from game.play.state import State
from game.play.swings import Swings
from game.story.model import Ink, Story
from game.story.place import Place
from game.tongues import Tongues

if TYPE_CHECKING:
    from jinja2 import Environment

    from game.play.history import Playthrough

Wanted = tuple[State, Ink]
"""A life in a scene, and the ink of the half that it is printed for."""
Drawn = Callable[[Sequence[Wanted]], Mapping[Wanted, bytes]]
"""The pictures of scenes as PNGs, all at once; those that have none are left out."""

TEMPLATE: Final = "keepsake.html"
FACES: Final = (
    ("Reading", "normal", 400, "text.ttf"),
    ("Reading", "italic", 400, "text-italic.ttf"),
    ("Reading", "normal", 700, "text-bold.ttf"),
    ("Display", "normal", 400, "display.ttf"),
)
"""The cuts that travel inside the page: each may be embedded under the SIL Open Font License."""


def page(life: Playthrough, *, lived: str = "", swings: Swings | None = None, drawn: Drawn | None = None) -> str:
    """A finished life as one page of HTML that asks for nothing from anywhere.

    Args:
        life: one that has come to an ending.
        lived: when, in words; left out where it is empty.
        swings: which of its choices moved how it ended, where that is known.
        drawn: where its pictures come from; a page of words without.

    Raises:
        NotOver: the life has not come to an ending.
    """
    story, shown = life.story, debrief(life)
    told = days(life)
    asked = [*(each.carry for each in shown.echoes), *(each.carry for each in shown.lessons)]
    sources = (words for each in shown.lessons for _, words in each.sources)
    return (
        _environment(story)
        .get_template(TEMPLATE)
        .render(
            story=story,
            life=life,
            lived=lived,
            shown=shown,
            days=told,
            pictures=_pictures(story, told, drawn),
            swings=swings,
            triers={who: trier(story.wording, who) for who in TRIERS},
            lang=language.now().code,
            tongues=Tongues(story),
            carried=[words for words in dict.fromkeys(asked) if words],
            sources=[words for words in dict.fromkeys(sources) if words],
            faces=[(family, style, weight, _embedded(file)) for family, style, weight, file in FACES],
        )
    )


def _pictures(story: Story, told: tuple[Day, ...], drawn: Drawn | None) -> dict[int, str]:
    """By its page's place among all, the picture of each that shows a place not yet seen so that day."""
    if drawn is None:
        return {}
    wanted: dict[int, Wanted] = {}
    at = 0
    for day in told:
        seen: set[tuple[Place, ...]] = set()
        for each in day.pages:
            at += 1
            places = setting.places(story, each.state)
            if places and places not in seen:
                seen.add(places)
                wanted[at] = (each.state, each.ink)
    printed = drawn(tuple(dict.fromkeys(wanted.values())))
    return {at: base64.b64encode(printed[each]).decode() for at, each in wanted.items() if each in printed}


def _environment(story: Story) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["speaker"] = lambda beat: story.cast[beat.speaker].name if beat.speaker else ""
    made.globals["tr"] = tr
    made.globals["apart"] = language.apart
    made.filters["looks"] = lambda state: " ".join(place.looks for place in setting.places(story, state))
    return made


def _embedded(file: str) -> str:
    return base64.b64encode(disk.asset(f"fonts/{file}").read_bytes()).decode()
