"""The foot of a scene's page: the instruments as dials, or in one line of words."""

from __future__ import annotations

import pygame

from game.language import apart, tr
from game.play import page as paging
from game.play.events import Moved
from game.window import theme
from game.window.motion import settle
from game.window.screens.moment import Moment
from game.window.theme import Look
from game.window.typesetting import plain
from game.window.widgets import dial
from game.window.widgets.dial import Dial
from game.window.widgets.widget import Widget
from game.window.widgets.words import Words


def foot(moment: Moment, look: Look, area: pygame.Rect) -> list[Widget]:
    """The instruments in their place."""
    placed = row(moment, look, area)
    if placed is not None:
        return list(placed)
    words = meters(moment)
    top = area.bottom - words.height(look, area.width)
    return [words.placed(pygame.Rect(area.x, top, area.width, area.bottom - top))]


def meters(moment: Moment) -> Words:
    """The readings in one line of words and numerals."""
    read = dials(moment)
    line = " · ".join(f"{each.name} {each.value}" for each in read)
    aloud = apart(tr("{what}: {value}", what=each.name, value=each.told) for each in read)
    return Words(
        key="meters", runs=plain(line), use="label", role="status", aloud=aloud, language=moment.story.told_in()
    )


def row(moment: Moment, look: Look, area: pygame.Rect) -> list[Dial] | None:
    """The instruments as dials, where they are wished for and there is room for them."""
    is_told = moment.settings.instruments == "words" or look.growth >= theme.WORDS_FROM
    return None if is_told else dial.row(dials(moment), look, area)


def dials(moment: Moment) -> list[Dial]:
    """The instruments as the half that is awake on this page reads them."""
    after = {move.meter: move for move in moment.at.aftermath.moves} if moment.at.aftermath else {}
    gauges = paging.gauges(moment.story, moment.at.playthrough.state)
    return [_dial(moment, gauge, after.get(gauge.meter)) for gauge in gauges]


def _dial(moment: Moment, gauge: paging.Gauge, move: Moved | None) -> Dial:
    meter = moment.story.meters[gauge.meter]
    is_shown = moment.at.aftermath is None and moment.settings.has_effects
    was = moment.at.leaf.before.get(gauge.meter) if is_shown else None
    value, hand = gauge.value, None
    if move is not None:
        was, value = move.before, move.after
        if moment.sweep is not None:
            hand = move.before + (move.after - move.before) * settle(moment.sweep)
    word = meter.word(value)
    return Dial(
        key=f"meter-{meter.id}",
        name=meter.called,
        value=value,
        word=word,
        low=meter.low,
        high=meter.high,
        case=meter.dial,
        was=was,
        hand=hand,
    )
