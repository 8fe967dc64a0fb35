"""Files are written whole or not at all, whenever the machine stops; one slot has one owner, however it ends."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from game import disk

OLD = b"old " * 2000
NEW = b"new " * 3000

SYSTEM_CALLS = ("open", "write", "fsync", "close", "link", "replace")

WRITER = """
import os, signal, sys
from pathlib import Path
from game import disk

call, moment, path, data = sys.argv[1], sys.argv[2], Path(sys.argv[3]), sys.argv[4].encode()
count = int(sys.argv[5])
real = getattr(os, call)
calls = 0

def dying(*args, **kwargs):
    global calls
    calls += 1
    if calls < count:
        return real(*args, **kwargs)
    if moment == "after":
        real(*args, **kwargs)
    if moment == "halfway":
        real(args[0], bytes(args[1])[: len(args[1]) // 2])
    os.kill(os.getpid(), signal.SIGKILL)

setattr(os, call, dying)
disk.write_whole(path, data)
"""

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not of Windows")


def write_and_die(path: Path, call: str, moment: str, count: int) -> int:
    """Writes NEW in a process that is killed at that call of the system; returns how the process ended."""
    command = [sys.executable, "-c", WRITER, call, moment, str(path), NEW.decode(), str(count)]
    return subprocess.run(command, check=False, timeout=60).returncode


def deaths() -> list[tuple[str, str]]:
    return [(call, moment) for call in SYSTEM_CALLS for moment in ("before", "after")] + [("write", "halfway")]


@posix_only
@pytest.mark.parametrize(("call", "moment"), deaths())
def test_a_writer_killed_at_any_step_loses_nothing(tmp_path: Path, call: str, moment: str) -> None:
    survived = False
    for count in range(1, 9):
        path = tmp_path / str(count) / "slot.json"
        disk.write_whole(path, b"older")
        disk.write_whole(path, OLD)
        ended = write_and_die(path, call, moment, count)
        assert disk.read(path) in (OLD, NEW)
        assert disk.read(disk.previous(path)) in (b"older", OLD)
        disk.write_whole(path, b"the game after")
        assert disk.read(path) == b"the game after"
        if ended == 0:
            survived = True
            break
        assert ended == -signal.SIGKILL
    assert survived, f"{call} is called more often than this test looks at"
    assert count > 1, f"{call} is never called, so nothing was shown"


@posix_only
@pytest.mark.parametrize(("call", "moment"), deaths())
def test_a_first_writing_that_dies_leaves_a_whole_file_or_none(tmp_path: Path, call: str, moment: str) -> None:
    path = tmp_path / "slot.json"
    write_and_die(path, call, moment, 1)
    assert not path.exists() or disk.read(path) == NEW
    disk.write_whole(path, OLD)
    assert disk.read(path) == OLD


def test_the_last_good_one_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "down" / "slot.json"
    disk.write_whole(path, b"one")
    assert not disk.previous(path).exists()
    disk.write_whole(path, b"two")
    disk.write_whole(path, b"three")
    assert (disk.read(path), disk.read(disk.previous(path))) == (b"three", b"two")
    assert sorted(file.name for file in path.parent.iterdir()) == ["slot.json", "slot.json.previous"]


def test_a_disk_without_second_names_keeps_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError("this disk has no second names")

    monkeypatch.setattr(os, "link", refused)
    path = tmp_path / "slot.json"
    disk.write_whole(path, b"one")
    disk.write_whole(path, b"two")
    assert (disk.read(path), disk.read(disk.previous(path))) == (b"two", b"one")


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "slot.json"
    disk.write_whole(path, b"one")

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space left"):
        disk.write_whole(path, b"two")
    assert disk.read(path) == b"one"
    assert [file.name for file in tmp_path.glob("*slot*")] == ["slot.json"]


def test_what_a_dead_game_left_is_swept_up_but_a_living_one_is_not_disturbed(tmp_path: Path) -> None:
    path = tmp_path / "slot.json"
    stale, fresh, other = (tmp_path / name for name in (".slot.json.1-0.new", ".slot.json.2-0.new", ".slot.json.lock"))
    for file in (stale, fresh, other):
        file.write_bytes(b"half")
    for file in (stale, other):
        os.utime(file, (1_000_000_000, 1_000_000_000))
    disk.write_whole(path, b"one")
    assert (stale.exists(), fresh.exists(), other.exists()) == (False, True, True)


def test_a_file_of_absurd_size_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "slot.json"
    with path.open("wb") as file:
        file.truncate(disk.LARGEST_FILE + 1)
    with pytest.raises(OSError, match="larger than 16 MiB"):
        disk.read(path)


HOLDER = """
import sys
from pathlib import Path
from game.disk import SlotLock
SlotLock(Path(sys.argv[1])).acquire()
print("held", flush=True)
sys.stdin.read()
"""


def hold(slot: Path) -> subprocess.Popen[str]:
    """Another game that holds the slot until its input ends or it is killed."""
    command = [sys.executable, "-c", HOLDER, str(slot)]
    game = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert game.stdout is not None
    assert game.stdout.readline() == "held\n"
    return game


def end(game: subprocess.Popen[str]) -> None:
    game.kill()
    game.communicate(timeout=30)


def test_two_games_never_hold_one_slot(tmp_path: Path) -> None:
    slot = tmp_path / "slot.json"
    game = hold(slot)
    try:
        with pytest.raises(disk.SlotTaken, match=f"process {game.pid}"):
            disk.SlotLock(slot).acquire()
        disk.SlotLock(tmp_path / "other.json").acquire()
    finally:
        end(game)


def test_a_dead_games_slot_is_taken_over(tmp_path: Path) -> None:
    slot = tmp_path / "slot.json"
    end(hold(slot))
    with disk.SlotLock(slot) as lock:
        assert lock.is_held


def test_a_slot_given_back_can_be_taken_again(tmp_path: Path) -> None:
    slot = tmp_path / "slot.json"
    with disk.SlotLock(slot) as first:
        first.acquire()
        with pytest.raises(disk.SlotTaken):
            disk.SlotLock(slot).acquire()
    first.release()
    with disk.SlotLock(slot):
        assert not first.is_held


def race(slot: str, wins: str, turns: int) -> None:
    """Takes the slot as often as it can and notes each time whether somebody else was inside."""
    inside = Path(wins) / "inside"
    for _ in range(turns):
        try:
            with disk.SlotLock(Path(slot)):
                os.close(os.open(inside, os.O_CREAT | os.O_EXCL))
                inside.unlink()
        except disk.SlotTaken:
            continue
        except FileExistsError:
            (Path(wins) / "TWO").touch()


def test_a_race_for_a_slot_never_lets_two_in(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    games = [spawn.Process(target=race, args=(str(tmp_path / "slot.json"), str(tmp_path), 400)) for _ in range(3)]
    for game in games:
        game.start()
    for game in games:
        game.join(60)
    assert [game.exitcode for game in games] == [0, 0, 0]
    assert not (tmp_path / "TWO").exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="fork is not of Windows")
def test_a_forked_worker_does_not_keep_its_dead_owners_slot(tmp_path: Path) -> None:
    slot = tmp_path / "slot.json"
    script = (
        "import os, signal, sys, time\n"
        "from pathlib import Path\n"
        "from game.disk import SlotLock\n"
        "SlotLock(Path(sys.argv[1])).acquire()\n"
        "heard, saying = os.pipe()\n"
        "worker = os.fork()\n"
        "if worker == 0:\n"
        "    os.write(saying, b'.'); os.close(1); sys.stdin.read(); os._exit(0)\n"
        "os.read(heard, 1)\n"
        "print(worker, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    command = [sys.executable, "-c", script, str(slot)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        worker = int(owner.stdout.readline())
        owner.wait(30)
        os.kill(worker, 0)
        with disk.SlotLock(slot) as lock:
            assert lock.is_held


def test_a_home_is_where_it_is_said_to_be(home: Path) -> None:
    folders = (disk.saves_folder(), disk.settings_folder(), disk.cache_folder(), disk.log_folder())
    assert folders == tuple(home / name for name in ("saves", "settings", "cache", "log"))


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there platformdirs itself is asked")
@pytest.mark.parametrize("said", [None, "/srv/players", "relative", ""])
def test_without_a_home_of_its_own_the_game_keeps_to_the_systems(
    monkeypatch: pytest.MonkeyPatch, said: str | None
) -> None:
    import platformdirs

    monkeypatch.delenv("AMPERSAND_HOME")
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
        if said is not None:
            monkeypatch.setenv(f"XDG_{name}_HOME", said)
    assert disk.saves_folder() == platformdirs.user_data_path("ampersand") / "saves"
    assert disk.settings_folder() == platformdirs.user_config_path("ampersand") / "settings"
    assert disk.cache_folder() == platformdirs.user_cache_path("ampersand") / "cache"
    assert disk.log_folder() == platformdirs.user_state_path("ampersand") / "log"


def test_a_picture_is_the_storys_own_before_it_is_the_games(tmp_path: Path) -> None:
    story = tmp_path / "story"
    (story / "pictures" / "small").mkdir(parents=True)
    own = story / "pictures" / "small" / "booth.svg"
    own.write_bytes(b"<svg/>")
    assert disk.picture("small/booth.svg", story=story) == own
    assert disk.picture("small/booth.svg") is None


@pytest.mark.parametrize(
    "name", ["../secret.svg", "/etc/hostname", "a/../../secret.svg", "..\\secret.svg", "C:x.svg", "link.svg", "."]
)
def test_a_story_reaches_no_file_outside_its_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.svg").write_bytes(b"")
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    (pictures / "link.svg").symlink_to(tmp_path / "secret.svg")
    assert disk.picture(name, story=tmp_path) is None


def test_a_story_is_found_from_anything_inside_it(tmp_path: Path) -> None:
    week = tmp_path / "mine" / "week-one"
    week.mkdir(parents=True)
    (tmp_path / "mine" / "story.yaml").touch()
    (week / "monday.yaml").touch()
    for named in (tmp_path / "mine", week, week / "monday.yaml"):
        assert disk.find_story(str(named)) == tmp_path / "mine"
    assert disk.find_story(None) == disk.shipped_story()
    assert disk.find_story("ampersand") == disk.shipped_story()
    assert disk.find_story(str(tmp_path / "none")) == tmp_path / "none"


def test_a_missing_asset_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"assets/fonts/absent\.ttf is missing"):
        disk.asset("fonts/absent.ttf")
