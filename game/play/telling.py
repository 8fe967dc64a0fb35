"""A text at a moment, told when somebody listens: a life lived only for where it ends never pays for its prose."""

from __future__ import annotations

import attrs

from game.play.facts import Keys, Moment, Seen
from game.play.state import State
from game.story.model import Player
from game.story.prose import Beat, Text, tell


@attrs.frozen
class Listener:
    """A half of a story as its prose addresses it."""

    at: int
    """Its place among the halves."""
    name: str | None
    """What it is called, where that is not the player's name."""
    keys: Keys = attrs.field(repr=False)

    def tell(self, text: Text, moment: State | Moment, quote: str | None = None) -> tuple[Beat, ...]:
        """A text in the words this half would hear at a moment; `quote` is what its `{choice}` stands for."""
        player = moment.player if self.name is None else Player(self.name, moment.player.pronouns)
        facts = Seen(self.keys, moment.readings[self.at], moment.variables, moment.visited, moment.chosen)
        return tell(text, facts, player, quote)


class Telling:
    """A text, who hears it and when; what it says is found out the first time it is asked for.

    A value as seen from outside, equal to another of its kind that says the same. Written by hand, since two are made
    at every choice and most lives are lived for something else.
    """

    __slots__ = ("_beats", "_listener", "_moment", "_text")

    def __init__(self, text: Text, listener: Listener, moment: State | Moment) -> None:
        self._text = text
        self._listener = listener
        self._moment = moment
        self._beats: tuple[Beat, ...] | None = None

    @property
    def beats(self) -> tuple[Beat, ...]:
        """What is said."""
        if self._beats is None:
            self._beats = self._listener.tell(self._text, self._moment)
        return self._beats

    def _key(self) -> tuple[object, ...]:
        return (self.beats,)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Telling) and type(other) is type(self) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"{type(self).__name__}{self._key()!r}"


class Said(Telling):
    """Beats were told: a choice's `then`, a door message's plain fact, a drain's, a recap."""

    __slots__ = ("_cause", "_half")

    def __init__(self, text: Text, listener: Listener, moment: State | Moment, cause: str, half: str) -> None:
        self._text = text
        self._listener = listener
        self._moment = moment
        self._beats = None
        self._cause = cause
        self._half = half

    @property
    def cause(self) -> str:
        """`then`, `door`, `drain` or `recap`."""
        return self._cause

    @property
    def half(self) -> str:
        """Who hears it."""
        return self._half

    def _key(self) -> tuple[object, ...]:
        return self._cause, self._half, self.beats


class Entered(Telling):
    """A scene was entered, and its beats told."""

    __slots__ = ("_scene",)

    def __init__(self, text: Text, listener: Listener, moment: State | Moment, scene: str) -> None:
        self._text = text
        self._listener = listener
        self._moment = moment
        self._beats = None
        self._scene = scene

    @property
    def scene(self) -> str:
        """Its id."""
        return self._scene

    def _key(self) -> tuple[object, ...]:
        return self._scene, self.beats
