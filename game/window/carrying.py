"""Saves beyond their slots: carried away as files of their own, brought back, erased, and where they all lie."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from game import disk
from game.language import tr
from game.play.saved import LONGEST, Saved, SaveProblem, parse
from game.window import outside

if TYPE_CHECKING:
    from game.saves import Kept
    from game.story.model import Story
    from game.window.screens.screen import Desk

ENDING = ".save"
MOST = 40
"""How many files that were carried here are listed."""


@attrs.frozen
class Carried:
    """A file that holds a life in this story."""

    file: Path
    saved: Saved


def carried(story: Story) -> tuple[Carried, ...]:
    """The files in the player's own folders that hold lives in a story, the newest first."""
    files = [file for folder in outside.looked_through() for file in folder.glob(f"*{ENDING}")]
    found = [each for file in files if (each := _carried(file, story)) is not None]
    return tuple(sorted(found, key=lambda each: each.saved.when, reverse=True)[:MOST])


def _carried(file: Path, story: Story) -> Carried | None:
    """What a file holds; none where it is something else, such as another game's."""
    try:
        if file.stat().st_size > LONGEST:
            return None
        saved = parse(disk.read(file))
    except (OSError, SaveProblem):
        return None
    return Carried(file, saved) if saved.story == story.id else None


def show_folder(desk: Desk) -> None:
    """Open the folder of saves, and say where it is."""
    folder = desk.shelf.saves.folder
    try:
        outside.show(folder)
    except OSError as refused:
        desk.tell(tr("The folder cannot be opened: {refused}", refused=refused))
        return
    desk.tell(tr("The saves are in {folder}", folder=folder))


def carry_away(desk: Desk, kept: Kept) -> None:
    """Write what a slot holds to a file among the player's documents, and say where."""
    shelf = desk.shelf
    assert shelf.story is not None
    named = ", ".join(part for part in (shelf.story.title, str(kept.where or ""), _day(kept)) if part)
    file = outside.unused(outside.documents(), named, ENDING)

    def carry() -> Path:
        shelf.saves.carry_away(kept.slot, file)
        return file

    desk.work.begin(carry, lambda file: desk.tell(tr("Carried away to {file}", file=file)), _say(desk))


def _day(kept: Kept) -> str:
    return f"{kept.when.astimezone():%Y-%m-%d %H%M}" if kept.when else ""


def bring_back(desk: Desk, file: Path, then: Callable[[], None] | None = None) -> None:
    """Keep the life in a file in a slot that is free, and say which; `then` is called when it is there."""

    def brought(slot: str) -> None:
        desk.shelf.look_again()
        desk.tell(tr("Brought back. It is in slot {slot}.", slot=slot))
        if then is not None:
            then()

    desk.work.begin(lambda: desk.shelf.saves.bring_back(file), brought, _say(desk))


def drop(desk: Desk, file: Path) -> None:
    """Take a file that was dropped on the window."""

    def bring() -> None:
        if desk.shelf.story is not None:
            bring_back(desk, file)

    desk.shelf.open(bring)


def erase(desk: Desk, slot: str) -> None:
    """Forget what a slot holds."""
    _forget(desk, lambda: desk.shelf.saves.erase(slot), tr("Erased"))


def erase_all(desk: Desk) -> None:
    """Forget everything that was kept of the story."""
    _forget(desk, desk.shelf.forget_everything, tr("Everything is erased"))


def _forget(desk: Desk, forget: Callable[[], None], words: str) -> None:
    def forgotten(_: None) -> None:
        desk.shelf.look_again()
        desk.shelf.take_stock()
        desk.tell(words)

    desk.work.begin(forget, forgotten, _say(desk))


def _say(desk: Desk) -> Callable[[Exception], None]:
    def say(error: Exception) -> None:
        desk.tell(str(error))

    return say


def file_of_picture() -> Path:
    """The file that a picture of the page is to be written to, named for this moment."""
    return outside.unused(outside.pictures() / "Ampersand", f"Ampersand {datetime.now():%Y-%m-%d %H.%M.%S}", ".png")
