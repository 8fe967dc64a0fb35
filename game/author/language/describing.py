"""What a name stands for, in an author's words: a line beside it in a list, or a paragraph over it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from game.author.language.names import Symbol
from game.author.language.opened import OpenStory
from game.author.language.using import used
from game.story.model import (
    Chapter,
    Choice,
    Ending,
    Half,
    Lesson,
    Member,
    Meter,
    Part,
    Scene,
    Variable,
)
from game.story.nearest import listed
from game.story.place import Place
from game.story.pronouns import AGREEING
from game.story.prose import Slot, Text, Varied
from game.story.wording import asked

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
WORDS: Final = {
    "lowest": "The lower of the two readings.",
    "highest": "The higher of the two readings.",
    "mean-up": "The middle between the two readings; of a half, the next whole number up.",
    "mean-down": "The middle between the two readings; of a half, the next whole number down.",
    "inner": "The first of the two inks.",
    "outer": "The second of the two inks.",
    "both": "Both inks.",
    "wide": "Across the top of the page, 1280 by 452.",
    "column": "Beside the text, 580 by 720.",
    "goto": "Only by a `goto:` that names it.",
    "pairs": "Two by two.",
    "fours": "Four by four.",
    "all": "All together.",
    "they": "they, them, their, theirs, themself; *they are*.",
    "she": "she, her, her, hers, herself; *she is*.",
    "he": "he, him, his, his, himself; *he is*.",
    "it": "it, its, itself; *it is*.",
}
"""What words of the format mean, where it has a few of them to choose from."""
MOST_WORDS: Final = 24


def line(story: OpenStory, symbol: Symbol) -> str:
    """What something is, on one line; empty where there is nothing to say."""
    thing = story.thing(symbol.kind, symbol.name)
    say = _LINES.get(symbol.kind)
    return say(story, thing) if say is not None and thing is not None else ""


def paragraph(story: OpenStory, symbol: Symbol) -> str:
    """What something is, where it stands, where it is set and where it is read: in Markdown."""
    what = f"a value of `{symbol.of}`" if symbol.kind == "value" else CALLED[symbol.kind]
    said = [f"**{symbol.name}**, {what}"]
    thing = story.thing(symbol.kind, symbol.name)
    more = _MORE.get(symbol.kind)
    if thing is not None and more is not None:
        said.extend(more(story, thing))
    elif about := line(story, symbol):
        said.append(_sentence(about))
    said.extend(used(story, symbol))
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


def _header(story: OpenStory, scene: Scene) -> str:
    """Its day, its half, its places and its hour: as the page has them."""
    chapter = story.thing("chapter", scene.chapter)
    half = story.thing("half", scene.half)
    where = [chapter.title if chapter is not None else "", half.header if half is not None else ""]
    return " · ".join(part for part in (*where, " and ".join(scene.places), scene.time or "") if part)


def _scene(story: OpenStory, scene: Scene) -> str:
    words = first_words(scene.text, 10)
    return " · ".join(part for part in (_header(story, scene), words) if part)


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
    return f"{meter.low} to {meter.high}; {meter.start} at first"


def _variable(story: OpenStory, variable: Variable) -> str:
    if variable.message:
        message = next((one for draft in story.drafts for one in draft.story.door if one.id == variable.id), None)
        sent = f", sent after `{message.after}`" if message is not None else ""
        return f"yes or no, for {variable.half}{sent}"
    can = "yes or no" if variable.is_flag else f"one of {', '.join(variable.values)}"
    if not variable.values:
        can = f"{variable.low} to {variable.high}"
    whole = story.told
    kept = f"; kept by {variable.half}" if variable.half and whole is not None and len(whole.halves) > 1 else ""
    until = f"{'' if kept else ';'} until {variable.until}" if variable.until else ""
    return f"{can}; {variable.word(variable.start)} at first{kept}{until}"


def _half(story: OpenStory, half: Half) -> str:
    return f"shown as *{half.header}*" if half.header else ""


def _member(story: OpenStory, member: Member) -> str:
    return f"{member.name}: {member.looks}" if member.looks else member.name


def _place(story: OpenStory, place: Place) -> str:
    otherwise = (f"; where `{asked(each.when)}`: {each.looks}" for each in place.instead)
    return "".join((place.looks, *otherwise))


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
    said = [_header(story, scene), f"> {first_words(scene.text) or 'Nothing is told in it yet.'}"]
    choices = [choice for choice in scene.choices if not choice.going_on]
    if choices:
        said.append("\n".join(f"- `{choice.id}`: {_choice(story, choice)}{_arrow(choice)}" for choice in choices))
    elif scene.choices:
        said.append(f"There is nothing to choose; it leads to {_targets(scene.choices[0])}.")
    return [line for line in said if line]


def _targets(choice: Choice) -> str:
    return listed([f"`{to}`" for to in dict.fromkeys(route.to for route in choice.goto)], "or")


def _arrow(choice: Choice) -> str:
    return f" → {_targets(choice)}" if choice.goto else ""


def _choice_more(story: OpenStory, choice: Choice) -> list[str]:
    said = [f"> {_choice(story, choice)}"]
    moves = [f"{change.target} {change.amount:+}".replace(" -", " −") for change in choice.effects]
    given = []
    for one in choice.set:
        variable = story.thing("variable", one.variable)
        given.append(f"{one.variable} to {variable.word(one.value) if variable is not None else one.value}")
    scene = next((draft.story.scene_of[choice.id] for draft in story.drafts if choice.id in draft.story.scene_of), "")
    if scene:
        said.append(f"Offered in `{scene}`.")
    if moves:
        said.append(f"Moves {listed(moves)}.")
    if given:
        said.append(f"Sets {listed(given)}.")
    if choice.goto:
        said.append(f"Leads to {_targets(choice)}.")
    return said


def _meter_more(story: OpenStory, meter: Meter) -> list[str]:
    words = ", ".join(f"{word} from {least}" for least, word in meter.words)
    return [_sentence(_meter(story, meter)), *([f"Words: {words}."] if words else [])]


def _ending_more(story: OpenStory, ending: Ending) -> list[str]:
    scene = story.thing("scene", ending.scene)
    return [_sentence(_ending(story, ending)), *([f"> {first_words(scene.text)}"] if scene is not None else [])]


def _lesson_more(story: OpenStory, lesson: Lesson) -> list[str]:
    return [_sentence(lesson.title), *([f"To carry away: {lesson.carry}"] if lesson.carry else [])]


_MORE: Final[dict[str, Callable[[OpenStory, Any], list[str]]]] = {
    "scene": _scene_more,
    "choice": _choice_more,
    "meter": _meter_more,
    "ending": _ending_more,
    "lesson": _lesson_more,
}


def _sentence(words: str) -> str:
    if not words:
        return ""
    return words[0].upper() + words[1:] + ("" if words[-1] in ".?!…”" else ".")


def filled(word: str) -> str:
    """What a word between braces is filled in with: `they, she or he`; empty for another word."""
    if word == "name":
        return "the player's name"
    if word == "choice":
        return "what the player chose"
    forms = dict.fromkeys(agreeing[word] for agreeing in AGREEING.values() if word in agreeing)
    return listed(forms, "or") if forms else ""
