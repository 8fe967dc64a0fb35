"""A story told in another language: its catalogue, `languages/fr.po` in its folder, read beside it.

Nothing that a translator writes can change what happens: a variant may ask only what the same text asks in the story's own language,
and what cannot be read falls back to it, line by line. What is stale (`fuzzy`) does too.

Where a language agrees with whom it speaks of, its catalogue says how, once, in its head:

    X-Forms: he | she | they
    X-Form il: il | elle | iel | they
    X-Form e: | e | ·e

Then `{il} est rentré{e}` in a text follows the player's pronouns, and so does `{heureux | heureuse | heureux·se}`. The fourth word of a
form, where there is one, names which of a player's own five words takes its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import attrs

from game import catalogue
from game.catalogue import Catalogue, Place
from game.language import PSEUDO
from game.pseudo import pseudo
from game.story.condition import Condition
from game.story.diagnostic import Report
from game.story.model import Scene, Story
from game.story.prose import Paragraph, Piece, Slot, Text
from game.story.prose_parser import Forms, ProseParser
from game.story.retelling import retold
from game.story.source import Origin, Span
from game.story.tongues import are_alike
from game.story.typeset import set_pieces, typeset
from game.story.wording import asked, conditions, written
from game.typography import Marks, marks

FOLDER: Final = "languages"
FORMS: Final = "X-Forms"
FORM: Final = "X-Form "
SOUND: Final = "sound"
CUE: Final = "cue "
"""What the contexts of what is written for sounds are, and begin with; a scene's id follows."""
AS_WRITTEN: Final = " as written"
"""What stands after somebody's id who is called what they are in the story's own language."""
LEAST: Final = 0.5
"""The share of a day's lines that has to be translated for the day to count as told in the language."""


def file_of(folder: str | Path, code: str) -> Path:
    """Where the catalogue of a language is, or would be."""
    return Path(folder) / FOLDER / f"{code}.po"


def translated(story: Story, code: str) -> Story:
    """The story in a language; in its own words, and saying so, where it has no catalogue for it that can be read."""
    if are_alike(code, story.written_in):
        return typeset(story)
    if code == PSEUDO:
        voice = _Pseudo()
        return attrs.evolve(retold(story, voice), language=code, called=voice.called)
    file = file_of(story.folder, code)
    try:
        read = catalogue.read(file)
    except (OSError, ValueError):
        return _untold(story, code)
    return told_by(story, code, read, str(file))


def told_by(story: Story, code: str, read: Catalogue, file: str) -> Story:
    """The story in the words of a catalogue."""
    teller = Teller(read, marks(code), file, marks(story.written_in))
    told = retold(story, teller)
    untold = _left(story, teller.lines)
    called = {own: other for own, other in teller.called.items() if own != other}
    told = _with_own_names(told, story, untold)
    printers = marks(code)
    heard = {
        key: printers.set(words[0]) for key, words in read.words.items() if key[0] == SOUND or key[0].startswith(CUE)
    }
    return attrs.evolve(told, language=code, untold=untold, called=called, heard=heard)


def _untold(story: Story, code: str) -> Story:
    """The story in its own words, told to whom they are no language of theirs."""
    nothing = Teller(Catalogue({}, {}, {}, lambda _: 0), marks(code), "", marks(story.written_in))
    retold(story, nothing)
    return attrs.evolve(typeset(story), language=code, untold=_left(story, nothing.lines))


