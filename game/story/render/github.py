"""Diagnostics as GitHub's workflow commands, which it shows beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable

from game.story.diagnostic import Diagnostic
from game.story.render.full import harmless


def github(diagnostics: Iterable[Diagnostic]) -> str:
    """A command on a line for each."""
    return "".join(_one(found) for found in diagnostics)


def _one(found: Diagnostic) -> str:
    span = found.span
    said = [
        found.message,
        *([f"help: {found.help}"] if found.help else []),
        *(f"note: {note.text}" for note in found.notes),
    ]
    where = {
        "file": span.file,
        "line": span.line,
        "endLine": span.end_line,
        "col": span.column,
        "endColumn": span.end_column,
        "title": found.code,
    }
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in where.items())
    return f"::{found.severity} {properties}::{_data(chr(10).join(said))}\n"


def _data(text: str) -> str:
    lines = (harmless(line) for line in text.replace("%", "%25").split("\n"))
    return "%0A".join(lines)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
