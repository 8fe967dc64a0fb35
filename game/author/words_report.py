"""The words of a story as plain tables for its writer, or as a record for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, TextIO

import attrs

from game.author.opened import in_json, opened
from game.author.table import USUAL, paragraph, table
from game.author.words import Count, SceneWords, Written, together, written
from game.author.words_lives import SECONDS_A_CHOICE, WORDS_A_MINUTE, Group, Lived, Spread, live
from game.story.model import Story

ENDINGS: Final = "outside any day"
"""Where scenes are that belong to no part: most often the endings' own."""


def run(path: Path, output: TextIO, talk: TextIO, *, form: str, lives: int | None, width: int = USUAL) -> int:
    """Count the words of a story, and return the command's exit code.

    Args:
        path: its folder or file.
        output: where the counts go, or the problems of a story that cannot be told.
        talk: where it is said that there is no story.
        form: `text` or `json`.
        lives: how many lives to live by chance; None for as many as are usual.
        width: columns that a page of text may take.
    """
    found = opened(path, form, output, talk)
    if isinstance(found, int):
        return found
    story, words = found.story, written(found.story)
    lived = None if found.problems else live(story, lives)
    if form == "json":
        output.write(in_json({**record(story, words, lived), "problems": found.problems}))
    else:
        output.write(page(story, words, lived, width, found.warning))
    return found.code


# ---- for a writer


