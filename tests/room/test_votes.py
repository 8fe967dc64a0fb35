"""Laws of a vote: one seat is counted once however it comes and goes, and once closed nothing says who stood where."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import attrs
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from game.room import aloud, report, views
from game.room.count import RATHER_NOT, count
from game.room.journal import written
from game.room.seats import Seats
from game.room.session import Session
from game.room.vote import HANDS, NoSuchSide, NotNow, Outcome, Phase, TooManyHands, Vote
from game.story import read_story

SHORT_DAY = read_story(Path(__file__).parents[1] / "stories" / "short-day")
CHOICES = ("left", "right", "stay")
SIDES = (*CHOICES, RATHER_NOT)

seats = st.sampled_from([f"seat-{at}" for at in range(12)])
casts = st.dictionaries(seats, st.sampled_from(SIDES).map(lambda side: {side: 1}))
deeds = st.lists(
    st.one_of(
        st.tuples(seats, st.sampled_from((*SIDES, ""))),
        st.sampled_from(["pause", "resume", "close", "reveal", "reopen"]),
    ),
    max_size=60,
)


def voted(cast: Mapping[str, int]) -> Vote:
    """A revealed vote with so many hands on each side."""
    return Vote(CHOICES).say(HANDS, cast, hands=5000).close().reveal()


@given(deeds)
def test_however_seats_come_and_go_each_is_counted_once_where_it_stood_last(given_deeds: list[object]) -> None:
    vote, stands, runs = Vote(CHOICES), dict[str, str](), 0
    for deed in given_deeds:
        phase = vote.phase
        try:
            if isinstance(deed, str):
                vote = getattr(vote, deed)()
            else:
                seat, side = deed  # type: ignore[misc]
                vote = vote.say(seat, {side: 1} if side else {})
        except NotNow:
            assert vote.phase is phase
            continue
        if isinstance(deed, tuple):
            stands[deed[0]] = deed[1]
        elif deed == "close":
            runs += 1
            expected = {side: sum(stood == side for stood in stands.values()) for side in SIDES}
            told = {side.choice: side.hands for side in vote.counts[-1].sides if side.hands is not None}
            assert told in ({}, expected)
        elif deed == "reopen":
            stands = {}
    assert len(vote.counts) == runs
    if vote.phase in (Phase.OPEN, Phase.PAUSED):
        assert vote.raised == sum(1 for side in stands.values() if side)


@given(casts)
def test_a_closed_vote_holds_nothing_of_any_seat(cast: dict[str, dict[str, int]]) -> None:
    vote = Vote(CHOICES)
    for seat, said in cast.items():
        vote = vote.say(seat, said)
    closed = vote.close()
    assert not closed.cast
    assert "seat-" not in repr(attrs.asdict(closed.reveal()))
    assert all(not closed.stands(seat) for seat in cast)


def test_a_thousand_votes_from_one_seat_are_one() -> None:
    vote = Vote(CHOICES)
    for at in range(1000):
        vote = vote.say("seat", {CHOICES[at % 3]: 1})
    assert vote.raised == 1


def test_hands_and_phones_are_counted_together() -> None:
    vote = Vote(CHOICES).say(HANDS, {"left": 9, "right": 3}, hands=5000)
    for at in range(5):
        vote = vote.say(f"phone-{at}", {"right": 1})
    vote = vote.say("table", {"left": 3, "stay": 3}, hands=6)
    shown = vote.close().reveal().shown
    assert shown is not None
    assert [side.hands for side in shown.sides] == [12, 8, 3, 0]
    assert shown.voters == 23


def test_a_seat_has_no_more_hands_than_it_stands_for() -> None:
    vote = Vote(CHOICES)
    for said in ({"left": 2}, {"left": 1, "right": 1}, {"left": -1}):
        with pytest.raises(TooManyHands):
            vote.say("seat", said)
    with pytest.raises(NoSuchSide):
        vote.say("seat", {"up": 1})


def test_the_count_is_hidden_until_it_is_revealed() -> None:
    vote = Vote(CHOICES).say("seat", {"left": 1})
    assert vote.shown is None
    assert vote.close().shown is None
    assert vote.close().reveal().shown is not None


def test_a_closed_or_paused_vote_takes_no_hands_and_an_opened_one_begins_afresh() -> None:
    vote = Vote(CHOICES).say("seat", {"left": 1})
    for shut in (vote.pause(), vote.close(), vote.close().reveal()):
        with pytest.raises(NotNow):
            shut.say("seat", {"right": 1})
    assert vote.pause().resume().say("other", {"right": 1}).raised == 2
    again = vote.close().reveal().reopen()
    assert (again.raised, len(again.counts), again.shown) == (0, 1, None)


def test_a_tie_is_talked_over_and_voted_on_again_and_then_the_facilitator_decides() -> None:
    tie = voted({"left": 10, "right": 10})
    assert tie.outcome is Outcome.TALK_AND_VOTE_AGAIN
    again = tie.reopen().say(HANDS, {"left": 10, "right": 10}, hands=20).close().reveal()
    assert again.outcome is Outcome.FACILITATOR
    assert tie.reopen().say(HANDS, {"left": 11, "right": 9}, hands=20).close().reveal().outcome is Outcome.DECIDED


def test_to_rather_not_say_is_counted_and_never_wins() -> None:
    shown = voted({"left": 4, RATHER_NOT: 30}).shown
    assert shown is not None
    assert shown.leading == ("left",)
    assert shown.sides[-1].hands == 30


def test_a_vote_in_which_nobody_chose_is_a_tie() -> None:
    assert voted({RATHER_NOT: 30}).outcome is Outcome.TALK_AND_VOTE_AGAIN
    assert voted({}).outcome is Outcome.TALK_AND_VOTE_AGAIN


@pytest.mark.parametrize(
    ("cast", "first"),
    [
        ({"left": 65, "right": 35}, "right"),
        ({"left": 66, "right": 34}, None),
        ({"left": 40, "right": 36, "stay": 24}, "right"),
        ({"left": 50, "right": 50}, None),
        ({"left": 65, "right": 35, RATHER_NOT: 100}, "right"),
    ],
)
def test_the_smaller_side_speaks_first_from_thirty_five_in_a_hundred(cast: dict[str, int], first: str | None) -> None:
    shown = voted(cast).shown
    assert shown is not None
    assert shown.first_to_speak == first


def test_nine_in_ten_are_asked_what_would_make_the_other_door_right() -> None:
    for cast, asked in (({"left": 90, "right": 10}, True), ({"left": 89, "right": 11}, False), ({"left": 20}, True)):
        shown = voted(cast).shown
        assert shown is not None
        assert shown.asks_for_the_other is asked


# ---- a few


@given(st.fixed_dictionaries({side: st.integers(0, 7) for side in SIDES}))
def test_under_eight_voters_or_beside_one_or_two_or_where_all_agree_no_number_is_left(hands: dict[str, int]) -> None:
    told, voters = count(CHOICES, {HANDS: hands}), sum(hands.values())
    points = voters < 8 or any(number in (1, 2, voters) for number in hands.values())
    assert told.is_in_numbers is not points
    assert all((side.hands is None) is points for side in told.sides)
    assert told.voters == (None if voters < 8 else voters)


@given(st.fixed_dictionaries({side: st.integers(0, 7) for side in SIDES}).filter(lambda hands: sum(hands.values()) < 8))
def test_of_a_small_room_nothing_is_left_but_what_leads(hands: dict[str, int]) -> None:
    told = count(CHOICES, {HANDS: hands})
    most = max(hands[choice] for choice in CHOICES)
    alike = count(CHOICES, {HANDS: {choice: min(1, most) for choice in CHOICES if hands[choice] == most}})
    assert told == alike


few = st.fixed_dictionaries({side: st.integers(0, 2) for side in ("right", "stay", RATHER_NOT)})


@given(st.integers(8, 60), few)
def test_where_all_agreed_it_reads_as_where_a_few_did_not(voters: int, others: dict[str, int]) -> None:
    left = voters - sum(others.values())
    assume(left > 2)
    assert count(CHOICES, {HANDS: {"left": left, **others}}) == count(CHOICES, {HANDS: {"left": voters}})


@example({"left": 12, "right": 7}, (2, 1))
@given(
    st.fixed_dictionaries({"left": st.integers(3, 40), "right": st.integers(3, 40)}),
    st.sampled_from([(1, 1), (2, 1), (2, 2)]),
)
def test_how_a_few_are_spread_over_the_small_sides_cannot_be_told(
    large: dict[str, int], spread: tuple[int, int]
) -> None:
    one, other = ({"stay": spread[at], RATHER_NOT: spread[1 - at]} for at in (0, 1))
    assume(sum(large.values()) >= 8)
    assert count(CHOICES, {HANDS: large | one}) == count(CHOICES, {HANDS: large | other})


@settings(max_examples=20, deadline=None)  # the first page takes long: its templates are read
@given(st.integers(8, 30), st.integers(0, 2), st.integers(0, 2))
def test_no_face_of_the_room_tells_agreement_from_near_agreement(voters: int, right: int, rather_not: int) -> None:
    assume(voters - right - rather_not > 2)
    one, other = (
        faces({"strike": voters - against - silent, "save-matches": against, RATHER_NOT: silent})
        for against, silent in ((0, 0), (right, rather_not))
    )
    assert one == other
    for face in one:
        assert not re.search(rf"\d+ of \d+|\b{voters}\b of", face)


def faces(hands: dict[str, int]) -> list[str]:
    """Everything that a phone, the projector, the facilitator, the terminal, the disk, the report and the table say."""
    room = Session.begin(SHORT_DAY).say(HANDS, hands, hands=sum(hands.values())).close().reveal()
    seats = Seats(bytes(32))
    behind = room.go_on()
    return [
        json.dumps(views.for_phone(room, "seat", 1, views.for_everybody(room))),
        json.dumps(views.for_screen(room, address="", code="")),
        json.dumps(views.for_host(room, seats, address="", code="", paired=1)),
        "\n".join(aloud.divided(room)),
        written(room).decode().replace(f'"voters": {sum(hands.values())}', ""),
        re.sub(r"<style>.*?</style>", "", report.page([behind]), flags=re.DOTALL),
        report.splits([behind]),
    ]


def test_four_to_one_reads_like_three_to_two_and_five_to_none() -> None:
    four, three, five = (count(CHOICES, {HANDS: {"left": 5 - few, "right": few}}) for few in (1, 2, 0))
    assert four == three == five


def test_all_or_nearly_all_of_a_large_room_are_told_in_the_same_words() -> None:
    told = count(CHOICES, {HANDS: {"left": 23}})
    assert [side.share.value for side in told.sides] == ["most, or all", *["a few, or none"] * 3]
    assert told.asks_for_the_other
    told = count(CHOICES, {HANDS: {"left": 6, "right": 2}})
    assert [side.share.value for side in told.sides] == ["more than any other", *["a few, or none"] * 3]
