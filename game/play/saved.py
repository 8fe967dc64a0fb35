"""What a save file says, and its form on disk: JSON, a few kilobytes, the same for every way in.

A save holds choices rather than a position, so that it can be lived again in a story that was edited since; and a
checkpoint, the state at the start of the day it was made in, for where that can no longer be done.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

import attrs

from game.language import tr
from game.play.moves import SKIP
from game.story.model import Player
from game.story.pronouns import is_own, is_pronouns

FORMAT: Final = 2
"""The latest format written here. Every one ever released is read: when it changes, `parse` learns to bring the old one
up. The first knew three sets of pronouns and no skipped days, and is still written where no others are needed, so that
older games read it.
"""
_FIRST: Final = 1

ONWARD: Final = ">"
"""How going on in a scene that asks nothing is written among the choices, which are ids."""

LONGEST = 4 * 2**20
"""Bytes a save may have; a life of a thousand choices takes some 30,000."""

_KIND = "a life in a story told by Ampersand"


class SaveProblem(Exception):
    """A save that cannot be opened: what is the matter, and what to do. The file stays as it is."""

    def __init__(self, problem: str, next_step: str) -> None:
        super().__init__(f"{problem} {next_step}")
        self.problem = problem
        self.next_step = next_step


class Damaged(SaveProblem):
    """A save that cannot be read through; the one before it may be."""

    def __init__(self) -> None:
        super().__init__(tr("This save is damaged."), tr("Choose another; it has been left as it is."))


@attrs.frozen
class Where:
    """The line a list of saves shows."""

    chapter: str
    """The day's title."""
    half: str
    """How the page names the half that is awake."""
    time: str
    """The hour in the scene; empty when it has none."""
    ending: str
    """The title of the ending that was reached; empty before one is."""

    def __str__(self) -> str:
        parts = (tr("Ending: {ending}", ending=self.ending),) if self.ending else (self.chapter, self.half, self.time)
        return ", ".join(part for part in parts if part)


@attrs.frozen
class Standpoint:
    """A State in words that outlive the numbering of meters and variables."""

    chapter: str
    part: str
    scene: str
    half: str
    readings: Mapping[str, Mapping[str, int]]
    """By half, then by meter."""
    variables: Mapping[str, str]
    """The word, or the number in digits, of each."""
    visited: tuple[str, ...]
    chosen: tuple[str, ...]
    folded: bool


@attrs.frozen
class Saved:
    """A save, as read or to be written."""

    story: str
    title: str
    version: str
    fingerprint: str
    when: datetime
    where: Where
    player: Player
    began: str
    """The chapter the life began with."""
    origin: Standpoint | None
    """Where it began instead, when it had been set down in the middle of a story."""
    before: tuple[str, ...]
    """Choices made before such an origin."""
    earlier: tuple[str, ...]
    """Choices made before the checkpoint."""
    checkpoint: Standpoint
    since: tuple[str, ...]
    """Choices made since."""
    identity: str = ""
    """What tells the life from every other."""

    @property
    def choices(self) -> tuple[str, ...]:
        """Every choice made, and every day skipped, from the life's beginning."""
        return self.before + self.earlier + self.since

    def goes_on_from(self, other: Saved) -> bool:
        """Whether everything the other holds is in this one too: the same beginning, and the same choices at least."""
        same = (self.began, self.origin, self.player) == (other.began, other.origin, other.player)
        return same and self.choices[: len(other.choices)] == other.choices


def write(saved: Saved) -> bytes:
    """The save as the bytes of a file."""
    version = FORMAT if is_own(saved.player.pronouns) or SKIP in saved.choices else _FIRST
    content = {"kind": _KIND, "format": version} | attrs.asdict(saved) | {"when": saved.when.isoformat()}
    return (json.dumps(content, indent=1) + "\n").encode("ascii")


def parse(data: bytes) -> Saved:
    """The save that the bytes of a file hold.

    Raises:
        SaveProblem: They are damaged, no save at all, or written by a later game.
    """
    content = _json(data)
    if not isinstance(content, dict) or content.get("kind") != _KIND:
        raise SaveProblem(tr("This file is not a saved game."), tr("Choose another; it has been left as it is."))
    version = content.get("format")
    if isinstance(version, int) and version > FORMAT:
        raise SaveProblem(
            tr(
                "This save was written by a later version of the game (save format {version}; this one reads {known}).",
                version=version,
                known=FORMAT,
            ),
            tr("Update the game to open it; it has been left as it is."),
        )
    if version not in (_FIRST, FORMAT):
        raise Damaged()
    try:
        return _saved(content, data)
    except (KeyError, TypeError, ValueError) as wrong:
        raise Damaged() from wrong


def _json(data: bytes) -> Any:
    if len(data) > LONGEST:
        raise SaveProblem(
            tr("This file is too large to be a saved game."), tr("Choose another; it has been left as it is.")
        )
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as wrong:
        raise Damaged() from wrong


def _saved(content: dict[str, Any], data: bytes) -> Saved:
    when = datetime.fromisoformat(_text(content["when"]))
    player, where = content["player"], content["where"]
    if not is_pronouns(_text(player["pronouns"])):
        raise ValueError(player["pronouns"])
    return Saved(
        story=_text(content["story"]),
        title=_text(content["title"]),
        version=_text(content["version"]),
        fingerprint=_text(content["fingerprint"]),
        when=_in_utc(when),
        where=Where(*(_text(where[field.name]) for field in attrs.fields(Where))),
        player=Player(_text(player["name"]), _text(player["pronouns"])),
        began=_text(content["began"]),
        origin=None if content["origin"] is None else _standpoint(content["origin"]),
        before=_texts(content["before"]),
        earlier=_texts(content["earlier"]),
        checkpoint=_standpoint(content["checkpoint"]),
        since=_texts(content["since"]),
        identity=_text(content.get("identity", "")) or _identity(data),
    )


def _identity(data: bytes) -> str:
    """What tells a life from others whose save, written before lives had an identity, does not say."""
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def _in_utc(when: datetime) -> datetime:
    """The time where it can be told everywhere; the first or last moment there is, when its zone leads beyond that."""
    try:
        return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    except OverflowError:
        return (datetime.min if when.year == 1 else datetime.max).replace(tzinfo=UTC)


def _standpoint(content: dict[str, Any]) -> Standpoint:
    return Standpoint(
        chapter=_text(content["chapter"]),
        part=_text(content["part"]),
        scene=_text(content["scene"]),
        half=_text(content["half"]),
        readings={half: {m: _whole(value) for m, value in each.items()} for half, each in content["readings"].items()},
        variables={variable: _text(word) for variable, word in content["variables"].items()},
        visited=_texts(content["visited"]),
        chosen=_texts(content["chosen"]),
        folded=bool(content["folded"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    value.encode()  # half a character of two, which no screen could show
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value


def _texts(values: object) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError(values)
    return tuple(_text(value) for value in values)
