"""Notes, lines and pieces, a short way of writing them, and a MIDI file of them.

A phrase is words: `D4` a note of the length before it, `D4/2` of two beats, `D4+A4` both at once, `D4!` louder, `r` a
rest. `phrase("D4/1 E4 A4 G4/5", at=8)` begins on the ninth beat.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
TICKS = 480
"""To a beat."""
ACCENT = 10
"""How much louder `!` is, of 127."""

INNER = ("D", "E", "A", "G")
"""The motif of the inside, which never lands."""
OUTER = ("G", "A", "E", "D")
"""The motif of the outside: the same backwards. Note against note, each pair is a fourth or a fifth."""

VIBRAPHONE, MARIMBA, PIANO, GUITAR, BASS, CELLO, STRINGS, CLARINET, CELESTA = 11, 12, 0, 24, 32, 42, 48, 71, 8
"""Programs of General MIDI."""


@dataclass(frozen=True)
class Note:
    """A pitch (60 is middle C) for a while, both in beats; velocity 1 to 127."""

    at: float
    length: float
    pitch: int
    velocity: int


@dataclass(frozen=True)
class Line:
    """What one instrument plays. Pan is 0 (left) to 127, level and reverb 0 to 127."""

    program: int
    notes: tuple[Note, ...]
    pan: int = 64
    level: int = 100
    reverb: int = 40


@dataclass(frozen=True)
class Piece:
    """Music that goes round. Its stems are of one length and lie over each other.

    `core` always sounds; `body` is what the texture may do without, and `last` is the last notes of the motif.
    """

    name: str
    bpm: float
    beats: float
    stems: Mapping[str, tuple[Line, ...]]
    intro: tuple[Line, ...] = ()
    intro_beats: float = 0
    """What is played once before it, which begins the loop after so many beats and rings on under it."""
    loose_ms: int = 9
    """How far a note may stray from its beat, as a hand does."""

    @property
    def samples(self) -> int:
        """How long one round takes, at 44,100 samples a second: a number that goes into the spectrum quickly."""
        return round(self.beats * 60 / self.bpm * 44_100 / 16_384) * 16_384

    @property
    def beat_s(self) -> float:
        """How long a beat takes, in seconds: what `bpm` says, to three in a thousand."""
        return self.samples / 44_100 / self.beats


def pitch(name: str) -> int:
    """The MIDI number of a note such as `F#3`."""
    letter, rest = name[0], name[1:]
    sharp = rest.startswith("#")
    return STEPS[letter] + sharp + 12 * (int(rest.removeprefix("#")) + 1)


def phrase(words: str, at: float = 0, velocity: int = 56, length: float = 1) -> tuple[Note, ...]:
    """The notes that a phrase says."""
    notes: list[Note] = []
    for word in words.split():
        head, slash, beats = word.partition("/")
        length = float(beats) if slash else length
        loud = head.endswith("!")
        if head != "r":
            names = head.removesuffix("!").split("+")
            notes += (Note(at, length, pitch(name), velocity + ACCENT * loud) for name in names)
        at += length
    return tuple(notes)


def figure(motif: Sequence[str], bars: Sequence[str], octave: int, velocity: int = 44) -> tuple[Note, ...]:
    """A motif turning in quavers: each bar says by `x` which of its eight are struck, by `X` which are struck harder."""
    notes = []
    for bar, pattern in enumerate(bars):
        for at, mark in enumerate(pattern):
            if mark in "xX":
                name = f"{motif[at % len(motif)]}{octave}"
                notes.append(Note(bar * 4 + at / 2, 0.4, pitch(name), velocity + ACCENT * (mark == "X")))
    return tuple(notes)


def broken(chords: Sequence[Sequence[str]], bars: Sequence[str], velocity: int = 46) -> tuple[Note, ...]:
    """Chords plucked note by note: each bar says by a digit which string sounds at which of its eight quavers."""
    notes = []
    for bar, (chord, pattern) in enumerate(zip(chords, bars, strict=True)):
        for at, mark in enumerate(pattern):
            if mark.isdigit():
                louder = 6 if mark == "0" else 0
                notes.append(Note(bar * 4 + at / 2, 2.2, pitch(chord[int(mark)]), velocity + louder))
    return tuple(notes)


def only(notes: Sequence[Note], letter: str) -> tuple[Note, ...]:
    """Those of that letter, in any octave."""
    return tuple(note for note in notes if note.pitch % 12 == STEPS[letter])


def but(notes: Sequence[Note], letter: str) -> tuple[Note, ...]:
    """All others."""
    return tuple(note for note in notes if note.pitch % 12 != STEPS[letter])


def humane(piece: Piece, notes: Sequence[Note], stem: str) -> list[Note]:
    """The notes as a hand plays them: a little off the beat, never twice as loud. The same on every day."""
    chance = random.Random(f"{piece.name} {stem}")  # noqa: S311
    drift = piece.loose_ms / 1000 / piece.beat_s
    return [
        replace(note, at=max(0.0, note.at + chance.gauss(0, drift / 2)), velocity=note.velocity + chance.randint(-3, 3))
        for note in notes
    ]


def midi(piece: Piece, stem: str, lines: Sequence[Line], beats: float) -> bytes:
    """A standard MIDI file of some lines of a piece, that lasts so many beats."""
    tracks = [_track([(0, b"\xff\x51\x03" + round(piece.beat_s * 1_000_000).to_bytes(3, "big"))])]
    channels = (channel for channel in range(16) if channel != 9)
    for channel, line in zip(channels, lines, strict=False):
        events = [(0, bytes([0xC0 | channel, line.program]))]
        for control, value in ((7, line.level), (10, line.pan), (91, line.reverb), (93, 0)):
            events.append((0, bytes([0xB0 | channel, control, value])))
        for note in humane(piece, line.notes, f"{stem} {channel}"):
            events.append((round(note.at * TICKS), bytes([0x90 | channel, note.pitch, note.velocity])))
            events.append((round((note.at + note.length) * TICKS), bytes([0x80 | channel, note.pitch, 0])))
        events.append((round(beats * TICKS), bytes([0xB0 | channel, 7, line.level])))
        tracks.append(_track(sorted(events, key=lambda event: (event[0], event[1][0] & 0xF0 == 0x90))))
    head = b"MThd" + (6).to_bytes(4, "big") + b"".join(part.to_bytes(2, "big") for part in (1, len(tracks), TICKS))
    return head + b"".join(tracks)


def _track(events: Sequence[tuple[int, bytes]]) -> bytes:
    body, now = b"", 0
    for tick, message in events:
        body += _length(tick - now) + message
        now = tick
    body += b"\x00\xff\x2f\x00"
    return b"MTrk" + len(body).to_bytes(4, "big") + body


def _length(value: int) -> bytes:
    """A number in sevens of bits, as MIDI writes it."""
    found = bytes([value & 0x7F])
    while value := value >> 7:
        found = bytes([0x80 | value & 0x7F]) + found
    return found
