"""The tutorial, followed: what it has a reader type is typed, what it has them write is written, and what it says they will
be shown is shown.
"""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from game.play import start
from game.play.page import told
from game.story import read_story
from game.story.model import Story
from game.story.prose import Text

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
INSTALLING = ("python3 -m venv .venv", ". .venv/bin/activate", "pip install .")
INSTALLING_ON_WINDOWS = ("py -m venv .venv", r".venv\Scripts\activate", "pip install .")
PATIENCE_S = 60


@attrs.frozen
class Box:
    """A box of the page, and what is said before it."""

    kind: str
    """`sh`: to be typed. `text`: what is shown. `yaml`: found in a file, or written in it. `type`: answers to a command."""
    before: str
    """The words since the box above, on one line."""
    body: str
    line: int


def boxes() -> Iterator[Box]:
    end = 0
    for found in re.finditer(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL):
        yield Box(
            kind=found[1],
            before=" ".join(PAGE[end : found.start()].split()),
            body=found[2],
            line=PAGE.count("\n", 0, found.start()) + 1,
        )
        end = found.end()


class Reader:
    """Somebody who does what the page says, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shown = ""
        self.typed: list[str] = []
        self.sought: tuple[Path, str] | None = None
        self.waiting = ""
        self.page: subprocess.Popen[str] | None = None
        self.environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "BROWSER": "true"}
        self.environment.pop("DISPLAY", None)  # where there is no display, a story is played in the terminal
        self.environment.pop("WAYLAND_DISPLAY", None)

    def do(self, box: Box) -> None:
        if self.waiting and box.kind != "type":
            self.run(self.waiting, "1\n" * 60)
        getattr(self, f"do_{box.kind}")(box)

    # ---- typing

    def do_sh(self, box: Box) -> None:
        commands = tuple(box.body.splitlines())
        if commands == INSTALLING:
            return
        for command in commands:
            self.typed.append(command)
            if re.match(r"ampersand (play|terminal)\b", command):
                self.waiting = command
            elif command.startswith("ampersand author"):
                self.open(command)
            else:
                self.run(command)

    def do_bat(self, box: Box) -> None:
        assert tuple(box.body.splitlines()) == INSTALLING_ON_WINDOWS

    def do_type(self, box: Box) -> None:
        assert self.waiting, f"line {box.line}: nothing asks"
        self.run(self.waiting, box.body)

    def run(self, command: str, answers: str = "") -> None:
        self.waiting = ""
        done = subprocess.run(
            self.words(command),
            cwd=self.folder,
            env=self.environment,
            input=answers,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,  # one after the other, as a terminal shows them
            encoding="utf-8",
            check=False,
            timeout=PATIENCE_S,
        )
        assert done.returncode in {0, 1}, (command, done.stdout)
        assert "Traceback" not in done.stdout
        if answers:
            assert "Ending: " in done.stdout, (command, done.stdout)
        self.shown = done.stdout

    def words(self, command: str) -> list[str]:
        name, *rest = shlex.split(command)
        if name == "python3":
            return [sys.executable, *rest]
        assert name == "ampersand", command
        return [sys.executable, "-m", "game", *rest]

    def open(self, command: str) -> None:
        """Start what stays open until it is closed."""
        self.page = subprocess.Popen(
            self.words(command), cwd=self.folder, env=self.environment, stdout=subprocess.PIPE, encoding="utf-8"
        )
        assert self.page.stdout is not None
        assert "http" in self.page.stdout.readline()

    def close(self) -> None:
        assert self.page is not None
        assert self.page.stdout is not None
        self.page.send_signal(signal.SIGINT)
        code = self.page.wait(PATIENCE_S)
        self.page.stdout.close()
        assert code in {0, 130}

    # ---- reading and writing

    def do_text(self, box: Box) -> None:
        wanted = [re.escape(line.rstrip()) for line in box.body.splitlines()]
        wanted = [r"(?:.*\n)*?.*" if line == "…" else line for line in wanted]
        shown = "\n".join(line.rstrip() for line in self.shown.strip().splitlines())
        pattern = r"\n".join(wanted) + ("" if self.is_whole(box) else r"(?:\n.*)*")
        pattern = pattern if self.is_whole(box) or wanted[0].startswith("(") else r"(?:.*\n)*?" + pattern
        assert re.fullmatch(pattern, shown), f"line {box.line} of the page; {self.typed[-1]!r} shows:\n{shown}"

    def is_whole(self, box: Box) -> bool:
        """Whether a box shows all that there is, rather than where it begins or what is somewhere in it."""
        return not re.search(r"(begins|it says|somewhere)[^.]*:?$", box.before) and "…" not in box.body

    def do_yaml(self, box: Box) -> None:
        if re.search(r"\bfind\b[^.]*:?$", box.before):
            (name,) = re.findall(r"`(\w+\.yaml)`", box.before)[-1:]
            file = self.folder / "my-story" / name
            assert file.read_text(encoding="utf-8").count(box.body) == 1, f"line {box.line}: {box.body}"
            self.sought = file, box.body
            return
        assert self.sought is not None, f"line {box.line}: what is this for?"
        file, old = self.sought
        below = "below it" in box.before
        assert below or re.search(r"in its place|so that they are", box.before), f"line {box.line}: {box.before}"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(old, (old if below else "") + box.body), encoding="utf-8")
        self.sought = None


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """What somebody has who has followed the page to its end."""
    folder = tmp_path_factory.mktemp("ampersand")
    reader = Reader(folder)
    reader.environment["AMPERSAND_HOME"] = str(folder / "home")
    try:
        for box in boxes():
            reader.do(box)
    finally:
        if reader.page is not None:
            reader.close()
    assert reader.sought is None, "something was found and never changed"
    files = {path.name for path in folder.iterdir()}
    assert {"my-story.ampersand", "my-story.html"} <= files
    return read_story(folder / "my-story")


def beats(story: Story, text: Text) -> list[str]:
    return [beat.plain for beat in told(story, start(story), text)]


def test_everything_on_the_page_happens_as_it_says(story: Story) -> None:
    assert story.title == "Thirteen Stairs"
    assert len(story.scenes) == 10


def test_the_branch_that_it_writes_stands_word_for_word_in_the_story_it_comes_from(story: Story) -> None:
    grown = read_story(ROOT / "story" / "first-branch")
    mine, theirs = story.scenes["noor-step"], grown.scenes["noor-step"]
    assert beats(story, mine.text) == beats(grown, theirs.text)
    for one, other in zip(mine.choices, theirs.choices, strict=True):
        assert (one.id, beats(story, one.text)) == (other.id, beats(grown, other.text))
    last, there = story.scenes["end-second-trip"], grown.scenes["end-second-trip"]
    assert set(beats(story, last.text)) <= set(beats(grown, there.text))
    assert story.endings["second-trip"].title == grown.endings["second-trip"].title


def test_it_takes_an_hour_and_a_quarter() -> None:
    names = {"three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "ten": 10}
    minutes = [names[found.casefold()] for found in re.findall(r"^\*(\w+) minutes", PAGE, re.MULTILINE)]
    assert len(minutes) == len(re.findall(r"^## \d", PAGE, re.MULTILINE))
    assert 70 <= sum(minutes) <= 75
    assert "An hour and a quarter" in PAGE


def test_it_installs_as_the_readme_does() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "python3 -m venv .venv && .venv/bin/pip install ." in readme
    assert "py -m venv .venv; .venv\\Scripts\\pip install ." in readme
    assert f"`Python {project['requires-python'].removeprefix('>=')}` or a higher number" in PAGE
    assert "ampersand" in project["scripts"]
    assert [box.kind for box in boxes()].count("bat") == 1


def test_every_box_says_what_it_is_for() -> None:
    assert {box.kind for box in boxes()} == {"sh", "bat", "text", "yaml", "type"}
