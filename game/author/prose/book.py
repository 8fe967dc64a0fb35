"""Everything of a story that players read, in writings, and what its author meant to be as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from game.author.prose import arms
from game.author.prose.phrase import Phrase
from game.author.prose.words import Kind, Word, Writing, writing
from game.story.diagnostic import Note
from game.story.model import Choice, Lesson, Meant, Scene, Story
from game.story.prose import Paragraph, Text
from game.story.source import Source, Span


@attrs.frozen(eq=False)
class Finding:
    """A place where the prose is not what the style asks."""

    rule: str
    """The key of `style:` that asks."""
    code: str
    message: str
    words: tuple[Word, ...]
    """The words it is about."""
    span: Span
    is_whole: bool = False
    """Whether it is about all of a scene, and so no words of it alone can be meant."""
    help: str | None = None
    notes: tuple[Note, ...] = ()


@attrs.define(eq=False)
class Page:
    """A scene, as it is read."""

    scene: Scene
    is_ending: bool
    text: Writing
    choices: tuple[Writing, ...]
    hints: tuple[Writing, ...]
    thens: tuple[Writing, ...]
    groups: tuple[arms.Group, ...]
    """The forks of the text, as they hang together."""

    @property
    def asks(self) -> bool:
        """Whether the player has something to choose in it."""
        return bool(self.choices)

    @property
    def extent(self) -> tuple[int, int]:
        """The fewest and the most words of the text that anybody may be told."""
        return arms.least(self.groups, self.text.forks, len), arms.most(self.groups, self.text.forks, len)

    @cached_property
    def fullest(self) -> list[Word]:
        """The words of the text, where that is longest."""
        return arms.fullest(self.groups, self.text.forks)


class Book:
    """A story's prose.

    Attributes:
        style: what is asked of it.
        writings: all that players read, in no order that matters.
        pages: the scenes.
    """

    def __init__(self, story: Story, sources: Mapping[str, Source]) -> None:
        self.story, self.sources, self.style = story, sources, story.style
        self.last_scenes: dict[str, set[str]] = {}
        for ending in story.endings.values():
            self.last_scenes.setdefault(ending.scene, set()).add(ending.id)
        self.pages = tuple(self._page(scene) for scene in story.scenes.values())
        self.writings: tuple[Writing, ...] = (
            *(each for page in self.pages for each in self._of(page)),
            *self._between(),
            *self._afterwards(),
        )
        self.used: set[Meant] = set()

    # ---- what is read

    def _page(self, scene: Scene) -> Page:
        ids = frozenset({scene.id, *self.last_scenes.get(scene.id, ())})
        asked = [choice for choice in scene.choices if not choice.going_on]
        text = writing("text", ids, scene.text, self.story.player, scene.span)
        return Page(
            scene=scene,
            is_ending=scene.id in self.last_scenes,
            text=text,
            choices=tuple(self._part(choice, ids, "choice", choice.text) for choice in asked),
            hints=tuple(self._part(choice, ids, "hint", choice.hint) for choice in asked if choice.hint),
            thens=tuple(self._part(choice, ids, "then", choice.then) for choice in asked if choice.then),
            groups=arms.groups(self.story, text.forks),
        )

    def _part(self, choice: Choice, ids: frozenset[str], kind: Kind, text: Text) -> Writing:
        return writing(kind, ids | {choice.id}, text, self.story.player, choice.span)

    def _of(self, page: Page) -> Iterator[Writing]:
        yield page.text
        if page.scene.recall is not None:
            yield writing("recall", page.text.ids, page.scene.recall, self.story.player, page.scene.span)
        yield from (*page.choices, *page.hints, *page.thens)

    def _between(self) -> Iterator[Writing]:
        """What is told between scenes."""
        story = self.story
        for message in story.door:
            if message.text is not None:
                yield writing("door", frozenset({message.id, message.after}), message.text, story.player, message.span)
        for drain in story.drains:
            if drain.text is not None:
                yield writing("drain", frozenset({drain.after}), drain.text, story.player, drain.span)
        for chapter in story.chapters.values():
            if chapter.recap is not None:
                yield writing("recap", frozenset({chapter.id}), chapter.recap, story.player, chapter.span)

    def _afterwards(self) -> Iterator[Writing]:
        """What a debrief says."""
        for ending in self.story.endings.values():
            if ending.lead is not None:
                yield writing("lead", frozenset({ending.id}), ending.lead, self.story.player, ending.span)
        for lesson in self.story.lessons.values():
            yield from self._lesson(lesson)

    def _lesson(self, lesson: Lesson) -> Iterator[Writing]:
        ids, player = frozenset({lesson.id}), self.story.player
        for evidence in lesson.evidence:
            yield writing("evidence", ids, evidence.text, player, evidence.span)
        # A line in which nothing varies has no place of its own: its words are looked for below the lesson's name.
        if lesson.carry:
            yield writing("carry", ids, Text((Paragraph(None, (lesson.carry,), lesson.span),)), player, lesson.span)
        for _, text in lesson.tries:
            yield writing("try", ids, Text((Paragraph(None, (text,), lesson.span),)), player, lesson.span)

    # ---- places

    def place(self, words: Sequence[Word]) -> Span:
        """Where words stand, from the first to the last of them."""
        first = words[0].passage.place(words[0], self.sources)
        last = words[-1].passage.place(words[-1], self.sources)
        return Span(first.file, first.line, first.column, *max(last[3:], first[3:]))

    def start(self, words: Sequence[Word]) -> Span:
        """Where words stand, as far as the end of the line they begin on."""
        span = self.place(words)
        if span.end_line == span.line:
            return span
        on_line = [place for word in words if (place := word.passage.place(word, self.sources)).line == span.line]
        return Span(span.file, span.line, span.column, span.line, max(place.end_column for place in on_line))

    # ---- what is meant

    @cached_property
    def _stands(self) -> dict[Meant, frozenset[Word]]:
        """The words of each thing meant, wherever they stand in what it names."""
        found = {}
        for meant in self.style.meant:
            if meant.words is not None:
                phrase = Phrase.of(meant.words)
                within = [passage for each in self.writings if meant.within in each.ids for passage in each.passages]
                paths = phrase.find(within, across_sentences=True)
                found[meant] = frozenset(word for path in paths for word in path)
        return found

    def stands(self, meant: Meant) -> bool:
        """Whether the words that are meant stand in what it names."""
        return meant.words is None or bool(self._stands[meant])

    def lets(self, rule: str, words: Sequence[Word], *, is_whole: bool = False) -> bool:
        """Whether the author meant what a rule finds at some words; which is remembered."""
        found = [meant for meant in self.style.meant if self._covers(meant, rule, words, is_whole=is_whole)]
        self.used.update(found)
        return bool(found)

    def _covers(self, meant: Meant, rule: str, words: Sequence[Word], *, is_whole: bool) -> bool:
        if meant.of not in (None, rule) or (is_whole and meant.of is None):
            return False
        if not any(meant.within in word.passage.writing.ids for word in (words[0], words[-1])):
            return False
        return meant.words is None or any(word in self._stands[meant] for word in words)

    def unmeant(self, rule: str, places: Sequence[tuple[Word, ...]], allowed: int) -> list[tuple[Word, ...]]:
        """Places of which some are allowed: where there are more, those that the author did not mean."""
        if len(places) <= allowed:
            return list(places)
        return [words for words in places if not self.lets(rule, words)]
