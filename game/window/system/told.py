"""What another program answers, when it is there and answers soon."""

from __future__ import annotations

import shutil
import subprocess

PATIENCE_S = 1.0


def told(program: str, *arguments: str) -> str:
    """What a program prints on one line; nothing where it is absent, fails or takes too long."""
    found = shutil.which(program)
    if found is None:
        return ""
    try:
        ran = subprocess.run(
            [found, *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=PATIENCE_S,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return ran.stdout.strip() if ran.returncode == 0 else ""
