"""A room's hour as a value, and on disk: it goes on, back, and up again after a fall with every closed vote."""

from __future__ import annotations

import json
import random
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game import disk
from game.room.journal import Journal, NoRoom, read, written
from game.room.seats import MOST_AT_A_TABLE, DoorShut, NotASeat, Seats
from game.room.session import How, Session
from game.room.vote import HANDS, NoSuchSide, NotNow, Outcome, Phase
from game.story import read_story
from game.story.model import Story
from tests.laws.made_stories import dice, stories

SHORT_DAY = read_story(Path(__file__).parent.parent / "stories" / "short-day")


def decided(session: Session, choice: str) -> Session:
    """The room after a vote that the choice won."""
    return session.say(HANDS, {choice: 12}, hands=12).close().reveal().go_on()


def tied(session: Session) -> Session:
    """The room with a tie between the first two choices before it."""
    assert session.vote is not None
    return session.say(HANDS, dict.fromkeys(session.vote.choices[:2], 6), hands=12).close().reveal()


def hour(story: Story, by: random.Random, most: int = 40) -> Session:
    """A room somewhere in its hour, as chance has it."""
    session = Session.begin(story)
    for _ in range(by.randint(0, most)):
        deeds = [
            lambda at: at.go_on(),
            lambda at: at.say(f"seat-{by.randint(0, 9)}", {by.choice(at.vote.choices if at.vote else ["?"]): 1}),
            lambda at: at.say(HANDS, {by.choice(at.vote.choices if at.vote else ["?"]): by.randint(0, 20)}, hands=20),
            lambda at: at.close(),
            lambda at: at.reveal(),
            lambda at: at.pause(),
            lambda at: at.resume(),
            lambda at: at.reopen(),
            lambda at: at.back(),
            lambda at: at.settle(by.choice(at.vote.choices if at.vote else ["?"])),
            lambda at: at.override(by.choice(at.vote.choices if at.vote else ["?"])),
        ]
        try:
            session = by.choice(deeds)(session)
        except (NotNow, NoSuchSide):
            continue
    return session


def as_kept(session: Session) -> Session:
    """A room as it should come up again: without hands that were still up, and without what was gone back on."""
    vote = session.vote
    if vote is not None:
        phase = vote.phase if vote.phase in (Phase.CLOSED, Phase.REVEALED) else Phase.OPEN
        vote = attrs.evolve(vote, phase=phase, cast={})
    return attrs.evolve(session, life=attrs.evolve(session.life, future=()), vote=vote)


@given(stories, dice)
def test_a_room_comes_up_again_with_every_closed_vote(story: Story, by: random.Random) -> None:
    session = hour(story, by)
    resumed = read(written(session), story)
    assert resumed.session == as_kept(session)
    assert resumed.notices == ()


@given(stories, dice)
def test_nothing_on_disk_tells_of_any_seat(story: Story, by: random.Random) -> None:
    assert b"seat-" not in written(hour(story, by))


@given(stories, dice, st.data())
def test_no_damage_to_a_kept_room_is_worse_than_a_sentence(
    story: Story, by: random.Random, data: st.DataObject
) -> None:
    whole = written(hour(story, by, 12))
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:at] + data.draw(st.binary(max_size=3)) + whole[at + data.draw(st.integers(0, 3)) :]
    try:
        session = read(damaged, story).session
    except (ValueError, KeyError, TypeError, AttributeError):
        return
    except Exception as wrong:
        assert type(wrong).__name__ in ("NoSuchChapter", "OverflowError", "RecursionError")  # noqa: PT017
        return
    for decision in session.decisions:
        assert decision.choice in decision.choices
    if session.vote is not None and session.vote.phase is Phase.REVEALED:
        assert session.vote.shown is not None


def test_most_hands_turn_the_page_and_are_remembered() -> None:
    session = decided(Session.begin(SHORT_DAY), "strike")
    assert session.life.choices == ("strike",)
    assert [(each.choice, each.how) for each in session.decisions] == [("strike", How.VOTE)]
    assert session.vote is not None
    assert session.vote.phase is Phase.OPEN


def test_a_page_is_not_turned_before_its_vote_is_decided() -> None:
    session = Session.begin(SHORT_DAY)
    for early in (session, session.close(), tied(session)):
        with pytest.raises(NotNow):
            early.go_on()


def test_after_a_second_tie_the_facilitator_decides_between_those_that_tie() -> None:
    first = tied(Session.begin(SHORT_DAY))
    with pytest.raises(NotNow):
        first.settle("strike")
    second = tied(first.reopen())
    assert second.vote is not None
    assert second.vote.outcome is Outcome.FACILITATOR
    with pytest.raises(NoSuchSide):
        second.settle("look-out")
    settled = second.settle("save-matches")
    assert settled.decisions[-1].how is How.FACILITATOR
    assert len(settled.decisions[-1].counts) == 2


