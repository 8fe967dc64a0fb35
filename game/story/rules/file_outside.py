"""A picture or a sound that is not one of the story's own files."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

from game.story.diagnostic import Report
from game.story.draft import Draft

FOLDERS: Final = {"picture": "pictures", "cover": "pictures", "sound": "sounds"}
"""Where each kind of file is looked for."""


def find(draft: Draft, report: Report) -> None:
    """Note each."""
    for kind, folder in FOLDERS.items():
        for one in draft.mentioned(kind):
            if lies_outside(one.name):
                message = f"`{one.name}` lies outside the story's {folder}"
                help_ = f"put it into `{folder}/` and write its name alone"
                report.error("file-outside", message, one.span, help=help_)


def lies_outside(name: str) -> bool:
    """Whether a file called so would not be under the folder it is looked for in."""
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or any(mark in name for mark in "\\:\0")
