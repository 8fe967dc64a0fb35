"""The short lines of a story, and the language that each is told in: titles, questions, names, and what its game says of it."""

from __future__ import annotations

from collections.abc import Iterator

from game.story.model import Story
from game.story.prose import Text
from game.story.retelling import retold
from game.story.source import Span
from game.typography import marks


def lines_in(story: Story) -> dict[str, str]:
    """By its words, the code of the language that each line is told in; texts of several sentences are left out."""
    hearer = _Hearer(story)
    retold(story, hearer)
    # What no translator is given stays as it was written.
    sources = dict.fromkeys(filter(None, story.sources.values()), story.written_in)
    meters = {each.called: hearer.code(each.called) for each in story.meters.values()}
    return {**sources, **hearer.lines, **meters, **dict(_headings(story, hearer))}


def _headings(story: Story, hearer: _Hearer) -> Iterator[tuple[str, str]]:
    """What stands over pages, by the title of the day: *Monday, inside, 09:00*, and without the hour."""
    for scene in story.scenes.values():
        if scene.chapter in story.chapters:
            code = hearer.code(story.chapters[scene.chapter].title)
            yield story.headed(scene.chapter, scene.half), code
            yield story.headed(scene.chapter, scene.half, scene.time or ""), code


class _Hearer:
    """A voice that notes what it is handed, and says it as it is."""

    def __init__(self, story: Story) -> None:
        self._story = story
        own = marks(story.written_in)
        self._translated = {told for words, told in story.called.items() if told != own.set(words)}
        self.lines: dict[str, str] = {}

    def code(self, words: str) -> str:
        """The language of a line."""
        return self._story.language if words in self._translated else self._story.written_in

    def line(self, context: str, words: str, span: Span, note: str = "") -> str:
        if words:
            self.lines[words] = self.code(words)
        return words

    def text(self, context: str, text: Text, note: str = "", *, speaks: bool = False, quotes: bool = False) -> Text:
        return text
