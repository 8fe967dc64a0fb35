"""What an edit did, as Markdown: a comment on a branch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from game.author.diff.change import Change
from game.author.diff.report import Report, difference, share

MOST: Final = 60_000
"""Characters; a comment on GitHub may have 65,536."""
OPEN: Final = 12
"""So many lines of a list are shown at once; more are folded away under their number."""
MARK: Final = "<!-- ampersand diff -->"
"""Begins the comment, so that the next one finds it and takes its place."""

_SPECIAL: Final = re.compile(r"([\\*_~\[\]<>|&])")
_CALLS: Final = re.compile(r"(?<![\w`])([@#])(?=\w)")
"""What would call a person, or name an issue: a story's own words call nobody."""


def as_markdown(report: Report) -> str:
    """The comment."""
    parts = [MARK, f"### {_plain(report.new.story.title or 'The story')}: {report.summary()}"]
    parts.append(f"From `{_code(report.old.named)}` to `{_code(report.new.named)}`.")
    parts += _odds(report)
    parts += _list("Scenes and choices", list(_scenes(report)))
    for heading, changes in (
        ("What the story declares", report.declared()),
        ("Pictures, sounds and translations", report.beside()),
    ):
        parts += _list(heading, [f"- {_about(each)}{_plain(each.said)}" for each in changes])
    parts += _saves(report)
    whole = "\n\n".join(parts) + "\n"
    if len(whole) <= MOST:
        return whole
    # Cut between lines, and nothing left open behind it.
    cut = whole[:MOST].rpartition("\n")[0]
    closing = "\n\n</details>" if cut.count("<details>") > cut.count("</details>") else ""
    return f"{cut}{closing}\n\n… and more than a comment holds: `ampersand diff` shows it all.\n"


def _odds(report: Report) -> list[str]:
    if (said := report.about_odds()) is not None:
        return [said]
    if report.chances is None:
        return []
    lines = ["| ending | before | after | |", "| --- | ---: | ---: | ---: |"]
    for each in report.chances.endings:
        cells = (_plain(each.title), share(each.before), share(each.after), difference(each))
        lines.append(f"| {' | '.join(cells)} |")
    reached = [_with_code(sentence) for sentence in report.reached()]
    return ["\n".join(lines), f"Each choice on offer alike: {report.method()}.", *reached]


def _scenes(report: Report) -> Iterator[str]:
    for scene, changes in report.scenes():
        where = f" ({_plain(report.version(changes[0]).place(changes[0].span))})" if changes[0].span else ""
        yield f"- **`{_code(scene)}`**{where}"
        for change in changes:
            about = "" if change.what == "scene" else f"choice `{_code(change.id)}` "
            yield f"  - {about}{_plain(change.said)}"


def _about(change: Change) -> str:
    name = change.what if change.what in (change.id, "story") else f"{change.what} `{_code(change.id)}`"
    return f"{name} " if change.said.startswith(("is ", "has ", "was ", "can", "stand ")) else f"{name}, "


def _saves(report: Report) -> list[str]:
    said = " ".join(_with_code(each) for each in report.about_saves())
    if not said:
        return []
    landings = report.saves.landings if report.saves else ()
    return [
        f"**Saves.** {said}",
        *_list("Where saves land", [f"- {_with_code(report.landing(each))}" for each in landings]),
    ]


def _list(heading: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    listed = "\n".join(lines)
    if len(lines) <= OPEN:
        return [f"**{heading}**", listed]
    count = sum(line.startswith("-") for line in lines)
    return [f"<details><summary><b>{heading}</b> ({count})</summary>\n\n{listed}\n\n</details>"]


def _with_code(sentence: str) -> str:
    """A sentence of ours with names of the author's in backticks."""
    pieces = sentence.split("`")
    return "`".join(_code(piece) if at % 2 else _words(piece) for at, piece in enumerate(pieces))


def _plain(text: str) -> str:
    """An author's words, of which nothing means anything to Markdown; names in backticks stay so."""
    return _with_code(text) if text.count("`") % 2 == 0 else _words(text.replace("`", "'"))


def _words(text: str) -> str:
    one_line = " ".join(text.split(" ")).replace("\n", " ")
    return _CALLS.sub("\\1\u200b", _SPECIAL.sub(r"\\\1", one_line))


def _code(text: str) -> str:
    return " ".join(text.replace("`", "'").replace("|", "¦").split())
