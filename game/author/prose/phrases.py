"""Phrases that are to stand nowhere (`avoid`), or so often in the whole story (`at_most`)."""

from __future__ import annotations

from collections.abc import Iterator

from game.author.prose.book import Book, Finding
from game.author.prose.phrase import Phrase
from game.story.diagnostic import Note


def avoided(book: Book) -> Iterator[Finding]:
    """A finding for each place of each phrase."""
    passages = [passage for writing in book.writings for passage in writing.passages]
    for written in book.style.avoid:
        for words in Phrase.of(written).find(passages):
            message = f"`{written}` is a phrase to avoid"
            yield Finding("avoid", "avoided-phrase", message, words, book.place(words))


def overused(book: Book) -> Iterator[Finding]:
    """A finding for each phrase that stands too often, with every place of it."""
    passages = [passage for writing in book.writings for passage in writing.passages]
    for written, allowed in book.style.at_most:
        places = book.unmeant("at_most", list(Phrase.of(written).find(passages)), allowed)
        if len(places) <= allowed:
            continue
        spans = sorted(book.place(words) for words in places)
        message = f"`{written}` stands {_times(len(places))} in the story, and `at_most` allows {allowed}"
        notes = tuple(Note("and here", span) for span in spans[:allowed] + spans[allowed + 1 :])
        yield Finding("at_most", "overused-phrase", message, (), spans[allowed], notes=notes)


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
