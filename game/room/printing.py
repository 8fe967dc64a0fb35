"""A page as a PDF, by whichever browser of Chromium's kind is on the machine: a page that every browser prints needs no more."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from game import disk
from game.language import tr

NAMES: Final = (
    *(
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "microsoft-edge",
        "msedge",
        "brave-browser",
    ),
    *("chrome", "brave"),
)
"""What such a browser is called on a PATH."""
PLACES: Final = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)
"""Where it lies on systems that have no PATH to speak of."""
PATIENCE_S: Final = 120.0


class CannotPrint(Exception):
    """No PDF can be made here; the words say what can be done instead."""


def keep(file: Path, page: str) -> None:
    """Write a page, as a PDF where the file's name ends so.

    Raises:
        CannotPrint: There is no browser here that prints, or it failed.
        OSError: It cannot be written there.
    """
    if file.suffix.lower() == ".pdf":
        disk.write_whole(file, printed(page))
    else:
        disk.write_whole(file, page.encode())


def printed(page: str, *, find: Callable[[], str | None] | None = None) -> bytes:
    """A page of HTML as a PDF, on the paper that the page asks for.

    Args:
        page: It asks for nothing from anywhere, and has a policy that lets no script run.
        find: Finds the browser.

    Raises:
        CannotPrint: There is no browser here that prints, or it failed.
    """
    browser = (find or found)()
    if browser is None:
        raise CannotPrint(
            tr(
                "No browser here prints by itself (Chromium, Chrome, Edge): leave out .pdf, open the page in any browser and "
                "print it"
            )
        )
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source, file = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(page, encoding="utf-8")
        command = [browser, "--headless", "--disable-gpu", "--no-first-run", f"--user-data-dir={folder}/profile"]
        command += ["--no-pdf-header-footer", f"--print-to-pdf={file}"]
        if sys.platform == "linux" and os.geteuid() == 0:
            command.append("--no-sandbox")  # as root it starts no other way
        try:
            subprocess.run([*command, source.as_uri()], capture_output=True, timeout=PATIENCE_S, check=False)
            return file.read_bytes()
        except (OSError, subprocess.TimeoutExpired):
            raise CannotPrint(
                tr(
                    "{browser} printed nothing: leave out .pdf, open the page in any browser and print it",
                    browser=browser,
                )
            ) from None


def found() -> str | None:
    """The browser that prints, where there is one."""
    on_path = next((each for name in NAMES if (each := shutil.which(name))), None)
    return on_path or next((each for each in PLACES if Path(each).exists()), None)
