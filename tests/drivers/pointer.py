"""Says whether the pointer of a display can be seen: `seen`, or `hidden` where all of its picture is clear."""

from __future__ import annotations

import ctypes
import sys


class Picture(ctypes.Structure):
    """What XFixes tells of a pointer."""

    _fields_ = (
        *((name, ctypes.c_short) for name in ("x", "y")),
        *((name, ctypes.c_ushort) for name in ("width", "height", "hot_x", "hot_y")),
        ("serial", ctypes.c_ulong),
        ("pixels", ctypes.POINTER(ctypes.c_ulong)),
    )


def pixels() -> list[int]:
    """The pointer's picture, a number a pixel."""
    x11, fixes = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXfixes.so.3")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    fixes.XFixesGetCursorImage.argtypes = [ctypes.c_void_p]
    fixes.XFixesGetCursorImage.restype = ctypes.POINTER(Picture)
    picture = fixes.XFixesGetCursorImage(x11.XOpenDisplay(None)).contents
    return [picture.pixels[at] for at in range(picture.width * picture.height)]


sys.stdout.write("seen" if any(pixel >> 24 & 0xFF for pixel in pixels()) else "hidden")
