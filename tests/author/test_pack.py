"""`ampersand pack`, and what the game does with a packed story that comes from a stranger."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import stat
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from game import disk
from game.commands import run
from game.packed import contents
from game.packed.refused import Refused
from game.story.reading import read_story

STORIES = Path(__file__).parents[1] / "stories"
ROOT = Path(__file__).parents[2]
NAME = "two-halves.ampersand"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with a story of two files, a picture and a note in `mine/`."""
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    shutil.copytree(STORIES / "two-halves", "mine")
    Path("mine/pictures").mkdir()
    Path("mine/pictures/ovens.svg").write_text("<svg/>", encoding="utf-8")
    Path("mine/notes.txt").write_text("buy flour", encoding="utf-8")
    Path("mine/.hidden.yaml").write_text("no: story", encoding="utf-8")
    return tmp_path / "desk"


def packed() -> Path:
    assert run(["pack", "mine"]) == 0
    return Path(NAME)


# ---- packing


def test_only_what_a_story_reads_is_packed(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = packed()
    said = capsys.readouterr()
    assert said.out == f"{NAME}\n"
    assert "Left out, since no story reads it: notes.txt\n" in said.err
    with zipfile.ZipFile(file) as archive:
        texts = sorted(path.name for path in Path("mine").glob("*.yaml") if not path.name.startswith("."))
        assert archive.namelist() == [contents.LIST, *sorted([*texts, "pictures/ovens.svg"])]
        listed = json.loads(archive.read(contents.LIST))
    assert (listed["format"], listed["story"]) == (1, "two-halves")
    assert listed["fingerprint"] == read_story("mine").fingerprint


def test_the_same_story_makes_the_same_bytes(here: Path) -> None:
    first = packed().read_bytes()
    shutil.copytree("mine", "elsewhere")
    for file in Path("elsewhere").rglob("*.yaml"):
        os.utime(file, (1, 1))
        file.chmod(0o600)
    assert run(["pack", "elsewhere", "-o", "again.ampersand"]) == 0
    assert Path("again.ampersand").read_bytes() == first


def test_what_is_packed_unpacked_and_packed_again_is_the_same(here: Path) -> None:
    first = packed().read_bytes()
    assert run(["pack", NAME, "-o", "again.ampersand"]) == 0
    assert Path("again.ampersand").read_bytes() == first


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("mine", "is a folder"),
        ("mine.zip", "ends in .ampersand"),
        ("mine/story.yaml", "ends in .ampersand"),
        ("nowhere/mine.ampersand", "There is no folder nowhere"),
    ],
)
def test_it_writes_over_nothing_else(here: Path, capsys: pytest.CaptureFixture[str], output: str, said: str) -> None:
    before = Path("mine/story.yaml").read_bytes()
    assert run(["pack", "mine", "-o", output]) == 2
    assert said in capsys.readouterr().err
    assert Path("mine/story.yaml").read_bytes() == before


def test_a_story_that_cannot_be_told_is_not_packed(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine/more.yaml").write_text("scenes: [{id: lost, text: So., goto: nowhere-at-all}]\n", encoding="utf-8")
    assert run(["pack", "mine"]) == 1
    assert "error[unknown-scene]" in capsys.readouterr().out
    assert not Path(NAME).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_a_name_that_windows_cannot_have_is_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine/pictures/aux.svg").write_text("<svg/>", encoding="utf-8")
    assert run(["pack", "mine"]) == 1
    assert (
        "`pictures/aux.svg` cannot be packed, since its name is what Windows calls a device" in capsys.readouterr().err
    )


# ---- opening


def test_a_packed_story_is_played_and_checked_like_its_folder(here: Path) -> None:
    packed()
    own = {"AMPERSAND_HOME": os.environ["AMPERSAND_HOME"], "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    told = [
        subprocess.run(
            [sys.executable, "-m", "game", "terminal", story],
            input="1\n" * 9,
            capture_output=True,
            encoding="utf-8",
            check=True,
            env={**own, "AMPERSAND_HOME": str(here / story.partition(".")[0])},
        ).stdout
        for story in ("mine", NAME)
    ]
    assert told[0] == told[1]
    assert "Ending: " in told[0]


def test_a_save_of_the_folder_is_a_save_of_the_packed_one(here: Path) -> None:
    packed()
    own = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}

    def terminal(*arguments: str, typed: str) -> str:
        game = [sys.executable, "-m", "game", "terminal", *arguments]
        return subprocess.run(game, input=typed, encoding="utf-8", check=True, capture_output=True, env=own).stdout

    terminal("mine", typed="1\nquit\n")
    told = [terminal(story, "--resume", typed="history\nquit\n") for story in ("mine", NAME)]
    assert told[0] == told[1]
    assert told[0] != terminal(NAME, typed="history\nquit\n")
    assert "changed since" not in told[0]


