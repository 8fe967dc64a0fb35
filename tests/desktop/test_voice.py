"""The pages said aloud: whole lives lived by what is heard alone, every screen, and the programs that speak."""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.desktop.conftest import TWO_HALVES, Sit
from tests.drivers.blindfolded import FOCUS, Blindfolded, blindfolded
from tests.drivers.player import ROOT

LONGEST = 600
"""Keys after which a life is lost, not long."""

Listen = Callable[..., Blindfolded]


@pytest.fixture
def listen(tmp_path: Path, wish: Callable[..., None]) -> Iterator[Listen]:
    """Sits down a player who does not look; gets them up at the end."""
    wish(reveal="off", is_reduced=True, is_asked=True, volume_music=0, volume_places=0, volume_effects=0)
    with ExitStack() as seats:
        yield lambda *arguments: seats.enter_context(blindfolded(tmp_path, *arguments))


def live(player: Blindfolded) -> None:
    """Reads and chooses by what was said last of what can be pressed, to the end of a life."""
    for _ in range(LONGEST):
        at = FOCUS.match(player.focus)
        assert at, player.heard
        if at["words"] == "What it shows":
            return
        if at["kind"] == "choice":
            player.press("1")
        elif at["words"] in ("Go on", "Begin"):
            player.press("enter")
        else:
            player.read_on()
    raise AssertionError(f"no ending: {player.heard[-20:]}")


def look_back(player: Blindfolded) -> None:
    """From an ending through the debrief to the title."""
    player.enter("Debrief 1 of")
    for _ in range(40):
        if player.focus.startswith("To the title"):
            break
        player.press("enter")
    assert any(line == "To carry" for line in player.heard)
    player.enter("Title")
    player.settle()


def test_a_whole_life_is_lived_by_ear_alone(listen: Listen) -> None:
    player = listen("play", str(TWO_HALVES))
    assert player.hears("One coat.")
    assert player.heard[:4] == ["Voice on", "Title", "Two Halves", "One coat."]
    player.open("Open the shop", until="Begin.")
    player.open("Begin.", until="Go on. button 1")
    assert [line for line in player.heard if line in ("by night", "The first day")] == ["by night", "The first day"]
    live(player)
    assert {"2 choices", "Chosen: Bake forty plain.", "Otto: ‘Leave it. Leave it.’"} <= set(player.heard)
    assert "sleep: 8, enough; it was 6" in player.heard
    assert "Bake forty plain. done by six. choice 1 of 2" in player.heard
    assert any(line.startswith("Picture: A brick oven") for line in player.heard)
    look_back(player)
    player.go_to("Quit")
    player.press("enter")
    assert player.leave() == 0


def test_a_day_of_the_shipped_story_is_lived_by_ear_alone(listen: Listen) -> None:
    player = listen("play", "--chapter", "sat")
    live(player)
    look_back(player)


# ---- every screen

NEXT, BACK, RIGHT = "Next", "back", "right"
HANDS = ("Settings", NEXT, NEXT, NEXT, NEXT, "Keys and buttons")
FROM_THE_TITLE: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    ((*HANDS, "Press, or read on"), ("SettingsPage", "KeysPage", "KeysOf")),
    (("What to expect",), ("ContentNotes",)),
    (("Play one day",), ("Days",)),
    (
        ("Open the shop", "Write it letter by letter", BACK, "Pronouns", RIGHT, RIGHT, RIGHT),
        ("Name", "Letters", "OwnPronouns"),
    ),
    (("Endings found", "The Lamp Out"), ("Endings", "LastScene")),
    (("Load", "Bring one back", BACK, "Erase everything"), ("Saves", "BringBack", "Confirm")),
)
"""What is clicked, one after another, and the screens that lie on the way."""

FROM_A_SCENE: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("What it shows",), ("Debrief",)),
    (("Menu", "What has been read", BACK, "What you chose"), ("Pause", "History", "Journal")),
)
MET = ("FirstStart", "Title", "Scene")
"""Those that are met without going to them."""
OF_A_ROOM = ("Projected",)
"""Those that a room of people looks at, where somebody reads aloud."""


