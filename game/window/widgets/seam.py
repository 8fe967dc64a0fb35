"""The edge between picture and page, where it is drawn on the page: sewn, or to be torn."""

from __future__ import annotations

from typing import Literal

import attrs
import pygame

from game.window.theme import Look
from game.window.widgets import marks
from game.window.widgets.widget import Widget


@attrs.frozen(kw_only=True, eq=False)
class Seam(Widget):
    """Stitches or dashes down the middle of its bounds."""

    kind: Literal["sewn", "perforated"]
    part: float = 1.0
    """How much of it is sewn, from the top."""

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        if self.kind == "sewn":
            marks.stitches(canvas, look, self.bounds, part=self.part)
        else:
            marks.perforation(canvas, look, self.bounds)
