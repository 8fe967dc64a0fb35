"""What a screen is to the window, and the window to a screen."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Literal, Protocol

from game.window.focus import Focus
from game.window.keymap import Action
from game.window.settings import Settings
from game.window.theme import Ink, Look
from game.window.widgets.widget import Widget

TYPE_CHECKING = False  # importing it from `typing` costs time before the first frame
if TYPE_CHECKING:
    from game.window.bindings import Bindings
    from game.window.hands import Hands
    from game.window.pictures import Pictures
    from game.window.shelf import Shelf
    from game.window.sound.heard import Heard
    from game.window.sound.sound import Sound
    from game.window.work import Work

Passage = Literal["cut", "fade", "picture", "turn", "tear"]
"""How one page gives way to the next: `turn` is the door between the halves, and `tear` ends a day that only one of them had."""


class Desk(Protocol):
    """What a screen may ask of the window it lies in."""

    settings: Settings
    shelf: Shelf
    work: Work
    pictures: Pictures
    sound: Sound
    now_ms: int
    hands: Hands
    notice: str
    """A line that stays a moment, such as *Saved*."""

    @property
    def look(self) -> Look:
        """How the page on top looks."""

    @property
    def is_read_aloud(self) -> bool:
        """Whether a screen reader listens."""

    @property
    def is_speaking(self) -> bool:
        """Whether the game's own voice is saying something."""

    @property
    def voices(self) -> tuple[str, ...]:
        """The voices that can be chosen between, once they are known; none where there is but one."""

    @property
    def aside(self) -> float | None:
        """Where the pointer is across the window, -1 at its left to 1; none while no mouse is used."""

    @property
    def shown_ms(self) -> int:
        """When the page on top is seen whole: now, or once the one before it has given way."""

    def open(self, screen: Screen, passage: Passage = "cut") -> None:
        """Lay a screen on top."""

    def close(self) -> None:
        """Take the top screen away."""

    def begin_with(self, screen: Screen, passage: Passage = "fade") -> None:
        """Clear the desk for one screen."""

    def leave(self) -> None:
        """End the game."""

    def change(self, settings: Settings) -> None:
        """Take up other wishes, and keep them."""

    def rebind(self, bindings: Bindings) -> None:
        """Take up other keys and buttons, and keep them."""

    def tell(self, notice: str) -> None:
        """Show a line for a moment."""

    def pass_by(self, passage: Passage) -> None:
        """Let the page as it is now give way to what is drawn next."""

    def redraw(self) -> None:
        """Say that something changed."""


class Screen:
    """One page, and what it does. `compose` is asked anew whenever something changed."""

    name = ""
    """What the page is called aloud."""
    ink: Ink = "both"
    takes_letters = False
    """Whether letters that are typed belong to something on the page."""
    keeps_arrows = True
    """Whether arrows, enter and escape stay what they are, whatever the player gave them to."""
    is_scene = False
    """Whether there is a menu over it, rather than a way out of it."""
    is_listening = False
    """Whether the next key or button belongs to the page, whatever it usually does."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.focus = Focus()

    def dress(self, look: Look) -> Look:
        """How the page is to look, where that is not as the player wishes pages to."""
        return look

    def compose(self, look: Look) -> Sequence[Widget]:
        """The page's widgets, placed, in the order they are read."""
        raise NotImplementedError

    @property
    def page(self) -> Hashable:
        """Which page of its own it is at, where two may say the same words and both are to be said aloud."""
        return None

    @property
    def preferred(self) -> str | None:
        """The key of the widget the focus begins at."""
        return None

    def act(self, action: Action) -> bool:
        """Do what no widget took; whether it did."""
        if action is Action.MENU:
            self.desk.close()
            return True
        return False

    def allows(self, action: Action, *, aimed_ms: int | None = None) -> bool:
        """Whether the widget with the focus may be operated at this moment; `aimed_ms` is when the mouse last moved,
        where the mouse asks.
        """
        return True

    @property
    def is_reading(self) -> bool:
        """Whether a press only reads on, so that a key may be held for it."""
        return False

    def number(self, number: int) -> bool:
        """A number was pressed; whether it meant something."""
        return False

    def heard(self) -> Heard | None:
        """What there is to hear on the page; none where it sounds like whatever it lies on."""
        return None

    def interrupt(self, action: Action | None) -> bool:
        """A key, a button or a click has come, asking for that or for nothing; whether it only stopped what went on by
        itself.
        """
        return False

    def let_go(self, action: Action | None) -> bool:
        """A key that asked for that was let go; whether it meant something."""
        return False

    def click(self) -> bool:
        """The page was clicked where nothing is."""
        return False

    def type(self, text: str) -> bool:
        """Letters were typed, or a backspace to take one back; whether they were wanted."""
        return False

    def hear(self, stroke: str) -> None:
        """A key or a button, by its name, that the page was listening for."""

    @property
    def line(self) -> str:
        """The words that are copied from the page; empty where it has none to give."""
        return ""

    @property
    def is_waiting(self) -> bool:
        """Whether what was asked for on it is done by itself, once something has been read."""
        return False

    @property
    def is_hurrying(self) -> bool:
        """Whether pages are passed over, so that each breaks off what was being said of the one before."""
        return False

    @property
    def is_revealing(self) -> bool:
        """Whether words are still appearing."""
        return False

    def tick(self, now_ms: int) -> bool:
        """Time has passed; whether the page must be drawn anew."""
        return False

    def overheard(self, now_ms: int) -> None:
        """Time has passed while other pages lie over this one."""

    def is_moving(self, now_ms: int) -> bool:
        """Whether something on the page is in motion, so that time should pass finely."""
        return False

    def moved(self, look: Look) -> Sequence[Widget]:
        """What has moved since the page was composed, where nothing else of it changed: each stands in for the widget
        of its key, and only where they lie is drawn anew.
        """
        return ()

    def look_ahead(self, look: Look) -> bool:
        """Make ready a little of what the next page may need, in some milliseconds: nothing else is done in this turn.
        Whether anything was.
        """
        return False

    @property
    def told_in(self) -> str:
        """The language that a story is told in here, where that is not the one that is spoken."""
        return ""

    def retell(self) -> None:
        """Another language is spoken: take up anew whatever words were kept."""

    def arrive(self) -> None:
        """The screen has come to lie on top."""
