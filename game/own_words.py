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


def trier(wording: Mapping[str, str], who: str) -> str:
    """Who would try a small thing, in the words of every page that shows one."""
    return own(wording, who) if who in TRIERS else who
