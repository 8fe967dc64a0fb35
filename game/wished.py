"""The wishes that every way in obeys, among those the window keeps: a file of JSON, a field at a time."""

from __future__ import annotations

import json
from typing import Any, Final

from game import disk

FILE: Final = "window.json"


def read() -> dict[str, Any]:
    """What was wished for; empty where nothing was, or it cannot be read."""
    try:
        said = json.loads(disk.read(disk.settings_folder() / FILE))
    except (OSError, ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def keep(field: str, value: object) -> None:
    """Keep one wish among the others. Raises OSError when the disk refuses."""
    said = read() or {"is_asked": False}
    data = json.dumps({**said, field: value}, indent=1).encode()
    disk.write_whole(disk.settings_folder() / FILE, data + b"\n")
