"""What comes off the press is what was drawn; and the window never waits for it, nor falls when it does."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import numpy as np
import pygame
import pytest

from game.window.press import sheetfile
from game.window.press.cache import Cache
from game.window.press.client import Figure, Picture, Press, open_sheet, print_sheet
from game.window.press.halftone import screen
from game.window.press.loose import Loose
from game.window.press.palette import Inks, palette
from game.window.press.separations import step_in
from game.window.press.sheet import BAND, dotted, down, print_picture, shift

DAY = Inks("#f5ecdb", "#1f7f9c", "#e8552f", "#4a1c46")
PATIENCE_S = 30
SIZE = (116, 144)


def drawing(folder: Path, name: str, body: str) -> Path:
    path = folder / name
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 580 720">{body}</svg>', "utf-8")
    return path


def wall(folder: Path, colour: str, name: str = "wall.svg") -> Path:
    return drawing(folder, name, f'<rect width="580" height="720" fill="{colour}"/>')


# ---- ink


def test_a_plate_is_the_same_screened_in_bands() -> None:
    tone = np.random.default_rng(1).random((120, 3 * BAND + 10), dtype=np.float32)
    assert (dotted(tone, 22, 10.0) == down(screen(tone, 22, 10.0))).all()


@pytest.mark.parametrize("tone", [0.1, 0.3, 0.5, 0.8])
def test_a_tone_covers_as_much_paper_as_it_says(tone: float) -> None:
    for angle, cell in ((22, 10.0), (67, 10.0), (22, 15.0)):
        dots = screen(np.full((600, 600), tone, np.float32), angle, cell)
        assert dots.mean() == pytest.approx(tone, abs=0.015)


def test_solids_stay_solid_and_paper_stays_clean() -> None:
    tones = np.zeros((200, 200), np.float32)
    tones[:100] = 1
    assert (screen(tones, 22, 10.0) == tones).all()


def test_a_plate_out_of_register_is_drawn_out_to_the_edge_it_left() -> None:
    plate = np.zeros((8, 8), np.float32)
    plate[0] = 1
    moved = shift(plate, 2, -1)
    assert (moved[:3] == 1).all()
    assert (moved[3:] == 0).all()


def test_each_ink_goes_to_its_own_plate(tmp_path: Path) -> None:
    inner = print_picture(Picture((wall(tmp_path, "#00ffff"),), size=SIZE))
    outer = print_picture(Picture((wall(tmp_path, "#ff00ff"),), size=SIZE))
    assert (inner % 16).max() == 0
    assert (inner // 16).mean() > 13
    assert (outer // 16).max() == 0
    assert (outer % 16).mean() > 13


def test_a_place_of_one_half_can_be_printed_in_the_ink_of_the_other(tmp_path: Path) -> None:
    sheet = print_picture(Picture((wall(tmp_path, "#00ffff"),), size=SIZE, plates="outer"))
    assert (sheet // 16).max() == 0
    assert (sheet % 16).mean() > 13


def test_two_places_overprint(tmp_path: Path) -> None:
    places = (wall(tmp_path, "#00ffff", "in.svg"), wall(tmp_path, "#ff00ff", "out.svg"))
    sheet = print_picture(Picture(places, size=SIZE))
    assert (sheet // 16).mean() > 13
    assert (sheet % 16).mean() > 13


def test_plates_may_lie_in_files_of_their_own(tmp_path: Path) -> None:
    wall(tmp_path, "#00ffff", "both.inner.svg")
    wall(tmp_path, "#ff00ff", "both.outer.svg")
    sheet = print_picture(Picture((tmp_path / "both.svg",), size=SIZE))
    assert sheet.min() > 0


def test_a_figure_hides_what_is_behind_it_only_in_its_own_ink(tmp_path: Path) -> None:
    places = (wall(tmp_path, "#00ffff", "in.svg"), wall(tmp_path, "#ff00ff", "out.svg"))
    badge = drawing(
        tmp_path,
        "badge.svg",
        '<rect width="580" height="720" fill="#00ffff"/><rect x="90" y="90" width="400" height="540" fill="#fff"/>',
    )
    sheet = print_picture(Picture(places, (Figure(badge, 290, 720, 720),), size=SIZE))
    middle = sheet[50:66, 60:80]
    assert (middle // 16).max() == 0
    assert (middle % 16).mean() > 13


def test_somebody_cut_out_hides_what_is_behind_them_in_both_inks(tmp_path: Path) -> None:
    person = drawing(tmp_path, "person.svg", '<rect width="580" height="720" fill="#ff00ff"/>')
    cut = Figure(person, 290, 540, 360, is_cut=True)
    sheet = print_picture(Picture((wall(tmp_path, "#00ffff"),), (cut,), size=SIZE))
    middle = sheet[50:66, 50:90]
    assert (middle // 16).max() == 0
    assert (middle % 16).mean() > 13
    assert (sheet[:20] // 16).mean() > 13


def test_a_marks_lanyard_is_laid_apart_from_the_mark(tmp_path: Path) -> None:
    body = '<rect width="580" height="360" fill="#00ffff"/>'
    hung = drawing(
        tmp_path, "hung.svg", f'{body}<g id="lanyard"><rect y="540" width="580" height="180" fill="#0ff"/></g>'
    )
    bare = drawing(tmp_path, "bare.svg", body)

    def inked(path: Path, part: Literal["mark", "lanyard"]) -> tuple[bool, bool]:
        figure = Figure(path, 290, 720, 720, part=part)
        sheet = print_picture(Picture((wall(tmp_path, "#ffffff"),), (figure,), size=SIZE))
        return (bool(sheet[:, :60].any()), bool(sheet[:, 110:].any()))

    assert (inked(hung, "mark"), inked(hung, "lanyard")) == ((True, False), (False, True))
    assert (inked(bare, "mark"), inked(bare, "lanyard")) == ((True, False), (False, False))


def test_a_figure_stands_where_its_foot_is_put(tmp_path: Path) -> None:
    person = drawing(tmp_path, "person.svg", '<rect width="580" height="720" fill="#00ffff"/>')
    sheet = print_picture(Picture((wall(tmp_path, "#ffffff"),), (Figure(person, 290, 360, 180),), size=SIZE))
    inked = np.argwhere(sheet > 0)
    assert tuple(inked.min(0)) == pytest.approx((58 - 14.5, 36), abs=1)
    assert tuple(inked.max(0)) == pytest.approx((58 + 14.5, 71), abs=1)


def test_somebody_wide_steps_in_from_the_edge() -> None:
    page = (0.0, 0.0, 580.0, 720.0)
    assert step_in(290, 300, page) == 290
    assert step_in(20, 300, page) == pytest.approx(100)
    assert step_in(570, 300, page) == pytest.approx(480)
    assert step_in(20, 3000, page) == 290


def test_a_perforated_edge_is_paper(tmp_path: Path) -> None:
    sheet = print_picture(Picture((wall(tmp_path, "#00ffff"),), size=(580, 720), edge="right"))
    assert (sheet[-1] == 0).mean() > 0.5
    assert (sheet[0] == 0).sum() == 0


def test_the_palette_holds_the_four_colours() -> None:
    colours = palette(DAY)
    assert (colours[0x00], colours[0xF0], colours[0x0F], colours[0xFF]) == (DAY.paper, DAY.inner, DAY.outer, DAY.both)
    assert palette(DAY, outer=0)[0xFF] == DAY.inner


# ---- the window's side


@pytest.fixture
def news() -> threading.Event:
    return threading.Event()


@pytest.fixture
def press(tmp_path: Path, news: threading.Event) -> Iterator[Press]:
    press = Press(tmp_path / "cache", wake=news.set)
    yield press
    press.close()


def wait_for(press: Press, news: threading.Event) -> None:
    assert news.wait(PATIENCE_S), "the press said nothing"
    news.clear()


def test_a_picture_arrives_and_is_printed(press: Press, news: threading.Event, tmp_path: Path) -> None:
    picture = Picture((wall(tmp_path, "#00ffff"),), size=SIZE)
    assert press.ready(picture) is None
    wait_for(press, news)
    assert press.poll()
    sheet = press.ready(picture)
    assert sheet is not None
    printed = print_sheet(sheet, palette(DAY))
    assert (printed.get_size(), printed.get_bitsize()) == (SIZE, 32)


def test_a_picture_printed_once_is_there_at_once_next_time(press: Press, news: threading.Event, tmp_path: Path) -> None:
    picture = Picture((wall(tmp_path, "#00ffff"),), size=SIZE)
    press.request(picture, ahead=True)
    wait_for(press, news)
    press.poll()
    assert Press(tmp_path / "cache").ready(picture) is not None


def test_a_redrawn_picture_is_printed_again(tmp_path: Path) -> None:
    picture = Picture((wall(tmp_path, "#00ffff"),), size=SIZE)
    before = picture.key()
    wall(tmp_path, "#99ffff")
    assert picture.key() != before


def test_a_missing_picture_is_said_once(press: Press, caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    picture = Picture((tmp_path / "nowhere.svg",), size=SIZE)
    for _ in range(3):
        press.request(picture)
        assert press.ready(picture) is None
    assert len(caplog.records) == 1


def test_a_drawing_that_is_none_spoils_only_itself(press: Press, news: threading.Event, tmp_path: Path) -> None:
    bad = tmp_path / "bad.svg"
    bad.write_text("a shopping list", "utf-8")
    spoilt, good = Picture((bad,), size=SIZE), Picture((wall(tmp_path, "#00ffff"),), size=SIZE)
    assert press.ready(spoilt) is None
    wait_for(press, news)
    press.poll()
    assert press.ready(good) is None
    wait_for(press, news)
    press.poll()
    assert press.ready(spoilt) is None
    assert press.ready(good) is not None


def test_the_game_goes_on_when_the_press_dies(
    press: Press, news: threading.Event, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.WARNING)
    press.request(Picture((wall(tmp_path, "#00ffff"),), size=SIZE))
    worker = press._worker
    assert worker
    os.kill(worker.pid, signal.SIGTERM)
    wait_for(press, news)
    worker.wait()
    for size in (SIZE, (58, 72)):
        press.poll()
        press.ready(Picture((wall(tmp_path, "#99ffff"),), size=size))
    while not caplog.records:
        wait_for(press, news)
        press.poll()
    assert len(caplog.records) == 1


def test_the_worker_ends_when_nobody_talks_to_it(tmp_path: Path) -> None:
    worker = [sys.executable, "-m", "game.window.press.worker", str(tmp_path)]
    assert subprocess.run(worker, stdin=subprocess.DEVNULL, timeout=PATIENCE_S, check=False).returncode == 0


def test_the_window_side_does_not_know_numpy() -> None:
    modules = "game.window.press.client, game.window.press.palette, game.window.instruments"
    asked = f"import {modules}, sys; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


# ---- the disk


def test_the_cache_lets_the_oldest_go(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=250)
    keys = [f"{number:032x}" for number in range(3)]
    for age, key in enumerate(keys):
        cache.keep(key, b"x" * 100)
        os.utime(cache.path(key), (age, age))
    cache.keep(keys[2], b"x" * 100)
    assert [cache.has(key) for key in keys] == [False, True, True]


def test_half_a_sheet_is_not_taken_for_one(tmp_path: Path) -> None:
    data = sheetfile.write(bytes(range(200)), (20, 10), palette(DAY))
    assert sheetfile.read(data) == (bytes(range(200)), (20, 10))
    with pytest.raises(sheetfile.NotASheet):
        sheetfile.read(data[:60])


def test_a_sheet_is_an_ordinary_png(tmp_path: Path) -> None:
    file = tmp_path / "sheet.png"
    file.write_bytes(sheetfile.write(bytes(range(200)), (20, 10), palette(DAY)))
    sheet = open_sheet(file)
    sheet.set_palette(palette(DAY))
    assert pygame.image.load(file).get_at((7, 7)) == sheet.get_at((7, 7))


# ---- a plate that has not settled


def blend(tmp_path: Path) -> pygame.Surface:
    stripes = "".join(f'<rect x="{at}" width="60" height="720" fill="#66aaff"/>' for at in range(0, 580, 120))
    indices = print_picture(Picture((drawing(tmp_path, "stripes.svg", stripes),), size=SIZE))
    return pygame.image.frombytes(indices.T.tobytes(), SIZE, "P")


def test_a_loose_plate_at_rest_is_the_print_itself(tmp_path: Path) -> None:
    sheet = blend(tmp_path)
    for outer in (1.0, 0.5, 0.0):
        loose = pygame.surfarray.array3d(Loose(sheet, DAY).at(0, 0, outer=outer)).astype(int)
        assert np.abs(loose - pygame.surfarray.array3d(print_sheet(sheet, palette(DAY, outer=outer)))).max() <= 3


def test_a_loose_plate_moves_alone(tmp_path: Path) -> None:
    sheet = blend(tmp_path)
    moved = pygame.surfarray.array3d(Loose(sheet, DAY).at(4, -2)).astype(int)
    indices = pygame.surfarray.array2d(sheet)
    expected = indices // 16 * 16
    expected[4:, :-2] += indices[:-4, 2:] % 16
    colours = np.array(palette(DAY))[expected]
    assert np.abs(moved - colours).max() <= 3


def test_a_plate_that_leans_goes_on_to_the_edge_it_leans_away_from(tmp_path: Path) -> None:
    sheet = blend(tmp_path)
    still, loose = pygame.surfarray.array3d(Loose(sheet, DAY).at(0, 0)), Loose(sheet, DAY)
    leant = pygame.surfarray.array3d(loose.at(4, 0, reaches=True)).astype(int)
    assert np.abs(leant[:4] - still[:4]).max() <= 3
    leant = pygame.surfarray.array3d(loose.at(-4, 0, reaches=True)).astype(int)
    assert np.abs(leant[-4:] - still[-4:]).max() <= 3


def test_a_sheet_is_taken_apart_a_little_at_a_time_and_then_is_the_same(tmp_path: Path) -> None:
    sheet = blend(tmp_path)
    at_once, slowly = Loose(sheet, DAY), Loose(sheet, DAY)
    steps = 1
    while not slowly.go_on():
        steps += 1
    assert steps > 3
    both = [pygame.surfarray.array3d(each.at(4, -2, outer=0.5)) for each in (at_once, slowly)]
    assert (both[0] == both[1]).all()
