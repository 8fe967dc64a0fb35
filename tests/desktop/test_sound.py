"""What is heard at the desk: which sound where, how loud, and in words. SDL's disk driver takes down what would be played."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.desktop.conftest import TWO_HALVES, Sit
from tests.desktop.test_at_the_desk import begin, read
from tests.drivers.player import Desk, Player
from tests.house.test_sounds import RATE, decoded

SHEET = """
[place-music]
counter = "hinge"
[captions]
ovens = "an oven, ticking"
[[without]]
stem = "body"
meter = "sleep"
below = 9
[[without]]
stem = "last"
meter = "custom"
below = 2
[[cue]]
scene = "oven"
words = ["forty once, aloud"]
sound = "triangle"
caption = "a triangle, once"
"""


@pytest.fixture(autouse=True)
def _at_once(wish: Callable[..., None]) -> None:
    wish(reveal="off", is_reduced=True)


@pytest.fixture
def story(tmp_path: Path) -> str:
    """The night baker's shop, with sounds."""
    folder = tmp_path / "story"
    shutil.copytree(TWO_HALVES, folder)
    places = (folder / "head.yaml").read_text("utf-8")
    for place, sound in (("ovens", "kitchen"), ("counter", "street")):
        assert f"{place}: {{" in places
        places = places.replace(f"{place}: {{", f"{place}: {{sound: {sound}.ogg, ")
    (folder / "head.yaml").write_text(places, "utf-8")
    (folder / "sounds").mkdir()
    (folder / "sounds" / "sounds.toml").write_text(SHEET, "utf-8")
    return str(folder)


