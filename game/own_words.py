"""What the game says in a story's own words where it has any, and in plain ones where it has none."""

from __future__ import annotations

from typing import Final

from game.language import later, tr
from game.story.model import Story

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


def own(story: Story | None, key: str) -> str:
    """What stands under a key of the story's `wording:`; plain words, in the language that is spoken, where nothing does.

    Args:
        story: the story; none where it has not been read.
        key: one of `PLAIN`.
    """
    return (story.wording.get(key) if story is not None else "") or tr(PLAIN[key])


def trier(story: Story, who: str) -> str:
    """Who would try a small thing, in the words of every page that shows one."""
    return own(story, who) if who in TRIERS else who
