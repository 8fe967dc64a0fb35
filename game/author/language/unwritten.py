"""Scenes that are named and not written, and writing them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import attrs

from game.author.language.index import Occurrence
from game.author.language.opened import OpenStory, View
from game.author.language.renaming import Edit
from game.story.begun import NOT_YET, left_standing
from game.story.shapes import WORDS
from game.story.source import Span

_ID = re.compile(r"[^\W_][\w-]*")
_KINDS = ("target", "scene")


@attrs.frozen
class Unwritten:
    """A scene that something leads to, or speaks of, and that no file holds; or one that was begun, and says nothing yet."""

    name: str
    named: tuple[Occurrence, ...]
    """Everywhere it is named, in the order of the files."""
    begun: Span | None = None
    """Where it still says what stood there when it was begun; none where no file holds it."""


def unwritten(story: OpenStory) -> tuple[Unwritten, ...]:
    """The scenes that are named and not written, in the order in which they are first named; then those that were only begun."""
    found: dict[str, list[Occurrence]] = {}
    left_out = _left_out(story)
    written = {
        kind: {symbol.name for symbol in story.names.nameable(kind)}.union(WORDS.get(kind, ())) for kind in _KINDS
    }
    for view in story.views.values():
        # In nearly every file there is a scene for every name, which is soon seen.
        if all(view.listed.named[kind] <= written[kind] for kind in _KINDS):
            continue
        for one in view.index.occurrences:
            is_scene = one.kind in _KINDS and one.role != "made" and one.name not in WORDS["target"]
            if is_scene and _ID.fullmatch(one.name) and story.names.meant(one) is None and one.name not in left_out:
                found.setdefault(one.name, []).append(one)
    return (*(Unwritten(name, tuple(named)) for name, named in found.items()), *_begun(story))


def _begun(story: OpenStory) -> Iterator[Unwritten]:
    if not any(found.code == "not-written-yet" for found in story.reading.diagnostics):
        return
    draft = story.reading.draft
    for scene in draft.story.scenes.values() if draft is not None else ():
        span = left_standing(scene)
        if span is not None:
            occurrences = (one for view in story.views.values() for one in view.index.occurrences)
            named = (one for one in occurrences if one.kind in _KINDS and one.role != "made" and one.name == scene.id)
            yield Unwritten(scene.id, tuple(named), span)


def written(story: OpenStory, name: str) -> tuple[Path, Edit] | None:
    """The file and the edit that write an unwritten scene: after the scene that first names it, in the same part, with nothing
    told in it yet, and the part over when it has been read. None where nothing names it, or what does stands in no scene and
    there is no file with scenes in it.
    """
    wanted = next((one for one in unwritten(story) if one.name == name and one.begun is None), None)
    if wanted is None:
        return None
    for one in wanted.named:
        view = story.view(story.path_of(one.span.file))
        if view is not None and (item := _item(view, one.span.line)) is not None:
            return view.path, _after(story, view, item, name)
    for view in reversed(tuple(story.views.values())):
        scenes = [one for one in view.index.occurrences if one.kind == "scene" and one.role == "made"]
        if scenes and (item := _item(view, scenes[-1].span.line)) is not None:
            return view.path, _after(story, view, item, name)
    return None


@attrs.frozen
class _Item:
    """A scene in a list of scenes, by its lines."""

    first: int
    last: int
    indent: int


_SCENES = re.compile(r"scenes:\s*(?:#.*)?$")


def _item(view: View, line: int) -> _Item | None:
    """The scene that a line stands in, where it is written as an item on lines of its own."""
    top = next((number for number in range(line, 0, -1) if re.match(r"[^\s#-]", view.line(number))), 0)
    if not top or not _SCENES.match(view.line(top)):
        return None
    first_item = next((text for text in view.lines[top:] if text.strip() and not text.lstrip().startswith("#")), "")
    indent = len(first_item) - len(first_item.lstrip(" "))
    begins = re.compile(rf" {{{indent}}}- ")
    first = next((number for number in range(line, top, -1) if begins.match(view.line(number))), 0)
    if not first:
        return None
    last = first
    for number in range(first + 1, len(view.lines) + 1):
        text = view.line(number)
        depth = len(text) - len(text.lstrip(" "))
        if text.strip() and depth <= indent:
            break
        if text.strip():
            last = number
    return _Item(first, last, indent)


def _after(story: OpenStory, view: View, item: _Item, name: str) -> Edit:
    """The scene, put in below an item."""
    own = " " * item.indent
    part = _part(story, view, item)
    has_space = any(not view.line(number).strip() for number in (item.first - 1, item.last + 1) if number > 1)
    lines = [f"{own}- id: {name}", *([f"{own}  part: {part}"] if part else []), *_body(story, part, own)]
    end = len(view.line(item.last)) + 1
    at = Span(view.file, item.last, end, item.last, end)
    return Edit(at, ("\n\n" if has_space else "\n") + "\n".join(lines))


def _body(story: OpenStory, part: str, own: str) -> Iterator[str]:
    yield from (f"{own}  text: |", f"{own}    {NOT_YET}")
    leads = leads_on(story, part)
    yield f"{own}  goto: {leads}"


def leads_on(story: OpenStory, part: str) -> str:
    """Where the last scene of a part leads: `next`; out of the last part of the last chapter, `ending`."""
    chapters = story.told.chapters.values() if story.told is not None else ()
    chapter = next((one for one in chapters if any(own.id == part for own in one.parts)), None)
    is_last = chapter is not None and chapter.next is None and chapter.parts[-1].id == part
    return "ending" if is_last else "next"


def _part(story: OpenStory, view: View, item: _Item) -> str:
    """The part of the scene it is put after."""
    named = (
        one.name
        for one in view.index.occurrences
        if one.kind == "part" and item.first <= one.span.line <= item.last and one.role == "named"
    )
    return next(named, "")


def _left_out(story: OpenStory) -> frozenset[str]:
    """Words of lines that cannot be read: a scene may be written in them."""
    lines = (line for view in story.views.values() for line in view.index.left_out)
    return frozenset(word for line in lines for word in re.findall(r"[\w-]+", line))