def page(story: Story, words: Written, lived: Lived | None, width: int, warning: str) -> str:
    """Everything counted, in plain lines; what a life is told is left out where no life can be lived yet."""
    parts = (
        paragraph(warning, width),
        _opening(story, words, width),
        _kinds(words, width),
        _days(story, words, width),
        _speakers(story, words, width),
        *(() if lived is None else (_lives(words, lived, width), _sometimes(story, lived, width))),
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def _opening(story: Story, words: Written, width: int) -> str:
    return paragraph(
        f"*{story.title}*: {words.all.written:,} words as written, every version of every variant among them. "
        f"{len(words.scenes):,} scenes, {words.options:,} choices, {words.all.arms:,} versions in variants.",
        width,
    )


def _kinds(words: Written, width: int) -> str:
    rows = [
        (kind, f"{count.written:,}", _share(count.written, words.all.written))
        for kind, count in words.kinds.items()
        if count.written
    ]
    return "By what they are for\n\n" + table([("", "words", ""), *rows], align="<>>", elastic=0, width=width)


def _days(story: Story, words: Written, width: int) -> str:
    """A row for each day, and under it a row for each of its scenes."""
    note = (
        "Told is what stands before the choices, with every variant at its shortest and at its longest; then is what is told "
        "after one; offered is what the choices say, with their hints, and how many they are."
    )
    head = ("", "told", "then", "offered", "versions", "written")
    rows: list[Sequence[str]] = [head]
    for chapter in (*story.chapters, ""):
        scenes = [scene for scene in words.scenes if scene.chapter == chapter]
        if not scenes:
            continue
        rows.append(_row(chapter or ENDINGS, scenes))
        rows.extend(_row(f"- {scene.id}", [scene]) for scene in scenes)
    rows.append(_row("all", words.scenes))
    return paragraph(f"By day and scene. {note}", width) + "\n\n" + table(rows, align="<>>>>>", elastic=0, width=width)


def _row(name: str, scenes: Iterable[SceneWords]) -> tuple[str, ...]:
    found = list(scenes)
    told, then = together(scene.told for scene in found), together(scene.then for scene in found)
    choices = together(scene.choices for scene in found)
    whole = told + then + choices
    options = sum(scene.options for scene in found)
    offered = f"{choices.written:,} in {options:,}" if options else ""
    return (name, _range(told), f"{then.written:,}", offered, f"{whole.arms:,}", f"{whole.written:,}")


def _range(count: Count) -> str:
    return f"{count.least:,}" if count.least == count.most else f"{count.least:,}–{count.most:,}"


def _speakers(story: Story, words: Written, width: int) -> str:
    every = sum(spoken.words for spoken in words.speakers)
    rows = [
        (
            _name(story, spoken.speaker),
            f"{spoken.lines:,}",
            f"{spoken.words:,}",
            _share(spoken.words, every),
            f"{spoken.words / spoken.lines:.0f}",
        )
        for spoken in words.speakers
    ]
    head = ("", "lines", "words", "", "words a line")
    return "By who says them, in scenes and after choices\n\n" + table(
        [head, *rows], align="<>>>>", elastic=0, width=width
    )


def _name(story: Story, speaker: str) -> str:
    member = story.cast.get(speaker)
    return member.name if member is not None else speaker or "nobody: it is told"


def _lives(words: Written, lived: Lived, width: int) -> str:
    said = (
        f"What one life is told, in {lived.lives:,} lives by chance (seed {lived.seed}; each choice on offer is as likely). "
        "Offered are the words of choices and hints, wherever there was more than one. "
        f"Minutes are at {WORDS_A_MINUTE} words a minute and {SECONDS_A_CHOICE} seconds a choice."
    )
    parts = [paragraph(said, width)]
    if lived.let_go:
        parts.append(paragraph(f"{lived.let_go:,} came to no ending and were let go.", width))
    rows: list[Sequence[str]] = [("", "lives", "", "least", "median", "most")]
    for group in lived.groups:
        for what, spread in _spreads(group):
            first = (group.name, f"{group.lives:,}") if what == "words told" else ("", "")
            rows.append((*first, what, *_figures(spread)))
    if lived.groups:
        parts += [table(rows, align="<><>>>", elastic=0, width=width), paragraph(_times(words, lived), width)]
    return "\n\n".join(parts)


def _figures(spread: Spread) -> tuple[str, ...]:
    return tuple(f"{figure:,.0f}" for figure in (spread.least, spread.median, spread.most))


def _spreads(group: Group) -> tuple[tuple[str, Spread], ...]:
    return (
        ("words told", group.told),
        ("words offered", group.offered),
        ("words of debrief", group.debrief),
        ("choices", group.choices),
        ("minutes", group.minutes),
    )


def _times(words: Written, lived: Lived) -> str:
    longest = lived.groups[-1]
    return (
        f"All that is written is {words.all.written:,} words: {_ratio(words, longest):.1f} times the {longest.words:,.0f} "
        f"that the median life is shown that {longest.name}, its debrief included."
    )


def _ratio(words: Written, group: Group) -> float:
    return words.all.written / max(group.words, 1)


def _sometimes(story: Story, lived: Lived, width: int) -> str:
    """The scenes that only some lives come to, by day."""
    if not lived.sometimes:
        return paragraph("Every life that came to a day came to every scene of it.", width)
    rows: list[Sequence[str]] = [("", "lives", "of its day", "of all")]
    for chapter in (*story.chapters, ""):
        found = [each for each in lived.sometimes if each.chapter == chapter]
        if found:
            rows.append((chapter or ENDINGS, f"{found[0].came:,}", "", _share(found[0].came, lived.lives)))
        for each in found:
            rows.append(
                (f"- {each.scene}", f"{each.lives:,}", _share(each.lives, each.came), _share(each.lives, lived.lives))
            )
    said = "Scenes that only some of these lives came to, and the share of the lives that came to their day."
    return paragraph(said, width) + "\n\n" + table(rows, align="<>>>", elastic=0, width=width)


def _share(part: float, whole: float) -> str:
    return f"{100 * part / whole:.0f} %" if whole else ""


# ---- for a program


def record(story: Story, words: Written, lived: Lived | None) -> dict[str, object]:
    """Everything counted, as JSON can hold it."""
    chapters = {
        chapter: [scene for scene in words.scenes if scene.chapter == chapter] for chapter in (*story.chapters, "")
    }
    return {
        "story": story.id,
        "words": words.all.written,
        "scenes": len(words.scenes),
        "choices": words.options,
        "arms": words.all.arms,
        "kinds": {kind: attrs.asdict(count) for kind, count in words.kinds.items()},
        "chapters": [
            {"chapter": chapter, **_sums(scenes), "scenes": [_scene(scene) for scene in scenes]}
            for chapter, scenes in chapters.items()
            if scenes
        ],
        "speakers": [attrs.asdict(spoken) for spoken in words.speakers],
        "one_life": None if lived is None else _one_life(words, lived),
    }


def _one_life(words: Written, lived: Lived) -> dict[str, object]:
    return {
        "lives": lived.lives,
        "let_go": lived.let_go,
        "seed": lived.seed,
        "choosing": "uniform",
        "words_a_minute": WORDS_A_MINUTE,
        "seconds_a_choice": SECONDS_A_CHOICE,
        "written": words.all.written,
        "groups": [{**attrs.asdict(group), "written_over_median": _ratio(words, group)} for group in lived.groups],
        "sometimes": [attrs.asdict(each) for each in lived.sometimes],
    }


def _sums(scenes: Sequence[SceneWords]) -> dict[str, object]:
    return {
        "told": attrs.asdict(together(scene.told for scene in scenes)),
        "then": attrs.asdict(together(scene.then for scene in scenes)),
        "choices": attrs.asdict(together(scene.choices for scene in scenes)),
        "options": sum(scene.options for scene in scenes),
    }


def _scene(scene: SceneWords) -> dict[str, object]:
    thens = {choice: attrs.asdict(count) for choice, count in scene.thens}
    return {"scene": scene.id, **_sums([scene]), "thens": thens}
