"""A room that is open: its session, its seats, and what each of its pages shows. What can be asked of it by whoever leads is in
`controls.py`.
"""

from __future__ import annotations

import asyncio
import math
import secrets
import time
from collections.abc import Callable, Container, Mapping
from typing import Any, Final

from game.hindsight import Hindsight
from game.language import tr
from game.room import odds_moved, views
from game.room.asked import NotUnderstood, fields, whole
from game.room.door import Door
from game.room.doubts import doubts
from game.room.frames import Frames
from game.room.journal import Journal
from game.room.leaders import Leaders
from game.room.pace import pace, talk_ahead
from game.room.seats import Full, NotASeat, Seats
from game.room.session import Session
from game.room.vote import NoSuchSide, NotNow, TooManyHands
from game.room.way_in import FOUND, WayIn
from game.room.window import Window

MOST_SAID: Final = 64
"""Sides that one message may speak of."""


class Hosted:
    """An open room. All of it is used from one thread.

    Args:
        session: Where it stands.
        journal: Where it is kept.
        door: What phones know it by.
        address: Where phones find it, as `http://192.168.1.5:8000`.
        clock: What time it is, in seconds that only rise.
        hindsight: Works out which decisions moved how the story ended, once it has.
        today: What time it is, in seconds since 1970.
    """

    def __init__(
        self,
        session: Session,
        journal: Journal,
        *,
        door: Door,
        address: str,
        clock: Callable[[], float],
        hindsight: Hindsight,
        today: Callable[[], float] = time.time,
    ) -> None:
        self.session = session
        self.seats = Seats(door.key)
        self.journal = journal
        self.door = door
        self.address = address
        self.trouble = ""
        """Why the room could not be kept on disk, in a sentence; empty where it was."""
        self.clock = clock
        self.today = today
        self.people = 0
        """How many people the facilitator counted in the room; nought where they did not."""
        self._hindsight = hindsight
        self.leaders = Leaders(clock)
        self.way_in = WayIn.NOBODY
        self.checks: tuple[str, ...] = ()
        """What may keep phones out, as far as this machine knows, in sentences."""
        self._until: float | None = None
        """When the clock runs out that the facilitator set; none where none is set, as at first."""
        self.window = Window()
        self._newcomers = 0
        """How many seats were given out since the present run of the vote was opened."""
        self.frames = Frames()
        self.listeners: set[asyncio.Event] = set()
        """Set, each of them, when everybody has something new to see: one for each phone that listens."""
        self._keeping = asyncio.Lock()
        self._turned = asyncio.Event()

    # ---- seats

    def sit(self, word: str, *, here: Container[str] = ()) -> str:
        """The word of the seat that a phone has, or of a new one where it shows none of this room.

        Args:
            word: What it shows.
            here: The seats that somebody sits on now: where all are taken, one that is not among them and has not voted on
                this page is given up for whoever comes.

        Raises:
            DoorShut: The room takes in no more.
        """
        try:
            self.seats = self.seats.back(word)
        except NotASeat:
            chance = secrets.token_bytes(16)
            try:
                self.seats, word = self.seats.new(chance)
            except Full:
                self._free_one(here)
                self.seats, word = self.seats.new(chance)
            self._newcomers += 1
        return word

    def sit_at(self, card: str, word: str) -> str:
        """The word of the seat of a table, by its printed card. What the phone had before is given up: it is the table's now.

        Raises:
            NotASeat: This room did not print the card.
            DoorShut: Every seat is taken.
        """
        self.seats, table = self.seats.by_card(card)
        if word in self.seats.taken and word != table:
            self.seats = self.seats.without(word)
            if self.session.vote is not None and self.session.vote.stands(word):
                self.raise_hands(word, {}, 1)
        return table

    def _free_one(self, here: Container[str]) -> None:
        vote = self.session.vote
        empty = (each for each in self.seats.taken if each not in here and not (vote and vote.stands(each)))
        if (free := next(empty, None)) is not None:
            self.seats = self.seats.without(free)

    def came(self, way_in: WayIn) -> None:
        """Note how far a phone has come in: the furthest is what the facilitator is told."""
        self.way_in = max(self.way_in, way_in)

    # ---- what is shown

    def phone(self, seat: str) -> views.View:
        """What the phone of a seat shows."""
        return self.frames.view(self.session, seat, self.seats.taken[seat])

    def frame(self, seat: str) -> str:
        """The same, as it is sent by a socket."""
        return self.frames.frame(self.session, seat, self.seats.taken[seat])

    def screen(self) -> views.View:
        """What the projector shows."""
        view = views.for_screen(self.session, address=self.address, code=self.door.code)
        return {**view, "left": self._left()}

    def host(self) -> views.View:
        """What the facilitator's page shows."""
        view = views.for_host(
            self.session, self.seats, address=self.address, code=self.door.code, paired=len(self.leaders)
        )
        stands = pace(self.session, self.today())
        return {
            **view,
            "trouble": self.trouble,
            "moved": self._moved(),
            "left": self._left(),
            "wayIn": tr(FOUND[self.way_in]),
            "checks": list(self.checks) if self.way_in is WayIn.NOBODY else [],
            "pace": stands.words,
            "ahead": talk_ahead(self.session),
            "spare": [words for _, words in stands.spare],
            "doubts": list(doubts(self.session, newcomers=self._newcomers, people=self.people)),
            "people": self.people,
            "window": self.window.state,
            "leaf": self.window.leaf,
            "leaves": self.window.leaves,
        }

    def in_the_window(self) -> views.View:
        """What the projector's window shows: the projector's page, and the life that is drawn on it."""
        life, hour = self.session.life, self.session.hour
        return {
            **self.screen(),
            "leaf": self.window.leaf,
            "seats": len(self.seats.taken),
            "chapter": life.origin.chapter,
            "made": list(life.choices),
            "is_aside": self.session.is_gathering or self.session.is_day_over,
            "is_again": bool(self.session.vote and self.session.vote.counts),
            "question": self.session.story.chapters[life.origin.chapter if hour is None else hour.chapter].question
            or "",
        }

    def _left(self) -> int | None:
        """Whole seconds on the clock, nought once it has run out; none where none is set."""
        return None if self._until is None else max(0, math.ceil(self._until - self.clock()))

    def _moved(self) -> list[str]:
        """Which votes moved the odds, and what the others would have met; nothing until that is known."""
        return list(odds_moved.told(self._hindsight, self.session))

    # ---- what is said

    def say(self, seat: str, asked: Any) -> None:
        """Let a seat say where it stands, or for how many hands it stands. Tells nobody else.

        Raises:
            NotUnderstood: It is not something that a phone can say.
            NotNow: No hands are taken, or it was said of another page.
        """
        asked = fields(asked, {"page", "said", "hands"})
        if "hands" in asked:
            hands = whole(asked["hands"])
            try:
                self.seats = self.seats.at_a_table(seat, hands)
            except (ValueError, NotASeat) as wrong:
                raise NotUnderstood(str(wrong)) from None
            if self.session.vote is not None and sum(self.session.vote.stands(seat).values()) > hands:
                self.raise_hands(seat, {}, hands)
        if "said" in asked:
            if asked.get("page") != views.page_of(self.session):
                raise NotNow(tr("The page has been turned."))
            self.raise_hands(seat, self.sides(asked["said"]), self.seats.taken[seat])

    def raise_hands(self, seat: str, said: Mapping[str, int], hands: int) -> None:
        """Let a seat stand where it says; see `Session.say`. Raises NotUnderstood, NotNow."""
        try:
            self.session = self.session.say(seat, said, hands=hands)
        except (NoSuchSide, TooManyHands) as wrong:
            raise NotUnderstood(str(wrong)) from None

    def sides(self, asked: Any) -> dict[str, int]:
        """How many hands on each side, from a list in the order that was sent. Raises NotUnderstood."""
        if not isinstance(asked, list) or len(asked) > MOST_SAID:
            raise NotUnderstood(tr("That is no count of hands."))
        try:
            return {views.choice_at(self.session, place): whole(hands) for place, hands in enumerate(asked)}
        except IndexError:
            raise NotUnderstood(tr("That is not among the choices here.")) from None

    # ---- going on

    def set_clock(self, minutes: int) -> None:
        """Set the clock that everybody sees; nought takes it away."""
        self._until = self.clock() + 60 * minutes if minutes else None
        self.window.shifted.set()

    async def turn(self, turned: Session, *, starts_over: bool) -> None:
        """Stand elsewhere from now on: keep the room, and tell everybody.

        Args:
            turned: Where.
            starts_over: Whether the projector shows something from its beginning.
        """
        session = self.session
        if views.page_of(turned) != views.page_of(session):
            self._until = None
            self._newcomers = 0
        if starts_over:
            self.window.start_over()
        self.frames.forget()
        self.session = turned  # before it is kept: a hand raised meanwhile meets the closed vote, and is refused
        if turned.is_next_day_of(session):
            await asyncio.to_thread(self.journal.set_aside)
        await self._keep()
        for each in self.listeners:
            each.set()
        self._turned.set()
        self._turned = asyncio.Event()

    async def _keep(self) -> None:
        async with self._keeping:
            try:
                await asyncio.to_thread(self.journal.keep, self.session)
            except OSError as refused:
                self.trouble = tr("The room could not be kept on disk: {reason}.", reason=refused.strerror or refused)
            else:
                self.trouble = ""

    @property
    def turning(self) -> asyncio.Event:
        """Set when everybody has something new to see. Take it before looking, then wait."""
        return self._turned
