"""What may be typed: a number, or one of these words, in English and in the language that is spoken."""

from __future__ import annotations

from game import going_back
from game.language import later, later_as, tr

WORDS = {
    "back": later("go back a choice; `back 3` goes back three"),
    "stick": later("say how far `back` goes: `stick free`, `stick day` (until the day is over) or `stick never`"),
    "forward": later("go forward again, after going back"),
    "again": later("read this page once more"),
    "history": later("read everything so far"),
    "journal": later("read your choices, and what each moved"),
    "meters": later("read the meters"),
    "skip": later("leave out what begins here; the next begins with everything as it stands"),
    "name": later(
        "say who you are; `name Sam Reed, she` with the pronouns they, she or he, or with five of your own and what "
        "they take: `name Sam Reed, ze/zir/zir/zirs/zirself, is`"
    ),
    "save": later("save; `save 3` saves in slot 3, of 12"),
    "load": later("load what `save` saved; `load 3` loads slot 3"),
    "saves": later("list what is saved"),
    "quit": later("leave; your place is kept"),
    "language": later("say which language is spoken; `language fr` for French"),
    "help": later("read this"),
}
"""What may be typed instead of a number, and what it does."""

TYPED = {
    "back": later_as("typed", "back"),
    "stick": later_as("typed", "stick"),
    "forward": later_as("typed", "forward"),
    "again": later_as("typed", "again"),
    "history": later_as("typed", "history"),
    "journal": later_as("typed", "journal"),
    "meters": later_as("typed", "meters"),
    "skip": later_as("typed", "skip"),
    "name": later_as("typed", "name"),
    "save": later_as("typed", "save"),
    "load": later_as("typed", "load"),
    "saves": later_as("typed", "saves"),
    "quit": later_as("typed", "quit"),
    "language": later_as("typed", "language"),
    "help": later_as("typed", "help"),
}
RULES = {
    going_back.FREE: later_as("typed", "free"),
    going_back.DAY: later_as("typed", "day"),
    going_back.NEVER: later_as("typed", "never"),
}
"""The same words, and those that may follow `stick`, as the language that is spoken has them. The English ones are understood too."""

_HUGE = 6
"""Digits of a number that is larger than any that counts something here."""


def in_english(typed: str, words: dict[str, str]) -> str:
    """The word that was typed, in whichever of the two languages."""
    return next((word for word, told in words.items() if tr(told).casefold() == typed), typed)


def is_huge(typed: str) -> bool:
    """Whether a number was typed that is larger than any that counts something here."""
    return typed.isdecimal() and len(typed) >= _HUGE


def number(typed: str) -> int:
    """The number that was typed; nought when it is none, or longer than any that could be meant."""
    return int(typed) if typed.isdecimal() and len(typed) < _HUGE else 0
