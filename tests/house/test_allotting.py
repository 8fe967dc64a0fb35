"""How the process of a window is given its memory and its turns."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.window import allotting

ROOT = Path(__file__).parents[2]


@pytest.fixture
def _as_it_was() -> Iterator[None]:
    every = sys.getswitchinterval()
    yield
    gc.enable()
    gc.unfreeze()
    sys.setswitchinterval(every)


@pytest.mark.usefixtures("_as_it_was")
def test_what_is_let_go_of_is_collected_again_once_the_first_page_is_seen() -> None:
    gc.disable()
    allotting.settle()
    assert gc.isenabled()
    assert sys.getswitchinterval() < 0.001


@pytest.mark.skipif(sys.platform != "linux", reason="other systems give large things back by themselves")
def test_what_pictures_took_is_given_back() -> None:
    asked = """
import ctypes
from game.window import allotting

class Said(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost".split()]

libc = ctypes.CDLL(None)
if hasattr(libc, "mallinfo2"):
    libc.mallinfo2.restype = Said
    allotting.settle()
    bytes(3_000_000)  # once such a thing has been let go of, the next like it would lie among the small ones
    before = libc.mallinfo2().hblks
    kept = bytes(3_000_000)
    print(libc.mallinfo2().hblks - before)
else:
    print(1)
"""
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(done.stdout) == 1, "a picture's room is not its own"
