"""What stands under the beats of a scene: its choices, or a way on."""

from __future__ import annotations

from functools import partial

import pygame

from game.language import tr, tr_count
from game.window import telling, theme
from game.window.screens.moment import ON, Moment
from game.window.theme import Look
from game.window.widgets.button import Button
from game.window.widgets.choice import Choice
from game.window.widgets.widget import Widget


def ends(moment: Moment) -> list[Widget]:
    """What stands under the beats: choices, or a way on."""
    if not moment.at.is_choosing:
        return []
    if moment.at.choices:
        return choices(moment)
    if moment.at.playthrough.is_over:
        return [Button(key=ON, label=tr("What it shows"), use="action", on_press=moment.go_on)]
    return []


def choices(moment: Moment) -> list[Widget]:
    """What there is to choose between, whether or not it is asked yet."""
    return [
        Choice(
            key=f"choice-{choice.id}",
            number=number,
            runs=telling.wording(moment.at.playthrough, choice),
            hint=telling.hint(moment.at.playthrough, choice) if moment.settings.has_hints else (),
            on_press=partial(moment.choose, choice),
        )
        for number, choice in enumerate(moment.at.choices, 1)
    ]


def height(look: Look, width: int, ends: list[Widget]) -> int:
    """How much they take, the space above them included."""
    if not ends:
        return 0
    heights = sum(end.height(look, width) for end in ends)
    return look.px(theme.CHOICES_GAP) + heights + look.px(theme.CHOICE_GAP) * (len(ends) - 1)


def paged(moment: Moment, look: Look, area: pygame.Rect, ends: list[Widget]) -> list[Widget]:
    """The choices that fit by themselves, and a line that says how many more there are."""
    if height(look, area.width, ends) <= area.height or len(ends) == 1:
        return ends
    first = moment.first % len(ends)
    shown = ends[first:]
    while len(shown) > 1 and height(look, area.width, [*shown, _more(moment, 0, 1)]) > area.height:
        shown = shown[:-1]
    return [*shown, _more(moment, (first + len(shown)) % len(ends), len(ends) - len(shown))]


def _more(moment: Moment, first: int, count: int) -> Widget:
    return Button(
        key="more",
        label=tr_count("{n} more", "{n} more", count),
        use="header",
        on_press=partial(moment.show_from, first),
    )
