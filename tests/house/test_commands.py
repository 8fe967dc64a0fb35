"""The command line: every command has help, ends with the number that was promised, and shows nobody a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from game import __version__
from game.commands import NAMES

SCREENLESS = {
    name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")
}
NO_DISPLAY = "There is no display to open a window on, so the story goes on here in the terminal.\n"


def run(*arguments: str, typed: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """The game as a person starts it, on a machine without a screen."""
    command = [sys.executable, "-m", "game", *arguments]
    own = {"AMPERSAND_HOME": os.environ["AMPERSAND_HOME"], "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        command,
        input=typed,
        env={**SCREENLESS, **own, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("command", [[], *([name] for name in NAMES)], ids=" ".join)
def test_every_command_has_help(command: list[str]) -> None:
    asked = run(*command, "--help")
    assert (asked.returncode, asked.stderr) == (0, "")
    assert asked.stdout.startswith("Usage: ampersand")


def test_the_version_is_said() -> None:
    assert run("--version").stdout == f"ampersand {__version__}\n"


@pytest.mark.parametrize(
    "call",
    [
        ["dance"],
        ["check"],
        ["check", "nowhere"],
        ["check", ".", "--format", "poem"],
        ["play", "nowhere"],
        ["terminal", "--chapter"],
        ["doctor", "who"],
    ],
    ids=" ".join,
)
def test_a_wrong_call_ends_with_2_and_says_why(call: list[str]) -> None:
    asked = run(*call)
    assert (asked.returncode, asked.stdout) == (2, "")
    assert "Error: " in asked.stderr
    assert "Traceback" not in asked.stderr


@pytest.mark.parametrize("way_in", ["terminal", "play"])
def test_a_story_that_cannot_be_told_says_why_and_where(tmp_path: Path, way_in: str) -> None:
    (tmp_path / "story.yaml").write_text("story: lost\nstart: nowhere\n", encoding="utf-8")
    played = run(way_in, str(tmp_path))
    assert played.returncode == 1
    assert "story.yaml:2:8" in played.stderr
    assert "Something went wrong" not in played.stderr


def test_a_day_that_the_story_has_not_is_a_wrong_call() -> None:
    played = run("terminal", "--chapter", "doomsday")
    assert played.returncode == 2
    assert "doomsday" in played.stderr
    assert "mon-1" in played.stderr


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="a display is always there on Windows and macOS")
@pytest.mark.parametrize("command", [[], ["play"], ["play", "ampersand", "--chapter", "sat"]], ids=" ".join)
def test_without_a_display_the_story_goes_on_in_the_terminal(command: list[str]) -> None:
    played = run(*command, typed="quit\n")
    assert played.returncode == 0
    assert played.stderr.startswith(NO_DISPLAY)
    assert len(played.stdout.splitlines()) > 5


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="a display is always there on Windows and macOS")
def test_a_display_that_does_not_answer_counts_as_none() -> None:
    played = run(typed="quit\n", DISPLAY=":4711")
    assert played.returncode == 0
    assert NO_DISPLAY in played.stderr


def test_the_shipped_story_has_nothing_wrong_with_it() -> None:
    checked = run("check", "ampersand")
    assert checked.returncode == 0, checked.stdout


def test_a_reader_who_leaves_early_is_no_fault(home: Path) -> None:
    command = [sys.executable, "-m", "game", "terminal"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as game:
        assert game.stdin
        assert game.stdout
        assert game.stderr
        game.stdout.close()
        try:
            game.stdin.write(b"1\n" * 20)
            game.stdin.close()
        except BrokenPipeError:
            game.stdin = None
        assert game.stderr.read() == b""
        assert game.wait(30) == 0
    assert not (home / "log").exists()


def test_no_traceback_reaches_a_person(home: Path) -> None:
    script = (
        "import sys\n"
        "from game.cli import guarded\n"
        "def broken() -> int: raise RuntimeError('the lamp is out')\n"
        "sys.exit(guarded(broken))\n"
    )
    broken = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True, timeout=60)
    assert (broken.returncode, broken.stdout) == (70, "")
    (log,) = (home / "log").iterdir()
    assert broken.stderr == f"Something went wrong that should not have. What is known about it is in {log}\n"
    written = log.read_text(encoding="utf-8")
    assert "Traceback" in written
    assert "the lamp is out" in written
    assert f"Ampersand {__version__}" in written


def test_the_doctor_says_what_a_report_needs(home: Path) -> None:
    asked = run("doctor", "--format", "json", SDL_AUDIODRIVER="dummy")
    assert asked.returncode == 0
    found = json.loads(asked.stdout)
    assert list(found) == ["versions", "display", "sound", "speech", "accessibility", "folders", "files"]
    assert found["versions"]["game"] == __version__
    assert all(found["versions"][name] for name in ("python", "pygame-ce", "sdl", "PyYAML", "platform"))
    assert found["display"]["screen"] is False or sys.platform in ("win32", "darwin")
    assert found["folders"]["saves"] == str(home / "saves")
    assert found["folders"]["saves writable"] is True
    assert found["files"]["fonts"] > 0
    assert "ampersand" in found["files"]["stories"]
    assert not home.exists(), "asking changed something"


def test_the_doctor_speaks_in_lines_too() -> None:
    asked = run("doctor", SDL_AUDIODRIVER="dummy")
    assert asked.returncode == 0
    assert asked.stdout.startswith("versions\n  game: ")


def ran(redirected: str, home: Path) -> subprocess.CompletedProcess[str]:
    """A command line of the shell's, after `python -m game`."""
    command = f"{sys.executable} -m game {redirected}"
    return subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize(
    ("redirected", "says"),
    [
        ("terminal >/dev/full", "no space left"),
        ("check ampersand >/dev/full", "no space left"),
        ("terminal <&-", "closed"),
        ("terminal >&-", "closed"),
    ],
)
def test_output_that_cannot_be_written_is_a_plain_sentence(redirected: str, says: str, home: Path) -> None:
    done = ran(redirected, home)
    assert done.returncode == 74
    assert says in done.stderr
    assert "should not have" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_who_leaves_early_does_not_make_a_bad_story_good(home: Path, tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text("story: bad\n", encoding="utf-8")
    done = ran(f"check {tmp_path} | true; exit ${{PIPESTATUS[0]}}", home)
    assert (done.returncode, done.stderr) == (1, "")


def test_an_empty_name_is_a_wrong_call(home: Path) -> None:
    assert ran("check ''", home).returncode == 2