def in_cache() -> Path:
    """The one story that lies unpacked in the cache."""
    found = [path for path in (disk.cache_folder() / "packed").iterdir() if not path.name.startswith(".")]
    assert len(found) == 1
    return found[0]


def test_it_is_unpacked_once_and_in_the_cache_alone(here: Path) -> None:
    packed()
    before = sorted(path for path in here.rglob("*"))
    assert run(["check", NAME]) == 0
    written = in_cache() / "story.yaml"
    inode = written.stat().st_ino
    assert run(["check", NAME]) == 0
    assert written.stat().st_ino == inode
    assert sorted(path for path in here.rglob("*")) == before


def test_games_that_open_it_at_once_all_open_it(here: Path) -> None:
    packed()
    own = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    games = [
        subprocess.Popen([sys.executable, "-m", "game", "check", NAME], env=own, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    told = {game.communicate(timeout=60)[0] for game in games}
    assert [game.returncode for game in games] == [0] * 4
    assert len(told) == 1
    assert [path for path in (disk.cache_folder() / "packed").iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("spoil", ["changed", "gone", "more", "linked"])
def test_what_was_done_to_the_cache_is_undone(here: Path, spoil: str) -> None:
    packed()
    run(["check", NAME])
    written = in_cache() / "story.yaml"
    good = written.read_bytes()
    if spoil == "changed":
        written.write_bytes(good.replace(b"title", b"tilte", 1))
    elif spoil == "gone":
        written.unlink()
    elif spoil == "more":
        written.with_name("zzz.yaml").write_text("scenes: []\n", encoding="utf-8")
    else:
        written.unlink()
        written.symlink_to(here / "mine" / "story.yaml")
    assert run(["check", NAME]) == 0
    assert written.read_bytes() == good
    assert not written.is_symlink()
    assert not written.with_name("zzz.yaml").exists()


def test_a_packed_story_inside_a_storys_folder_is_itself(here: Path) -> None:
    assert run(["pack", "ampersand", "-o", "mine/other.ampersand"]) == 0
    assert disk.find_story("mine/other.ampersand") == Path("mine/other.ampersand")
    assert disk.find_story("mine/story.yaml") == Path("mine")


@pytest.mark.parametrize(
    "call", [["author", "--no-browser"], ["translate", "extract", "--language", "fr"]], ids=" ".join
)
def test_nothing_is_written_into_what_was_unpacked(
    here: Path, capsys: pytest.CaptureFixture[str], call: list[str]
) -> None:
    packed()
    assert run([*call, NAME]) == 2
    assert "is a packed story, which is only read" in capsys.readouterr().err


def test_translations_are_packed(here: Path) -> None:
    Path("mine/languages").mkdir()
    Path("mine/languages/fr.po").write_text('msgid ""\nmsgstr ""\n', encoding="utf-8")
    with zipfile.ZipFile(packed()) as archive:
        assert "languages/fr.po" in archive.namelist()


# ---- a stranger's


def entry(name: str, data: bytes, **about: object) -> tuple[zipfile.ZipInfo, bytes]:
    made = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    made.external_attr = 0o100644 << 16
    for key, value in about.items():
        setattr(made, key, value)
    return made, data


def archive(*entries: tuple[zipfile.ZipInfo, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        for made, data in entries:
            file.writestr(made, data, compress_type=made.compress_type)
    return written.getvalue()


def listing(**changes: object) -> bytes:
    """A list of contents, as it should be but for the changes."""
    said = {
        "kind": contents.KIND, "format": 1, "story": "x", "title": "X", "version": "1", "fingerprint": "0",
        "files": {"story.yaml": about(b"story: x\n")},
    }  # fmt: skip
    return json.dumps({**said, **changes}).encode()


def about(data: bytes) -> dict[str, object]:
    return {"size": len(data), "digest": contents.digest_of(data)}


def holding(name: str, data: bytes = b"story: x\n", **attributes: object) -> bytes:
    """An archive with one file in it, which its list names too."""
    return archive(entry(contents.LIST, listing(files={name: about(data)})), entry(name, data, **attributes))


GOOD = b"story: x\n"
LONG = b"# " + b"a" * 9_000_000


def duplicate() -> bytes:
    made = archive(entry(contents.LIST, listing()), entry("story.yaml", GOOD), entry("storz.yaml", GOOD))
    return made.replace(b"storz.yaml", b"story.yaml")


def encrypted() -> bytes:
    made = bytearray(holding("story.yaml"))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        made[made.rindex(mark) + at] |= 1
    return bytes(made)


def lies_about_its_size() -> bytes:
    made = bytearray(archive(entry(contents.LIST, listing()), entry("story.yaml", LONG, compress_type=8)))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        where = made.rindex(mark) + at
        made[where : where + 4] = struct.pack("<L", len(GOOD))
    return bytes(made)


def other_name_inside() -> bytes:
    made = holding("story.yaml")
    at = made.index(b"story.yaml", made.index(b"PK\x03\x04", 10))
    return made[:at] + b"../../a.sh" + made[at + 10 :]


def overlapping() -> bytes:
    """Two names for the same bytes, the trick by which a small file unpacks to petabytes."""
    made = archive(
        entry(contents.LIST, listing(files={"a.yaml": about(GOOD), "b.yaml": about(GOOD)})),
        entry("a.yaml", GOOD),
        entry("b.yaml", GOOD),
    )
    first = made.rindex(b"PK\x01\x02", 0, made.rindex(b"PK\x01\x02"))
    last = made.rindex(b"PK\x01\x02")
    return made[: last + 42] + made[first + 42 : first + 46] + made[last + 46 :]


def many() -> bytes:
    return archive(entry(contents.LIST, listing()), *(entry(f"{at}.yaml", b"") for at in range(2100)))


STRANGE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "it is no packed story"),
    "text": (lambda: b"story: x\n" * 9, "it is no packed story, or its end is missing"),
    "a zip of something else": (lambda: archive(entry("a.txt", b"a")), "it is an archive, but no story that"),
    "cut short": (lambda: holding("story.yaml")[:-30], "its end is missing"),
    "a letter changed": (lambda: holding("story.yaml").replace(GOOD, b"story: y\n"), "`story.yaml` in it is damaged"),
    "another file than listed": (
        lambda: archive(entry(contents.LIST, listing()), entry("story.yaml", b"story: z\n")),
        "`story.yaml` in it is not what it was when it was packed",
    ),
    "something before it": (lambda: b"#!/bin/sh\n" + holding("story.yaml"), "something before or after what it holds"),
    "something after it": (lambda: holding("story.yaml") + b"\0" * 30, "its end is missing"),
    "a file that is not listed": (
        lambda: archive(entry(contents.LIST, listing()), entry("story.yaml", GOOD), entry("more.yaml", GOOD)),
        "it holds `more.yaml`, which its list of contents does not name",
    ),
    "a file that is missing": (lambda: archive(entry(contents.LIST, listing())), "`story.yaml` is missing in it"),
    "a list that is none": (
        lambda: archive(entry(contents.LIST, b"[" * 100_000), entry("story.yaml", GOOD)),
        "its list of contents is damaged",
    ),
    "a list that says a thing twice": (
        lambda: archive(entry(contents.LIST, listing()[:-1] + b', "format": 1}'), entry("story.yaml", GOOD)),
        "its list of contents is damaged",
    ),
    "a later format": (
        lambda: archive(entry(contents.LIST, listing(format=2)), entry("story.yaml", GOOD)),
        "it was packed by a later version of the game (format 2; this one opens 1)",
    ),
    "a way out": (lambda: holding("../story.yaml"), "`../story.yaml` in it leads outside its folder, with `..`"),
    "a way out in the middle": (lambda: holding("a/../../b.yaml"), "leads outside its folder, with `..`"),
    "a way out of Windows": (lambda: holding("a\\..\\..\\b.yaml"), "leads outside its folder, with `..`"),
    "the top of the disk": (lambda: holding("/etc/cron.d/a.yaml"), "it begins at the top of a disk"),
    "a disk of Windows": (lambda: holding("C:/a.yaml"), "it begins at the top of a disk"),
    "a share of Windows": (lambda: holding("\\\\host\\a.yaml"), "it begins at the top of a disk"),
    "a stream of Windows": (lambda: holding("a/b:c.yaml"), "not every system allows"),
    "a printer": (lambda: holding("lpt1.yaml"), "what Windows calls a device"),
    "a console in a folder": (lambda: holding("CON/a.yaml"), "what Windows calls a device"),
    "a dot at the end": (lambda: holding("a./b.yaml"), "which Windows leaves off"),
    "an empty place": (lambda: holding("a//b.yaml"), "an empty place between its slashes"),
    "text turned round": (lambda: holding("a\u202elmay.yaml"), "characters that cannot be seen"),
    "a letter in two": (lambda: holding("e\u0301.yaml"), "put together of several characters"),
    "two that are one": (
        lambda: archive(
            entry(contents.LIST, listing(files={"a.yaml": about(GOOD), "A.yaml": about(GOOD)})),
            entry("a.yaml", GOOD),
            entry("A.yaml", GOOD),
        ),
        "it holds `a.yaml` and `A.yaml`, which are one file on some systems",
    ),
    "a folder that is a file": (
        lambda: archive(
            entry(contents.LIST, listing(files={"a.yaml": about(GOOD), "a.yaml/b.yaml": about(GOOD)})),
            entry("a.yaml", GOOD),
            entry("a.yaml/b.yaml", GOOD),
        ),
        "`a.yaml/b.yaml` in it lies in something that is a file",
    ),
    "a program": (lambda: holding("run.exe"), "`run.exe` in it is no file that a story reads"),
    "a hidden file": (lambda: holding(".bashrc"), "is no file that a story reads"),
    "a deep folder": (lambda: holding("a/" * 30 + "b.yaml"), "lies more than 8 folders deep"),
    "a long name": (lambda: holding("a" * 300 + ".yaml"), "is longer than the 100 characters"),
    "a link": (
        lambda: holding("story.yaml", b"/etc/passwd", external_attr=(stat.S_IFLNK | 0o777) << 16),
        "`story.yaml` in it is a link to another file",
    ),
    "a pipe": (lambda: holding("story.yaml", external_attr=(stat.S_IFIFO | 0o600) << 16), "is no plain file"),
    "a folder by itself": (lambda: holding("folder/", b""), "is a folder by itself"),
    "the same name twice": (duplicate, "it holds `story.yaml` twice"),
    "encrypted": (encrypted, "`story.yaml` in it is encrypted"),
    "a name in another encoding": (
        lambda: holding("sto0y.yaml").replace(b"sto0y", b"sto\x82y"),
        "in it is not written in UTF-8",
    ),
    "a name in no encoding": (
        lambda: holding("sto\u00e9y.yaml").replace("sto\u00e9y".encode(), b"sto\x82\x82y"),
        "it is damaged",
    ),
    "another compression": (lambda: holding("story.yaml", compress_type=12), "compressed in a way that no story"),
    "another name inside": (other_name_inside, "`story.yaml` in it is damaged"),
    "one in another": (overlapping, "its entries do not lie one after another"),
    "a bomb": (lambda: holding("story.yaml", LONG, compress_type=8), "would grow to more than 100 times its size"),
    "a bomb that lies": (lies_about_its_size, "`story.yaml` in it is damaged"),
    "a crowd": (many, "it holds more than 2,000 files"),
}


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_file_is_refused_in_words(name: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make, said = STRANGE[name]
    Path("strange.ampersand").write_bytes(make())
    before = sorted(here.parent.rglob("*"))
    assert run(["check", "strange.ampersand"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("Error: strange.ampersand is not opened: ")
    assert said in told.err
    assert all(character.isprintable() or character == "\n" for character in told.err)
    cache = disk.cache_folder()
    left = [path for path in here.parent.rglob("*") if path not in before and path not in (cache, *cache.parents)]
    assert left in ([], [cache / "packed"])


def test_whatever_is_done_to_the_bytes_it_opens_as_it_was_or_is_refused(here: Path) -> None:
    chance = random.Random(1)
    whole = packed().read_bytes()
    with zipfile.ZipFile(NAME) as file:
        holds = {name: file.read(name) for name in file.namelist()[1:]}
    opened = 0
    for _ in range(2000):
        spoilt = bytearray(whole)
        for _ in range(chance.choice((1, 1, 2, 5))):
            # Most of it at the end, where what matters is: the rest is text, and guarded by its digests.
            at = len(spoilt) - 1 - min(int(chance.expovariate(1 / 400)), len(spoilt) - 1)
            if chance.random() < 0.7:
                spoilt[at] = chance.randrange(256)
            else:
                del spoilt[at : at + chance.choice((1, 4))]
        try:
            found = {each.name: data for each, data in contents.Pack(io.BytesIO(bytes(spoilt))).files()}
        except Refused:
            continue
        assert found == holds
        opened += 1
    assert 0 < opened < 1000


def test_a_file_of_no_name(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = bytearray(holding("a"))
    at = made.rindex(b"PK\x01\x02")
    made[at + 28 : at + 30] = struct.pack("<H", 0)
    del made[at + 46]
    end = made.rindex(b"PK\x05\x06")
    made[end + 12 : end + 16] = struct.pack("<L", end - made.index(b"PK\x01\x02"))
    Path("strange.ampersand").write_bytes(bytes(made))
    assert run(["check", "strange.ampersand"]) == 1
    assert "a file in it has no name" in capsys.readouterr().err


def test_an_archive_by_another_name_is_known_for_what_it_is(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    packed().rename("mine.zip")
    assert run(["check", "mine.zip"]) == 0
    Path("other.zip").write_bytes(archive(entry("a.txt", b"a")))
    assert run(["check", "other.zip"]) == 1
    assert "no story that `ampersand pack` has packed" in capsys.readouterr().err


def test_a_plain_good_one_of_another_hand_opens(here: Path) -> None:
    texts = {path.name: path.read_bytes() for path in Path("mine").glob("*.yaml") if path.name[0] != "."}
    listed = listing(files={name: about(data) for name, data in texts.items()})
    Path("other.ampersand").write_bytes(
        archive(entry(contents.LIST, listed), *(entry(name, data, compress_type=8) for name, data in texts.items()))
    )
    assert run(["check", "other.ampersand"]) == 0
