"""Every wish of the player's that the settings page offers, by section: a row for each, and nothing about how it looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from game.window import theme
from game.window.voice import platforms
from game.window.voice.manner import SPEEDS

OFF_ON = ((False, "off"), (True, "on"))
SWITCHES = {"off": "off", "two": "two switches"}
"""The values of the wish for a switch that are no pace."""


@attrs.frozen
class Wish:
    """A field of the settings, what it is called, and each value with its word."""

    field: str
    label: str
    values: tuple[tuple[Any, str], ...]
    is_of_voices: bool = False
    """Whether the names of the voices here are values too. They may be many, and where there is one nothing is asked."""


@attrs.frozen
class Section:
    """Wishes of one kind, on a page of their own."""

    title: str
    wishes: tuple[Wish, ...]
    has_sample: bool = False
    """Whether a paragraph shows at once what each does."""
    has_keys: bool = False
    """Whether the way to the page of keys and buttons is under them."""
    asks_again: bool = False
    """Whether the way to what was asked before anything else is under them."""
    lack: Callable[[], str] | None = None
    """Says what this system lacks for these wishes to do anything; empty where it lacks nothing."""


READING = Section(
    "Reading",
    (
        Wish("text_percent", "Text size", tuple((size, f"{size} %") for size in theme.TEXT_SIZES)),
        Wish("face", "Typeface", (("book", "book"), ("plain", "plain"), ("dyslexic", "OpenDyslexic"))),
        Wish("palette", "Paper", (("day", "day"), ("night", "night"), ("sharp", "high contrast"))),
        Wish("line_spacing", "Lines", tuple((name, name) for name in theme.LINE_SPACINGS)),
        Wish("letter_spacing", "Letters", tuple((name, name) for name in theme.LETTER_SPACINGS)),
    ),
    has_sample=True,
)

TELLING = Section(
    "Telling",
    (
        Wish("reveal", "Words appear", tuple((name, "at once" if name == "off" else name) for name in theme.REVEALS)),
        Wish("auto_pace", "Reading on by itself", tuple((name, name) for name in theme.AUTO_CPS)),
        Wish("has_hints", "Hints under choices", OFF_ON),
        Wish("has_effects", "What a choice moved", OFF_ON),
        Wish("instruments", "Meters", (("dials", "dials"), ("words", "words"))),
        Wish("going_back", "Going back on choices", (("free", "always"), ("day", "within a day"), ("never", "never"))),
    ),
)

WINDOW = Section(
    "The window",
    (
        Wish("is_reduced", "Reduce motion", OFF_ON),
        Wish("is_full_screen", "Full screen", OFF_ON),
    ),
    asks_again=True,
)

VOLUMES = tuple((percent, str(percent) if percent else "off") for percent in theme.VOLUMES)

SOUND = Section(
    "Sound",
    (
        Wish("volume_music", "Music", VOLUMES),
        Wish("volume_places", "Places", VOLUMES),
        Wish("volume_effects", "Keys and paper", VOLUMES),
        Wish("has_captions", "Sounds in words", OFF_ON),
        Wish("is_mono", "The same in both ears", OFF_ON),
        Wish("is_quiet_away", "Quiet when away", OFF_ON),
    ),
)

HANDS = Section(
    "Hands",
    (Wish("switch", "One switch", tuple((name, SWITCHES.get(name, f"{name} s")) for name in theme.SWITCHES_MS)),),
    has_keys=True,
)

ALOUD = Section(
    "Aloud",
    (
        Wish("is_voiced", "Say everything aloud", OFF_ON),
        Wish("volume_voice", "Volume", VOLUMES[1:]),
        Wish("voice_speed", "Speed", tuple((name, name) for name in SPEEDS)),
        Wish("voice", "Voice", (("", "the usual one"),), is_of_voices=True),
    ),
    lack=platforms.missing,
)

SECTIONS = (READING, TELLING, WINDOW, SOUND, HANDS, ALOUD)
