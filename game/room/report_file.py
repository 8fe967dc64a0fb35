"""`ampersand report`: the page of the room that was held last, from what is kept of it."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import attrs
import platformdirs

from game import disk, spoken
from game.hindsight import Hindsight
from game.language import tr
from game.play.moves import NoSuchChapter
from game.room import odds_moved
from game.room.journal import Journal, NoRoom, read
from game.room.printing import keep
from game.room.report import page, splits
from game.room.session import Session
from game.story.model import Story

NOT_A_ROOM = (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError, RecursionError, NoSuchChapter)
"""What reading something that is no room may raise."""

PATIENCE_S: Final = 60.0
"""How long what moved the odds is waited for."""


@attrs.frozen
class Asked:
    """What was asked for."""

    both: bool
    """Whether the room before the last stands first: a day, and the day that answers it."""
    title: str
    when: str
    output: Path | None
    splits: Path | None
    """Where the table of splits goes; none is written without."""


def run(path: Path, asked: Asked, *, say: Callable[[str], None] = lambda _: None) -> tuple[Path, ...]:
    """Write the page, and the table where it was asked for; the files written.

    Args:
        path: the story's folder.
        asked: which page, and where to.
        say: tells whoever waits what for.

    Raises:
        NoRoom: no room of the story was held here, or what is kept of it cannot be read.
        StoryProblems: the story cannot be told.
        NoStory: there is no story there.
        CannotPrint: a PDF was asked for, and nothing here prints one.
        OSError: it cannot be written there.
    """
    story = spoken.story(path)
    sessions = [Journal(story).resume().session]
    if asked.both:
        sessions.insert(0, _before(story))
    name = re.sub(
        r"[^\w ,-]", "", ", ".join(word for word in (story.title, tr("what a room chose"), asked.when) if word)
    )
    file = asked.output or platformdirs.user_documents_path() / f"{name}.html"
    keep(file, page(sessions, title=asked.title, when=asked.when, moved=_moved(path, sessions, say)))
    if asked.splits is None:
        return (file,)
    disk.write_whole(asked.splits, splits(sessions).encode())
    return file, asked.splits


def _moved(path: Path, sessions: Sequence[Session], say: Callable[[str], None]) -> tuple[str, ...]:
    """Which votes moved the odds, day after day; nothing of one that takes too long to work out."""
    told: list[str] = []
    for session in sessions:
        with contextlib.closing(Hindsight(path)) as hindsight:
            if odds_moved.asked_for(hindsight, session):
                say(tr("Which votes moved the odds is being worked out: a minute at most."))
            told += odds_moved.waited_for(hindsight, session, life_s=PATIENCE_S, day_s=PATIENCE_S)
    return tuple(told)


def _before(story: Story) -> Session:
    """The room before the last."""
    kept = Journal(story).path.with_suffix(".earlier.room")
    try:
        return read(disk.read(kept), story).session
    except FileNotFoundError:
        raise NoRoom(tr("There is no room before the last one: leave out --both.")) from None
    except NOT_A_ROOM:
        raise NoRoom(
            tr("What was kept of the room before the last cannot be read ({file}): leave out --both.", file=kept)
        ) from None
