"""What the page shows of a playing scene, as data: its words and choices, and every reading, variable and fact there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from game import disk
from game.author.page.stage import Stage
from game.language import speech_marks
from game.play import page, setting
from game.play.events import Entered, Folded, Moved, Said
from game.play.tables import tables_of
from game.story.condition import Condition, reads
from game.story.model import Choice, Scene, Story
from game.story.place import Place
from game.story.prose import Beat, Piece, Text, Varied
from game.story.source import Source

Shown = dict[str, Any]


def shown(stage: Stage, sources: Mapping[str, Source]) -> Shown:
    """Everything of a stage that the page shows.

    Args:
        stage: What plays.
        sources: The files the story was read from, for the words of a condition.
    """
    story, state, life = stage.story, stage.state, stage.life
    scene = story.scenes[state.scene]
    entered = next(event for event in reversed(life.latest) if isinstance(event, Entered))
    asked = frozenset((*_asked(scene), *_asked_of_places(story, scene)))
    ending = story.endings[state.ending] if state.ending else None
    return {
        "scene": scene.id,
        "file": scene.span.file,
        "line": scene.span.line,
        "heading": page.header(story, state),
        "ink": story.halves[state.half].ink,
        "language": story.written_in,
        "speech": speech_marks(story.written_in),
        "content": [story.content.get(note, note) for note in scene.content],
        "places": [_place(story, place) for place in setting.places(story, state)],
        "people": [story.cast[who].name + (f", {mood}" if mood != "rested" else "") for who, mood in scene.people],
        "before": [beat for event in life.latest if isinstance(event, Said) for beat in _beats(story, event.beats)],
        "moved": [
            page.moved(story, event)
            for event in life.latest
            if isinstance(event, Moved) and event.half in (state.half, *_woken(stage))
        ],
        "folded": any(isinstance(event, Folded) for event in life.latest),
        "beats": list(_beats(story, entered.beats)),
        "choices": [_choice(stage, choice, sources) for choice in scene.choices],
        "ending": {"title": ending.title, "lead": page.plain(story, state, ending.lead)} if ending else None,
        "canGoBack": stage.can_go_back,
        "canGoForward": stage.can_go_forward,
        "made": len(life.before) + len(life.steps),
        "notice": stage.notice,
        "readings": _readings(stage, asked),
        "variables": _variables(stage, asked),
        "facts": _facts(stage, asked),
    }


def _woken(stage: Stage) -> tuple[str, ...]:
    """The half whose page the last choice was made on."""
    life = stage.life
    return (life.back().state.half,) if life.steps else ()


def _beats(story: Story, told: Iterable[Beat]) -> Iterator[Shown]:
    for beat in told:
        speaker = story.cast[beat.speaker].name if beat.speaker else ""
        yield {"speaker": speaker, "runs": [[run.text, run.italic] for run in beat.runs]}


def _choice(stage: Stage, choice: Choice, sources: Mapping[str, Source]) -> Shown:
    story, state = stage.story, stage.state
    is_open = not stage.life.is_over and tables_of(story).holds(choice.when, state)
    return {
        "id": choice.id,
        "words": page.wording(story, state, choice),
        "spoken": choice.spoken,
        "hint": page.hint(story, state, choice),
        "goingOn": choice.going_on,
        "open": is_open,
        "when": _words(choice.when, sources),
        "made": choice.id in state.chosen,
    }


def _words(condition: Condition | None, sources: Mapping[str, Source]) -> str:
    """A condition as it is written."""
    if condition is None or condition.span.file not in sources:
        return ""
    span, source = condition.span, sources[condition.span.file]
    if span.line != span.end_line:
        return " ".join(source.line(at).strip() for at in range(span.line, span.end_line + 1))
    return source.line(span.line)[span.column - 1 : span.end_column - 1]


def _place(story: Story, place: Place) -> Shown:
    """A place in words, and the plates of its picture, by the names they are served under."""
    plates = [name for name in _plates(place.picture) if picture(story.folder, name)] if place.picture else []
    return {"looks": place.looks, "plates": plates, "wide": place.wide}


def _plates(named: str) -> tuple[str, ...]:
    stem, dot, ending = named.rpartition(".")
    return (named, f"{stem}.inner{dot}{ending}", f"{stem}.outer{dot}{ending}")


def picture(folder: str, name: str) -> bytes | None:
    """A drawing that some place of the story may name; none where there is no such drawing."""
    from pathlib import Path

    found = disk.picture(name, story=Path(folder)) if name.endswith(".svg") else None
    return None if found is None else disk.read(found)


# ---- what can be set


def _readings(stage: Stage, asked: frozenset[str]) -> list[Shown]:
    """Each half's meters, that which is awake first."""
    story, state = stage.story, stage.state
    halves = sorted(story.halves.values(), key=lambda half: half.id != state.half)
    return [
        {
            "half": half.id,
            "name": half.header or half.id,
            "ink": half.ink,
            "awake": half.id == state.half,
            "meters": [
                {
                    "id": meter.id,
                    "low": meter.low,
                    "high": meter.high,
                    "value": gauge.value,
                    "word": gauge.word,
                    "words": [[least, word] for least, word in meter.words],
                    "asked": half.id == state.half and meter.id in asked,
                }
                for meter, gauge in zip(story.meters.values(), page.gauges(story, state, half.id), strict=True)
            ],
        }
        for half in halves
    ]


def _variables(stage: Stage, asked: frozenset[str]) -> list[Shown]:
    story, state = stage.story, stage.state
    return [
        {
            "id": variable.id,
            "half": variable.half,
            "values": list(variable.values),
            "low": variable.low,
            "high": variable.high,
            "value": variable.word(value),
            "door": variable.message,
            "asked": variable.id in asked,
        }
        for variable, value in zip(story.variables.values(), state.variables, strict=True)
    ]


def _facts(stage: Stage, asked: frozenset[str]) -> list[Shown]:
    """What the scene asks about the past."""
    keys, state, found = tables_of(stage.story).keys, stage.state, []
    for key in sorted(asked):
        kind, _, rest = key.partition("(")
        if kind in ("visited", "chose") and key in keys:
            name = keys[key][2]
            held = name in (state.visited if kind == "visited" else state.chosen)
            found.append({"kind": kind, "name": name, "asks": key, "holds": held, "fixed": name == state.scene})
            assert rest
    return found


def _asked(scene: Scene) -> Iterator[str]:
    """Every fact that the words, choices and ways on of a scene look at."""
    yield from _of_text(scene.text)
    for choice in scene.choices:
        for text in (choice.text, choice.hint, choice.then):
            yield from _of_text(text)
        for condition in (choice.when, *(route.when for route in choice.goto)):
            yield from () if condition is None else reads(condition)


def _asked_of_places(story: Story, scene: Scene) -> Iterator[str]:
    """Every fact that how its places look depends on."""
    for place in scene.places:
        for each in story.places[place].shown_by(scene.half):
            yield from reads(each.when)


def _of_text(text: Text | None) -> Iterator[str]:
    for paragraph in text.paragraphs if text else ():
        yield from _of_pieces(paragraph.pieces)


def _of_pieces(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, Varied):
            for branch in piece.branches:
                yield from () if branch.when is None else reads(branch.when)
                yield from _of_pieces(branch.pieces)
