"""The sounds that are shipped, measured: how loud they are, how high their peaks, whether they go round without a seam,
and whether they are what the score says. Whether they are good to hear no test can say.
"""

from __future__ import annotations

import os
import sys
import tomllib
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import yaml

ROOT = Path(__file__).parents[2]
SOUNDS = ROOT / "assets" / "sounds"
STORY = ROOT / "story" / "ampersand"
RATE = 44_100

sys.path.insert(0, str(ROOT / "tools"))
sys.path.insert(0, str(ROOT / "assets"))

from build_sound import EFFECTS, PIECES, PLACES, effect, midi, place  # noqa: E402
from loudness import Sound, integrated, momentary, true_peak  # noqa: E402

INTERFACE = ("move", "page", "choose", "save")
INTROS = ("title-intro", "hinge-intro")
LOOPS = [*PLACES, *PIECES]


@cache
def decoded(name: str) -> Sound:
    """A shipped sound as the game plays it, a round of one that goes round; full scale at 1."""
    os.environ["SDL_AUDIODRIVER"] = "dummy"
    import pygame

    from game.window.sound import loops

    if not pygame.mixer.get_init():
        pygame.mixer.init(RATE, -16, 2, 1024, allowedchanges=0)
    raw = loops.decoded(SOUNDS / f"{name}.ogg").get_raw()
    return np.frombuffer(raw, "<i2").reshape(-1, 2) / 32768


def stems(piece: str) -> list[str]:
    """The files that lie over each other in a piece."""
    return [piece, *(f"{piece}-{stem}" for stem in PIECES[piece].stems if stem != "core")]


@cache
def sounded(name: str) -> Sound:
    """A place, or a piece with all its stems."""
    return sum((decoded(stem) for stem in stems(name)[1:]), decoded(name)) if name in PIECES else decoded(name)


def score() -> dict[str, dict[str, object]]:
    return tomllib.loads((SOUNDS / "sounds.toml").read_text("utf-8"))


def test_every_sound_of_the_score_is_there_and_no_other() -> None:
    wanted = {*PLACES, *EFFECTS, *INTROS, *(stem for piece in PIECES for stem in stems(piece))}
    assert {file.stem for file in SOUNDS.glob("*.ogg")} == wanted


def test_they_are_small() -> None:
    assert sum(file.stat().st_size for file in SOUNDS.iterdir()) < 6_000_000


def test_music_is_as_loud_as_music_is() -> None:
    found = {name: integrated(sounded(name), RATE) for name in PIECES}
    assert found == pytest.approx(dict.fromkeys(found, -16), abs=1.5)


def test_a_place_is_as_quiet_as_places_are() -> None:
    found = {name: integrated(decoded(name), RATE) for name in PLACES}
    assert found == pytest.approx(dict.fromkeys(found, -32), abs=2)


def test_a_small_sound_is_short_and_about_as_loud_as_the_others() -> None:
    assert {name: len(decoded(name)) for name in INTERFACE if len(decoded(name)) > RATE / 4 + 64} == {}
    found = {name: momentary(decoded(name), RATE) for name in INTERFACE}
    assert {name: loud for name, loud in found.items() if not -26 <= loud <= -18} == {}


def test_nothing_is_clipped_or_pushed_aside() -> None:
    heard = {name: sounded(name) for name in [*LOOPS, *INTROS, *EFFECTS]}
    assert {name: peak for name, sound in heard.items() if (peak := true_peak(sound)) > -1.5} == {}
    assert {name: off for name, sound in heard.items() if (off := np.abs(sound.mean(axis=0)).max()) > 0.0008} == {}


@pytest.mark.parametrize("kind", [PLACES, PIECES], ids=["places", "music"])
def test_a_loop_joins_its_own_beginning(kind: dict[str, object]) -> None:
    """Neither the jump at the seam nor the bend is larger than most inside, on either side."""
    torn = {}
    for name in kind:
        sound = sounded(name)
        seam = np.concatenate([sound[-4:], sound[:4]])
        for times in (1, 2):
            inside = np.abs(np.diff(sound[: 8 * RATE], times, axis=0)).max(axis=1)
            there = np.abs(np.diff(seam, times, axis=0)).max()
            if there > max(np.quantile(inside, 0.999), 0.001):
                torn[name] = (times, there)
    assert torn == {}


def test_a_loop_is_as_long_as_the_score_says() -> None:
    lengths = {name: {len(decoded(stem)) for stem in stems(name)} for name in PIECES}
    assert lengths == {name: {piece.samples} for name, piece in PIECES.items()}, (
        "stems of different lengths drift apart"
    )
    assert {name: piece.samples for name, piece in PIECES.items() if not 40 <= piece.samples / RATE <= 90} == {}
    assert {name: len(decoded(name)) for name in PLACES if len(decoded(name)) < 12 * RATE} == {}


