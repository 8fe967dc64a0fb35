"""A phrase, and where it stands in a passage, whichever arms of its variants are told."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import attrs

from game.author.prose.sentences import ends
from game.author.prose.words import Fork, Passage, Word, words_in

GAP: Final = 6
"""Words that `…` may stand for."""
MOST: Final = 300
"""Ways on that are looked at from a phrase's first word: far more than any phrase but one made to take long."""


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
        """Every place where it stands, as the words from its first to its last; of those with one first word, the
        shortest.
        """
        steps = [(word, place > 0 and at == 0) for place, part in enumerate(self.parts) for at, word in enumerate(part)]
        for passage in passages if steps else ():
            firsts = [word for word in passage.words if word.key == steps[0][0]]
            after = following(passage.forks) if firsts else {}
            for first in firsts:
                path = _shortest(first, steps[1:], after, across_sentences=across_sentences)
                if path is not None:
                    yield path


def following(forks: Sequence[Fork]) -> dict[Word, tuple[Word, ...]]:
    """For each word, the words that may be told next."""
    heads: list[Word] = []
    after: dict[Word, tuple[Word, ...]] = {}
    for fork in reversed(forks):
        for arm in fork.arms:
            nexts = tuple(heads)
            for word in reversed(arm):
                after[word] = nexts
                nexts = (word,)
        firsts = [arm[0] for arm in fork.arms if arm]
        heads = [*firsts, *heads] if any(not arm for arm in fork.arms) else firsts
    return after


def _shortest(
    first: Word, steps: Sequence[tuple[str, bool]], after: dict[Word, tuple[Word, ...]], *, across_sentences: bool
) -> tuple[Word, ...] | None:
    """The fewest words from the first on that take every step: a word, and whether others may stand before it."""
    waiting: deque[tuple[tuple[Word, ...], int, int]] = deque([((first,), 0, 0)])
    been: set[tuple[Word, int, int]] = set()
    while waiting and len(been) < MOST:
        path, taken, skipped = waiting.popleft()
        if taken == len(steps):
            return path
        wanted, is_gap = steps[taken]
        for word in after[path[-1]]:
            if not across_sentences and ends(path[-1], word):
                continue
            ways = [(taken + 1, 0)] if word.key == wanted else []
            if is_gap and skipped < GAP:
                ways.append((taken, skipped + 1))
            for way in ways:
                if (word, *way) not in been:
                    been.add((word, *way))
                    waiting.append(((*path, word), *way))
    return None
