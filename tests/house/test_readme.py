"""What the README tells people to type is what the project has."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def command_after(words: str) -> str:
    """The one line of shell that the README gives under those words."""
    found = re.search(rf"^{words}\n\n```sh\n(.+)\n```$", README, re.MULTILINE)
    assert found, f"no single line of shell under {words!r}"
    return found[1]


def test_one_line_sets_up_and_plays() -> None:
    command = command_after("Play it:")
    assert command.endswith("/bin/ampersand")
    assert PROJECT["project"]["scripts"]["ampersand"] == "game.cli:main"


def test_one_line_sets_up_and_tests() -> None:
    command = command_after("Test it:")
    group = re.search(r"--group (\w+)", command)
    assert group
    assert group[1] in PROJECT["dependency-groups"]


def test_the_commands_come_first() -> None:
    before = README[: README.index("Test it:")]
    assert len([line for line in before.splitlines() if line.strip()]) <= 7


def test_the_python_it_asks_for_is_the_python_it_needs() -> None:
    least = PROJECT["project"]["requires-python"].removeprefix(">=")
    assert f"Python {least}" in README


def test_the_source_is_named_in_the_agreed_words() -> None:
    assert (
        "Written in response to *What Severance Teaches Us About Work-Life Balance*, Gary Kustis, Ph.D., 18 March 2025, "
        "which discusses a television series. Not connected with or endorsed by its makers, or the article's author."
    ) in " ".join(README.split())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)|<img[^>]+src=\"([^\"]+)\"", page.read_text(encoding="utf-8"))
    local = [link for pair in links for link in pair if link and "://" not in link]
    assert not [link for link in local if not (page.parent / link).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_in_the_pages_exists(page: Path) -> None:
    from game.commands import NAMES

    named: list[str] = []
    for fenced in re.findall(r"```sh\n(.*?)```|`([^`\n]+)`", page.read_text(encoding="utf-8"), re.DOTALL):
        named += re.findall(r"(?:^|[/\\\s])ampersand ([a-z]+)\b(?!\.)", " ".join(fenced), re.MULTILINE)
    assert not [name for name in named if name not in NAMES]
