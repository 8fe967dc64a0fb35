"""The sheet that says what is heard when: `sounds.toml` beside the sounds, the game's own and then the story's.

    [music]                                  # what plays for the title, for each ink, at an ending; or in a place
    inner = "inside"
    [place-music]
    door = "hinge"
    [intros]                                 # seconds from the beginning of `NAME-intro` to the loop
    hinge = 7.7
    [captions]                               # what is written for a sound or a place
    floor = "somebody typing, a long way off"
    [[without]]                              # which stem is silent while a meter reads less
    stem = "body"
    meter = "rest"
    below = 4
    [[cue]]                                  # a sound that belongs to words of a scene
    scene = "fri-2-4-hall"
    words = ["up goes the beater"]
    sound = "triangle"

A piece called `inside` is `inside.ogg` and whatever stems lie beside it, `inside-body.ogg` and `inside-last.ogg`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import attrs

from game import disk
from game.window.sound.heard import Heard

FILE = "sounds.toml"
STEMS = ("body", "last")
"""What may lie beside a piece's own file, to be left out of it."""
ENDING = ".ogg"


@attrs.frozen
class Without:
    """A stem that is silent while a meter reads less than a number."""

    stem: str
    meter: str
    below: int


@attrs.frozen
class Cue:
    """A sound that is heard once the words of a scene that belong to it have appeared."""

    scene: str
    words: tuple[str, ...]
    """Any of these."""
    sound: str
    caption: str = ""


@attrs.frozen
class Score:
    """What a page sounds like: names of sounds."""

    piece: str | None
    silent: frozenset[str]
    """The stems of the piece that are left out."""
    beds: tuple[str, ...]
    """The sounds of the places, each going round."""


@attrs.frozen
class Sheet:
    """Everything the two files say."""

    music: Mapping[str, str] = attrs.field(factory=dict)
    place_music: Mapping[str, str] = attrs.field(factory=dict)
    intros: Mapping[str, float] = attrs.field(factory=dict)
    captions: Mapping[str, str] = attrs.field(factory=dict)
    without: tuple[Without, ...] = ()
    cues: tuple[Cue, ...] = ()
    trouble: str = ""
    """Why a file says nothing, in a sentence; empty where each can be read."""

    def score(self, heard: Heard) -> Score:
        """What a page sounds like."""
        own = (self.place_music.get(place) for place, _ in heard.places)
        here = None if heard.music == "ending" else next((piece for piece in own if piece), None)
        silent = {rule.stem for rule in self.without if heard.readings.get(rule.meter, rule.below) < rule.below}
        beds = tuple(dict.fromkeys(sound.removesuffix(ENDING) for _, sound in heard.places if sound))
        return Score(here or self.music.get(heard.music), frozenset(silent), beds)

    def place_captions(self, heard: Heard) -> tuple[str, ...]:
        """What is written on arriving where a page is: the words for each place, else for its sound."""
        found = (
            self.captions.get(place) or self.captions.get(sound.removesuffix(ENDING))
            for place, sound in heard.places
            if sound
        )
        return tuple(dict.fromkeys(words for words in found if words))

    def told(self, words: Callable[[str, str], str]) -> Sheet:
        """The same in another language: `words` gives, for a context and words, what they are in it."""
        cues = tuple(
            attrs.evolve(
                cue,
                words=tuple(dict.fromkeys((*cue.words, *(words(f"cue {cue.scene}", each) for each in cue.words)))),
                caption=words("sound", cue.caption) if cue.caption else "",
            )
            for cue in self.cues
        )
        captions = {name: words("sound", said) for name, said in self.captions.items()}
        return attrs.evolve(self, captions=captions, cues=cues)

    def struck(self, heard: Heard) -> tuple[Cue, ...]:
        """The cues whose words have appeared."""
        here = (cue for cue in self.cues if cue.scene == heard.scene)
        return tuple(cue for cue in here if any(words in heard.told for words in cue.words))


def read(story: Path) -> Sheet:
    """The game's sheet with the story's laid over it; what is missing says nothing, and what cannot be read says why."""
    files = (disk.shared_folder("assets") / "sounds" / FILE, story / "sounds" / FILE)
    found = [_said(file) for file in files]
    sheets = [said for said, _ in found]
    return Sheet(
        **{name: _words(sheets, key) for name, key in (("music", "music"), ("place_music", "place-music"))},
        intros={name: float(at) for sheet in sheets for name, at in _table(sheet, "intros").items() if _is_number(at)},
        captions=_words(sheets, "captions"),
        without=tuple(rule for sheet in sheets for each in _rows(sheet, "without") if (rule := _without(each))),
        cues=tuple(cue for sheet in sheets for each in _rows(sheet, "cue") if (cue := _cue(each))),
        trouble=" ".join(trouble for _, trouble in found if trouble),
    )


def _said(file: Path) -> tuple[dict[str, Any], str]:
    """What a file says, and what is wrong with it."""
    try:
        return tomllib.loads(disk.read(file).decode("utf-8")), ""
    except FileNotFoundError:
        return {}, ""
    except (OSError, ValueError, RecursionError) as unread:
        return {}, f"sounds/{FILE} cannot be read, so this story has the game's own sounds: {unread}"


def _table(sheet: dict[str, Any], name: str) -> dict[str, Any]:
    found = sheet.get(name)
    return found if isinstance(found, dict) else {}


def _rows(sheet: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = sheet.get(name)
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def _words(sheets: list[dict[str, Any]], name: str) -> dict[str, str]:
    return {key: words for sheet in sheets for key, words in _table(sheet, name).items() if isinstance(words, str)}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _without(row: dict[str, Any]) -> Without | None:
    stem, meter, below = row.get("stem"), row.get("meter"), row.get("below")
    if not isinstance(stem, str) or not isinstance(meter, str) or not isinstance(below, int):
        return None
    return Without(stem, meter, below)


def _cue(row: dict[str, Any]) -> Cue | None:
    scene, words, sound, caption = row.get("scene"), row.get("words"), row.get("sound"), row.get("caption", "")
    if not isinstance(scene, str) or not isinstance(words, list) or not isinstance(sound, str):
        return None
    return Cue(scene, tuple(str(each) for each in words), sound, str(caption))
