"""Which of the words on a page of HTML are in another language than the page: a `lang` for them, and their quotation marks.

A page is written in the language that is spoken; what a story says on it may be in the story's own. Whoever has it read aloud hears
each in a voice that can pronounce it.
"""

from __future__ import annotations

from markupsafe import Markup

from game import language
from game.story.lines import lines_in
from game.story.model import Story


class Tongues:
    """The languages of a story's words on a page.

    Args:
        story: the story.

    Attributes:
        page: the code of the language that the page is in.
    """

    def __init__(self, story: Story) -> None:
        self._story = story
        self._lines = lines_in(story)
        self.page = language.now().code

    def code(self, words: str) -> str:
        """The language of a line: of one of the story's, or of one of the page's own."""
        return self._lines.get(words, self.page)

    def line(self, words: str, around: str = "") -> Markup:
        """The attribute for an element that holds a line.

        Args:
            words: one of the story's short lines, or of the page's own words.
            around: the code of the language of what it stands in; empty for the page's.
        """
        return self.other(self.code(words), around)

    def told(self, what: str = "", around: str = "") -> Markup:
        """The attribute for an element that holds what is told of a day, or of something else; see `Story.told_in`."""
        return self.other(self._story.told_in(what), around)

    def other(self, code: str, around: str = "") -> Markup:
        """The attribute for an element in a language; empty where that is the language around it."""
        return Markup("") if code == (around or self.page) else Markup(' lang="{}"').format(code)

    def marks(self, what: str = "") -> tuple[str, str]:
        """What opens and closes speech in what is told of a day, or of something else."""
        return language.speech_marks(self._story.told_in(what))
