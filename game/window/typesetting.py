"""Words into lines into surfaces.

Ragged right and never hyphenated; opening quotation marks hang; a last line that is too short is mended by narrowing
the measure. A run of one cut within a line is drawn as one string, since word by word the spaces wobble.
"""

from __future__ import annotations

import re
from functools import lru_cache

import attrs
import pygame

from game import disk
from game.window import theme
from game.window.kept import Kept
from game.window.spaced import Spaced
from game.window.theme import Colour, Style

Runs = tuple[tuple[str, bool], ...]
"""Stretches of words, each with whether it is italic."""

_WORDS = re.compile(r"[^\S\u00a0\u202f]+|(?:[\S\u00a0\u202f])+")
_TIES = re.compile("[\u00a0\u202f]")
_THIN = "\u2009"
_NARROW = "\u202f"
"""A narrow space that no line is broken at. No face of the game has it: it is drawn as the next best that one has."""


@attrs.frozen
class Piece:
    """Part of a line in one cut, and where it starts."""

    text: str
    cut: str
    x: int


@attrs.frozen
class Line:
    """One line. `x` is where it starts: left of nought when a quotation mark hangs."""

    pieces: tuple[Piece, ...]
    x: int
    width: int
    ends: tuple[int, ...]
    """Where each of its words ends."""
    counts: tuple[int, ...]
    """How many characters of the block have been read at the end of each of its words."""


@attrs.frozen
class Block:
    """Lines set to a measure."""

    lines: tuple[Line, ...]
    style: Style

    @property
    def height(self) -> int:
        return len(self.lines) * self.style.leading

    @property
    def width(self) -> int:
        return max((line.x + line.width for line in self.lines), default=0)

    @property
    def words(self) -> str:
        """What stands on its lines."""
        return " ".join("".join(piece.text for piece in line.pieces) for line in self.lines)


