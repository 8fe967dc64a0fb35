"""What is asked of all lives, one thing at a time: each ending, scene, choice and arm of a variant, and where in the
graph it happens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from game.odds.counting import Counts
from game.odds.graph import Graph, arms
from game.odds.walk import Happening
from game.story.model import Story
from game.story.prose import Branch, Slot, Text

_LONGEST = 60
"""Letters of an arm that are quoted."""


@attrs.frozen(eq=False)
class Places:
    """Where each thing happens in the graph."""

    endings: Mapping[str, tuple[int, ...]]
    """The ends of each ending."""
    scenes: Mapping[str, tuple[int, ...]]
    """The nodes at which each scene is met."""
    choices: Mapping[str, tuple[tuple[int, int], ...]]
    """The edges of each choice, by node and place."""
    texts: tuple[Variant, ...]


@attrs.frozen(eq=False)
class Variant:
    """One variant of a text, wherever it is told."""

    of: str
    key: str
    """The scene, choice, message or ending it belongs to."""
    first_arm: int
    """How many arms stand before it in what it belongs to."""
    watches: tuple[int, ...]
    arms: tuple[Branch, ...]

    def id_of(self, arm: int) -> str:
        """What one of its arms is called: `bus/2`."""
        return f"{self.key}/{self.first_arm + arm + 1}"


def places(graph: Graph) -> Places:
    """Where everything happens."""
    endings: dict[str, list[int]] = {}
    scenes: dict[str, list[int]] = {}
    choices: dict[str, list[tuple[int, int]]] = {}
    for number, node in enumerate(graph.nodes):
        if node.ending is not None:
            endings.setdefault(node.ending, []).append(number)
        if node.enters:
            scenes.setdefault(node.scene, []).append(number)
        for which, edge in enumerate(node.edges):
            if edge.choice is not None:
                choices.setdefault(edge.choice.id, []).append((number, which))
    return Places(
        {ending: tuple(nodes) for ending, nodes in endings.items()},
        {scene: tuple(nodes) for scene, nodes in scenes.items()},
        {choice: tuple(edges) for choice, edges in choices.items()},
        tuple(_variants(graph)),
    )


def _variants(graph: Graph) -> Iterator[Variant]:
    together: dict[tuple[str, int], list[int]] = {}
    for number, watch in enumerate(graph.watches):
        together.setdefault((watch.of, id(watch.varied)), []).append(number)
    before: dict[str, int] = {}
    for of, key, text in _texts(graph.story):
        for varied in arms(text):
            watches = together.get((of, id(varied)), ())
            first = before.get(key, 0)
            before[key] = first + len(varied.branches)
            yield Variant(of, key, first, tuple(watches), varied.branches)


def _texts(story: Story) -> Iterator[tuple[str, str, Text | None]]:
    """Every text that may vary, what it belongs to, and that thing's id."""
    last = {ending.scene for ending in story.endings.values()}
    for scene in story.scenes.values():
        if scene.id not in last:
            yield from ((f"scene {scene.id}", scene.id, text) for text in (scene.text, scene.recall))
        for choice in scene.choices:
            asked = () if choice.going_on else (choice.text, choice.hint)
            yield from ((f"choice {choice.id}", choice.id, text) for text in (*asked, choice.then))
    for message in story.door:
        yield f"door message {message.id}", message.id, message.text
    for drain in story.drains:
        yield f"drain after {drain.after}", drain.after, drain.text
    for ending in story.endings.values():
        yield f"ending {ending.id}", ending.scene, story.scenes[ending.scene].text
        yield f"ending {ending.id}", ending.id, ending.lead


def words(arm: Branch) -> str:
    """The words of an arm, as written, cut short."""
    text = "".join(_piece(piece) for piece in arm.pieces).strip()
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _piece(piece: object) -> str:
    if isinstance(piece, Slot):
        return "{" + piece.word + "}"
    return piece if isinstance(piece, str) else ""


@attrs.frozen
class Frequency:
    """Of all lives, the shares in which something happens and in which it might have."""

    happens: float
    might: float = 1.0
    """For a choice, on offer; for an arm, its text told with any arm."""
    other: float = 0.0
    """For a choice, met and not on offer; for an arm, its text told otherwise."""


class Frequencies:
    """How often each thing happens, by what was counted at the graph's nodes."""

    def __init__(self, graph: Graph, where: Places, counts: Counts) -> None:
        self._graph, self._where, self._counts = graph, where, counts
        self._inside = {node for loop in graph.loops for node in loop}

    def ending(self, ending: str) -> float:
        """How often an ending is reached."""
        return _share(self._counts.shares[node] for node in self._where.endings.get(ending, ()))

    def scene(self, scene: str) -> float:
        """How often a scene is met."""
        nodes = self._where.scenes.get(scene, ())
        return self._ever(("scene", scene), (self._counts.shares[node] for node in nodes if node not in self._inside))

    def choice(self, choice: str) -> Frequency:
        """How often a choice is made, on offer, and met without being on offer."""
        edges = [edge for edge in self._where.choices.get(choice, ()) if edge[0] not in self._inside]
        counts = self._counts
        return Frequency(
            self._ever(("made", choice), (counts.made.get(edge, 0.0) for edge in edges)),
            self._ever(("offered", choice), (counts.offered.get(edge, 0.0) for edge in edges)),
            self._ever(("unoffered", choice), (counts.unoffered.get(edge, 0.0) for edge in edges)),
        )

    def arm(self, variant: Variant, arm: int) -> Frequency:
        """How often an arm is told, and its text otherwise."""
        nodes = [(which, self._graph.watches[which].node) for which in variant.watches]
        outside = [
            self._counts.told[which] for which, node in nodes if node not in self._inside and which in self._counts.told
        ]
        least = min(variant.watches, default=-1)
        # Where the last arm has no condition, none is told none of them.
        totals = [
            self._ever(("told", least, at), (float(told[at]) for told in outside))
            for at in range(len(variant.arms) + 1)
        ]
        return Frequency(totals[arm], min(1.0, sum(totals)), sum(total for at, total in enumerate(totals) if at != arm))

    def _ever(self, happening: Happening, outside: Iterable[float]) -> float:
        """Of all lives, the share in which something happens at least once: at nodes outside loops, or in them."""
        if happening in self._counts.once:
            return self._counts.once[happening]
        return min(1.0, float(sum(outside)) + self._counts.ever.get(happening, 0.0))

    def text(self, at: int, arm: int) -> Frequency:
        """How often an arm of the text at a place among all is told, and its text otherwise."""
        return self.arm(self._where.texts[at], arm)

    def choices_a_life(self) -> float:
        """How many choices a life makes, on average; going on is not one."""
        made = 0.0
        for node, edge in (each for edges in self._where.choices.values() for each in edges):
            choice = self._graph.nodes[node].edges[edge].choice
            if choice is not None and not choice.going_on:
                times = self._counts.times if node in self._inside else self._counts.made
                made += times.get((node, edge), 0.0)
        return made


def _share(shares: Iterable[float]) -> float:
    return min(1.0, float(sum(shares)))
