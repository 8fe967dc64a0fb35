"""What an author asks of a branch: where, called what, saying what, leading where; and what to say of a name that is none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import attrs

from game.story.model import ENDING, NEXT, Scene, Story
from game.story.nearest import listed, nearest

_MOST_LISTED: Final = 12


class Refused(Exception):
    """A branch that was not written, and why, in sentences for its author. Nothing was changed."""


@attrs.frozen
class Asked:
    """What an author asks for."""

    scene: str
    """Where it branches; empty where that has not been said."""
    id: str | None = None
    """What the new scene is to be called; made from where it branches if left out."""
    words: str | None = None
    """What the new choice says."""
    spoken: bool = False
    """Whether it is said aloud."""
    to: str | None = None
    """Where the new scene leads; where the others lead if left out."""


def scene_of(story: Story, name: str) -> Scene:
    """The scene of a name, from which a way can lead on."""
    last = {ending.scene: ending for ending in story.endings.values()}
    if name in last:
        ending = last[name]
        raise Refused(
            f"`{name}` is the last scene of the ending `{ending.id}`, and nothing comes after it.{_leading(story, ending.id)}"
        )
    if name in story.scenes:
        return story.scenes[name]
    if name in story.endings:
        raise Refused(f"`{name}` is an ending, and nothing comes after it.{_leading(story, name)}")
    if name in story.scene_of:
        raise Refused(
            f"`{name}` is a choice, in the scene `{story.scene_of[name]}`: write `--from {story.scene_of[name]}`."
        )
    if name in story.former and story.former[name] in story.scenes:
        raise Refused(f"`{name}` is called `{story.former[name]}` now: write `--from {story.former[name]}`.")
    can = [scene for scene in story.scenes if scene not in last]
    raise Refused(
        f"{f'No scene is called `{name}`.' if name else 'Say with --from where it is to branch.'} {or_else(name, can)}"
    )


def _leading(story: Story, ending: str) -> str:
    """The scenes that lead to an ending by its name, or to whichever holds."""
    by_name = story.endings[ending].by_name
    led = dict.fromkeys(
        story.scene_of[choice.id]
        for choice in story.choices.values()
        for route in choice.goto
        if route.to == ending or (route.to == ENDING and not by_name)
    )
    return f" What leads to it is {listed(f'`{scene}`' for scene in led)}." if led else ""


def or_else(wrong: str, names: list[str]) -> str:
    """What to say of a name that is none: the nearest that is one, or which there are."""
    meant = nearest(wrong, names) or next((name for name in names if wrong and wrong in name), None)
    if meant is not None:
        return f"Did you mean `{meant}`?"
    shown = listed(f"`{name}`" for name in names[:_MOST_LISTED])
    more = f", and {len(names) - _MOST_LISTED} more" if len(names) > _MOST_LISTED else ""
    return f"There {'is' if len(names) == 1 else 'are'} {shown}{more}."


def taken(story: Story) -> set[str]:
    """The names that a scene can no longer be given."""
    return {*story.scenes, *story.endings, *story.former, NEXT, ENDING}


def free(name: str, taken: Iterable[str]) -> str:
    """The name, with a number where it is taken."""
    taken = set(taken)
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free
