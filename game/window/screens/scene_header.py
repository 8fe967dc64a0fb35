"""The head of a scene's page: the day and the half, the hour, and the way to the menu."""

from __future__ import annotations

import pygame

from game.language import tr
from game.play import page as paging
from game.window import theme, typesetting
from game.window.layout import Spread
from game.window.screens.moment import MENU, Moment
from game.window.theme import Look
from game.window.typesetting import plain
from game.window.widgets.button import Button
from game.window.widgets.rule import Rule
from game.window.widgets.widget import Widget
from game.window.widgets.words import Words


def header(moment: Moment, look: Look, spread: Spread) -> list[Widget]:
    """The line that says where in the week this is, and what hour."""
    state, story = moment.at.playthrough.state, moment.story
    area = spread.header.copy()
    area.height -= look.px(theme.RULE)
    words, time, way = area.copy(), area.copy(), menu(moment, look, spread.header)
    wide = _time_width(moment, look, area.width)
    if wide:
        words.width, time.x, time.width = area.width - wide - look.px(theme.UNIT * 2), area.right - wide, wide
    if way:
        words.width = way[0].bounds.x - area.x
    said = Words(key="header", runs=plain(paging.heading(story, state)), use="header", role="heading")
    words.height = said.height(look, words.width)
    rule = Rule(key="rule").placed(pygame.Rect(area.x, spread.header.bottom, area.width, look.px(theme.RULE)))
    widgets: list[Widget] = [said.placed(words), rule]
    if wide:
        hour = plain(story.scenes[state.scene].time or "")
        told = Words(key="time", runs=hour, use="time", align="right")
        time.height = told.height(look, wide)
        widgets.insert(1, told.placed(time))
    return widgets


def _time_width(moment: Moment, look: Look, width: int) -> int:
    hour = plain(moment.story.scenes[moment.at.playthrough.state.scene].time or "")
    return typesetting.set_lines(hour, look.style("time"), width).width


def menu(moment: Moment, look: Look, area: pygame.Rect) -> list[Widget]:
    """The way to the menu for a mouse, on the line of the hour and before it, where the header has room for it."""
    way = Button(key=MENU, label=tr("Menu"), use="label", align="right", on_press=moment.open_menu, stays_quiet=True)
    gap, style = look.px(theme.UNIT * 4), look.style("header")
    said = typesetting.set_lines(
        plain(paging.heading(moment.story, moment.at.playthrough.state)), style, area.width
    ).width
    time = _time_width(moment, look, area.width)
    width = look.px(theme.TURNER * look.growth)
    right = area.right - (time + gap if time else 0)
    if right - width < area.x + said + gap:
        return []
    height = way.height(look, width)
    baseline = area.y + typesetting.ascent(look.style("time"))
    top = baseline - typesetting.ascent(look.style("label")) - (height - look.style("label").leading) // 2
    return [way.placed(pygame.Rect(right - width, max(0, top), width, height))]
