"""What a facilitator without phones has on the terminal to read: the words before and after, each page, the clock, and the talk."""

from __future__ import annotations

from collections.abc import Callable

from game.language import apart, tr
from game.room import aloud, said, split, telling
from game.room.lines import Lines
from game.room.pace import pace
from game.room.session import Session
from game.room.typed import listed
from game.story.model import Story


class ReadOut:
    """Everything that there is to read, said as the room comes to it.

    Args:
        lines: Where it goes.
        today: What time it is, in seconds since 1970.
    """

    def __init__(self, lines: Lines, today: Callable[[], float]) -> None:
        self._lines = lines
        self._today = today

    def opening(self, story: Story) -> None:
        """The words before anything is read, and how hands are typed."""
        self._lines.say(*said.opening(story))
        self._lines.say(tr(split.RULE), tr(split.SMALL))
        self._lines.say(tr("Type how many hands there are for each choice, as `12 7`. Other words: `help`."))

    def closing(self, story: Story) -> None:
        """The words at the end."""
        first, *rest = map(tr, said.CLOSING)
        turn_to = tr("Whoever wants to talk can turn to: {contacts}.", contacts=apart(said.contacts(story)))
        self._lines.say(first, turn_to, *rest)

    def arrived(self, session: Session, *, has_moved: bool = True) -> None:
        """What the last choice led to, where the life has moved, and the page it has come to."""
        if has_moved:
            told = telling.before_the_day if session.is_day_over else telling.turned
            self._lines.say(*told(session.life))
        self.page(session)

    def page(self, session: Session) -> None:
        """The page, and how the room stands by its clock."""
        self._lines.say(*aloud.page(session))
        if session.hour is not None:
            self.time(session)

    def time(self, session: Session) -> None:
        """How the room stands by the clock, and what could be left out."""
        stands = pace(session, self._today())
        if not stands.words:
            self._lines.say(tr("It has only begun."))
            return
        spare = [f"{at}. {words}" for at, (_, words) in enumerate(stands.spare, start=1)]
        leave = [tr("To catch up, `leave` and a number leaves out:"), *spare] if spare else []
        self._lines.say("\n".join([stands.words, *leave]))

    def offer(self, session: Session) -> None:
        """The choices by number, where there are any."""
        if session.vote is not None:
            self._lines.say(aloud.offer(session, session.vote))

    def talk(self, session: Session) -> None:
        """What there is to talk about."""
        if session.talk is None:
            self._lines.say(tr("The story has nothing to talk about on this page."))
        self._lines.say(*aloud.talk(session))

    def help(self, session: Session) -> None:
        """What may be typed."""
        self._lines.say(aloud.how_to_count(session.vote) if session.vote else tr("An empty line goes on."))
        self._lines.say(listed())
