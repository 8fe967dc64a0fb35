"""Opening a room on this machine: what it begins with or goes on from, and what the facilitator is told."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import attrs

from game import language
from game.hindsight import Hindsight
from game.language import tr
from game.room import split
from game.room.addresses import bound, checked, found, names
from game.room.beginning import begun
from game.room.door import door_of, keep_door
from game.room.gate import LOOPBACK
from game.room.hosting import Hosted
from game.room.journal import Journal
from game.room.serving import serve, server
from game.story import read_story
from game.story.model import Story
from game.story.translation import FOLDER, translated

Say = Callable[[str], None]
"""Tells the facilitator something."""


@attrs.frozen
class Asked:
    """How a room is to be opened."""

    story: Path
    """The story's folder."""
    chapter: str | None = None
    """The day to begin with, instead of the first."""
    minutes: int | None = None
    """15, 45 or 90, where the room is to be led through an hour of that length."""
    resume: bool = False
    """Whether to go on with the room that was open last."""
    splits: Path | None = None
    """The file for the table of splits, written when the room is shut."""
    address: str | None = None
    """The address of this machine that phones find it at; the one it has on its network without it."""
    rehearse: int | None = None
    """How many phones that are not there come in, for a rehearsal of which nothing is kept."""
    drawing: Sequence[str] | None = None
    """The command that draws the projector's window; without one the projector shows a page of the browser."""


def run(asked: Asked, *, say: Say) -> int:
    """Open a room, and keep it open until Ctrl-C; the exit code.

    Raises:
        StoryProblems, NoStory, NoSuchChapter, SlotTaken, NoRoom: as `hands.run`.
        CannotHold: The minutes cannot hold the day.
        CannotOpen: There is no such address here, or it is one that the whole world may call.
    """
    stories = told_in_languages(read_story(asked.story))
    with contextlib.ExitStack() as stack:
        hosted, sockets = _opened(asked, stories, stack, say)
        if asked.rehearse:
            say(
                tr(
                    "A rehearsal: {phones} phones that are not there come in and vote by chance, and nothing of it is kept.",
                    phones=asked.rehearse,
                )
            )
        _serve_until_shut(hosted, sockets, asked, say)
        _leave(hosted, asked, say)
    return 0


def _opened(
    asked: Asked, stories: Mapping[str, Story], stack: contextlib.ExitStack, say: Say
) -> tuple[Hosted, list[socket.socket]]:
    """The room, kept on disk as it stands, and its sockets."""
    story = stories.get(language.now().code) or next(iter(stories.values()))
    aside = Path(stack.enter_context(tempfile.TemporaryDirectory())) if asked.rehearse else None
    journal = stack.enter_context(Journal(story, aside))
    hindsight = stack.enter_context(contextlib.closing(Hindsight(asked.story)))
    resumed = journal.resume() if asked.resume else None
    session = begun(story, asked.chapter, asked.minutes).gathering() if resumed is None else resumed.session
    here = checked(asked.address) if asked.address is not None else found()
    door = door_of(journal, is_new=resumed is None)
    sockets = bound(here, door.port)
    door = attrs.evolve(door, port=sockets[0].getsockname()[1])
    if resumed is None and (earlier := journal.set_aside()) is not None:
        say(tr("The room before was not ended; what was decided in it is kept in {file}.", file=earlier))
    journal.keep(session)
    keep_door(journal, door)
    for notice in resumed.notices if resumed else ():
        say(notice)
    where = f"http://{here}:{door.port}"
    hosted = Hosted(session, journal, door=door, address=where, clock=time.monotonic, hindsight=hindsight)
    hosted.frames.stories = stories
    return hosted, sockets


def _serve_until_shut(hosted: Hosted, sockets: list[socket.socket], asked: Asked, say: Say) -> None:
    here = hosted.address.removeprefix("http://").partition(":")[0]
    with contextlib.suppress(KeyboardInterrupt):  # the server, where it was up, has shut by then
        for line in _ways_in(hosted, here, has_window=asked.drawing is not None):
            say(line)
        serving = server(hosted, names(here, hosted.door.port))
        asyncio.run(serve(hosted, serving, sockets, phones=asked.rehearse or 0, drawing=asked.drawing, say=say))


def _leave(hosted: Hosted, asked: Asked, say: Say) -> None:
    """What there is to say of a room that was shut, and the table of its splits."""
    if asked.splits is not None:
        asked.splits.write_text(split.table(hosted.session), encoding="utf-8")
        say(tr("How the room divided is written in {file}.", file=asked.splits))
    kept = (
        tr("Nothing of the rehearsal is kept.")
        if asked.rehearse
        else tr("`--resume` opens it again with every closed vote.")
    )
    say(tr("The room is shut. {kept}", kept=kept))


def told_in_languages(own: Story) -> dict[str, Story]:
    """The story in every language that somebody in the room may be spoken to in."""
    others = {file.stem for file in (Path(own.folder) / FOLDER).glob("*.po")} | {language.now().code}
    return {code: translated(own, code) for code in (own.written_in, *others)}


def _ways_in(hosted: Hosted, here: str, *, has_window: bool) -> list[str]:
    port = hosted.door.port
    lines = [
        tr(
            "Lead from here:   {link}  (this link works once, for five minutes)",
            link=f"http://{LOOPBACK}:{port}/pair#{hosted.leaders.pairing()}",
        )
    ]
    lines.append(
        tr(
            "Projector:        the window; F11 fills the screen. Or {link} in a browser",
            link=f"http://{LOOPBACK}:{port}/screen",
        )
        if has_window
        else tr("Projector:        {link}", link=f"http://{LOOPBACK}:{port}/screen")
    )
    if here != LOOPBACK:
        lines += [
            tr("Phones:           {link}  and the code {code}", link=hosted.address, code=hosted.door.code),
            tr(
                "Try one phone before anybody comes; your page says how far it came. A guest network may keep phones and laptops "
                "apart. Nothing of that need stop you: count hands on the facilitator's page."
            ),
        ]
    return [*lines, tr("What is sent here is not encrypted: it is not for real ballots. Ctrl-C shuts the room.")]
