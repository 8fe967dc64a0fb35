"""Who may be asked: a seat for each phone, by a word of chance that its cookie carries, and the hands it stands for.

A seat that comes back after a sleep, a reload or a fall of the laptop is the same seat: the word carries its own proof that
this room gave it out, so nothing about anybody is written down.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from types import MappingProxyType

import attrs

from game.language import tr

MOST_SEATS = 1200
"""Phones that one room takes in."""
MOST_AT_A_TABLE = 60
"""Hands that one phone may stand for."""
MOST_TABLES = 200
"""Tables that cards are printed for, at most."""
_CHANCE = 16
"""Bytes of chance in a seat's word: 128 bits."""


class DoorShut(Exception):
    """The room takes in no more phones; the words say why."""


class Full(DoorShut):
    """Every seat is taken: one that nobody sits on has to be given up first."""


class NotASeat(Exception):
    """A word was shown that this room did not give out."""


@attrs.frozen
class Seats:
    """The seats of a room."""

    key: bytes = attrs.field(repr=False)
    """The room's secret, which proves its seats: 32 bytes of chance."""
    taken: Mapping[str, int] = attrs.field(default=MappingProxyType({}), repr=False)
    """For each seat that has come in, how many hands it stands for."""
    is_locked: bool = False
    """Whether the facilitator has locked the door: seats that were taken come back, others do not come in."""

    def new(self, chance: bytes) -> tuple[Seats, str]:
        """The room with one more seat, and the word for its cookie.

        Args:
            chance: 16 bytes of chance, never used before.

        Raises:
            DoorShut: The door is locked, or every seat is taken.
        """
        if len(chance) != _CHANCE:
            raise ValueError(f"a seat's word is made of {_CHANCE} bytes of chance")
        word = chance.hex() + self._proof(chance.hex())
        return self._with(word), word

    def back(self, word: str) -> Seats:
        """The room with a seat in it that was given out before; the same room where the seat is in it already.

        Raises:
            NotASeat: This room did not give it out.
            DoorShut: It was given out before the laptop fell, and every seat has been taken since.
        """
        if word in self.taken:
            return self
        chance, proof = word[: 2 * _CHANCE], word[2 * _CHANCE :]
        if not word.isascii() or not hmac.compare_digest(proof, self._proof(chance)):
            raise NotASeat(tr("This is a seat in another room."))
        return attrs.evolve(self, is_locked=False)._with(word).locked(self.is_locked)

    def card(self, table: int, hands: int) -> str:
        """What a printed card of a table says: its number, its hands, and the proof that this room made it. Whichever phone
        shows it sits on one seat, so a card is one table's hands however often it is scanned.

        Raises:
            ValueError: It is no number of a table, or of hands for one.
        """
        if not 1 <= table <= MOST_TABLES or not 1 <= hands <= MOST_AT_A_TABLE:
            raise ValueError(
                tr(
                    "Tables are numbered 1 to {tables}, and have 1 to {hands} hands.",
                    tables=MOST_TABLES,
                    hands=MOST_AT_A_TABLE,
                )
            )
        return f"{table}-{hands}-{self._proof(f'table {table} {hands}')[:16]}"

    def by_card(self, card: str) -> tuple[Seats, str]:
        """The room with a table's seat in it, and the word of that seat; a locked door keeps no card out.

        Raises:
            NotASeat: This room did not print the card.
            DoorShut: Every seat is taken.
        """
        parts = card.split("-")
        if len(parts) != 3 or not all(each.isascii() and each.isdecimal() and len(each) < 4 for each in parts[:2]):
            raise NotASeat(tr("This card is of another room."))
        table, hands = int(parts[0]), int(parts[1])
        try:
            printed = self.card(table, hands)
        except ValueError:
            raise NotASeat(tr("This card is of another room.")) from None
        if not hmac.compare_digest(card.encode(), printed.encode()):
            raise NotASeat(tr("This card is of another room."))
        chance = self._proof(f"seat of table {table}")
        word = chance + self._proof(chance)
        return self.back(word).at_a_table(word, hands), word

    def at_a_table(self, word: str, hands: int) -> Seats:
        """The room where a seat stands for so many hands.

        Raises:
            NotASeat: Nobody has the seat.
            ValueError: It is no number of hands for a table.
        """
        if word not in self.taken:
            raise NotASeat(tr("Nobody has taken this seat."))
        if not 1 <= hands <= MOST_AT_A_TABLE:
            raise ValueError(tr("A phone stands for 1 to {hands} hands.", hands=MOST_AT_A_TABLE))
        return attrs.evolve(self, taken=MappingProxyType({**self.taken, word: hands}))

    def without(self, word: str) -> Seats:
        """The room where a seat is free again. Whoever had it still comes back with its word, while there is room."""
        return attrs.evolve(
            self, taken=MappingProxyType({each: hands for each, hands in self.taken.items() if each != word})
        )

    def locked(self, is_locked: bool) -> Seats:
        """The room with its door locked, or open again."""
        return attrs.evolve(self, is_locked=is_locked)

    @property
    def hands(self) -> int:
        """How many hands the phones stand for."""
        return sum(self.taken.values())

    def _with(self, word: str) -> Seats:
        if self.is_locked:
            raise DoorShut(tr("The door is locked: ask the facilitator to open it."))
        if len(self.taken) >= MOST_SEATS:
            raise Full(tr("Every seat in the room is taken: raise your hand instead."))
        return attrs.evolve(self, taken=MappingProxyType({**self.taken, word: 1}))

    def _proof(self, chance: str) -> str:
        return hmac.new(self.key, chance.encode(), hashlib.sha256).hexdigest()[:32]
