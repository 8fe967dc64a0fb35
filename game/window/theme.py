"""Every number about looks, once: colours by role, the type scale, space, and how long things last.

All lengths are those of a window 720 high; `Look` turns them into real pixels for the window there is.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import attrs

Colour = tuple[int, int, int]
Ink = Literal["inner", "outer", "both"]
Edge = Literal["left", "right", "bottom", "none"]
"""The side of a picture that is torn."""

# ---- colour


@attrs.frozen
class Theme:
    """A palette by role. Text inks keep 7:1 or more on their paper (`ART.md`, Palette)."""

    name: str
    paper: Colour
    inner: Colour
    """The text ink of the half that is printed in the inner plate."""
    outer: Colour
    both: Colour
    plates: tuple[Colour, Colour, Colour, Colour]
    """What pictures are printed with: paper, inner, outer, and where they overlap."""
    has_grain: bool
    """Whether the stock shows its fibres."""

    def ink(self, name: Ink) -> Colour:
        """The text ink of that name; focus, rules and instruments are drawn in it too."""
        return {"inner": self.inner, "outer": self.outer, "both": self.both}[name]

    def quiet(self, name: Ink) -> Colour:
        """What recedes and is never read: a slider's groove, a rule between rows."""
        return mix(self.paper, self.ink(name), QUIET)


QUIET = 0.38
"""How much of the ink the quiet role has."""


def _rgb(code: str) -> Colour:
    red, green, blue = bytes.fromhex(code)
    return red, green, blue


def _theme(name: str, text: str, plates: str, *, has_grain: bool) -> Theme:
    paper, inner, outer, both = map(_rgb, text.split())
    printed, first, second, overprint = map(_rgb, plates.split())
    return Theme(name, paper, inner, outer, both, (printed, first, second, overprint), has_grain)


DAY = _theme("day", "f5ecdb 0b4254 7d2012 2d1030", "f5ecdb 1f7f9c e8552f 4a1c46", has_grain=True)
NIGHT = _theme("night", "191522 a9e1ee ffc3a8 fbeed7", "b5a68d 1c5a70 b3472b 34132f", has_grain=False)
"""A dark page beside the same picture at dusk; the page is not inverted, nor the picture."""
SHARP = _theme("sharp", "ffffff 002b3a 5a0d00 000000", "ffffff 5fa9c4 f2a088 6d4a6b", has_grain=False)
THEMES = {theme.name: theme for theme in (DAY, NIGHT, SHARP)}


def mix(under: Colour, over: Colour, part: float) -> Colour:
    """`part` of one colour laid over another, 0 to 1."""
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(under, over, strict=True))
    return red, green, blue


# ---- type


@attrs.frozen
class Scale:
    """One use of type: which family's cut, and how large."""

    cut: str
    size: float
    leading: float
    """From baseline to baseline, in sizes, at 100 % text."""


TYPE = {
    "reading": Scale("text", 25, 1.44),
    "choice": Scale("text", 25, 1.32),
    "hint": Scale("text-italic", 20, 1.3),
    "label": Scale("text", 18, 1.3),
    "note": Scale("text", 20, 1.45),
    "row": Scale("text", 22, 1.36),
    "row-note": Scale("text-italic", 20, 1.3),
    "name": Scale("display-soft", 26, 1.35),
    "menu": Scale("display-soft", 32, 1.3),
    "menu-note": Scale("text-italic", 21, 1.3),
    "action": Scale("display-soft", 27, 1.33),
    "numeral": Scale("display", 30, 1.2),
    "dial": Scale("display", 27, 1.2),
    "title": Scale("display", 84, 1.14),
    "title-long": Scale("display", 66, 1.12),
    "title-longer": Scale("display", 52, 1.12),
    "title-longest": Scale("display", 42, 1.12),
    "heading": Scale("display", 42, 1.19),
    "day": Scale("display", 84, 1.14),
    "tagline": Scale("display-italic", 28, 1.4),
    "header": Scale("display-italic", 23, 1.3),
    "time": Scale("display-soft", 23, 1.3),
    "question": Scale("display-italic", 30, 1.34),
    "tried": Scale("display-soft", 24, 1.35),
    "quotation": Scale("display-italic", 30, 1.34),
    "quoted": Scale("display-italic", 26, 1.3),
    "projected-address": Scale("plain-bold", 40, 1.25),
    "projected-code": Scale("plain-bold", 68, 1.2),
    "projected-card": Scale("display", 60, 1.18),
    "projected-clock": Scale("plain-bold", 32, 1.1),
    "projected-foot": Scale("plain-bold", 22, 1.2),
}
"""What each use of type is set in."""

