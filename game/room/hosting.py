"""A room that is open: its session, its seats, who may lead it, and everything that can be asked of it."""

from __future__ import annotations

import asyncio
import json
import math
import secrets
import time
from collections.abc import Callable, Container, Iterator, Mapping
from typing import Any, Final

import attrs

from game import language
from game.hindsight import Hindsight
from game.language import tr, tr_count
from game.room import aloud, views
from game.room.door import Door
from game.room.gate import MOST_BODY
from game.room.journal import Journal
from game.room.pace import pace
from game.room.seats import Full, NotASeat, Seats
from game.room.session import Session
from game.room.vote import HANDS, MOST_HANDS, NoSuchSide, NotNow, Phase, TooManyHands
from game.room.way_in import FOUND, WayIn
from game.story.model import Story

PAIRING_S: Final = 300.0
"""How long a pairing code may be used, once."""


MOST_MINUTES: Final = 60
"""The most minutes that the clock is set to."""


class NotUnderstood(Exception):
    """What was asked is not something that can be asked."""


class NotTheHost(Exception):
    """Somebody who does not lead the room asked for what only its leader may."""


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
        self._keys: set[str] = set()
        self._pairings: dict[str, float] = {}
        self.way_in = WayIn.NOBODY
        self.checks: tuple[str, ...] = ()
        """What may keep phones out, as far as this machine knows, in sentences."""
        self._until: float | None = None
        """When the clock runs out that the facilitator set; none where none is set, as at first."""
        self.window = ""
        """`open` or `shut`, where the projector shows the game's own window; empty where it shows a page."""
        self.leaf, self.leaves = 0, 1
        """Which of the pages that the window needs for what is told is seen, and how many there are."""
        self.shifted = asyncio.Event()
        """Set when the window has something new to show, and nobody else."""
        self._newcomers = 0
        """How many seats were given out since the present run of the vote was opened."""
        self.stories: Mapping[str, Story] = {}
        """The story in each language that phones may be spoken to in, by its code; the room's own for any other."""
        self._alike: dict[str, views.View] = {}
        """What every phone of a language shows alike, worked out once a turn: a hand that is raised changes nothing in it."""
        self.listeners: set[asyncio.Event] = set()
        """Set, each of them, when everybody has something new to see: one for each phone that listens."""
        self._frames: dict[tuple[Any, ...], str] = {}
        """What is sent to phones in this turn, by what is different between them: their hands, and where they stand."""
        self._keeping = asyncio.Lock()
        self._turned = asyncio.Event()

    # ---- who leads

    def pairing(self) -> str:
        """A code by which one page, once and soon, is made the facilitator's."""
        code = secrets.token_hex(16)
        self._pairings = {code: self.clock() + PAIRING_S}
        return code

    def pair(self, code: str) -> str:
        """The key of a page that has shown the pairing code, which is used up by it.

        Raises:
            NotTheHost: It is not the code, or no longer.
        """
        for known, until in tuple(self._pairings.items()):
            if _is_same(known, code):
                del self._pairings[known]
                if until >= self.clock():
                    key = secrets.token_hex(32)
                    self._keys.add(key)
                    return key
        raise NotTheHost(tr("That link has been used, or is too old. Make another on the laptop."))

    def leads(self, key: str) -> bool:
        """Whether a page shows the key of a facilitator."""
        return any(_is_same(known, key) for known in self._keys)

    @property
    def leaders(self) -> int:
        """How many pages lead the room."""
        return len(self._keys)

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
                self._raise(word, {}, 1)
        return table

    def _free_one(self, here: Container[str]) -> None:
        vote = self.session.vote
        empty = (each for each in self.seats.taken if each not in here and not (vote and vote.stands(each)))
        if (free := next(empty, None)) is not None:
            self.seats = self.seats.without(free)

    def phone(self, seat: str) -> views.View:
        """What the phone of a seat shows."""
        code = language.now().code
        if code not in self._alike:
            self._alike[code] = views.for_everybody(self._told_in(code))
        return views.for_phone(self.session, seat, self.seats.taken[seat], self._alike[code])

    def _told_in(self, code: str) -> Session:
        """The session as it is told in a language."""
        story, session = self.stories.get(code, self.session.story), self.session
        return session if story is session.story else attrs.evolve(session, life=session.life.told_in(story))

    def frame(self, seat: str) -> str:
        """What is sent to the phone of a seat: hundreds of them are sent the same after a close."""
        vote = self.session.vote
        stands = tuple(sorted(vote.stands(seat).items())) if vote else ()
        key = (language.now().code, self.seats.taken[seat], stands)
        if key not in self._frames:
            self._frames[key] = json.dumps(self.phone(seat))
        return self._frames[key]

    def screen(self) -> views.View:
        """What the projector shows."""
        view = views.for_screen(self.session, address=self.address, code=self.door.code)
        return {**view, "left": self._left()}

    def _left(self) -> int | None:
        """Whole seconds on the clock, nought once it has run out; none where none is set."""
        return None if self._until is None else max(0, math.ceil(self._until - self.clock()))

    def came(self, way_in: WayIn) -> None:
        """Note how far a phone has come in: the furthest is what the facilitator is told."""
        self.way_in = max(self.way_in, way_in)

    def host(self) -> views.View:
        """What the facilitator's page shows."""
        view = views.for_host(self.session, self.seats, address=self.address, code=self.door.code, paired=self.leaders)
        stands = pace(self.session, self.today())
        return {
            **view,
            "trouble": self.trouble,
            "moved": self._moved(),
            "left": self._left(),
            "wayIn": tr(FOUND[self.way_in]),
            "checks": list(self.checks) if self.way_in is WayIn.NOBODY else [],
            "pace": stands.words,
            "spare": [words for _, words in stands.spare],
            "doubts": list(self._doubts()),
            "people": self.people,
            "window": self.window,
            "leaf": self.leaf,
            "leaves": self.leaves,
        }

    def in_the_window(self) -> views.View:
        """What the projector's window shows: the projector's page, and the life that is drawn on it."""
        life, hour = self.session.life, self.session.hour
        return {
            **self.screen(),
            "leaf": self.leaf,
            "seats": len(self.seats.taken),
            "chapter": life.origin.chapter,
            "made": list(life.choices),
            "is_aside": self.session.is_gathering or self.session.is_day_over,
            "is_again": bool(self.session.vote and self.session.vote.counts),
            "question": self.session.story.chapters[life.origin.chapter if hour is None else hour.chapter].question
            or "",
        }

    def shift(self, leaf: int) -> None:
        """Show another of the window's pages."""
        self.leaf = max(0, min(leaf, self.leaves - 1))
        self.shifted.set()

    def _doubts(self) -> Iterator[str]:
        """What may be amiss with who is voting, in sentences: it cannot be known, so it is said to whoever leads."""
        vote = self.session.vote
        if vote is None or self.session.is_gathering or vote.phase not in (Phase.OPEN, Phase.PAUSED):
            return
        if self._newcomers and (self.session.decisions or vote.counts):
            yield tr_count(
                "{n} phone has come in since this vote was opened: late guests, or somebody for a second time.",
                "{n} phones have come in since this vote was opened: late guests, or somebody for a second time.",
                self._newcomers,
            )
        if self.people and vote.raised > self.people:
            yield tr(
                "{hands} hands are in, and {people} people were counted: somebody votes twice, or a table's phone and its "
                "hands were both counted. Count by hand where it matters.",
                hands=vote.raised,
                people=self.people,
            )

    def _moved(self) -> list[str]:
        """Which decisions moved how the story ended, and what the others would have met; nothing until that is known."""
        if not self.session.life.is_over:
            return []
        self._hindsight.ask(self.session.life)
        swings = self._hindsight.swings
        return [] if swings is None else list(aloud.moved(swings))

    def say(self, seat: str, asked: Any) -> None:
        """Let a seat say where it stands, or for how many hands it stands. Tells nobody else.

        Raises:
            NotUnderstood: It is not something that a phone can say.
            NotNow: No hands are taken, or it was said of another page.
        """
        asked = _fields(asked, {"page", "said", "hands"})
        if "hands" in asked:
            hands = _whole(asked["hands"])
            try:
                self.seats = self.seats.at_a_table(seat, hands)
            except (ValueError, NotASeat) as wrong:
                raise NotUnderstood(str(wrong)) from None
            if self.session.vote is not None and sum(self.session.vote.stands(seat).values()) > hands:
                self._raise(seat, {}, hands)
        if "said" in asked:
            if asked.get("page") != views.page_of(self.session):
                raise NotNow(tr("The page has been turned."))
            self._raise(seat, self._said(asked["said"]), self.seats.taken[seat])

    def _raise(self, seat: str, said: Mapping[str, int], hands: int) -> None:
        try:
            self.session = self.session.say(seat, said, hands=hands)
        except (NoSuchSide, TooManyHands) as wrong:
            raise NotUnderstood(str(wrong)) from None

    def _said(self, asked: Any) -> dict[str, int]:
        """How many hands on each side, from a list in the order that was sent."""
        if not isinstance(asked, list) or len(asked) > 64:
            raise NotUnderstood(tr("That is no count of hands."))
        try:
            return {views.choice_at(self.session, place): _whole(hands) for place, hands in enumerate(asked)}
        except IndexError:
            raise NotUnderstood(tr("That is not among the choices here.")) from None

    # ---- leading

    async def lead(self, key: str, asked: Any) -> views.View:
        """Do what the facilitator asks, keep the room, and tell everybody. The one place where the room is led from.

        Raises:
            NotTheHost: The key is no facilitator's.
            NotUnderstood: It is not something that can be asked.
            NotNow: It cannot be done now.
        """
        if not self.leads(key):
            raise NotTheHost(tr("Only the facilitator's page can do this."))
        asked = _fields(asked, {"do", "page", "choice", "said", "minutes", "people"})
        do = asked.get("do")
        if do == "pair":
            return {"link": f"{self.address}/pair#{self.pairing()}"}
        if do == "unpair":
            self._keys, self._pairings = {key}, {}
        elif isinstance(do, str) and do in _BESIDE:
            _BESIDE[do](self, asked)
        elif asked.get("page") != views.page_of(self.session):
            raise NotNow(tr("The page was turned meanwhile: look again."))
        elif do == "hands":
            self._count(asked)
        else:
            await self._turn(str(do), asked.get("choice"))
        return self.host()

    def _lock(self, asked: Mapping[str, Any]) -> None:
        self.seats = self.seats.locked(asked["do"] == "lock")

    def _set_clock(self, asked: Mapping[str, Any]) -> None:
        minutes = _whole(asked.get("minutes"))
        if minutes > MOST_MINUTES:
            raise NotUnderstood(tr("The clock goes up to {n} minutes.", n=MOST_MINUTES))
        self._until = self.clock() + 60 * minutes if minutes else None
        self.shifted.set()

    def _count_people(self, asked: Mapping[str, Any]) -> None:
        self.people = _whole(asked.get("people"))

    def _show_leaf(self, asked: Mapping[str, Any]) -> None:
        self.shift(_whole(asked.get("choice")))

    def _open_window(self, _: Mapping[str, Any]) -> None:
        if self.window:
            self.window = "open"
            self.shifted.set()

    def _count(self, asked: Mapping[str, Any]) -> None:
        said = self._said(asked.get("said"))
        if any(number > MOST_HANDS for number in said.values()):
            raise NotUnderstood(tr("No more than {n} hands are counted on a side.", n=MOST_HANDS))
        self._raise(HANDS, said, sum(said.values()))

    async def _turn(self, do: str, place: Any) -> None:
        session = self.session
        if do in ("settle", "override"):
            turned: Session = getattr(session, do)(self._chosen(place))
        elif do == "begin":
            turned = session.opened(int(self.today()))
        elif do == "leave-out":
            turned = session.leave_out(self._spare(place))
        elif do in _PLAIN:
            turned = _PLAIN[do](session)
        else:
            raise NotUnderstood(tr("That cannot be done in a room."))
        if views.page_of(turned) != views.page_of(session):
            self._until = None
            self._newcomers = 0
        if do not in ("pause", "resume", "close"):
            self.leaf, self.leaves = 0, 1
        self._frames.clear()
        self._alike.clear()
        self.session = turned  # before it is kept: a hand raised meanwhile meets the closed vote, and is refused
        if turned.is_next_day_of(session):
            await asyncio.to_thread(self.journal.set_aside)
        await self._keep()
        for each in self.listeners:
            each.set()
        self._turned.set()
        self._turned = asyncio.Event()

    def _spare(self, place: Any) -> str:
        """The scene at a place of the list of those that could be left out."""
        spare, at = pace(self.session, self.today()).spare, _whole(place)
        if at >= len(spare):
            raise NotNow(tr("That list has changed meanwhile: look again."))
        return spare[at][0]

    def _chosen(self, place: Any) -> str:
        try:
            choice = views.choice_at(self.session, _whole(place))
        except IndexError:
            raise NotUnderstood(tr("That is not among the choices here.")) from None
        vote = self.session.vote
        if vote is None or choice not in vote.choices:
            raise NotUnderstood(tr("That is not among the choices here."))
        return choice

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


