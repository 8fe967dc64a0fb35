"""Lives of the short story, kept on disk before anybody sits down to them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from game import disk
from game.play.history import Playthrough
from game.saves import Saves
from game.story import read_story
from game.story.model import Player
from tests.desktop.conftest import TWO_HALVES
from tests.drivers.player import Player as AtTheDesk

TO_THE_WALK = ("bake-plain", "sweep-it", "keep-it", "", "shut-early", "walk-out")
"""The choices of a whole life; where nothing is asked, nothing is named."""


def keep(slot: str, *choices: str, name: str = "Robin Vale", when: datetime | None = None) -> Path:
    """Keep the life that made these choices in a slot; the folder it lies in."""
    story = read_story(TWO_HALVES)
    life = Playthrough.begin(story, player=Player(name, "they"), identity=name)
    for choice in choices:
        life = life.choose(choice or life.offered[0])
    clock = {} if when is None else {"clock": lambda: when}
    with Saves(disk.saves_folder(), story, **clock) as saves:
        saves.write(slot, life)
    return saves.folder


def comes_to(player: AtTheDesk, page: str) -> None:
    """The page of that name lies open, a moment after it was asked for."""
    player.wait(lambda: player.page["name"] == page, f"the page {page!r}")
