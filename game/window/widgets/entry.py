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

    @property
    def takes_focus(self) -> bool:
        return True

    def height(self, look: Look, width: int) -> int:
        return look.style("hint").leading + max(
            look.px(theme.TARGET), look.style(self.use).leading + look.px(theme.UNIT)
        )

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        hint, style = look.style("hint"), look.style(self.use)
        x, y = self.bounds.topleft
        label = typesetting.set_lines(typesetting.plain(self.label), hint, self.bounds.width)
        typesetting.draw(canvas, label, (x, y), look.ink)
        baseline = y + hint.leading + typesetting.ascent(style)
        drawn = typesetting.surface(self.text or " ", style.cut, style.size, look.ink)
        canvas.blit(drawn, (x, baseline - typesetting.ascent(style)))
        end = x + (typesetting.advance(self.text, style.cut, style.size) if self.text else 0)
        rule = pygame.Rect(x, self.bounds.bottom - look.px(theme.RULE), self.bounds.width, look.px(theme.RULE))
        pygame.draw.rect(canvas, look.ink, rule)
        if is_focused:
            caret = pygame.Rect(end + look.px(3), baseline - style.size * 3 // 4, look.px(theme.UNDERLINE), style.size)
            pygame.draw.rect(canvas, look.ink, caret)
            marks.pointer(canvas, look, x - look.px(theme.POINTER_GAP), baseline - round(style.size * 0.27))

    def says(self) -> Said | None:
        return Said(self.key, "entry", self.label, self.text, is_operable=True, bounds=self.area)
