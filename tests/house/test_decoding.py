"""Sounds decoded in a process of their own: the same samples, whatever becomes of the process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.test_sounds import RATE, SOUNDS

os.environ["SDL_AUDIODRIVER"] = "dummy"

import pygame

from game.window.sound import loops
from game.window.sound.decoding import Decoder


@pytest.fixture
def decoder() -> Iterator[Decoder]:
    if not pygame.mixer.get_init():
        pygame.mixer.init(RATE, -16, 2, 1024, allowedchanges=0)
    decoder = Decoder()
    yield decoder
    decoder.close()


def test_a_sound_is_the_same_as_decoded_at_home(decoder: Decoder) -> None:
    for name in ("page", "kitchen"):  # one that is struck, and one that goes round
        file = SOUNDS / f"{name}.ogg"
        assert decoder.decode(file).get_raw() == loops.decoded(file).get_raw()


def test_what_is_no_sound_is_said_and_the_next_one_is_decoded(decoder: Decoder, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.ogg"
    wrong.write_bytes(b"OggS, it says")
    with pytest.raises(pygame.error):
        decoder.decode(wrong)
    assert decoder.decode(SOUNDS / "page.ogg").get_length() > 0


def test_a_process_that_has_ended_is_started_again(decoder: Decoder) -> None:
    first = decoder.decode(SOUNDS / "page.ogg").get_raw()
    process = decoder._process
    assert process is not None
    process.kill()
    process.wait()
    assert decoder.decode(SOUNDS / "page.ogg").get_raw() == first


def test_nothing_is_started_again_once_the_window_is_shut(decoder: Decoder) -> None:
    decoder.decode(SOUNDS / "page.ogg")
    decoder.close()
    with pytest.raises(OSError, match="shut"):
        decoder.decode(SOUNDS / "page.ogg")
    assert decoder._process is None


def test_nothing_is_left_behind(decoder: Decoder) -> None:
    decoder.decode(SOUNDS / "page.ogg")
    assert decoder._folder is not None
    folder = Path(decoder._folder.name)
    assert list(folder.iterdir()) == []
    decoder.close()
    assert not folder.exists()


def test_nothing_is_left_behind_by_a_window_that_dies() -> None:
    died = "import os, sys, pygame; from pathlib import Path; from game.window.sound.decoding import Decoder;"
    died += "pygame.mixer.init(44100, -16, 2, 1024, allowedchanges=0); decoder = Decoder();"
    died += f"decoder.decode(Path({str(SOUNDS / 'page.ogg')!r})); print(decoder._folder.name, flush=True); os._exit(1)"
    folder = Path(
        subprocess.run([sys.executable, "-c", died], check=False, capture_output=True, text=True).stdout.split()[-1]
    )
    until = time.monotonic() + 10
    while folder.exists():
        assert time.monotonic() < until, "what was decoded is still there"
        time.sleep(0.05)
