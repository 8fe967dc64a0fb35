"""`ampersand new`: a story begun, and a scene added to one, through the command and the files it leaves."""

from __future__ import annotations

import io
import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from game import cli, disk
from game.story import read_story
from game.story.keys import KEYS
from game.terminal import player as terminal


class Author:
    """Somebody at a command line, in a folder of their own."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def types(self, *words: str) -> int:
        code = cli.main(words)
        printed = self._capsys.readouterr()
        self.reads, self.is_told = printed.out, " ".join(printed.err.split())
        return code

    @property
    def paragraph(self) -> str:
        return " ".join(self.reads.split())


@pytest.fixture
def author(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Author:
    desk = tmp_path / "desk"
    desk.mkdir()
    monkeypatch.chdir(desk)
    return Author(capsys)


@pytest.fixture
def begun(author: Author) -> Author:
    assert author.types("new", "my-story") == 0
    return author


def started() -> dict[str, str]:
    """What a process of its own needs to know, to start the game from any folder."""
    return {**os.environ, "PYTHONPATH": str(Path(cli.__file__).parents[1])}


def everything_in(folder: str = ".") -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}


# ---- a story begun


def test_every_picture_that_a_new_story_speaks_of_is_there(begun: Author) -> None:
    story = read_story(Path("my-story"))
    assert all(place.picture for place in story.places.values())
    assert all(disk.picture(place.picture or "", story=Path("my-story")) for place in story.places.values())
    assert {each.relative_to("my-story").as_posix() for each in Path("my-story/pictures").rglob("*.svg")} == {
        *(f"pictures/{name}" for name in (story.cover, *(place.picture for place in story.places.values()))),
        *("pictures/portraits/noor-tired.svg", "pictures/portraits/pocock-rested.svg"),
    }


def test_a_new_story_has_nothing_said_against_it(begun: Author) -> None:
    assert begun.types("check", "my-story", "--odds", "--prose", "--format", "json") == 0
    assert json.loads(begun.reads) == []
    assert begun.types("check", "my-story", "--odds", "--prose") == 0
    assert "8 scenes, 3 endings, no problems; every life walked" in begun.reads
    assert "no findings of prose" in begun.reads
    spelt = subprocess.run(
        [sys.executable, "-m", "game", "spelling", "my-story"], env=started(), capture_output=True, check=False
    )
    assert spelt.returncode == 0, spelt.stdout


def test_it_can_be_played_to_each_of_its_endings(begun: Author) -> None:
    assert begun.types("odds", "my-story", "--format", "json") == 0
    odds = json.loads(begun.reads)
    assert odds["exact"]
    assert {ending["id"] for ending in odds["endings"]} == {"ninth-stair", "wide-awake", "put-down"}
    for ending in odds["endings"]:
        assert ending["reachable"]
        assert ending["probability"] >= 0.1, ending["title"]


def test_it_ends_in_the_terminal_and_has_a_debrief(begun: Author) -> None:
    told = io.StringIO()
    terminal.run(Path("my-story"), chapter=None, resume=False, input=io.StringIO("2\n" * 20), output=told)
    assert "Ending: " in told.getvalue()
    assert "Somebody has the bucket" in told.getvalue()
    assert "Picked up, put down" in told.getvalue()


def test_a_room_has_somewhere_to_talk_in_it(begun: Author) -> None:
    for chapter, asked in (("street", "Who last kept you talking"), ("stair", "Who last carried you up a stair")):
        assert begun.types("sheet", "my-story", "--chapter", chapter, "-o", f"{chapter}.html") == 0
        assert asked in Path(f"{chapter}.html").read_text(encoding="utf-8")


def test_it_has_one_of_everything_that_a_story_with_one_self_can_have(begun: Author) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in Path("my-story").glob("*.yaml"))
    for what in ("a meter", "a drain", "a chapter", "a scene", "a choice", "an ending", "a lesson", "a pair", "`talk`"):
        for key in KEYS[what]:
            if (what, key) not in {("a drain", "to"), ("a drain", "when")}:
                assert f"{key}:" in text, (what, key)
    story = read_story("my-story")
    assert [meter for meter in story.meters if meter in {"rest", "meaning", "flexibility", "presence"}] == []
    assert len(story.variables) == len(story.content) == 1


def test_its_title_and_its_name_come_from_its_folder_unless_they_are_given(author: Author) -> None:
    assert author.types("new", "The night bus") == 0
    story = read_story("The night bus")
    assert (story.id, story.title) == ("the-night-bus", "The Night Bus")
    assert author.types("new", "other", "--title", 'Nine: "the" stair', "--name", "ninth") == 0
    story = read_story("other")
    assert (story.id, story.title) == ("ninth", "Nine: “the” stair")


def test_its_notes_speak_of_its_own_folder(author: Author) -> None:
    assert author.types("new", "shelf/night bus") == 0
    notes = Path("shelf/night bus/story.yaml").read_text(encoding="utf-8")
    assert 'ampersand check "shelf/night bus"' in notes
    assert "my-story" not in notes
    assert 'ampersand play "shelf/night bus"' in author.paragraph


def test_it_never_shares_its_saves_with_a_story_that_comes_with_the_game(author: Author) -> None:
    assert author.types("new", "ampersand") == 0
    assert read_story("ampersand").id not in {home.name for home in disk.shipped_stories()}
    assert author.types("new", "another", "--name", "ampersand") == 2
    assert not Path("another").exists()


def test_a_folder_that_is_there_and_empty_will_do(author: Author) -> None:
    Path("empty").mkdir()
    Path("empty/.DS_Store").write_bytes(b"\0")
    assert author.types("new", "empty") == 0
    assert author.types("check", "empty") == 0
    assert Path("empty/.DS_Store").read_bytes() == b"\0"


def test_the_folder_one_stands_in_will_do(author: Author) -> None:
    assert author.types("new", ".") == 0
    assert Path("story.yaml").is_file()
    assert author.types("check", ".") == 0


def test_nothing_is_written_over(author: Author) -> None:
    Path("mine").mkdir()
    Path("mine/notes.txt").write_text("mine", encoding="utf-8")
    Path("file").write_text("mine", encoding="utf-8")
    before = everything_in()
    assert author.types("new", "mine") == 2
    assert "notes.txt" in author.is_told
    assert author.types("new", "file") == 2
    assert author.types("new", "file/in-it") in {1, 2}
    assert author.types("new", "my-story") == 0
    shutil.rmtree("my-story")
    assert everything_in() == before


def test_a_story_is_not_begun_inside_another(begun: Author) -> None:
    before = everything_in()
    assert begun.types("new", "my-story/chapters/second") == 2
    assert "would lie inside the story" in begun.is_told
    assert everything_in() == before


def test_a_disk_that_fills_up_in_the_middle_leaves_nothing_behind(
    author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []

    def full(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert author.types("new", "deep/story") == 1
    assert "no space left" in author.is_told
    assert list(Path().iterdir()) == []
    Path("empty").mkdir()
    synced.clear()
    assert author.types("new", "empty") == 1
    assert list(Path("empty").iterdir()) == []


# ---- a scene added


def added(before: bytes, after: bytes) -> list[str]:
    """The lines that are new; all the others are there as they were, in the same order."""
    old, new, found = before.splitlines(keepends=True), after.splitlines(keepends=True), []
    rest = iter(new)
    for line in old:
        for other in rest:
            if other == line:
                break
            found.append(other.decode().rstrip())
        else:
            raise AssertionError(f"{line!r} is gone")
    return [*found, *(line.decode().rstrip() for line in rest)]


def test_a_branch_is_a_choice_more_and_a_scene_that_goes_on_where_the_others_go(begun: Author) -> None:
    file = Path("my-story/scenes.yaml")
    before = file.read_bytes()
    words = "Wait on the fourth stair for Noor."
    assert begun.types("new", "--branch", "my-story", "--from", "stairs", "--id", "noor-step", "--text", words) == 0
    lines = added(before, file.read_bytes())
    assert lines[:4] == [
        "      - id: stairs-noor-step",
        f"        text: {words}",
        "        lean: asleep",
        "        goto: noor-step",
    ]
    assert [line for line in lines[4:] if line][:3] == ["  - id: noor-step", "    part: stair-all", "    place: stair"]
    assert [line for line in lines if line][-1] == "    goto: bunk"
    assert begun.types("check", "my-story", "--odds", "--format", "json") == 0
    (found,) = json.loads(begun.reads)
    assert found["code"] == "not-written-yet"


def test_it_says_what_it_wrote_on_which_lines_and_what_to_type_next(begun: Author) -> None:
    assert begun.types("new", "--branch", "my-story", "--from", "stairs", "--id", "noor-step") == 0
    lines = Path("my-story/scenes.yaml").read_text(encoding="utf-8").splitlines()
    first = lines.index("      - id: stairs-noor-step") + 1
    scene = lines.index("  - id: noor-step") + 1
    assert f"(lines {first} to {first + 3})" in begun.paragraph
    assert f"`noor-step` (lines {scene} to {lines.index('    goto: bunk', scene) + 1})" in begun.paragraph
    assert "goes on to `bunk`, as `stairs-quick` does" in begun.paragraph
    assert "`ampersand play my-story --chapter stair`" in begun.paragraph


def test_a_scene_that_asked_nothing_asks_something_now_and_old_saves_still_find_their_way(author: Author) -> None:
    shutil.copytree(disk.shared_folder("story") / "first-branch", "mine")
    file = Path("mine/1-the-street.yaml")
    before = file.read_bytes()
    assert author.types("new", "--branch", "mine", "--from", "gate", "--say", "Give me a second.") == 0
    assert "used to ask nothing" in author.paragraph
    after = file.read_text(encoding="utf-8")
    assert "        goto: [{when: sleep <= 0, to: wide-awake}, {to: next}]\n      - id: gate-branch\n" in after
    assert after.endswith("    goto: [{when: sleep <= 0, to: wide-awake}, {to: next}]\n")
    assert before.count(b"\n") < after.count("\n")
    story = read_story("mine")
    assert [choice.id for choice in story.scenes["gate"].choices] == ["gate-on", "gate-branch"]
    assert author.types("check", "mine", "--odds", "--format", "json") == 0
    assert [found["code"] for found in json.loads(author.reads)] == ["not-written-yet"]


def test_it_leads_where_it_is_asked_to(begun: Author) -> None:
    assert begun.types("new", "--branch", "my-story", "--from", "pocock", "--to", "wide-awake") == 0
    story = read_story("my-story")
    assert [route.to for route in story.scenes["pocock-branch"].choices[0].goto] == ["wide-awake"]


def test_branches_may_be_added_one_after_another(begun: Author) -> None:
    for _ in range(3):
        assert begun.types("new", "--branch", "my-story", "--from", "stairs") == 0
    assert {"stairs-branch", "stairs-branch-2", "stairs-branch-3"} <= set(read_story("my-story").scenes)
    assert begun.types("new", "--branch", "my-story", "--from", "stairs-branch") == 0
    assert begun.types("check", "my-story", "--odds", "--format", "json") == 0
    assert {found["code"] for found in json.loads(begun.reads)} == {"not-written-yet"}
    assert len(json.loads(begun.reads)) == 2 * 4, "each scene, and each choice that leads to it"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--from", "stirs"], "Did you mean `stairs`?"),
        (["--from", "attic"], "There are `car`, `pocock`, `shoes`, `stairs` and `bunk`."),
        (["--from", "stairs-edge"], "write `--from stairs`"),
        (["--from", "put-down"], "What leads to it is `bunk`."),
        (["--from", "end-ninth-stair"], "What leads to it is `stairs`."),
        (["--from", "stairs", "--id", "bunk"], "`bunk-2` would be free"),
        (["--from", "stairs", "--id", "next"], "cannot be a name"),
        (["--from", "stairs", "--id", "two words"], "cannot be a name"),
        (["--from", "stairs", "--to", "bnuk"], "Did you mean `bunk`?"),
        (["--from", "stairs", "--to", "end-put-down"], "write `--to put-down`"),
        (["--from", "stairs", "--text", "Wait {sleep"], "Nothing was written."),
        (["--from", "stairs", "--text", "One", "--say", "Two"], "not both"),
        (["--from", "stairs", "--text", "One\nTwo"], "a line of"),
        (["--from", "stairs", "--title", "Other"], "--title goes without --branch"),
        ([], "Say with --from where it is to branch. There are `car`, `pocock`,"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_written_is_said_and_nothing_is(begun: Author, asked: list[str], told: str) -> None:
    before = everything_in()
    assert begun.types("new", "--branch", "my-story", *asked) == 2
    assert told in begun.is_told
    assert everything_in() == before


def test_a_story_that_cannot_be_told_is_mended_first(begun: Author) -> None:
    file = Path("my-story/scenes.yaml")
    file.write_text(file.read_text(encoding="utf-8").replace("goto: bunk", "goto: bnuk"), encoding="utf-8")
    before = everything_in()
    assert begun.types("new", "--branch", "my-story", "--from", "stairs") == 1
    assert "did you mean `bunk`?" in begun.is_told
    assert everything_in() == before


HEAD = """story: odd
title: Odd
meters: {rest: {range: [0, 9], start: 5}}
chapters: [{id: one, title: One, parts: [{id: all, scene: first}]}]
endings: [{id: over, title: Over, scene: last}]
"""
ODD_WAYS_TO_WRITE = {
    "between braces": 'scenes: [{id: first, part: all, text: "A, b", choices: [{id: a, text: A., goto: second}, ]}, '
    "{id: second, part: all, text: B., goto: ending}, {id: last, text: The end.}]",
    "a scene between braces": "scenes:\n  - {id: first, part: all, text: A., goto: second}   # {first}\n"
    "  - {id: second, part: all, text: B., goto: ending}\n  - {id: last, text: The end.}",
    "at the edge": "scenes:\n- id: first\n  part: all\n  text: A.\n  choices:\n  - id: a\n    text: A.\n    goto: second\n"
    "# a note at the edge\n    effects: {rest: +1}\n# another\n- id: second\n  part: all\n  text: B.\n  goto:\n  - when: rest >= 3 or visited(first)\n"
    "    to: last-but-one\n  - to: ending\n- {id: last-but-one, part: all, text: C., goto: ending}\n- id: last\n  text: The end.\n",
    "with wide dashes": "scenes:\n    -   id: first\n        part: all\n        choices:\n            -   id: a\n                text: A.\n"
    "                then: |\n                    # no note\n\n                goto: second\n        text: |\n            A.\n\n\n"
    "    # of the second\n    -   id: second\n        part: all\n        text: B.\n        goto: ending\n    -   {id: last, text: The end.}",
    "on a dash's own line": "scenes:\n  -\n    id: first\n    part: all\n    text: A.\n    choices:\n      -\n        id: a\n        text: A.\n"
    "        goto: second\n\n  -\n    id: second\n    part: all\n    text: B.\n    goto: ending\n\n  -\n    id: last\n    text: The end.",
}


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["", "marked"])
@pytest.mark.parametrize("scene", ["first", "second"])
@pytest.mark.parametrize("way", ODD_WAYS_TO_WRITE)
def test_an_authors_own_way_of_writing_is_kept(author: Author, way: str, scene: str, mark: bytes, ends: str) -> None:
    file = Path("odd/story.yaml")
    file.parent.mkdir()
    before = mark + (HEAD + ODD_WAYS_TO_WRITE[way]).replace("\n", ends).encode()
    file.write_bytes(before)
    file.chmod(0o640)
    assert author.types("check", "odd") == 0, author.reads
    assert author.types("new", "--branch", "odd", "--from", scene, "--id", "fresh") == 0, author.is_told
    after = file.read_bytes()
    story = read_story("odd")
    assert story.scenes[scene].choices[-1].goto[0].to == "fresh"
    for mine, theirs in zip(story.scenes["fresh"].choices[0].goto, story.scenes[scene].choices[0].goto, strict=True):
        assert (mine.to, mine.when is None) == (theirs.to, theirs.when is None)
    assert after.startswith(mark)
    assert after.count(b"\n") == after.count(ends.encode())
    rest = iter(after)
    kept = before.replace(b"  - when", b"- when").replace(b"    to: last", b"to: last")
    assert all(byte in rest for byte in kept), "something that was there is gone"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640 or sys.platform == "win32"
    assert author.types("check", "odd") == 0


def test_a_link_stays_a_link(begun: Author) -> None:
    if sys.platform == "win32":
        pytest.skip("links want a right on Windows")
    file = Path("my-story/scenes.yaml")
    file.rename("my-story/elsewhere.txt")
    file.symlink_to(Path("my-story/elsewhere.txt").absolute())
    assert begun.types("new", "--branch", "my-story", "--from", "stairs") == 0
    assert file.is_symlink()
    assert "stairs-branch" in Path("my-story/elsewhere.txt").read_text(encoding="utf-8")
    assert {each.name for each in Path("my-story").iterdir()} == {
        *("story.yaml", "scenes.yaml", "endings.yaml", "elsewhere.txt", "pictures")
    }


@pytest.mark.parametrize("story", ["ampersand", "first-branch"])
def test_every_scene_of_a_shipped_story_can_branch(author: Author, story: str, tmp_path: Path) -> None:
    """A choice more everywhere at once: each edit is made in what the one before left."""
    shutil.copytree(disk.shared_folder("story") / story, "mine")
    whole = read_story("mine")
    last = {ending.scene for ending in whole.endings.values()}
    every = [scene for scene in whole.scenes if scene not in last]
    tried = every if story == "first-branch" else every[:: len(every) // 8]
    for scene in tried:
        assert author.types("new", "--branch", "mine", "--from", scene) == 0, (scene, author.is_told)
    assert len(read_story("mine").scenes) == len(whole.scenes) + len(tried)


def test_a_packed_story_is_left_alone(begun: Author) -> None:
    assert begun.types("pack", "my-story", "-o", "my.ampersand") == 0
    before = everything_in()
    assert begun.types("new", "--branch", "my.ampersand", "--from", "stairs") == 2
    assert "packed" in begun.is_told
    assert everything_in() == before
