"""Every wish of the player's that the settings page offers, by section: a row for each, and nothing about how it looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from game.language import later, later_as
from game.window import theme
from game.window.voice import platforms

OFF_ON = ((False, later("off")), (True, later("on")))
SWITCHES = {"off": later_as("One switch", "off"), "two": later_as("One switch", "two switches")}
"""The values of the wish for a switch that are no pace."""


@attrs.frozen
class Wish:
    """A field of the settings, what it is called, and each value with its word."""

    field: str
    label: str
    values: tuple[tuple[Any, str], ...]
    is_of_languages: bool = False
    """Whether the languages that there are here are its values."""
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
    later("Reading"),
    (
        Wish("text_percent", later("Text size"), tuple((size, f"{size} %") for size in theme.TEXT_SIZES)),
        Wish(
            "face",
            later("Typeface"),
            (
                ("book", later_as("Typeface", "book")),
                ("plain", later_as("Typeface", "plain")),
                ("dyslexic", "OpenDyslexic"),
            ),
        ),
        Wish(
            "palette",
            later("Paper"),
            (
                ("day", later_as("Paper", "day")),
                ("night", later_as("Paper", "night")),
                ("sharp", later_as("Paper", "high contrast")),
            ),
        ),
        Wish(
            "line_spacing",
            later("Lines"),
            (
                ("close", later_as("Lines", "close")),
                ("usual", later_as("Lines", "usual")),
                ("wide", later_as("Lines", "wide")),
            ),
        ),
        Wish(
            "letter_spacing",
            later("Letters"),
            (("usual", later_as("Letters", "usual")), ("wide", later_as("Letters", "wide"))),
        ),
    ),
    has_sample=True,
)

TELLING = Section(
    later("Telling"),
    (
        Wish(
            "reveal",
            later("Words appear"),
            (
                ("slow", later_as("Words appear", "slow")),
                ("usual", later_as("Words appear", "usual")),
                ("quick", later_as("Words appear", "quick")),
                ("off", later_as("Words appear", "at once")),
            ),
        ),
        Wish(
            "auto_pace",
            later("Reading on by itself"),
            (
                ("slow", later_as("Reading on by itself", "slow")),
                ("usual", later_as("Reading on by itself", "usual")),
                ("quick", later_as("Reading on by itself", "quick")),
            ),
        ),
        Wish("has_hints", later("Hints under choices"), OFF_ON),
        Wish("has_effects", later("What a choice moved"), OFF_ON),
        Wish(
            "instruments",
            later("Meters"),
            (("dials", later_as("Meters", "dials")), ("words", later_as("Meters", "words"))),
        ),
        Wish(
            "going_back",
            later("Going back on choices"),
            (
                ("free", later_as("Going back on choices", "always")),
                ("day", later_as("Going back on choices", "within a day")),
                ("never", later_as("Going back on choices", "never")),
            ),
        ),
    ),
)

WINDOW = Section(
    later("The window"),
    (
        Wish("language", later("Language"), (), is_of_languages=True),
        Wish("is_reduced", later("Reduce motion"), OFF_ON),
        Wish("is_full_screen", later("Full screen"), OFF_ON),
    ),
    asks_again=True,
)

VOLUMES = tuple((percent, str(percent) if percent else later_as("a volume", "off")) for percent in theme.VOLUMES)

SOUND = Section(
    later("Sound"),
    (
        Wish("volume_music", later("Music"), VOLUMES),
        Wish("volume_places", later("Places"), VOLUMES),
        Wish("volume_effects", later("Keys and paper"), VOLUMES),
        Wish("has_captions", later("Sounds in words"), OFF_ON),
        Wish("is_mono", later("The same in both ears"), OFF_ON),
        Wish("is_quiet_away", later("Quiet when away"), OFF_ON),
    ),
)

HANDS = Section(
    later("Hands"),
    (
        Wish(
            "switch", later("One switch"), tuple((name, SWITCHES.get(name, f"{name} s")) for name in theme.SWITCHES_MS)
        ),
    ),
    has_keys=True,
)

ALOUD = Section(
    later("Aloud"),
    (
        Wish("is_voiced", later("Say everything aloud"), OFF_ON),
        Wish("volume_voice", later("Volume"), VOLUMES[1:]),
        Wish(
            "voice_speed",
            later("Speed"),
            (
                ("slow", later_as("Speed", "slow")),
                ("usual", later_as("Speed", "usual")),
                ("brisk", later_as("Speed", "brisk")),
                ("fast", later_as("Speed", "fast")),
                ("fastest", later_as("Speed", "fastest")),
            ),
        ),
        Wish("voice", later("Voice"), (("", later_as("Voice", "the usual one")),), is_of_voices=True),
    ),
    lack=platforms.missing,
)

SECTIONS = (READING, TELLING, WINDOW, SOUND, HANDS, ALOUD)
