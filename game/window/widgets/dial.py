"""An instrument: a meter as a clock's face, with its numeral and its name."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import attrs
import pygame

from game import disk
from game.language import tr
from game.window import theme, typesetting
from game.window.instruments import case_file, draw_dial
from game.window.theme import Look
from game.window.widgets.widget import Said, Widget


@attrs.frozen(kw_only=True, eq=False)
class Dial(Widget):
    """One meter's reading."""

    name: str
    value: int
    word: str
    """The story's word for the value."""
    low: int
    high: int
    case: str | None
    """The instrument's name."""
    has_word: bool = False
    """Whether the word stands beside the name."""
    was: int | None = None
    """The reading before, for a dashed hand."""
    hand: float | None = None
    """Where the hand is while it sweeps."""

    @property
    def _label(self) -> str:
        return f"{self.name}, {self.word}" if self.has_word and self.word else self.name

    @property
    def told(self) -> str:
        """The value and its word."""
        return f"{self.value}, {self.word}" if self.word else str(self.value)

    def height(self, look: Look, width: int) -> int:
        return max(look.px(theme.DIAL * 66 / 64), look.style("dial").leading + look.style("label").leading)

    def natural_width(self, look: Look) -> int:
        """How wide it is with its name beside it."""
        label = look.style("label")
        words = typesetting.font(label.cut, label.size).size(self._label)[0]
        return look.px(theme.DIAL + theme.DIAL_GAP) + words

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        shown = self.value if self.hand is None else self.hand
        face = draw_dial(_case(self.case), shown, self.low, self.high, self.was, look.ink, look.px(theme.DIAL))
        canvas.blit(face, self.bounds)
        x = self.bounds.x + look.px(theme.DIAL + theme.DIAL_GAP)
        numeral, label = look.style("dial"), look.style("label")
        y = self.bounds.y + (face.get_height() - numeral.leading - label.leading) // 2
        number = typesetting.surface(str(self.value), numeral.cut, numeral.size, look.ink)
        canvas.blit(number, (x, y))
        name = typesetting.surface(self._label, label.cut, label.size, look.ink)
        canvas.blit(name, (x, y + numeral.leading))

    def says(self) -> Said | None:
        value = self.told
        if self.was is not None and self.was != self.value:
            value = tr("{now}; it was {before}", now=value, before=self.was)
        return Said(self.key, "meter", self.name, value, range=(self.value, self.low, self.high), bounds=self.area)


@lru_cache(maxsize=32)
def _case(instrument: str | None) -> Path:
    """Where its case lies, looked up once a game: hands that sweep are drawn again every few milliseconds."""
    return case_file(disk.shared_folder("assets") / "instruments", instrument)


def row(dials: list[Dial], look: Look, area: pygame.Rect) -> list[Dial] | None:
    """The instruments side by side in their strip, or none when they do not fit it."""
    widths = [dial.natural_width(look) for dial in dials]
    apart = look.px(theme.DIALS_APART)
    gaps = len(dials) - 1
    room = area.width - sum(widths)
    if gaps and room < gaps * apart // 3:
        return None
    gap = min(apart * 3, room // gaps) if gaps else 0
    placed, x = [], area.x
    for dial, width in zip(dials, widths, strict=True):
        placed.append(dial.placed(pygame.Rect(x, area.y, width, dial.height(look, width))))
        x += width + gap
    return placed
