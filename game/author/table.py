"""Plain lines for a page: paragraphs, columns that stand under one another, and words cut to fit."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Sequence
from typing import Final, TextIO
from unicodedata import category, east_asian_width

GAP: Final = "   "
INDENT: Final = "  "
TOGETHER: Final = "\u00a0"
"""A space at which no line ends."""
USUAL: Final = 80
"""Columns of a page, where nobody says how wide it is."""


def width_of(stream: TextIO | None) -> int:
    """How wide a page may be: as wide as the terminal, or as is usual where there is none."""
    return max(40, shutil.get_terminal_size().columns) if stream is not None and stream.isatty() else USUAL


def paragraph(text: str, width: int) -> str:
    """Words wrapped at `width` columns; an id, a path, or words joined by `TOGETHER` are never parted."""
    wrapped = textwrap.fill(plain(text), width, break_long_words=False, break_on_hyphens=False)
    return wrapped.replace(TOGETHER, " ")


def plain(text: str) -> str:
    """The text on one line, without what would make a terminal do something."""
    return " ".join(word for word in "".join(map(_plain, text)).split(" ") if word)


def _plain(character: str) -> str:
    if character.isspace() and character != TOGETHER:
        return " "
    return "\ufffd" if category(character) == "Cc" else character


def columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(_columns(each) for each in text)


def cut(text: str, width: int) -> str:
    """The text, or as much of it as fits `width` columns, with an ellipsis for the rest."""
    if columns(text) <= width:
        return text
    kept, taken = "", 1
    for each in text:
        taken += _columns(each)
        if taken > width:
            break
        kept += each
    return kept.rstrip() + "…"


def table(rows: Sequence[Sequence[str]], *, align: str, elastic: int, width: int) -> str:
    """Rows of cells in columns, indented.

    Args:
        rows: as many cells in each; a column whose cells are all empty is left out.
        align: `<` or `>` for each column.
        elastic: the column that is cut where a row would be wider than `width`.
        width: of the whole.
    """
    tidy = [[plain(cell) for cell in row] for row in rows]
    widths = [max((columns(cell) for cell in column), default=0) for column in zip(*tidy, strict=True)]
    shown = [at for at, wide in enumerate(widths) if wide]
    over = len(INDENT) + sum(widths) + len(GAP) * (len(shown) - 1) - width
    if over > 0:
        widths[elastic] = max(8, widths[elastic] - over)
    return "\n".join(
        (INDENT + GAP.join(_aligned(cut(row[at], widths[at]), widths[at], align[at]) for at in shown)).rstrip()
        for row in tidy
    )


def _aligned(cell: str, width: int, side: str) -> str:
    blank = " " * (width - columns(cell))
    return blank + cell if side == ">" else cell + blank


def _columns(character: str) -> int:
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in ("W", "F") else 1