class Taken:
    """What a window would have played, as it is written down."""

    def __init__(self, file: Path, channels: int = 2) -> None:
        self.file = file
        self.channels = channels

    def last(self, seconds: float) -> NDArray[np.float64]:
        """The last of it; full scale at 1."""
        data = self.file.read_bytes() if self.file.exists() else b""
        frame = 2 * self.channels
        data = data[: len(data) // frame * frame]
        count = round(seconds * RATE) * frame
        return np.frombuffer(data[-count:], "<i2").reshape(-1, self.channels) / 32768

    def loudness(self) -> float:
        """How loud it is just now, 0 to 1."""
        heard = self.last(0.3)
        return float(np.sqrt(np.mean(heard**2))) if len(heard) else 0.0

    def comes_to(self, holds: Callable[[float], bool], patience_s: float = 8.0) -> bool:
        """Whether it comes to be so loud, waiting for it a while."""
        until = time.monotonic() + patience_s
        while not holds(self.loudness()):
            if time.monotonic() > until:
                return False
            time.sleep(0.05)
        return True

    def comes_to_be(self, name: str, alike: float, patience_s: float = 15.0) -> bool:
        """Whether it comes to be so much like a shipped sound, waiting for it a while."""
        until = time.monotonic() + patience_s
        while self.is_(name) < alike:
            if time.monotonic() > until:
                return False
            time.sleep(0.2)
        return True

    def is_(self, name: str, seconds: float = 1.5) -> float:
        """How much like a shipped sound it is, wherever in it, 0 to 1."""
        heard, whole = self.last(seconds).mean(axis=1), decoded(name).mean(axis=1)
        if len(heard) < seconds * RATE / 2:
            return 0.0
        count = len(whole)
        alike = np.fft.irfft(np.fft.rfft(whole) * np.conj(np.fft.rfft(heard, count)), count)
        power = np.concatenate([whole, whole[: len(heard)]]) ** 2
        there = power.cumsum()
        within = np.sqrt(np.maximum(there[len(heard) :] - there[:count], 1e-9))
        return float((alike / within).max() / np.sqrt((heard**2).sum() + 1e-12))


@pytest.fixture
def listen(tmp_path: Path) -> Iterator[Callable[..., tuple[Player, Taken, Desk]]]:
    """Sits a player down where what is played is written down."""
    with ExitStack() as seats:

        def down(*arguments: str, channels: int = 2, driver: str = "disk") -> tuple[Player, Taken, Desk]:
            file = tmp_path / "played.raw"
            desk = Desk((1280, 720), has_bus=False)
            seats.callback(desk.close)
            desk.environment |= {"SDL_AUDIODRIVER": driver, "SDL_DISKAUDIOFILE": str(file)}
            player = Player(desk, tmp_path, *arguments)
            seats.callback(player.close)
            return player, Taken(file, channels), desk

        yield down


def test_a_place_is_heard_where_it_is_and_nothing_behind_another_window(
    listen: Callable[..., tuple[Player, Taken, Desk]], wish: Callable[..., None], story: str
) -> None:
    wish(reveal="off", is_reduced=True, volume_music=0, volume_places=100, volume_effects=100)
    player, taken, desk = listen("play", story)
    time.sleep(0.5)
    assert taken.loudness() == 0
    player.press("down")
    assert taken.comes_to(lambda loudness: loudness > 0.005, 1.5), "a key moves without a sound"
    player.press("up")
    begin(player)
    assert taken.comes_to_be("kitchen", 0.9)
    assert taken.is_("garage") < 0.5
    desk.run(["xdotool", "windowfocus", "1"])
    assert taken.comes_to(lambda loudness: loudness == 0)
    desk.run(["xdotool", "windowfocus", player._window()])
    assert taken.comes_to(lambda loudness: loudness > 0.01)
    player.wait(lambda: all(each["key"] != "caption" for each in player.page["said"]), "a page without its caption")
    drawn = player.page["redraws"]
    time.sleep(0.5)
    assert player.page["redraws"] == drawn, "what is heard draws nothing"


def test_volumes_and_one_ear_for_both_are_obeyed(
    listen: Callable[..., tuple[Player, Taken, Desk]], wish: Callable[..., None], story: str
) -> None:
    wish(reveal="off", is_reduced=True, volume_music=0, volume_places=40, is_mono=True, is_quiet_away=False)
    player, taken, desk = listen("play", story, channels=1)
    begin(player)
    desk.run(["xdotool", "windowfocus", "1"])
    assert taken.comes_to_be("kitchen", 0.8)
    assert 0.001 < taken.loudness() < 0.008


def reach(player: Player, sound: str) -> None:
    """Reads on until a sound is heard."""
    for _ in range(12):
        if sound in player.page["heard"]:
            return
        player.press("space" if player.page["name"] == "Scene" else "enter")
    raise AssertionError(player.page["heard"])


def test_each_half_and_each_place_has_its_own(sit: Sit, story: str) -> None:
    player = sit("play", story)
    assert player.page["heard"] == ["title"]
    assert player.sees("[a vibraphone, and a clarinet in another room]")
    reach(player, "inside")
    assert player.page["heard"] == ["inside", "without body", "kitchen"]
    assert player.sees("[an oven, ticking] [a marimba, going round]")
    read(player)
    assert player.sees("[a triangle, once]")
    player.press("1")
    reach(player, "street")
    assert player.page["heard"][0] == "hinge"
    assert player.page["heard"][-1] == "street"


def test_a_sheet_that_cannot_be_read_is_told(sit: Sit, story: str) -> None:
    (Path(story) / "sounds" / "sounds.toml").write_text("[music]\ninner = inside", "utf-8")
    player = sit("play", story)
    assert player.sees("sounds/sounds.toml cannot be read")
    assert "line 2" in player.words
    assert player.page["heard"] == ["title"]


def test_a_caption_lies_over_no_word(sit: Sit, wish: Callable[..., None], story: str) -> None:
    wish(reveal="off", is_reduced=True, text_percent=150)
    player = sit("play", story)
    begin(player)
    caption = next(each for each in player.page["said"] if each["key"] == "caption")
    left, top, width, height = caption["bounds"]
    assert height > 0
    read = [each["bounds"] for each in player.page["said"] if each["role"] != "image" and each["key"] != "caption"]
    over = [
        (x, y, w, h) for x, y, w, h in read if x < left + width and left < x + w and y < top + height and top < y + h
    ]
    assert over == []


def test_a_caption_on_a_title_page_without_a_cover_lies_beside_its_seam(sit: Sit, story: str) -> None:
    player = sit("play", story)
    player.wait(lambda: any(each["key"] == "caption" for each in player.page["said"]), "a caption")
    bounds = {each["key"]: each["bounds"] for each in player.page["said"]}
    left, _, width, height = bounds["caption"]
    assert height > 0
    assert left + width < bounds["title"][0] - 40


def test_where_there_is_no_device_the_game_plays_on_and_whoever_wishes_no_captions_has_none(
    listen: Callable[..., tuple[Player, Taken, Desk]], wish: Callable[..., None], story: str
) -> None:
    wish(reveal="off", is_reduced=True, has_captions=False)
    player, taken, _ = listen("play", story, driver="nonesuch")
    begin(player)
    assert player.choices
    assert "kitchen" in player.page["heard"]
    assert "[" not in player.words
    assert not taken.file.exists()
