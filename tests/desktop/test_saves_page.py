"""What is done with saves beyond keeping and loading: looking at them, carrying them, bringing them back, erasing them;
and a picture of the page.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pygame
import pytest

from tests.desktop.conftest import TWO_HALVES, Sit
from tests.desktop.lived import comes_to, keep
from tests.drivers.player import ROOT, Player

DROP = """
import sys, time
from pathlib import Path
import pygame
from game.window import app as window
from game.window import opening
from game.window import settings
from game.window.screens.title import Title

kept = settings.load()
app = window.App(opening.first_window(kept), kept, Path(sys.argv[1]))
app.begin_with(Title(app, app.shelf), "cut")
app.draw()
app.settle_in()
pygame.event.post(pygame.Event(pygame.DROPFILE, file=sys.argv[2]))
until = time.monotonic() + 20
while "slot" not in app.notice and time.monotonic() < until:
    app.turn()
print(app.notice)
app.shut()
"""


@pytest.fixture(autouse=True)
def own(tmp_path: Path, wish: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The player's own home, with documents in it, and a desktop that writes down which folder it was to open."""
    wish(reveal="off", is_reduced=True)
    home = tmp_path / "own"
    (home / "Documents").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    for folder in ("DOCUMENTS", "DOWNLOAD", "DESKTOP", "PICTURES"):
        monkeypatch.delenv(f"XDG_{folder}_DIR", raising=False)
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "xdg-open").write_text(f'#!/bin/sh\necho "$1" > "{home}/opened"\n', encoding="utf-8")
    (programs / "xdg-open").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    return home


def told(player: Player, name: str) -> str:
    thing = player.find(name)
    return f"{thing['name']} {thing['value']}"


def test_a_slot_tells_whose_life_it_keeps_and_how_it_stands_and_is_not_written_over_unasked(sit: Sit) -> None:
    keep("1")
    keep("auto", "bake-plain")
    player = sit("play", str(TWO_HALVES))
    player.press("enter", "escape")
    player.click("Save")
    player.wait(lambda: "sleep 6 · custom 5" in told(player, "1."), "how the life in the first slot stands")
    assert "1.  The first day, by night, 03:10" in told(player, "1.")
    assert "Robin Vale" in told(player, "1.")
    player.click("1.  The first day")
    assert player.sees("Put this moment in its place?")
    player.press("enter")
    assert "1.  The first day, by night, 03:10" in told(player, "1.")
    player.press("enter")
    player.click("Put it there")
    player.wait(lambda: "05:55" in told(player, "1."), "another moment in its place")


def test_a_save_is_carried_away_erased_and_brought_back(sit: Sit, own: Path) -> None:
    keep("1")
    player = sit("play", str(TWO_HALVES))
    player.click("Load")
    player.press("right")
    player.wait(lambda: player.page["focus"] == "carry-1", "the way to carry it away")
    player.press("enter")
    assert player.sees("Carried away to")
    (file,) = (own / "Documents").glob("*.save")
    assert file.name.startswith("Two Halves, The first day, by night")
    player.press("right")
    player.wait(lambda: player.page["focus"] == "erase-1", "the way to erase it")
    player.press("enter")
    assert player.sees("Slot 1 keeps The first day, by night, 03:10. Erase it?")
    player.click("Erase it")
    player.wait(lambda: "Kept by you" not in player.words, "the slot gone")
    player.click("Bring one back")
    player.wait(lambda: player.offers("The first day, by night, 03:10"), "the file that was carried away")
    player.click("The first day, by night, 03:10")
    assert player.sees("It is in slot 1.")
    comes_to(player, "Load")
    player.click("1.  The first day")
    comes_to(player, "Scene")


def test_everything_is_erased_once_it_was_asked_twice(sit: Sit, own: Path, home: Path) -> None:
    (keep("1") / "read").write_bytes(b"ampersand read 1\n")
    player = sit("play", str(TWO_HALVES))
    player.click("Load")
    player.click("Where saves are")
    assert player.sees("The saves are in")
    player.wait((own / "opened").exists, "the folder opened")
    assert (own / "opened").read_text(encoding="utf-8").strip() == str(home / "saves" / "two-halves")
    player.click("Erase everything")
    assert player.sees("Your settings stay.")
    player.click("Erase everything")
    assert player.sees("Erase all of it?")
    player.press("escape")
    assert "Kept by you" in player.words
    player.click("Erase everything")
    player.click("Erase everything")
    player.click("Erase everything")
    assert player.sees("Nothing has been kept yet.")
    assert not list((home / "saves" / "two-halves").glob("[!.]*"))
    player.press("escape")
    assert not player.offers("Go on")


def test_a_key_keeps_a_picture_of_the_page_and_says_where(sit: Sit, own: Path) -> None:
    player = sit("play", str(TWO_HALVES))
    player.press("F12")
    assert player.sees("A picture of the page is in")
    (file,) = (own / "Pictures" / "Ampersand").glob("*.png")
    assert str(file) in player.words
    assert list(pygame.image.load(file).get_size()) == player.page["size"]


def test_a_file_that_is_dropped_on_the_window_is_brought_back(own: Path) -> None:
    folder = keep("3", "bake-plain")
    away = own / "away.save"
    (folder / "3.save").rename(away)
    environment = {**os.environ, "SDL_VIDEODRIVER": "dummy"}
    dropped = [sys.executable, "-c", DROP, str(TWO_HALVES), str(away)]
    done = subprocess.run(dropped, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert "Brought back. It is in slot 1." in done.stdout
    assert (folder / "1.save").read_bytes() == away.read_bytes()
