"""A text that says how the player is, and can be told when it is not so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

import attrs

from game.story.condition import Condition
from game.story.diagnostic import Note, Report
from game.story.draft import Draft
from game.story.guarantees import Stretch, Told, tellings, texts
from game.story.implication import Values, counterexample, in_words
from game.story.model import Story
from game.story.prose import Paragraph, Varied
from game.story.source import Span
from game.story.style import Meant, Mood

OF: Final = "moods"
"""What a place is let off, in `meant`."""
ELLIPSIS: Final = "…"
"""In a phrase: up to six words of the same sentence."""
_SKIPPED: Final = re.compile(r"[*\\]")
_UP_TO_SIX_WORDS: Final = r"(?:\s+[^\s.!?]+){0,6}?\s+"


def find(draft: Draft, report: Report) -> None:
    """Warn of each, but for those that are meant; and of each place let off by name in which nothing is found."""
    story, used = draft.story, set[Meant]()
    for claim in claims(story):
        untrue = counterexample(story, claim.mood.when, claim.given)
        if untrue is None:
            continue
        covering = [each for each in story.style.meant if _covers(each, claim)]
        used.update(covering)
        if not covering:
            _warn(story, claim, untrue, report)
    for meant in story.style.meant:
        if meant.of == OF and meant not in used:
            message = f"nothing in `{meant.within}` is said of the player that may be untrue, and nothing need be meant"
            report.warning("stale-meant", message, meant.span, help="take it out")


def excused(story: Story) -> frozenset[Meant]:
    """What is meant that lets something off here."""
    untrue = [claim for claim in claims(story) if counterexample(story, claim.mood.when, claim.given) is not None]
    return frozenset(meant for meant in story.style.meant if any(_covers(meant, claim) for claim in untrue))


# ---- what is claimed


@attrs.frozen
class Claim:
    """A phrase that says how the player is, where it stands."""

    mood: Mood
    phrase: str
    told: Told
    given: tuple[Condition, ...]
    """What must hold when it is told."""
    beside: str
    """The paragraph as it is told there."""
    start: int
    end: int
    """Where in it the phrase is."""
    span: Span


def claims(story: Story) -> Iterator[Claim]:
    """Every phrase of a mood in every text that is told, once for each way it comes about."""
    phrases = [
        (mood, phrase, words) for mood in story.style.moods for phrase in mood.words if (words := _words(phrase))
    ]
    for told in texts(story) if phrases else ():
        # A story is read before every play, and holds few claims: most texts are done with at once.
        near = _near(phrases, told.text.paragraphs)
        for paragraph in told.text.paragraphs if near else ():
            if here := _near(near, (paragraph,)):
                yield from _claims(told, paragraph, here)


Phrases = list[tuple[Mood, str, tuple[str, ...]]]
"""Phrases, each with its mood and its words, the longest first."""


def _near(phrases: Phrases, paragraphs: tuple[Paragraph, ...]) -> Phrases:
    """The phrases of which every word stands somewhere in some paragraphs."""
    there = _in_any_order(paragraphs)
    return [each for each in phrases if each[2][0] in there and all(word in there for word in each[2])]


def _claims(told: Told, paragraph: Paragraph, near: Phrases) -> Iterator[Claim]:
    met = set()
    for stretches in tellings(paragraph):
        words, places = _plain(stretches)
        for mood, phrase, _ in near:
            for found in _pattern(phrase).finditer(words):
                touched = dict.fromkeys(places[found.start() : found.end()])
                said = tuple(stretches[at] for at in touched)
                key = phrase, tuple(touched), said, found.start() - places.index(places[found.start()])
                if key in met:
                    continue
                met.add(key)
                given = (*told.given(), *(each for stretch in said for each in stretch.given))
                span = next((one.span for one in said if one.given), paragraph.span)
                yield Claim(mood, phrase, told, given, words, *found.span(), span)


def _words(phrase: str) -> tuple[str, ...]:
    """Its words, as they may be looked for, the longest first."""
    return tuple(sorted((word for word in _small(phrase).split() if word != ELLIPSIS), key=len, reverse=True))


def _small(words: str) -> str:
    return words.lower().replace("’", "'")


def _in_any_order(paragraphs: tuple[Paragraph, ...]) -> str:
    """All the words there are in some paragraphs, whoever is told them."""
    words = []
    for paragraph in paragraphs:
        for piece in paragraph.pieces:
            if isinstance(piece, str):
                words.append(piece)
            elif isinstance(piece, Varied):
                words += [each for branch in piece.branches for each in branch.pieces if isinstance(each, str)]
    return _small("".join(words)).replace("*", "")


def _plain(stretches: tuple[Stretch, ...]) -> tuple[str, list[int]]:
    """The words on one line, in small letters and without marks; and for each character, the stretch it is of."""
    made: list[str] = []
    places: list[int] = []
    for at, stretch in enumerate(stretches):
        for character in _small(_SKIPPED.sub("", stretch.words)):
            kept = " " if character.isspace() else character
            if kept != " " or (made and made[-1] != " "):
                made.append(kept)
                places.append(at)
    return "".join(made), places


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    """The phrase as whole words, whatever stands between them on the line."""
    words = (re.escape(word) for word in _small(phrase).split())
    pattern = r"\s+".join(words).replace(rf"\s+{ELLIPSIS}\s+", _UP_TO_SIX_WORDS)
    return re.compile(rf"(?<!\w){pattern}(?!\w)")


def _covers(meant: Meant, claim: Claim) -> bool:
    """Whether the author means a claim to stand as it is."""
    if meant.within not in claim.told.ids or meant.of not in (None, OF):
        return False
    if meant.words is None:
        return meant.of == OF
    found = _pattern(meant.words).finditer(claim.beside)
    return any(each.start() < claim.end and claim.start < each.end() for each in found)


# ---- what to say


def _warn(story: Story, claim: Claim, untrue: Values, report: Report) -> None:
    example = in_words(story, claim.mood.when, untrue)
    report.warning(
        "text-against-meters",
        f"`{claim.phrase}` claims `{claim.mood.asked}`, and could be told at {example}",
        claim.span,
        help="tell it in an arm that asks so, or add it to `meant` with a reason",
        notes=(Note(f"that `{claim.phrase}` claims it is said here", claim.mood.span),),
    )
