"""What an author asks of their own prose: how it is to read, and how it is to be spelt. A life is the same without it."""

from __future__ import annotations

import attrs

from game.story.condition import Condition
from game.story.source import Span

LANGUAGES = ("en-GB", "en-US")
"""What a story can be spelt in."""


@attrs.frozen
class Meant:
    """A place where the prose is not what `Style` asks, and the reason it is to stay so."""

    within: str
    """The scene, choice, ending, lesson, chapter or door message it is in."""
    words: str | None
    """Words of the place; none where the whole of it is meant."""
    of: str | None
    """What it is let off, by the key of `Style`; none where that is whatever is found at the words."""
    why: str
    span: Span


@attrs.frozen
class Mood:
    """Phrases that claim how the player is, and what has to hold where they are told."""

    words: tuple[str, ...]
    """The phrases; `…` in one is up to six words of the same sentence."""
    when: Condition
    asked: str
    """The condition as it is written."""
    span: Span


@attrs.frozen
class Style:
    """What the author asks of the prose. `None` asks nothing; a pair is the least and the most."""

    avoid: tuple[str, ...] = ()
    """Phrases that are to stand nowhere; `…` in one is up to six words of the same sentence."""
    at_most: tuple[tuple[str, int], ...] = ()
    """Phrases, and how often each may stand in the whole story."""
    beat_sentences: int | None = None
    """The most sentences of a beat."""
    short_beats: int | None = None
    """The most beats of four words or fewer, told and not said, in a scene."""
    scene_words: tuple[int, int] | None = None
    """Words of a scene before its choices."""
    ending_words: tuple[int, int] | None = None
    """Words of an ending's scene."""
    choice_words: tuple[int, int] | None = None
    repeats: int | None = None
    """How many words two scenes have to open or close with alike for it to be said."""
    similes: int | None = None
    """The most similes of a scene."""
    dashes: int | None = None
    """The most dashes of a scene."""
    reading_age: int | None = None
    """The age, in years, that no scene is to be harder than."""
    moods: tuple[Mood, ...] = ()
    meant: tuple[Meant, ...] = ()


@attrs.frozen
class Spelling:
    """How the story is spelt."""

    language: str
    """One of `LANGUAGES`, or the code of another language, for which a dictionary has to be named."""
    words: tuple[tuple[str, Span], ...]
    """Words of its own, and where each is listed. One with a capital is known with one only."""
