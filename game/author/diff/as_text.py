"""What an edit did, as a page for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from game.author.diff.change import Change
from game.author.diff.report import Report, difference, share
from game.author.table import TOGETHER, paragraph, plain, table

WIDEST: Final = 100
MOST_LANDINGS: Final = 16
"""Places where saves land that are shown, those of most saves first."""


def as_text(report: Report, width: int) -> str:
    """The page, in plain lines.

    Args:
        report: what was found.
        width: columns at most.
    """
    width = min(width, WIDEST)
    parts = [paragraph(f"From {report.old.named} to {report.new.named}: {report.summary()}.", width)]
    parts += [
        "\n".join(part) for part in (_scenes(report, width), _declared(report, width), _beside(report, width)) if part
    ]
    parts += _odds(report, width)
    parts += _saves(report, width)
    return "\n\n".join(parts) + "\n"


def _scenes(report: Report, width: int) -> list[str]:
    lines: list[str] = []
    for scene, changes in report.scenes():
        lines += (
            ["", *_scene(report, scene, changes, width)]
            if lines
            else ["Scenes and choices", "", *_scene(report, scene, changes, width)]
        )
    return lines


def _scene(report: Report, scene: str, changes: list[Change], width: int) -> Iterator[str]:
    first = changes[0]
    where = f"  {report.version(first).place(first.span)}" if first.span else ""
    yield f"  {scene}{where}"
    for change in changes:
        about = "" if change.what == "scene" else f"choice `{change.id}` "
        yield _item(f"{about}{change.said}", 4, width)


def _declared(report: Report, width: int) -> list[str]:
    return _listed("What the story declares", report.declared(), width)


def _beside(report: Report, width: int) -> list[str]:
    return _listed("Pictures, sounds and translations", report.beside(), width)


def _listed(heading: str, changes: Iterable[Change], width: int) -> list[str]:
    lines = [_item(_said(change), 2, width) for change in changes]
    return [heading, "", *lines] if lines else []


def _said(change: Change) -> str:
    about = change.what if change.what in (change.id, "story") else f"{change.what} `{change.id}`"
    said = change.said
    return f"{about} {said}" if said.startswith(("is ", "has ", "was ", "can", "stand ")) else f"{about}, {said}"


def _odds(report: Report, width: int) -> list[str]:
    if (said := report.about_odds()) is not None:
        return [paragraph(said, width)]
    if report.chances is None:
        return []
    rows = [("ending", "before", "after", "")]
    rows += [(each.title, share(each.before), share(each.after), difference(each)) for each in report.chances.endings]
    before, after = report.chances.before, report.chances.after
    if before.never_ends or after.never_ends:
        rows.append(("(comes to no ending)", f"{before.never_ends:.1%}", f"{after.never_ends:.1%}", ""))
    heading = f"Endings, each choice on offer alike: {report.method()}."
    found = [paragraph(heading, width), table(rows, align="<>>>", elastic=0, width=width)]
    lives = f"A life makes {after.choices_a_life:.1f}{TOGETHER}choices on average; it made {before.choices_a_life:.1f}."
    return [*found, *(paragraph(each, width) for each in (lives, *report.reached()))]


def _saves(report: Report, width: int) -> list[str]:
    said = list(report.about_saves())
    if not said:
        return []
    found = [paragraph(" ".join(["Saves.", *said]), width)]
    landings = report.saves.landings if report.saves else ()
    if landings:
        shown = [_item(report.landing(each), 2, width) for each in landings[:MOST_LANDINGS]]
        if (left := len(landings) - len(shown)) > 0:
            shown.append(_item(f"… and {left} more: `--format json` has them all.", 2, width))
        found.append("\n".join(shown))
    return found


def _item(text: str, indent: int, width: int) -> str:
    """A sentence, indented, its later lines a little further in."""
    return textwrap.fill(
        plain(text),
        width,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 2),
        break_long_words=False,
        break_on_hyphens=False,
    ).replace(TOGETHER, " ")
