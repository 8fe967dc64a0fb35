"""`docs/diagnostics/`: a page for everything that `check` can say, whose examples are run.

A page shows some lines of a story in `problems/`, what is printed for it, and the same lines put right. After a message has been
changed on purpose: `AMPERSAND_WRITE_EXPECTED=1 pytest tests/author/test_diagnostic_pages.py`, and read the difference.
"""

from __future__ import annotations

import ast
import io
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import game
from game.author import check

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "diagnostics"
PROBLEMS = Path(__file__).parent / "problems"
CODES = sorted(page.stem for page in PAGES.glob("*.md") if page.stem != "README")

GIVING = ("error", "warning", "at", "fail", "Diagnostic", "unknown", "Finding", "_echoes")
"""The calls that give a diagnostic its code."""
WHERE = ("story", "odds/findings.py", "author/prose")
"""Where such calls are."""

FENCED = re.compile(r"^```(yaml)?\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
FOUND = re.compile(r"^(?:error|warning)\[(\S+)\]: ", re.MULTILINE)
UNSHOWN = {
    "control-character": "control-character",
    "long-condition": "long-condition",
    "not-text": "not-text",
    "not-utf-8": "latin-1",
    "too-deep": "nested-too-deep",
    "too-many-aliases": "aliases",
    "too-wide": "remembers-everything",
}
"""Those whose stories no page can show, and the folder of each."""
UNKEPT = ("story-too-large", "unreadable-file")
"""Those whose stories cannot be kept in a folder."""


class Page:
    """A page of the docs, taken apart."""

    def __init__(self, code: str) -> None:
        self.file = PAGES / f"{code}.md"
        self.text = self.file.read_text(encoding="utf-8")
        blocks = [(kind == "yaml", words) for kind, words in FENCED.findall(self.text)]
        self.examples = [words for is_yaml, words in blocks if is_yaml]
        (self.said,) = [words for is_yaml, words in blocks if not is_yaml]
        self.options = set(re.findall(r"`ampersand check(?: --(\w+))?` says:", self.text))
        linked = re.search(r"\[The whole example\]\(\.\./\.\./tests/author/problems/([\w-]+)/\)", self.text)
        self.folder = PROBLEMS / (linked[1] if linked else UNSHOWN.get(code, ""))


@pytest.mark.parametrize("code", [code for code in CODES if code not in UNKEPT])
def test_a_page_shows_what_is_said_of_its_example(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page(code)
    printed = checked(page.folder, page.options, monkeypatch)
    if os.environ.get("AMPERSAND_WRITE_EXPECTED"):
        page.file.write_text(page.text.replace(page.said, printed), encoding="utf-8")
    assert printed == page.said
    assert set(FOUND.findall(printed)) == {code}


@pytest.mark.parametrize("code", [code for code in CODES if code not in {*UNKEPT, *UNSHOWN}])
def test_the_example_put_right_is_told_nothing(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page(code)
    bad, good = page.examples
    shutil.copytree(page.folder, tmp_path / "story")
    files = [file for file in (tmp_path / "story").glob("*.yaml") if put_right(file, bad, good)]
    assert len(files) == 1, "the page's example stands in one file of its folder"
    assert checked(tmp_path / "story", page.options, monkeypatch) == ""


def test_a_page_of_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "story.yaml").open("wb") as file:
        file.truncate(100_000_000)
    assert Page("story-too-large").said in checked(tmp_path, {""}, monkeypatch)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no links for everybody")
def test_a_page_of_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere")
    assert Page("unreadable-file").said in checked(tmp_path, {""}, monkeypatch)


def test_everything_that_can_be_said_has_a_page() -> None:
    assert sorted(codes()) == CODES


def test_the_list_of_pages_names_each_once() -> None:
    listed = re.findall(
        r"^- \[`([\w-]+)`\]\(\1\.md\): ", (PAGES / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(listed) == CODES


@pytest.mark.parametrize("code", CODES)
def test_a_page_is_short_and_begins_with_its_name(code: str) -> None:
    text = Page(code).text
    assert text.startswith(f"# {code}\n\n**")
    prose = FENCED.sub("", text)
    assert len(prose.split()) < 120
    assert "An error:" in text if f"error[{code}]" in text else "A warning:" in text


def checked(folder: Path, options: set[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """What is found in a story, without the line that sums it up."""
    monkeypatch.chdir(folder)
    output = io.StringIO()
    check.run(["."], "text", output, io.StringIO(), odds=options == {"odds"}, prose=options == {"prose"})
    return "\n\n".join(part for part in output.getvalue().strip("\n").split("\n\n") if FOUND.match(part))


def put_right(file: Path, bad: str, good: str) -> bool:
    """Put the good lines where the bad ones stand, as far in as those; whether they do."""
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError:
        return False
    wanted = bad.split("\n")
    for at in range(len(lines) - len(wanted) + 1):
        margin = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
        margin = margin[: len(margin) - (len(wanted[0]) - len(wanted[0].lstrip()))]
        if lines[at : at + len(wanted)] == [f"{margin}{line}" if line else "" for line in wanted]:
            lines[at : at + len(wanted)] = [f"{margin}{line}" if line else "" for line in good.split("\n")]
            file.write_text("\n".join(lines), encoding="utf-8")
            return True
    return False


def codes() -> set[str]:
    """Every code our own files can give a diagnostic, found where they give it."""
    found: set[str] = set()
    for call in calls():
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name not in GIVING:
            continue
        given = [
            *call.args[: 3 if name in ("Finding", "_echoes") else 1],
            *(w.value for w in call.keywords if w.arg == "code"),
        ]
        for argument in given:
            for node in ast.walk(argument):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found |= MADE.get(node.value, {node.value})
    return {code for code in found if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", code)}


MADE = {
    "missing-": {"missing-sound", "missing-picture"},
    "too-many-": {"too-many-similes", "too-many-dashes", "too-many-short-beats"},
    "unknown-": {"unknown-scene", "unknown-choice"},
    "condition-": {"condition-always", "condition-never"},
}
"""Codes that are put together where they are given, by what they begin with."""
NOT_IN_STORIES = ("translation.py",)
"""What is said of a catalogue, by `ampersand translate check`."""


def calls() -> Iterator[ast.Call]:
    home = Path(game.__file__).parent
    for place in WHERE:
        files = [home / place] if place.endswith(".py") else (home / place).rglob("*.py")
        for file in files:
            if file.name in NOT_IN_STORIES:
                continue
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    yield node
