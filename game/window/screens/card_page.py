"""The card that stands before a day, and how its lines are set one after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
import pygame

from game.language import later, tr
from game.window import layout, theme
from game.window.motion import ease
from game.window.screens.moment import ON
from game.window.screens.scene_page import Page
from game.window.telling import Card
from game.window.theme import Look
from game.window.typesetting import plain
from game.window.widgets.button import Button
from game.window.widgets.speech import Speech
from game.window.widgets.veil import Veil
from game.window.widgets.widget import Widget
from game.window.widgets.words import Words

SKIPPING = later("the next begins with everything as it stands")
"""What is said beside the way past a day."""
FIRST = ("day", "header", "question")
"""What is set first, by its key; then everything else at once."""


def compose(
    shown: Card, look: Look, go_on: Callable[[], None], skip: Callable[[], None] | None = None, stretch: int = 0
) -> Page:
    """The card of a day: whose it is, its name, its question; and the way past it, where it may be skipped. What large
    type leaves no room for is told in another stretch.
    """
    column = layout.spread(look, "both", is_wide=False, has_foot=False).text.width
    area = pygame.Rect(0, 0, min(column, look.width - 2 * look.px(theme.MARGIN)), look.height)
    words: list[Widget] = [Words(key="day", runs=plain(shown.title), use="day", role="heading")]
    if shown.header:
        words.insert(0, Words(key="header", runs=plain(shown.header), use="header", role="text"))
    if shown.question:
        words.append(Words(key="question", runs=plain(shown.question), use="question"))
    words += (
        Speech(key=f"recap-{at}", runs=each.runs, speaker=each.speaker, language=each.language)
        for at, each in enumerate(shown.recap)
    )
    gap = look.px(theme.UNIT * 3)
    ways = [Button(key=ON, label=tr("Go on"), use="action", on_press=go_on)]
    if skip is not None:
        past = Button(key="skip", label=shown.skip, note=tr(SKIPPING), use="label", note_use="label", on_press=skip)
        ways.append(past)
    top, width = look.px(theme.TOP), area.width
    area.height = look.height - top - sum(way.height(look, width) for way in ways) - gap * 2 - look.px(theme.BOTTOM)
    pages = layout.paged(words, look, area, lambda _: gap)
    page = pages[min(stretch, len(pages) - 1)]
    height = layout.bottom(page, 0) - page[0].bounds.y
    lowest = top + area.height - height
    area.topleft = ((look.width - width) // 2, max(top, min((look.height - height) * 2 // 5, lowest)))
    placed = layout.stack(page, look, area, gap=gap)
    under = pygame.Rect(area.x, layout.bottom(placed, area.y) + gap * 2, width // 3, ways[0].height(look, width))
    placed.append(ways[0].placed(under))
    if skip is not None:
        placed.append(ways[1].placed(pygame.Rect(area.x, under.bottom, width, ways[1].height(look, width))))
    return Page(tuple(placed), stretches=len(pages))


def setting_ms(shown: Card) -> int:
    """How long it takes until the whole card is set."""
    apart = len(FIRST) - (not shown.question) - (not shown.header)
    return theme.SET_APART_MS * apart + theme.SET_MS


def veils(page: Sequence[Widget], paper: pygame.Surface, look: Look, part: float) -> tuple[Veil, ...]:
    """The paper over what is still to be set, when so much of the time is over, 0 to 1."""
    laid = [[each.bounds for each in page if each.key == key] for key in FIRST]
    laid.append([each.bounds for each in page if each.key not in FIRST])
    reach, below = look.px(theme.POINTER_REACH), look.px(theme.UNIT * 3)
    wholes = [bounds[0].unionall(bounds[1:]) for bounds in laid if bounds]
    # Descenders and the pointer stand outside what they belong to.
    areas = [pygame.Rect(each.x - reach, each.y, each.width + reach * 2, each.height + below) for each in wholes]
    parts = _parts(part, len(areas))
    return tuple(
        Veil(key=f"veil-{at}", bounds=area, paper=paper, part=seen)
        for at, (area, seen) in enumerate(zip(areas, parts, strict=True))
    )


def moved(page: Sequence[Widget], part: float) -> list[Widget]:
    """The same paper at another moment."""
    laid = [each for each in page if isinstance(each, Veil)]
    return [attrs.evolve(veil, part=seen) for veil, seen in zip(laid, _parts(part, len(laid)), strict=True)]


def _parts(part: float, count: int) -> list[float]:
    """How much is seen of each line, one after another."""
    since = part * (theme.SET_APART_MS * (count - 1) + theme.SET_MS)
    return [ease(max(0.0, min(1.0, (since - theme.SET_APART_MS * turn) / theme.SET_MS))) for turn in range(count)]
