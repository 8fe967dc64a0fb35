"""Quick fixes that add to a thing what it is missing, or to another what would let this one be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from game.author.language.fix import Fix, on_line, one
from game.author.language.index import Occurrence
from game.author.language.opened import OpenStory, View
from game.author.language.place import place_at
from game.author.language.renaming import Edit
from game.author.language.unwritten import leads_on
from game.story.diagnostic import Diagnostic
from game.story.source import Span


def _after_id(view: View, found: Diagnostic, key: str) -> Edit | None:
    """A key put in after the id that a diagnostic points at: on a line of its own, or within the same braces."""
    line, number, end = view.line(found.span.line), found.span.line, found.span.end_column - 1
    before = re.search(r"(?:^|[\s{,])(id:\s*[\"']?)$", line[: found.span.column - 1])
    if before is None:
        return None
    if line[end : end + 1] in ("'", '"'):
        end += 1
    if place_at(view.lines, number, found.span.column).is_flow:
        return Edit(on_line(view, number, end, end), f", {key}")
    return Edit(on_line(view, number, len(line), len(line)), f"\n{' ' * before.start(1)}{key}")


def lean(view: View, found: Diagnostic) -> Iterator[Fix]:
    """A way to lean, for each there is."""
    match = re.fullmatch(r"add `lean:` with (.+)", found.help or "")
    for way in re.split(r", | or ", match[1]) if match is not None else ():
        edit = _after_id(view, found, f"lean: {way}")
        if edit is not None:
            yield one(view, found, f"Add `lean: {way}`", edit)


def way_on(story: OpenStory, view: View, found: Diagnostic) -> Iterator[Fix]:
    """A way out of what leads nowhere."""
    named = place_at(view.lines, found.span.line, found.span.column).nearest("part")
    goto = f"goto: {leads_on(story, named)}"
    edit = _after_id(view, found, goto)
    if edit is not None:
        yield one(view, found, f"Add `{goto}`", edit)


def named_choice(view: View, found: Diagnostic) -> Iterator[Fix]:
    """A choice's name, before all else that it has."""
    match = re.search(r"`(id: [\w-]+)`", found.help or "")
    number = found.span.line
    while match is not None and number > 0:
        line = view.line(number)
        place = place_at(view.lines, number, found.span.column) if number == found.span.line else None
        if place is not None and place.is_flow:
            opened = line.rfind("{", 0, found.span.column)
            if opened >= 0:
                yield one(
                    view,
                    found,
                    f"Add `{match[1]}`",
                    Edit(on_line(view, number, opened + 1, opened + 1), f"{match[1]}, "),
                )
            return
        dash = re.match(r"\s*- +(?=\S)", line)
        if dash is not None:
            at = on_line(view, number, dash.end(), dash.end())
            yield one(view, found, f"Add `{match[1]}`", Edit(at, f"{match[1]}\n{' ' * dash.end()}"), is_likely=True)
            return
        number -= 1


def part(story: OpenStory, view: View, found: Diagnostic) -> Iterator[Fix]:
    """The part of the scene above it."""
    before = [
        one for one in view.index.occurrences if one.kind == "part" and one.role == "named" and one.span < found.span
    ]
    names = [max(before, key=lambda one: one.span).name] if before else []
    if not names and story.told is not None and len(story.told.parts) == 1:
        names = list(story.told.parts)
    for name in names:
        edit = _after_id(view, found, f"part: {name}")
        if edit is not None:
            yield one(view, found, f"Add `part: {name}`", edit)


def longer(story: OpenStory, view: View, found: Diagnostic) -> Iterator[Fix]:
    """A variable that may be read for longer."""
    match = re.fullmatch(r"let it be read for longer: `until: ([\w-]+)`", found.help or "")
    name = view.line(found.span.line)[found.span.column - 1 : found.span.end_column - 1]
    until = _until(story, name)
    other = story.view(story.path_of(until.span.file)) if until is not None else None
    if match is not None and until is not None and other is not None:
        edits = {other.path: (Edit(until.span, match[1]),)}
        yield Fix(f"Let `{name}` be read until `{match[1]}`", edits, found)


def _until(story: OpenStory, name: str) -> Occurrence | None:
    """Where a variable's last chapter is written."""
    return next(
        (one for some in story.names.files for one in some if one.kind == "until" and one.within == ("variable", name)),
        None,
    )


def carried(story: OpenStory, view: View, found: Diagnostic) -> Iterator[Fix]:
    """A variable carried through the fold."""
    match = re.fullmatch(r"add `([\w-]+)` to `carry` in `fold`", found.help or "")
    fold = next((draft.story.fold for draft in story.drafts if draft.story.fold), None)
    other = story.view(story.path_of(fold.span.file)) if fold is not None else None
    edit = (
        _carry(story, other, fold.span, match[1])
        if match is not None and fold is not None and other is not None
        else None
    )
    if edit is not None and other is not None and match is not None:
        yield Fix(f"Carry `{match[1]}` through the fold", {other.path: (edit,)}, found, is_likely=True)


