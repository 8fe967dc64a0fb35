"""The first page of a room: of a day, or of an hour of so many minutes."""

from __future__ import annotations

from game.room.fitting import NoAnswer, TooShort
from game.room.hour import hour
from game.room.session import Session
from game.story.model import Story


class CannotHold(Exception):
    """The minutes that were asked for cannot hold what was asked for; the words say what can be done."""


def begun(story: Story, chapter: str | None, minutes: int | None) -> Session:
    """A room at its first page.

    Args:
        story: The story.
        chapter: The day; the first without it.
        minutes: 15, 45 or 90, where the room is to be led through an hour of that length.

    Raises:
        CannotHold: The minutes cannot hold the day, or ninety were asked for and no day answers it.
        NoSuchChapter: The story has no such day.
    """
    if minutes is None:
        return Session.begin(story, chapter=chapter)
    try:
        return Session.begin(story, hour=hour(story, minutes=minutes, chapter=chapter))
    except (NoAnswer, TooShort) as wrong:
        raise CannotHold(str(wrong)) from None