ITALIC = {
    "text": "text-italic",
    "display": "display-italic",
    "display-soft": "display-italic",
    "plain": "plain-italic",
    "plain-bold": "plain-italic",
    "dyslexic": "dyslexic-italic",
    "dyslexic-bold": "dyslexic-italic",
}
"""The cut that *so* is set in, within another."""

FACES = {
    "book": {},
    "plain": {
        "text": "plain",
        "text-italic": "plain-italic",
        "display": "plain-bold",
        "display-soft": "plain",
        "display-italic": "plain-italic",
    },
    "dyslexic": {
        "text": "dyslexic",
        "text-italic": "dyslexic-italic",
        "display": "dyslexic-bold",
        "display-soft": "dyslexic",
        "display-italic": "dyslexic-italic",
    },
}
"""The faces a reader may ask for, and the cuts each puts in place of the book's."""

FACE_SIZE = {"book": 1.0, "plain": 1.0, "dyslexic": 0.84}
"""A wide face is set smaller, so that a line holds as much."""

TEXT_SIZES = (100, 125, 150, 175, 200)
"""Per cent."""

LEADING_AT_200 = 1.32 / 1.44
"""How far leading falls, against its own, from 100 % text to 200 %."""

LINE_SPACINGS = {"close": 0.9, "usual": 1.0, "wide": 1.28}
"""How much further apart lines are than usual; the widest leave one and a half sizes from baseline to baseline."""
LETTER_SPACINGS = {"usual": 0.0, "wide": 0.1}
"""What stands between letters besides their own room, in sizes."""
SPACED = "~"
"""Between the name of a cut and how far apart its letters stand."""
LETTERS_WIDEN = 0.14
"""How much of its width a column gains by wide letters: not all that a line of the same words does."""

DISPLAY_GROWTH = 0.4
"""Type this large already (a title, a heading) grows by this part of what reading text grows."""
LARGE = 40

HANG = 0.9
"""How much of its width an opening quotation mark hangs into the margin."""
WIDOW = 0.3
"""A last line shorter than this part of the measure is mended..."""
NARROWEST = 0.8
"""...by narrowing the measure, no further than this."""

# ---- space

