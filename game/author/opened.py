"""A story opened to be counted or looked over, as far as it can be read: a writer in the middle of a cut asks too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final, TextIO

import attrs

from game import disk
from game.story.folder import NoStory
from game.story.model import Story
from game.story.reading import read
from game.story.render.as_json import as_json
from game.story.render.full import full

WELL: Final = 0
PROBLEMS: Final = 1
"""The story cannot be told; what could be read of it was looked at."""
UNUSABLE: Final = 2
"""There is no story there."""


@attrs.frozen
class Opened:
    """A story as far as it could be read."""

    story: Story
    problems: int
    """How many things keep it from being told."""

    @property
    def code(self) -> int:
        """The exit code of a command that went on with it."""
        return PROBLEMS if self.problems else WELL

    @property
    def warning(self) -> str:
        """What to say of it first; empty where it can be told."""
        if not self.problems:
            return ""
        count = "one problem" if self.problems == 1 else f"{self.problems} problems"
        return f"The story cannot be told yet: `ampersand check` finds {count}. This is what could be read of it."


def opened(path: Path, form: str, output: TextIO, talk: TextIO) -> Opened | int:
    """The story at a path; or the exit code of a command that cannot go on, once it has been said why.

    Args:
        path: its folder or file.
        form: `text` or `json`: how the problems of a story that cannot be read at all are told.
        output: where they go.
        talk: where it is said that there is no story.
    """
    try:
        reading = read(path, shared=(disk.shared_folder("assets"),))
    except NoStory as missing:
        talk.write(f"{missing.path}: {missing.why}\n")
        return UNUSABLE
    if reading.draft is not None:
        return Opened(reading.draft.story, len(reading.errors))
    output.write(as_json(reading.errors) if form == "json" else full(reading.errors, reading.sources) + "\n")
    return PROBLEMS


def in_json(found: object) -> str:
    """A report for programs."""
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"
