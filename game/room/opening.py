"""Opening a room on this machine: which address phones find it at, the sockets, and what the facilitator is told."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import random
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import attrs
import uvicorn

from game import language
from game.hindsight import Hindsight
from game.language import tr
from game.room import rehearsal, split
from game.room.beginning import begun
from game.room.door import door_of, keep_door
from game.room.gate import LOOPBACK, MOST_BODY
from game.room.hosting import Hosted
from game.room.journal import Journal
from game.room.patience import Measured, Patient
from game.room.preflight import looked_over
from game.room.projecting import project
from game.room.server import application
from game.story import read_story
from game.story.model import Story
from game.story.translation import FOLDER, translated

_FILES: Final = 4096
"""Open files the system is asked for: every phone is one."""


_TRIES: Final = 50
"""Ports that are tried: one may be free at one of the addresses and taken at the other."""


class CannotOpen(Exception):
    """The room cannot be opened at that address; the words say why, and what to do."""


def run(
    story_path: Path,
    *,
    chapter: str | None,
    resume: bool,
    splits: Path | None,
    address: str | None,
    rehearse: int | None = None,
    minutes: int | None = None,
    drawing: Sequence[str] | None = None,
    say: Callable[[str], None],
) -> int:
    """Open a room, and keep it open until Ctrl-C.

    Args:
        story_path: The story's folder.
        chapter: The day to begin with, instead of the first.
        resume: Whether to go on with the room that was open last.
        splits: The file for the table of splits, written when the room is shut.
        address: The address of this machine that phones find it at; the one it has on its network without it.
        rehearse: How many phones that are not there come in, for a rehearsal of which nothing is kept.
        minutes: 15, 45 or 90, where the room is to be led through an hour of that length.
        drawing: The command that draws the projector's window; without one the projector shows a page of the browser.
        say: Tells the facilitator something.

    Raises:
        StoryProblems, NoStory, NoSuchChapter, SlotTaken, NoRoom: as `hands.run`.
        CannotHold: The minutes cannot hold the day.
        CannotOpen: There is no such address here, or it is one that the whole world may call.
    """
    own = read_story(story_path)
    stories = told_in_languages(own)
    story = stories.get(language.now().code, own)
    with contextlib.ExitStack() as stack:
        aside = Path(stack.enter_context(tempfile.TemporaryDirectory())) if rehearse else None
        journal = stack.enter_context(Journal(story, aside))
        hindsight = stack.enter_context(contextlib.closing(Hindsight(story_path)))
        resumed = journal.resume() if resume else None
        session = begun(story, chapter, minutes).gathering() if resumed is None else resumed.session
        here = checked(address) if address is not None else found()
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
        hosted.stories = stories
        if rehearse:
            say(
                tr(
                    "A rehearsal: {phones} phones that are not there come in and vote by chance, and nothing of it is kept.",
                    phones=rehearse,
                )
            )
        with contextlib.suppress(KeyboardInterrupt):  # the server, where it was up, has shut by then
            for line in _ways_in(hosted, here, has_window=drawing is not None):
                say(line)
            serving = server(hosted, names(here, door.port))
            asyncio.run(_serve(hosted, serving, sockets, phones=rehearse or 0, drawing=drawing, say=say))
        if splits is not None:
            splits.write_text(split.table(hosted.session), encoding="utf-8")
            say(tr("How the room divided is written in {file}.", file=splits))
        kept = (
            tr("Nothing of the rehearsal is kept.")
            if rehearse
            else tr("`--resume` opens it again with every closed vote.")
        )
        say(tr("The room is shut. {kept}", kept=kept))
    return 0


async def _serve(
    hosted: Hosted,
    serving: uvicorn.Server,
    sockets: list[socket.socket],
    *,
    phones: int,
    drawing: Sequence[str] | None,
    say: Callable[[str], None],
) -> None:
    """Serve until Ctrl-C, with so many phones that are not there, and the projector's window beside."""
    beside = [asyncio.create_task(_look_over(hosted, serving, say))]
    if phones:
        beside.append(asyncio.create_task(rehearsal.crowd(hosted, phones, random.Random())))  # noqa: S311 - no secret comes of it
    if drawing is not None:
        beside.append(asyncio.create_task(project(hosted, drawing, say)))
    try:
        await serving.serve(sockets)
    finally:
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)


