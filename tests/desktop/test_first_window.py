"""How the first window is asked for, on displays that are not X."""

from __future__ import annotations

import os
import subprocess
import sys

OPEN = """
import os
from game.window.opening import first_window
from game.window.settings import Settings
first_window(Settings())
print(os.environ.get("SDL_FRAMEBUFFER_ACCELERATION"))
"""


def test_only_x_is_handed_pages_without_a_renderer() -> None:
    """Wayland has nothing but a renderer to show a page by: told to do without, SDL opens no window there."""
    environment = {**os.environ, "SDL_VIDEODRIVER": "offscreen", "PYGAME_HIDE_SUPPORT_PROMPT": "1"}
    environment.pop("SDL_FRAMEBUFFER_ACCELERATION", None)
    asked = subprocess.run(
        [sys.executable, "-c", OPEN], env=environment, capture_output=True, encoding="utf-8", check=True, timeout=60
    )
    assert asked.stdout == "None\n"
