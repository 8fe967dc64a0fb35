"""The game in its window: the stack of screens, and the loop. It sleeps until something changes, and draws only then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import attrs
import pygame

from game import language, wanted
from game.language import tr
from game.window import bindings, layout, placing, theme, typesetting
from game.window import settings as wishes
from game.window.aloud import Aloud
from game.window.bindings import Bindings
from game.window.display import Display
from game.window.events import Events
from game.window.hands import Hands
from game.window.keymap import Action
from game.window.opening import MUST_LISTEN_FIRST, NoDisplay, first_window, opened
from game.window.screens.screen import Passage, Screen
from game.window.settings import Settings
from game.window.shelf import Shelf
from game.window.sound.sound import Sound
from game.window.theme import Look

TYPE_CHECKING = False
if TYPE_CHECKING:
    from game.window.pictures import Pictures
    from game.window.work import Work

__all__ = ["App", "NoDisplay", "run"]


def run(
    story: Path | None, chapter: str | None, first: Callable[[App], Screen] | None = None, *, screen: int | None = None
) -> int:
    """Play a story in a window until it is closed; the shipped one when none is named.

    Args:
        story: The story's folder.
        chapter: A day to begin with, at once; the title page otherwise.
        first: Makes the page to begin with instead of the title, for a window that somebody else turns the pages of.
        screen: Which screen the window fills, from 0; without it, it opens as it was left.

    Raises:
        NoDisplay: There is no display to open a window on.
    """
    from game.window.screens.title import Title

    kept = wishes.load()
    language.speak(wanted.language(kept.language))
    app = App(first_window(kept, screen), kept, story, screen)
    if MUST_LISTEN_FIRST:
        app.aloud.open_reader()
        app.display.window = opened(full_screen=app.settings.is_full_screen, screen=screen)
    title = Title(app, app.shelf, chapter)
    if first is not None:
        app.begin_with(first(app), "cut")
    elif kept.is_asked:
        app.begin_with(title, "cut")
    else:
        from game.window.screens.first_start import FirstStart

        app.begin_with(FirstStart(app, lambda: app.begin_with(title)), "cut")
    app.draw()
    app.settle_in()
    try:
        app.live()
    finally:
        app.shut()
    return 0


class App:
    """The desk that screens lie on: what they ask of the window is `screens.screen.Desk`."""

    pictures: Pictures
    work: Work

    def __init__(
        self, window: pygame.Surface, kept: Settings, story: Path | None = None, screen: int | None = None
    ) -> None:
        self.settings = attrs.evolve(kept, is_full_screen=bool(window.get_flags() & pygame.FULLSCREEN))
        self._screen = screen
        """Which screen it was told to be on; it is then kept of nobody's wishes that it fills it, nor where it is."""
        self._was_full_screen = kept.is_full_screen
        self.hands = Hands()
        self.shelf = Shelf(self, story)
        """The story that is played here, and its saves."""
        self.sound = Sound(kept, self.shelf.folder)
        self.display = Display(self, window)
        self.events = Events(self)
        self.aloud = Aloud(self)
        self.screens: list[Screen] = []
        self.arrivals = 0
        """How often another page has come to lie on top."""
        self.now_ms = 0
        self.notice = ""
        self._notice_until = 0
        self._has_ahead = False
        """Whether something may be left to make ready for the next page."""
        self._is_leaving = False

    # ---- what screens ask for

    @property
    def window(self) -> pygame.Surface:
        return self.display.window

    @property
    def top(self) -> Screen:
        return self.screens[-1]

    def open(self, screen: Screen, passage: Passage = "cut") -> None:
        self.pass_by(passage)
        self.screens.append(screen)
        self.sound.effect("page")
        self._arrive()
        self.redraw()

    def close(self) -> None:
        if len(self.screens) == 1:
            return
        self.screens.pop()
        self.sound.effect("page")
        self._arrive()
        self.redraw()

    def begin_with(self, screen: Screen, passage: Passage = "fade") -> None:
        self.pass_by(passage)
        self.screens = [screen]
        self._arrive()
        self.redraw()

    def _arrive(self) -> None:
        if self.display.redraws:
            self.events.guard()
        self.hands.pads.rest()
        self.arrivals += 1
        self.top.arrive()

    def leave(self) -> None:
        self._is_leaving = True

    def open_menu(self) -> None:
        """Do what the key for the menu does."""
        self.top.act(Action.MENU)

    @property
    def is_read_aloud(self) -> bool:
        return self.aloud.is_read

    @property
    def is_speaking(self) -> bool:
        return self.aloud.is_speaking

    @property
    def voices(self) -> tuple[str, ...]:
        return self.aloud.voices

    @property
    def aside(self) -> float | None:
        return self.events.aside

    @property
    def shown_ms(self) -> int:
        return self.display.shown_ms

    def pass_by(self, passage: Passage) -> None:
        self.display.pass_by(passage)

    def redraw(self) -> None:
        self.display.is_stale = True

    def tell(self, notice: str) -> None:
        self.notice = notice
        self._notice_until = self.now_ms + theme.NOTICE_MS + theme.NOTICE_CHARACTER_MS * len(notice)
        self.redraw()

    @property
    def look(self) -> Look:
        width, height = self.window.get_size()
        palette = theme.THEMES[self.settings.palette]
        look = Look(palette, width, height, self.settings.text_percent, self.settings.face, self.top.ink)
        lines, letters = self.settings.line_spacing, self.settings.letter_spacing
        return self.top.dress(layout.fitted(attrs.evolve(look, line_spacing=lines, letter_spacing=letters)))

    # ---- wishes

    def change(self, settings: Settings) -> None:
        is_switched = settings.is_full_screen != self.settings.is_full_screen
        is_in_other_words = settings.language != self.settings.language
        if is_in_other_words:
            settings = attrs.evolve(settings, voice="")  # which spoke the other language
        self.settings = settings
        self.sound.change(settings)
        if is_in_other_words:
            language.speak(settings.language or wanted.language())
            self.shelf.retell(self._retell)
        window = self.window
        if is_switched:
            if settings.is_full_screen:
                placing.keep(window)
            window = opened(full_screen=settings.is_full_screen, screen=self._screen)
        self.aloud.attend(settings)
        self.resize(window)
        if self._screen is not None:
            settings = attrs.evolve(settings, is_full_screen=self._was_full_screen)
        self.work.begin(lambda: wishes.keep(settings), lambda _: None, self._not_kept)

    def rebind(self, given: Bindings) -> None:
        self.hands.bindings = given
        self.work.begin(lambda: bindings.keep(given), lambda _: None, self._not_kept)
        self.redraw()

    def resize(self, window: pygame.Surface) -> None:
        """Go on in a window of another size, or looking otherwise."""
        typesetting.forget()
        self.display.resize(window)
        self.aloud.place()

    def _retell(self) -> None:
        """Another language is spoken, and the story is told in it: what lies open is told again."""
        for screen in self.screens:
            screen.retell()
        self.redraw()

    def _not_kept(self, error: Exception) -> None:
        self.tell(tr("The settings could not be kept: {error}", error=error))

    # ---- life

    def settle_in(self) -> None:
        """What waits until the first page is seen: the press, the worker, the screen reader's tree."""
        from game.window import allotting
        from game.window.pictures import Pictures
        from game.window.work import Work

        allotting.settle()
        self.work = Work()
        self.pictures = Pictures()
        self.pictures.open()
        self.aloud.open_reader()
        if self.aloud.open_voice(self.settings):
            self.settings = attrs.evolve(self.settings, is_voiced=True)
            self.aloud.attend(self.settings)
        pygame.key.set_repeat(400, 60)
        self.hands.pads.open()
        self.sound.open()
        if self.sound.trouble:
            self.tell(self.sound.trouble)
        self.top.arrive()
        self.pictures.paper(self.look)
        self.display.make_room()
        self.redraw()

    def live(self) -> None:
        """Take what comes until the player leaves. Events are polled: `pygame.event.wait` wakes far more often."""
        while not self._is_leaving:
            self.turn()
            pygame.time.wait(theme.FRAME_MS if self._is_moving() else theme.POLL_MS)

    def turn(self) -> None:
        """Take what has come, let time pass, and draw if anything changed."""
        self.now_ms = pygame.time.get_ticks()
        for event in pygame.event.get():
            self.events.take(event)
        self.events.is_asked |= self.aloud.answer()
        has_arrived = self._pass_time()
        if self.display.is_stale:
            self.draw()
        elif has_arrived:
            pass  # what moves on the page waits for the next turn
        elif moved := self.top.moved(self.look):
            self.display.draw_moved(moved)
        elif self.display.giving is not None:
            self.display.give_way()
        elif not self.events.is_asked and (self._has_ahead or self.pictures.is_printing):
            self._has_ahead = self.top.look_ahead(self.look) or self.pictures.look_ahead()
        self.aloud.acknowledge()
        self.events.is_asked = False

    def draw(self) -> None:
        """Draw the page as it is now, and say it."""
        self.display.draw()
        self.aloud.say(is_asked=self.events.is_asked)
        self._has_ahead = True

    def shut(self) -> None:
        """Let go of everything, once what is being written is written."""
        self.work.finish()
        if not self.settings.is_full_screen:
            placing.keep(self.window)
        self.aloud.close()
        self.shelf.close()
        self.pictures.close()
        self.sound.close()
        pygame.quit()

    def _is_moving(self) -> bool:
        is_moving = self.display.giving is not None or self.top.is_moving(self.now_ms)
        return is_moving or self._has_ahead or self.pictures.is_printing

    def _pass_time(self) -> bool:
        """Let what goes on by itself go on; whether a page has just been shown whole."""
        has_arrived = False
        if self.work.deliver():
            self.redraw()
        if self.pictures.poll():
            self._take_picture()
        if self.display.giving is not None and self.display.giving.movement.is_over(self.now_ms):
            has_arrived = self.display.arrive()
            if has_arrived:
                self.aloud.say(is_asked=self.events.is_asked)
        if self.notice and self.now_ms >= self._notice_until:
            self.notice = ""
            self.redraw()
        for below in self.screens[:-1]:
            below.overheard(self.now_ms)
        if self.top.tick(self.now_ms):
            self.redraw()
        self.sound.duck(self.is_speaking)
        if self.sound.pass_time(self.now_ms):
            self.redraw()
        self.events.point_again()
        self.events.scan_on()
        if silence := self.aloud.news:
            self.tell(silence)
        return has_arrived

    def _take_picture(self) -> None:
        """Something has come from the press: let it appear gently."""
        if self.display.giving is None:
            self.pass_by("picture")
        self.display.forget()  # what draws a picture may not say that it has come
