"""What a name stands for, in an author's words: a line beside it in a list, or a paragraph over it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from game.author.language.index import Occurrence
from game.author.language.names import Symbol
from game.author.language.opened import OpenStory
from game.story.model import (
    Chapter,
    Choice,
    Ending,
    Half,
    Lesson,
    Member,
    Meter,
    Part,
    Place,
    Scene,
    Variable,
)
from game.story.nearest import listed
from game.story.pronouns import AGREEING
from game.story.prose import Slot, Text, Varied

CALLED: Final = {
    "scene": "a scene",
    "ending": "an ending",
    "choice": "a choice",
    "chapter": "a chapter",
    "part": "a part",
    "meter": "a meter",
    "variable": "a variable",
    "message": "a door message",
    "half": "a half",
    "person": "somebody in the cast",
    "place": "a place",
    "content": "a content note",
    "source": "a source",
    "lesson": "a lesson",
    "pair": "a pair",
    "lean": "a way to lean",
    "group": "a group of endings",
    "value": "a value",
}
"""What each kind of name is the name of."""
MOST_WORDS: Final = 24
MOST_NAMED: Final = 6


def line(story: OpenStory, symbol: Symbol) -> str:
    """What something is, on one line; empty where there is nothing to say."""
    thing = story.thing(symbol.kind, symbol.name)
    say = _LINES.get(symbol.kind)
    return say(story, thing) if say is not None and thing is not None else ""


def paragraph(story: OpenStory, symbol: Symbol) -> str:
    """What something is, where it stands, where it is set and where it is read: in Markdown."""
    made = story.names.made(symbol)
    what = CALLED[symbol.kind]
    if symbol.kind == "value":
        what = f"a value of `{symbol.of}`"
    said = [f"**{symbol.name}**, {what}"]
    about = line(story, symbol)
    if about:
        said.append(about)
    more = _MORE.get(symbol.kind)
    thing = story.thing(symbol.kind, symbol.name)
    if more is not None and thing is not None:
        said.extend(more(story, thing))
    said.extend(_used(story, symbol))
    if not made:
        said.append("It is written nowhere yet.")
    return "\n\n".join(said)


def first_words(text: Text | None, most: int = MOST_WORDS) -> str:
    """The words a text opens with; of what varies, dots."""
    if text is None or not text.paragraphs:
        return ""
    words = " ".join(_plain(piece) for piece in text.paragraphs[0].pieces).replace("*", "").split()
    return " ".join(words[:most]) + (" …" if len(words) > most or len(text.paragraphs) > 1 else "")


def _plain(piece: Any) -> str:
    if isinstance(piece, Varied):
        return "…"
    return f"{{{piece.word}}}" if isinstance(piece, Slot) else str(piece)


# ---- one line each


def _scene(story: OpenStory, scene: Scene) -> str:
    chapter = story.thing("chapter", scene.chapter)
    half = story.thing("half", scene.half)
    header = half.header if half is not None and half.header else ""
    where = [chapter.title if chapter is not None else "", header, " and ".join(scene.places), scene.time or ""]
    return " · ".join(part for part in (*where, first_words(scene.text, 10)) if part)


def _ending(story: OpenStory, ending: Ending) -> str:
    return ending.title + (", reached only by name" if ending.by_name else "")


def _choice(story: OpenStory, choice: Choice) -> str:
    words = first_words(choice.text)
    return f"“{words}”" if choice.spoken else words


def _chapter(story: OpenStory, chapter: Chapter) -> str:
    return chapter.title + (f": {chapter.question}" if chapter.question else "")


def _part(story: OpenStory, part: Part) -> str:
    chapter = next(
        (found.title for draft in story.drafts for found in draft.story.chapters.values() if part in found.parts), ""
    )
    half = story.thing("half", part.half)
    header = half.header if half is not None else ""
    return " · ".join(word for word in (chapter, header, f"begins with `{part.scene}`" if part.scene else "") if word)


def _meter(story: OpenStory, meter: Meter) -> str:
    return f"from {meter.low} to {meter.high}, and {meter.start} at first"


def _variable(story: OpenStory, variable: Variable) -> str:
    if variable.message:
        message = next((one for draft in story.drafts for one in draft.story.door if one.id == variable.id), None)
        sent = f", sent after `{message.after}`" if message is not None else ""
        return f"yes or no, for {variable.half}{sent}"
    can = listed(variable.values, "or") if variable.values else f"from {variable.low} to {variable.high}"
    whole = story.told
    kept = f", kept by {variable.half}" if variable.half and whole is not None and len(whole.halves) > 1 else ""
    until = f", until {variable.until}" if variable.until else ""
    return f"{can}, and {variable.word(variable.start)} at first{kept}{until}"


def _half(story: OpenStory, half: Half) -> str:
    return f"shown as *{half.header}*" if half.header else ""


def _member(story: OpenStory, member: Member) -> str:
    return f"{member.name}: {member.looks}" if member.looks else member.name


def _place(story: OpenStory, place: Place) -> str:
    return place.looks


def _lesson(story: OpenStory, lesson: Lesson) -> str:
    return lesson.title


def _said(story: OpenStory, words: str) -> str:
    return words


_LINES: Final[dict[str, Callable[[OpenStory, Any], str]]] = {
    "scene": _scene,
    "ending": _ending,
    "choice": _choice,
    "chapter": _chapter,
    "part": _part,
    "meter": _meter,
    "variable": _variable,
    "message": _variable,
    "half": _half,
    "person": _member,
    "place": _place,
    "lesson": _lesson,
    "content": _said,
    "source": _said,
    "group": _said,
}


# ---- and more, over a name


def _scene_more(story: OpenStory, scene: Scene) -> list[str]:
    said = []
    opening = first_words(scene.text)
    if opening:
        said.append(f"> {opening}")
    choices = [choice for choice in scene.choices if not choice.going_on]
    if choices:
        said.append("\n".join(f"- `{choice.id}`: {_choice(story, choice)}{_leads(choice)}" for choice in choices))
    elif scene.choices:
        said.append(f"Nothing to choose: it goes on{_leads(scene.choices[0])}.")
    return said


def _leads(choice: Choice) -> str:
    targets = tuple(dict.fromkeys(route.to for route in choice.goto))
    return f" → {listed([f'`{to}`' for to in targets], 'or')}" if targets else ""


def _choice_more(story: OpenStory, choice: Choice) -> list[str]:
    said = []
    moves = [f"{change.target} {change.amount:+}" for change in choice.effects]
    for given in choice.set:
        variable = story.thing("variable", given.variable)
        moves.append(f"{given.variable}: {variable.word(given.value) if variable is not None else given.value}")
    if moves:
        said.append(listed(moves))
    if choice.goto:
        said.append(f"Leads on{_leads(choice)}")
    return said


def _meter_more(story: OpenStory, meter: Meter) -> list[str]:
    words = ", ".join(f"{least} {word}" for least, word in meter.words)
    return [f"Words, from: {words}"] if words else []


def _ending_more(story: OpenStory, ending: Ending) -> list[str]:
    scene = story.thing("scene", ending.scene)
    return [f"> {first_words(scene.text)}"] if scene is not None else []


def _lesson_more(story: OpenStory, lesson: Lesson) -> list[str]:
    return [f"Asks: {lesson.carry}"] if lesson.carry else []


_MORE: Final[dict[str, Callable[[OpenStory, Any], list[str]]]] = {
    "scene": _scene_more,
    "choice": _choice_more,
    "meter": _meter_more,
    "ending": _ending_more,
    "lesson": _lesson_more,
}


# ---- where it is used


def _used(story: OpenStory, symbol: Symbol) -> list[str]:
    """Where it is set and read; of what is only named, where."""
    uses = list(story.names.uses(symbol))
    said = []
    if symbol.kind in ("meter", "variable", "message", "value"):
        set_, read = [one for one in uses if one.role == "set"], [one for one in uses if one.role == "read"]
        if symbol.kind == "message":
            said.append(f"Asked for {_places(read)}." if read else "No condition asks for it.")
        else:
            verb = "Changed" if symbol.kind == "meter" else "Set"
            said.append(
                f"{verb} {_places(set_)}." if set_ else f"Nothing {'changes' if verb == 'Changed' else 'sets'} it."
            )
            said.append(f"Read {_places(read)}." if read else "No condition reads it.")
        return said
    if symbol.kind in (
        "scene",
        "ending",
        "choice",
        "place",
        "person",
        "lesson",
        "content",
        "source",
        "lean",
        "group",
        "chapter",
    ):
        named = {
            "led to": [one for one in uses if one.kind == "target"],
            "asked about": [one for one in uses if one.role == "read"],
            "speaks": [one for one in uses if one.kind == "speaker"],
            "named": [one for one in uses if one.kind not in ("target", "speaker") and one.role != "read"],
        }
        said.extend(f"{what.capitalize()} {_places(some)}." for what, some in named.items() if some)
    return said


def _places(uses: Iterable[Occurrence]) -> str:
    """Where names stand, by the things they stand in."""
    within = list(dict.fromkeys(one.within for one in uses))
    shown = [f"`{name}`" if name else what.removeprefix("a ") or "the head" for what, name in within[:MOST_NAMED]]
    more = len(within) - len(shown)
    if more:
        shown.append(f"{more} more")
    return f"in {listed(shown)}"


def filled(word: str) -> str:
    """What a word between braces is filled in with: `they, she or he`; empty for another word."""
    if word == "name":
        return "the player's name"
    if word == "choice":
        return "what the player chose"
    forms = dict.fromkeys(agreeing[word] for agreeing in AGREEING.values() if word in agreeing)
    return listed(forms, "or") if forms else ""
