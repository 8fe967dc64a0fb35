"""The reference: written by a program, fresh, and whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from game.commands import NAMES
from game.story.keys import KEYS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference.md"


def test_it_is_as_it_would_be_written_now() -> None:
    command = [sys.executable, "tools/write_reference.py", "--check"]
    asked = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert asked.returncode == 0, asked.stdout + asked.stderr


def test_every_key_and_every_command_is_in_it() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert not [key for keys in KEYS.values() for key in keys if f"`{key}`" not in text]
    assert not [name for name in NAMES if f"| `ampersand {name}" not in text]
