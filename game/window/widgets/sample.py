"""A paragraph on a slip of the player's own paper: how pages will look, on a page that looks otherwise."""

from __future__ import annotations

import attrs
import pygame

from game.window import layout, theme, typesetting
from game.window.settings import Settings
from game.window.theme import Look
from game.window.typesetting import Block, Runs
from game.window.widgets.widget import Said, Widget


@attrs.frozen(kw_only=True, eq=False)
class Sample(Widget):
    """Words set as the settings have it."""

    runs: Runs
    settings: Settings

    def _own(self, look: Look) -> Look:
        wishes = self.settings
        return layout.fitted(
            attrs.evolve(
                look,
                theme=theme.THEMES[wishes.palette],
                percent=wishes.text_percent,
                face=wishes.face,
                line_spacing=wishes.line_spacing,
                letter_spacing=wishes.letter_spacing,
            )
        )

    def _block(self, look: Look, width: int) -> Block:
        return typesetting.set_lines(self.runs, self._own(look).style("reading"), width - 2 * self._inset(look))

    def _inset(self, look: Look) -> int:
        return look.px(theme.UNIT * 4)

    def height(self, look: Look, width: int) -> int:
        return self._block(look, width).height + 2 * self._inset(look)

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        own, inset = self._own(look), self._inset(look)
        pygame.draw.rect(canvas, own.paper, self.bounds)
        pygame.draw.rect(canvas, look.ink, self.bounds, look.px(theme.RULE))
        at = (self.bounds.x + inset, self.bounds.y + inset)
        typesetting.draw(canvas, self._block(look, self.bounds.width), at, own.ink)

    def says(self) -> Said | None:
        return Said(self.key, "paragraph", "".join(text for text, _ in self.runs), bounds=self.area)
