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

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        drawn = marks.stitches if self.kind == "sewn" else marks.perforation
        drawn(canvas, look, self.bounds)
