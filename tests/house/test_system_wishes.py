"""What a system has been asked already, as its own programs answer; where one is absent or silent, nothing is known."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from game.window.system import Asked, linux, macos

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs here are shell scripts")

ON = "case $* in *reduceMotion*|*increaseContrast*) echo 1;; esac"
PORTAL = "case $* in *reduced-motion) echo '(<<uint32 1>>,)';; *contrast) echo '(<<uint32 0>>,)';; esac"


def put(folder: Path, name: str, script: str) -> None:
    """A program of that name that answers so."""
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


@pytest.fixture(autouse=True)
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder that programs are found in, besides the shell's own."""
    monkeypatch.setenv("PATH", os.pathsep.join((str(tmp_path), "/bin")))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    put(tmp_path, "gsettings", "exit 1")
    put(tmp_path, "gdbus", "exit 1")
    return tmp_path


def test_the_portal_is_believed_first(programs: Path) -> None:
    put(programs, "gdbus", PORTAL)
    put(programs, "gsettings", "echo true")
    assert linux.asked() == Asked(is_reduced=True, has_contrast=False)


def test_gnome_is_asked_where_no_portal_answers(programs: Path) -> None:
    put(programs, "gsettings", "case $3 in enable-animations) echo false;; gtk-theme) echo \"'HighContrast'\";; esac")
    assert linux.asked() == Asked(is_reduced=True, has_contrast=True)


def test_a_mac_is_asked_for_both(programs: Path) -> None:
    put(programs, "defaults", ON)
    assert macos.asked() == Asked(is_reduced=True, has_contrast=True)


def test_nothing_is_known_of_a_system_that_says_nothing(programs: Path) -> None:
    put(programs, "gsettings", "echo what")
    assert linux.asked() == Asked(None, False)
    (programs / "gsettings").unlink()
    put(programs, "defaults", "exec sleep 9")
    assert macos.asked() == Asked()
