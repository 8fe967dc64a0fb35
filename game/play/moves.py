"""Beginning a life, the choices on offer, and making one: the whole of what can happen in a story."""

from __future__ import annotations

import attrs

from game.play.draft import Draft
from game.play.events import ChapterBegan, Entered, Event, HalfWoke
from game.play.state import State
from game.play.tables import tables_of
from game.play.telling import Telling
from game.story.condition import holds
from game.story.model import Choice, Player, Story


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
        return f"no chapter is called `{self.chapter}`; the chapters are {', '.join(f'`{it}`' for it in self.chapters)}"


def start(story: Story, *, chapter: str | None = None, player: Player | None = None) -> State:
    """The first moment of a life.

    Args:
        story: The story it is lived in.
        chapter: The day it begins with; any but the first takes the standing declared for beginning there alone.
        player: Whose life it is; the story's own player when left out.

    Raises:
        NoSuchChapter: The story has no such chapter.
    """
    return _begin(story, chapter or story.start, player or story.player)[0]


def opening(story: Story, state: State) -> tuple[Event, ...]:
    """What is told at the very start of the life that `start` began: the day, the half that wakes, the recap of a
    day begun alone, and the first scene.
    """
    return _begin(story, state.chapter, state.player)[1]


def arrival(story: Story, state: State) -> tuple[Event, ...]:
    """What is told to somebody set down in a state without having lived up to it: the day, the half, the scene."""
    text = Telling(story.scenes[state.scene].text, tables_of(story).listeners[state.half], state)
    return ChapterBegan(state.chapter), HalfWoke(state.half), Entered(state.scene, text)


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
    draft = Draft(tables, state)
    draft.happened.append(plan.chosen)
    draft.say(plan.then, plan.half, "then")
    draft.shift(plan.half_at, plan.shifts)
    draft.chosen |= plan.itself
    after = draft.follow(plan.routes) if plan.near is None else draft.enter(plan.near)
    return after, tuple(draft.happened)


def _begin(story: Story, chapter: str, player: Player) -> tuple[State, tuple[Event, ...]]:
    if chapter not in story.chapters:
        raise NoSuchChapter(chapter, tuple(story.chapters))
    tables, day = tables_of(story), story.chapters[chapter]
    first = day.parts[0]
    state = State(
        chapter=chapter,
        part=first.id,
        scene=first.scene,
        half=first.half,
        readings=_standing_readings(story, chapter),
        variables=_standing_variables(story, chapter),
        visited=frozenset(),
        chosen=frozenset(),
        folded=story.fold is not None and story.fold.into == first.half and not tables.arrivals[first.scene].folds,
        player=player,
    )
    draft = Draft(tables, state)
    draft.happened += ChapterBegan(chapter), HalfWoke(first.half)
    if chapter != story.start:
        draft.say(day.recap, first.half, "recap")
    return draft.enter(tables.arrivals[first.scene]), tuple(draft.happened)


def _standing_readings(story: Story, chapter: str) -> tuple[tuple[int, ...], ...]:
    standing = (
        {} if chapter == story.start else {each.half: dict(each.meters) for each in story.chapters[chapter].alone}
    )
    return tuple(
        tuple(standing.get(half, {}).get(meter.id, meter.start) for meter in story.meters.values())
        for half in story.halves
    )


def _standing_variables(story: Story, chapter: str) -> tuple[int, ...]:
    values = {variable.id: variable.start for variable in story.variables.values()}
    if chapter != story.start:
        values |= {given.variable: given.value for each in story.chapters[chapter].alone for given in each.set}
    return tuple(values.values())