def share(sound: Sound, low: float, high: float) -> float:
    """How much of a sound's power lies between two frequencies."""
    long = 1 << 15
    parts = sound.sum(axis=1)[: len(sound) // long * long].reshape(-1, long) * np.hanning(long)
    power = (np.abs(np.fft.rfft(parts, axis=1)) ** 2).sum(axis=0)[1:]
    hz = np.fft.rfftfreq(long, 1 / RATE)[1:]
    return float(power[(hz >= low) & (hz < high)].sum() / power.sum())


def test_nothing_hisses_or_rumbles() -> None:
    found = {name: (share(sounded(name), 8000, RATE), share(sounded(name), 0, 30)) for name in LOOPS}
    assert {name: shares for name, shares in found.items() if max(shares) > 0.05} == {}


def test_rain_is_brighter_than_a_bus_and_a_stairwell_darker_than_a_booth() -> None:
    assert share(decoded("garage"), 800, 8000) > 4 * share(decoded("bus"), 800, 8000)
    assert share(decoded("stairwell"), 30, 200) > share(decoded("booth"), 30, 200)


def pitches(notes: object) -> str:
    return " ".join(
        ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"][note.pitch % 12] for note in notes
    )  # type: ignore[attr-defined]


def test_the_two_motifs_are_one_tune_from_either_end() -> None:
    from score import inside, outside, whole
    from score.notes import INNER, OUTER

    assert tuple(reversed(INNER)) == OUTER
    assert "D E A G" in pitches(inside.vibraphone)
    assert pitches(sorted((*outside.clarinet, *outside.last), key=lambda note: note.at)).startswith("G A E D")
    arch = pitches(sorted((*whole.right, *whole.right_last), key=lambda note: note.at))
    assert "D E A G A E D" in arch


def test_the_inside_never_lands_and_the_outside_comes_home() -> None:
    from score import inside, outside

    assert not {"D", "G"} & set(pitches(inside.bass).split())
    assert pitches(outside.last).split()[-1] == "G"
    assert pitches(outside.low).split()[-1] == "G"


def test_without_meaning_the_last_note_of_the_motif_is_not_there() -> None:
    for piece in (PIECES["inside"], PIECES["outside"], PIECES["whole"]):
        assert all(line.notes for line in piece.stems["last"])
    marimba, vibraphone = PIECES["inside"].stems["core"]
    assert "G" not in pitches((*marimba.notes, *vibraphone.notes)).split()


def test_the_triangle_is_heard_four_times_in_all_and_its_words_are_in_the_story() -> None:
    sheet = tomllib.loads((STORY / "sounds" / "sounds.toml").read_text("utf-8"))
    cues = [cue for cue in sheet["cue"] if cue["sound"] == "triangle"]
    assert len(cues) == 4
    text = " ".join(" ".join(file.read_text("utf-8").split()) for file in STORY.rglob("*.yaml"))
    for cue in sheet["cue"]:
        assert f"id: {cue['scene']} " in text
        assert [words for words in cue["words"] if words not in text] == []
        assert cue["caption"]


def test_every_place_of_the_story_sounds_and_says_so() -> None:
    places = yaml.safe_load((STORY / "places.yaml").read_text("utf-8"))["places"]
    assert [name for name, place in places.items() if not place.get("sound")] == []
    captions = score()["captions"]
    assert [place["sound"] for place in places.values() if place["sound"].removesuffix(".ogg") not in captions] == []


def test_the_sheet_of_the_story_names_what_there_is() -> None:
    head = yaml.safe_load((STORY / "story.yaml").read_text("utf-8"))
    places = yaml.safe_load((STORY / "places.yaml").read_text("utf-8"))["places"]
    sheet = tomllib.loads((STORY / "sounds" / "sounds.toml").read_text("utf-8"))
    assert [name for name in (*sheet["place-music"], *sheet["captions"]) if name not in places] == []
    assert [piece for piece in sheet["place-music"].values() if piece not in PIECES] == []
    assert {rule["meter"] for rule in sheet["without"]} <= set(head["meters"])
    assert {rule["stem"] for rule in sheet["without"]} == {"body", "last"}


def test_every_sound_that_goes_on_has_words() -> None:
    assert [name for name in LOOPS if name not in score()["captions"]] == []


def test_an_intro_hands_over_where_the_loop_begins() -> None:
    for piece, seconds in score()["intros"].items():
        assert seconds == pytest.approx(PIECES[piece].intro_beats * PIECES[piece].beat_s, abs=0.002)


@pytest.mark.parametrize("name", ["car", "choose"])
def test_a_sound_made_today_is_the_one_we_ship(name: str) -> None:
    made = place(name) if name in PLACES else effect(name)
    shipped = decoded(name)[: len(made)]
    assert len(shipped) == len(made)
    alike = (made * shipped).sum() / np.sqrt((made**2).sum() * (shipped**2).sum())
    assert alike > 0.97


@pytest.mark.parametrize("name", list(PIECES))
def test_a_piece_is_written_as_midi_that_adds_up(name: str) -> None:
    piece = PIECES[name]
    for stem, lines in piece.stems.items():
        data = midi(piece, stem, lines, piece.beats)
        tracks, at = 0, 14
        while at < len(data):
            assert data[at : at + 4] == b"MTrk"
            at += 8 + int.from_bytes(data[at + 4 : at + 8], "big")
            assert data[at - 3 : at] == b"\xff\x2f\x00"
            tracks += 1
        assert at == len(data)
        assert (data[:4], data[10:12]) == (b"MThd", tracks.to_bytes(2, "big"))
        assert tracks == 1 + len(lines)
        assert midi(piece, stem, lines, piece.beats) == data, "it is played otherwise each time"
