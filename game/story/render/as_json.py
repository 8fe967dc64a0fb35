"""Diagnostics for programs: stable names, nothing left out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from game.story.diagnostic import Diagnostic, Note


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """A list with an object for each, in order."""
    return json.dumps([record(found) for found in diagnostics], ensure_ascii=False, indent=2) + "\n"


def record(found: Diagnostic) -> dict[str, Any]:
    """One diagnostic, as the command's contract has it. Lines and columns count from 1; the end is just after."""
    return {
        "code": found.code,
        "severity": found.severity,
        "message": found.message,
        "file": found.span.file,
        "line": found.span.line,
        "column": found.span.column,
        "end_line": found.span.end_line,
        "end_column": found.span.end_column,
        "help": found.help,
        "notes": [_note(note) for note in found.notes],
    }


def _note(note: Note) -> str:
    return note.text if note.span is None else f"{note.text} ({note.span.file}:{note.span.line})"
