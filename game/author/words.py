"""`ampersand words`: what a writer counts. Here, the words as they are written: by scene, by speaker, by what they are for.

A word is whatever stands between spaces and has a letter, a figure or `&` in it; a name or a pronoun that the player fills
in is one word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

import attrs

from game.story.model import Choice, Scene, Story
from game.story.prose import Branch, Paragraph, Piece, Slot, Text, Varied

_WORD: Final = re.compile(r"\S*[^\W_]\S*|&")

Arm = Callable[[Varied], tuple[Branch, ...]]
"""Which arms of a variant are counted."""


def words_in(text: str) -> int:
    """How many words there are in it."""
    return len(_WORD.findall(text))


def joined(pieces: Iterable[Piece], arms: Arm) -> str:
    """Pieces as one string, with the arms asked for; what the player fills in stands as it is written."""
    return "".join(_joined(pieces, arms))


def _joined(pieces: Iterable[Piece], arms: Arm) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, str):
            yield piece
        elif isinstance(piece, Slot):
            yield piece.word
        else:
            yield " ".join(joined(branch.pieces, arms) for branch in arms(piece))


def every_arm(varied: Varied) -> tuple[Branch, ...]:
    """All of them."""
    return varied.branches


def shortest_arm(varied: Varied) -> tuple[Branch, ...]:
    """The one with the fewest words; none where the variant may say nothing."""
    return (min(varied.branches, key=_length),) if varied.branches[-1].when is None else ()


def longest_arm(varied: Varied) -> tuple[Branch, ...]:
    """The one with the most words."""
    return (max(varied.branches, key=_length),)


def _length(branch: Branch) -> int:
    return words_in(joined(branch.pieces, every_arm))


@attrs.frozen
class Count:
    """Words of some texts."""

    least: int = 0
    """As told, where every variant takes its shortest arm."""
    most: int = 0
    """As told, where every variant takes its longest."""
    written: int = 0
    """With every arm."""
    arms: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            self.least + other.least, self.most + other.most, self.written + other.written, self.arms + other.arms
        )


NOTHING: Final = Count()


def together(counts: Iterable[Count]) -> Count:
    """Counts, added up."""
    return sum(counts, NOTHING)


def counted(paragraph: Paragraph) -> Count:
    """The words of one paragraph."""
    least, most, written = (words_in(joined(paragraph.pieces, arms)) for arms in (shortest_arm, longest_arm, every_arm))
    arms = sum(len(piece.branches) for piece in paragraph.pieces if isinstance(piece, Varied))
    return Count(least, most, written, arms)


def count(*texts: Text | None) -> Count:
    """The words of texts, those that are there."""
    return together(counted(each) for text in texts if text is not None for each in text.paragraphs)


def count_plain(*texts: str | None) -> Count:
    """The words of texts in which nothing varies."""
    words = sum(words_in(text) for text in texts if text)
    return Count(words, words, words, 0)


@attrs.frozen
class SceneWords:
    """The words of one scene."""

    id: str
    chapter: str
    """Empty for a scene outside any part."""
    told: Count
    """Before its choices."""
    thens: tuple[tuple[str, Count], ...]
    """For each choice that tells something, its id and what it tells."""
    choices: Count
    """What the choices say, and their hints."""
    options: int
    """How many choices it has; going on is none."""

    @property
    def then(self) -> Count:
        """All that its choices tell."""
        return together(each for _, each in self.thens)


@attrs.frozen
class Spoken:
    """What one speaker says."""

    speaker: str
    """The id of a member of the cast; empty where nobody speaks."""
    lines: int
    words: int
    """With every arm."""


@attrs.frozen
class Written:
    """A story's words."""

    scenes: tuple[SceneWords, ...]
    speakers: tuple[Spoken, ...]
    """The most words first; the teller, who is nobody in the cast, among them."""
    kinds: Mapping[str, Count]
    """By what they are for."""
    options: int
    """Choices; going on is none."""

    @property
    def all(self) -> Count:
        """Every word."""
        return together(self.kinds.values())


def written(story: Story) -> Written:
    """All the words of a story."""
    scenes = tuple(_scene(scene) for scene in story.scenes.values())
    return Written(
        scenes=scenes,
        speakers=_speakers(story),
        kinds=_kinds(story),
        options=sum(scene.options for scene in scenes),
    )


def asked(scene: Scene) -> tuple[Choice, ...]:
    """The choices of a scene, without the one that stands for going on."""
    return tuple(choice for choice in scene.choices if not choice.going_on)


def _scene(scene: Scene) -> SceneWords:
    options = asked(scene)
    return SceneWords(
        id=scene.id,
        chapter=scene.chapter,
        told=count(scene.text),
        thens=tuple((choice.id, count(choice.then)) for choice in options if choice.then is not None),
        choices=count(*(choice.text for choice in options), *(choice.hint for choice in options)),
        options=len(options),
    )


def _speakers(story: Story) -> tuple[Spoken, ...]:
    lines: dict[str, list[int]] = {}
    for scene in story.scenes.values():
        for text in (scene.text, *(choice.then for choice in scene.choices)):
            for paragraph in text.paragraphs if text is not None else ():
                lines.setdefault(paragraph.speaker or "", []).append(counted(paragraph).written)
    spoken = (Spoken(speaker, len(said), sum(said)) for speaker, said in lines.items())
    return tuple(sorted(spoken, key=lambda one: -one.words))


def _kinds(story: Story) -> dict[str, Count]:
    options = [choice for scene in story.scenes.values() for choice in asked(scene)]
    lessons, chapters = story.lessons.values(), story.chapters.values()
    tellings = [*(message.text for message in story.door), *(drain.text for drain in story.drains)]
    return {
        "scenes, before their choices": count(*(scene.text for scene in story.scenes.values())),
        "after a choice": count(*(choice.then for choice in options)),
        "choices": count(*(choice.text for choice in options)),
        "hints": count(*(choice.hint for choice in options)),
        "door messages and drains": count(*tellings),
        "debrief: what endings say first": count(*(ending.lead for ending in story.endings.values())),
        "debrief: scenes recalled": count(*(scene.recall for scene in story.scenes.values())),
        "debrief: what lessons saw": count(*(each.text for lesson in lessons for each in lesson.evidence)),
        "debrief: to carry and to try": together(
            count_plain(lesson.title, lesson.carry, *(words for _, words in lesson.tries)) for lesson in lessons
        ),
        "debrief: pairs": count_plain(*(words for pair in story.pairs for words in (pair.title, pair.carry))),
        "days begun alone": count(*(chapter.recap for chapter in chapters)),
        "questions of days, and for a room": count_plain(
            *(chapter.question for chapter in chapters),
            *(scene.talk.ask for scene in story.scenes.values() if scene.talk is not None),
        ),
        "how places and people look": count_plain(
            *(looks for place in story.places.values() for looks, _ in place.told()),
            *(member.looks for member in story.cast.values()),
        ),
    }
