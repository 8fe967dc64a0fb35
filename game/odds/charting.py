"""Drawing a story's graph: every node a life can come to, by the moves that `game.play` makes.

What follows a choice is followed here as `game.play.draft` does it for one life, with the conditions left open: each
place where a condition decides becomes a junction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs

from game.odds.facts import Facts
from game.odds.graph import (
    Edge,
    Graph,
    Kind,
    Node,
    Sight,
    Told,
    Updates,
    Watch,
    after,
    arms,
)
from game.odds.order import reached_from, strongly_connected
from game.play import start as start_life
from game.play.tables import Arrival, Passing, Plan, tables_of
from game.story.model import ENDING, NEXT, Choice, Route, Story
from game.story.prose import Text


@attrs.frozen
class Standing:
    """Where a life stands, apart from its facts."""

    half: str
    """The half that is awake."""
    part: str
    folded: bool


@attrs.define
class _Place:
    """A node being drawn."""

    kind: Kind
    scene: str
    standing: Standing
    edges: list[Edge] = attrs.field(factory=list)
    ending: str | None = None
    enters: bool = False
    door: bool = False
    folds: bool = False


Way = tuple[int, Updates]
"""A node, and what happens on the way there."""


def chart(story: Story, chapter: str | None = None) -> Graph:
    """The graph of a story, or of its lives from one day on.

    Raises:
        NoSuchChapter: The story has no such chapter.
    """
    return _Chart(story, chapter or story.start).draw()


class _Chart:
    """A graph under way."""

    def __init__(self, story: Story, chapter: str) -> None:
        self.story = story
        self.chapter = chapter
        self.tables = tables_of(story)
        self.state = start_life(story, chapter=chapter)
        self.variables = list(story.variables)
        self.facts = Facts(story, self.tables)
        self.places: list[_Place] = []
        self.known: dict[object, int] = {}
        self.unmet: list[Callable[[], None]] = []
        self.watches: list[Watch] = []
        self.sights: list[Sight] = []

    # ---- nodes

    def _place(self, key: object, place: _Place, finish: Callable[[int], None]) -> int:
        """The node of that key, drawn the first time it is asked for."""
        if key not in self.known:
            node = self.known[key] = len(self.places)
            self.places.append(place)
            self.unmet.append(lambda: finish(node))
        return self.known[key]

    def draw(self) -> Graph:
        """Every node that can be come to."""
        scene = self.state.scene
        standing = Standing(self.state.half, self.state.part, self.state.folded)
        arrival = self.tables.arrivals[scene]
        start = self._reach(arrival.ending, standing)[0] if arrival.ending else self._scene(arrival, standing)
        while self.unmet:
            self.unmet.pop()()
        return self._ordered(start)

    def _scene(self, arrival: Arrival, standing: Standing) -> int:
        place = _Place("choose", arrival.scene, standing, enters=True)
        return self._place(("scene", arrival.scene, standing), place, lambda node: self._choices(node, arrival))

    def _choices(self, node: int, arrival: Arrival) -> None:
        place, standing = self.places[node], self.places[node].standing
        scene = self.story.scenes[arrival.scene]
        for text in (scene.text, scene.recall):
            self._watch(text, node, None, "met", half=standing.half, of=f"scene {scene.id}", key=scene.id)
        self._look(node, scene.id, standing.half)
        for at, choice in enumerate(arrival.offers):
            plan = self.tables.plans[choice.id]
            guard = self.facts.guard(plan.when, standing.half)
            done = self.facts.shifts(plan.half_at, plan.shifts)
            if plan.itself:
                done = after(done, self.facts.set(f"chose({choice.id})"))
            to, on_the_way = self._follow(plan.routes, scene.id, standing)
            place.edges.append(Edge(guard, after(done, on_the_way), to, choice))
            self._watch_choice(node, at, choice, plan, standing)

    def _watch_choice(self, node: int, at: int, choice: Choice, plan: Plan, standing: Standing) -> None:
        of = f"choice {choice.id}"
        if not choice.going_on:
            self._watch(choice.text, node, at, "offered", half=standing.half, of=of, key=choice.id)
            self._watch(choice.hint, node, at, "offered", half=standing.half, of=of, key=choice.id)
        self._watch(choice.then, node, at, "made", half=plan.half, of=of, key=choice.id)

    def _watch(
        self, text: Text | None, node: int, edge: int | None, told: Told, *, half: str, of: str, key: str
    ) -> None:
        for varied in arms(text):
            guards = tuple(self.facts.guard(branch.when, half) for branch in varied.branches)
            self.watches.append(Watch(node, edge, told, of, key, varied, guards))

    def _look(self, node: int, scene: str, half: str) -> None:
        for name in self.story.scenes[scene].places:
            if ways := self.story.places[name].shown_by(half):
                asked = (self.facts.guard(each.when, half) for each in ways)
                self.sights.append(Sight(node, ways, tuple(guard for guard in asked if guard is not None)))

    # ---- ways on

    def _follow(self, routes: tuple[Route, ...], scene: str, standing: Standing) -> Way:
        """Where routes lead; see `Draft.follow`."""
        if len(routes) == 1:
            return self._way(routes[0].to, scene, standing)
        key = ("routes", tuple((id(route.when), route.to) for route in routes), standing)
        place = _Place("follow", scene, standing)

        def finish(node: int) -> None:
            for route in routes:
                to, on_the_way = self._way(route.to, scene, standing)
                place.edges.append(Edge(self.facts.guard(route.when, standing.half), on_the_way, to))

        return self._place(key, place, finish), {}

    def _way(self, to: str, scene: str, standing: Standing) -> Way:
        if to == NEXT:
            following = self.tables.stretches[standing.part].following
            if following is not None:
                return self._leave(self.tables.arrivals[following.scene], standing)
            to = ENDING
        if to == ENDING:
            return self._endings(scene, standing)
        if to in self.tables.endings:
            return self._reach(to, standing)
        arrival = self.tables.arrivals[to]
        if arrival.ending is not None:
            return self._reach(arrival.ending, standing)
        return self._enter(arrival, standing) if arrival.part == standing.part else self._leave(arrival, standing)

    def _endings(self, scene: str, standing: Standing) -> Way:
        place = _Place("follow", scene, standing)

        def finish(node: int) -> None:
            for ending in self.tables.endings.values():
                if not ending.by_name:
                    to, on_the_way = self._reach(ending.id, standing)
                    place.edges.append(Edge(self.facts.guard(ending.when, standing.half), on_the_way, to))

        return self._place(("endings", standing), place, finish), {}

    def _leave(self, arrival: Arrival, standing: Standing) -> Way:
        """A part's end; see `Draft.leave`."""
        half = standing.half
        if arrival.half != half and (standing.folded or not arrival.folds):
            half = arrival.half
        there = Standing(half, arrival.part, standing.folded)
        return self._pass(self.tables.stretches[standing.part].passing, standing.part, arrival, there)

    def _pass(self, passing: tuple[Passing, ...], part: str, arrival: Arrival, there: Standing) -> Way:
        """What passes at a door, one thing after another, and then the scene."""
        if not passing:
            return self._enter(arrival, there)
        each, rest = passing[0], passing[1:]
        told = any(True for _ in arms(each.text))
        if each.when is None and not told and each.said is None:
            to, on_the_way = self._pass(rest, part, arrival, there)
            return to, after(self.facts.shifts(each.to_at, each.shifts), on_the_way)
        message = self.variables[each.variable_at] if each.said is not None else None
        place = _Place("follow", arrival.scene, there, door=True)

        def finish(node: int) -> None:
            said: Updates = {}
            unsaid: Updates = {}
            if each.said is not None and each.unsaid is not None:
                said = self.facts.message(each.variable_at, each.said)
                unsaid = self.facts.message(each.variable_at, each.unsaid)
            moved = self.facts.shifts(each.to_at, each.shifts)
            to, on_the_way = self._pass(rest, part, arrival, there)
            telling = self._telling(each, (part, len(rest)), there, moved, (to, on_the_way)) if told else None
            onward = (to, after(moved, on_the_way)) if telling is None else (telling, {})
            guard = self.facts.guard(each.when, each.reader)
            yes = f"{message}" if message is not None else None
            place.edges.append(Edge(guard, after(said, onward[1]), onward[0], message=yes))
            if guard is not None:
                place.edges.append(Edge(None, after(unsaid, on_the_way), to, message=None))

        return self._place(("pass", part, len(rest), arrival.scene, there), place, finish), {}

    def _telling(self, each: Passing, at: tuple[str, int], there: Standing, moved: Updates, way: Way) -> int:
        """A node of its own for a text told at the door: it is told when the message has come, and before it moves
        anything.
        """
        to, on_the_way = way
        place = _Place("follow", self.places[to].scene, there, door=True)
        message = self.variables[each.variable_at] if each.said is not None else None
        name, key = (f"door message {message}", message) if message is not None else (f"drain after {at[0]}", at[0])

        def finish(node: int) -> None:
            place.edges.append(Edge(None, after(moved, on_the_way), to))
            self._watch(each.text, node, None, "met", half=each.to, of=name, key=key or "")

        return self._place(("telling", at, to, there), place, finish)

    def _enter(self, arrival: Arrival, standing: Standing) -> Way:
        if arrival.folds and not standing.folded:
            return self._fold(arrival, standing), {}
        here = attrs.evolve(standing, part=arrival.part)
        return self._scene(arrival, here), self.facts.set(f"visited({arrival.scene})")

    def _fold(self, arrival: Arrival, standing: Standing) -> int:
        folding = self.tables.folding
        assert folding is not None
        place = _Place("follow", arrival.scene, standing, folds=True)
        whole = Standing(folding.into, arrival.part, folded=True)

        def finish(node: int) -> None:
            to = self._scene(arrival, whole)
            updates = after(self.facts.folding(folding), self.facts.set(f"visited({arrival.scene})"))
            place.edges.append(Edge(None, updates, to))

        return self._place(("fold", standing), place, finish)

    def _reach(self, ending: str, standing: Standing) -> Way:
        """An ending; see `Draft.reach`."""
        arrival = self.tables.arrivals[self.tables.endings[ending].scene]
        half = arrival.half if arrival.part else standing.half
        there = Standing(half, arrival.part or standing.part, standing.folded)
        place = _Place("end", arrival.scene, there, ending=ending, enters=True)

        def finish(node: int) -> None:
            of = f"ending {ending}"
            self._watch(arrival.text, node, None, "met", half=half, of=of, key=arrival.scene)
            self._watch(self.tables.endings[ending].lead, node, None, "met", half=half, of=of, key=ending)
            self._look(node, arrival.scene, half)

        return self._place(("end", ending, half, standing.folded), place, finish), self.facts.set(
            f"visited({arrival.scene})"
        )

    # ---- in order

    def _ordered(self, start: int) -> Graph:
        ways = [sorted({edge.to for edge in place.edges}) for place in self.places]
        parts = strongly_connected(ways)
        reached = reached_from(ways, start)
        order = [node for part in parts for node in sorted(part) if node in reached]
        new = {node: at for at, node in enumerate(order)}
        loops = [part for part in parts if part[0] in reached and (len(part) > 1 or part[0] in ways[part[0]])]
        return Graph(
            story=self.story,
            chapter=self.chapter,
            facts=tuple(self.facts.all),
            nodes=tuple(_node(self.places[node], new) for node in order),
            loops=tuple(tuple(sorted(new[node] for node in part)) for part in loops),
            start=new[start],
            first=self.facts.first(self.state),
            watches=tuple(attrs.evolve(watch, node=new[watch.node]) for watch in self.watches if watch.node in new),
            sights=tuple(attrs.evolve(each, node=new[each.node]) for each in self.sights if each.node in new),
        )


def _node(place: _Place, new: Mapping[int, int]) -> Node:
    return Node(
        kind=place.kind,
        scene=place.scene,
        half=place.standing.half,
        part=place.standing.part,
        edges=tuple(attrs.evolve(edge, to=new[edge.to]) for edge in place.edges),
        ending=place.ending,
        enters=place.enters,
        door=place.door,
        folds=place.folds,
    )
