"""The language that a way in speaks from its start: asked for, wished for earlier in whichever way in, or the system's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from game import language, wanted, wished

if TYPE_CHECKING:
    from game.story.model import Story

FIELD: Final = "language"


def begin(*, asks_the_system: bool = True) -> None:
    """Speak it. What is read by a program asks the system nothing, since the same words should come everywhere."""
    wished_for = kept() or ("" if asks_the_system else language.ENGLISH)
    language.speak(wanted.language(wished_for))


def story(path: str | Path) -> Story:
    """The story at a path, in the language that is spoken.

    Raises:
        StoryProblems: something keeps it from being told.
        NoStory: there is nothing there to read.
    """
    from game.story import read_story

    read, code = read_story(path), language.now().code
    if code == read.written_in == language.ENGLISH:
        return read
    from game.story.translation import translated

    return translated(read, code)


def kept() -> str:
    """The language that was wished for; empty where none was."""
    code = wished.read().get(FIELD)
    return code if isinstance(code, str) else ""


def wish(code: str) -> None:
    """Speak a language from now on, and the next time. Raises OSError when the disk refuses to keep it."""
    language.speak(code)
    wished.keep(FIELD, code)
