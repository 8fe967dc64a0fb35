"""The short lines of a story, and the language that each is told in: titles, questions, names, and what its game says of it."""

from __future__ import annotations

from game.story.model import Story
from game.story.prose import Text
from game.story.retelling import retold
from game.story.source import Span


def lines_in(story: Story) -> dict[str, str]:
    """By its words, the code of the language that each line is told in; texts of several sentences are left out."""
    hearer = _Hearer(story)
    retold(story, hearer)
    # What no translator is given stays as it was written.
    sources = dict.fromkeys(filter(None, story.sources.values()), story.written_in)
    meters = dict.fromkeys((each.called for each in story.meters.values()), story.told_in())
    return {**sources, **hearer.lines, **meters}


class _Hearer:
    """A voice that notes what it is handed, and says it as it is."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self.lines: dict[str, str] = {}

    def line(self, context: str, words: str, span: Span, note: str = "") -> str:
        kind, _, name = context.partition(" ")
        of_a_scene = self._story.scenes.get(name) if kind == "talk" else None
        if words:
            self.lines[words] = self._story.told_in(of_a_scene.chapter if of_a_scene else context if name else "")
        return words

    def text(self, context: str, text: Text, note: str = "", *, speaks: bool = False, quotes: bool = False) -> Text:
        return text
