"""Play the score: `assets/sounds/*.ogg`, from `assets/score/`.

    python tools/build_sound.py [NAME...]

Needs, on Debian, `fluidsynth` and `musescore-general-soundfont` for the music, and `ffmpeg` to write Ogg Vorbis; places
and small sounds are made here. Without names everything is built; a name is that of a piece, a place or an effect.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import wave
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from loudness import Sound, integrated, momentary, true_peak

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "assets"))

from score import ending, hinge, inside, inside_places, outside, outside_places, title, whole  # noqa: E402
from score.effects import EFFECTS  # noqa: E402
from score.notes import Line, Piece, midi  # noqa: E402
from score.sounding import RATE  # noqa: E402

SOUNDS = ROOT / "assets" / "sounds"
SOUNDFONT = Path("/usr/share/sounds/sf3/MuseScore_General.sf3")

PIECES = {each.PIECE.name: each.PIECE for each in (title, inside, outside, whole, hinge, ending)}
PLACES = {**inside_places.PLACES, **outside_places.PLACES}

MUSIC_LUFS, PLACE_LUFS, EFFECT_LUFS = -16.0, -32.0, -20.0
MUSIC_TOP, PLACE_TOP = 10_000.0, 5000.0
"""Above this is only hiss, in Hz."""
CEILING_DB = -2.6
"""No peak goes higher before it is encoded, so that none does after."""
EFFECT_CEILING_DB = -3.0
TAIL_S = 6.0
"""How long instruments and their room may ring on after the last beat."""
MUSIC_QUALITY, PLACE_QUALITY, EFFECT_QUALITY = 1, 0, 4
"""Vorbis's own scale. All sounds together are to stay under 6 MB: music is played under text, and places are noise at
-32 LUFS, of which a finer copy could not be told.
"""
GAIN = 0.9
"""FluidSynth's; what it gives is mastered afterwards."""
SEAM = 4096
"""How many samples of its beginning follow a loop."""
LIMIT_S = 0.03
"""How long before and after a peak the limiter moves."""


# ---- music


def music(piece: Piece) -> dict[str, Sound]:
    """Every file of a piece: its stems, mastered together, and its intro at the same level."""
    count = piece.samples
    names = {stem: piece.name if stem == "core" else f"{piece.name}-{stem}" for stem in piece.stems}
    stems = {
        names[stem]: _wrapped(_played(piece, stem, lines, piece.beats), count) for stem, lines in piece.stems.items()
    }
    gain = _mastered(sum(stems.values(), np.zeros((count, 2))), MUSIC_LUFS)
    made = {name: _clean(sound) * gain for name, sound in stems.items()}
    if piece.intro:
        begun = _faded(_clean(_played(piece, "intro", piece.intro, piece.intro_beats)))
        whole_gain = np.median(gain)
        peak = true_peak(begun * whole_gain)
        made[f"{piece.name}-intro"] = begun * whole_gain * 10 ** (min(0.0, CEILING_DB - peak) / 20)
    return made


def _played(piece: Piece, stem: str, lines: Sequence[Line], beats: float) -> Sound:
    """Some lines as FluidSynth plays them, and how they ring on."""
    long = beats + TAIL_S / piece.beat_s
    with tempfile.TemporaryDirectory() as folder:
        score, played = Path(folder, "score.mid"), Path(folder, "played.wav")
        score.write_bytes(midi(piece, stem, lines, long))
        room = {"active": 1, "room-size": 0.55, "damp": 0.35, "width": 0.8, "level": 0.6}
        options = ["-o", "synth.dynamic-sample-loading=1"]
        options += [word for name, value in room.items() for word in ("-o", f"synth.reverb.{name}={value}")]
        command = ["fluidsynth", "-ni", "-q", "-C", "0", *options, "-g", str(GAIN), "-r", str(RATE)]
        subprocess.run([*command, "-T", "wav", "-O", "s24", "-F", str(played), str(SOUNDFONT), str(score)], check=True)
        return _read(played)


def _read(file: Path) -> Sound:
    with wave.open(str(file)) as wav:
        assert (wav.getnchannels(), wav.getsampwidth(), wav.getframerate()) == (2, 3, RATE)
        data = np.frombuffer(wav.readframes(wav.getnframes()), np.uint8).reshape(-1, 3)
    whole_numbers = np.zeros((len(data), 4), np.uint8)
    whole_numbers[:, 1:] = data
    return (whole_numbers.view("<i4")[:, 0] / 2**31).reshape(-1, 2)


def _wrapped(played: Sound, count: int) -> Sound:
    """A loop: what rings on past its end is heard at its beginning."""
    loop = np.zeros((count, 2))
    for begin in range(0, len(played), count):
        part = played[begin : begin + count]
        loop[: len(part)] += part
    return loop


def _faded(sound: Sound) -> Sound:
    """To silence over the last seconds."""
    last = round(2.5 * RATE)
    faded = sound.copy()
    faded[-last:] *= (np.cos(np.linspace(0, np.pi / 2, last)) ** 2)[:, None]
    return faded


