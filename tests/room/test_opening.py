"""Opening a room from the command line: what is said, what is refused, and getting up again on the same address."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from game import disk
from game.cli import main
from game.room.addresses import CannotOpen, checked, found

SHORT_DAY = Path(__file__).parent.parent / "stories" / "short-day"


def opened(*options: str) -> tuple[subprocess.Popen[str], str]:
    """A room that the command opened, and what it said."""
    command = [
        sys.executable,
        "-u",
        "-m",
        "game",
        "room",
        str(SHORT_DAY),
        "--no-window",
        "--address",
        "127.0.0.1",
        *options,
    ]
    room = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")
    assert room.stdout
    told = ""
    while "Ctrl-C" not in told:
        line = room.stdout.readline()
        assert line, told
        told += line
    return room, told


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is another thing there")
def test_a_room_that_was_killed_opens_again_at_the_same_address_and_ctrl_c_shuts_it(tmp_path: Path) -> None:
    first, told = opened()
    first.kill()
    first.communicate()
    table = tmp_path / "splits.csv"
    again, retold = opened("--resume", "--splits", str(table))
    where = re.search(r"http://127\.0\.0\.1:\d+/screen", told)
    assert where
    assert where.group() in retold
    with urllib.request.urlopen(where.group()) as page:
        assert b"projector" in page.read()
    again.send_signal(signal.SIGINT)
    rest, _ = again.communicate(timeout=20)
    assert again.returncode == 0
    assert "The room is shut." in rest
    assert table.read_text().startswith("vote,run,day")
    assert re.search(r"pair#(\w+)", told) != re.search(r"pair#(\w+)", retold)


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is another thing there")
def test_nothing_of_who_came_is_said_or_written_down() -> None:
    room, told = opened()
    where = re.search(r"(http://127\.0\.0\.1:\d+)/screen", told)
    assert where
    with urllib.request.urlopen(f"{where[1]}/screen/state") as answer:
        code = json.load(answer)["code"]
    agent = {"User-Agent": "Somebodys-own-browser"}
    with urllib.request.urlopen(urllib.request.Request(f"{where[1]}/{code}", headers=agent)) as answer:
        seat = str(answer.headers["Set-Cookie"]).partition("=")[2].partition(";")[0]
    room.send_signal(signal.SIGINT)
    rest, _ = room.communicate(timeout=20)
    kept = [file for file in disk.saves_folder().rglob("*") if file.is_file()]
    assert kept
    for words in (told + rest, *(file.read_text(encoding="utf-8", errors="replace") for file in kept)):
        assert seat not in words
        assert "Somebodys" not in words
        assert "GET /" not in words
    assert code not in rest


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is another thing there")
def test_a_rehearsal_has_phones_that_are_not_there_and_leaves_nothing(home: Path) -> None:
    room, told = opened("--rehearse", "12")
    assert "A rehearsal: 12 phones that are not there" in told
    page = re.search(r"http://127\.0\.0\.1:\d+", told)
    link = re.search(r"pair#(\w+)", told)
    assert page
    assert link
    sent = {"Origin": page.group(), "Content-Type": "application/json"}
    paired = urllib.request.Request(f"{page.group()}/pair", json.dumps({"code": link[1]}).encode(), sent)
    with urllib.request.urlopen(paired) as answer:
        cookie = answer.headers["Set-Cookie"].partition(";")[0]
    here = {**sent, "Cookie": cookie}
    with urllib.request.urlopen(urllib.request.Request(f"{page.group()}/host/state", headers=here)) as answer:
        begun = json.dumps({"do": "begin", "page": json.load(answer)["page"]}).encode()
    urllib.request.urlopen(urllib.request.Request(f"{page.group()}/host/do", begun, here)).close()
    raised, late = 0, time.monotonic() + 30
    while raised < 3 and time.monotonic() < late:
        with urllib.request.urlopen(
            urllib.request.Request(f"{page.group()}/host/state", headers={"Cookie": cookie})
        ) as answer:
            view = json.load(answer)
        raised = view["raised"]
    room.send_signal(signal.SIGINT)
    rest, _ = room.communicate(timeout=20)
    assert (view["seats"], raised >= 3) == (12, True)
    assert "Nothing of the rehearsal is kept." in rest
    assert not list(home.rglob("*.room*"))


@pytest.mark.parametrize("address", ["8.8.8.8", "0.0.0.0", "224.0.0.1", "somewhere", "::1", ""])
def test_a_room_opens_on_no_address_but_one_of_its_own_network(address: str) -> None:
    with pytest.raises(CannotOpen):
        checked(address)


def test_the_address_that_is_found_is_one_of_our_own_network() -> None:
    assert checked(found())


def test_an_address_that_is_not_this_machines_is_said_to_be_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["room", str(SHORT_DAY), "--no-window", "--address", "10.254.253.252"]) == 2
    assert "is not this machine" in capsys.readouterr().err


def test_what_cannot_go_together_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    for options, words in (
        (["--hands", "--no-window"], "leave out --no-window"),
        (["--hands", "--address", "10.0.0.1"], "--address is for phones"),
        (["--resume", "--minutes", "45"], "--minutes begins one"),
        (["--minutes", "90"], "no day of this story is answered by another"),
    ):
        assert main(["room", str(SHORT_DAY), *options]) == 2
        assert words in capsys.readouterr().err
