"""What is wrong in a story, as the page shows it: where, in which words, and what may be written instead."""

from __future__ import annotations

from typing import Any

from game.story.diagnostic import Diagnostic
from game.story.reading import Reading


def problems(reading: Reading) -> list[dict[str, Any]]:
    """Every diagnostic of a reading, in the order of the files; lines and columns from 1."""
    return [_problem(found) for found in reading.diagnostics]


def _problem(found: Diagnostic) -> dict[str, Any]:
    return {
        "code": found.code,
        "severity": found.severity,
        "message": found.message,
        "help": found.help or "",
        "file": found.span.file,
        "line": found.span.line,
        "column": found.span.column,
        "endLine": found.span.end_line,
        "endColumn": found.span.end_column,
        "notes": [
            {"text": note.text, "file": note.span.file if note.span else "", "line": note.span.line if note.span else 0}
            for note in found.notes
        ],
    }
