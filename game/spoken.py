"""The language that a way in speaks from its start: asked for, wished for earlier in whichever way in, or the system's."""

from __future__ import annotations

from typing import Final

from game import language, wished

FIELD: Final = "language"


def begin() -> None:
    """Speak it."""
    language.speak(language.wanted(kept()))


def kept() -> str:
    """The language that was wished for; empty where none was."""
    code = wished.read().get(FIELD)
    return code if isinstance(code, str) else ""


def wish(code: str) -> None:
    """Speak a language from now on, and the next time. Raises OSError when the disk refuses to keep it."""
    language.speak(code)
    wished.keep(FIELD, code)
