"""`ampersand check --pronouns`: what the player's pronouns change in a story, side by side, and verbs that do not agree."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Final, TextIO

import attrs

from game.author.agreement import Wrong, wrong_in
from game.author.opened import in_json, opened
from game.author.table import USUAL, columns, paragraph, plain
from game.story.model import Story
from game.story.pronouns import AGREEING, agreeing
from game.story.prose import Paragraph, Piece, Slot, Text, Varied
from game.story.source import Span

MADE: Final = "zey/zem/zeir/zeirs/zemself/is"
"""Pronouns that no story was written with, as a player may bring them: where one stands, no eye reads over it."""
SETS: Final[Mapping[str, Mapping[str, str]]] = {**AGREEING, "zey": agreeing(MADE)}
BETWEEN: Final = "  "
_SENTENCE: Final = re.compile(r"(?:\[[^\[\]]*\]|[^\[\]])*?(?:(?:[.!?…][’”]*|\[[^\[\]]*[.!?…]\])(?=\s)|$)")
"""A sentence; what ends inside brackets ends one only where the brackets do too."""


def run(path: Path, output: TextIO, talk: TextIO, *, form: str, width: int = USUAL) -> int:
    """Show what pronouns change in a story, and return the command's exit code.

    Args:
        path: its folder or file.
        output: where it goes.
        talk: where it is said that there is no story.
        form: `text` or `json`.
        width: columns that a page of text may take.
    """
    found = opened(path, form, output, talk)
    if isinstance(found, int):
        return found
    differing, wrong = differences(found.story), wrong_verbs(found.story)
    if form == "json":
        output.write(in_json({**_record(found.story, differing, wrong), "problems": found.problems}))
    else:
        output.write(_page(found.story, differing, wrong, found.warning, width))
    return found.code


# ---- what pronouns change


@attrs.frozen
class Difference:
    """A sentence that pronouns change."""

    place: str
    """The id of the scene, choice, lesson or whatever it belongs to."""
    span: Span
    """The paragraph it is in."""
    said: Mapping[str, str]
    """How it reads under each of `SETS`, every arm of a variant between brackets."""


def differences(story: Story) -> tuple[Difference, ...]:
    """Every sentence that reads differently under different pronouns, in the story's order."""
    return tuple(
        Difference(place, written.span, dict(zip(SETS, sentences, strict=True)))
        for place, written in paragraphs(story)
        if any(_agrees(slot) for slot in slots(written.pieces))
        for sentences in zip(*(_sentences(rendered(story, written, each)) for each in SETS), strict=True)
        if len(set(sentences)) > 1
    )


def _sentences(words: str) -> list[str]:
    return [sentence.strip() for sentence in _SENTENCE.findall(words)]


def paragraphs(story: Story) -> Iterator[tuple[str, Paragraph]]:
    """Every paragraph that may hold a pronoun, and the id of what it belongs to."""
    for place, text in _texts(story):
        for written in text.paragraphs if text is not None else ():
            yield place, written


def _texts(story: Story) -> Iterator[tuple[str, Text | None]]:
    for chapter in story.chapters.values():
        yield chapter.id, chapter.recap
    for scene in story.scenes.values():
        yield scene.id, scene.text
        yield scene.id, scene.recall
        for choice in scene.choices:
            yield from ((choice.id, text) for text in (choice.text, choice.hint, choice.then))
    yield from ((message.id, message.text) for message in story.door)
    yield from ((f"after {drain.after}", drain.text) for drain in story.drains)
    yield from ((ending.id, ending.lead) for ending in story.endings.values())
    yield from ((lesson.id, each.text) for lesson in story.lessons.values() for each in lesson.evidence)


def rendered(story: Story, written: Paragraph, pronouns: str) -> str:
    """A paragraph under one of `SETS`, every arm of a variant between brackets, on one line."""
    words = "".join(_rendered(written.pieces, story.player.name, SETS[pronouns]))
    return " ".join(words.replace("*", "").replace("\\", "").split())


def _rendered(pieces: Iterable[Piece], name: str, words: Mapping[str, str]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, str):
            yield piece
        elif isinstance(piece, Slot):
            yield filled(piece, name, words)
        else:
            yield "[" + " / ".join("".join(_rendered(branch.pieces, name, words)) for branch in piece.branches) + "]"


