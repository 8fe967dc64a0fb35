"""Beginning a life, the choices on offer, making one, and skipping a day: the whole of what can happen in a story."""

from __future__ import annotations

from typing import Final

import attrs

from game.play.beginning import beginning
from game.play.draft import Draft, shifted
from game.play.events import ChapterBegan, Entered, Event, HalfWoke, Said, Skipped
from game.play.state import State
from game.play.tables import tables_of
from game.story.condition import holds
from game.story.model import Choice, Player, Story

SKIP: Final = ">>"
"""How skipping a day is written among the choices of a life, which are ids and so never begin like this."""


@attrs.frozen
class NotOffered(Exception):
    """A choice was made that the scene does not offer."""

    choice: str
    scene: str
    offered: tuple[str, ...]
    """The ids of the choices that are on offer."""

    def __str__(self) -> str:
        on_offer = ", ".join(f"`{choice}`" for choice in self.offered) or "nothing: the life is over"
        return f"`{self.choice}` is not on offer in `{self.scene}`; on offer: {on_offer}"


@attrs.frozen
class NoSuchChapter(Exception):
    """A life was to begin in a chapter that the story does not have."""

    chapter: str
    chapters: tuple[str, ...]

    def __str__(self) -> str:
        return f"No chapter is called `{self.chapter}`; the chapters are {', '.join(f'`{it}`' for it in self.chapters)}"


@attrs.frozen
class CannotSkip(Exception):
    """A day was to be skipped that is the last, or that has been lived in."""

    chapter: str

    def __str__(self) -> str:
        return f"`{self.chapter}` cannot be skipped: it is the last chapter, or something of it has been lived"


def start(story: Story, *, chapter: str | None = None, player: Player | None = None) -> State:
    """The first moment of a life.

    Args:
        story: The story it is lived in.
        chapter: The day it begins with; any but the first takes the standing declared for beginning there alone.
        player: Whose life it is; the story's own player when left out.

    Raises:
        NoSuchChapter: The story has no such chapter.
    """
    day = chapter or story.start
    if day not in story.chapters:
        raise NoSuchChapter(day, tuple(story.chapters))
    return beginning(story, day, player or story.player)[0]


def opening(story: Story, state: State) -> tuple[Event, ...]:
    """What is told at the very start of the life that `start` began: the day, the half that wakes, the recap of a
    day begun alone, and the first scene.
    """
    return beginning(story, state.chapter, state.player)[1]


def arrival(story: Story, state: State) -> tuple[Event, ...]:
    """What is told to somebody set down in a state without having lived up to it: the day, the half, the scene."""
    listener = tables_of(story).listeners[state.half]
    entered = Entered(story.scenes[state.scene].text, listener, state, state.scene)
    return ChapterBegan(state.chapter), HalfWoke(state.half), entered


def offered(story: Story, state: State) -> tuple[Choice, ...]:
    """The choices whose conditions hold, in the author's order; none once an ending is reached. A scene that asks
    nothing offers the one choice that stands for going on.
    """
    tables = tables_of(story)
    arrival = tables.arrivals[state.scene]
    if arrival.always:
        return arrival.offers
    facts = tables.sees(state)
    return tuple(choice for choice in arrival.offers if holds(choice.when, facts))


def choose(story: Story, state: State, choice: Choice | str) -> tuple[State, tuple[Event, ...]]:
    """The state after a choice, and what happened, in order.

    Args:
        story: The story.
        state: Where the life stands.
        choice: A choice on offer there, or its id.

    Raises:
        NotOffered: It is not on offer.
    """
    tables = tables_of(story)
    wanted = choice if isinstance(choice, str) else choice.id
    plan = tables.plans.get(wanted)
    if plan is None or plan.scene != state.scene or not (plan.when is None or tables.holds(plan.when, state)):
        raise NotOffered(wanted, state.scene, tuple(each.id for each in offered(story, state)))
    happened: list[Event] = [plan.chosen]
    if plan.then is not None:
        happened.append(Said(plan.then, tables.listeners[plan.half], state, "then", plan.half))
    readings, variables = shifted(state.readings, state.variables, plan.half_at, plan.shifts, happened)
    near = plan.near
    if near is None:
        draft = Draft(tables, state, happened)
        draft.readings, draft.variables = readings, variables
        draft.chosen |= plan.itself
        return draft.follow(plan.routes), tuple(happened)
    # Most choices lead to the next scene and nothing happens on the way: what a draft would do comes down to this.
    after = State(
        state.chapter,
        state.part,
        near.scene,
        state.half,
        readings,
        variables,
        state.visited | near.itself,
        state.chosen | plan.itself,
        state.folded,
        state.player,
    )
    happened.append(Entered(near.text, tables.listeners[state.half], after, near.scene))
    return after, tuple(happened)


def can_skip(story: Story, state: State) -> bool:
    """Whether the day may be skipped: another follows it, and nothing of it has been lived but coming to it."""
    if state.ending is not None or story.chapters[state.chapter].next is None:
        return False
    lived = any(story.scenes[scene].chapter == state.chapter for scene in state.visited - {state.scene})
    made = any(story.scenes[story.scene_of[choice]].chapter == state.chapter for choice in state.chosen)
    return not lived and not made


def skip(story: Story, state: State) -> tuple[State, tuple[Event, ...]]:
    """The first moment of the next day, with everything as it stood before the day that is skipped, and what happened.

    Args:
        story: The story.
        state: Where the life stands: at the beginning of the day.

    Raises:
        CannotSkip: No day follows it, or something of it has been lived.
    """
    following = story.chapters[state.chapter].next
    if following is None or not can_skip(story, state):
        raise CannotSkip(state.chapter)
    tables = tables_of(story)
    draft = Draft(tables, state, [Skipped(state.chapter)])
    return draft.pass_over(tables.arrivals[story.chapters[following].parts[0].scene]), tuple(draft.happened)
