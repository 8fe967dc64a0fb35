"""How the process is given its memory and its turns, where that can be said. Nothing depends on it but speed and room."""

from __future__ import annotations

import contextlib
import gc
import sys

SWITCH_S = 0.0005
"""How long another thread keeps Python to itself while the window waits for it. Left alone it is ten times that: a third of a
frame."""
APART_BYTES = 1 << 20
"""What is as large as this is a picture or a sound, and comes from the system and goes back there."""
_MMAP_THRESHOLD = -3
"""How the C library of Linux calls that (`mallopt(3)`)."""


def settle() -> None:
    """Let other threads keep the window waiting less; and let pictures and sounds that are let go of be let go of.

    Left to itself the C library of Linux puts what is large among what is small, once one such thing has been let go of, and keeps
    the holes: a third of what a game had after some lives.
    """
    gc.freeze()  # what has been imported stays: no collection need walk it
    gc.enable()
    sys.setswitchinterval(SWITCH_S)
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, APART_BYTES)