def _left(story: Story, lines: Mapping[str, Sequence[int]]) -> frozenset[str]:
    """What is told in the story's own language for want of a translation: days by their ids, all else by its context.

    Args:
        story: the story.
        lines: of each context, how many lines are translated, and of how many.
    """
    days = {scene.id: scene.chapter for scene in story.scenes.values()}
    told_of: dict[str, list[int]] = {day: [0, 0] for day in story.chapters}
    for context, (count, whole) in lines.items():
        kind, _, name = context.partition(" ")
        scene = story.scene_of.get(name, name) if kind in ("choice", "hint", "then") else name
        is_of_a_day = kind in ("scene", "choice", "hint", "then")
        if (is_of_a_day and days.get(scene, "") not in told_of) or not name:
            continue
        counts = told_of.setdefault(days[scene] if is_of_a_day else context, [0, 0])
        counts[0] += count
        counts[1] += whole
    return frozenset(what for what, (count, whole) in told_of.items() if count < whole * LEAST)


def _with_own_names(told: Story, own: Story, untold: frozenset[str]) -> Story:
    """The story whose days that are not translated call people what their words call them, and not what the language would."""
    cast = {f"{name}{AS_WRITTEN}": member for name, member in own.cast.items()}

    def by_own_name(text: Text) -> Text:
        return Text(
            tuple(
                attrs.evolve(each, speaker=f"{each.speaker}{AS_WRITTEN}") if each.speaker else each
                for each in text.paragraphs
            )
        )

    def retold_scene(scene: Scene) -> Scene:
        choices = tuple(attrs.evolve(choice, then=choice.then and by_own_name(choice.then)) for choice in scene.choices)
        return attrs.evolve(scene, text=by_own_name(scene.text), choices=choices)

    scenes = {name: retold_scene(scene) if scene.chapter in untold else scene for name, scene in told.scenes.items()}
    choices = {choice.id: choice for scene in scenes.values() for choice in scene.choices}
    return attrs.evolve(told, cast={**told.cast, **cast}, scenes=scenes, choices=choices)


def forms_of(head: Mapping[str, str]) -> Forms:
    """The forms that a catalogue's head declares: each in the order masculine, feminine, neither, as `Slot` has them.

    What cannot be made out is left out; `translate check` says so.
    """
    order = [word.strip() for word in head.get(FORMS, "he | she | they").split("|")]
    if sorted(order) != ["he", "she", "they"]:
        return Forms({})
    found: dict[str, tuple[str, ...]] = {}
    for name, said in head.items():
        if not name.startswith(FORM):
            continue
        words = [word.strip() for word in said.split("|")]
        if len(words) in (3, 4):
            in_order = tuple(words[order.index(each)] for each in ("he", "she", "they"))
            found[name.removeprefix(FORM).strip()] = (*in_order, words[3] if len(words) > 3 else "")
    return Forms(found, tuple(order.index(each) for each in ("he", "she", "they")))


class Teller:
    """A voice that tells a story by a catalogue.

    Attributes:
        lines: of each context, how many lines are translated, and of how many.
        called: what short lines have become, by what they are in the story's own language.
        report: what is wrong with what could not be told.
    """

    def __init__(self, read: Catalogue, printers: Marks, file: str, own: Marks) -> None:
        self._words, self._marks, self._file, self._own = read.words, printers, file, own
        self._places = read.places
        self._forms = forms_of(read.head)
        self.lines: dict[str, list[int]] = {}
        self.called: dict[str, str] = {}
        self.report = Report()

    def line(self, context: str, words: str, span: Span, note: str = "") -> str:
        if not words:
            return words
        told = self._words.get((context, words))
        self._count(context, is_told=told is not None)
        set_line = self._marks.set(told[0]) if told is not None else self._own.set(words)
        if told is not None or set_line != words:
            self.called[words] = set_line
        return set_line

    def text(self, context: str, text: Text, note: str = "", *, speaks: bool = False, quotes: bool = False) -> Text:
        paragraphs = tuple(self._paragraph(context, each, quotes=quotes) for each in text.paragraphs)
        return text if paragraphs == text.paragraphs else Text(paragraphs)

    def _paragraph(self, context: str, paragraph: Paragraph, *, quotes: bool) -> Paragraph:
        key = context_of(context, paragraph.speaker), written(paragraph)
        told = self._words.get(key)
        self._count(context, is_told=told is not None)
        if told is None:
            return self._as_written(paragraph)
        made = parsed(
            told[0],
            paragraph,
            origin=InCatalogue(self._file, self._places.get(key, ())),
            forms=self._forms,
            report=self.report,
            quotes=quotes,
        )
        if made is None:
            return self._as_written(paragraph)
        return attrs.evolve(made, pieces=set_pieces(made.pieces, self._marks))

    def _as_written(self, paragraph: Paragraph) -> Paragraph:
        if not self._own.sets:
            return paragraph
        return attrs.evolve(paragraph, pieces=set_pieces(paragraph.pieces, self._own))

    def _count(self, context: str, *, is_told: bool) -> None:
        counts = self.lines.setdefault(context, [0, 0])
        counts[0] += is_told
        counts[1] += 1


