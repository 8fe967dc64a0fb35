"""Quick fixes that add to a thing what it is missing, or to another what would let this one be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from game.author.language.fix import Fix, on_line, one
from game.author.language.index import Occurrence
from game.author.language.opened import OpenStory, View
from game.author.language.place import place_at
from game.author.language.renaming import Edit
from game.story.diagnostic import Diagnostic


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


def way_on(view: View, found: Diagnostic) -> Iterator[Fix]:
    """A way out of what leads nowhere."""
    edit = _after_id(view, found, "goto: next")
    if edit is not None:
        yield one(view, found, "Add `goto: next`", edit)


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
    if match is None:
        return
    for other in story.views.values():
        top = next((number for number in range(1, len(other.lines) + 1) if other.line(number).startswith("fold:")), 0)
        for number in range(top + 1, len(other.lines) + 1) if top else ():
            line = other.line(number)
            if line.strip() and not line[0].isspace() and not line.startswith("#"):
                break
            carry = re.match(r"\s+carry:\s*\[(.*?)\s*\]", line)
            if carry is not None:
                at = on_line(other, number, carry.end(1), carry.end(1))
                name = match[1]
                edit = Edit(at, f", {name}" if carry[1].strip() else name)
                yield Fix(f"Carry `{name}` through the fold", {other.path: (edit,)}, found, is_likely=True)
                return


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
    """A yes or no that is set, and declared nowhere."""
    name = view.line(found.span.line)[found.span.column - 1 : found.span.end_column - 1]
    if not re.fullmatch(r"[^\W\d]\w*(?:-\w+)*", name) or story.names.fact(name) is not None:
        return
    last = next((story.names.made(symbol)[0] for symbol in reversed(story.names.of_kind("variable"))), None)
    other = story.view(story.path_of(last.span.file)) if last is not None else None
    if last is None or other is None or place_at(other.lines, last.span.line, last.span.column).is_flow:
        return
    line = other.line(last.span.line)
    if "{" not in line or line.count("{") != line.count("}"):
        return
    half = _half(story, view, found)
    whose = f"half: {half}, " if half else ""
    edit = Edit(
        on_line(other, last.span.line, len(line), len(line)),
        f"\n{' ' * (last.span.column - 1)}{name}: {{{whose}values: [no, yes], start: no}}",
    )
    yield Fix(f"Declare `{name}`, a yes or no", {other.path: (edit,)}, found)


def _half(story: OpenStory, view: View, found: Diagnostic) -> str:
    """Whose a variable would be that is named here; empty where there is one half, or it cannot be told."""
    if story.told is None or len(story.told.halves) < 2:
        return ""
    named = place_at(view.lines, found.span.line, found.span.column).nearest("part")
    here = story.thing("part", named)
    return here.half if here is not None else ""
