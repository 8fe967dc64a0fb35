"""What is wrong in a catalogue: translations that cannot be told, or that lost something on the way.

An error keeps a line from being told in the language, and it stands in the story's own instead; a warning is a line that is told, and a
translator would want to know.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from string import Formatter
from typing import Final

from game import catalogue
from game.author.translate.listing import Message, of_story
from game.catalogue import Message as Entry
from game.story.condition import Condition
from game.story.diagnostic import Diagnostic, Report
from game.story.model import Story
from game.story.prose import Paragraph, Slot, Text
from game.story.prose_parser import Forms
from game.story.retelling import retold
from game.story.source import Source, Span
from game.story.translation import FORM, FORMS, InCatalogue, context_of, file_of, forms_of, parsed
from game.story.wording import asked, conditions, written

_TYPED: Final = re.compile(r"`[^`]*`")
_AGREES: Final = frozenset(("are",))
"""What is filled in so that an English verb agrees with a pronoun: another language may have nothing that does."""


def read(file: Path) -> tuple[dict[tuple[str, str], Entry], dict[str, str], Source]:
    """The entries of a catalogue, its head, and its lines.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no catalogue.
    """
    text = file.read_bytes().decode("utf-8")
    entries = {(each.context, each.english): each for each in catalogue.messages(text)}
    head = catalogue.read(file).head
    return entries, head, Source(str(file), tuple(text.split("\n")))


def of_story_in(story: Story, code: str) -> tuple[tuple[Diagnostic, ...], Source]:
    """What is wrong in a story's catalogue of a language, in its order.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no catalogue.
    """
    file = file_of(story.folder, code)
    entries, head, source = read(file)
    report = Report()
    forms = forms_of(head)
    _check_head(head, source, report)
    messages = {message.key: message for message in of_story(story)}
    checker = _Checker(entries, forms, str(file), report)
    retold(story, checker)
    for key, entry in entries.items():
        if key not in messages and entry.english and any(entry.told):
            report.warning(
                "said-nowhere",
                "the story says this nowhere",
                _span(str(file), entry),
                help="`ampersand translate extract` finds what it has become, or puts it aside",
            )
    return tuple(sorted(report.diagnostics, key=lambda each: each.span)), source


def _check_head(head: dict[str, str], source: Source, report: Report) -> None:
    """What is wrong in how the forms are declared."""

    def span(name: str) -> Span:
        at = next((at for at, line in enumerate(source.lines, 1) if line.startswith(f'"{name}:')), 1)
        return Span(source.file, at, 1, at, len(source.line(at)) + 1)

    order = [word.strip() for word in head.get(FORMS, "he | she | they").split("|")]
    if sorted(order) != ["he", "she", "they"]:
        report.error(
            "form-order", f"`{FORMS}` says in which order forms stand: he, she and they, with | between", span(FORMS)
        )
    for name, said in head.items():
        if name.startswith(FORM) and len(said.split("|")) not in (3, 4):
            help_ = "three forms with | between, and perhaps which of a player's own five words takes their place"
            report.error("form-count", f"`{name}` has {len(said.split('|'))} forms", span(name), help=help_)


def _span(file: str, entry: Entry) -> Span:
    return InCatalogue(file, entry.places).span(0, max(1, entry.places[0].length if entry.places else 1))


class _Checker:
    """A voice that holds each translation against what it translates."""

    def __init__(self, entries: dict[tuple[str, str], Entry], forms: Forms, file: str, report: Report) -> None:
        self._entries, self._forms, self._file, self._report = entries, forms, file, report

    def line(self, context: str, words: str, span: Span, note: str = "") -> str:
        return words

    def text(self, context: str, text: Text, note: str = "", *, speaks: bool = False, quotes: bool = False) -> Text:
        for paragraph in text.paragraphs:
            entry = self._entries.get((context_of(context, paragraph.speaker), written(paragraph)))
            if entry is not None and any(entry.told) and not entry.is_stale:
                self._check(paragraph, entry, quotes=quotes)
        return text

    def _check(self, paragraph: Paragraph, entry: Entry, *, quotes: bool) -> None:
        told, origin = entry.told[0], InCatalogue(self._file, entry.places)
        found = parsed(told, paragraph, origin=origin, forms=self._forms, report=self._report, quotes=quotes)
        if found is None:
            if not self._report.diagnostics or self._report.diagnostics[-1].span.line < entry.line:
                self._report.error(
                    "not-one-paragraph", "this is to be one paragraph, and is not", _span(self._file, entry)
                )
            return
        warn = self._report.warning
        lost = _asked(paragraph) - _asked(found)
        for each in sorted(lost):
            warn("variant-lost", f"the original varies here by `{each}`, and this does not", _span(self._file, entry))
        for slot in ("name", "choice"):
            if _slots(paragraph)[slot] and not _slots(found)[slot]:
                warn(
                    "slot-lost", f"the original fills in `{{{slot}}}` here, and this does not", _span(self._file, entry)
                )
        if ("*" in written(paragraph)) != ("*" in told):
            warn(
                "italics-differ",
                "italics stand in one of the original and this, and not in the other",
                _span(self._file, entry),
            )


def _asked(paragraph: Paragraph) -> set[str]:
    found: Sequence[Condition] = conditions(paragraph)
    return {asked(each) for each in found}


def _slots(paragraph: Paragraph) -> Counter[str]:
    """The slots of a paragraph, those in its variants too."""
    pieces = list(paragraph.pieces)
    found: Counter[str] = Counter()
    while pieces:
        piece = pieces.pop()
        if isinstance(piece, Slot):
            found[piece.word] += 1
        elif not isinstance(piece, str):
            pieces += (each for branch in piece.branches for each in branch.pieces)
    return found


# ---- the game's own words


def of_interface(file: Path, messages: Sequence[Message]) -> tuple[Diagnostic, ...]:
    """What is wrong in a catalogue of the game's own words: what is filled in has to be the same, and so has the number of forms.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no catalogue.
    """
    entries, _, _ = read(file)
    report = Report()
    for message in messages:
        entry = entries.get(message.key)
        if entry is None or not any(entry.told):
            report.warning(
                "untold", f"`{message.english}` is not translated", Span(str(file), entry.line if entry else 1, 1, 1, 1)
            )
            continue
        span = _span(str(file), entry)
        if entry.is_stale:
            report.warning("stale", f"`{message.english}` has changed since it was translated", span)
        may, must = _filled_in(message.english) | _filled_in(message.many), _filled_in(message.english)
        must = (must & _filled_in(message.many) if message.many else must) - _AGREES
        for told in entry.told:
            if not _filled_in(told) <= may:
                report.error("other-slots", f"`{told}` fills in what `{message.english}` does not", span)
            elif not must <= _filled_in(told):
                report.warning("slot-lost", f"`{told}` fills in less than `{message.english}`", span)
        if len(_TYPED.findall(message.english)) != len(_TYPED.findall(entry.told[0])):
            report.warning(
                "typed-words-differ", f"what is typed or run stands in only one of `{message.english}` and this", span
            )
    return tuple(sorted(report.diagnostics, key=lambda each: each.span))


def _filled_in(words: str) -> set[str]:
    """What is filled into words; something that nothing has where they cannot be filled."""
    try:
        return {name for _, name, _, _ in Formatter().parse(words) if name is not None}
    except ValueError:
        return {"\0"}
