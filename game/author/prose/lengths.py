"""Beats, scenes and choices that are longer or shorter than the style asks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from game.author.prose import arms
from game.author.prose.book import Book, Finding, Page
from game.author.prose.sentences import count, ends
from game.author.prose.words import Passage, Word

_IN_BEATS: Final = frozenset({"text", "then", "recap", "lead", "evidence"})
"""What is told a beat at a time."""


def long_beats(book: Book) -> Iterator[Finding]:
    """Beats of too many sentences, each variant being told as long as it can be."""
    allowed = book.style.beat_sentences
    if allowed is None:
        return
    for writing in book.writings:
        for passage in writing.passages if writing.kind in _IN_BEATS else ():
            words = _fullest(book, passage)
            sentences = count(words)
            if sentences > allowed:
                message = f"a beat of {sentences} sentences, and `beat_sentences` asks for {allowed} at most"
                yield Finding("beat_sentences", "long-beat", message, tuple(words), book.start(words))


def _fullest(book: Book, passage: Passage) -> list[Word]:
    """A beat, told with as many sentences as it may have, and as many words."""
    if sum(1 for _ in passage.words) < 2:
        return list(passage.words)
    return arms.fullest(arms.groups(book.story, passage.forks), passage.forks, _sentences_then_words)


def _sentences_then_words(words: tuple[Word, ...]) -> int:
    stops = sum(ends(word, after) for word, after in pairwise(words))
    return (stops + bool(words)) * 10_000 + len(words)


def scenes(book: Book) -> Iterator[Finding]:
    """Scenes, and endings, that are too long or too short before their choices."""
    for page in book.pages:
        name, asked = _asked(book, page)
        if asked is None:
            continue
        low, high = asked if name == "ending_words" or page.asks else (0, asked[1])
        fewest, most = page.extent
        if fewest >= low and most <= high:
            continue
        if fewest == most:
            told = f"{most} words"
        elif fewest < low and most > high:
            told = f"{fewest} words at the shortest and {most} at the longest"
        else:
            told = f"{fewest} words at the shortest" if fewest < low else f"{most} words at the longest"
        span = f"{low} to {high}" if low else f"{high} at most"
        message = f"`{page.scene.id}` is told in {told}, and `{name}` asks for {span}"
        yield Finding(name, "scene-length", message, tuple(page.text.words), page.scene.span, is_whole=True)


def _asked(book: Book, page: Page) -> tuple[str, tuple[int, int] | None]:
    """What is asked of a scene's length, and by which key."""
    if page.is_ending and book.style.ending_words is not None:
        return "ending_words", book.style.ending_words
    if page.is_ending and book.style.scene_words is not None:
        return "scene_words", (0, book.style.scene_words[1])
    return "scene_words", book.style.scene_words


def choices(book: Book) -> Iterator[Finding]:
    """Choices of too many or too few words."""
    asked = book.style.choice_words
    if asked is None:
        return
    low, high = asked
    for choice in (choice for page in book.pages for choice in page.choices):
        forks = choice.forks
        made = arms.groups(book.story, forks)
        fewest, most = arms.least(made, forks, len), arms.most(made, forks, len)
        words = tuple(choice.words)
        if words and not (fewest >= low and most <= high):
            told = fewest if fewest < low else most
            message = f"a choice of {_words(told)}, and `choice_words` asks for {low} to {high}"
            yield Finding("choice_words", "choice-length", message, words, book.start(words))


def _words(number: int) -> str:
    return f"{number} word{'' if number == 1 else 's'}"
