"""The four questions every widget answers, and the answer to the last of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, Self

import attrs
import pygame

from game.window.keymap import Action
from game.window.theme import Look

Role = Literal[
    "heading", "paragraph", "text", "button", "choice", "slider", "switch", "entry", "meter", "image", "status"
]
NOWHERE = pygame.Rect(0, 0, 0, 0)


def nothing() -> None:
    """What happens when something that does nothing is pressed."""


Piece = tuple[str, str]
"""Words, and the code of the language that they are in; empty for the one that is spoken, or where it is not known yet."""


@attrs.frozen
class Said:
    """What a widget says of itself to whoever does not see it."""

    key: str
    role: Role
    name: str
    value: str = ""
    range: tuple[float, float, float] | None = None
    """The value, the least and the most, where it is a number."""
    is_operable: bool = False
    """Whether it can be pressed, or for a slider moved."""
    is_live: bool = False
    """Whether it should be spoken when it appears."""
    is_sound: bool = False
    """Whether it writes down what can be heard: nobody who is spoken to needs to be told that too."""
    bounds: tuple[int, int, int, int] = (0, 0, 0, 0)
    """Left, top, width, height in the window's real pixels."""
    language: str = ""
    """The code of the language that its name is in, where that is another than the one that is spoken."""
    pieces: tuple[Piece, ...] = ()
    """Its name and its value, each with its language, where those are not one."""


@attrs.frozen(kw_only=True, eq=False)
class Widget:
    """Something on a page. `key` is its name within its screen, by which focus finds it again."""

    key: str
    bounds: pygame.Rect = NOWHERE
    """Where it lies, in real pixels; known once it has been placed."""
    language: str = ""
    """The code of the language of its words, where a story says them and they are no short line of it."""

    @property
    def takes_focus(self) -> bool:
        return False

    @property
    def is_quiet(self) -> bool:
        """Whether the focus passes it by, unless tab brings it there."""
        return False

    @property
    def is_heading(self) -> bool:
        """Whether it stands over what follows it."""
        return False

    @property
    def leads(self) -> bool:
        """Whether it may not be the last thing on a page that has another after it."""
        return self.is_heading

    def height(self, look: Look, width: int) -> int:
        """How high it is when it is that wide."""
        return self.bounds.height

    def divided(self, look: Look, width: int, height: int) -> Sequence[Widget]:
        """Itself in pieces no higher than that, where it can be taken apart."""
        return (self,)

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        """Draw it within its bounds."""

    def operate(self, action: Action) -> bool:
        """Do what the action asks of it; whether it did."""
        return False

    def says(self) -> Said | None:
        """What it is, in words; none for what is only ornament."""
        return None

    def pieces(self, said: Said) -> tuple[Piece, ...]:
        """What it says of itself, piece by piece."""
        return ((said.name, self.language), (said.value, self.language))

    def placed(self, bounds: pygame.Rect) -> Self:
        """The same widget, lying there."""
        return attrs.evolve(self, bounds=bounds)

    @property
    def area(self) -> tuple[int, int, int, int]:
        return (self.bounds.x, self.bounds.y, self.bounds.width, self.bounds.height)


@attrs.frozen(kw_only=True, eq=False)
class Pressable(Widget):
    """A widget that can be pressed."""

    on_press: Callable[[], None] = nothing

    @property
    def takes_focus(self) -> bool:
        return True

    def operate(self, action: Action) -> bool:
        if action is not Action.PRESS:
            return False
        self.on_press()
        return True
