"""What the editor asks about a place in a file, answered by `game.author.language` for the text as it stands, kept or not.

Here are only words and numbers for the page: files by their names in the story's folder, columns in units of UTF-16 from 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from game.author.language import (
    Edit,
    Fix,
    NotRenamed,
    OpenStory,
    completions,
    definition,
    fixes_of,
    hover,
    references,
    rename,
    unwritten,
)
from game.author.language.columns import from_utf16, to_utf16
from game.story.diagnostic import Diagnostic
from game.story.source import Span

Said = dict[str, Any]
Namer = Callable[[str], str | None]
"""The name in the story's folder of a file as diagnostics call it."""

MOST_OFFERED: Final = 500
MOST_MENDED: Final = 100
"""Problems for which it is worked out what would mend them; nobody mends more before looking again."""


class NotAsked(Exception):
    """Nothing that can be asked, or that can be done; the words say why."""


def answered(story: OpenStory, name_of: Namer, asked: Mapping[str, Any], path: Path) -> Said:
    """The answer to what the editor asks.

    Args:
        story: The story, with the editor's own text in it.
        name_of: Names a file.
        asked: What is asked, the line and the column; for a rename, the new name.
        path: The file.

    Raises:
        NotAsked: It is nothing that can be asked, or cannot be done.
    """
    view = story.view(path)
    if view is None:
        return {}
    line = asked["line"]
    at = line, from_utf16(view.line(line), asked["column"] - 1)
    match asked["what"]:
        case "completions":
            return {"offered": [_offer(story, name_of, one) for one in completions(story, path, *at)[:MOST_OFFERED]]}
        case "hover":
            found = hover(story, path, *at)
            return {} if found is None else {"says": found.text, **_span(story, name_of, found.span)}
        case "definition":
            return {"places": [_span(story, name_of, span) for span in definition(story, path, *at)]}
        case "references":
            found_at = references(story, path, *at)
            return {"places": [{"role": one.role, **_span(story, name_of, one.span)} for one in found_at]}
        case "rename":
            try:
                return {"edits": _edits(story, name_of, rename(story, path, *at, asked["new"]))}
            except NotRenamed as wrong:
                raise NotAsked(wrong.why) from None
    raise NotAsked("That cannot be asked.")


def problems(story: OpenStory, name_of: Namer, *, mended: bool = True) -> list[Said]:
    """Everything that is wrong, in the order of the files, and what would mend it, where that is to be said too."""
    found = story.reading.diagnostics
    return [_problem(story, name_of, one, mended=mended and at < MOST_MENDED) for at, one in enumerate(found)]


def not_written(story: OpenStory, name_of: Namer) -> list[Said]:
    """The scenes that are not written: where each is first named, or still says what stood there when it was begun."""
    return [
        {"name": one.name, "begun": one.begun is not None, **_span(story, name_of, one.begun or one.named[0].span)}
        for one in unwritten(story)
    ]


def _offer(story: OpenStory, name_of: Namer, one: Any) -> Said:
    return {
        "label": one.label,
        "kind": one.kind,
        "says": one.says,
        "insert": one.insert,
        "rank": one.rank,
        **_span(story, name_of, one.span),
    }


def _problem(story: OpenStory, name_of: Namer, found: Diagnostic, *, mended: bool) -> Said:
    return {
        "code": found.code,
        "severity": found.severity,
        "message": found.message,
        "help": found.help or "; ".join(note.text for note in found.notes if note.span is None),
        **_span(story, name_of, found.span),
        "notes": [
            {"text": note.text, **(_span(story, name_of, note.span) if note.span else {})} for note in found.notes
        ],
        "fixes": [_fix(story, name_of, fix) for fix in fixes_of(story, found)] if mended else [],
    }


def _fix(story: OpenStory, name_of: Namer, fix: Fix) -> Said:
    return {"says": fix.says, "likely": fix.is_likely, "edits": _edits(story, name_of, fix.edits)}


def _edits(story: OpenStory, name_of: Namer, edits: Mapping[Path, Iterable[Edit]]) -> list[Said]:
    """Each edit, and the line it begins on, so that it is made in no other text."""
    return [
        {
            "text": edit.text,
            "stands": _line(story, edit.span.file, edit.span.line),
            **_span(story, name_of, edit.span),
        }
        for some in edits.values()
        for edit in some
    ]


def _span(story: OpenStory, name_of: Namer, span: Span) -> Said:
    return {
        "file": name_of(span.file) or span.file,
        "line": span.line,
        "column": to_utf16(_line(story, span.file, span.line), span.column) + 1,
        "endLine": span.end_line,
        "endColumn": to_utf16(_line(story, span.file, span.end_line), span.end_column) + 1,
    }


def _line(story: OpenStory, file: str, number: int) -> str:
    return story.sources[file].line(number) if file in story.sources else ""