UNIT = 4
PAGE = 720
"""The height of a page, where the window is not narrow."""
LEAST_WIDTH = 800
"""The width of the narrowest page: a column of the usual measure and its margins."""
MARGIN = 52
TOP = 34
BOTTOM = 24
HEADER_RULE = 70
HEADER_GAP = 20
"""From the rule to the text."""
COLUMN = 610
COLUMN_GROWTH = 0.68
"""How much of the text's growth the measure follows, into the picture."""
CHARACTERS = (45, 41)
"""How many characters a column holds at the least, at 100 % text and above: the picture gives way to them."""
MARGINS_LEAST = (36, 4)
"""What the margins give way to, left and right, where a page has too little room for so many: the pointer's own width at
200 %, and on the right, where lines are ragged, hardly anything.
"""
RULED_TO = 24
"""What the header and the instruments keep of that margin, whose right edge is a straight one."""
LEAST_MEASURE = 40
FITTED_BY = 5
FITTED_LEAST = 95
"""How many characters the widest column holds at the least: where it would hold fewer, type is made smaller, by steps of
so many per cent, and never smaller than so many. Only the widest face, set wide, in the narrowest window comes to that.
"""
LONGEST_MEASURE = 75
"""How many characters a column holds at the most."""
GUTTER = 66
"""From the picture's edge to the column."""
PICTURE = 552
PICTURE_LEAST = 300
"""Narrower than this a picture is left out."""
PICTURE_NARROW = 400
"""What a picture narrows to in a window as narrow as 4:3."""
STRIP_LEAST = 160
"""Lower than this a picture is not laid across the top of a tall page."""
STRIP_TEXT = 640
"""What a tall page keeps for its text under such a picture, at 100 % text."""
WIDE_PICTURE = 442
"""The height of a picture across the top of the page."""
WIDE_GIVES = 0.4
"""How much of its height such a picture gives up, at most, for what stands under it."""
WIDE_COLUMN = 830
WIDE_GAP = 26
LONGEST_LINE = 760
"""The measure of a page without a picture, at 100 % text."""
BEAT_GAP = 12
NAME_GAP = 10
RECALLED_APART = 0.4
"""What lies between two beats of the history at the least, in lines."""
CHOICES_GAP = 20
CHOICE_GAP = 11
CHOICE_INDENT = 38
POINTER = (15, 20)
POINTER_GAP = 10
"""Between the pointer and what it points at."""
STOP = 9
"""The full stop that a pointer becomes: its width."""
DIAL = 56
DIAL_GAP = 8
DIALS_APART = 30
WORDS_FROM = 1.75
"""From this growth of text on, instruments are told in one line of words and numerals."""
POINTER_REACH = 26
"""How far into the margin something can still be pressed: over its pointer."""
TARGET = 44
"""The least height of anything that can be pressed."""
RULE = 1
UNDERLINE = 2
FRAME = 3
"""How thick the frame is round what a switch would press."""
CAPITALS_MIDDLE = 0.34
"""From the baseline up to the middle of capitals, in sizes."""
UNDERLINE_DROP = 0.3
"""From the baseline to what underlines a word, in sizes: clear of its descenders."""
STITCH = (9, 12, 36, 4.2)
"""Half a stitch's width, its height, the pitch, and the thread."""
TEAR = (5.5, 18, 8)
"""A perforation's radius, its pitch and where the first is, as the press punches them."""
MENU_PITCH = 52
TITLE_TOP = 96
TITLE_GAP = 34
"""From the title's words to the menu."""
TITLE_FOOT = 40
NOTE_GAP = 18
"""From what a button is called to the note beside it."""
TURNER = 96
PAGE_COUNT = 150
"""The widths of the ways to other pages, and of the words that count them."""
SIDES_APART = 60
SIDE_LEAST = 380
"""Between the two sides of a page of the debrief, and the narrowest either is."""
STAMP = 188
STAMPS_APART = 42
RECORD_STAMP = (156, 98)
RECORD_GAP = 22
RECORD_LEAST = 300
"""The picture beside something kept, what is between the two, and the least width its words take at 100 % text."""
RECORDS_WIDEST = 940
"""The width of a page of them."""
RECORD_ASIDE = 108
"""The width of what can be done with it, beside it, at 100 % text."""
DIALS_WIDEST = 900
ROWS_APART = (28, 18)
HEAD_WIDEST = 1180
"""Between the rows of one, with room and without, and the measure of the two or three lines above them."""
STITCHES_HIGH = 10
STITCHES_APART = 4
STITCH_COUNTED = 2
STITCH_BARE = 1
TENS_APART = 6
"""A hundred lives as two rows of stitches: how high a row is and how far from the other, how thick a stitch is for a life
that is counted and for one that is not, and the space between tens.
"""
FOLD = 10
"""The width of the fold that sweeps the page when the door turns, and how dark it is."""
FOLD_SHADE = 0.16

PROJECTED = 150
"""The least size of text, in per cent, of what a room reads from its last row: capitals a twenty-eighth of the picture's
height are a quarter of a degree high from seven of its heights away, which is eight metres from a picture two wide.
"""
CODE_FOOT = 136
"""How large the way in stands at the foot of a projected page; before anything begins it is as high as the page."""
CARD_FILLS = 0.8
"""How much of the height of a page a question that stands alone on it may take, to be set as large as that."""
TALK_GAP = 34
"""Above what there is to talk about."""
BAR = 18
BAR_GAP = 6
"""How high the bar of a side of a vote is, and how far under its words."""
PARTS_APART = 16
"""Between two sides of a vote."""

# ---- time, in milliseconds

REVEAL_CPS = 45
"""Characters a second, at the usual speed."""
REVEALS = {"slow": 25, "usual": REVEAL_CPS, "quick": 90, "off": 0}
AUTO_CPS = {"slow": 10, "usual": 15, "quick": 22}
AUTO_LEAST_MS = 1500
"""How fast a page that reads on by itself takes its reader to be, in characters a second, and the least it waits."""
HOLD_MS = 500
"""How long a key is down, at the least, to be held rather than pressed."""
SKIP_MS = 1000
"""How long each page stands that is skipped: pages that change any faster flash."""
FADE_MS = 400
TURN_MS = 900
SHORT_FADE_MS = 250
TEAR_MS = 1250
TEARING = 0.72
"""How long a day's sheet takes to be torn off and gone, and the part of it in which it is still being torn."""
TEAR_APART = 9
TEAR_SLACK = 14
"""How far apart its halves lie where it is torn, and over how many holes they come to lie so."""
LANDING_MS = 1400
LANDING_REDUCED_MS = 600
LANDING_FROM = 40
LANDING_STRENGTH = 0.3
"""How far off and how strong the outer plate is when it begins to land."""
STITCH_MS = 30
"""How long each stitch takes to be sewn."""
WANDER_MS = 300
"""How long the outer plate takes to find its register, once a page of both inks is seen."""
PRINT_MS = 1600
"""How long the last picture takes to be printed."""
PICTURE_PATIENCE_MS = 4000
"""How long what happens to a picture waits for it."""
LEAN = 3
LEAN_MS = 420
"""How far the nearest of a picture leans to either side, in units of length, and how long it takes to follow."""
SET_MS = 260
SET_APART_MS = 150
"""How long each line of a day's card takes to be set, and how long after the one before it begins."""
SWEEP_MS = 600
NOTICE_MS = 4000
NOTICE_CHARACTER_MS = 60
"""How long a line such as *Saved* stays, and how much longer for each of its characters."""
GUARD_MS = 350
"""How long the keys must have been let be before one chooses, after choices appear."""
SWITCHES_MS = {"off": 0, "1": 1000, "2": 2000, "3": 3000, "5": 5000, "two": 0}
"""How long each thing is framed for a single switch; nought where nothing moves by itself."""
AIMED_MS = 4000
"""How long after the mouse was moved its button still means what it points at, though it may be a switch."""
VOLUMES = (0, 20, 40, 60, 80, 100)
"""Per cent."""
FRAME_MS = 16
POLL_MS = 33


