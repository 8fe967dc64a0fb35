"""Everything that whoever leads can ask of an open room, and the one place where it is asked whether they may."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from game.language import tr
from game.room import views
from game.room.asked import NotUnderstood, fields, whole
from game.room.hosting import Hosted
from game.room.leaders import NotTheHost
from game.room.pace import pace
from game.room.session import Session
from game.room.vote import HANDS, MOST_HANDS, NotNow

MOST_MINUTES: Final = 60
"""The most minutes that the clock is set to."""
LOOKS_ON: Final = ("pause", "resume", "close")
"""What is done to a vote while the projector goes on showing the page of its window that it shows."""


async def lead(hosted: Hosted, key: str, asked: Any) -> views.View:
    """Do what the facilitator asks, keep the room, and tell everybody; what their page shows then.

    Args:
        hosted: The open room.
        key: What the page shows for a key.
        asked: What is to be done, by the words of `ACTIONS`.

    Raises:
        NotTheHost: The key is no facilitator's.
        NotUnderstood: It is not something that can be asked.
        NotNow: It cannot be done now.
    """
    if not hosted.leaders.leads(key):
        raise NotTheHost(tr("Only the facilitator's page can do this."))
    asked = fields(asked, {"do", "page", "choice", "said", "minutes", "people"})
    do = asked.get("do")
    if do == "pair":
        return {"link": f"{hosted.address}/pair#{hosted.leaders.pairing()}"}
    if do == "unpair":
        hosted.leaders.only(key)
    elif isinstance(do, str) and do in _BESIDE:
        _BESIDE[do](hosted, asked)
    elif asked.get("page") != views.page_of(hosted.session):
        raise NotNow(tr("The page was turned meanwhile: look again."))
    elif do == "hands":
        _count(hosted, asked)
    else:
        turned = _turned(hosted, str(do), asked.get("choice"))
        await hosted.turn(turned, starts_over=do not in LOOKS_ON)
    return hosted.host()


# ---- beside the pages


def _lock(hosted: Hosted, asked: Mapping[str, Any]) -> None:
    hosted.seats = hosted.seats.locked(asked["do"] == "lock")


def _set_clock(hosted: Hosted, asked: Mapping[str, Any]) -> None:
    minutes = whole(asked.get("minutes"))
    if minutes > MOST_MINUTES:
        raise NotUnderstood(tr("The clock goes up to {n} minutes.", n=MOST_MINUTES))
    hosted.set_clock(minutes)


def _count_people(hosted: Hosted, asked: Mapping[str, Any]) -> None:
    hosted.people = whole(asked.get("people"))


def _show_leaf(hosted: Hosted, asked: Mapping[str, Any]) -> None:
    hosted.window.shift(whole(asked.get("choice")))


def _open_window(hosted: Hosted, _: Mapping[str, Any]) -> None:
    hosted.window.open_again()


_BESIDE: Final[Mapping[str, Callable[[Hosted, Mapping[str, Any]], None]]] = {
    "lock": _lock,
    "unlock": _lock,
    "clock": _set_clock,
    "people": _count_people,
    "screen": _show_leaf,
    "window": _open_window,
}
"""What turns no page, and so can be asked of whichever page is on."""


# ---- the pages


def _count(hosted: Hosted, asked: Mapping[str, Any]) -> None:
    said = hosted.sides(asked.get("said"))
    if any(number > MOST_HANDS for number in said.values()):
        raise NotUnderstood(tr("No more than {n} hands are counted on a side.", n=MOST_HANDS))
    hosted.raise_hands(HANDS, said, sum(said.values()))


def _turned(hosted: Hosted, do: str, place: Any) -> Session:
    """Where the room stands once something was done."""
    session = hosted.session
    if do == "settle":
        return session.settle(_chosen(session, place))
    if do == "override":
        return session.override(_chosen(session, place))
    if do == "begin":
        return session.opened(int(hosted.today()))
    if do == "leave-out":
        return session.leave_out(_spare(hosted, place))
    if do in _PLAIN:
        return _PLAIN[do](session)
    raise NotUnderstood(tr("That cannot be done in a room."))


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
ACTIONS: Final = (*_PLAIN, *_BESIDE, "begin", "leave-out", "settle", "override", "hands", "pair", "unpair")
"""Everything a facilitator's page can ask for."""


def _spare(hosted: Hosted, place: Any) -> str:
    """The scene at a place of the list of those that could be left out."""
    spare, at = pace(hosted.session, hosted.today()).spare, whole(place)
    if at >= len(spare):
        raise NotNow(tr("That list has changed meanwhile: look again."))
    return spare[at][0]


def _chosen(session: Session, place: Any) -> str:
    try:
        choice = views.choice_at(session, whole(place))
    except IndexError:
        raise NotUnderstood(tr("That is not among the choices here.")) from None
    if session.vote is None or choice not in session.vote.choices:
        raise NotUnderstood(tr("That is not among the choices here."))
    return choice
