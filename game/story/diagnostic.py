"""What is wrong in a story, as data. Showing it is the work of `render/`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal

import attrs

from game.story.nearest import nearest
from game.story.source import Source, Span

Severity = Literal["error", "warning"]
"""An error: the story cannot be told. A warning: it can, and an author would want to know."""


@attrs.frozen
class Note:
    """Something else that matters: another place, or what there is to choose from."""

    text: str
    span: Span | None = None


@attrs.frozen
class Diagnostic:
    """One thing found in a story."""

    code: str
    """Its name, which names the thing found: `unknown-meter`."""
    severity: Severity
    message: str
    """What is wrong: one line, no full stop, never the remedy; the author's words stand in backticks."""
    span: Span
    """The smallest stretch that shows it."""
    help: str | None = None
    """What to write instead, where that is known."""
    notes: tuple[Note, ...] = ()


MOST_COMPARISONS: Final = 15_000
"""Names held against wrong ones, in one story, to find the nearest: hundreds of slips' worth, and half a second at most."""


class Report:
    """What has been found so far, gathered while a story is read."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.comparisons_left = MOST_COMPARISONS

    def error(
        self,
        code: str,
        message: str,
        span: Span,
        *,
        help: str | None = None,  # noqa: A002 -- the word a diagnostic has for it
        notes: tuple[Note, ...] = (),
    ) -> None:
        """Note something that keeps the story from being told."""
        self.diagnostics.append(Diagnostic(code, "error", message, span, help, notes))

    def warning(
        self,
        code: str,
        message: str,
        span: Span,
        *,
        help: str | None = None,  # noqa: A002 -- as above
        notes: tuple[Note, ...] = (),
    ) -> None:
        """Note something an author would want to know."""
        self.diagnostics.append(Diagnostic(code, "warning", message, span, help, notes))

    def nearest(self, wrong: str, names: Iterable[str]) -> str | None:
        """The name that most likely was meant, for as long as there is patience left to look for it."""
        names = tuple(names)
        self.comparisons_left -= len(names)
        return nearest(wrong, names) if self.comparisons_left >= 0 else None

    def did_you_mean(self, wrong: str, names: Iterable[str]) -> str | None:
        """A help that proposes the name that most likely was meant."""
        name = self.nearest(wrong, names)
        return None if name is None else f"did you mean `{name}`?"

    def add(self, found: Diagnostic) -> None:
        """Note something that has been put into words already."""
        self.diagnostics.append(found)


class TooMuch(Exception):
    """A story that would take longer to read than anybody waits, and why."""

    def __init__(self, found: Diagnostic) -> None:
        self.found = found
        super().__init__(found.message)


class StoryProblems(Exception):
    """A story that cannot be told, and every reason why.

    Attributes:
        diagnostics: everything found, warnings too, in the order of the files.
        sources: the files, by the name that diagnostics call them.
    """

    def __init__(self, diagnostics: tuple[Diagnostic, ...], sources: Mapping[str, Source]) -> None:
        self.diagnostics = diagnostics
        self.sources = sources
        errors = [found for found in diagnostics if found.severity == "error"]
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        super().__init__(f"{errors[0].span}: {errors[0].message}{more}" if errors else "no problems")