def filled(slot: Slot, name: str, words: Mapping[str, str]) -> str:
    """What a slot becomes under one set of pronouns."""
    many, bar, one = slot.word.partition("|")
    if bar:
        word = many if words["are"] == "are" else one
    else:
        word = {"name": name, "choice": "…", **words}[slot.word]
    return word[:1].upper() + word[1:] if slot.capital else word


def slots(pieces: Iterable[Piece]) -> Iterator[Slot]:
    """Every slot, in every arm."""
    for piece in pieces:
        if isinstance(piece, Slot):
            yield piece
        elif isinstance(piece, Varied):
            yield from (slot for branch in piece.branches for slot in slots(branch.pieces))


def _agrees(slot: Slot) -> bool:
    return slot.word not in ("name", "choice")


# ---- verbs that do not agree


@attrs.frozen
class WrongVerb:
    """A verb that does not agree with the player under some pronouns."""

    place: str
    span: Span
    pronouns: str
    wrong: Wrong


def wrong_verbs(story: Story) -> tuple[WrongVerb, ...]:
    """Every verb beside a pronoun of the player's, or filled in for one, that is of the wrong number."""
    return tuple(
        WrongVerb(place, written.span, pronouns, wrong)
        for place, written in paragraphs(story)
        if any(slots(written.pieces))
        for pronouns, words in SETS.items()
        for wrong in dict.fromkeys(
            wrong
            for told in tellings(written.pieces)
            for wrong in wrong_in(_told(told, story.player.name, words), plural=words["are"] == "are")
        )
    )


def _told(pieces: Sequence[str | Slot], name: str, words: Mapping[str, str]) -> list[tuple[str, str | None]]:
    return [(each, None) if isinstance(each, str) else (filled(each, name, words), each.word) for each in pieces]


def tellings(pieces: Sequence[Piece]) -> Iterator[tuple[str | Slot, ...]]:
    """Enough ways of telling some pieces that each arm is in one of them, beside what stands beside it."""
    most = max((len(piece.branches) for piece in pieces if isinstance(piece, Varied)), default=1)
    for at in range(most):
        told: list[str | Slot] = []
        for piece in pieces:
            if isinstance(piece, Varied):
                arm = piece.branches[min(at, len(piece.branches) - 1)]
                told += [each for each in arm.pieces if not isinstance(each, Varied)]
            else:
                told.append(piece)
        yield tuple(told)


# ---- for a reader


def _page(story: Story, differing: Sequence[Difference], wrong: Sequence[WrongVerb], warning: str, width: int) -> str:
    count = f"{len(differing):,} sentence{'' if len(differing) == 1 else 's'}"
    said = (
        f"What the player's pronouns change in *{story.title}*: {count}, under {', '.join(SETS)}. The last are made up, so "
        "that no eye reads over them. Variants stand between brackets."
        if differing
        else f"No sentence of *{story.title}* depends on the player's pronouns."
    )
    parts = [
        paragraph(warning, width),
        paragraph(said, width),
        *(_side_by_side(each, width) for each in differing),
        _wrong(differing, wrong, width),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _side_by_side(difference: Difference, width: int) -> str:
    wide = max(16, (width - len(BETWEEN) * (len(SETS) - 1)) // len(SETS))
    made = [textwrap.wrap(plain(said), wide) for said in difference.said.values()]
    rows = zip_longest(*made, fillvalue="")
    lines = (BETWEEN.join(cell + " " * (wide - columns(cell)) for cell in row).rstrip() for row in rows)
    return "\n".join((f"{difference.place}, {difference.span}", *lines))


def _wrong(differing: Sequence[Difference], wrong: Sequence[WrongVerb], width: int) -> str:
    if not wrong and not differing:
        return ""
    if not wrong:
        return "Every verb beside a pronoun of the player's agrees with it."
    lines = (f"  {each.span}, under {each.pronouns}: “{each.wrong.words}”, {each.wrong.why}" for each in wrong)
    return "\n".join((paragraph("Verbs that do not agree:", width), *lines))


# ---- for a program


def _record(story: Story, differing: Sequence[Difference], wrong: Sequence[WrongVerb]) -> dict[str, object]:
    return {
        "story": story.id,
        "pronouns": list(SETS),
        "differences": [
            {"in": each.place, "file": each.span.file, "line": each.span.line, "said": dict(each.said)}
            for each in differing
        ],
        "wrong_verbs": [
            {
                "in": each.place,
                "file": each.span.file,
                "line": each.span.line,
                "pronouns": each.pronouns,
                **attrs.asdict(each.wrong),
            }
            for each in wrong
        ],
    }
