"""A line that letters are written on."""

from __future__ import annotations

import attrs
import pygame

from game.window import theme, typesetting
from game.window.theme import Look
from game.window.widgets import marks
from game.window.widgets.widget import Said, Widget


@attrs.frozen(kw_only=True, eq=False)
class Entry(Widget):
    """A text the player writes. It stands on a rule, with a caret after it while it has the focus."""

    label: str
    text: str
    use: str = "action"
    label_part: float = 0.0
    """How much of the width the label takes beside the line; nought for a label above it."""

    @property
    def takes_focus(self) -> bool:
        return True

    def height(self, look: Look, width: int) -> int:
        line = max(look.px(theme.TARGET), look.style(self.use).leading + look.px(theme.UNIT))
        return line if self._beside(look, width) else look.style("hint").leading + line

    def _beside(self, look: Look, width: int) -> int:
        """How far in the line begins where its label stands beside it; nought where there is no room for that."""
        hint, room = look.style("hint"), round(width * self.label_part)
        return room if typesetting.advance(self.label, hint.cut, hint.size) < room else 0

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        hint, style = look.style("hint"), look.style(self.use)
        left, y = self.bounds.topleft
        inset = self._beside(look, self.bounds.width)
        x = left + inset
        baseline = y + (0 if inset else hint.leading) + typesetting.ascent(style)
        label = typesetting.set_lines(typesetting.plain(self.label), hint, self.bounds.width)
        typesetting.draw(canvas, label, (left, baseline - typesetting.ascent(hint) if inset else y), look.ink)
        drawn = typesetting.surface(self.text or " ", style.cut, style.size, look.ink)
        canvas.blit(drawn, (x, baseline - typesetting.ascent(style)))
        end = x + (typesetting.advance(self.text, style.cut, style.size) if self.text else 0)
        rule = pygame.Rect(x, self.bounds.bottom - look.px(theme.RULE), self.bounds.width - inset, look.px(theme.RULE))
        pygame.draw.rect(canvas, look.ink, rule)
        if is_focused:
            caret = pygame.Rect(end + look.px(3), baseline - style.size * 3 // 4, look.px(theme.UNDERLINE), style.size)
            pygame.draw.rect(canvas, look.ink, caret)
            marks.pointer(canvas, look, left - look.px(theme.POINTER_GAP), baseline - round(style.size * 0.27))

    def says(self) -> Said | None:
        return Said(self.key, "entry", self.label, self.text, is_operable=True, bounds=self.area)
