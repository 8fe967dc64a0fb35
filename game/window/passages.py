"""How one page gives way to the next: a fade, the door that turns between the halves, and the sheet torn at a day's end."""

from __future__ import annotations

from typing import Literal

import attrs
import pygame

from game.window import theme
from game.window.motion import Movement, ease
from game.window.theme import Ink, Look

Kind = Literal["fade", "turn", "tear"]
Pages = tuple[pygame.Surface, pygame.Surface]
"""The page as it was, and the one that is coming."""
SOLID = 255
"""The alpha of what nothing shows through."""


@attrs.frozen(eq=False)
class Giving:
    """A page that is giving way."""

    kind: Kind
    movement: Movement
    before: pygame.Surface
    """The page as it was."""
    seam: int | None = None
    """Where its picture ends and its words begin, or the other way round: the line along which it is torn."""

    def draw(self, window: pygame.Surface, after: pygame.Surface, look: Look, ink: Ink, now_ms: int) -> None:
        """The moment between the two pages.

        Args:
            window: where to.
            after: the page that is coming, drawn whole.
            look: how it looks.
            ink: its ink: the door sweeps towards the side on which its picture lies.
            now_ms: the moment.
        """
        part = self.movement.part(now_ms)
        if self.kind == "turn":
            _turn(window, (self.before, after), look, ink, ease(part))
        elif self.kind == "tear" and self.seam is not None:
            _tear(window, (self.before, after), look, self.seam, part)
        else:
            _fade(window, self.before, after, ease(part))


def _fade(window: pygame.Surface, before: pygame.Surface, after: pygame.Surface, part: float) -> None:
    window.blit(before, (0, 0))
    _lay_over(window, after, part)


def _lay_over(window: pygame.Surface, after: pygame.Surface, part: float) -> None:
    """The coming page over what is there, that strong. Solid it is laid as it is: SDL has no quick way with an alpha of 255."""
    strength = round(SOLID * part)
    after.set_alpha(strength if strength < SOLID else None)
    window.blit(after, (0, 0))


def _turn(window: pygame.Surface, pages: Pages, look: Look, ink: Ink, part: float) -> None:
    """The door: a fold sweeps the page, towards the side whose picture is coming."""
    before, after = pages
    width, height = window.get_size()
    is_leftwards = ink == "inner"
    edge = round(width * (1 - part if is_leftwards else part))
    new = pygame.Rect(edge, 0, width - edge, height) if is_leftwards else pygame.Rect(0, 0, edge, height)
    window.blit(before, (0, 0))
    window.blit(after, new, new)
    fold = pygame.Rect(0, 0, look.px(theme.FOLD), height)
    fold.centerx = edge
    window.fill(theme.mix(look.paper, look.ink, theme.FOLD_SHADE), fold)
    pygame.draw.line(window, look.theme.both, (edge, 0), (edge, height), look.px(theme.RULE * 2))


def _tear(window: pygame.Surface, pages: Pages, look: Look, seam: int, part: float) -> None:
    """The sheet comes apart along its perforation, hole by hole from the top; then the halves are gone."""
    before, after = pages
    torn, gone = min(1.0, part / theme.TEARING), max(0.0, (part - theme.TEARING) / (1 - theme.TEARING))
    width, height = window.get_size()
    pitch = look.px(theme.TEAR[1])
    open_to = min(height, round(height * torn) // pitch * pitch + (height % pitch if torn >= 1 else 0))
    window.blit(before, (0, 0))
    # Each hole that has gone lets the right half fall back by a little more, down to where it still holds.
    for top in range(0, open_to, pitch):
        apart = round(look.px(theme.TEAR_APART) * min(1.0, (open_to - top) / (pitch * theme.TEAR_SLACK)))
        row = pygame.Rect(seam, top, width - seam, min(pitch, open_to - top))
        window.blit(before, (seam + apart, top), row)
        window.fill(theme.mix(look.paper, look.theme.both, theme.FOLD_SHADE), (seam, top, apart, row.height))
    if gone:
        _lay_over(window, after, ease(gone))
