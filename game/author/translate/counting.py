"""How far a translation has come: of each day, how many lines are told in the language, how many are stale, how many are missing."""

from __future__ import annotations

from pathlib import Path

import attrs

from game.author.translate.checking import read
from game.author.translate.listing import OF_SCENES, Message, of_story
from game.story.model import Story
from game.story.translation import FOLDER, file_of

HEAD = "head"
"""What is no day: titles, names, meters, places, lessons."""
ENDINGS = "endings"


@attrs.frozen
class Count:
    """A stretch of the story in one language."""

    part: str
    """A day's id; or `HEAD` or `ENDINGS`."""
    title: str
    whole: int
    told: int
    stale: int

    @property
    def missing(self) -> int:
        return self.whole - self.told - self.stale


def languages(story: Story) -> tuple[str, ...]:
    """The languages that the story has catalogues for."""
    return tuple(sorted(file.stem for file in (Path(story.folder) / FOLDER).glob("*.po")))


def counts(story: Story, code: str) -> tuple[Count, ...]:
    """How far a language has come.

    Raises:
        OSError: its catalogue cannot be read.
        ValueError: it is no catalogue.
    """
    entries, _, _ = read(file_of(story.folder, code))
    titles = {
        HEAD: "titles, names, lessons",
        **{day.id: day.title for day in story.chapters.values()},
        ENDINGS: "endings",
    }
    found = {part: [0, 0, 0] for part in titles}
    for message in of_story(story):
        count = found[_part(story, message)]
        count[0] += 1
        entry = entries.get(message.key)
        if entry is not None and any(entry.told):
            count[2 if entry.is_stale else 1] += 1
    return tuple(Count(part, titles[part], *count) for part, count in found.items())


def _part(story: Story, message: Message) -> str:
    kind, _, name = message.context.partition(",")[0].partition(" ")
    if kind not in OF_SCENES:
        return HEAD
    scene = story.scenes[story.scene_of.get(name, name)]
    return scene.chapter or ENDINGS
