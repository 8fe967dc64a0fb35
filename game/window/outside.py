"""The desktop round the window: the player's own folders, showing one, and the clipboard."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import platformdirs
import pygame

from game import disk


def documents() -> Path:
    """Where to put a file that is the player's own: their documents; their downloads where there are none."""
    wanted, other = platformdirs.user_documents_path(), platformdirs.user_downloads_path()
    return other if other.is_dir() and not wanted.is_dir() else wanted


def looked_through() -> tuple[Path, ...]:
    """Where a file that was carried to this machine is looked for."""
    folders = (
        platformdirs.user_documents_path(),
        platformdirs.user_downloads_path(),
        platformdirs.user_desktop_path(),
    )
    return tuple(dict.fromkeys(folder for folder in folders if folder.is_dir()))


def pictures() -> Path:
    """Where the player's pictures lie."""
    return platformdirs.user_pictures_path()


def unused(folder: Path, name: str, ending: str) -> Path:
    """A file of that name, with a number where there is one already; what no system takes in a name is left out."""
    plain = re.sub(r"[^\w ,.'()-]", "", name).strip(" .") or "Ampersand"
    numbered = (f"{plain}{ending}" if at == 1 else f"{plain} {at}{ending}" for at in range(1, 10_000))
    return next(folder / each for each in numbered if not (folder / each).exists())


def show(folder: Path) -> bool:
    """Open a folder in the desktop's own way; whether there is one."""
    folder.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":
        os.startfile(folder)  # noqa: S606  (it is a folder of ours)
        return True
    program = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if program is None:
        return False
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    # Some of them only return when the folder is closed again.
    threading.Thread(
        target=subprocess.run, args=([program, str(folder)],), kwargs={"check": False, **quiet}, daemon=True
    ).start()
    return True


def copy(words: str) -> bool:
    """Put words on the clipboard; whether it took them."""
    try:
        pygame.scrap.put_text(words)
    except pygame.error:
        return False
    return True


def keep_picture(page: pygame.Surface, file: Path) -> Path:
    """Write a picture of the page. Raises OSError when the disk refuses."""
    import io

    data = io.BytesIO()
    pygame.image.save(page, data, "page.png")
    disk.write_whole(file, data.getvalue())
    return file
