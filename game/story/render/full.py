"""A diagnostic with the line it points at, what to write instead, and the other places that matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from unicodedata import category, east_asian_width

from game.story.diagnostic import Diagnostic, Note
from game.story.source import Source, Span

TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that are not seen, and change the direction of those that are."""
WIDEST = 120
"""Columns of a line that are shown; of a longer one, the part that matters."""


def full(diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source]) -> str:
    """Each in a paragraph of its own, with an empty line between."""
    return "\n".join(_one(found, sources) for found in diagnostics)


def _one(found: Diagnostic, sources: Mapping[str, Source]) -> str:
    lines = [f"{found.severity}[{found.code}]: {harmless(found.message)}", f"  --> {harmless(str(found.span))}"]
    source = sources.get(found.span.file)
    if source is not None and source.line(found.span.line).strip():
        lines.extend(_excerpt(source, found.span))
    if found.help:
        lines.append(f"help: {harmless(found.help)}")
    lines.extend(f"note: {harmless(_note(note, found.span))}" for note in found.notes)
    return "\n".join(lines) + "\n"


def harmless(words: str) -> str:
    """An author's words without what would do something to a terminal, or turn round what is printed after it."""
    return "".join("\ufffd" if (category(it) == "Cc" and it != "\t") or it in TURNING else it for it in words)


def _excerpt(source: Source, span: Span) -> list[str]:
    """The line, and under it carets."""
    line, start = source.line(span.line), span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line.rstrip())
    line, start, end = _cut(line, start, max(end, start + 1))
    line = harmless(line)
    number = str(span.line)
    gutter = " " * len(number)
    # Tabs stay tabs, so that the carets stand under what they point at at any width of tab.
    before = "".join("\t" if character == "\t" else " " * _columns(character) for character in line[:start])
    width = max(1, sum(_columns(character) for character in line[start:end]))
    return [f"{gutter} |", f"{number} | {line.rstrip()}", f"{gutter} | {before}{'^' * width}"]


def _cut(line: str, start: int, end: int) -> tuple[str, int, int]:
    """A long line, as much of it as is shown, with the places in it."""
    if len(line) <= WIDEST:
        return line, start, end
    first = max(0, min(start - 20, len(line) - WIDEST))
    shown = line[first : first + WIDEST]
    if first:
        shown = "…" + shown[1:]
    if first + WIDEST < len(line):
        shown = shown[:-1] + "…"
    return shown, start - first, min(end - first, WIDEST)


def _columns(character: str) -> int:
    """How many columns of a terminal a character takes."""
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in ("W", "F") else 1


def _note(note: Note, span: Span) -> str:
    """A note, and where it points; a file in the same folder by its name alone."""
    if note.span is None:
        return note.text
    folder, _, _ = span.file.rpartition("/")
    near = note.span.file.startswith(f"{folder}/") and folder
    return f"{note.text} ({note.span.file[len(folder) + 1 :] if near else note.span.file}:{note.span.line})"
