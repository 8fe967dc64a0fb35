"""The page of the debrief that says which choices moved how the life ended."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from game.terminal import player as terminal
from tests.desktop.conftest import TWO_HALVES, Sit
from tests.drivers.player import Player
from tests.terminal.test_influence import EARLY, assert_told, lived, worked_out_by_hand

STILL_S = 3.0
"""How long nothing happens, for a test of stillness."""

PATIENCE_S = 60.0


@pytest.fixture(autouse=True)
def _at_once(wish: Callable[..., None]) -> None:
    wish(reveal="off", is_reduced=True)


def at_the_end(sit: Sit, story: Path = TWO_HALVES, *, has_bus: bool = False) -> Player:
    """A player before the last page of a life, which was lived in the terminal."""
    player = before_the_end(sit, story, has_bus=has_bus)
    go_on(player)
    return player


def before_the_end(sit: Sit, story: Path = TWO_HALVES, *, has_bus: bool = False) -> Player:
    """A player at the title of a story whose life, lived in the terminal, is over."""
    given = io.StringIO("".join(f"{number}\n" for number in EARLY))
    terminal.run(story, chapter=None, resume=False, input=given, output=io.StringIO())
    player = sit("play", str(story), has_bus=has_bus)
    assert player.sees("Go on")
    return player


def go_on(player: Player) -> None:
    """Reads the last scene to its end."""
    player.press("enter")
    for _ in range(40):
        if player.offers("What it shows"):
            return
        player.press("space")
    raise AssertionError(player.words)


@contextlib.contextmanager
def held_up(home: Path) -> Iterator[Future[int]]:
    """Stops the process that works the odds out, as soon as there is one; the number it has."""
    with ThreadPoolExecutor(1) as pool:
        number = pool.submit(_stop, home)
        try:
            yield number
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.kill(number.result(), signal.SIGKILL)


def _stop(home: Path) -> int:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                is_it = b"game.hindsight" in (process / "cmdline").read_bytes()
                if is_it and str(home).encode() in (process / "environ").read_bytes():
                    os.kill(int(process.name), signal.SIGSTOP)
                    return int(process.name)
        time.sleep(0.01)
    raise AssertionError("no process works the odds out")


def is_alive(number: int) -> bool:
    try:
        return b"hindsight" in Path(f"/proc/{number}/cmdline").read_bytes()
    except OSError:
        return False


def turn_to(player: Player, heading: str) -> bool:
    """Turns the pages of the debrief to one of that heading; whether there is one."""
    while player.heading != heading:
        if not player.offers("Next"):
            return False
        player.press("enter")
    return True


def test_what_moved_stands_after_the_lessons_of_the_ending(sit: Sit) -> None:
    player = at_the_end(sit)
    player.press("enter")
    assert turn_to(player, "Somebody has to sleep")
    player.press("enter")
    assert player.heading == "What moved"
    assert player.sees("Of a hundred lives")
    shown = worked_out_by_hand(lived(TWO_HALVES, *EARLY))
    read = player.words.splitlines()
    assert_told(f"{shown.opening} {shown.finding}", read)
    for swing in shown.swings:
        assert player.sees(f"‘{swing.entry.quoted}’")
        assert_told(swing.told, read)
        if swing.otherwise:
            assert_told(swing.otherwise, read)


def test_it_is_read_through_the_accessibility_tree(sit: Sit, heard: None) -> None:
    player = at_the_end(sit, has_bus=True)
    player.activate("What it shows")
    while player.heading != "What moved":
        player.activate("Next")
    assert player.sees("every choice on offer is as likely as another")


def test_large_type_tells_it_over_several_pages_and_keeps_a_choice_with_what_it_answers(
    sit: Sit, wish: Callable[..., None]
) -> None:
    wish(reveal="off", is_reduced=True, text_percent=200)
    player = at_the_end(sit)
    player.press("enter")
    assert turn_to(player, "What moved")
    assert player.sees("Of a hundred lives")
    read = []
    while any(each["key"].startswith(("moved", "swing")) for each in player.page["said"]):
        keys = [each["key"] for each in player.page["said"] if each["key"].startswith("swing")]
        read += keys
        assert not keys or not keys[-1].startswith(("swing-recall", "swing-quoted"))
        player.press("enter")
    assert [key.rpartition("-")[0] for key in read if "told" in key]


def test_where_it_cannot_be_worked_out_the_page_is_left_out(sit: Sit, tmp_path: Path) -> None:
    story = tmp_path / "two-halves"
    shutil.copytree(TWO_HALVES, story)
    player = at_the_end(sit, story)
    with (story / "story.yaml").open("a", encoding="utf-8") as file:
        file.write("\n# a word more\n")
    player.press("page up")  # back on the last choice, which is then made again
    for _ in range(40):
        if player.choices:
            break
        player.press("page up")
    player.press("2")
    for _ in range(40):
        if player.offers("What it shows"):
            break
        player.press("space")
    player.press("enter")
    player.wait(lambda: "Debrief 1 of 5" in player.words, "a debrief without it")
    assert not turn_to(player, "What moved")
    assert player.heading == "To carry"


def test_while_it_is_worked_out_the_page_says_so_and_rests(sit: Sit, home: Path) -> None:
    player = before_the_end(sit)
    with held_up(home) as number:
        go_on(player)
        worker = number.result()
        player.press("enter")
        assert turn_to(player, "What moved")
        assert player.sees("still being worked out")
        assert at_rest(player)
        os.kill(worker, signal.SIGCONT)
        assert player.sees("Of a hundred lives")
        assert at_rest(player)


def test_whoever_reads_another_page_stays_on_it_when_nothing_comes(sit: Sit, home: Path) -> None:
    player = before_the_end(sit)
    with held_up(home) as number:
        go_on(player)
        worker = number.result()
        player.press("enter")
        assert turn_to(player, "To carry")
        assert player.sees("Debrief 6 of 6")
        os.kill(worker, signal.SIGKILL)
        assert player.sees("Debrief 5 of 5")
        assert player.heading == "To carry"


def test_no_process_is_left_when_the_window_closes(sit: Sit, home: Path) -> None:
    player = before_the_end(sit)
    with held_up(home) as number:
        go_on(player)
        worker = number.result()
        assert is_alive(worker)
        player.press("escape")
        player.click("To the title")
        player.click("Quit")
        assert player.leave() == 0
        assert not is_alive(worker)


def at_rest(player: Player) -> bool:
    """Whether, once what was on its way has come, nothing is drawn for a while."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        drawn = player.page["redraws"]
        time.sleep(STILL_S)
        if player.page["redraws"] == drawn:
            return True
    return False
