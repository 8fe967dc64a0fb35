"""The voice of the window: what has been said of which page, and what the player wishes to hear."""

from __future__ import annotations

import os
import time
from collections.abc import Hashable
from typing import Protocol

import attrs

from game import language
from game.language import tr
from game.window.reader import Page
from game.window.settings import Settings
from game.window.voice import platforms
from game.window.voice.account import Phrase, account, meters
from game.window.voice.manner import SPEEDS, Manner
from game.window.voice.speaker import Speaker, Speech
from game.window.voice.transcript import Transcript

WHERE = "AMPERSAND_VOICE"
STDOUT = "stdout"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from game.window.work import Work


class Tongue(Protocol):
    """Something that says or writes what it is given."""

    trouble: str

    def say(self, said: tuple[tuple[str, Manner], ...], *, interrupts: bool) -> None:
        """Say something after what is being said, or at once."""

    def close(self) -> None:
        """Say nothing more."""


def is_written_down() -> bool:
    """Whether what would be said is to be written to standard output, and so is wanted from the start."""
    return os.environ.get(WHERE) == STDOUT


@attrs.frozen
class Place:
    """Where the player is: an arrival at a screen, and a page of its own that the screen has turned to."""

    arrival: int
    page: Hashable


def spoken() -> str:
    """The language that is spoken, for a program that speaks; whoever wrote for no language is read in English."""
    code = language.now().code
    return language.ENGLISH if code == language.PSEUDO else code


class Voice:
    """Says pages aloud while the player wishes it. Nothing here waits, and nothing raises."""

    def __init__(self) -> None:
        self.is_on = False
        self._tongue: Tongue | None = None
        self._tried: tuple[Speech, ...] = ()
        """What has been asked to speak, the last of them the one that does."""
        self._manner = Manner()
        self._page: Page | None = None
        self._place = Place(0, None)
        self._said: tuple[Phrase, ...] = ()
        """All since the player last did something."""
        self._is_repeated = False
        self._opening: tuple[Phrase, ...] = ()
        """What is said before the next page."""
        self._readings: dict[str, str] = {}
        self._trouble = ""
        self._names: tuple[str, ...] | None = None
        self._named = ""
        """The language whose voices those are."""
        self._until_s = 0.0
        """When what has been said so far will have been heard, at about."""

    def attend(self, settings: Settings) -> None:
        """Take up the player's wishes."""
        speed, volume = SPEEDS[settings.voice_speed], settings.volume_voice
        self._manner = Manner(speed, settings.voice, spoken(), volume)
        if settings.is_voiced and not self.is_on:
            self.is_on = True
            self._page, self._readings = None, {}
            self._opening = ((tr("Voice on"), ""),)
            self._open()
        elif self.is_on and not settings.is_voiced:
            self._speak(((tr("Voice off"), ""),), interrupts=True)
            self.is_on = False

    def _open(self) -> bool:
        """Begin with the next program that may speak; whether there is one."""
        if self._tongue is not None:
            return True
        if is_written_down():
            self._tongue = Transcript()
            return True
        speech = platforms.found(besides=self._tried)
        if speech is not None:
            self._tried = (*self._tried, speech)
            self._tongue = Speaker(speech.open())
        elif not self._tried:
            self._trouble = platforms.missing()
        else:  # none of them could: whoever turns the voice on again may have mended one
            self._tried = ()
        return speech is not None

    def hear(self, page: Page, place: Place, *, is_asked: bool) -> None:
        """Say what is new on a page.

        Args:
            page: The page as it is now.
            place: Where it lies.
            is_asked: Whether the player has just done something, so that what is being said is broken off.
        """
        if not self.is_on:
            return
        is_arrival = self._page is None or place.arrival != self._place.arrival
        before = None if is_arrival else self._page
        told = account(before, page, self._readings, is_turned=place.page != self._place.page)
        self._page, self._place, self._readings = page, place, dict(told.readings)
        if not told.lines:
            return
        lines, self._opening = (*self._opening, *told.lines), ()
        interrupts = is_arrival or (is_asked and not told.is_news_only)
        self._said = lines if interrupts else (*self._said, *lines)
        self._is_repeated = False
        self._speak(lines, interrupts=interrupts)

    def say_again(self) -> bool:
        """Say once more what was said last, and asked again the whole page; whether the voice is on."""
        if self._is_repeated and self._page is not None:
            self._said = account(None, self._page, {}, is_turned=False).lines
        self._is_repeated = True
        self._speak(self._said, interrupts=True)
        return self.is_on

    def say_meters(self) -> bool:
        """Say every reading on the page; whether the voice is on."""
        if self._page is not None:
            self._speak(meters(self._page), interrupts=True)
        return self.is_on

    @property
    def is_speaking(self) -> bool:
        """Whether something is probably still being said: no program tells, so it goes by the words and the speed.
        What moves by itself waits for it, for those who asked for something that does.
        """
        return self.is_on and time.monotonic() < self._until_s

    def names(self, work: Work) -> tuple[str, ...]:
        """The voices there are to choose from, asked for on the first call and there once `work` has brought them."""
        if self._names is None or self._named != spoken():
            self._names, self._named = (), spoken()
            speech, code = platforms.found(), self._named
            if speech is not None:
                work.begin(lambda: speech.voices(code), self._name, lambda _: None)
        return self._names

    def _name(self, voices: tuple[str, ...]) -> None:
        self._names = voices if len(voices) > 1 else ()

    def news(self) -> str:
        """Why nothing is heard, told once; empty while all is well, or another program takes over."""
        if self._tongue is not None and self._tongue.trouble:
            self._trouble = self._tongue.trouble
            self._tongue.close()
            self._tongue = None
            if self._open():
                self._trouble = ""
                self._speak(self._said, interrupts=True)
        told, self._trouble = self._trouble, ""
        return told

    def close(self) -> None:
        """Fall silent for good."""
        if self._tongue is not None:
            self._tongue.close()

    def _speak(self, phrases: tuple[Phrase, ...], *, interrupts: bool) -> None:
        if self.is_on and self._tongue is not None:
            self._tongue.say(tuple((words, self._manner_in(code)) for words, code in phrases), interrupts=interrupts)
            words = sum(len(words.split()) for words, _ in phrases)
            begins = time.monotonic() if interrupts else max(time.monotonic(), self._until_s)
            self._until_s = begins + words * 60 / self._manner.speed.words_per_minute

    def _manner_in(self, code: str) -> Manner:
        """How words of a language are said: the voice that was chosen speaks one, and others have the platform's."""
        return attrs.evolve(self._manner, language=code, is_foreign=True, voice="") if code else self._manner
