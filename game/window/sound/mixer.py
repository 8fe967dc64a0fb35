"""The device and what is playing on it. A thread opens it and waits for what is decoded; the window only turns volumes.

Loops are channels that are never started twice: each has a level that moves towards another, and is let go when it has
come to nothing. The stems of a piece start together and all go round, the silent ones at nothing, so that they are still
together when one comes back. After a few rounds a piece rests, and the place is heard by itself.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import attrs
import pygame

from game.window.sound.decoding import Decoder
from game.window.sound.sheet import ENDING, STEMS, Score
from game.window.sound.volumes import DUCKED, Kind, Volumes
from game.window.work import Work

RATE = 44_100
CHANNELS = 24
BUFFER = 1024
"""Samples that are mixed at a time: 23 ms, soon enough for a key and seldom enough for an idle machine."""

ENTER_MS = 2500
LEAVE_MS = 1800
"""How long a loop takes to come up and to go."""
STEM_MS = 4000
DUCK_MS = 250
AWAY_MS = 200
ROUNDS = 3
"""How often a piece goes round before it rests, and for how long it does."""
REST_MS = 70_000
KEPT_BYTES = 40_000_000
"""How much decoded sounds may take that are kept for when they come again: a piece with its stems takes thirty-three."""
KEPT_LEAST = 6
"""How many are kept whatever they take: a piece, its stems and what is heard of two places go round together."""


@attrs.define
class Loop:
    """One sound that goes round on a channel."""

    channel: pygame.mixer.Channel
    kind: Kind
    target: float
    pace_ms: int
    level: float = 0.0

    def move(self, passed_ms: int) -> None:
        """Come nearer to the target."""
        self.level = _nearer(self.level, self.target, passed_ms / self.pace_ms)


@attrs.define
class Playing:
    """A piece: its stems, by name, once it goes round."""

    name: str
    silent: frozenset[str] = frozenset()
    stems: dict[str, Loop] = attrs.field(factory=dict)
    begins_ms: int | None = None
    """When it is to go round: after its intro, or after a rest."""


class Mixer:
    """Plays what it is told to. Where there is no device it does nothing, and says why in `trouble`."""

    def __init__(self, find: Callable[[str], Path | None]) -> None:
        """`find` gives the file of a sound, by its name."""
        self.trouble = ""
        self._find = find
        self._work = Work()
        self._decoder = Decoder()
        self._is_open = False
        self._is_opening = False
        self._is_mono = False
        self._volumes = Volumes(0, 0, 0)
        self._sounds: dict[str, pygame.mixer.Sound | None] = {}
        self._coming: set[str] = set()
        self._wanted: Score | None = None
        self._intros: dict[str, float] = {}
        self._piece: Playing | None = None
        self._beds: dict[str, Loop] = {}
        self._leaving: list[Loop] = []
        self._here = self._present = 1.0
        self._open_voice = self._ducked = 1.0
        self._now_ms = 0
        self._is_paused = False

    # ---- opening and closing

    def open(self, volumes: Volumes, *, is_mono: bool) -> None:
        """Open the device, elsewhere."""
        self._volumes, self._is_mono = volumes, is_mono
        self._is_opening = True
        self._work.begin(lambda: _opened(is_mono=is_mono), self._was_opened, self._was_refused)

    def _was_opened(self, _: None) -> None:
        self._is_open, self._is_opening = True, False

    def _was_refused(self, error: Exception) -> None:
        self._is_opening = False
        self.trouble = str(error) or "there is no device to play sound on"

    def close(self) -> None:
        """Stop everything, and let go of the device."""
        with contextlib.suppress(pygame.error):
            if self._is_opening:
                self._work.finish()
            self._decoder.close()
            if pygame.mixer.get_init():
                pygame.mixer.quit()

    # ---- what is asked of it

    def turn_to(self, volumes: Volumes, *, is_mono: bool) -> None:
        """Take up other volumes, and another number of channels if need be."""
        self._volumes = volumes
        if is_mono == self._is_mono or self._is_opening:
            self._set()
            return
        if self._is_open:
            self._forget()
            pygame.mixer.stop()
            self._is_open = False
        self.open(volumes, is_mono=is_mono)

    def _forget(self) -> None:
        self._sounds.clear()
        self._coming.clear()
        self._beds.clear()
        self._leaving.clear()
        self._piece = None

    def want(self, score: Score, intros: dict[str, float]) -> None:
        """Play this from now on."""
        self._wanted, self._intros = score, intros

    def have_ready(self, names: tuple[str, ...]) -> None:
        """Decode these, so that they can be struck at once."""
        for name in names:
            self._fetch(name)

    def strike(self, name: str) -> None:
        """Play a sound once, now; nothing where it has not been decoded yet."""
        sound = self._sounds.get(name)
        gain = self._volumes.effects * self._present
        if not self._is_open or sound is None or gain <= 0:
            return
        channel = pygame.mixer.find_channel()
        if channel is not None:
            channel.play(sound)
            channel.set_volume(gain)

    def duck(self, ducks: bool) -> None:
        """Whether everything is to stand back for a voice."""
        self._open_voice = 0.0 if ducks else 1.0

    def attend(self, is_here: bool) -> None:
        """Whether anybody is here to listen."""
        self._here = 1.0 if is_here else 0.0

    # ---- time

    def pass_time(self, now_ms: int) -> None:
        """Let levels move, and begin what has come."""
        passed, self._now_ms = now_ms - self._now_ms, now_ms
        self._work.deliver()
        if not self._is_open:
            return
        self._present = _nearer(self._present, self._here, passed / AWAY_MS)
        self._ducked = _nearer(self._ducked, self._open_voice, passed / DUCK_MS)
        if self._wanted is not None:
            self._take_up(self._wanted)
        for loop in self._loops():
            loop.move(passed)
        self._drop()
        self._set()
        self._pause()

    def _take_up(self, score: Score) -> None:
        self._take_up_beds(score.beds if self._volumes.places else ())
        self._take_up_piece(score.piece if self._volumes.music else None, score.silent)

    def _take_up_beds(self, beds: tuple[str, ...]) -> None:
        share = 1 / max(1, len(beds)) ** 0.5
        for name in beds:
            if name in self._beds:
                self._beds[name].target = share
            elif (sound := self._fetch(name)) and (channel := pygame.mixer.find_channel()):
                channel.set_volume(0)
                channel.play(sound, loops=-1)
                self._beds[name] = Loop(channel, "places", share, ENTER_MS)
        for name in [name for name in self._beds if name not in beds]:
            self._let_go(self._beds.pop(name))

    def _take_up_piece(self, name: str | None, silent: frozenset[str]) -> None:
        if self._piece is not None and self._piece.name != name:
            for loop in self._piece.stems.values():
                self._let_go(loop)
            self._piece = None
        if name is None:
            return
        if self._piece is None:
            self._piece = self._begun(name)
        if self._piece is not None:
            self._piece.silent = silent
            self._go_round(self._piece)

    def _begun(self, name: str) -> Playing | None:
        """A piece that begins with what is played once before it, if anything is; none while that is being decoded."""
        piece = Playing(name, begins_ms=self._now_ms)
        seconds = self._intros.get(name)
        if seconds is None:
            return piece
        intro = self._fetch(f"{name}-intro")
        if intro is None:
            return None if f"{name}-intro" in self._coming else piece
        channel = pygame.mixer.find_channel()
        if channel is not None:
            channel.set_volume(0)
            channel.play(intro)
            piece.stems["intro"] = Loop(channel, "music", 1.0, ENTER_MS // 4)
            piece.begins_ms = self._now_ms + round(seconds * 1000)
        return piece

    def _go_round(self, piece: Playing) -> None:
        """Begin the piece when it is time, and let its stems come and go."""
        names = {"": piece.name, **{stem: f"{piece.name}-{stem}" for stem in STEMS}}
        sounds = {stem: self._fetch(name) for stem, name in names.items()}
        if self._coming & set(names.values()) or sounds[""] is None:
            return
        if piece.begins_ms is not None and self._now_ms >= piece.begins_ms:
            piece.begins_ms = None
            self._start(piece, {stem: sound for stem, sound in sounds.items() if sound})
        for stem, loop in piece.stems.items():
            loop.target = 0.0 if stem in piece.silent else 1.0
        if piece.begins_ms is None and "" in piece.stems and not piece.stems[""].channel.get_busy():
            piece.stems.clear()
            piece.begins_ms = self._now_ms + REST_MS

    def _start(self, piece: Playing, sounds: dict[str, pygame.mixer.Sound]) -> None:
        """Start every stem at once, so that they stay together."""
        for stem, sound in sounds.items():
            channel = pygame.mixer.find_channel()
            if channel is None:
                return
            level = 0.0 if stem in piece.silent else 1.0
            channel.set_volume(0)
            channel.play(sound, loops=ROUNDS - 1)
            piece.stems[stem] = Loop(channel, "music", level, STEM_MS if stem else ENTER_MS, level)

    def _let_go(self, loop: Loop) -> None:
        loop.target, loop.pace_ms = 0.0, LEAVE_MS
        self._leaving.append(loop)

    def _drop(self) -> None:
        for loop in [loop for loop in self._leaving if loop.level <= 0]:
            loop.channel.stop()
            self._leaving.remove(loop)

    def _loops(self) -> list[Loop]:
        stems = list(self._piece.stems.values()) if self._piece else []
        return [*self._beds.values(), *stems, *self._leaving]

    def _set(self) -> None:
        for loop in self._loops():
            ducked = DUCKED[loop.kind] + (1 - DUCKED[loop.kind]) * self._ducked
            loop.channel.set_volume(loop.level * self._volumes.of(loop.kind) * ducked * self._present)

    def _pause(self) -> None:
        """Mix nothing while nobody is here."""
        is_away = self._present <= 0
        if is_away != self._is_paused:
            self._is_paused = is_away
            (pygame.mixer.pause if is_away else pygame.mixer.unpause)()

    # ---- decoding

    def _fetch(self, name: str) -> pygame.mixer.Sound | None:
        """A sound, once it has been decoded; none until then, and for ever where there is no such file."""
        if name in self._sounds:
            self._sounds[name] = found = self._sounds.pop(name)
            return found
        if name not in self._coming and not self._is_opening and self._is_open:
            self._coming.add(name)
            self._work.begin(
                lambda: self._decoded(name),
                lambda sound: self._was_decoded(name, sound),
                lambda _: self._was_decoded(name, None),
            )
        return None

    def _decoded(self, name: str) -> pygame.mixer.Sound | None:
        file = self._find(f"{name}{ENDING}")
        return self._decoder.decode(file) if file else None

    def _was_decoded(self, name: str, sound: pygame.mixer.Sound | None) -> None:
        if name not in self._coming:
            return
        self._coming.discard(name)
        self._sounds[name] = sound
        long = {each: _bytes(kept) for each, kept in self._sounds.items() if kept is not None and kept.get_length() > 1}
        held = sum(long.values())
        for each in tuple(long)[:-KEPT_LEAST]:
            if held > KEPT_BYTES:
                held -= long[each]
                del self._sounds[each]


def _opened(*, is_mono: bool) -> None:
    if pygame.mixer.get_init():
        pygame.mixer.quit()
    # Whatever the device takes is made from what is mixed, all the time: a loop that was itself converted would have a seam.
    pygame.mixer.init(RATE, -16, 1 if is_mono else 2, BUFFER, allowedchanges=0)
    pygame.mixer.set_num_channels(CHANNELS)


def _bytes(sound: pygame.mixer.Sound) -> int:
    return memoryview(sound).nbytes  # type: ignore[arg-type]


def _nearer(value: float, target: float, step: float) -> float:
    return min(target, value + step) if value < target else max(target, value - step)