async def _look_over(hosted: Hosted, serving: uvicorn.Server, say: Callable[[str], None]) -> None:
    """Once it serves, find out what may keep phones out, and say it."""
    while not serving.started:
        await asyncio.sleep(0.05)
    here = hosted.address.removeprefix("http://").partition(":")[0]
    hosted.checks = await looked_over(here, hosted.door.port)
    for line in hosted.checks:
        say(line)


def server(hosted: Hosted, hosts: frozenset[str]) -> uvicorn.Server:
    """The server for a room: nothing is logged, no proxy is believed, and no message is longer than it need be."""
    return uvicorn.Server(
        uvicorn.Config(
            application(hosted, hosts=hosts),
            access_log=False,
            log_config=None,
            log_level="critical",
            proxy_headers=False,
            server_header=False,
            lifespan="off",
            http=Patient,
            h11_max_incomplete_event_size=16 * 1024,
            ws=Measured,
            ws_max_size=MOST_BODY,
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=2,
        )
    )


def names(here: str, port: int) -> frozenset[str]:
    """Every name the room is called by."""
    return frozenset(f"{name}:{port}" for name in (here, LOOPBACK, "localhost"))


def told_in_languages(own: Story) -> dict[str, Story]:
    """The story in every language that somebody in the room may be spoken to in."""
    others = {file.stem for file in (Path(own.folder) / FOLDER).glob("*.po")} | {language.now().code}
    return {language.ENGLISH: own, **{code: translated(own, code) for code in others if code != language.ENGLISH}}


def _ways_in(hosted: Hosted, here: str, *, has_window: bool) -> list[str]:
    port = hosted.door.port
    lines = [
        tr(
            "Lead from here:   {link}  (this link works once, for five minutes)",
            link=f"http://{LOOPBACK}:{port}/pair#{hosted.pairing()}",
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


# ---- addresses


def found() -> str:
    """The address this machine has on its own network; the loopback where it has none, or one open to the world."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 1))  # nothing is sent: the system only says which way it would go
            here = str(probe.getsockname()[0])
        except OSError:
            return LOOPBACK
    return here if _is_ours(here) else LOOPBACK


def checked(address: str) -> str:
    """An address that was asked for. Raises CannotOpen where it is none of this machine's own network."""
    try:
        is_ours = _is_ours(address)
    except ValueError:
        raise CannotOpen(tr("{address} is no address, such as 192.168.1.5.", address=repr(address))) from None
    if not is_ours:
        raise CannotOpen(
            tr(
                "{address} is open to the whole world, or to nobody: a room opens on a network of its own.",
                address=address,
            )
        )
    return address


def _is_ours(address: str) -> bool:
    known = ipaddress.IPv4Address(address)
    return known.is_private and not known.is_unspecified and not known.is_multicast and not known.is_reserved


def bound(here: str, port: int) -> list[socket.socket]:
    """Sockets at the address and at the loopback, on one port: the one wanted, or another where that is taken."""
    _ask_for_files()
    for wanted in (port, *[0] * _TRIES):
        taken: list[socket.socket] = []
        try:
            for address in dict.fromkeys((here, LOOPBACK)):
                taken.append(_listening(address, taken[0].getsockname()[1] if taken else wanted))
        except OSError:
            for each in taken:
                each.close()
            continue
        return taken
    raise CannotOpen(
        tr(
            "The room could not be opened at {here}: another program is in the way, or it is not this machine.",
            here=here,
        )
    )


def _listening(address: str, port: int) -> socket.socket:
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there it would let another program take the same port
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((address, port))
        opened.listen(2048)
        opened.setblocking(False)
    except OSError:
        opened.close()
        raise
    return opened


def _ask_for_files() -> None:
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if soft < wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
