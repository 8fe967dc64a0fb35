"""A page in spoken words: all of it on arrival, later what is new in it, and what has the focus."""

from __future__ import annotations

import re
from collections.abc import Mapping

import attrs

from game.language import labelled, later_as, tr, tr_as, tr_count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from game.window.reader import Page
    from game.window.widgets.widget import Said

_PIECE = re.compile(r"(-\d+)-\d+$")
"""A paragraph taller than its page comes in numbered pieces, each of which says the whole: it is one thing."""

_CALLED = {
    "button": later_as("aloud", "button"),
    "choice": later_as("aloud", "choice"),
    "slider": later_as("aloud", "setting"),
    "entry": later_as("aloud", "line to write on"),
    "switch": later_as("aloud", "switch"),
}
"""What some things are called aloud; any other goes by its role."""


Phrase = tuple[str, str]
"""Words that are said in one breath, and the code of the language they are in; empty for the one that is spoken."""


@attrs.frozen
class Account:
    """What is said of a page."""

    lines: tuple[Phrase, ...]
    readings: Mapping[str, str]
    """Each meter as it has been said so far, by key."""
    is_news_only: bool = False
    """Whether it is no more than a notice, for which nothing need be broken off."""


def account(before: Page | None, now: Page, readings: Mapping[str, str], *, is_turned: bool) -> Account:
    """What to say now.

    Args:
        before: The page as it was last accounted for; none on arrival, when all of it is said.
        now: The page as it is.
        readings: Each meter as it was last said.
        is_turned: Whether the screen has come to another page of its own, on which the same words are said again.
    """
    fresh = _fresh(before, now, readings, is_turned=is_turned)
    pointed = [*_choices_met(before, now, is_turned=is_turned), *_focus(before, now)]
    told = [(said, _in_words(said)) for said in _heading_first(fresh)]
    places = {said.key: place for place, said in enumerate(now.said)}
    at = places.get(now.focus or "", len(places))
    lines = [phrase for said, phrases in told if places[said.key] < at for phrase in phrases]
    lines += pointed
    lines += [phrase for said, phrases in told if places[said.key] >= at for phrase in phrases]
    if before is None and now.name and now.name.casefold() not in (words.casefold() for words, _ in lines[:1]):
        lines.insert(0, (now.name, ""))
    if before is not None and not lines:
        lines += _gone_back_to(before, now)
    is_news_only = bool(fresh) and not pointed and all(said.role == "status" for said in fresh)
    return Account(tuple(lines), {**readings, **_readings(now)}, is_news_only)


def meters(page: Page) -> tuple[Phrase, ...]:
    """Every reading on a page, with its word."""
    there = (said for said in page.said if said.role == "meter" or _is_line_of_meters(said))
    told = tuple(phrase for said in there for phrase in _in_words(said))
    return told or ((tr("There are no readings on this page"), ""),)


def _is_line_of_meters(said: Said) -> bool:
    """Whether all the readings stand in one line, as where type is large."""
    return said.role == "status" and said.key.startswith("meters")


# ---- what is new


def _fresh(before: Page | None, now: Page, readings: Mapping[str, str], *, is_turned: bool) -> list[Said]:
    """What is read rather than operated, and was not there before."""
    known = {_identity(said) for said in before.said} if before else set()
    fresh = []
    for said in now.said:
        if said.role == "meter":
            is_fresh = readings.get(said.key) != _reading(said)
        else:
            is_fresh = _identity(said) not in known or (is_turned and said.is_live)
        if is_fresh and not said.is_operable and not said.is_sound:
            fresh.append(said)
    return fresh


def _identity(said: Said) -> tuple[str, str, str]:
    return _PIECE.sub(r"\1", said.key), said.name, said.value


def _reading(said: Said) -> str:
    """A meter's value, without what it was."""
    return said.value.partition(";")[0]


def _readings(page: Page) -> dict[str, str]:
    return {said.key: _reading(said) for said in page.said if said.role == "meter"}


def _heading_first(fresh: list[Said]) -> list[Said]:
    """Where a page is comes before what its picture shows, though the picture stands before it."""
    at = next((place for place, said in enumerate(fresh) if said.role != "image"), 0)
    if not at or fresh[at].role not in ("heading", "text"):
        return fresh
    end = next((place for place in range(at + 1, len(fresh)) if fresh[place].role != "text"), len(fresh))
    return [*fresh[at:end], *fresh[:at], *fresh[end:]]


