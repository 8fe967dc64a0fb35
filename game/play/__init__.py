"""One playthrough, as values."""

from game.play.moves import NoSuchChapter, NotOffered, choose, offered, opening, start
from game.play.state import State

__all__ = ["NoSuchChapter", "NotOffered", "State", "choose", "offered", "opening", "start"]