@attrs.frozen
class InCatalogue:
    """Where a translation's characters stand in its catalogue."""

    file: str
    places: tuple[Place, ...]

    def span(self, start: int, end: int) -> Span:
        line, column = self._at(start)
        last, after = self._at(end)
        return Span(self.file, line, column, last, max(after, column + 1) if last == line else after)

    def _at(self, index: int) -> tuple[int, int]:
        for place in self.places:
            if index <= place.length:
                return place.line, place.column + index
            index -= place.length
        return (self.places[-1].line, self.places[-1].column) if self.places else (1, 1)


def context_of(context: str, speaker: str | None) -> str:
    """What a paragraph goes by: what it belongs to, and who says it."""
    return f"{context}, {speaker}" if speaker else context


def parsed(
    words: str, original: Paragraph, *, origin: Origin, forms: Forms, report: Report, quotes: bool = False
) -> Paragraph | None:
    """What a translator wrote for a paragraph; none where it cannot be told, which `report` then says why.

    Args:
        words: as written, who speaks left out.
        original: the paragraph in the story's own language.
        origin: where the translation stands.
        forms: what the language fills in by the player's pronouns.
        report: where what is wrong is noted.
        quotes: whether `{choice}` may stand in it.
    """
    known = {asked(each): each for each in conditions(original)}
    names = {part for each in known for part in each.replace("(", " ").replace(")", " ").split()}

    def bind(condition: Condition) -> Condition:
        found = known.get(asked(condition))
        if found is None:
            listed = ", ".join(f"`{each}`" for each in known) or "nothing"
            span = condition.span
            report.error(
                "other-condition", f"`{asked(condition)}` is not asked here in the original, which asks {listed}", span
            )
            return condition
        return found

    before = len(report.diagnostics)
    parser = ProseParser(report, {}, names.__contains__, forms)
    text = parser.parse(" ".join(words.split("\n")), origin, bind, is_block=True, speech=False, quotes=quotes)
    if any(found.severity == "error" for found in report.diagnostics[before:]) or len(text.paragraphs) != 1:
        return None
    return attrs.evolve(text.paragraphs[0], speaker=original.speaker)


class _Pseudo:
    """A voice that marks everything it is handed."""

    def __init__(self) -> None:
        self.called: dict[str, str] = {}

    def line(self, context: str, words: str, span: Span, note: str = "") -> str:
        self.called[words] = pseudo(words)
        return self.called[words]

    def text(self, context: str, text: Text, note: str = "", *, speaks: bool = False, quotes: bool = False) -> Text:
        return Text(tuple(attrs.evolve(each, pieces=_marked(each.pieces)) for each in text.paragraphs))


def _marked(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    return tuple(_marked_piece(piece) for piece in pieces)


def _marked_piece(piece: Piece) -> Piece:
    if isinstance(piece, str):
        return pseudo(piece)
    if isinstance(piece, Slot):
        return piece
    return attrs.evolve(
        piece, branches=tuple(attrs.evolve(branch, pieces=_marked(branch.pieces)) for branch in piece.branches)
    )
