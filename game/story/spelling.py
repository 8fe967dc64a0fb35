"""How a story is spelt, read: the `spelling:` block of its head."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from yaml.nodes import Node

from game.story.keys import KEYS
from game.story.model import LANGUAGES, Spelling
from game.story.nodes import Fields, span_of
from game.story.reader import Reader
from game.story.source import Span

USUAL: Final = LANGUAGES[0]
"""What a story is spelt in that does not say."""


def read_spelling(read: Reader, node: Node) -> Spelling:
    """The block, as far as it can be read; what is wrong in it is noted."""
    fields = read.fields(node, "`spelling`", KEYS["`spelling`"])
    language = read.one_of(fields["language"], "`language`", LANGUAGES) if "language" in fields else None
    return Spelling(language or USUAL, tuple(_words(read, fields)))


def _words(read: Reader, fields: Fields) -> Iterator[tuple[str, Span]]:
    for item in read.items(fields["words"], "`words`") if "words" in fields else ():
        word = read.plain(item, "a word")
        if word:
            yield word, span_of(item)
