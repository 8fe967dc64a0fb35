"""A story as a Markov chain, found by living it: from its beginning, every choice on offer is made by `game.play`, and
states that differ only in what can no longer matter are taken for one.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Mapping, Sequence

import attrs

from game.play import State, choose, offered, start
from game.story.model import Choice, Story
from tests.laws.still_to_come import FOLDED, Fact, still_to_come

Draw = Callable[[State, Sequence[Choice]], Sequence[float]]
"""How likely each of the choices on offer is to be made; they come to one."""

Label = tuple[str, str]
"""What is true of a state: `("ending", id)`, `("scene", id)`, `("made", choice)`, `("offered", choice)`."""


@attrs.frozen
class Chain:
    """A Markov chain whose first state is where it begins."""

    rows: tuple[tuple[tuple[int, float], ...], ...]
    """For each state, where it leads and how often, in rising order; a state that leads nowhere leads to itself."""
    labels: Mapping[Label, tuple[int, ...]]
    """The states of which each label is true."""
    asks: tuple[float, ...]
    """For each state, 1 where something is asked of the player, 0 where nothing is."""


def evenly(state: State, on_offer: Sequence[Choice]) -> Sequence[float]:
    """Each choice on offer alike."""
    return [1 / len(on_offer)] * len(on_offer)


def walk(
    story: Story, *, chapter: str | None = None, watched: Collection[str] | None = None, draw: Draw = evenly
) -> Chain:
    """The chain of a story's lives.

    Args:
        story: whose lives.
        chapter: where they begin.
        watched: the choices whose making has a label, all of them when left out; each makes the chain longer.
        draw: how lives choose. It may look at the scene, the half and those readings that conditions read.
    """
    watched = frozenset(story.choices if watched is None else watched)
    project = _projection(story)
    first = start(story, chapter=chapter)
    known = {(project(first), ""): 0}
    waiting: deque[tuple[State, str]] = deque([(first, "")])
    rows: list[tuple[tuple[int, float], ...]] = []
    labels: defaultdict[Label, list[int]] = defaultdict(list)
    asks: list[float] = []
    while waiting:
        state, made = waiting.popleft()
        here, on_offer = len(rows), offered(story, state)
        labels["scene", state.scene].append(here)
        if state.ending is not None:
            labels["ending", state.ending].append(here)
        if made:
            labels["made", made].append(here)
        leads: defaultdict[int, float] = defaultdict(float)
        for choice, likely in zip(on_offer, draw(state, on_offer) if on_offer else (), strict=True):
            if choice.id in watched:
                labels["offered", choice.id].append(here)
            if not likely:
                continue
            after, _ = choose(story, state, choice)
            key = project(after), choice.id if choice.id in watched else ""
            if key not in known:
                known[key] = len(known)
                waiting.append((after, key[1]))
            leads[known[key]] += likely
        rows.append(tuple(sorted(leads.items())) or ((here, 1.0),))
        asks.append(0.0 if not on_offer or on_offer[0].going_on else 1.0)
    return Chain(tuple(rows), {label: tuple(states) for label, states in labels.items()}, tuple(asks))


def _projection(story: Story) -> Callable[[State], tuple[object, ...]]:
    """What of a state can still matter: two states that share it have the same lives before them."""
    halves, meters, variables = list(story.halves), list(story.meters), list(story.variables)

    def places(facts: frozenset[Fact]) -> tuple[list[tuple[int, int]], list[int], frozenset[str], frozenset[str], bool]:
        return (
            sorted((halves.index(each.half), meters.index(each.id)) for each in facts if each.kind == "meter"),
            sorted(variables.index(each.id) for each in facts if each.kind == "variable"),
            frozenset(each.id for each in facts if each.kind == "visited"),
            frozenset(each.id for each in facts if each.kind == "chose"),
            FOLDED in facts,
        )

    matters = {scene: places(facts) for scene, facts in still_to_come(story).items()}

    def project(state: State) -> tuple[object, ...]:
        if state.ending is not None:
            return (state.ending,)
        read, known, visited, chosen, folds = matters[state.scene]
        return (
            state.scene,
            state.half,
            state.folded if folds else None,
            tuple([state.readings[half][meter] for half, meter in read]),
            tuple([state.variables[at] for at in known]),
            state.visited & visited,
            state.chosen & chosen,
        )

    return project