def screens() -> dict[str, str]:
    """Every screen there is that a player meets, and what it is called; what others are made from is none."""
    import game.window.screens as room
    from game.window.screens.screen import Screen

    for module in pkgutil.iter_modules(room.__path__):
        importlib.import_module(f"{room.__name__}.{module.name}")

    def below(kind: type[Screen]) -> Iterator[type[Screen]]:
        for each in kind.__subclasses__():
            yield each
            yield from below(each)

    return {
        each.__name__: each.name
        for each in below(Screen)
        if not each.__subclasses__() and each.__name__ not in OF_A_ROOM
    }


def walk(player: Blindfolded, way: tuple[str, ...], home: str) -> None:
    """Goes a way by the mouse, and back."""
    for step in way:
        if step == BACK:
            player.click_back()
        elif step == RIGHT:
            player.press(step)
        else:
            player.click(step)
    for _ in range(5):
        if player.page["name"] == home:
            return
        player.click_back()
    raise AssertionError(player.heard[-20:])


def test_no_screen_is_silent(listen: Listen, home: Path) -> None:
    live_in_the_terminal()
    (home / "settings" / "window.json").unlink()  # so that the first page is the one that asks what matters
    player = listen("play", str(TWO_HALVES))
    player.click_back()
    for way, _ in FROM_THE_TITLE:
        walk(player, way, "Title")
    player.open("Go on", until="Scene")
    live(player)
    for way, _ in FROM_A_SCENE:
        walk(player, way, "Scene")
    player.settle()
    unknown = set(screens()) - {*MET, *(name for _, names in FROM_THE_TITLE + FROM_A_SCENE for name in names)}
    assert not unknown, f"say above how to come to {', '.join(sorted(unknown))}"
    silent = {name for name in screens().values() if name and name not in player.heard}
    assert not silent, f"said nowhere: {', '.join(sorted(silent))}"
    assert not left_unsaid(player.tree, player.heard)


def left_unsaid(tree: Path, heard: list[str]) -> list[str]:
    """Whatever stood on a page for a screen reader to read, and was never said."""
    said = "\n".join(heard)
    unsaid: list[str] = []
    for line in tree.read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        for thing in page["said"]:
            words = " ".join(thing["name"].split())
            is_due = thing["key"] == page["focus"] if thing["is_operable"] else not thing["is_sound"]
            if is_due and words not in said:
                unsaid.append(f"{page['name']}: {words}")
    return list(dict.fromkeys(unsaid))