def _gone_back_to(before: Page, now: Page) -> list[Phrase]:
    """The last thing told, where others that came after it have been taken back."""
    there = [_identity(said) for said in now.said if said.is_live]
    was = {_identity(said) for said in before.said if said.is_live}
    if not there or len(was) <= len(there) or not was.issuperset(there):
        return []
    return [[(said.name, said.language) for said in now.said if said.is_live][-1]]


def _choices_met(before: Page | None, now: Page, *, is_turned: bool) -> list[Phrase]:
    """How many choices there are, where they have just come."""
    there = [_identity(said) for said in now.said if said.role == "choice"]
    was = [_identity(said) for said in before.said if said.role == "choice"] if before and not is_turned else []
    if not there or there == was:
        return []
    return [(tr_count("{n} choice", "{n} choices", len(there)), "")]


# ---- what has the focus


def _focused(page: Page | None) -> Said | None:
    return next((said for said in page.said if said.key == page.focus), None) if page else None


def _focus(before: Page | None, now: Page) -> list[Phrase]:
    """What the focus has come to, or what has become of what it was at; nothing where nothing has."""
    was, at = _focused(before), _focused(now)
    if at is None or (was is not None and _identity(was) == _identity(at)):
        return []
    if was is None or (was.key, was.name) != (at.key, at.name):
        return _operable(at, now)
    return [(_written(was.value, at.value) if at.role == "entry" else _value(at), "")]


def _operable(said: Said, page: Page) -> list[Phrase]:
    """Its words, its hint or state, what it is, and where among others like it."""
    others = [each for each in page.said if each.is_operable and (each.role == "choice") == (said.role == "choice")]
    called = tr(_CALLED.get(said.role, said.role))
    place = (
        tr("{called} {at} of {all}", called=called, at=others.index(said) + 1, all=len(others)) if others else called
    )
    if said.role == "entry":
        return [(f"{tr('{what}: {value}', what=said.name, value=said.value or tr('empty'))}. {place}", "")]
    if said.range is not None:
        return [(f"{tr('{what}: {value}', what=said.name, value=_value(said))}. {place}", "")]
    return _in_breaths([*((_ended(words), code) for words, code in _pieces(said)), (place, "")])


def _value(said: Said) -> str:
    """Which of its values holds, and where among them."""
    if said.range is None:
        return said.value
    at, least, most = (round(each) for each in said.range)
    return tr("{value}, {at} of {all}", value=said.value, at=at - least + 1, all=most - least + 1)


def _written(was: str, now: str) -> str:
    """What a key has written or taken away."""
    if now.startswith(was):
        return _letters(now[len(was) :])
    if was.startswith(now):
        return tr("{letters} taken away", letters=_letters(was[len(now) :])) if now else tr("empty")
    return now


def _letters(letters: str) -> str:
    return tr_as("a letter", "space") if letters == " " else letters


# ---- words


def _in_words(said: Said) -> list[Phrase]:
    if said.role == "image" and said.language:
        return [(tr("Picture: {looks}", looks="").strip(), ""), (said.name, said.language)]
    if said.role == "image":
        return [(tr("Picture: {looks}", looks=said.name), "")]
    if said.role == "meter":
        return _meter(said)
    if said.pieces:
        return _in_breaths([(_ended(words), code) for words, code in said.pieces])
    return [(labelled(said.name, said.value, said.language) if said.value else said.name, said.language)]


def _meter(said: Said) -> list[Phrase]:
    """Its name and what it reads, which are a story's words, and what it was."""
    if not said.language:
        return [(tr("{what}: {value}", what=said.name, value=said.value), "")]
    reading, _, was = said.value.partition(";")
    told = [(labelled(said.name, reading.strip(), said.language), said.language)]
    return [*told, (was.strip(), "")] if was else told


def _pieces(said: Said) -> tuple[Phrase, ...]:
    return said.pieces or ((said.name, said.language), (said.value, said.language))


def _in_breaths(pieces: list[Phrase]) -> list[Phrase]:
    """Pieces that follow one another in one language said in one breath; what is empty left out."""
    breaths: list[Phrase] = []
    for words, code in pieces:
        if not words:
            continue
        if breaths and breaths[-1][1] == code:
            breaths[-1] = (f"{breaths[-1][0]} {words}", code)
        else:
            breaths.append((words, code))
    return breaths


def _ended(words: str) -> str:
    """Words with a stop after them, so that there is a pause."""
    if not words:
        return ""
    return words if words.rstrip("’”“»」\u202f'\"")[-1:] in (".", "!", "?", "…", ":") else f"{words}."
