"""What the player has done: each choice, as it was worded to them, and what it moved. The debrief quotes from here."""

from __future__ import annotations

import attrs

from game.play.events import Event, Moved
from game.play.page import plain, wording
from game.play.state import State
from game.story.model import Story


@attrs.frozen
class Entry:
    """A choice that was made."""

    scene: str
    choice: str
    quoted: str
    """Its words as told then, without quotation marks."""
    spoken: bool
    recall: str
    """The scene recalled in a sentence, as told then; empty when it has none."""
    moves: tuple[Moved, ...]
    """What the choice itself moved."""
    chapter: str
    half: str
    """Who made it."""


def entry(story: Story, before: State, choice: str, events: tuple[Event, ...]) -> Entry | None:
    """The journal's line for a choice made in a state; none for merely going on."""
    made = story.choices.get(choice) or next(each for each in story.scenes[before.scene].choices if each.id == choice)
    if made.going_on:
        return None
    return Entry(
        scene=before.scene,
        choice=choice,
        quoted=wording(story, before, made),
        spoken=made.spoken,
        recall=plain(story, before, story.scenes[before.scene].recall),
        moves=tuple(event for event in events if isinstance(event, Moved) and event.cause == choice),
        chapter=before.chapter,
        half=before.half,
    )
