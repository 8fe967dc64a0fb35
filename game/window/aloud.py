"""What the page says: to screen readers through the accessibility tree, and aloud; and what a screen reader asks for."""

from __future__ import annotations

import pygame

from game.window.keymap import Action
from game.window.settings import Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from game.window.app import App
    from game.window.reader import Reader
    from game.window.voice.voice import Voice

ASKING = {"CLICK": Action.PRESS, "INCREMENT": Action.RIGHT, "DECREMENT": Action.LEFT}
"""What a screen reader asks for, and the action that does it."""


class Aloud:
    """Both that speak for the page, once they are there.

    Args:
        desk: Whose pages.
    """

    def __init__(self, desk: App) -> None:
        self._desk = desk
        self._reader: Reader | None = None
        self._voice: Voice | None = None

    # ---- as the game begins and ends

    def open_reader(self) -> None:
        """Begin to say what the pages say."""
        if self._reader is not None:
            return
        from game.window.reader import Reader

        self._reader = Reader()
        self._reader.open(pygame.display.get_wm_info().get("window"))
        self.place()

    def open_voice(self, settings: Settings) -> bool:
        """Have the game's own voice; whether it is to speak whatever the settings say."""
        from game.window.voice.voice import Voice, is_written_down

        self._voice = Voice()
        self._voice.attend(settings)
        return is_written_down()

    def close(self) -> None:
        """Be silent."""
        if self._voice is not None:
            self._voice.close()

    # ---- what is known of them

    @property
    def is_read(self) -> bool:
        """Whether a screen reader listens."""
        return self._reader is not None and self._reader.is_heard

    @property
    def is_speaking(self) -> bool:
        """Whether the game's own voice is saying something."""
        return self._voice is not None and self._voice.is_speaking

    @property
    def voices(self) -> tuple[str, ...]:
        """The voices that can be chosen between, once they are known."""
        return self._voice.names(self._desk.work) if self._voice is not None else ()

    @property
    def news(self) -> str:
        """Why nothing is said aloud, once."""
        return (self._voice.news() or "") if self._voice is not None else ""

    # ---- what they are told

    def attend(self, settings: Settings) -> None:
        """Speak as is wished now."""
        if self._voice is not None:
            self._voice.attend(settings)

    def have_focus(self, *, has_focus: bool) -> None:
        """The window has the keyboard, or has it no more."""
        if self._reader is not None:
            self._reader.attend(has_focus=has_focus)

    def place(self) -> None:
        """Say where the window lies."""
        if self._reader is not None:
            x, y = pygame.display.get_window_position()
            self._reader.place(x, y, *self._desk.window.get_size())

    def say(self, *, is_asked: bool) -> None:
        """Say the page as it is now; `is_asked` where somebody has just asked for something, and so heard enough."""
        if self._reader is None or self._voice is None:
            return
        from game.window import tongues
        from game.window.reader import Page
        from game.window.voice.voice import Place, spoken

        desk, shown = self._desk, self._desk.display
        in_its_language = tongues.of_page(desk.shelf, desk.top.told_in)
        said = tuple(in_its_language(widget, words) for widget in shown.widgets if (words := widget.says()) is not None)
        focus = desk.top.focus.key if any(words.key == desk.top.focus.key for words in said) else None
        page = Page(
            desk.top.name,
            said,
            focus,
            desk.window.get_size(),
            shown.redraws,
            desk.sound.playing,
            language=spoken(),
            strokes=desk.events.strokes,
            is_coming=shown.giving is not None or desk.top.is_waiting,
        )
        self._reader.say(page)
        self._voice.hear(page, Place(desk.arrivals, desk.top.page), is_asked=is_asked or desk.top.is_hurrying)

    def acknowledge(self) -> None:
        """Let whoever reads along know that a stroke was taken, though the page is as it was."""
        if self._reader is not None and not self._desk.display.is_stale:
            self._reader.acknowledge(self._desk.events.strokes)

    # ---- what is asked of them

    def answer(self) -> bool:
        """Do what a screen reader asks; whether it asked for anything on the page."""
        is_asked = False
        while self._reader is not None and (asked := self._reader.asked()) is not None:
            widget = next((each for each in self._desk.display.widgets if each.key == asked.key), None)
            if widget is None:
                continue
            is_asked = True
            self._desk.top.focus.give(widget.key)
            if (action := ASKING.get(asked.action)) is not None:
                widget.operate(action)
            self._desk.redraw()
        return is_asked

    def speak(self, action: Action) -> bool:
        """Say again what an action asks for; whether it asks for that."""
        if self._voice is None or action not in (Action.AGAIN, Action.METERS):
            return False
        return self._voice.say_again() if action is Action.AGAIN else self._voice.say_meters()
