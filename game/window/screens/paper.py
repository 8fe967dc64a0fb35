"""Pages that are all paper: a heading, rows under it that page when they do not fit, and a way back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pygame

from game.language import titled, tr
from game.window import layout, paging, strokes, theme, typesetting
from game.window.keymap import Action
from game.window.screens.screen import Desk, Screen
from game.window.theme import Look
from game.window.typesetting import plain
from game.window.widgets.button import Button
from game.window.widgets.widget import Widget
from game.window.widgets.words import Words

Row = Widget
"""Something that stands across the page."""


class Paper(Screen):
    """A page of rows. Subclasses say the heading and the rows."""

    heading = ""
    back_label = titled("Back")
    longest: float | None = theme.LONGEST_LINE
    """The widest its rows are, in units; none for the whole page."""
    starts_at_end = False
    """Whether the last page is shown first, and is full."""
    turns_by_arrows = False
    """Whether an arrow past the last row of a page turns to the next."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._page: int | None = None
        self._pages = 1
        self._ends: tuple[str, str] | None = None
        """The first and the last row of the page that can be pressed."""
        self._lands: int | None = None
        """Which of the two the focus comes to, once the page that was turned to is laid out."""

    def rows(self) -> Sequence[Row]:
        """What stands on the page, in order, without a place."""
        raise NotImplementedError

    def gap(self, look: Look, row: Row) -> int:
        """The space above a row that follows another."""
        return look.px(theme.UNIT * 3)

    def act(self, action: Action) -> bool:
        if action is Action.MENU:
            self.go_back()
            return True
        step = {Action.BACK: -1, Action.FORWARD: 1, Action.ONWARD: 1}.get(action) or self._step_past(action)
        if step is None or self._page is None or not 0 <= self._page + step < self._pages:
            return False
        self._lands = (0 if step > 0 else 1) if action in (Action.UP, Action.DOWN) else None
        self.turn(self._page + step)
        return True

    def _step_past(self, action: Action) -> int | None:
        """Which way an arrow turns the page, where it goes past the page's end."""
        if not self.turns_by_arrows or self._ends is None:
            return None
        if action is Action.UP and self.focus.key == self._ends[0]:
            return -1
        return 1 if action is Action.DOWN and self.focus.key == self._ends[1] else None

    def turn(self, page: int) -> None:
        """Show another page of the rows."""
        self._page = page

    def go_back(self) -> None:
        """Take the page away."""
        self.desk.pass_by("fade")
        self.desk.close()

    def compose(self, look: Look) -> Sequence[Widget]:
        sheet = layout.sheet(look, longest=self.longest)
        pages = self._paged(look, sheet.body)
        self._pages = len(pages)
        if self._page is None:
            self._page = len(pages) - 1 if self.starts_at_end else 0
        self._page = min(self._page, len(pages) - 1)
        self._land([row.key for row in pages[self._page] if row.takes_focus and not row.is_quiet])
        heading = Words(key="heading", runs=plain(self.heading), use="heading", role="heading").placed(sheet.heading)
        return [heading, *pages[self._page], *self._compose_foot(look, sheet.foot)]

    def _land(self, keys: list[str]) -> None:
        """Take note of the rows that can be pressed, and go to one of them where an arrow has turned the page."""
        self._ends = (keys[0], keys[-1]) if keys else None
        if self._ends is not None and self._lands is not None:
            self.focus.give(self._ends[self._lands])
        self._lands = None

    def _paged(self, look: Look, body: pygame.Rect) -> list[list[Widget]]:
        paged = paging.from_the_end if self.starts_at_end else layout.paged
        return paged(self.rows(), look, body, lambda row: self.gap(look, row))

    def _compose_foot(self, look: Look, area: pygame.Rect) -> list[Widget]:
        note = self._way_back()
        back = Button(key="back", label=self.back_label, note=note, use="action", on_press=self.go_back)
        third = area.width // 3
        placed: list[Widget] = [back.placed(pygame.Rect(area.x, area.y, third, area.height))]
        if self._pages > 1 and self._page is not None:
            placed += self._compose_turning(look, area, self._page)
        return placed

    def _way_back(self) -> str:
        """The button that goes back, while a pad is used."""
        pad = self.desk.hands.pad
        names = [name for name in self.desk.hands.bindings.of(Action.LEAVE) if strokes.is_pads(name)]
        return strokes.words(names[0], pad) if pad and names else ""

    def _compose_turning(self, look: Look, area: pygame.Rect, page: int) -> list[Widget]:
        """Where among the pages this is, and the ways to the others, from the right."""
        ways = [("next", tr("Next"), page + 1), ("before", tr("Before"), page - 1)]
        turning: list[Widget] = []
        right = area.right
        for key, label, other in ways:
            width = max(look.px(theme.TURNER * look.growth), typesetting.line_width(label, look.style("action")))
            if 0 <= other < self._pages:
                button = Button(key=key, label=label, use="action", align="right", on_press=partial(self.turn, other))
                turning.append(button.placed(pygame.Rect(right - width, area.y, width, area.height)))
                right -= width + look.px(theme.POINTER_REACH)
        count = Words(
            key="page",
            runs=plain(tr("page {at} of {all}", at=page + 1, all=self._pages)),
            use="menu-note",
            align="right",
        )
        wide, height = look.px(theme.PAGE_COUNT * look.growth), count.height(look, area.width)
        if right - wide < area.x + area.width // 3:
            return turning
        return [*turning, count.placed(pygame.Rect(right - wide, area.centery - height // 2, wide, height))]
