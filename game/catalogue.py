"""Reading a gettext catalogue as it stands: its words by context, with what is stale left out, and its rule of plurals.

Reading the text itself costs a few milliseconds, once, for whoever plays in another language than English, and saves a compiled
file beside it that could say something else. Writing is the author's tools' work, with Babel.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import attrs

LARGEST = 8 << 20
"""Bytes a catalogue may have."""
NAME = "X-Language-Name"
"""The line of a catalogue's head that says what the language calls itself."""
_HEAD = 4096
_LINE = re.compile(r"(#[~,|.:]?|msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)?\s*(.*)")
_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "r": "\r"}
_ESCAPE = re.compile(r"\\(.)")
_PLURALS = re.compile(r"nplurals\s*=\s*\d+\s*;\s*plural\s*=\s*([^;]+)")


class Place(NamedTuple):
    """A stretch of words on one line of a file."""

    line: int
    column: int
    length: int


@attrs.frozen
class Message:
    """One entry."""

    context: str
    english: str
    told: tuple[str, ...]
    """The translation; several where it goes by number."""
    is_stale: bool
    """Whether the English has changed since (`fuzzy`)."""
    places: tuple[Place, ...]
    """Where its first translation stands in the file, line by line."""

    @property
    def line(self) -> int:
        """The line that its translation begins on."""
        return self.places[0].line if self.places else 1


@attrs.frozen
class Catalogue:
    """A language's words."""

    words: dict[tuple[str, str], tuple[str, ...]]
    """By context and English: what is translated and not stale."""
    places: dict[tuple[str, str], tuple[Place, ...]]
    """Where each of them stands in the file."""
    head: dict[str, str]
    one_or_more: Callable[[int], int]
    """Which form a number takes."""


def read(file: str | Path) -> Catalogue:
    """A catalogue.

    Raises:
        OSError: It cannot be read.
        ValueError: It is no catalogue.
    """
    text = Path(file).read_bytes()
    if len(text) > LARGEST:
        raise ValueError(f"{file} is larger than any catalogue")
    words: dict[tuple[str, str], tuple[str, ...]] = {}
    places: dict[tuple[str, str], tuple[Place, ...]] = {}
    head: dict[str, str] = {}
    for message in messages(text.decode("utf-8")):
        if not message.english and not message.context:
            head = _head(message.told[0])
        elif not message.is_stale and all(message.told):
            words[message.context, message.english] = message.told
            places[message.context, message.english] = message.places
    return Catalogue(words, places, head, plurals(head.get("Plural-Forms", "")))


def name(file: str | Path) -> str:
    """What the language of a catalogue calls itself, by its head; empty where it does not say."""
    try:
        with Path(file).open(encoding="utf-8", errors="replace") as opened:
            start = opened.read(_HEAD)
    except OSError:
        return ""
    found = re.search(rf"{NAME}: *([^\"\\]+)", start)
    return found[1].strip() if found else ""


def plurals(said: str) -> Callable[[int], int]:
    """The rule of a `Plural-Forms` line; as in English where there is none, or it is no rule."""
    found = _PLURALS.search(said)
    try:
        return gettext.c2py(found[1]) if found else _as_in_english
    except ValueError:
        return _as_in_english


def _as_in_english(n: int) -> int:
    return 0 if n == 1 else 1


def _head(told: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in told.splitlines() if ":" in line)
    return {name.strip(): value.strip() for name, _, value in pairs}


def messages(text: str) -> Iterator[Message]:
    """The entries of a catalogue's text, in its order; those it keeps only for later (`#~`) are left out."""
    entry = _Entry()
    for number, line in enumerate(text.splitlines(), 1):
        found = _LINE.match(line.strip())
        assert found is not None
        what, rest = found[1] or "", found[2]
        if what == "#,":
            if entry.has_words:
                yield from entry.made()
                entry = _Entry()
            entry.is_stale = "fuzzy" in rest
        elif what.startswith("#"):
            continue
        elif what:
            if what in ("msgctxt", "msgid") and entry.has_words:
                yield from entry.made()
                entry = _Entry()
            entry.take(what, _unquoted(rest), Place(number, line.find('"') + 2, 0))
        elif rest.startswith('"'):
            entry.go_on(_unquoted(rest), Place(number, line.find('"') + 2, 0))
    yield from entry.made()


def _unquoted(quoted: str) -> str:
    inner = quoted.strip().removeprefix('"').removesuffix('"')
    return _ESCAPE.sub(lambda found: _ESCAPES.get(found[1], found[1]), inner) if "\\" in inner else inner


class _Entry:
    """One entry, as its lines come."""

    def __init__(self) -> None:
        self.is_stale = False
        self.has_words = False
        self._parts: dict[str, list[str]] = {}
        self._at = ""
        self._places: list[Place] = []

    def take(self, what: str, words: str, place: Place) -> None:
        self._at = what
        self._parts[what] = []
        self.has_words = self.has_words or what.startswith("msgstr")
        self.go_on(words, place)

    def go_on(self, words: str, place: Place) -> None:
        if not self._at:
            return
        self._parts[self._at].append(words)
        if self._at in ("msgstr", "msgstr[0]"):
            self._places.append(place._replace(length=len(words)))

    def made(self) -> Iterator[Message]:
        if not self.has_words or "msgid" not in self._parts:
            return
        parts = {name: "".join(words) for name, words in self._parts.items()}
        told = tuple(words for name, words in sorted(parts.items()) if name.startswith("msgstr"))
        yield Message(parts.get("msgctxt", ""), parts["msgid"], told, self.is_stale, tuple(self._places))
