"""The hour that a room is led through where it has so many minutes: the scenes, the talk and what is due when, as its run
sheet has them. The sheet in somebody's hand and the room on the screen are one plan, and cannot say two things.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs

from game.language import apart, tr
from game.room.fitting import FRAMES
from game.room.said import contacts
from game.room.sheets import Row, sheet
from game.story.model import Story

MINUTES: Final = tuple(FRAMES)
"""The lengths an hour may have."""
_AFTER: Final = ("card", "write", "close")
"""The kinds of a sheet's rows that come after the last page."""


@attrs.frozen
class Card:
    """What comes after the last page: a question to talk about, the action card, the closing words."""

    title: str
    """With its form, as *What happened, all together*."""
    minutes: int
    until: int
    """When it is over, in minutes from the beginning."""
    say: tuple[str, ...]
    """Words for everybody."""
    note: str
    """What whoever leads does."""


@attrs.frozen
class Hour:
    """So many minutes of a room."""

    minutes: int
    days: tuple[str, ...]
    """The chapters that are played, in order: one, or two that answer each other."""
    cards: tuple[Card, ...]
    left_out: frozenset[str]
    """Scenes that are told in a sentence."""
    talks: frozenset[str]
    """Scenes after which there is time to talk."""
    until: Mapping[str, int]
    """When each scene, with its talk, is over at the latest, in minutes from the beginning."""
    spare: tuple[tuple[str, str, float], ...]
    """Scenes that can be left out when time runs short, the first first: id, words, and the minutes that saves."""
    break_minutes: int
    """Between two days."""
    break_until: int
    """When it is over."""
    day: int = 0
    """Which of the days is on."""

    @property
    def chapter(self) -> str:
        """The day that is on."""
        return self.days[self.day]

    @property
    def is_last_day(self) -> bool:
        """Whether the cards come next, and no other day."""
        return self.day + 1 == len(self.days)

    def next_day(self) -> Hour:
        """The hour after its break."""
        return attrs.evolve(self, day=self.day + 1)

    def without(self, scene: str) -> Hour:
        """The hour with one scene fewer, which is told in a sentence. The same hour where it cannot be left out."""
        if all(scene != each for each, _, _ in self.spare):
            return self
        spare = tuple(each for each in self.spare if each[0] != scene)
        return attrs.evolve(self, left_out=self.left_out | {scene}, talks=self.talks - {scene}, spare=spare)


def hour(story: Story, *, minutes: int, chapter: str | None) -> Hour:
    """The hour of a story that lasts so long; see `sheets.sheet`, which also says what is raised."""
    made = sheet(story, minutes=minutes, chapter=chapter)
    breaks = [row for row in made.rows if row.kind == "interval"]
    return Hour(
        minutes=minutes,
        days=tuple(day.id for day in made.days),
        cards=tuple(_card(story, row) for row in made.rows if row.kind in _AFTER),
        left_out=frozenset(row.scene for row in made.rows if row.kind == "pass" and row.scene),
        talks=frozenset(row.scene for row in made.rows if row.kind == "talk"),
        until=MappingProxyType(_until(made.rows)),
        spare=made.spare,
        break_minutes=breaks[0].minutes if breaks else 0,
        break_until=breaks[0].begins + breaks[0].minutes if breaks else 0,
    )


def _until(rows: tuple[Row, ...]) -> dict[str, int]:
    until: dict[str, int] = {}
    for row in rows:
        if row.scene:
            until[row.scene] = max(until.get(row.scene, 0), row.begins + row.minutes)
    return until


def _card(story: Story, row: Row) -> Card:
    note = row.note
    if row.kind == "close":
        note = tr(
            "Between the two sentences, whom to turn to: {contacts}. {note}",
            contacts=apart(contacts(story)),
            note=row.note,
        )
    return Card(row.title, row.minutes, row.begins + row.minutes, row.say or (row.note,), note)
