"""`docs/spelling.md` and `docs/translation-check.md`: each example is run, and says what the page says it does; put right, it says nothing.

After a message has been changed on purpose: `AMPERSAND_WRITE_EXPECTED=1 pytest tests/author/test_said_pages.py`, and read the
difference.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

ROOT = Path(__file__).parents[2]
SPELLING, TRANSLATION = ROOT / "docs" / "spelling.md", ROOT / "docs" / "translation-check.md"
FENCED = re.compile(r"^```(\w*)\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
SECTION = re.compile(r"^## ([a-z-]+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
FOUND = re.compile(r"^(error|warning)\[(\S+)\]: ", re.MULTILINE)
HEAD = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


@attrs.frozen
class Example:
    """A section of a page."""

    page: Path
    code: str
    bad: str
    said: str
    good: str | None
    kind: str

    @property
    def story(self) -> str:
        """The story at the top of the page."""
        return next(words for kind, words in FENCED.findall(self.page.read_text(encoding="utf-8")) if kind == "yaml")


def examples() -> list[Example]:
    found = []
    for page in (SPELLING, TRANSLATION):
        for code, section in SECTION.findall(page.read_text(encoding="utf-8")):
            blocks = FENCED.findall(section)
            written = [words for kind, words in blocks if kind]
            (said,) = [words for kind, words in blocks if not kind]
            kind = "error" if "An error" in section else "warning"
            found.append(Example(page, code, written[0], said, written[1] if len(written) > 1 else None, kind))
    return found


def printed(example: Example, words: str, folder: Path) -> str:
    """What is found, without the line that sums it up."""
    story = example.story
    if example.page == SPELLING:
        assert example.good is not None
        assert story.count(example.good) == 1, "the example put right stands in the story at the top"
        story = story.replace(example.good, words)
        command = ["spelling", "."]
    else:
        (folder / "languages").mkdir(exist_ok=True)
        is_head = words.startswith('"')
        po = f"{HEAD}{words}\n" if is_head else f"{HEAD}\n{words}\n"
        (folder / "languages" / "fr.po").write_text(f"{po}\n" if is_head else po, encoding="utf-8")
        command = ["translate", "check", "."]
    (folder / "story.yaml").write_text(f"{story}\n", encoding="utf-8")
    asked = subprocess.run(
        [sys.executable, "-m", "game", *command],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        check=False,
        timeout=60,
    )
    assert not asked.stderr, asked.stderr
    return "\n\n".join(part for part in asked.stdout.strip("\n").split("\n\n") if FOUND.match(part))


@pytest.mark.parametrize("example", examples(), ids=lambda each: each.code)
def test_a_page_shows_what_is_said_of_its_example(example: Example, tmp_path: Path) -> None:
    told = printed(example, example.bad, tmp_path)
    if os.environ.get("AMPERSAND_WRITE_EXPECTED"):
        text = example.page.read_text(encoding="utf-8")
        example.page.write_text(text.replace(example.said, told), encoding="utf-8")
    assert told == example.said
    assert set(FOUND.findall(told)) == {(example.kind, example.code)}


@pytest.mark.parametrize("example", [each for each in examples() if each.good], ids=lambda each: each.code)
def test_the_example_put_right_is_told_nothing(example: Example, tmp_path: Path) -> None:
    assert example.good is not None
    assert printed(example, example.good, tmp_path) == ""


def test_everything_that_is_said_of_a_translation_or_of_spelling_is_on_a_page() -> None:
    shown = {each.code for each in examples()}
    said = set()
    for file in ("author/spelling.py", "author/translate/checking.py", "story/translation.py"):
        tree = ast.parse((ROOT / "game" / file).read_text(encoding="utf-8"))
        for function in tree.body if file.endswith("checking.py") else [tree]:
            if getattr(function, "name", "") == "of_interface":
                continue  # of the game's own words: whoever works on the game reads that
            for node in ast.walk(function):
                name = getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
                if name in ("error", "warning", "warn", "Diagnostic") and isinstance(node, ast.Call):
                    said |= {arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant)}
    assert sorted(said) == sorted(shown)
