"""A quick fix, as data."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import attrs

from game.author.language.opened import View
from game.author.language.renaming import Edit
from game.story.diagnostic import Diagnostic
from game.story.source import Span


@attrs.frozen(eq=False)
class Fix:
    """Edits that mend one thing."""

    says: str
    """What they do, for a menu: `Write rest`."""
    edits: Mapping[Path, tuple[Edit, ...]]
    found: Diagnostic
    """What they mend."""
    is_likely: bool = False
    """Whether it is most likely what was meant, so that an editor may make it at a keystroke."""


def one(view: View, found: Diagnostic, says: str, *edits: Edit, is_likely: bool = False) -> Fix:
    """A fix within one file."""
    return Fix(says, {view.path: edits}, found, is_likely)


def on_line(view: View, line: int, start: int, end: int) -> Span:
    """A stretch of one line, from the character before which `start` is to the one before `end`, counted from 0."""
    return Span(view.file, line, start + 1, line, end + 1)


def span_text(view: View, span: Span) -> str:
    """What stands in a span that is on one line; of a longer one, what stands on its first."""
    end = span.end_column - 1 if span.end_line == span.line else None
    return view.line(span.line)[span.column - 1 : end]
