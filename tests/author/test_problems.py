"""Each folder in `problems/` is the smallest bad story of its kind, and beside it stands exactly what is printed for it.

After a message has been changed on purpose: `AMPERSAND_WRITE_EXPECTED=1 pytest tests/author/test_problems.py`, and read the
difference.
"""

from __future__ import annotations

import ast
import io
import os
import re
from pathlib import Path

import pytest

import game.story
from game.author import check

PROBLEMS = Path(__file__).parent / "problems"
STORIES = sorted(folder.name for folder in PROBLEMS.iterdir() if folder.is_dir())
STORY = Path(game.story.__file__).parent
GIVING = ("error", "warning", "at", "fail", "Diagnostic", "unknown")
"""The calls that give a diagnostic its code."""
SHOWN_ELSEWHERE = {"story-too-large", "unreadable-file"}
"""Those whose stories are too large to keep, or cannot be kept at all: `test_hostile_stories.py` makes them."""


@pytest.mark.parametrize("name", STORIES)
def test_a_bad_story_is_told_what_is_wrong_with_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = PROBLEMS / name
    monkeypatch.chdir(folder)
    output = io.StringIO()
    code = check.run(["."], "text", output)
    expected = folder / "expected.txt"
    if os.environ.get("AMPERSAND_WRITE_EXPECTED"):
        expected.write_text(output.getvalue(), encoding="utf-8")
    assert output.getvalue() == expected.read_text(encoding="utf-8")
    assert code == (1 if "error[" in output.getvalue() else 0)


def test_every_diagnostic_has_a_smallest_bad_story() -> None:
    shown = set()
    for expected in PROBLEMS.glob("*/expected.txt"):
        shown.update(re.findall(r"^(?:error|warning)\[(\S+)\]", expected.read_text(encoding="utf-8"), re.MULTILINE))
    assert sorted(codes() - shown) == sorted(SHOWN_ELSEWHERE), "no folder shows these"


def codes() -> set[str]:
    """Every code our own files can give a diagnostic, found where they give it."""
    found = set()
    for file in STORY.rglob("*.py"):
        if file.name == "translation.py":
            continue  # what it says is said of a catalogue, by `ampersand translate check`
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                first = [*node.args[:1], *(word.value for word in node.keywords if word.arg == "code")]
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in GIVING:
                    found.update(one.value for arg in first for one in ast.walk(arg) if isinstance(one, ast.Constant))
    return {code for code in found if isinstance(code, str) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", code)}