def _carry(story: OpenStory, view: View, before: Span, name: str) -> Edit | None:
    """The name added to `carry`, or a `carry` added to the fold."""
    for written in view.index.occurrences:
        if written.kind != "variable" or written.within[0] != "`fold`" or written.role != "named":
            continue
        span = written.span
        place = place_at(view.lines, span.line, span.end_column)
        if place.path[:2] == ("fold", "carry") and place.is_flow:
            return Edit(on_line(view, span.line, span.end_column - 1, span.end_column - 1), f", {name}")
    place = place_at(view.lines, before.line, before.column)
    end = before.end_column - 1
    if place.is_flow:
        return Edit(on_line(view, before.line, end, end), f", carry: [{name}]")
    line = view.line(before.line)
    indent = len(line) - len(line.lstrip())
    return Edit(on_line(view, before.line, len(line), len(line)), f"\n{' ' * indent}carry: [{name}]")


def folded(story: OpenStory, view: View, found: Diagnostic) -> Iterator[Fix]:
    """A rule for a meter that the fold forgets: the lower of its readings."""
    match = re.search(r"`(([\w-]+): lowest)`", found.help or "")
    fold = next((draft.story.fold for draft in story.drafts if draft.story.fold), None)
    last = fold.meters[-1] if fold is not None and fold.meters else None
    other = story.view(story.path_of(last.span.file)) if last is not None else None
    if match is None or last is None or other is None:
        return
    place = place_at(other.lines, last.span.line, last.span.column)
    if place.is_flow:
        at = on_line(other, last.span.line, last.span.column - 1, last.span.column - 1)
        edit = Edit(at, f"{match[1]}, ")
    else:
        line = other.line(last.span.line)
        at = on_line(other, last.span.line, len(line), len(line))
        edit = Edit(at, f"\n{' ' * (last.span.column - 1)}{match[1]}")
    yield Fix(f"Add `{match[1]}` to the fold", {other.path: (edit,)}, found)


def declared(story: OpenStory, view: View, found: Diagnostic) -> Iterator[Fix]:
    """A variable that is set or asked, and declared nowhere."""
    name = view.line(found.span.line)[found.span.column - 1 : found.span.end_column - 1]
    if not re.fullmatch(r"[^\W\d]\w*(?:-\w+)*", name) or story.names.fact(name) is not None:
        return
    half = _half(story, view, found)
    if not half and story.told is not None and len(story.told.halves) > 1:
        return
    kinds = _kinds_of(view, found, name)
    whose = f"half: {half}, " if half else ""
    added = _beside(story, "variable", f"{name}: {{{whose}{kinds}}}")
    if added is not None:
        yield Fix(f"Declare `{name}`", {added[0]: (added[1],)}, found)


def _kinds_of(view: View, found: Diagnostic, name: str) -> str:
    """What a variable can be, by how it is used where it is missed: a yes or no, a word, a count."""
    rest = view.line(found.span.line)[found.span.end_column - 1 :]
    number = re.match(r"\s*(?:[<>=!]=?)\s*(\d{1,6})|\s*:\s*(\d{1,6})\b", rest)
    word = re.match(r"\s*(?:==|!=|:)\s*([^\W\d][\w-]*)", rest)
    if number is not None:
        return f"range: [0, {max(int(number[1] or number[2]), 1)}], start: 0"
    if word is not None and word[1] not in ("yes", "no"):
        return f"values: [none, {word[1]}], start: none"
    return "values: [no, yes], start: no"


def new_place(story: OpenStory, view: View, found: Diagnostic) -> Iterator[Fix]:
    """A place that scenes name, and that is not there yet."""
    yield from _new(story, view, found, "place", "{looks: Not described yet.}")


def new_person(story: OpenStory, view: View, found: Diagnostic) -> Iterator[Fix]:
    """Somebody who stands in a picture, and is not in the cast yet."""
    yield from _new(story, view, found, "person", "{name: NAME, looks: Not described yet.}")


def _new(story: OpenStory, view: View, found: Diagnostic, kind: str, entry: str) -> Iterator[Fix]:
    name = view.line(found.span.line)[found.span.column - 1 : found.span.end_column - 1]
    if re.fullmatch(r"[^\W_][\w-]*", name):
        added = _beside(story, kind, f"{name}: {entry.replace('NAME', name[:1].upper() + name[1:])}")
        if added is not None:
            where = "cast" if kind == "person" else "places"
            yield Fix(f"Add `{name}` to the {where}", {added[0]: (added[1],)}, found)


def _beside(story: OpenStory, kind: str, entry: str) -> tuple[Path, Edit] | None:
    """An entry put in below the last of its kind; none where that does not stand on lines of its own."""
    last = next((story.names.made(symbol)[0] for symbol in reversed(story.names.of_kind(kind))), None)
    view = story.view(story.path_of(last.span.file)) if last is not None else None
    if last is None or view is None or place_at(view.lines, last.span.line, last.span.column).is_flow:
        return None
    indent, end = last.span.column - 1, last.span.line
    if view.line(end)[:indent].strip():
        return None
    for number in range(end + 1, len(view.lines) + 1):
        line = view.line(number)
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        end = number if line.strip() else end
    line = view.line(end)
    return view.path, Edit(on_line(view, end, len(line), len(line)), f"\n{' ' * indent}{entry}")


def _half(story: OpenStory, view: View, found: Diagnostic) -> str:
    """Whose a variable would be that is named here; empty where there is one half, or it cannot be told."""
    if story.told is None or len(story.told.halves) < 2:
        return ""
    named = place_at(view.lines, found.span.line, found.span.column).nearest("part")
    here = story.thing("part", named)
    return here.half if here is not None else ""
