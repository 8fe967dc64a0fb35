"""How a story is spelt, read: the `spelling:` block of its head."""

from __future__ import annotations

from collections.abc import Iterator

from yaml.nodes import Node

from game.story.keys import KEYS
from game.story.nodes import Fields, span_of
from game.story.reader import Reader
from game.story.source import Span
from game.story.style import LANGUAGES, Spelling
from game.story.tongues import are_alike


def usual(written_in: str) -> str:
    """What a story is spelt in that does not say: one of `LANGUAGES` in English, else the code of its language."""
    if not are_alike(written_in, LANGUAGES[0]):
        return written_in
    return written_in if written_in in LANGUAGES else LANGUAGES[0]


def read_spelling(read: Reader, node: Node, written_in: str) -> Spelling:
    """The block of a story written in a language, as far as it can be read; what is wrong in it is noted."""
    fields = read.fields(node, "`spelling`", KEYS["`spelling`"])
    language = read.one_of(fields["language"], "`language`", LANGUAGES) if "language" in fields else None
    return Spelling(language or usual(written_in), tuple(_words(read, fields)))


def _words(read: Reader, fields: Fields) -> Iterator[tuple[str, Span]]:
    for item in read.items(fields["words"], "`words`") if "words" in fields else ():
        word = read.plain(item, "a word")
        if word:
            yield word, span_of(item)