def test_an_override_is_written_down_as_one_with_what_was_voted() -> None:
    session = Session.begin(SHORT_DAY).say(HANDS, {"strike": 12}, hands=12).close().reveal().override("save-matches")
    decision = session.decisions[-1]
    assert (decision.choice, decision.how) == ("save-matches", How.OVERRIDE)
    assert decision.counts[0].leading == ("strike",)


def test_going_back_shows_the_first_count_and_opening_again_keeps_it() -> None:
    back = decided(Session.begin(SHORT_DAY), "strike").back()
    assert back.vote is not None
    assert back.vote.shown is not None
    assert back.life.choices == ()
    again = decided(back.reopen(), "save-matches")
    assert [count.leading for count in again.decisions[-1].counts] == [("strike",), ("save-matches",)]
    with pytest.raises(NotNow):
        Session.begin(SHORT_DAY).back()


def test_a_page_that_asks_nothing_is_turned_without_a_vote() -> None:
    session = decided(decided(Session.begin(SHORT_DAY), "strike"), "look-in")
    assert session.vote is None
    assert session.can_go_on
    with pytest.raises(NotNow):
        session.say(HANDS, {"shut": 1})
    assert session.go_on().vote is not None


# ---- on disk


def test_a_room_is_kept_whole_and_one_room_at_a_time_holds_it() -> None:
    session = decided(Session.begin(SHORT_DAY), "strike")
    with Journal(SHORT_DAY) as journal:
        journal.keep(session)
        with pytest.raises(disk.SlotTaken):
            Journal(SHORT_DAY).__enter__()
    with Journal(SHORT_DAY) as journal:
        assert journal.resume().session == session


def test_where_there_is_no_room_to_go_on_with_a_sentence_says_so() -> None:
    with Journal(SHORT_DAY) as journal:
        with pytest.raises(NoRoom, match="without --resume"):
            journal.resume()
        journal.path.write_bytes(b"{")
        with pytest.raises(NoRoom, match="cannot be read"):
            journal.resume()


def test_a_room_whose_last_step_was_damaged_goes_on_from_the_one_before() -> None:
    first = Session.begin(SHORT_DAY)
    with Journal(SHORT_DAY) as journal:
        journal.keep(first)
        journal.keep(decided(first, "strike"))
        journal.path.write_bytes(journal.path.read_bytes()[:40])
        resumed = journal.resume()
    assert resumed.session == first
    assert "one before" in resumed.notices[0]


def test_a_story_that_has_changed_since_goes_on_as_far_as_it_holds() -> None:
    session = decided(decided(Session.begin(SHORT_DAY), "strike"), "look-in")
    kept = json.loads(written(session))
    kept["made"][1] = "look-nowhere"
    resumed = read(json.dumps(kept).encode(), SHORT_DAY)
    assert resumed.session.life.choices == ("strike",)
    assert len(resumed.session.decisions) == 1
    assert "changed" in resumed.notices[0]


def test_a_new_room_sets_an_unfinished_one_aside() -> None:
    session = decided(Session.begin(SHORT_DAY), "strike")
    with Journal(SHORT_DAY) as journal:
        assert journal.set_aside() is None
        journal.keep(session)
        aside = journal.set_aside()
        assert aside is not None
        assert read(aside.read_bytes(), SHORT_DAY).session == session
        journal.keep(session.end())
        assert journal.set_aside() is None


# ---- seats

KEY = bytes(32)


def test_a_seat_comes_back_and_is_counted_once() -> None:
    seats, word = Seats(KEY).new(b"a" * 16)
    assert seats.back(word) is seats
    assert seats.hands == 1
    after_a_fall = Seats(KEY).back(word)
    assert after_a_fall.taken == seats.taken


def test_a_word_that_this_room_did_not_give_out_is_no_seat() -> None:
    seats, word = Seats(KEY).new(b"a" * 16)
    turned = ("0" if word[-1] != "0" else "1").join([word[:-1], ""])
    for made_up in ("", HANDS, "é" * 64, word[:-1], turned, word + "0", word.upper() + "x"):
        with pytest.raises(NotASeat):
            seats.back(made_up)
    with pytest.raises(NotASeat):
        Seats(bytes([1]) * 32).back(word)


def test_a_locked_door_keeps_out_whoever_is_new_and_nobody_else() -> None:
    seats, word = Seats(KEY).new(b"a" * 16)
    locked = seats.locked(True)
    with pytest.raises(DoorShut):
        locked.new(b"b" * 16)
    assert locked.back(word) is locked
    assert Seats(KEY).locked(True).back(word).is_locked
    assert locked.locked(False).new(b"b" * 16)[0].hands == 2


def test_a_phone_may_stand_for_the_hands_of_a_table() -> None:
    seats, word = Seats(KEY).new(b"a" * 16)
    assert seats.at_a_table(word, 6).hands == 6
    for hands in (0, MOST_AT_A_TABLE + 1):
        with pytest.raises(ValueError, match="hands"):
            seats.at_a_table(word, hands)
    with pytest.raises(NotASeat):
        seats.at_a_table("nobody", 2)
