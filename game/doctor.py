"""What the game finds on this machine: what a report of a fault needs. Asks, changes nothing, and opens no window."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from importlib import metadata
from pathlib import Path
from typing import TextIO

from game import __version__, disk

Findings = dict[str, dict[str, object]]
"""A heading, and under it what was found, by name. The names are stable; a value is text, a number, a list or None."""

SCREENLESS = ("dummy", "offscreen")
"""Drivers that SDL falls back to, without a word, where there is no screen that a person could look at."""

SOUNDLESS = ("dummy", "disk")
"""Drivers that take sound and play it to nobody."""

_BUS_QUESTION = ("--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus")
_ASK_MOST_S = 3
"""How long a bus may think before it counts as silent, in seconds."""


def run(form: str, output: TextIO) -> int:
    """Writes the findings as `text` or `json`; returns 0."""
    findings = examine()
    output.write(json.dumps(findings, indent=2) + "\n" if form == "json" else as_text(findings))
    return 0


def examine() -> Findings:
    """Everything there is to say, heading by heading."""
    return {
        "versions": _versions(),
        "display": _asked(_display),
        "sound": _asked(_sound),
        "speech": _speech(),
        "accessibility": _accessibility(),
        "folders": _folders(),
        "files": _files(),
    }


def as_text(findings: Mapping[str, Mapping[str, object]]) -> str:
    """The findings as lines to paste into a report."""
    lines = []
    for heading, found in findings.items():
        lines.append(heading)
        lines += [f"  {name}: {_in_words(value)}" for name, value in found.items()]
    return "\n".join(lines) + "\n"


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return "none" if value is None else str(value)


def _asked(question: Callable[[], dict[str, object]]) -> dict[str, object]:
    """The answer, or why there is none: a machine without a screen is a finding, not a failure."""
    try:
        return question()
    except Exception as refused:
        return {"trouble": str(refused) or repr(refused)}


def _versions() -> dict[str, object]:
    packages = ("pygame-ce", "PyYAML", "attrs", "click", "platformdirs", "numpy", "accesskit")
    return {
        "game": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "machine": platform.machine(),
        **{name: _version(name) for name in packages},
        "sdl": _asked(_sdl).get("sdl"),
    }


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _sdl() -> dict[str, object]:
    import pygame

    return {"sdl": ".".join(map(str, pygame.get_sdl_version()))}


def _display() -> dict[str, object]:
    import pygame

    pygame.display.init()
    try:
        sizes = pygame.display.get_desktop_sizes()
        driver = pygame.display.get_driver()
        return {
            "driver": driver,
            "screen": driver not in SCREENLESS,
            "sizes": [f"{width}x{height}" for width, height in sizes],
            "scale": _scale(),
        }
    finally:
        pygame.display.quit()


def _scale() -> float | None:
    """Real pixels for each of the desktop's own, from a window that is never shown; None where that cannot be told."""
    import pygame

    try:
        window = pygame.Window(size=(64, 64), hidden=True, allow_high_dpi=True)
    except (AttributeError, pygame.error):
        return None
    try:
        return window.get_surface().get_width() / window.size[0]
    finally:
        window.destroy()


def _sound() -> dict[str, object]:
    import pygame
    from pygame._sdl2 import audio

    try:
        pygame.mixer.init()
    except pygame.error as refused:
        return {"driver": None, "devices": [], "heard": f"nothing, and the game plays on: {refused}"}
    try:
        driver = pygame.mixer.get_driver()
        return {
            "driver": driver,
            "devices": list(audio.get_audio_device_names(False)),
            "heard": f"nothing, and the game plays on: {driver} plays to nobody" if driver in SOUNDLESS else "yes",
        }
    finally:
        pygame.mixer.quit()


def _speech() -> dict[str, object]:
    """Every program that could say the pages aloud here, and whether it is there."""
    from game.window.voice import platforms

    speaks = platforms.found()
    found: dict[str, object] = {speech.command: shutil.which(speech.command) for speech in platforms.known()}
    return {**found, "says pages aloud": speaks.name if speaks else platforms.missing()}


def _accessibility() -> dict[str, object]:
    found: dict[str, object] = {"accesskit": _version("accesskit")}
    if sys.platform not in ("win32", "darwin"):
        found["session bus"] = bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS"))
        found["AT-SPI bus"] = _at_spi_bus()
    return found


def _at_spi_bus() -> str:
    """Whether the bus that screen readers listen on answers, in words."""
    if os.environ.get("AT_SPI_BUS_ADDRESS"):
        return "named by AT_SPI_BUS_ADDRESS"
    if shutil.which("gdbus") is None:
        return "cannot be asked: gdbus is absent"
    command = ["gdbus", "call", *_BUS_QUESTION, "--method", "org.a11y.Bus.GetAddress"]
    try:
        asked = subprocess.run(command, capture_output=True, timeout=_ASK_MOST_S, check=False)
    except subprocess.TimeoutExpired:
        return "silent"
    return "answers" if asked.returncode == 0 else "absent"


def _folders() -> dict[str, object]:
    places = {
        "saves": disk.saves_folder(),
        "settings": disk.settings_folder(),
        "cache": disk.cache_folder(),
        "log": disk.log_folder(),
    }
    found: dict[str, object] = {}
    for name, path in places.items():
        found[name] = str(path)
        found[f"{name} writable"] = _may_write(path)
    return found


def _may_write(folder: Path) -> bool:
    """Whether the folder takes a file, or the nearest one above it that exists; what is tried leaves nothing behind."""
    there = next((place for place in (folder, *folder.parents) if place.exists()), folder)
    try:
        with tempfile.TemporaryFile(dir=there):
            return True
    except OSError:
        return False


def _files() -> dict[str, object]:
    assets = disk.shared_folder("assets")
    kinds = {"fonts": (".ttf", ".otf", ".woff", ".woff2"), "pictures": (".svg", ".png"), "sounds": (".ogg", ".wav")}
    found: dict[str, object] = {"assets": str(assets)}
    for kind, endings in kinds.items():
        found[kind] = sum(1 for file in (assets / kind).rglob("*") if file.suffix in endings)
    found["stories"] = [folder.name for folder in disk.shipped_stories()]
    return found
