"""What has been read, kept across lives: by its words, under any name, by several games, and whatever is in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.window.seen import Seen

LINE = "Andy, the kettle is on."


def kept(seen: Seen) -> None:
    seen.keep(seen.take_fresh())


def test_a_line_read_in_one_life_is_known_in_another_under_another_name(tmp_path: Path) -> None:
    first = Seen(tmp_path / "read")
    first.mark(LINE, "Andy")
    kept(first)
    again = Seen(tmp_path / "read")
    assert again.has(LINE, "Andy")
    assert again.has("Sam Reed, the kettle is on.", "Sam Reed")
    assert not again.has("Andy, the kettle is off.", "Andy")


def test_two_games_that_read_at_once_lose_nothing(tmp_path: Path) -> None:
    one, other = Seen(tmp_path / "read"), Seen(tmp_path / "read")
    one.mark("Rain.", "")
    other.mark("Snow.", "")
    kept(one)
    kept(other)
    assert all(Seen(tmp_path / "read").has(words, "") for words in ("Rain.", "Snow."))


def test_a_long_story_takes_little_room(tmp_path: Path) -> None:
    seen = Seen(tmp_path / "read")
    for at in range(5000):
        seen.mark(f"Line {at}.", "Andy")
    kept(seen)
    assert (tmp_path / "read").stat().st_size < 32_000


@pytest.mark.parametrize("data", [b"", b"something else", b"ampersand read 1\nabc", b"\xff" * 100])
def test_a_file_that_is_something_else_holds_nothing(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "read").write_bytes(data)
    seen = Seen(tmp_path / "read")
    assert not seen.has(LINE, "Andy")
    seen.mark(LINE, "Andy")
    kept(seen)
    assert Seen(tmp_path / "read").has(LINE, "Andy")