_PLAIN: Final[Mapping[str, Callable[[Session], Session]]] = {
    "pause": Session.pause,
    "resume": Session.resume,
    "close": Session.close,
    "reveal": Session.reveal,
    "reopen": Session.reopen,
    "go": Session.go_on,
    "back": Session.back,
    "end": Session.end,
}
_BESIDE: Final[Mapping[str, Callable[[Hosted, Mapping[str, Any]], None]]] = {
    "lock": Hosted._lock,
    "unlock": Hosted._lock,
    "clock": Hosted._set_clock,
    "people": Hosted._count_people,
    "screen": Hosted._show_leaf,
    "window": Hosted._open_window,
}
"""What turns no page, and so can be asked of whichever page is on."""
ACTIONS: Final = (*_PLAIN, *_BESIDE, "begin", "leave-out", "settle", "override", "hands", "pair", "unpair")
"""Everything a facilitator's page can ask for."""


def understood(data: bytes | str) -> Any:
    """What a message says.

    Raises:
        NotUnderstood: It is too long, or no JSON.
    """
    if len(data) > MOST_BODY:
        raise NotUnderstood(tr("That is too long."))
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise NotUnderstood(tr("That is not how the room is spoken to.")) from None


def _fields(asked: Any, known: set[str]) -> dict[str, Any]:
    if not isinstance(asked, dict) or not set(asked) <= known:
        raise NotUnderstood(tr("That is not how the room is spoken to."))
    return asked


def _whole(number: Any) -> int:
    if type(number) is not int or not 0 <= number <= MOST_HANDS:
        raise NotUnderstood(tr("That is no number of hands."))
    return number


def _is_same(known: str, shown: str) -> bool:
    return secrets.compare_digest(known.encode(), shown.encode(errors="replace"))
