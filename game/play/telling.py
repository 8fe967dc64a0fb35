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
    """A text, who hears it and when. Equal to whatever says the same."""

    __slots__ = ("_beats", "_listener", "_moment", "_text")

    def __init__(self, text: Text, listener: Listener, moment: State | Moment) -> None:
        self._text = text
        self._listener = listener
        self._moment = moment
        self._beats: tuple[Beat, ...] | None = None

    @property
    def beats(self) -> tuple[Beat, ...]:
        """What is said, told the first time it is asked for."""
        if self._beats is None:
            self._beats = self._listener.tell(self._text, self._moment)
        return self._beats

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Telling) and self.beats == other.beats

    def __hash__(self) -> int:
        return hash(self.beats)

    def __repr__(self) -> str:
        return repr(self.beats)
