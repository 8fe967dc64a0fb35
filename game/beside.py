"""A process of our own that works beside the one somebody looks at, and is given the processor after it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[1]
"""Where the package `game` lies: a checkout need not be installed for its workers to be found."""

NICENESS = 10
"""How much less of a core it has while the window wants it: a tenth of what the window has. More, and it would stand still beside
whatever else a machine is busy with."""


def started(module: str, *arguments: str, complaints: int | IO[bytes] = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    """A module of ours, run in a process of its own that can be written to and read from.

    It gives way from its first moment: what Python reads to begin is most of what some of them do.

    Args:
        module: Its name, `game.hindsight`.
        arguments: What it is called with.
        complaints: Where what it says of itself goes (stderr).

    Raises:
        OSError: No process was to be had.
    """
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    process = subprocess.Popen(
        # -P: a folder that happens to be called `game` where the player stands is not ours
        [sys.executable, "-P", "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        creationflags=_named("CREATE_NO_WINDOW") | _named("BELOW_NORMAL_PRIORITY_CLASS"),
    )
    if sys.platform != "win32":
        with contextlib.suppress(OSError):  # it has come to its end already
            os.setpriority(os.PRIO_PROCESS, process.pid, os.getpriority(os.PRIO_PROCESS, 0) + NICENESS)
    return process


def _named(flag: str) -> int:
    """One of Windows' flags; nothing elsewhere."""
    return int(getattr(subprocess, flag, 0))
