"""The walk through everything that a story says to its players: to say it in other words, or to list it.

What a thing is called in a catalogue (its **context**) never depends on where it stands or what comes before it: a beat goes by its
scene, its speaker and its own words. So a beat that is put in between leaves every other translated, and one that is reworded is the
only one to be stale.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

import attrs

from game.story.lesson import Lesson, Pair
from game.story.model import Chapter, Choice, Ending, Half, Member, Meter, Scene, Story
from game.story.place import Place
from game.story.prose import Text
from game.story.source import Span

Named = TypeVar("Named", bound=attrs.AttrsInstance)


class Voice(Protocol):
    """Whoever is handed the words, and hands back what is to stand there."""

    def line(self, context: str, words: str, span: Span, note: str = "") -> str:
        """A line in which nothing varies. `note` is for a translator."""

    def text(self, context: str, text: Text, note: str = "", *, speaks: bool = False, quotes: bool = False) -> Text:
        """A text.

        Args:
            context: what it belongs to.
            text: what stands there.
            note: for a translator.
            speaks: whether the player says it aloud.
            quotes: whether `{choice}` may stand in it.
        """


def retold(story: Story, voice: Voice) -> Story:
    """The story as a voice tells it. Ids, conditions and effects are untouched, so that every save is a save of it."""
    top = Span(next((half.span.file for half in story.halves.values()), story.folder), 1, 1, 1, 1)
    title = voice.line("story", story.title, top, "the story's title")
    tagline = voice.line("story", story.tagline, top, "the line under the title")
    about = voice.line("story", story.about, top, "after: This is a story about …") if story.about else ""
    wording = {
        key: voice.line("wording", words, top, f"said of the story by the game: `{key}`")
        for key, words in story.wording.items()
    }
    scenes = {name: _scene(story, scene, voice) for name, scene in story.scenes.items()}
    return attrs.evolve(
        story,
        title=title,
        tagline=tagline,
        about=about,
        wording=wording,
        meters=_each(story.meters, lambda each: _meter(each, voice)),
        halves=_each(story.halves, lambda each: _half(each, voice)),
        cast=_each(story.cast, lambda each: _member(each, voice)),
        places=_each(story.places, lambda each: _place(each, voice)),
        content={
            note: voice.line(f"content {note}", words, top, "a content note, said before a scene")
            for note, words in story.content.items()
        },
        groups={
            group: voice.line(f"group {group}", words, top, "follows a number of lives: *31, like yours, …*")
            for group, words in story.groups.items()
        },
        chapters=_each(story.chapters, lambda each: _chapter(each, voice)),
        scenes=scenes,
        choices={choice.id: choice for scene in scenes.values() for choice in scene.choices},
        door=tuple(attrs.evolve(each, text=_maybe(voice, f"door {each.id}", each.text)) for each in story.door),
        drains=tuple(
            attrs.evolve(each, text=_maybe(voice, f"drain after {each.after}", each.text)) for each in story.drains
        ),
        pairs=tuple(_pair(each, voice) for each in story.pairs),
        endings=_each(story.endings, lambda each: _ending(each, voice)),
        lessons=_each(story.lessons, lambda each: _lesson(each, voice)),
    )


def _each(things: Mapping[str, Named], tell: Callable[[Named], Named]) -> dict[str, Named]:
    return {name: tell(each) for name, each in things.items()}


def _maybe(voice: Voice, context: str, text: Text | None, note: str = "") -> Text | None:
    return None if text is None else voice.text(context, text, note)


def _scene(story: Story, scene: Scene, voice: Voice) -> Scene:
    where = story.headed(scene.chapter, scene.half) if scene.chapter else "an ending"
    note = ", ".join(
        part for part in (where, scene.time, *scene.places, *(f"{who} is there" for who, _ in scene.people)) if part
    )
    return attrs.evolve(
        scene,
        text=voice.text(f"scene {scene.id}", scene.text, note),
        choices=tuple(_choice(choice, voice) for choice in scene.choices),
        recall=_maybe(
            voice, f"recall {scene.id}", scene.recall, "said in the debrief, before a choice made in the scene"
        ),
        talk=attrs.evolve(
            scene.talk, ask=voice.line(f"talk {scene.id}", scene.talk.ask, scene.talk.span, "asked of a room")
        )
        if scene.talk
        else None,
    )


def _choice(choice: Choice, voice: Voice) -> Choice:
    if choice.going_on:
        return choice
    said = "said aloud by the player" if choice.spoken else "a choice: done, not said"
    return attrs.evolve(
        choice,
        text=voice.text(f"choice {choice.id}", choice.text, said, speaks=choice.spoken),
        hint=_maybe(voice, f"hint {choice.id}", choice.hint, "below the choice: what kind of cost it is"),
        then=_maybe(voice, f"then {choice.id}", choice.then, "told once the choice is made"),
    )


def _meter(meter: Meter, voice: Voice) -> Meter:
    words = tuple(
        (least, voice.line(f"meter {meter.id}", word, meter.span, f"from {least} up")) for least, word in meter.words
    )
    name = voice.line("meter", meter.id, meter.span, "the name of a meter")
    return attrs.evolve(meter, words=words, name="" if name == meter.id else name)


def _half(half: Half, voice: Voice) -> Half:
    header = voice.line(f"half {half.id}", half.header, half.span, "after a day: *Monday, inside*")
    name = voice.line(f"half {half.id}", half.name, half.span, "a name") if half.name else half.name
    return attrs.evolve(half, header=header, name=name)


def _member(member: Member, voice: Voice) -> Member:
    context = f"cast {member.id}"
    return attrs.evolve(
        member,
        name=voice.line(context, member.name, member.span, f"a name ({member.pronouns})"),
        outside=voice.line(context, member.outside, member.span, "their other name")
        if member.outside
        else member.outside,
        looks=voice.line(context, member.looks, member.span, "said to whoever does not see the picture"),
    )


def _place(place: Place, voice: Voice) -> Place:
    context, note = f"place {place.id}", "said to whoever does not see the picture"
    otherwise = tuple(
        attrs.evolve(each, looks=voice.line(context, each.looks, each.span, f"{note}, as it looks then"))
        for each in place.instead
    )
    return attrs.evolve(place, looks=voice.line(context, place.looks, place.span, note), instead=otherwise)


def _chapter(chapter: Chapter, voice: Voice) -> Chapter:
    context = f"day {chapter.id}"
    return attrs.evolve(
        chapter,
        title=voice.line("day", chapter.title, chapter.span, "the name of a day"),
        question=voice.line(context, chapter.question, chapter.span, "the day's question")
        if chapter.question
        else None,
        recap=_maybe(voice, context, chapter.recap, "told where the day is begun by itself"),
    )


def _pair(pair: Pair, voice: Voice) -> Pair:
    context = f"pair {pair.id}"
    return attrs.evolve(
        pair,
        title=voice.line(context, pair.title, pair.span, "the title of a page of the debrief"),
        carry=voice.line(context, pair.carry, pair.span, "a question to carry away") if pair.carry else pair.carry,
    )


def _ending(ending: Ending, voice: Voice) -> Ending:
    context = f"ending {ending.id}"
    return attrs.evolve(
        ending,
        title=voice.line(context, ending.title, ending.span, "the title of an ending"),
        lead=_maybe(voice, context, ending.lead, "what the debrief says first"),
    )


def _lesson(lesson: Lesson, voice: Voice) -> Lesson:
    context = f"lesson {lesson.id}"
    return attrs.evolve(
        lesson,
        title=voice.line(context, lesson.title, lesson.span, "the title of a lesson"),
        evidence=tuple(
            attrs.evolve(each, text=voice.text(context, each.text, "what the lesson saw in this life", quotes=True))
            for each in lesson.evidence
        ),
        carry=voice.line(context, lesson.carry, lesson.span, "a question to carry away"),
        tries=tuple(
            (who, voice.line(context, words, lesson.span, f"a small thing to try: {who}"))
            for who, words in lesson.tries
        ),
    )
