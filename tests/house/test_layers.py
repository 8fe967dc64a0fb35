"""Rooms depend downwards only, and what is slow to import stays off the way to the first frame."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def modules_after(statement: str) -> set[str]:
    """The top-level modules that a fresh process has imported after running the statement."""
    script = f"{statement}\nimport sys\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    command = [sys.executable, "-c", script]
    return set(subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout.split())


def test_imports_point_down() -> None:
    pytest.importorskip("importlinter", reason="import-linter is absent: pip install --group test")
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    checked = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert checked.returncode == 0, checked.stdout


def test_the_front_door_imports_next_to_nothing() -> None:
    nothing = {"click", "pygame", "numpy", "attrs", "cattrs", "yaml", "platformdirs", "json", "asyncio", "pathlib"}
    assert not modules_after("import game.cli") & nothing


def test_the_disk_imports_no_package() -> None:
    assert not modules_after("import game.disk") & {"platformdirs", "attrs", "numpy", "tempfile", "shutil", "typing"}


def test_the_commands_import_no_way_in() -> None:
    assert not modules_after("import game.commands") & {"pygame", "numpy", "yaml", "cattrs"}


FIRST_FRAME = """
import os, sys
import pygame
show = pygame.display.flip

def show_once():
    show()
    print("first", *sys.modules)
    pygame.display.flip = show
    pygame.event.post(pygame.event.Event(pygame.QUIT))

pygame.display.flip = show_once
from game.cli import main
ended = main([])
print("last", *sys.modules)
sys.exit(ended)
"""


def test_neither_arrays_nor_stories_come_before_the_first_frame_and_arrays_never(home: Path) -> None:
    real_home = {name: value for name, value in os.environ.items() if name != "AMPERSAND_HOME"}
    run = subprocess.run(
        [sys.executable, "-c", FIRST_FRAME],
        env={**real_home, "HOME": str(home), "SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"},
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    first, last = (set(line.split()) for line in run.stdout.splitlines() if line.startswith(("first", "last")))
    assert not first & {"numpy", "cattrs", "yaml", "click", "platformdirs", "game.story.reading"}
    assert not last & {"numpy", "cattrs"}


def test_the_terminal_imports_no_window() -> None:
    assert not modules_after("import game.terminal.player") & {"pygame", "numpy", "cattrs", "accesskit", "click"}


def test_a_story_is_read_without_arrays() -> None:
    assert not modules_after("import game.story, game.play") & {"pygame", "numpy", "cattrs", "click", "platformdirs"}


def test_checking_a_story_imports_no_window() -> None:
    assert not modules_after("import game.author.check") & {"pygame", "numpy", "cattrs"}
