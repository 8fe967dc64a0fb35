"""A script to read aloud from: one page that prints, of a story, of one of its days, or of one life in it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import attrs

from game import disk
from game.author.script.bits import Bit, Line, line_told
from game.author.script.telling import Offered, Told, offered, told
from game.keepsake.told import Page, days
from game.language import ENGLISH, in_quotes
from game.play import setting
from game.play.history import Playthrough
from game.story.model import Ink, Scene, Story
from game.story.place import Place
from game.story.tongues import are_alike
from game.story.wording import asked

TEMPLATE: Final = "script.html"
FACES: Final = (
    ("Reading", "normal", 400, "text.ttf"),
    ("Reading", "italic", 400, "text-italic.ttf"),
    ("Reading", "normal", 700, "text-bold.ttf"),
    ("Display", "normal", 400, "display.ttf"),
)
"""The cuts that travel inside the page: each may be embedded under the SIL Open Font License."""


@attrs.frozen
class Part:
    """A scene as it is read aloud, or what is told between two."""

    id: str
    """Its address in the page; empty where nothing leads to it."""
    heading: str
    ink: Ink
    setting: str
    """Where it is, for whoever is to say it."""
    when: str
    lines: tuple[Line, ...]
    choices: tuple[Offered, ...] = ()
    chosen: tuple[Line, ...] = ()
    """In a life, what was chosen."""
    after: tuple[Line, ...] = ()
    """In a life, what was told then."""


@attrs.frozen
class Section:
    """A day, or the endings."""

    title: str
    question: str
    parts: tuple[Part, ...]
    is_ours: bool = False
    """Whether its title is no word of the story's."""


def page_of_story(story: Story, chapter: str | None = None) -> str:
    """The whole story, every variant with what it asks, or one of its days."""
    sections = [
        Section(day.title, day.question or "", tuple(_day(story, day.id)))
        for day in story.chapters.values()
        if chapter in (None, day.id)
    ]
    if chapter is None:
        sections.append(Section("Endings", "", tuple(_endings(story)), is_ours=True))
    what = (
        "every variant with what it asks"
        if chapter is None
        else f"{story.chapters[chapter].title}, every variant with what it asks"
    )
    return _rendered(story, sections, what)


def page_of_life(life: Playthrough) -> str:
    """One life, as it was told."""
    sections = [
        Section(day.title, day.question, tuple(_lived(life.story, page) for page in day.pages)) for day in days(life)
    ]
    return _rendered(life.story, sections, "one life, as it was told")


# ---- a story


def _day(story: Story, chapter: str) -> list[Part]:
    found = []
    for each in told(story, chapter):
        if each.kind == "scene":
            found.append(_scene(story, story.scenes[each.scene], each.lines))
        elif each.kind in ("at the door", "before the day"):
            found.append(_between(story, each))
    return found


def _scene(story: Story, scene: Scene, lines: tuple[Line, ...]) -> Part:
    half = story.halves[scene.half]
    heading = ", ".join(filter(None, (scene.id, half.header, scene.time)))
    return Part(scene.id, heading, half.ink, _setting(story, scene), "", lines, offered(story, scene))


def _setting(story: Story, scene: Scene, seen: tuple[Place, ...] | None = None) -> str:
    """Where a scene is and who is there: as a life saw it, or in every way that it may look."""
    every = (_looks(story.places[place], scene) for place in scene.places if place in story.places)
    looks = " ".join(every if seen is None else (place.looks for place in seen))
    people = ", ".join(f"{story.cast[who].name} {mood}" for who, mood in scene.people if who in story.cast)
    return " ".join(filter(None, (looks, f"{people}." if people else "")))


def _looks(place: Place, scene: Scene) -> str:
    otherwise = [f"{asked(each.when)}: {each.looks}" for each in place.shown_by(scene.half)]
    return f"{place.looks} [{' | '.join(otherwise)}]" if otherwise else place.looks


def _between(story: Story, each: Told) -> Part:
    half = story.halves.get(each.half)
    heading = (
        "If the day is begun alone" if each.kind == "before the day" else f"At the door, {half.header if half else ''}"
    )
    when = "" if each.kind == "before the day" else each.when
    return Part("", heading, half.ink if half is not None else "both", "", when, each.lines)


def _endings(story: Story) -> list[Part]:
    by_scene = {ending.scene: ending for ending in story.endings.values()}
    return [
        Part(
            by_scene[each.scene].id,
            by_scene[each.scene].title,
            story.halves[each.half].ink if each.half in story.halves else "both",
            _setting(story, story.scenes[each.scene]),
            each.when,
            each.lines,
        )
        for each in told(story)
        if each.kind == "scene" and each.scene in by_scene
    ]


# ---- a life


def _lived(story: Story, page: Page) -> Part:
    answer, code = page.answer, story.told_in(page.state.chapter)
    speaker = story.player.name if answer is not None and answer.spoken else ""
    chosen = () if answer is None else (in_quotes(answer.words, code) if speaker else answer.words,)
    return Part(
        page.scene,
        page.heading,
        page.ink,
        _setting(story, story.scenes[page.scene], setting.places(story, page.state)),
        "",
        tuple(map(line_told, (*page.before, *page.beats))),
        chosen=tuple(Line("", (Bit("words", words),)) for words in chosen),
        after=() if answer is None else tuple(map(line_told, answer.then)),
    )


# ---- the page


def _rendered(story: Story, sections: Sequence[Section], what: str) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    css = "".join(_face(*face) for face in FACES) + (Path(__file__).parent / "script.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    speaking = {line.speaker for each in sections for part in each.parts for line in _said(part)}
    return environment.get_template(TEMPLATE).render(
        story=story,
        sections=sections,
        what=what,
        ours=Markup("") if are_alike(story.told_in(), ENGLISH) else Markup(' lang="en"'),
        cast=[member for member in story.cast.values() if member.id in speaking],
        css=Markup(css),  # noqa: S704  (our own file, as it is)
        policy=f"default-src 'none'; base-uri 'none'; font-src data:; style-src 'sha256-{digest}'",
    )


def _said(part: Part) -> tuple[Line, ...]:
    return (*part.lines, *part.after, *(line for each in part.choices for line in each.then))


def _face(family: str, slant: str, weight: int, file: str) -> str:
    data = base64.b64encode(disk.asset(f"fonts/{file}").read_bytes()).decode()
    return f"@font-face{{font-family:{family};font-style:{slant};font-weight:{weight};src:url(data:font/ttf;base64,{data})}}"
