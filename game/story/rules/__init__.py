"""What a story must keep: one file for each rule, named for what it finds.

Some of what a story must keep is found while it is read, where a rule would have to read it again: what a key may hold
(`nodes.py`, `miswritten.py`), what conditions name and compare (`condition_check.py`), what prose may have in it
(`prose_parser.py`, `pieces.py`), what a choice may change (`reader.py`).
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Final, Protocol, cast

import attrs

from game.story.diagnostic import Diagnostic, Report
from game.story.draft import Draft
from game.story.kept import Told
from game.story.rules import missing_picture


class Rule(Protocol):
    """A file of this folder."""

    def find(self, draft: Draft, report: Report) -> None:
        """Note everything in a story that breaks the rule."""


def _files(*names: str) -> tuple[Rule, ...]:
    return tuple(cast(Rule, import_module(f"{__name__}.{name}")) for name in names)


RULES: Final = _files(
    "chapter_loop",
    "choice_without_lean",
    "dead_end",
    "duplicate_id",
    "empty_scene",
    "ending_scene_with_choices",
    "evidence_never_told",
    "file_outside",
    "fold_too_wide",
    "former_id_in_use",
    "goto_another_half",
    "goto_ending_scene",
    "lesson_named_as_meter",
    "next_leads_nowhere",
    "no_ending_without_when",
    "pair_without_recall",
    "part_begins_elsewhere",
    "reserved_id",
    "scene_without_part",
    "too_many_door_messages",
    "unfolded_meter",
    "unknown_chapter",
    "unknown_content",
    "unknown_group",
    "unknown_half",
    "unknown_lean",
    "unknown_lesson",
    "unknown_mood",
    "unknown_part",
    "unknown_person",
    "unknown_place",
    "unknown_scene",
    "unknown_source",
    "unknown_variable",
    "word_out_of_range",
)

OF_SCENES: Final = _files(
    "choice_of_paragraphs",
    "last_route_has_condition",
    "long_then",
    "not_written_yet",
    "quoted_speech",
    "route_never_taken",
)
"""What these find is all in one scene: of a file that has not changed, they find what they found."""

OF_WHOLE_STORIES: Final = _files("incomplete_alone", "text_against_meters", "unreachable_scene", "unused_variable")
"""What these find in a story with an error is most often the error again."""


def judge(draft: Draft, report: Report) -> None:
    """Note everything in a story that breaks a rule, whatever else may be wrong in it."""
    for rule in RULES:
        rule.find(draft, report)
    if len(draft.story.scenes) < sum(
        len(file.scenes) for file in draft.files
    ):  # some are called the same, and left out
        for rule in OF_SCENES:
            rule.find(draft, report)
        return
    for file in draft.files:
        if not file.broken:
            file.broken.append(_broken(draft, file))
        report.diagnostics.extend(file.broken[0])


def _broken(draft: Draft, file: Told) -> tuple[Diagnostic, ...]:
    """What breaks the rules of single scenes in one file."""
    scenes = {scene.id: scene for scene in file.scenes}
    story = attrs.evolve(draft.story, scenes=scenes, choices=file.choices, scene_of=file.scene_of)
    report = Report()
    for rule in OF_SCENES:
        rule.find(attrs.evolve(draft, story=story), report)
    return tuple(report.diagnostics)


def advise(draft: Draft, report: Report, shared: tuple[Path, ...], *, is_told: bool) -> None:
    """Note, of a story that has been judged, what else its author would want to know: nothing that keeps it from being told.

    Args:
        draft: the story.
        report: where to note it.
        shared: folders with pictures and sounds that stories share.
        is_told: whether there is no error in it.
    """
    for rule in OF_WHOLE_STORIES if is_told else ():
        rule.find(draft, report)
    missing_picture.find(draft, report, shared)
