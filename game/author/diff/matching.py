"""Which scene or choice of the old version is which of the new: the same id, or one that names the other under `was:`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from game.author.diff.excerpts import likeness
from game.author.diff.wording import Wording
from game.story.model import Choice, Scene, Story

ALIKE: Final = 0.75
"""How much of two texts has to be the same for the one to be taken for the other under another name."""
MOST_COMPARED: Final = 400
"""Pairs of texts that are held against one another for that."""


@attrs.frozen
class Matched:
    """The names of two versions of a story, side by side."""

    scenes: Mapping[str, str]
    """By its id in the old version, each scene's in the new."""
    choices: Mapping[str, str]

    @property
    def renamed(self) -> Mapping[str, str]:
        """The scenes and choices that have another id now."""
        both = {**self.scenes, **self.choices}
        return {before: now for before, now in both.items() if before != now}


def match(old: Story, new: Story) -> Matched:
    """What is what."""
    return Matched(
        _matched(old.scenes, new.scenes, new.former),
        _matched(old.choices, new.choices, new.former),
    )


def _matched(old: Iterable[str], new: Mapping[str, object], former: Mapping[str, str]) -> dict[str, str]:
    """As a save is read: by a former id where there is one, so that an id that was given away leads to where it went."""
    found, taken = {}, set()
    for ident in old:
        now = former.get(ident, ident)
        if now in new and now not in taken:
            found[ident] = now
            taken.add(now)
    return found


def lookalikes(old: Story, new: Story, matched: Matched) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Scenes and choices that are gone, and look as if they had only been given another name: each, and that name."""
    before, after = Wording(old, {}), Wording(new, {})
    left = MOST_COMPARED

    def alike(gone: Mapping[str, str], come: Mapping[str, str]) -> dict[str, str]:
        nonlocal left
        found: dict[str, str] = {}
        for ident, text in gone.items():
            if left < len(come):
                break
            left -= len(come)
            best = max(come, key=lambda other: likeness(text, come[other]), default=None)
            if best is not None and best not in found.values() and likeness(text, come[best]) >= ALIKE:
                found[ident] = best
        return found

    def scenes(story: Story, known: Iterable[str], wording: Wording) -> dict[str, str]:
        known = set(known)
        return {each.id: _words(each, wording) for each in story.scenes.values() if each.id not in known}

    def choices(story: Story, known: Iterable[str], wording: Wording) -> dict[str, str]:
        known = set(known)
        return {
            each.id: _said(each, wording)
            for each in story.choices.values()
            if each.id not in known and not each.going_on
        }

    return (
        alike(scenes(old, matched.scenes, before), scenes(new, matched.scenes.values(), after)),
        alike(choices(old, matched.choices, before), choices(new, matched.choices.values(), after)),
    )


def _words(scene: Scene, wording: Wording) -> str:
    return wording.text(scene.text)


def _said(choice: Choice, wording: Wording) -> str:
    return wording.text(choice.text)
