"""What the game says in a story's own words where it has any, and in plain ones where it has none.

Nothing of a story is imported here: the title page asks before one is read.
"""

from __future__ import annotations

from game.language import later, tr

TYPE_CHECKING = False  # importing it from `typing` costs time before the first frame
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

PLAIN: Final = {
    "begin": later("Begin"),
    "one": later("Play one chapter"),
    "each": later("A chapter stands by itself: it begins from a place of its own and keeps no score."),
    "met": later("You have met this chapter before."),
    "skip": later("Skip this chapter"),
    "skipped": later("You skipped this chapter."),
    "over": later("The chapter is over."),
    "alone": later("By yourself"),
    "team": later("With others"),
    "manager": later("If you lead"),
    "next": later("What would have to change, here, for nobody to need this hour? Who could change it?"),
    "contacts": later("a named person; somebody whose work it is to help; a crisis line that serves where you are"),
    "studies": later(
        "Studies of many people, read with care: what went with what, on average. None of them was about you."
    ),
}
"""By the keys of `wording:`."""
TRIERS: Final = ("alone", "team", "manager")
"""Who would try a small thing of a lesson."""


def own(wording: Mapping[str, str], key: str) -> str:
    """What a story's `wording:` has under a key; plain words, in the language that is spoken, where it has nothing.

    Args:
        wording: the story's.
        key: one of `PLAIN`.
    """
    return wording.get(key) or tr(PLAIN[key])


def contacts(wording: Mapping[str, str]) -> tuple[str, ...]:
    """Whom a room is told that it can turn to, one by one: places to be filled in, since no number serves everywhere."""
    return tuple(each.strip() for each in own(wording, "contacts").split(";") if each.strip())


def trier(wording: Mapping[str, str], who: str) -> str:
    """Who would try a small thing, in the words of every page that shows one."""
    return own(wording, who) if who in TRIERS else who
