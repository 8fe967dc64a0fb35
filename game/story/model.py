"""What a story is: the glossary of the project, as frozen values.

A **story** declares meters, halves, variables, people and places, and is told in **chapters**; a chapter has **parts**,
each lived by one **half**; a part is made of **scenes**; a scene is **beats** of prose and then **choices**; a choice has
**effects** and leads on; the last scene belongs to an **ending**. Reading them from disk is `reading.py`'s work.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import attrs

from game.story.condition import Condition
from game.story.lesson import Evidence, Lesson, Pair
from game.story.place import Place
from game.story.prose import Text
from game.story.source import Span
from game.story.style import LANGUAGES, Meant, Mood, Spelling, Style
from game.story.tongues import USUAL

__all__ = [
    "ENDING", "LANGUAGES", "MOODS", "NEXT", "Assignment", "Change", "Chapter", "Choice", "DoorMessage", "Drain", "Ending",
    "Evidence", "Fold", "FoldRule", "FoldedMeter", "Half", "Ink", "Lesson", "Meant", "Member", "Meter", "Mood", "Pair", "Part",
    "Place", "Player", "Route", "Scene", "Spelling", "Standing", "Story", "Style", "Talk", "Variable",
]  # fmt: skip

NEXT = "next"
"""Where a route leads when the part, and with its last part the chapter, is over."""
ENDING = "ending"
"""Where a route leads when the first ending whose condition holds is to be taken."""

MOODS = ("rested", "tired", "afraid", "sharp", "tender", "gone")
"""How somebody in a picture may be."""


@attrs.frozen
class Meter:
    """A whole number the story keeps between two stops."""

    id: str
    low: int
    high: int
    start: int
    words: tuple[tuple[int, str], ...]
    """From which value up which word describes it, rising."""
    dial: str | None
    """The name of the instrument that shows it."""
    span: Span
    name: str = ""
    """What it is called in another language than the story's own; empty for its id."""

    @property
    def called(self) -> str:
        """What a page calls it."""
        return self.name or self.id

    def word(self, value: int) -> str:
        """The word for a value; empty when the story gives none."""
        return next((word for least, word in reversed(self.words) if value >= least), "")

    def stop(self, value: int) -> int:
        """The value, stopped at the meter's ends."""
        return max(self.low, min(self.high, value))


Ink = Literal["inner", "outer", "both"]


@attrs.frozen
class Half:
    """One of the selves a life is lived by, with readings and variables of its own."""

    id: str
    header: str
    """How the page names it: *Monday, inside*."""
    ink: Ink
    name: str | None
    """What it is called while it is awake, where that is not the player's name."""
    span: Span


@attrs.frozen
class Variable:
    """A fact the story remembers: one of a few words, or a whole number in a range. In a State it is an int: the place
    of the word among `values`, or the number itself.
    """

    id: str
    half: str
    values: tuple[str, ...]
    """The words; empty when it is a number."""
    low: int
    high: int
    start: int
    until: str | None
    """The last chapter that may read it."""
    span: Span
    message: bool = False
    """Whether it is a door message, set at the door and by nothing else."""

    @property
    def is_flag(self) -> bool:
        """Whether it answers yes or no, and so can stand alone in a condition."""
        return self.values == ("no", "yes")

    def word(self, value: int) -> str:
        """The value as the author would write it."""
        return self.values[value] if self.values else str(value)

    def stop(self, value: int) -> int:
        """The value, stopped at the variable's ends."""
        return max(self.low, min(self.high, value))


@attrs.frozen
class Change:
    """An effect: what is added to one meter or number; never nought."""

    target: str
    amount: int
    is_meter: bool
    span: Span


@attrs.frozen
class Assignment:
    """A variable given a value (its int, as in a State)."""

    variable: str
    value: int
    span: Span


@attrs.frozen
class Route:
    """One way on: to a scene, an ending, `NEXT` or `ENDING`, when its condition holds."""

    when: Condition | None
    to: str
    span: Span


@attrs.frozen
class Choice:
    """Something the player may do."""

    id: str
    text: Text
    spoken: bool
    """Whether it is said aloud (`say:`), and so stands in quotation marks."""
    when: Condition | None
    hint: Text | None
    then: Text | None
    """Told after it is chosen, before whatever comes next."""
    effects: tuple[Change, ...]
    set: tuple[Assignment, ...]
    lean: str | None
    lesson: str | None
    goto: tuple[Route, ...]
    """Tried in order; the last has no condition."""
    was: tuple[str, ...]
    span: Span
    going_on: bool = False
    """Whether it only stands for going on, in a scene that asks nothing."""


@attrs.frozen
class Talk:
    """A moment for a room to talk."""

    minutes: int
    form: str
    ask: str
    span: Span


@attrs.frozen
class Scene:
    """A place, some beats, and then choices. An ending's scene has none."""

    id: str
    part: str
    half: str
    """The half its part belongs to; an ending's scene outside any part has the fold's, or the first half's."""
    chapter: str
    """Empty for an ending's scene outside any part."""
    places: tuple[str, ...]
    people: tuple[tuple[str, str], ...]
    """Who stands in the picture, and in which mood."""
    time: str | None
    content: tuple[str, ...]
    recall: Text | None
    text: Text
    choices: tuple[Choice, ...]
    talk: Talk | None
    was: tuple[str, ...]
    span: Span