def slices(block: Block, height: int, less: int = 0) -> list[tuple[int, int]]:
    """Which lines stand together when a block is taken apart to fit a height, of which the first part has `less`."""
    full = max(1, height // block.style.leading)
    first = max(1, (height - less) // block.style.leading)
    starts = [0, *range(first, len(block.lines), full)]
    return list(zip(starts, [*starts[1:], len(block.lines)], strict=True))


@attrs.frozen
class _Word:
    text: str
    cut: str
    is_spaced: bool
    """Whether a space stands before it."""
    is_rest: bool = False
    """Whether it is the rest of a word too long for a line."""


# ---- setting


def plain(text: str) -> Runs:
    """Text without italics, as runs."""
    return ((text, False),)


def marked(text: str) -> Runs:
    """Text in which *so* is italic, as runs."""
    parts = text.split("*")
    return tuple((part, bool(place % 2)) for place, part in enumerate(parts) if part)


@lru_cache(maxsize=512)
def set_lines(
    runs: Runs, style: Style, measure: int, *, hangs: bool = True, mends: bool = True, cuts: bool = True
) -> Block:
    """Lines no wider than the measure, in pixels; a single word that is wider is cut, or else stands out."""
    words = _words(runs, style)
    if cuts:
        words = [part for word in words for part in _cut(word, style.size, measure)]
    lines = _break(words, style.size, measure)
    if mends and len(lines) > 1 and _width(lines[-1], style.size) < measure * theme.WIDOW:
        lines = _break(words, style.size, _mended(words, style.size, measure, len(lines)))
    return Block(tuple(_finished(lines, style.size, hangs=hangs)), style)


def _words(runs: Runs, style: Style) -> list[_Word]:
    words: list[_Word] = []
    is_spaced = True
    for text, is_italic in runs:
        cut = style.italic if is_italic else style.cut
        for token in _WORDS.findall(text):
            if token.isspace() and not _TIES.search(token):
                is_spaced = True
                continue
            words.append(_Word(_in_face(token, cut, style.size), cut, is_spaced))
            is_spaced = False
    return words


def _in_face(token: str, cut: str, size: int) -> str:
    """A word with such a narrow space as its face can draw."""
    return token.replace(_NARROW, _narrow(cut, size)) if _NARROW in token else token


@lru_cache(maxsize=32)
def _narrow(cut: str, size: int) -> str:
    face = font(cut, size)
    return next((space for space in (_NARROW, _THIN, "\u00a0") if face.metrics(space)[0] is not None), " ")


def _cut(word: _Word, size: int, measure: int) -> list[_Word]:
    """A word in parts that each fit the measure."""
    parts: list[_Word] = []
    while len(word.text) > 1 and _width([word], size) > measure:
        fits = _letters_within(word, size, measure)
        parts.append(attrs.evolve(word, text=word.text[:fits]))
        word = _Word(word.text[fits:], word.cut, is_spaced=False, is_rest=True)
    return [*parts, word]


def _letters_within(word: _Word, size: int, measure: int) -> int:
    """How many of its letters fit the measure: one at the least, and never all."""
    low, high = 1, len(word.text) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if font(word.cut, size).size(word.text[:middle])[0] <= measure:
            low = middle
        else:
            high = middle - 1
    return low


def _break(words: list[_Word], size: int, measure: int) -> list[list[_Word]]:
    lines: list[list[_Word]] = []
    line: list[_Word] = []
    for word in words:
        if line and (word.is_spaced or word.is_rest) and _width([*line, word], size) > measure:
            lines.append(line)
            line = []
        line.append(word)
    return [*lines, line] if line else lines


def _mended(words: list[_Word], size: int, measure: int, count: int) -> int:
    """The narrowest measure that needs no more lines."""
    low, high = round(measure * theme.NARROWEST), measure
    while low < high:
        middle = (low + high) // 2
        if len(_break(words, size, middle)) <= count:
            high = middle
        else:
            low = middle + 1
    return high


def _strings(words: list[_Word]) -> list[tuple[str, str]]:
    """Neighbours of one cut as one string each, and the cut."""
    strings: list[list[str]] = []
    for word in words:
        space = " " if word.is_spaced and strings else ""
        if strings and strings[-1][1] == word.cut:
            strings[-1][0] += space + word.text
            continue
        if strings:
            strings[-1][0] += space
        strings.append([word.text, word.cut])
    return [(text, cut) for text, cut in strings]


def _pieces(words: list[_Word], size: int) -> list[Piece]:
    """Neighbours of one cut as one string, and where each begins."""
    pieces, x = [], 0
    for text, cut in _strings(words):
        pieces.append(Piece(text, cut, x))
        x += advance(text, cut, size)
    return pieces


def _width(words: list[_Word], size: int) -> int:
    """How far they reach."""
    *before, (last, cut) = _strings(words)
    return sum(advance(text, cut, size) for text, cut in before) + _reach_of(last.rstrip(" "), cut, size)


@lru_cache(maxsize=8192)
def _reach_of(text: str, cut: str, size: int) -> int:
    """How wide a string is. A paragraph is broken to several measures, and asks for the same strings each time."""
    return font(cut, size).size(text)[0]


def _finished(lines: list[list[_Word]], size: int, *, hangs: bool) -> list[Line]:
    finished, count = [], 0
    for words in lines:
        pieces, width = _pieces(words, size), _width(words, size)
        ends, counts = [], []
        for place, word in enumerate(words, 1):
            count += len(word.text) + word.is_spaced
            ends.append(_width(words[:place], size))
            counts.append(count)
        finished.append(Line(tuple(pieces), _hang(pieces, size) if hangs else 0, width, tuple(ends), tuple(counts)))
    return finished


def _hang(pieces: list[Piece], size: int) -> int:
    first = pieces[0].text[0]
    return -round(font(pieces[0].cut, size).size(first)[0] * theme.HANG) if first in "‘“«" else 0


# ---- drawing


@lru_cache(maxsize=64)
def font(cut: str, size: int) -> pygame.Font:
    """One cut at a size in real pixels; its letters apart where the cut's name says so."""
    name, spaced, spacing = cut.partition(theme.SPACED)
    for ending in ("ttf", "woff"):
        try:
            file = disk.asset(f"fonts/{name}.{ending}")
        except FileNotFoundError:
            continue
        return Spaced(file, size, round(size * theme.LETTER_SPACINGS[spacing])) if spaced else pygame.Font(file, size)
    raise FileNotFoundError(f"the game's own font {name} is missing: install it again")


USUAL = "and nobody asks for anything yet, so the window over the road is lit and the kettle is on"
"""Words as they come."""


@lru_cache(maxsize=32)
def character(cut: str, size: int) -> float:
    """How wide a character is, of words as they come."""
    return font(cut, size).size(USUAL)[0] / len(USUAL)


@lru_cache(maxsize=4096)
def advance(text: str, cut: str, size: int) -> int:
    """How far the pen moves over a string: its width without an italic's overhang."""
    face = font(cut, size)
    if text.endswith(" ") and not isinstance(face, Spaced):
        return face.size(text)[0]
    return face.size(text + _THIN)[0] - face.size(_THIN)[0]


def line_width(text: str, style: Style) -> int:
    """How wide a line of these words is, so that it need not be broken."""
    return advance(text, style.cut, style.size) + 2 * style.size // 10


def surface(text: str, cut: str, size: int, colour: Colour) -> pygame.Surface:
    """A string drawn once. The latest are kept, as many as fit `KEPT_BYTES`."""
    return _rendered.have((text, cut, size, colour), lambda: font(cut, size).render(text, True, colour))


KEPT_BYTES = 32_000_000
"""How much drawn strings may take: the page that is seen and some that may follow, on the largest of windows too."""
_rendered = Kept(KEPT_BYTES)


def draw(canvas: pygame.Surface, block: Block, at: tuple[int, int], colour: Colour, shown: int | None = None) -> None:
    """Draw a block with its first line's top at `at`; only the first `shown` characters, by whole words, when given."""
    x, y = at
    for line in block.lines:
        reach = line.width if shown is None else _reach(line, shown)
        if reach <= 0:
            return
        for piece in line.pieces:
            drawn = surface(piece.text, piece.cut, block.style.size, colour)
            wide = drawn.get_width() if reach >= line.width else reach - piece.x
            at = (x + line.x + piece.x, y + _drop(block.style, piece.cut))
            if wide > 0:
                canvas.blit(drawn, at, (0, 0, wide, drawn.get_height()))
        y += block.style.leading


def _reach(line: Line, shown: int) -> int:
    return max((end for end, count in zip(line.ends, line.counts, strict=True) if count <= shown), default=0)


@lru_cache(maxsize=256)
def _drop(style: Style, cut: str) -> int:
    """How far below the line's top a cut is drawn for baselines to meet."""
    return font(style.cut, style.size).get_ascent() - font(cut, style.size).get_ascent()


def ascent(style: Style) -> int:
    """From a line's top to its baseline."""
    return font(style.cut, style.size).get_ascent()


def forget() -> None:
    """Let go of what was drawn: after the window's size or the theme has changed."""
    _rendered.forget()
    set_lines.cache_clear()
    _reach_of.cache_clear()
