"""A story's folder or file where a command would stand: it is played. What is neither is told the nearest command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

STORIES = Path(__file__).parents[1] / "stories"
ROOT = Path(__file__).parents[2]
SCREENLESS = {
    name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with a story in `mine/`, the same packed, and a folder of something else."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(STORIES / "two-halves", "mine")
    assert run("pack", "mine", "-o", "sent.ampersand").returncode == 0
    Path("maps").mkdir()
    return tmp_path


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The game as a person starts it, on a machine without a screen, where playing goes on in the terminal."""
    own = {"AMPERSAND_HOME": os.environ["AMPERSAND_HOME"], "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "game", *arguments],
        input="",
        env={**SCREENLESS, **own},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def test_a_packed_story_that_is_double_clicked_plays(here: Path) -> None:
    for named in ("sent.ampersand", str(here / "sent.ampersand"), (here / "sent.ampersand").as_uri()):
        played = run(named)
        assert played.stdout == run("play", "sent.ampersand").stdout
        assert "The Night Baker" in played.stdout or "Ten past three" in played.stdout, (named, played.stderr)


def test_a_storys_folder_or_a_file_in_it_plays_and_takes_what_play_takes(here: Path) -> None:
    wanted = run("play", "mine", "--chapter", "two").stdout
    assert wanted
    assert run("mine", "--chapter", "two").stdout == wanted
    assert run("./mine").stdout == run("mine/scenes.yaml").stdout == run("play", "mine").stdout
    assert run("first-branch").stdout == run("play", "first-branch").stdout


def test_a_command_is_a_command_though_a_folder_is_called_so(here: Path) -> None:
    shutil.copytree("mine", "check")
    assert run("check", "mine").stdout.endswith("no problems\n")


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("chek", "There is no command 'chek'. Did you mean 'check'?"),
        ("maps", "There is no command 'maps'. Did you mean 'map'?"),
        ("plya", "Did you mean 'play'?"),
        ("gone.ampersand", "There is no file or folder 'gone.ampersand' here."),
        ("poem", "There is no command 'poem', nor a story of that name."),
    ],
)
def test_what_is_neither_is_told_what_was_most_likely_meant(here: Path, named: str, said: str) -> None:
    asked = run(named)
    assert (asked.returncode, asked.stdout) == (2, "")
    assert said in asked.stderr


def test_a_folder_with_no_story_in_it_says_so(here: Path) -> None:
    Path("holiday pictures").mkdir()
    asked = run("holiday pictures")
    assert asked.returncode == 2
    assert "There is no story in 'holiday pictures'" in asked.stderr
