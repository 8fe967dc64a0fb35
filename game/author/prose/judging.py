"""Everything that a story's style asks, asked of its prose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

import attrs

from game.author.prose import age, echoes, figures, lengths, phrases
from game.author.prose.book import Book, Finding
from game.story.diagnostic import Diagnostic
from game.story.model import Meant, Story
from game.story.nearest import nearest
from game.story.rules.text_against_meters import excused
from game.story.source import Source

RULES: Final[tuple[Callable[[Book], Iterator[Finding]], ...]] = (
    phrases.avoided,
    phrases.overused,
    lengths.long_beats,
    lengths.scenes,
    lengths.choices,
    echoes.openings,
    echoes.closings,
    figures.similes,
    figures.dashes,
    figures.short_beats,
    age.scenes,
)


JUDGED: Final = frozenset(
    {
        "avoid", "at_most", "beat_sentences", "short_beats", "scene_words", "ending_words", "choice_words", "repeats",
        "similes", "dashes", "reading_age",
    }
)  # fmt: skip
"""The keys of `style:` that are judged here; what is let off by another is for others to miss."""


@attrs.frozen
class Judgement:
    """What was found in a story's prose."""

    diagnostics: tuple[Diagnostic, ...]
    """Warnings, in the order of the files."""
    words: int
    """Of all that players read, every arm of every variant."""
    age: float | None
    """How old a reader of its scenes should be; none where there is too little of them."""

    def summary(self, name: str) -> str:
        """`ampersand: 39,412 words of story, reading age 9, 12 findings of prose`."""
        number = len(self.diagnostics)
        found = f"{number} finding{'' if number == 1 else 's'}" if number else "no findings"
        years = f", reading age {self.age:.0f}" if self.age is not None else ""
        return f"{name}: {self.words:,} words of story{years}, {found} of prose"


def judge(story: Story, sources: Mapping[str, Source]) -> Judgement:
    """Every place where a story's prose is not what its style asks, but for those it means.

    Args:
        story: the story.
        sources: its files, by the names that spans call them.
    """
    book = Book(story, sources)
    found = [_diagnostic(each) for rule in RULES for each in rule(book) if not _is_meant(book, each)]
    ours = [meant for meant in story.style.meant if meant.of is None or meant.of in JUDGED]
    used = book.used | excused(story)
    found += [_stale(book, meant) for meant in ours if meant not in used]
    order = {name: at for at, name in enumerate(sources)}
    found.sort(key=lambda each: (order.get(each.span.file, -1), each.span))
    return Judgement(tuple(found), sum(1 for writing in book.writings for _ in writing.words), age.of_story(book))


def _is_meant(book: Book, found: Finding) -> bool:
    return bool(found.words) and book.lets(found.rule, found.words, is_whole=found.is_whole)


def _diagnostic(found: Finding) -> Diagnostic:
    return Diagnostic(found.code, "warning", found.message, found.span, found.help, found.notes)


def _stale(book: Book, meant: Meant) -> Diagnostic:
    """That something is let off in which nothing is found."""
    names = {name for writing in book.writings for name in writing.ids}
    if meant.within not in names:
        near = nearest(meant.within, sorted(names))
        message = f"nothing that players read is called `{meant.within}`"
        return Diagnostic("stale-meant", "warning", message, meant.span, f"did you mean `{near}`?" if near else None)
    if not book.stands(meant):
        message = f"`{meant.words}` does not stand in `{meant.within}`"
    elif meant.words is not None:
        message = f"nothing is found at `{meant.words}` in `{meant.within}`, and nothing need be meant"
    else:
        message = f"`{meant.within}` is what `{meant.of}` asks, and nothing need be meant"
    return Diagnostic("stale-meant", "warning", message, meant.span, "take it out")
