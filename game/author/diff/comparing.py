"""`ampersand diff`, from beginning to end."""

from __future__ import annotations

from typing import Final, TextIO

import attrs

from game.author.diff.as_json import as_json
from game.author.diff.as_markdown import as_markdown
from game.author.diff.as_text import as_text
from game.author.diff.chances import Chances, chances
from game.author.diff.change import Change
from game.author.diff.files import beside
from game.author.diff.head import head
from game.author.diff.landing import landings
from game.author.diff.matching import match
from game.author.diff.report import Report
from game.author.diff.scenes import scenes
from game.author.diff.versions import Version
from game.author.diff.wording import Wording
from game.author.table import USUAL
from game.story.render.full import full

FORMATS: Final = ("text", "json", "markdown")

WELL: Final = 0
PROBLEMS: Final = 1
"""One of the two cannot be told; what could be read was compared."""
INTERRUPTED: Final = 130


@attrs.frozen
class Asked:
    """What the command line asks for."""

    form: str = "text"
    odds: bool = True
    budget: float | None = None
    """Seconds that each walk may take; None for as many as usual."""


def run(old: Version, new: Version, asked: Asked, output: TextIO, talk: TextIO, *, width: int = USUAL) -> int:
    """Tell what was changed between two versions, and return the command's exit code.

    Args:
        old: the version before.
        new: the version after.
        asked: what is wanted.
        output: where it is told.
        talk: where progress goes, if it is a terminal, and what is said beside it.
        width: columns that text may take.
    """
    report, code = compare(old, new, asked, talk)
    if asked.form == "json":
        output.write(as_json(report))
    elif asked.form == "markdown":
        output.write(as_markdown(report))
    else:
        output.write(as_text(report, width))
    return code


def compare(old: Version, new: Version, asked: Asked, talk: TextIO) -> tuple[Report, int]:
    """Everything an edit did, and the exit code."""
    matched = match(old.story, new.story)
    before, after = Wording(old.story, matched.renamed), Wording(new.story, {})
    changes = (*scenes(old.story, new.story, matched), *head(old.story, new.story, before, after), *beside(old, new))
    untold = [each for each in (old, new) if not each.is_told]
    for each in untold:
        talk.write(f"{full(each.reading.errors, each.reading.sources)}\n")
    can_differ = any(change.steers for change in changes)
    found, code = None, PROBLEMS if untold else WELL
    if asked.odds and can_differ and not untold:
        found = _walked(old, new, asked, talk)
        code = INTERRUPTED if found is None else code
    # An id that was given to another thing sends saves elsewhere though nothing else was changed.
    saves = landings(old.story, new.story, matched) if not untold and _can_move(changes) else None
    return Report(old, new, matched, changes, asked.odds, can_differ, found, saves), code


def _walked(old: Version, new: Version, asked: Asked, talk: TextIO) -> Chances | None:
    """The odds of both; none where somebody would not wait."""
    from game.odds import Interrupted

    matched = match(old.story, new.story)
    try:
        return chances(old.story, new.story, matched, talk, asked.budget)
    except Interrupted:
        return None


def _can_move(changes: tuple[Change, ...]) -> bool:
    return any(change.steers or change.kind == "renamed" for change in changes)
