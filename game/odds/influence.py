"""Which choices of a life moved its odds: at each, how likely every ending was, and would have been after each choice on
offer.

From the fold on, or from as early as the budget allows, exactly: one walk forward from where the life stood holds every
state that any of its other choices could have led to, and one sweep back over them says what each is worth. Before
that, many lives are drawn from each choice, and every share has an interval.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs
import numpy as np

from game.odds.backward import Worth, worth
from game.odds.budget import Budget, OverBudget, Spending, Tell
from game.odds.charting import chart
from game.odds.choosing import UNIFORM, Choosing
from game.odds.crowd import Crowd
from game.odds.draws import Draw, Floats, draws_of
from game.odds.following import Parting, Standing, partings
from game.odds.gathering import Spread
from game.odds.planning import Plan, Survey, plan, survey
from game.odds.sampling import BATCH, Z, chance
from game.odds.tallies import together
from game.odds.walk import walk
from game.play.swings import Option
from game.story.model import Story

LIVES = 100_000
"""Lives drawn from each choice: half a 95 % interval is then a third of a point at most."""

NARROW = 1e6
"""As many states as a node may have at most when halves are walked together, so that everything is exact."""

MOST_STATES = 40_000_000
"""States that are kept to be swept back over."""

_BYTES_A_STATE = 16

MODEST = Budget(seconds=60, bytes=700 << 20)
"""What may be spent beside a game that is being played."""


@attrs.frozen
class Turn:
    """A moment of a life at which more than one choice was on offer."""

    step: int
    """How many choices it had made before."""
    scene: str
    chosen: str
    before: Mapping[str, float]
    """How likely each ending was before choosing."""
    options: tuple[Option, ...]
    """In the author's order; the one chosen among them."""


def influence(
    story: Story,
    choices: Sequence[str],
    *,
    chapter: str | None = None,
    choosing: Choosing = UNIFORM,
    budget: Budget = MODEST,
    progress: Tell | None = None,
) -> tuple[Turn, ...]:
    """At every choice of a life, how likely each ending was with it and without.

    Args:
        story: the story.
        choices: the ids of the choices made, from the beginning, going on among them.
        chapter: the day it began with; the first when left out.
        choosing: how lives choose from there on.
        budget: what may be spent; where it does not suffice, lives are drawn.
        progress: is told how far it has come.

    Raises:
        ValueError: The life cannot be lived in this story.
        NoSuchChapter: The story has no such chapter.
    """
    graph = chart(story, chapter)
    look = survey(graph, choosing)
    spending = Spending(budget, progress)
    moments = partings(graph, choices)
    to = plan(look)
    together = attrs.evolve(to, parted=None)
    if together.widest()[0] <= NARROW:
        to = together
    from_when, known = _exactly(look, to, moments, spending)
    spending.begin("Drawing lives from each choice", 0.5, 1.0)
    drawn = _Drawn(look, to)
    turns = []
    for at, moment in enumerate(moments):
        exact = known if at >= from_when else None
        turns.append(_turn(look, to, moment, exact, drawn))
        spending.say((at + 1) / max(1, len(moments)))
    return tuple(turns)


# ---- exactly


def _exactly(look: Survey, to: Plan, moments: Sequence[Parting], spending: Spending) -> tuple[int, Worth]:
    """The first moment from which everything is known exactly, and what every state asked about is worth."""
    graph = look.graph
    past_loops = max((loop[-1] for loop in graph.loops), default=-1)
    first = max(to.first, past_loops + 1)
    spending.begin("Walking every life from here", 0.0, 0.25)
    for from_when, moment in enumerate(moments):
        if moment.at.node < first:
            continue
        kept: dict[int, int] = {}

        def note(node: int, states: int, held: int, kept: dict[int, int] = kept) -> None:
            kept[node] = states
            total = sum(kept.values())
            spending.check(node, states, held + _BYTES_A_STATE * total)
            if total > MOST_STATES:
                raise OverBudget(node, states, "too many states to keep")
            spending.say(node / len(graph.nodes))

        entry = Spread(np.array([to.packing.pack(moment.at.node, moment.at.places)]), np.ones(1))
        try:
            # Every choice on offer is followed, also those that lives that choose so never make: this one may have made them.
            evenly = draws_of(graph, UNIFORM)
            found = walk(to.packing, evenly, (moment.at.node, entry), store=True, note=note)
        except OverBudget:
            continue
        wanted: dict[int, list[int]] = {}
        for each in moments[from_when:]:
            for standing in (each.at, *(there for _, there in each.ways)):
                wanted.setdefault(standing.node, []).append(to.packing.pack(standing.node, standing.places))
        spending.begin("Working out what each state is worth", 0.25, 0.5)
        endings = list(graph.story.endings)
        return from_when, worth(to.packing, look.draws, found, endings=endings, wanted=wanted, spending=spending)
    return len(moments), {}


