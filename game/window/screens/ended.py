"""How the meters ended: each half's instruments as they came to rest, or its readings in words."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.language import apart, tr
from game.play.debrief import Readings
from game.story.model import Story
from game.window import layout, theme
from game.window.theme import Look
from game.window.typesetting import plain
from game.window.widgets import dial
from game.window.widgets.dial import Dial
from game.window.widgets.widget import Widget
from game.window.widgets.words import Words


def in_words(story: Story, readings: Readings) -> Words:
    """A half's readings in words, where there is no room for dials."""
    line = " · ".join(f"{gauge.called} {gauge.value}" for gauge in readings.gauges)
    aloud = apart(
        tr("{what}: {value}", what=gauge.called, value=f"{gauge.value}, {gauge.word}".rstrip(", "))
        for gauge in readings.gauges
    )
    key, code = f"meters-{readings.half}", story.told_in()
    return Words(key=key, runs=plain(line), use="label", role="status", aloud=aloud, language=code)


def height(shown: Sequence[Readings], look: Look) -> int:
    """How high the instruments of so many halves are."""
    return _apart(look) * len(shown)


def dials(story: Story, shown: Sequence[Readings], look: Look, body: pygame.Rect) -> list[Widget]:
    """Each half's instruments, at the foot of a page's body."""
    placed: list[Widget] = []
    area = pygame.Rect(body.x, 0, min(body.width, look.px(theme.DIALS_WIDEST)), layout.foot_height(look))
    for at, readings in enumerate(shown):
        area.y = body.bottom - height(shown, look) + at * _apart(look)
        placed += dial.row(_dials(story, readings), look, area) or [in_words(story, readings).placed(area.copy())]
    return placed


def _apart(look: Look) -> int:
    return layout.foot_height(look) + look.px(theme.UNIT * 4)


def _dials(story: Story, readings: Readings) -> list[Dial]:
    return [
        Dial(
            key=f"meter-{readings.half}-{gauge.meter}",
            name=gauge.called,
            value=gauge.value,
            word=gauge.word,
            has_word=True,
            low=story.meters[gauge.meter].low,
            high=story.meters[gauge.meter].high,
            case=story.meters[gauge.meter].dial,
        )
        for gauge in readings.gauges
    ]
