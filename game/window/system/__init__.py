"""What the player has asked of the whole system already: less motion, more contrast. Each way of finding out has a file."""

from __future__ import annotations

import sys

import attrs


@attrs.frozen
class Asked:
    """What the system says; none where it says nothing."""

    is_reduced: bool | None = None
    has_contrast: bool | None = None


def asked() -> Asked:
    """What this system says. It may take a second or two, and never raises: have it done off the main thread."""
    if sys.platform == "win32":
        from game.window.system import windows

        return windows.asked()
    if sys.platform == "darwin":
        from game.window.system import macos

        return macos.asked()
    from game.window.system import linux

    return linux.asked()