@attrs.frozen
class Style:
    """A use of type in real pixels."""

    cut: str
    italic: str
    size: int
    leading: int


def narrowed(style: Style, part: float) -> Style:
    """Display type set smaller, so that its longest word fits. Reading type never is."""
    return attrs.evolve(style, size=max(1, int(style.size * part)), leading=max(1, int(style.leading * part)))


@attrs.frozen
class Look:
    """How one page looks in the window there is: theme, ink, real pixels."""

    theme: Theme
    width: int
    height: int
    """Real pixels."""
    percent: int = 100
    """Text size."""
    face: str = "book"
    ink_name: Ink = "both"
    line_spacing: str = "usual"
    letter_spacing: str = "usual"

    @property
    def scale(self) -> float:
        """Real pixels a unit of length: a window taller than it is wide is a taller page, not a larger one."""
        return min(self.height / PAGE, self.width / LEAST_WIDTH)

    @property
    def across(self) -> float:
        """The window's width in units of length."""
        return self.width / self.scale

    @property
    def down(self) -> float:
        """The window's height in units of length."""
        return self.height / self.scale

    @property
    def growth(self) -> float:
        """How many times its usual size text is."""
        return self.percent / 100

    @property
    def ink(self) -> Colour:
        return self.theme.ink(self.ink_name)

    @property
    def quiet(self) -> Colour:
        return self.theme.quiet(self.ink_name)

    @property
    def paper(self) -> Colour:
        return self.theme.paper

    def px(self, length: float) -> int:
        """A length in real pixels, never nothing."""
        return max(1, round(length * self.scale))

    def inked(self, name: Ink) -> Look:
        """The same look in another ink."""
        return attrs.evolve(self, ink_name=name)

    def style(self, use: str) -> Style:
        """A use of type, in the reader's face and size."""
        return _styled(use, self.scale, self.percent, self.face, self.line_spacing, self.letter_spacing)

    @property
    def widening(self) -> float:
        """How many times its usual width a column is, for its letters' sake."""
        return 1.0 if self.letter_spacing == "usual" else 1 + LETTERS_WIDEN


@lru_cache(maxsize=512)
def _styled(  # noqa: PLR0917 - a style is all of these
    use: str, page_scale: float, percent: int, face: str, line_spacing: str, letter_spacing: str
) -> Style:
    """A use of type as `Look.style` has it: a page asks for the same few many times."""
    scale, text_growth = TYPE[use], percent / 100
    growth = 1 + (text_growth - 1) * (DISPLAY_GROWTH if scale.size >= LARGE else 1)
    cut = FACES[face].get(scale.cut, scale.cut)
    size = scale.size * growth * page_scale * FACE_SIZE[face]
    close = 1 + (LEADING_AT_200 - 1) * (text_growth - 1)
    leading = scale.size * growth * page_scale * scale.leading * close
    italic = ITALIC.get(cut, cut)
    if scale.size < LARGE:
        leading *= LINE_SPACINGS[line_spacing]
        cut, italic = _spaced(cut, letter_spacing), _spaced(italic, letter_spacing)
    return Style(cut, italic, max(1, round(size)), max(1, round(leading)))


def _spaced(cut: str, letter_spacing: str) -> str:
    """A cut whose letters stand as far apart as the reader asks."""
    return cut if letter_spacing == "usual" else f"{cut}{SPACED}{letter_spacing}"