def _mastered(sound: Sound, target: float) -> Sound:
    """The gain at each sample that brings a loop to the target, with no peak above the ceiling."""
    sound = _clean(sound)
    gain = np.ones((len(sound), 1))
    for _ in range(6):
        gain *= 10 ** ((target - integrated(sound * gain, RATE)) / 20)
        gain = gain * _limit(sound * gain)
    return gain


def _limit(sound: Sound) -> Sound:
    """A gain that stays under the ceiling, moving slowly, round the end of the loop."""
    ceiling = 10 ** ((CEILING_DB - 0.4) / 20)
    wanted = np.minimum(1.0, ceiling / np.maximum(np.abs(sound).max(axis=1), 1e-9))
    reach = round(LIMIT_S * RATE)
    least = _least(np.concatenate([wanted[-reach:], wanted, wanted[:reach]]), 2 * reach + 1)
    bell = np.hanning(reach | 1)
    bell /= bell.sum()
    spread = np.fft.irfft(
        np.fft.rfft(least) * np.fft.rfft(np.roll(np.pad(bell, (0, len(least) - len(bell))), -(len(bell) // 2))),
        len(least),
    )
    return np.minimum(1.0, spread)[:, None]


def _least(values: Sound, width: int) -> Sound:
    """The least within so many around each."""
    span, found = 1, values
    while span * 2 <= width:
        found = np.minimum(found, np.roll(found, -span))
        span *= 2
    found = np.minimum(found, np.roll(found, -(width - span)))
    return found[: len(values) - width + 1]


# ---- places and small sounds


def place(name: str) -> Sound:
    """A place that goes round, as loud as places are."""
    made = _clean(PLACES[name](), PLACE_TOP)
    return made * 10 ** ((PLACE_LUFS - integrated(made, RATE)) / 20)


def effect(name: str) -> Sound:
    """A small sound, as loud as they are, unless its peak would be too high."""
    made = EFFECTS[name]()
    made -= made.mean(axis=0)
    made *= 10 ** ((EFFECT_LUFS - momentary(made, RATE)) / 20)
    return made * 10 ** (min(0.0, EFFECT_CEILING_DB - true_peak(made)) / 20)


def _clean(sound: Sound, top: float = MUSIC_TOP) -> Sound:
    """Without what no loudspeaker plays, below 25 Hz, and so without an offset; and without the hiss above `top` Hz."""
    spectrum = np.fft.rfft(sound, axis=0)
    hz = np.fft.rfftfreq(len(sound), 1 / RATE)
    kept = hz**4 / (hz**4 + 25.0**4) / (1 + (hz / top) ** 12)
    return np.fft.irfft(spectrum * kept[:, None], len(sound), axis=0)


# ---- files


def made(name: str) -> Mapping[str, Sound]:
    """What is to be written for a name, by the names of its files."""
    if name in PIECES:
        return music(PIECES[name])
    return {name: place(name) if name in PLACES else effect(name)}


def quality(name: str) -> int:
    """How finely a name's files are encoded."""
    return MUSIC_QUALITY if name in PIECES else PLACE_QUALITY if name in PLACES else EFFECT_QUALITY


def write(sound: Sound, file: Path, quality: int, *, goes_round: bool) -> None:
    """An Ogg Vorbis file of it. One that goes round is followed by its own beginning, which the game lays over the seam:
    without that each round would begin with another small error of the encoding.
    """
    loop = ["-metadata", f"LOOPLENGTH={len(sound)}"] if goes_round else []
    if goes_round:
        sound = np.concatenate([sound, sound[:SEAM]])
    command = [
        "ffmpeg",
        "-v",
        "error",
        "-y",
        "-f",
        "f32le",
        "-ar",
        str(RATE),
        "-ac",
        "2",
        "-i",
        "-",
        "-c:a",
        "libvorbis",
    ]
    command += [
        "-q:a",
        str(quality),
        "-fflags",
        "+bitexact",
        "-flags:a",
        "+bitexact",
        "-map_metadata",
        "-1",
        *loop,
        str(file),
    ]
    subprocess.run(command, input=sound.astype("<f4").tobytes(), check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="what to build; everything without one")
    parser.add_argument("-o", "--output", type=Path, default=SOUNDS, help="the folder to write to")
    asked = parser.parse_args()
    asked.output.mkdir(parents=True, exist_ok=True)
    for name in asked.names or [*PIECES, *PLACES, *EFFECTS]:
        for file, sound in made(name).items():
            goes_round = name not in EFFECTS and not file.endswith("-intro")
            write(sound, asked.output / f"{file}.ogg", quality(name), goes_round=goes_round)
            print(
                f"{file:16} {len(sound) / RATE:6.2f} s  {integrated(sound, RATE):6.1f} LUFS  {true_peak(sound):5.1f} dBTP"
            )


if __name__ == "__main__":
    main()