# ---- drawn


class _Drawn:
    """Lives drawn from wherever one might have gone."""

    def __init__(self, look: Survey, to: Plan) -> None:
        self._look, self._to = look, to
        self._crowd: Crowd | None = None
        self._known: dict[tuple[int, int | tuple[int, ...]], Floats] = {}

    def __call__(self, there: Standing) -> Floats:
        """The share of lives from there that come to each ending."""
        if self._crowd is None:
            look = self._look
            self._crowd = Crowd(look.graph, look.can, self._to.live, look.draws, one=together(look.graph))
        key = (there.node, there.places)
        if key not in self._known:
            self._known[key] = self._draw(self._crowd, there)
        return self._known[key]

    def _draw(self, crowd: Crowd, there: Standing) -> Floats:
        endings = list(self._look.graph.story.endings)
        came = np.zeros(len(endings))
        step = min(BATCH, crowd.most, LIVES)
        for batch in range(-(-LIVES // step)):
            beginning = crowd.begin(there.node, there.places, min(step, LIVES - batch * step))
            counts = crowd.live([beginning], chance(there.node, batch))
            for number, stop in crowd.stops.items():
                ending = self._look.graph.nodes[number].ending
                if ending is not None:
                    came[endings.index(ending)] += counts[stop.came]
        shares: Floats = came / LIVES
        return shares


# ---- told


def _turn(look: Survey, to: Plan, moment: Parting, known: Worth | None, drawn: _Drawn) -> Turn:
    graph = look.graph
    endings = list(graph.story.endings)
    node = graph.nodes[moment.at.node]
    shares = {at: _share(to, there, known, drawn) for at, there in moment.ways}
    weights = _weights(look, moment)
    before = sum((weights[at] * share for at, share in shares.items()), np.zeros(len(endings)))
    options = []
    for at, there in moment.ways:
        choice = node.edges[at].choice
        assert choice is not None
        is_exact = known is not None or graph.nodes[there.node].ending is not None
        widths = np.zeros(len(endings)) if is_exact else _half_widths(shares[at])
        options.append(
            Option(
                choice.id,
                dict(zip(endings, shares[at].tolist(), strict=True)),
                dict(zip(endings, widths.tolist(), strict=True)),
            )
        )
    chosen = node.edges[moment.chosen].choice
    assert chosen is not None
    return Turn(moment.step, node.scene, chosen.id, dict(zip(endings, before.tolist(), strict=True)), tuple(options))


def _share(to: Plan, there: Standing, known: Worth | None, drawn: _Drawn) -> Floats:
    graph = to.packing.graph
    ending = graph.nodes[there.node].ending
    if ending is not None:
        return np.array([float(each == ending) for each in graph.story.endings])
    if known is not None:
        return known[there.node, to.packing.pack(there.node, there.places)]
    return drawn(there)


def _half_widths(shares: Floats) -> Floats:
    """Half of Wilson's interval (see `sampling.wilson`), and what its middle is off by."""
    doubt = Z * Z / LIVES
    reach = Z * np.sqrt(shares * (1 - shares) / LIVES + doubt / (4 * LIVES)) / (1 + doubt)
    middle = (shares + doubt / 2) / (1 + doubt)
    widths: Floats = reach + np.abs(middle - shares)
    return widths


def _weights(look: Survey, moment: Parting) -> dict[int, float]:
    """How often each way on offer is taken."""
    graph = look.graph
    draw: Draw = look.draws[moment.at.node]
    on_offer = {at for at, _ in moment.ways}
    offered = [np.array([at in on_offer]) for at in range(len(graph.nodes[moment.at.node].edges))]
    shares, _ = draw.shares(
        offered, lambda fact: np.array([graph.facts[fact].low + moment.at.places[fact]], np.int64), 1
    )
    return {at: float(np.ravel(shares[at])[0]) for at in on_offer}