def live_in_the_terminal() -> None:
    """A finished life, so that there is something to load, to look back on and to find again."""
    command = [sys.executable, "-m", "game", "terminal", str(TWO_HALVES)]
    done = subprocess.run(command, input="1\n" * 20, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


# ---- the programs that speak

STOPS = "!-!CANCEL self"


def install(folder: Path, name: str, script: str) -> None:
    """Puts a program on the path that stands in for one of the platform's."""
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder that programs are found in. None in it can speak; what a desk is made of is there."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in ("Xvfb", "xdotool", "xkbcomp", "cat", "sleep"):
        if there := shutil.which(name):
            (folder / name).symlink_to(there)
    monkeypatch.setenv("PATH", str(folder))
    return folder


linux = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these programs speak on Linux")


@linux
def test_speech_dispatcher_is_written_to_and_broken_off(
    sit: Sit, wish: Callable[..., None], programs: Path, tmp_path: Path
) -> None:
    told = tmp_path / "told.txt"
    install(programs, "spd-say", f'echo "$@" >> "{told}"; exec cat >> "{told}"')
    wish(
        reveal="off",
        is_reduced=True,
        is_asked=True,
        is_voiced=True,
        voice_speed="fast",
        voice="Alan Green",
        volume_voice=60,
    )
    player = sit("play", str(TWO_HALVES))
    player.press("down")
    player.wait(lambda: "Play one day. button 2 of 5" in told.read_text(encoding="utf-8"), "words")
    call, *lines = told.read_text(encoding="utf-8").splitlines()
    assert call == "--pipe-mode --application-name ampersand --language en"
    assert lines[:3] == ["!-!SET self RATE 60", "!-!SET self VOLUME 20", "!-!SET self SYNTHESIS_VOICE Alan Green"]
    assert lines[3:5] == ["Voice on", "Title"]
    assert lines.index(STOPS) < lines.index("Play one day. button 2 of 5")
    assert lines.index("One coat.") < lines.index(STOPS)
    player.press("v", "down", "v")
    player.wait(lambda: told.read_text(encoding="utf-8").count("Voice on") == 2, "a voice that is on again")
    lines = told.read_text(encoding="utf-8").splitlines()
    assert "What to expect. button 3 of 5" not in lines[: lines.index("Voice off")]
    off, on = lines.index("Voice off"), len(lines) - 1 - lines[::-1].index("Voice on")
    assert lines[off + 1 : on] == [STOPS]


@linux
def test_espeak_is_run_for_each_thing_and_ended_where_it_is_broken_off(
    sit: Sit, wish: Callable[..., None], programs: Path, tmp_path: Path
) -> None:
    told, ran = tmp_path / "told.txt", tmp_path / "ran.txt"
    install(programs, "espeak-ng", f'echo "$@" >> "{ran}"; cat >> "{told}"; echo >> "{told}"; exec sleep 30')
    wish(reveal="off", is_reduced=True, is_asked=True, is_voiced=True)
    player = sit("play", str(TWO_HALVES))
    player.wait(lambda: told.exists() and "Voice on" in told.read_text(encoding="utf-8"), "words")
    player.press("down")
    player.wait(lambda: "Play one day" in told.read_text(encoding="utf-8"), "words after those that were broken off")
    assert told.read_text(encoding="utf-8").split("\n")[:2] == ["Voice on", "Play one day. button 2 of 5"]
    assert set(ran.read_text(encoding="utf-8").splitlines()) == {"--stdin -s 175 -a 100 -v en-gb"}


@linux
def test_where_one_program_fails_another_speaks(
    sit: Sit, wish: Callable[..., None], programs: Path, tmp_path: Path
) -> None:
    told = tmp_path / "told.txt"
    install(programs, "spd-say", "exit 1")
    install(programs, "espeak-ng", f'cat >> "{told}"; echo >> "{told}"')
    wish(reveal="off", is_reduced=True, is_asked=True, is_voiced=True)
    player = sit("play", str(TWO_HALVES))
    player.press("down", "up", "down")
    player.wait(lambda: told.exists() and "Play one day. button 2 of 5" in told.read_text(encoding="utf-8"), "words")
    assert "Nothing can be heard" not in player.words


@linux
def test_where_nothing_can_speak_the_window_and_the_doctor_say_so(
    sit: Sit, wish: Callable[..., None], programs: Path, tmp_path: Path
) -> None:
    wish(reveal="off", is_reduced=True, is_asked=True)
    player = sit("play", str(TWO_HALVES))
    player.press("v")
    assert player.sees("apt-get install speech-dispatcher")
    asked = subprocess.run(
        [sys.executable, "-m", "game", "doctor", "--format", "json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "SDL_AUDIODRIVER": "dummy"},
        check=False,
    )
    speech = json.loads(asked.stdout)["speech"]
    assert speech["spd-say"] is None
    assert "apt-get install speech-dispatcher" in speech["says pages aloud"]
    assert "Traceback" not in asked.stderr
    assert "Traceback" not in (tmp_path / "printed.txt").read_text(encoding="utf-8")


def test_the_last_is_said_again_and_the_readings_when_asked(listen: Listen) -> None:
    player = listen("play", str(TWO_HALVES), "--chapter", "two")
    assert player.hears("Go on. button 1")
    player.settle()
    assert player.press("m") == ["There are no readings on this page"]
    player.enter("custom: 6, a queue")
    player.settle()
    told = player.heard[-3:]
    assert player.press("m") == ["sleep: 4, little", "custom: 6, a queue"]
    assert player.press("a")[-3:] == told
    assert player.press("a")[0] == "Scene"
    assert player.press("v") == ["Voice off"]
    assert not player.press("a")
    assert player.press("v")[:2] == ["Voice on", "Scene"]
