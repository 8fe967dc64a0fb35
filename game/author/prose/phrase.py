"""A phrase, and where it stands in a passage, whichever arms of its variants are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from game.author.prose.sentences import ends
from game.author.prose.words import Passage, Word, words_in

GAP: Final = 6
"""Words that `…` may stand for."""


@attrs.frozen
class Phrase:
    """Words one after another; whole ones, whatever their capitals."""

    written: str
    parts: tuple[tuple[str, ...], ...]
    """Between two parts up to `GAP` other words may stand."""

    @classmethod
    def of(cls, written: str) -> Phrase:
        """The phrase an author wrote, `…` or `...` in it for a gap."""
        cut = (words_in(part) for part in written.replace("...", "…").split("…"))
        return cls(written, tuple(part for part in cut if part))

    def find(self, passages: Iterable[Passage], *, across_sentences: bool = False) -> Iterator[tuple[Word, ...]]:
        """Every place where it stands, as the words from its first to its last; each pair of these once."""
        if not self.parts:
            return
        steps = tuple(
            (word, bool(place) and not at) for place, part in enumerate(self.parts) for at, word in enumerate(part)
        )
        for passage in passages:
            if not any(word.key == steps[0][0] for word in passage.words):
                continue
            after = following(passage)
            seen = set()
            for first in passage.words:
                if first.key != steps[0][0]:
                    continue
                for path in _paths((first,), steps[1:], after, across_sentences=across_sentences):
                    if (id(first), id(path[-1])) not in seen:
                        seen.add((id(first), id(path[-1])))
                        yield path


def following(passage: Passage) -> dict[Word, tuple[Word, ...]]:
    """For each word of a passage, the words that may be told next."""
    heads: list[Word] = []
    after: dict[Word, tuple[Word, ...]] = {}
    for fork in reversed(passage.forks):
        for arm in fork.arms:
            nexts = tuple(heads)
            for word in reversed(arm):
                after[word] = nexts
                nexts = (word,)
        firsts = [arm[0] for arm in fork.arms if arm]
        heads = [*firsts, *heads] if any(not arm for arm in fork.arms) else firsts
    return after


def _paths(
    path: tuple[Word, ...],
    steps: tuple[tuple[str, bool], ...],
    after: dict[Word, tuple[Word, ...]],
    *,
    across_sentences: bool,
    skipped: int = 0,
) -> Iterator[tuple[Word, ...]]:
    """The ways on from a path that take every step: a word, and whether others may stand before it."""
    if not steps:
        yield path
        return
    (wanted, is_gap), last = steps[0], path[-1]
    for word in after[last]:
        if not across_sentences and ends(last, word):
            continue
        if word.key == wanted:
            yield from _paths((*path, word), steps[1:], after, across_sentences=across_sentences)
        elif is_gap and skipped < GAP:
            yield from _paths((*path, word), steps, after, across_sentences=across_sentences, skipped=skipped + 1)
