"""What may be typed in a room without phones besides numbers, in the language that is spoken and in English."""

from __future__ import annotations

from typing import Final

from game.language import later, later_as, tr
from game.story.nearest import nearest

WORDS: Final = {
    "close": later("count the hands; then `reveal` shows how they divide"),
    "reveal": later("show how the hands divide"),
    "go": later("turn the page"),
    "reopen": later("vote once more on this page; the first count is kept"),
    "pause": later("take no hands for a while; `resume` takes them again"),
    "resume": later("take hands again"),
    "choose": later("after a second tie: `choose 2` decides for the second choice"),
    "override": later("decide whatever was voted, and say so aloud: `override 2`"),
    "back": later("go back on the last decision"),
    "again": later("read this page once more"),
    "talk": later("read what there is to talk about here"),
    "time": later("read how you stand by the clock"),
    "leave": later("leave out a scene that `time` has named, to catch up: `leave 1`"),
    "splits": later("read how the room has divided so far"),
    "end": later("end the hour here; the table of splits is written"),
    "quit": later("leave; `--resume` goes on from here"),
    "help": later("read this"),
}
"""What each does."""
TYPED: Final = {
    "close": later_as("typed", "close"),
    "reveal": later_as("typed", "reveal"),
    "go": later_as("typed", "go"),
    "reopen": later_as("typed", "reopen"),
    "pause": later_as("typed", "pause"),
    "resume": later_as("typed", "resume"),
    "choose": later_as("typed", "choose"),
    "override": later_as("typed", "override"),
    "back": later_as("typed", "back"),
    "again": later_as("typed", "again"),
    "talk": later_as("typed", "talk"),
    "time": later_as("typed", "time"),
    "leave": later_as("typed", "leave"),
    "splits": later_as("typed", "splits"),
    "end": later_as("typed", "end"),
    "quit": later_as("typed", "quit"),
    "help": later_as("typed", "help"),
}
"""The same words, as the language that is spoken has them."""


def meant(typed: str) -> str | None:
    """Which of the words is meant, by its English name; none where it is none."""
    typed = typed.lower()
    spoken = {tr(word).lower(): english for english, word in TYPED.items()}
    return spoken.get(typed) or (typed if typed in TYPED else None)


def not_a_word(typed: str) -> str:
    """What there is to say of something that is none of the words."""
    guess = nearest(typed.lower(), tuple(tr(word) for word in TYPED.values()))
    then = tr("Did you mean `{word}`?", word=guess) if guess else tr("`help` lists the words.")
    return tr("There is no word `{word}`. {then}", word=typed[:40], then=then)


def listed() -> str:
    """All of them, a line each."""
    return "\n".join(tr("`{word}`: {does}.", word=tr(TYPED[word]), does=tr(does)) for word, does in WORDS.items())


def is_number(typed: str) -> bool:
    """Whether something that was typed is a number of hands, or of a choice."""
    return typed.isascii() and typed.isdecimal() and len(typed) <= 6
