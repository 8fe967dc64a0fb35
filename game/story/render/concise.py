"""A diagnostic on one line, as compilers and editors expect one."""

from __future__ import annotations

from collections.abc import Iterable

from game.story.diagnostic import Diagnostic


def concise(diagnostics: Iterable[Diagnostic]) -> str:
    """Each on a line of its own: `file:line:column: error[code]: message`."""
    return "".join(f"{found.span}: {found.severity}[{found.code}]: {found.message}\n" for found in diagnostics)
