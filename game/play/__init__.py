"""One playthrough, as values."""

from game.play.moves import SKIP, CannotSkip, NoSuchChapter, NotOffered, can_skip, choose, offered, opening, skip, start
from game.play.state import State

__all__ = [
    "SKIP",
    "CannotSkip",
    "NoSuchChapter",
    "NotOffered",
    "State",
    "can_skip",
    "choose",
    "offered",
    "opening",
    "skip",
    "start",
]
