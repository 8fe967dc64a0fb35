"""What was found in reading a story, as the page shows it; and of that, what is news since the page was last told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from game.author.language import OpenStory
from game.author.page import asking, shape

Said = dict[str, Any]


@attrs.frozen(eq=False)
class Findings:
    """What a page shows of a story beside its text and what plays."""

    title: str
    is_told: bool = True
    """Whether the story can be told."""
    problems: Mapping[str, list[Said]] = attrs.field(factory=dict)
    """By file, everything that is wrong."""
    unwritten: list[Said] = attrs.field(factory=list)
    shape: list[Said] = attrs.field(factory=list)
    """Its days and their scenes, without where they stand."""
    places: Mapping[str, Mapping[str, int]] = attrs.field(factory=dict)
    """By file, the line of each scene."""

    def whole(self) -> Said:
        """All of it."""
        return {
            "title": self.title,
            "told": self.is_told,
            "problems": self.problems,
            "unwritten": self.unwritten,
            "shape": self.shape,
            "places": self.places,
        }

    def since(self, before: Findings) -> Said:
        """What is otherwise than it was: whole lists, but of problems and places those of files alone in which any is."""
        said: Said = {"title": self.title, "told": self.is_told, "unwritten": self.unwritten}
        if self.shape != before.shape:
            said["shape"] = self.shape
        return {
            **said,
            "problems": _changed(before.problems, self.problems, []),
            "places": _changed(before.places, self.places, {}),
        }


def _changed(before: Mapping[str, Any], now: Mapping[str, Any], nothing: Any) -> Said:
    """What stands under each name otherwise than before; of a name that is gone, nothing."""
    gone = {name: nothing for name in before if name not in now}
    return {name: held for name, held in now.items() if before.get(name) != held} | gone


def findings(story: OpenStory, name_of: Callable[[str], str | None], folder: str) -> Findings:
    """What was found in a story.

    Args:
        story: The story, read. Where its names have not been looked for, neither what would mend a problem nor what is not
            written is told.
        name_of: The name in the story's folder of a file as diagnostics call it.
        folder: What a story is called that has no title.
    """
    reading = story.reading
    problems: dict[str, list[Said]] = {}
    for one in asking.problems(story, name_of, mended=story.is_indexed):
        problems.setdefault(one["file"], []).append(one)
    places: dict[str, dict[str, int]] = {}
    names: dict[str, str] = {}
    for scene, span in shape.places(story).items():
        if span.file not in names:
            names[span.file] = name_of(span.file) or span.file
        places.setdefault(names[span.file], {})[scene] = span.line
    return Findings(
        title=reading.draft.story.title or folder if reading.draft else folder,
        is_told=reading.story is not None,
        problems=problems,
        unwritten=asking.not_written(story, name_of) if story.is_indexed else [],
        shape=shape.shape(story),
        places=places,
    )