@attrs.frozen
class DoorMessage:
    """A plain yes or no that passes from the half whose part is over to another."""

    id: str
    after: str
    to: str
    when: Condition | None
    effects: tuple[Change, ...]
    text: Text | None
    span: Span


@attrs.frozen
class Drain:
    """A cost, or a gift, at the end of a part, that no choice can mend."""

    after: str
    to: str
    when: Condition | None
    effects: tuple[Change, ...]
    text: Text | None
    span: Span


FoldRule = Literal["lowest", "highest", "mean-up", "mean-down"]


@attrs.frozen
class FoldedMeter:
    """How a meter's readings become one."""

    meter: str
    take: FoldRule
    least: int
    most: int
    span: Span


@attrs.frozen
class Fold:
    """Where the halves become one, and how."""

    before: str
    """The scene whose entering folds them."""
    into: str
    meters: tuple[FoldedMeter, ...]
    carry: tuple[str, ...]
    """The variables that go on being readable; the rest are left behind."""
    counts: tuple[tuple[str, tuple[str, ...]], ...]
    """Variables that become the sum of others, stopped at their range."""
    span: Span


@attrs.frozen
class Member:
    """Somebody in the cast."""

    id: str
    name: str
    mark: str | None
    outside: str | None
    pronouns: str
    looks: str
    span: Span


@attrs.frozen
class Part:
    """A stretch of a chapter lived by one half."""

    id: str
    half: str
    scene: str
    """Its first scene."""
    span: Span


@attrs.frozen
class Standing:
    """The readings and facts a half has when a chapter is begun by itself."""

    half: str
    meters: tuple[tuple[str, int], ...]
    set: tuple[Assignment, ...]
    span: Span


@attrs.frozen
class Chapter:
    """A day."""

    id: str
    title: str
    question: str | None
    next: str | None
    """The chapter that follows; none for the last."""
    parts: tuple[Part, ...]
    alone: tuple[Standing, ...]
    recap: Text | None
    short: tuple[tuple[int, tuple[str, ...]], ...]
    """Minutes, and the scenes that many minutes can hold."""
    span: Span


@attrs.frozen
class Ending:
    """One way a life in the story comes out."""

    id: str
    title: str
    scene: str
    when: Condition | None
    by_name: bool
    """Whether it is reached only by a route that names it."""
    group: str | None
    lead: Text | None
    """What its debrief says first."""
    lessons: tuple[str, ...]
    span: Span


@attrs.frozen
class Player:
    """Whose life it is: a name and the pronouns the prose agrees with."""

    name: str
    pronouns: str
    """`they`, `she`, `he`, or the player's own: see `pronouns.py`."""


@attrs.frozen(eq=False)
class Story:
    """A whole story. Everything named can be looked up by its id; mappings keep the author's order."""

    id: str
    version: str
    title: str
    tagline: str
    cover: str | None
    start: str
    """The first chapter."""
    player: Player
    folder: str
    """Where it was read from, for its pictures."""
    fingerprint: str
    """A digest of every byte read: changes when the story does."""
    meters: Mapping[str, Meter]
    halves: Mapping[str, Half]
    variables: Mapping[str, Variable]
    """Door messages among them."""
    leans: tuple[str, ...]
    door: tuple[DoorMessage, ...]
    drains: tuple[Drain, ...]
    fold: Fold | None
    cast: Mapping[str, Member]
    places: Mapping[str, Place]
    content: Mapping[str, str]
    sources: Mapping[str, str]
    lessons: Mapping[str, Lesson]
    chapters: Mapping[str, Chapter]
    parts: Mapping[str, Part]
    scenes: Mapping[str, Scene]
    choices: Mapping[str, Choice]
    scene_of: Mapping[str, str]
    """The scene each choice belongs to."""
    pairs: tuple[Pair, ...]
    groups: Mapping[str, str]
    endings: Mapping[str, Ending]
    style: Style
    former: Mapping[str, str]
    """Former ids of scenes and choices (`was:`) and what they are called now."""
    language: str = ""
    """The code of the language it is told in, where that is not its own."""
    written_in: str = USUAL
    """The code of its own."""
    untold: frozenset[str] = frozenset()
    """What has not been translated into that, and is told in its own: days by their ids; lessons, endings and the rest by what
    they go by in a catalogue, `lesson rest`.
    """
    heard: Mapping[tuple[str, str], str] = attrs.field(factory=dict)
    """What is written for its sounds in that language, and the words they belong to, by context and words."""
    called: Mapping[str, str] = attrs.field(factory=dict)
    """What its titles and other short lines are in that language, by what they are in its own."""
    spelling: Spelling | None = None
    about: str = ""
    """What it is about, after *This is a story about*: *work and home*. Empty where it does not say."""
    wording: Mapping[str, str] = attrs.field(factory=dict)
    """What the game says of it in its own words, by the keys of `wording:`; the game has plain ones for the rest."""

    def told_in(self, what: str = "") -> str:
        """The code of the language that a day, or something else that `untold` may name, is told in; that of the whole for
        nothing.
        """
        is_untold = what in self.untold if what else self.untold.issuperset(self.chapters)
        return self.written_in if not self.language or is_untold else self.language

    def headed(self, chapter: str, half: str, time: str = "") -> str:
        """A chapter, the half that lives it, and the hour: *Monday, inside, 09:00*; without what there is no word for."""
        named = (self.chapters[chapter].title, self.halves[half].header, time)
        return ", ".join(part for part in named if part)
