"""A name changed everywhere it stands, as the smallest edits that do it: comments and layout stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import attrs
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from game.author.language.catalogued import catalogued
from game.author.language.finding import under
from game.author.language.heard import heard
from game.author.language.index import Occurrence
from game.author.language.names import Symbol
from game.author.language.opened import OpenStory, View
from game.story.condition_parser import KEYWORDS
from game.story.diagnostic import Report
from game.story.source import Span
from game.story.syntax import compose

_ID: Final = re.compile(r"[^\W_][\w-]*")
_FACT: Final = re.compile(r"[^\W\d]\w*(?:-\w+)*")
_FACTS: Final = ("meter", "variable", "message", "value")
SPEAKER: Final = "speaker"
"""The kind of what somebody in the cast is called."""
_SPOKEN: Final = re.compile(r"[^\W\d_](?:[\w .’-]{0,38}[\w.])?")
_KEPT: Final = (
    (_FACTS, KEYWORDS, "conditions keep the word for themselves"),
    (("scene", "ending"), ("next", "ending"), "`goto:` means something else by it"),
    (("chapter",), ("end",), "`until:` means something else by it"),
)
"""Of some kinds, words that are taken, and why."""
_TOGETHER: Final = (("scene", "ending"), ("meter", "variable", "message"))
"""Kinds that share one set of names."""
_REMEMBERED: Final = ("scene", "choice")
"""What saves know by its name, and so keeps its former one."""


@attrs.frozen
class Edit:
    """A stretch of one file, and what to write there instead."""

    span: Span
    """Empty where something is put in and nothing taken out."""
    text: str


class NotRenamed(Exception):
    """A name that cannot be changed, or not to this; `why` is a sentence for whoever asked."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def renamable(story: OpenStory, path: Path, line: int, column: int) -> tuple[Symbol, Span]:
    """What a rename at this place would rename, and the name as it stands there.

    Raises:
        NotRenamed: it would rename nothing.
    """
    found = under(story, path, line, column)
    if found is None:
        raise NotRenamed("There is no name here that the story made.")
    symbol, span = found
    if any(one.implied for one in story.names.made(symbol)):
        raise NotRenamed(f"The choice has no name of its own yet. Write `id: {symbol.name}` in it first.")
    view = story.view(path)
    written = view.line(span.line)[span.column - 1 : span.end_column - 1] if view is not None else ""
    if written != symbol.name:
        # What somebody is called, which opens their speech; not their name in the files.
        return Symbol(SPEAKER, written, symbol.name), span
    return symbol, span


def rename(story: OpenStory, path: Path, line: int, column: int, new: str) -> Mapping[Path, tuple[Edit, ...]]:
    """The edits that give the thing under a cursor another name, by file, each file's from its end to its beginning, so that they
    can be made one after the other. A scene or a choice keeps its old name under `was:`, so that old saves find it.

    Raises:
        NotRenamed: there is nothing to rename here, or nothing can be called so, or a file cannot be read whole, so that it
            is not known what stands in it.
    """
    symbol, _ = renamable(story, path, line, column)
    if new == symbol.name:
        return {}
    _may_be(story, symbol, new)
    broken = next((view for view in story.views.values() if not view.index.complete), None)
    if broken is not None:
        raise NotRenamed(f"{broken.file} cannot be read whole: mend that first, so that no name in it is missed.")
    edits: dict[Path, list[Edit]] = {}
    for one in _everywhere(story, symbol):
        view = story.view(story.path_of(one.span.file))
        if view is not None and view.line(one.span.line)[one.span.column - 1 : one.span.end_column - 1] == symbol.name:
            edits.setdefault(view.path, []).append(Edit(one.span, new))
    for span in (*heard(story, symbol), *catalogued(story, symbol)):
        edits.setdefault(story.path_of(span.file), []).append(Edit(span, new))
    if symbol.kind in _REMEMBERED:
        for one in story.names.made(symbol)[:1]:
            view = story.view(story.path_of(one.span.file))
            if view is not None:
                edits.setdefault(view.path, []).extend(_was(view, one, new))
    return {path: _from_the_end(some) for path, some in edits.items()}


def _everywhere(story: OpenStory, symbol: Symbol) -> Iterator[Occurrence]:
    """Where a name is made, and everywhere it is used."""
    if symbol.kind != SPEAKER:
        yield from (*story.names.made(symbol), *story.names.uses(symbol))
        return
    for some in story.names.files:
        yield from (one for one in some if one.kind == SPEAKER and one.name == symbol.name)


def apply(text: str, edits: tuple[Edit, ...]) -> str:
    """A text with edits made in it. Its lines may end either way, and stay so; so does a byte-order mark."""
    if text.startswith("\ufeff"):
        return "\ufeff" + apply(text[1:], edits)
    lines = re.split(r"(\r\n|\n|\r)", text)
    for edit in _from_the_end(edits):
        first, last = 2 * (edit.span.line - 1), 2 * (edit.span.end_line - 1)
        before, after = lines[first][: edit.span.column - 1], lines[last][edit.span.end_column - 1 :]
        ends = next((end for end in lines[1::2] if end), "\n")
        lines[first : last + 1] = [before + edit.text.replace("\n", ends) + after]
        lines = re.split(r"(\r\n|\n|\r)", "".join(lines))
    return "".join(lines)


