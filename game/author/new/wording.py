"""Lines of YAML as an author would write them, and paths as they would type them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import attrs

from game.story.nodes import quoted

_NEEDS_NO_MARKS: Final = re.compile(r"[^\W\d_][^:#{}\[\]|*&`\"\\]*[^\s:#{}\[\]|*&`\"\\]")
"""A text that YAML, outside braces, takes for what it is."""

Line = tuple[str, str]
"""A key, and what stands after it."""


def in_yaml(words: str) -> str:
    """Words as they stand after a key: in quotation marks where YAML would read something into them."""
    words = " ".join(words.split())
    return words if _NEEDS_NO_MARKS.fullmatch(words) else quoted(words)


def between_braces(words: str) -> str:
    """Words as they stand after a key between braces."""
    words = " ".join(words.split())
    return quoted(words) if re.search(r"[,:#{}\[\]\"'`|&*!%@]", words) else words


def as_typed(path: Path) -> str:
    """A path as it is typed in a command: in quotation marks where it has spaces."""
    typed = str(path)
    return f'"{typed}"' if re.search(r"[\s'&();]", typed) else typed


@attrs.frozen
class Item:
    """Something in a list: its keys, in order, and its text, where it has one of several lines."""

    keys: tuple[Line, ...]
    text: tuple[str, ...] = ()
    last: tuple[Line, ...] = ()
    """The keys that stand below the text."""

    def block(self, dash: int, key: int) -> list[str]:
        """As lines, its dash so many spaces in, and its keys so many."""
        lines = [f"{name}: {value}" for name, value in self.keys]
        if self.text:
            lines += ["text: |", *(f"  {line}" for line in self.text)]
        lines += [f"{name}: {value}" for name, value in self.last]
        first, *rest = lines
        return [f"{' ' * dash}-{' ' * (key - dash - 1)}{first}", *(f"{' ' * key}{line}" for line in rest)]

    def between_braces(self) -> str:
        """On one line."""
        told = (("text", quoted(" ".join(self.text))),) if self.text else ()
        return "{" + ", ".join(f"{name}: {value}" for name, value in (*self.keys, *told, *self.last)) + "}"


def listed_lines(first: int, last: int) -> str:
    """`line 41`, or `lines 41 to 45`."""
    return f"line {first}" if first == last else f"lines {first} to {last}"


def wrapped(paragraphs: Sequence[str], width: int = 79) -> str:
    """Paragraphs, each with its lines broken; what stands between backticks stays on one."""
    import textwrap

    kept = (re.sub(r"`[^`]*`", lambda found: found[0].replace(" ", "\u00a0"), each) for each in paragraphs)
    broken = (textwrap.fill(each, width, break_long_words=False, break_on_hyphens=False) for each in kept)
    return "\n\n".join(broken).replace("\u00a0", " ") + "\n"
