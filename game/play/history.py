"""A life as it has been lived so far: every step of it, the way back, and the way forward again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from game.play.events import ChapterBegan, Entered, Event, Said
from game.play.journal import Entry, entry
from game.play.moves import SKIP, arrival, can_skip, choose, offered, opening, skip, start
from game.play.state import State
from game.story.model import Choice, Player, Story


@attrs.frozen
class Step:
    """A choice, and where it led."""

    choice: str
    """Its id; `SKIP` where the day was skipped instead."""
    state: State
    """The state after it."""
    events: tuple[Event, ...] = attrs.field(eq=False, repr=False)


@attrs.frozen
class Read:
    """Something read on the way here, for a history to show."""

    step: int
    """How many choices had been made when the page it stands on was opened: `to(step)` goes back to that page."""
    state: State = attrs.field(repr=False)
    """The state in which it was read; for a choice, the one it was made in."""
    event: Event


@attrs.frozen
class Line:
    """Something the player did."""

    step: int
    """How many choices had been made before: `to(step)` goes back to the page it was done on."""
    chapter: str
    entry: Entry | None
    """The choice that was made; none where the day was skipped."""


@attrs.frozen
class Playthrough:
    """One life: where it began, the steps taken, and those gone back on. Going back keeps a future to go forward into,
    until another choice is made.
    """

    story: Story = attrs.field(repr=False)
    origin: State
    began: tuple[Event, ...] = attrs.field(eq=False, repr=False)
    """What was told at the start."""
    steps: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()
    """The steps gone back on, the next one first."""
    before: tuple[str, ...] = ()
    """Choices made before the origin, where the life goes on from a saved day whose past can no longer be replayed."""
    identity: str = attrs.field(default="", eq=False, repr=False)
    """What tells this life from every other, however it goes; empty where whoever began it gave it none."""

    @classmethod
    def begin(
        cls, story: Story, *, chapter: str | None = None, player: Player | None = None, identity: str = ""
    ) -> Playthrough:
        """A new life; see `moves.start`.

        Raises:
            NoSuchChapter: The story has no such chapter.
        """
        state = start(story, chapter=chapter, player=player)
        return cls(story, state, opening(story, state), identity=identity)

    @property
    def is_from_a_beginning(self) -> bool:
        """Whether it began as `moves.start` begins lives, rather than set down in the middle of a story."""
        return self.origin == start(self.story, chapter=self.origin.chapter, player=self.origin.player)

    def called(self, player: Player) -> Playthrough:
        """The same life under another name and other pronouns, told again from its beginning."""
        origin = attrs.evolve(self.origin, player=player)
        begin = opening if self.is_from_a_beginning else arrival
        again = Playthrough(self.story, origin, begin(self.story, origin), before=self.before, identity=self.identity)
        return again.follow(step.choice for step in self.steps + self.future).to(len(self.steps))

    def told_in(self, story: Story) -> Playthrough:
        """The same life, told again by the same story in another language."""
        begin = opening if self.is_from_a_beginning else arrival
        again = Playthrough(story, self.origin, begin(story, self.origin), before=self.before, identity=self.identity)
        return again.follow(step.choice for step in self.steps + self.future).to(len(self.steps))

    @property
    def state(self) -> State:
        """Where the life stands."""
        return self.steps[-1].state if self.steps else self.origin

    @property
    def latest(self) -> tuple[Event, ...]:
        """What happened on the way into the present page."""
        return self.steps[-1].events if self.steps else self.began

    @property
    def offered(self) -> tuple[Choice, ...]:
        """The choices on offer now."""
        return offered(self.story, self.state)

    @property
    def is_over(self) -> bool:
        """Whether an ending is reached."""
        return self.state.ending is not None

    def choose(self, choice: Choice | str) -> Playthrough:
        """The life after a choice. Making the choice that was gone back on keeps the rest of the future.

        Raises:
            NotOffered: It is not on offer.
        """
        wanted = choice if isinstance(choice, str) else choice.id
        if self.future and self.future[0].choice == wanted:
            return self.forward()
        state, events = choose(self.story, self.state, wanted)
        return attrs.evolve(self, steps=(*self.steps, Step(wanted, state, events)), future=())

    def follow(self, choices: Iterable[str]) -> Playthrough:
        """The life after several choices, one after another.

        Raises:
            NotOffered: One of them is not on offer where it comes.
        """
        state, steps = self.state, list(self.steps)
        for wanted in choices:
            state, events = _made(self.story, state, wanted)
            steps.append(Step(wanted, state, events))
        return attrs.evolve(self, steps=tuple(steps), future=())

    @property
    def can_skip(self) -> bool:
        """Whether the day that has just begun may be skipped."""
        return can_skip(self.story, self.state)

    def skip(self) -> Playthrough:
        """The life at the beginning of the next day, with this one left unlived.

        Raises:
            CannotSkip: It is the last, or something of it has been lived.
        """
        if self.future and self.future[0].choice == SKIP:
            return self.forward()
        return self.follow((SKIP,))

    @property
    def day_began(self) -> int:
        """How many choices had been made when the present day began."""
        for at in range(len(self.steps), 0, -1):
            if any(isinstance(event, ChapterBegan) for event in self.steps[at - 1].events):
                return at
        return 0

    @property
    def last_asked(self) -> int:
        """How many choices had been made when the last one was that asked something, itself among them."""
        asked = (at for at, made in enumerate(self.choices, 1) if made == SKIP or not self.story.choices[made].going_on)
        return max(asked, default=0)

    @property
    def can_go_back(self) -> bool:
        """Whether there is a choice to go back on."""
        return bool(self.steps)

    @property
    def can_go_forward(self) -> bool:
        """Whether a choice was gone back on and none made since."""
        return bool(self.future)

    def back(self, count: int = 1) -> Playthrough:
        """The life as it was some choices ago; at its beginning when there were fewer."""
        return self.to(len(self.steps) - count)

    def forward(self, count: int = 1) -> Playthrough:
        """The life some choices on, as it went before; as far as it went when that was less."""
        return self.to(len(self.steps) + count)

    def to(self, step: int) -> Playthrough:
        """The life after that many choices, counted from its beginning, of those taken and gone back on."""
        whole = self.steps + self.future
        at = max(0, min(step, len(whole)))
        return attrs.evolve(self, steps=whole[:at], future=whole[at:])

    @property
    def choices(self) -> tuple[str, ...]:
        """The choices made since the origin, and `SKIP` for each day that was skipped."""
        return tuple(step.choice for step in self.steps)

    def moments(self) -> Iterator[tuple[State, Step]]:
        """Each step, with the state it was taken in."""
        state = self.origin
        for step in self.steps:
            yield state, step
            state = step.state

    @property
    def journal(self) -> tuple[Entry, ...]:
        """What the player chose, and what it moved; going on where nothing was asked is left out."""
        return tuple(line.entry for line in self.record if line.entry is not None)

    @property
    def record(self) -> tuple[Line, ...]:
        """Everything the player did, oldest first: the choices of the journal, and the days that were skipped."""
        lines: list[Line] = []
        for at, (before, step) in enumerate(self.moments()):
            made = None if step.choice == SKIP else entry(self.story, before, step.choice, step.events)
            if made is not None or step.choice == SKIP:
                lines.append(Line(at, before.chapter, made))
        return tuple(lines)

    @property
    def backlog(self) -> tuple[Read, ...]:
        """Everything told, chosen and moved so far, oldest first. The words of a `Chosen` are `page.wording` in its
        state. The first page of a day that was skipped has not been read.
        """
        told = [Read(0, self.origin, event) for event in self._read(0, self.began)]
        for at, (before, step) in enumerate(self.moments()):
            told.append(Read(at, before, step.events[0]))
            told += (Read(at + 1, step.state, event) for event in self._read(at + 1, step.events[1:]))
        return tuple(told)

    def _read(self, step: int, events: tuple[Event, ...]) -> Iterator[Event]:
        """What of the events was read on the page they led to, or before it."""
        was_skipped = step < len(self.steps) and self.steps[step].choice == SKIP
        for event in events:
            is_on_the_page = isinstance(event, Entered) or (
                isinstance(event, Said) and event.cause in ("door", "drain")
            )
            if not (was_skipped and is_on_the_page):
                yield event


def _made(story: Story, state: State, wanted: str) -> tuple[State, tuple[Event, ...]]:
    """What comes of a choice, or of skipping the day."""
    return skip(story, state) if wanted == SKIP else choose(story, state, wanted)
