"""A room without any phone and without a server: the facilitator reads aloud, counts hands, and types them here."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Final

from game import spoken
from game.hindsight import Hindsight
from game.language import tr, tr_count
from game.room import aloud, odds_moved, split
from game.room.beginning import begun
from game.room.count import RATHER_NOT
from game.room.journal import Journal
from game.room.kept_at_hand import Kept
from game.room.lines import Lines
from game.room.pace import pace
from game.room.read_out import ReadOut
from game.room.session import Session
from game.room.telling import stopped
from game.room.typed import TYPED, is_number, meant, not_a_word
from game.room.vote import HANDS, MOST_HANDS, NoSuchSide, NotNow, Outcome, Phase

INTERRUPTED: Final = 130
"""The exit code after Ctrl-C, as shells have it."""
PATIENCE_S: Final = 20.0
"""How long what moved the odds of a whole life is waited for."""
LITTLE_PATIENCE_S: Final = 3.0
"""How long what moved those of a day is, which is worked out while there is talk; where it takes longer, `report` has it."""


def run(
    story_path: Path,
    *,
    chapter: str | None,
    resume: bool,
    splits: Path | None,
    lines: Lines,
    minutes: int | None = None,
    today: Callable[[], float] = time.time,
) -> int:
    """Hold a room's hour by show of hands.

    Args:
        story_path: The story's folder.
        chapter: The day to begin with, instead of the first.
        resume: Whether to go on with the room that was open last.
        splits: The file for the table of splits; it is read out at the end without one.
        lines: Where numbers and words are typed, and where the room's words go.
        minutes: 15, 45 or 90, where the room is to be led through an hour of that length.
        today: What time it is, in seconds since 1970.

    Returns:
        The exit code: 0, or `INTERRUPTED`.

    Raises:
        StoryProblems, NoStory: The story cannot be told, or there is none.
        NoSuchChapter: It has no such day.
        SlotTaken: Another room of this story is open.
        NoRoom: There is no room to go on with.
        CannotHold: The minutes cannot hold the day.
    """
    story = spoken.story(story_path)
    with Journal(story) as journal, closing(Hindsight(story_path)) as hindsight:
        resumed = journal.resume() if resume else None
        session = begun(story, chapter, minutes) if resumed is None else resumed.session
        kept = Kept(journal, splits, lines)
        room = ByHands(session.opened(int(today())), kept, lines, hindsight, today)
        try:
            room.open(resumed.notices if resumed else (), is_new=resumed is None)
            room.hold()
        except KeyboardInterrupt:
            room.leave()
            return INTERRUPTED
    return 0


class ByHands:
    """One sitting of a room, and the lines that go in and out."""

    def __init__(
        self, session: Session, kept: Kept, lines: Lines, hindsight: Hindsight, today: Callable[[], float]
    ) -> None:
        self.session = session
        self.kept = kept
        self.lines = lines
        self.hindsight = hindsight
        self.read_out = ReadOut(lines, today)
        self.today = today
        self.is_over = False
        self._does: dict[str, Callable[[str], None]] = {
            "close": self.close,
            "reveal": self.reveal,
            "go": self.go,
            "reopen": self.reopen,
            "pause": self.pause,
            "resume": self.resume,
            "choose": self.choose,
            "override": self.override,
            "back": self.back,
            "again": lambda _: self.read_out.page(self.session),
            "talk": lambda _: self.read_out.talk(self.session),
            "time": lambda _: self.read_out.time(self.session),
            "leave": self.leave_out,
            "splits": lambda _: self.lines.say(split.table(self.session)),
            "end": lambda _: self.end(),
            "quit": lambda _: self.leave(),
            "help": lambda _: self.read_out.help(self.session),
        }

    # ---- the hour

    def open(self, notices: Iterable[str], *, is_new: bool) -> None:
        """Say what is said before anything is read, then read the first page; or the page the room goes on from."""
        story = self.session.story
        self.lines.say(f"{stopped(story.title)} {story.tagline}".strip())
        if is_new:
            if (aside := self.kept.set_aside()) is not None:
                self.lines.say(
                    tr("The room before was not ended; what was decided in it is kept in {file}.", file=aside)
                )
            self.read_out.opening(story)
        self.lines.say(*notices)
        if self.session.is_ended:
            self.lines.say(tr("This room was ended. What it decided:"))
            self.kept.give_splits(self.session)
            self.is_over = True
            return
        self.kept.keep(self.session)
        self.read_out.page(self.session)

    def hold(self) -> None:
        """Take lines until the hour or the lines are over."""
        while not self.is_over:
            line = self.lines.ask()
            if line is None:
                self.leave()
                return
            try:
                self._take(line)
            except (NotNow, NoSuchSide) as no:
                self.lines.say(str(no))
            self.kept.keep(self.session)

    def leave(self) -> None:
        """Stop here, to go on another time."""
        self.kept.keep(self.session)
        self.is_over = True
        if self.kept.is_whole:
            self.lines.say(tr("The room is kept as it stands: `--resume` goes on with it, with every closed vote."))

    def end(self) -> None:
        """End the hour, and give the table of splits."""
        patience = {"life_s": PATIENCE_S, "day_s": LITTLE_PATIENCE_S}
        self.lines.say(*odds_moved.waited_for(self.hindsight, self.session, **patience))
        self.session = self.session.end()
        self.is_over = True
        self.read_out.closing(self.session.story)
        self.kept.give_splits(self.session)

    def _take(self, line: str) -> None:
        word, _, rest = line.strip().partition(" ")
        if not word:
            self._next()
        elif is_number(word):
            self._count(line.split())
        elif (does := meant(word)) is not None:
            self._does[does](rest.strip())
        else:
            self.lines.say(not_a_word(word))

    def _next(self) -> None:
        """Do what comes next: an empty line asks for it."""
        vote = self.session.vote
        if self.session.life.is_over and self.session.hour is None:
            self.end()
        elif vote is None or vote.outcome is Outcome.DECIDED:
            self.go("")
        elif vote.phase is Phase.OPEN and not vote.raised:
            self.lines.say(tr("Nobody's hand is counted yet. {how}", how=aloud.how_to_count(vote)))
        elif vote.phase in (Phase.OPEN, Phase.PAUSED):
            self.close("")
        elif vote.phase is Phase.CLOSED:
            self.reveal("")
        elif vote.outcome is Outcome.TALK_AND_VOTE_AGAIN:
            self.reopen("")
        else:
            self.lines.say(
                tr("It is a tie for the second time. Decide, say so aloud, and type `choose` and its number.")
            )

    # ---- counting

    def _count(self, typed: list[str]) -> None:
        vote = self.session.vote
        if vote is None:
            raise NotNow(tr("There is nothing to decide on this page: an empty line turns it."))
        if not all(is_number(each) for each in typed) or len(typed) not in (len(vote.choices), len(vote.choices) + 1):
            self.lines.say(aloud.how_to_count(vote))
            return
        sides = (*vote.choices, RATHER_NOT)
        hands = {side: int(number) for side, number in zip(sides, typed, strict=False)}
        if max(hands.values()) > MOST_HANDS:
            self.lines.say(tr("No more than {n} hands are counted on a side.", n=MOST_HANDS))
            return
        total = sum(hands.values())
        self.session = self.session.say(HANDS, hands, hands=total)
        self.lines.say(
            tr_count(
                "{n} hand is counted. An empty line closes the vote.",
                "{n} hands are counted. An empty line closes the vote.",
                total,
            )
        )

    def close(self, _: str) -> None:
        """Count the hands."""
        self.session = self.session.close()
        self.lines.say(tr("The vote is closed. An empty line reveals it."))

    def reveal(self, _: str) -> None:
        """Show how they divide, what that asks for, and what there is to talk about."""
        self.session = self.session.reveal()
        self.lines.say(*aloud.divided(self.session))

    def pause(self, _: str) -> None:
        """Take no hands for a while."""
        self.session = self.session.pause()
        self.lines.say(tr("The vote is paused. `resume` takes hands again."))

    def resume(self, _: str) -> None:
        """Take hands again."""
        self.session = self.session.resume()
        self.read_out.offer(self.session)

    def reopen(self, _: str) -> None:
        """Vote once more."""
        self.session = self.session.reopen()
        self.lines.say(tr("The vote is open again, and begins afresh."))
        self.read_out.offer(self.session)

    # ---- deciding

    def go(self, _: str) -> None:
        """Turn the page."""
        before = self.session
        self.session = before.go_on()
        if self.session.is_ended:
            self.end()
            return
        odds_moved.asked_for(self.hindsight, self.session)
        if self.session.is_next_day_of(before):
            self.kept.set_aside()
        self.read_out.arrived(self.session, has_moved=self.session.life is not before.life)

    def leave_out(self, typed: str) -> None:
        """Leave out a scene to catch up."""
        spare = pace(self.session, self.today()).spare
        if not spare:
            raise NotNow(tr("Nothing need be left out."))
        if not is_number(typed) or not 1 <= int(typed) <= len(spare):
            self.lines.say(tr("`leave` is followed by a number, 1 to {last}.", last=len(spare)))
            self.read_out.time(self.session)
            return
        self.session = self.session.leave_out(spare[int(typed) - 1][0])
        self.lines.say(tr("Left out: {what}.", what=spare[int(typed) - 1][1]))

    def choose(self, typed: str) -> None:
        """Decide after a second tie."""
        choice = self._choice(typed, "choose")
        if choice is not None:
            self.session = self.session.settle(choice)
            self.read_out.arrived(self.session)

    def override(self, typed: str) -> None:
        """Decide whatever was voted."""
        choice = self._choice(typed, "override")
        if choice is not None:
            self.session = self.session.override(choice)
            self.lines.say(tr("Decided by your word. Say so aloud: it is written down as that, beside what was voted."))
            self.read_out.arrived(self.session)

    def back(self, _: str) -> None:
        """Go back on the last decision."""
        self.session = self.session.back()
        self.read_out.page(self.session)

    def _choice(self, typed: str, word: str) -> str | None:
        choices = self.session.vote.choices if self.session.vote else ()
        if is_number(typed) and 1 <= int(typed) <= len(choices):
            return choices[int(typed) - 1]
        if not choices:
            raise NotNow(tr("There is nothing to decide on this page."))
        self.lines.say(
            tr("`{word}` is followed by the number of a choice, 1 to {last}.", word=tr(TYPED[word]), last=len(choices))
        )
        return None
