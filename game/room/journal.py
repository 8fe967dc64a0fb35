"""A room on disk, so that a laptop may fall over: the way it came, and the counts of every vote that was closed.

There is nothing in it about anybody: an open vote is not written down at all, so a room that is picked up again votes on
that page afresh. Written whole or not at all, after every step.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import attrs

from game import disk
from game.language import later, tr
from game.play.history import Playthrough
from game.play.moves import CannotSkip, NoSuchChapter, NotOffered
from game.room.count import RATHER_NOT, Count, Share, Side
from game.room.fitting import NoAnswer, TooShort
from game.room.hour import Hour, hour
from game.room.session import Decision, How, Session, arrived
from game.room.vote import Phase, Vote
from game.story.model import Story

FORMAT = 1


class NoRoom(Exception):
    """There is no room of this story to go on with, or what is kept of it cannot be read."""


@attrs.frozen
class Resumed:
    """A room that was picked up again."""

    session: Session
    notices: tuple[str, ...]
    """What is otherwise than it was, in sentences."""


class Journal:
    """Where the room of one story is kept. One room at a time may hold it: use it as a context.

    Args:
        story: The story.
        folder: Where rooms are kept; `rooms` among the saves without it.

    Raises:
        SlotTaken: on entering, another room of this story is open.
    """

    def __init__(self, story: Story, folder: Path | None = None) -> None:
        self.story = story
        home = disk.saves_folder() / "rooms" if folder is None else folder
        self.path = home / f"{re.sub(r'[^a-z0-9-]+', '_', story.id.lower())}.room"
        self._lock = disk.SlotLock(self.path)
        self._written = b""

    def __enter__(self) -> Journal:
        self._lock.acquire()
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.release()

    def keep(self, session: Session) -> None:
        """Write down where the room stands. Raises OSError when the disk refuses."""
        data = written(session)
        if data != self._written:
            disk.write_whole(self.path, data)
            self._written = data

    def set_aside(self) -> Path | None:
        """Put an unfinished room of before under another name, since a new one begins; its file, where there was one."""
        try:
            kept = disk.read(self.path)
        except FileNotFoundError:
            return None
        aside = self.path.with_suffix(".earlier.room")
        disk.write_whole(aside, kept)
        return None if _is_ended(kept) else aside

    def resume(self) -> Resumed:
        """The room as it was last written down.

        Raises:
            NoRoom: There is none, or it cannot be read.
        """
        for path, notice in ((self.path, ""), (disk.previous(self.path), _ONE_STEP_BACK)):
            try:
                data = disk.read(path)
            except FileNotFoundError:
                continue
            resumed = _read_if_whole(data, self.story)
            if resumed is not None:
                return attrs.evolve(resumed, notices=(*([tr(notice)] if notice else []), *resumed.notices))
        if not self.path.exists():
            raise NoRoom(tr("There is no room of this story to go on with: begin one without --resume."))
        raise NoRoom(
            tr("What was kept of the room cannot be read ({file}): begin a new one without --resume.", file=self.path)
        )


_NO_HOUR = later("The story has changed since, so the room goes on without the minutes it was to have.")
_ONE_STEP_BACK = later("The last step could not be read, so the room goes on from the one before.")


def _read_if_whole(data: bytes, story: Story) -> Resumed | None:
    try:
        return read(data, story)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError, RecursionError, NoSuchChapter):
        return None


def _is_ended(data: bytes) -> bool:
    try:
        return bool(json.loads(data)["ended"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return False


# ---- as text


def written(session: Session) -> bytes:
    """A room as JSON. Of the vote before it only the closed runs are in it."""
    vote = session.vote
    kept = {
        "format": FORMAT,
        "story": session.story.id,
        "fingerprint": session.story.fingerprint,
        "chapter": session.life.origin.chapter,
        "made": list(session.life.choices),
        "decisions": [
            {
                "step": each.step,
                "choices": list(each.choices),
                "counts": [_count_written(count) for count in each.counts],
                "choice": each.choice,
                "how": each.how.value,
            }
            for each in session.decisions
        ],
        "vote": None
        if vote is None or not vote.counts
        else {
            "phase": vote.phase.value if vote.phase in _CLOSED else Phase.OPEN.value,
            "counts": [_count_written(count) for count in vote.counts],
        },
        "ended": session.is_ended,
        "gathering": session.is_gathering,
        "begun": session.begun,
        "hour": None
        if session.hour is None
        else {
            "minutes": session.hour.minutes,
            "days": list(session.hour.days),
            "day": session.hour.day,
            "out": sorted(session.hour.left_out),
            "card": session.card,
            "break": session.is_break,
        },
    }
    return json.dumps(kept, ensure_ascii=False, indent=1).encode() + b"\n"


_CLOSED = (Phase.CLOSED, Phase.REVEALED)


def read(data: bytes, story: Story) -> Resumed:
    """The room in what `written` wrote. Where the story has changed since, as far as its choices still hold.

    Raises:
        ValueError: It is none, or of another story.
        KeyError, IndexError, TypeError, AttributeError: It is none.
        NoSuchChapter: It began in a chapter that has gone from the story.
    """
    kept = json.loads(data)
    if kept["format"] != FORMAT or kept["story"] != story.id:
        raise ValueError("this is the room of another story, or of a later version of the game")
    life, made = Playthrough.begin(story, chapter=kept["chapter"]), [str(each) for each in kept["made"]]
    notices: list[str] = []
    plan = _hour(kept.get("hour"), story, notices)
    for choice in made:
        try:
            life = life.follow((story.former.get(choice, choice),))
        except (NotOffered, CannotSkip):
            notices.append(tr("The story has changed since, so the room goes on from the last page that still holds."))
            break
    decisions = tuple(_decision(each) for each in kept["decisions"])
    decisions = tuple(each for each in decisions if 0 <= each.step < len(life.steps))
    session = arrived(life, decisions, hour=plan)
    session = attrs.evolve(session, is_gathering=bool(kept.get("gathering")), begun=_number(kept.get("begun")))
    if plan is not None and not notices:
        session = _at_its_card(session, plan, kept["hour"])
    if not notices and session.vote is not None and kept["vote"] is not None:
        counts = tuple(_count(each) for each in kept["vote"]["counts"])
        if counts and all(_is_of(count, session.vote.choices) for count in counts):
            session = attrs.evolve(
                session, vote=Vote(session.vote.choices, Phase(kept["vote"]["phase"]), counts=counts)
            )
    return Resumed(session.end() if kept["ended"] else session, tuple(notices))


def _hour(kept: Any, story: Story, notices: list[str]) -> Hour | None:
    """The hour a room was led through, made anew from the story; none where there was none, or it holds no longer."""
    if kept is None:
        return None
    days = tuple(str(each) for each in kept["days"])
    try:
        plan = hour(story, minutes=int(kept["minutes"]), chapter=days[0])
    except (TooShort, NoAnswer, NoSuchChapter):
        plan = None
    if plan is None or plan.days != days or not 0 <= int(kept["day"]) < len(days):
        notices.append(tr(_NO_HOUR))
        return None
    plan = attrs.evolve(plan, day=int(kept["day"]))
    for scene in kept["out"]:
        plan = plan.without(str(scene))
    return plan


def _at_its_card(session: Session, plan: Hour, kept: Any) -> Session:
    """A room at the card that was on."""
    card = _number(kept["card"])
    if card is not None and not 0 <= card < len(plan.cards):
        raise ValueError("this is no card of an hour")
    there = attrs.evolve(session, card=card, is_break=bool(kept["break"]))
    return attrs.evolve(there, vote=None) if there.is_day_over else there


def _decision(kept: Any) -> Decision:
    decision = Decision(
        step=int(kept["step"]),
        choices=tuple(str(choice) for choice in kept["choices"]),
        counts=tuple(_count(each) for each in kept["counts"]),
        choice=str(kept["choice"]),
        how=How(kept["how"]),
    )
    if decision.choice not in decision.choices or not all(_is_of(each, decision.choices) for each in decision.counts):
        raise ValueError("this is no decision of a room")
    return decision


def _is_of(count: Count, choices: tuple[str, ...]) -> bool:
    """Whether a count is one of a vote between these choices."""
    sides = tuple(side.choice for side in count.sides)
    first = () if count.first_to_speak is None else (count.first_to_speak,)
    return sides == (*choices, RATHER_NOT) and bool(count.leading) and set(choices).issuperset((*count.leading, *first))


def _count_written(count: Count) -> dict[str, Any]:
    return {
        "sides": [{"choice": side.choice, "share": side.share.value, "hands": side.hands} for side in count.sides],
        "voters": count.voters,
        "leading": list(count.leading),
        "first": count.first_to_speak,
        "other": count.asks_for_the_other,
    }


def _count(kept: Any) -> Count:
    first = kept["first"]
    return Count(
        sides=tuple(Side(str(side["choice"]), Share(side["share"]), _number(side["hands"])) for side in kept["sides"]),
        voters=_number(kept["voters"]),
        leading=tuple(str(choice) for choice in kept["leading"]),
        first_to_speak=None if first is None else str(first),
        asks_for_the_other=bool(kept["other"]),
    )


def _number(kept: Any) -> int | None:
    return None if kept is None else int(kept)
