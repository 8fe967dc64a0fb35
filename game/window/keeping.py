"""A finished life written down as a page to keep, with its pictures; takes seconds, and needs no window."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import platformdirs

from game import dates, disk, keepsake, spoken
from game.language import tr
from game.play.save import SaveProblem
from game.saves import Saves
from game.window import drawings, theme
from game.window.press.palette import Inks
from game.window.press.stills import print_all

if TYPE_CHECKING:
    from game.keepsake.page import Wanted
    from game.play.history import Playthrough
    from game.play.swings import Swings
    from game.story.model import Story

LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)
STAMP: Final = (360, 446)
"""The size of a picture on the page, in pixels: twice what it takes up, for paper."""


def folder() -> Path:
    """Where pages are kept, unless somebody says otherwise: the player's documents."""
    return platformdirs.user_documents_path()


def name(life: Playthrough, now: datetime) -> str:
    """What the page's file is called: *ampersand, The Going Rate, 2026-11-26 1612.html*."""
    ending = life.story.endings[life.state.ending or ""].title
    plain = re.sub(r"[^\w ,-]", "", f"{life.story.title}, {ending}, {now:%Y-%m-%d %H%M}")
    return f"{plain}.html"


def keep(life: Playthrough, file: Path, now: datetime, swings: Swings | None = None) -> Path:
    """Write the page of a finished life.

    Args:
        life: one that has come to an ending.
        file: where to.
        now: when it was lived.
        swings: which of its choices moved how it ended, where that is known.

    Raises:
        NotOver: the life has not come to an ending.
        OSError: it cannot be written there.
    """

    def drawn(wanted: Sequence[Wanted]) -> Mapping[Wanted, bytes]:
        return _drawn(life.story, wanted)

    lived = dates.day(now)
    text = keepsake.page(life, lived=lived, swings=swings, drawn=drawn)
    disk.write_whole(file, text.encode())
    return file


def _drawn(story: Story, wanted: Sequence[Wanted]) -> dict[Wanted, bytes]:
    made = {each: drawings.stamp(story, state, ink, STAMP, "none") for each in wanted for state, ink in (each,)}
    named = {picture.key(): picture for picture in made.values() if picture is not None}
    printed = print_all(named, Inks(*theme.DAY.plates), disk.cache_folder())
    return {each: printed[picture.key()] for each, picture in made.items() if picture and picture.key() in printed}


def from_saves(story: Path, slot: str | None, file: Path | None) -> int:
    """Write the page of a life that is in the saves; the exit code: 0, or 1 where there is none that is finished.

    Args:
        story: the story's folder.
        slot: the save; the finished life that was kept last when left out.
        file: where to; among the player's documents when left out.
    """
    told = spoken.story(story)
    with Saves(disk.saves_folder(), told) as saves:
        try:
            life, when = _finished(saves, slot)
        except SaveProblem as problem:
            sys.stderr.write(f"{problem}\n")
            return 1
    if life is None:
        sys.stderr.write(tr("No life of {story} that is kept here has come to an ending yet.", story=told.title) + "\n")
        return 1
    written = keep(life, file or folder() / name(life, when), when)
    sys.stdout.write(f"{written}\n")
    return 0


def _finished(saves: Saves, slot: str | None) -> tuple[Playthrough | None, datetime]:
    """A finished life and when it was kept: that of a slot, or the one kept last."""
    kept = sorted(saves.kept(), key=lambda each: each.when or LONG_AGO, reverse=True)
    for each in kept:
        if slot in (None, each.slot):
            life = saves.read(each.slot).playthrough
            if life.is_over:
                return life, (each.when or datetime.now(UTC)).astimezone()
    if slot is not None and slot not in {each.slot for each in kept}:
        raise SaveProblem(
            tr("There is no save called `{slot}`.", slot=slot), tr("`ampersand terminal` lists them under `saves`.")
        )
    return None, LONG_AGO
