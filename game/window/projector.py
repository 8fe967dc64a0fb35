"""The projector's window, in a process of its own: `python -m game.window.projector STORY [SCREEN]`.

It is told by lines on stdin what there is to see (`projection.py`), and says on stdout which page somebody asked for with a
key and how many there are. It ends when stdin does. Nothing that is pressed here decides anything. Where a screen is named, from
1, the window fills it; without one it opens as the game's window was left.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

NO_DISPLAY = 3
"""The exit code where there is no display to open a window on."""


def main() -> int:
    """Show what is told until the window is shut, or the room has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in the terminal is for the room, which ends this one
    asked = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    told = os.fdopen(os.dup(sys.stdin.fileno()), encoding="utf-8")
    import pygame

    from game.window import app
    from game.window.projection import Post
    from game.window.screens.projected import Projected

    post = Post(told, asked)
    screen = int(sys.argv[2]) - 1 if len(sys.argv) > 2 else None

    def first(desk: app.App) -> Projected:
        there = pygame.display.get_num_displays()
        if screen is not None and screen >= there:
            post.ask(screens=there)
        return Projected(desk, post)

    try:
        return app.run(Path(sys.argv[1]), None, first, screen=screen)
    except app.NoDisplay:
        return NO_DISPLAY


if __name__ == "__main__":
    code = main()
    sys.stderr.flush()
    os._exit(code)  # the thread that listens to stdin would hold up a quieter end