def _from_the_end(edits: list[Edit] | tuple[Edit, ...]) -> tuple[Edit, ...]:
    return tuple(sorted(dict.fromkeys(edits), key=lambda edit: (edit.span.line, edit.span.column), reverse=True))


def _may_be(story: OpenStory, symbol: Symbol, new: str) -> None:
    """Whether something can be called so; raises `NotRenamed` where it cannot."""
    if symbol.kind == SPEAKER:
        _may_open_speech(story, new)
        return
    if not (_FACT if symbol.kind in _FACTS else _ID).fullmatch(new):
        raise NotRenamed(f"“{new}” cannot be a name: letters, digits and hyphens, a letter first.")
    why = next((why for kinds, words, why in _KEPT if symbol.kind in kinds and new in words), None)
    if why is not None:
        raise NotRenamed(f"“{new}” cannot be a name: {why}.")
    together = next((kinds for kinds in _TOGETHER if symbol.kind in kinds), (symbol.kind,))
    if any(story.names.is_made(Symbol(kind, new, symbol.of)) for kind in together):
        raise NotRenamed(f"There already is one called `{new}`.")
    former = next((one for some in story.names.files for one in some if one.role == "former" and one.name == new), None)
    if former is not None and symbol.kind in _REMEMBERED and former.within[1] != symbol.name:
        raise NotRenamed(f"`{former.within[1]}` used to be called `{new}`, and saves would find that.")


def _may_open_speech(story: OpenStory, new: str) -> None:
    """Whether somebody can be called so."""
    if not _SPOKEN.fullmatch(new):
        raise NotRenamed(f"“{new}” cannot open speech: letters, spaces and hyphens, 40 of them at most.")
    called = (one for some in story.names.files for one in some if one.role == "called")
    if any(one.name == new for one in called):
        raise NotRenamed(f"Somebody is called “{new}” already.")


# ---- `was:`


def _was(view: View, made: Occurrence, new: str) -> Iterator[Edit]:
    """The edits that leave a former name behind."""
    tree = compose(view.page, None, Report())
    thing = _thing_at(tree.node, made.span) if tree.node is not None else None
    if thing is None:
        return
    was = next((value for key, value in thing.value if key.value == "was"), None)
    old = made.name
    if was is None:
        yield _new_was(view, thing, made, old)
    elif isinstance(was, SequenceNode):
        yield from _longer(view, was, old, new)
    elif isinstance(was, ScalarNode) and not was.value:
        yield Edit(_place(view, was), f" [{old}]")
    elif isinstance(was, ScalarNode) and was.value not in (new, old):
        yield Edit(_place(view, was), f"[{was.value}, {old}]")
    elif isinstance(was, ScalarNode) and was.value == new:
        yield Edit(_place(view, was), f"[{old}]")


def _thing_at(node: Node, span: Span) -> MappingNode | None:
    """The mapping whose `id` stands there."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, MappingNode):
            for key, value in one.value:
                mark = value.start_mark
                is_here = mark.line + 1 == span.line and mark.column + 1 in (span.column, span.column - 1)
                if key.value == "id" and isinstance(value, ScalarNode) and is_here:
                    return one
                waiting.append(value)
        elif isinstance(one, SequenceNode):
            waiting.extend(one.value)
    return None


def _new_was(view: View, thing: MappingNode, made: Occurrence, old: str) -> Edit:
    """`was:` after the id: on a line of its own, or within the same braces."""
    ident = next(value for key, value in thing.value if key.value == "id")
    end = ident.end_mark
    if thing.flow_style:
        at = Span(view.file, end.line + 1, end.column + 1, end.line + 1, end.column + 1)
        return Edit(at, f", was: [{old}]")
    line = view.line(end.line + 1)
    key = next(key for key, _ in thing.value if key.value == "id")
    at = Span(view.file, end.line + 1, len(line) + 1, end.line + 1, len(line) + 1)
    return Edit(at, f"\n{' ' * key.start_mark.column}was: [{old}]")


def _longer(view: View, was: SequenceNode, old: str, new: str) -> Iterator[Edit]:
    """A list of former names with one more; without the new name, if it was among them."""
    kept = [item.value for item in was.value if item.value not in (new, old)]
    gone = [item for item in was.value if item.value == new]
    if was.flow_style and not was.value:
        yield Edit(_place(view, was), f"[{old}]")
    elif was.flow_style and gone:
        yield Edit(_place(view, was), f"[{', '.join((*kept, old))}]")
    elif was.flow_style:
        end = was.value[-1].end_mark
        yield Edit(Span(view.file, end.line + 1, end.column + 1, end.line + 1, end.column + 1), f", {old}")
    elif gone:
        yield Edit(_place(view, gone[0]), old)
    else:
        last = was.value[-1]
        end, start = last.end_mark, was.start_mark
        at = Span(
            view.file, end.line + 1, len(view.line(end.line + 1)) + 1, end.line + 1, len(view.line(end.line + 1)) + 1
        )
        yield Edit(at, f"\n{' ' * start.column}- {old}")


def _place(view: View, node: Node) -> Span:
    start, end = node.start_mark, node.end_mark
    return Span(view.file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
