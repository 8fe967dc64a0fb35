"""Scenes that open, or close, with the same words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from game.author.prose.book import Book, Finding, Page
from game.author.prose.phrase import following
from game.author.prose.words import Fork, Word
from game.story.diagnostic import Note

Path = tuple[Word, ...]

MOST: Final = 500
"""Ways of opening, or closing, that are looked at in one scene: of more, nobody says that they repeat."""


def openings(book: Book) -> Iterator[Finding]:
    """Scenes that open as one before them does."""
    number = book.style.repeats
    if number is not None:
        told = [(page, list(_firsts(page.text.forks, number))) for page in book.pages]
        yield from _echoes(book, told, "repeated-opening", "opens")


def closings(book: Book) -> Iterator[Finding]:
    """Scenes, endings among them, that close as one before them does."""
    number = book.style.repeats
    if number is not None:
        told = [(page, [path[::-1] for path in _firsts(_backwards(page.text.forks), number)]) for page in book.pages]
        yield from _echoes(book, told, "repeated-closing", "closes")


def _echoes(book: Book, told: list[tuple[Page, list[Path]]], code: str, does: str) -> Iterator[Finding]:
    alike: dict[tuple[str, ...], list[tuple[Page, Path]]] = {}
    for page, paths in told:
        for path in paths:
            alike.setdefault(tuple(word.key for word in path), []).append((page, path))
    for met in alike.values():
        if len({page.scene.id for page, _ in met}) < 2:
            continue
        left = [(page, path) for page, path in met if not book.lets("repeats", path)]
        for page, path in left[1:]:
            first, its = left[0]
            if page is not first:
                words = " ".join(word.text for word in path)
                message = f"`{page.scene.id}` {does} as `{first.scene.id}` does: `{words}`"
                notes = (Note(f"`{first.scene.id}` {does} here", book.place(its)),)
                yield Finding("repeats", code, message, path, book.place(path), notes=notes)


def _firsts(forks: Sequence[Fork], number: int) -> Iterator[Path]:
    """So many words as a text may begin with, whichever arms are told; each such once."""
    after = following(forks)
    heads: list[Word] = []
    for fork in forks:
        heads += [arm[0] for arm in fork.arms if arm]
        if all(fork.arms):
            break
    seen = set()
    paths: list[Path] = [(head,) for head in heads]
    for _ in range(number - 1):
        if not paths:
            return
        paths = [(*path, word) for path in paths for word in after[path[-1]]][:MOST]
    for path in paths:
        keys = tuple(word.key for word in path)
        if keys not in seen:
            seen.add(keys)
            yield path


def _backwards(forks: Sequence[Fork]) -> list[Fork]:
    return [Fork(tuple(arm[::-1] for arm in fork.arms), fork.asks) for fork in reversed(forks)]
