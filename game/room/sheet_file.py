"""`ampersand sheet`: a run sheet written down."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import attrs
import platformdirs

from game import spoken
from game.language import tr
from game.room.beginning import CannotHold
from game.room.fitting import NoAnswer, TooShort
from game.room.printing import keep
from game.room.sheet_page import as_html, as_text, titled
from game.room.sheets import sheet
from game.room.slides import as_slides


@attrs.frozen
class Asked:
    """What was asked for."""

    chapter: str | None
    minutes: int
    form: str
    """`html` or `text`."""
    scenes: bool
    """Whether the scenes stand on it in full."""
    slides: bool
    """Whether slides are wanted instead of a sheet."""
    output: Path | None


def run(path: Path, asked: Asked, *, named: str | None) -> str:
    """Write the sheet; what there is to show for it: its lines, or where it was put.

    Args:
        path: the story's folder.
        asked: which sheet, and where to.
        named: the story as it was named, for the commands on the sheet.

    Raises:
        CannotHold: no such sheet can be made.
        CannotPrint: a PDF was asked for, and nothing here prints one.
        NoSuchChapter: the story has no such day.
        StoryProblems: the story cannot be told.
        NoStory: there is no story there.
        OSError: it cannot be written there.
    """
    story = spoken.story(path)
    typed = "" if named is None else shlex.quote(named)
    try:
        made = sheet(story, minutes=asked.minutes, chapter=asked.chapter, named=typed)
    except (NoAnswer, TooShort) as wrong:
        raise CannotHold(str(wrong)) from None
    if asked.slides:
        words = as_slides(story, made)
    else:
        write = as_html if asked.form == "html" else as_text
        words = write(story, made, scenes=asked.scenes)
    if asked.output is None and asked.form == "text":
        return words
    called = tr("{what}, slides", what=titled(made)) if asked.slides else titled(made)
    plain = re.sub(r"[^\w ,-]", "", f"{story.title}, {called}")
    file = asked.output or platformdirs.user_documents_path() / f"{plain}.html"
    keep(file, words)
    return f"{file}\n"
