"""What a story's odds show to be amiss: what cannot happen, cannot be left, is never or always true.

Each is exact, or is not made. What follows from something already said is not said again: of a scene that no life comes
to, nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from game.odds.beginning import Beginning
from game.odds.chances import Stopped
from game.odds.graph import Edge, Graph, Node, reads_of
from game.odds.items import Frequencies, Frequency, words
from game.odds.looks import looks
from game.odds.planning import Plan, Survey
from game.odds.wide_meters import wide_meters
from game.story.condition import Condition
from game.story.diagnostic import Diagnostic, Note
from game.story.model import Story
from game.story.nearest import listed
from game.story.source import Span

_MOST_FACTS = 6
"""How many facts are named that make a scene too wide."""


def find(beginnings: Sequence[Beginning]) -> tuple[Diagnostic, ...]:
    """Everything found, in the order of the story's files.

    Args:
        beginnings: where lives may begin. What is said to be never or always so is so in all of them.
    """
    finding = _Finding(beginnings)
    found = [*finding.endings(), *finding.scenes(), *finding.choices(), *finding.conditions()]
    found += [*finding.arms(), *looks(beginnings)]
    for each in beginnings:
        found += [*_stranded(each), *_rounds(each)]
    found += _stops(beginnings[0])
    once = {(each.code, each.span): each for each in found}
    return tuple(sorted(once.values(), key=lambda each: (each.span.file, each.span.line, each.span.column)))


def too_wide(look: Survey, to: Plan, node: int, stopped: Stopped) -> Diagnostic:
    """That a scene remembers too much for every life to be walked."""
    graph = look.graph
    scene = graph.story.scenes[graph.nodes[node].scene]
    last = _last_asked(graph)
    facts = [
        (classes.count, graph.facts[fact].name, last.get(fact))
        for fact, classes in to.live.at[node].items()
        if graph.facts[fact].meter is None and classes.count > 1
    ]
    named = sorted(facts, key=lambda each: (-each[0], each[1]))[:_MOST_FACTS]
    notes = tuple(
        Note(
            f"`{name}` is still to be asked about, for the last time in `{until}`"
            if until
            else f"`{name}` is remembered"
        )
        for _, name, until in named
    )
    message = f"a life remembers too much in `{scene.id}` for every life to be walked: {stopped.why}"
    meters = wide_meters(graph, to.live.at[node])
    help_ = "let some of these facts be asked about for the last time earlier" if named else None
    if meters:
        help_ = f"give {listed([f'`{meter}`' for meter in meters], 'and')} fewer values: count in larger steps, in hundreds, say"
    return Diagnostic("too-wide", "warning", message, scene.span, help_, notes)


def _last_asked(graph: Graph) -> dict[int, str]:
    """The scene in which each fact is last asked about."""
    found = {}
    for node in graph.nodes:
        for edge in node.edges:
            for fact in reads_of(edge.guard):
                found[fact] = node.scene
    return found


class _Finding:
    def __init__(self, beginnings: Sequence[Beginning]) -> None:
        self.beginnings = beginnings
        self.story: Story = beginnings[0].look.graph.story
        self.can = [Frequencies(each.look.graph, each.where, each.counts) for each in beginnings]
        self.days = set().union(*(_days(self.story, each.look.graph.chapter) for each in beginnings))

    def _is_met(self, scene: str) -> bool:
        return any(each.scene(scene) > 0 for each in self.can)

    def _all(self, ask: Callable[[Frequencies], Frequency]) -> Frequency:
        """Something's frequencies, added up over all beginnings: which of them are nought is all that is asked."""
        each = [ask(can) for can in self.can]
        return Frequency(
            *(sum(row) for row in zip(*((one.happens, one.might, one.other) for one in each), strict=True))
        )

    # ---- what never happens

    def endings(self) -> Iterator[Diagnostic]:
        for ending in self.story.endings.values():
            if not any(each.ending(ending.id) for each in self.can):
                asked = "whenever it is asked, its condition fails or an ending before it has been taken"
                why = () if ending.by_name else (Note(asked),)
                message = f"no life comes to the ending `{ending.id}`"
                yield Diagnostic("never-reached", "warning", message, ending.span, notes=why)

    def scenes(self) -> Iterator[Diagnostic]:
        last = {ending.scene for ending in self.story.endings.values()}
        for scene in self.story.scenes.values():
            if scene.id in last or self._is_met(scene.id) or scene.chapter not in self.days:
                continue
            before = [each for each in self._leading_to(scene.id) if self.story.scenes[each].chapter in self.days]
            if before and not any(self._is_met(each) for each in before):
                continue
            message = f"no life comes to the scene `{scene.id}`"
            notes = (Note("a way leads here whose condition never holds"),) if before else ()
            yield Diagnostic("never-reached", "warning", message, scene.span, notes=notes)

    def _leading_to(self, scene: str) -> list[str]:
        return [
            other.id
            for other in self.story.scenes.values()
            for choice in other.choices
            if any(route.to == scene for route in choice.goto)
        ]

    def choices(self) -> Iterator[Diagnostic]:
        for choice in self.story.choices.values():
            scene = self.story.scene_of[choice.id]
            if choice.when is None or not self._is_met(scene):
                continue
            often = self._all(lambda can, choice=choice.id: can.choice(choice))  # type: ignore[misc]
            if often.might == 0:
                message = f"`{choice.id}` is never on offer: no life comes to `{scene}` in which its condition holds"
                yield Diagnostic("never-on-offer", "warning", message, choice.when.span)
            elif often.other == 0:
                message = f"`{choice.id}` is always on offer: its condition holds whenever `{scene}` is met"
                help_ = "take out the condition, or ask for more"
                yield Diagnostic("always-on-offer", "warning", message, choice.when.span, help_)

    def arms(self) -> Iterator[Diagnostic]:
        """Of variants: the arms that are never told, and those that always are."""
        for at, variant in enumerate(self.beginnings[0].where.texts):
            if not all(self._is_counted(each, at) for each in self.beginnings):
                continue
            often = [
                self._all(lambda can, at=at, arm=arm: can.text(at, arm))  # type: ignore[misc]
                for arm in range(len(variant.arms))
            ]
            if often[0].might == 0:
                continue
            for arm, each in zip(variant.arms, often, strict=True):
                if each.happens == 0:
                    span = arm.span if arm.when is None else arm.when.span
                    why = (
                        "its condition never holds here" if arm.when else "one of the conditions before it always holds"
                    )
                    if arm.when and arm is not variant.arms[0]:
                        why += ", or one before it always does"
                    message = f"“{words(arm)}” is never told"
                    yield Diagnostic("never-reached", "warning", message, span, notes=(Note(why),))
                elif each.other == 0 and arm.when is not None:
                    message = f"“{words(arm)}” is always told: its condition holds whenever it is asked"
                    yield Diagnostic("condition-always", "warning", message, arm.when.span)

    @staticmethod
    def _is_counted(beginning: Beginning, at: int) -> bool:
        return beginning.is_watched(beginning.where.texts[at])

    # ---- conditions

    def conditions(self) -> Iterator[Diagnostic]:
        """Of routes, doors and drains: those that never hold where they are asked, and those that always do."""
        asked: dict[int, list[tuple[Node, Edge, float, float]]] = {}
        kept: dict[int, Condition] = {}
        for beginning in self.beginnings:
            for node, edge, holds, fails in _junctions(beginning):
                if edge.guard is not None and not self._is_ending(beginning.look.graph, edge):
                    kept[id(edge.guard.condition)] = edge.guard.condition
                    asked.setdefault(id(edge.guard.condition), []).append((node, edge, holds, fails))
        for key, places in asked.items():
            node, edge = places[0][0], places[0][1]
            holds, fails = sum(place[2] for place in places), sum(place[3] for place in places)
            if holds == 0 and fails > 0:
                yield self._condition("never", node, edge, kept[key].span)
            elif fails == 0 and holds > 0:
                yield self._condition("always", node, edge, kept[key].span)

    def _is_ending(self, graph: Graph, edge: Edge) -> bool:
        """Whether its condition is an ending's, of which more is said elsewhere."""
        there = graph.nodes[edge.to]
        return (
            there.ending is not None
            and edge.guard is not None
            and any(ending.when is edge.guard.condition for ending in self.story.endings.values())
        )

    @staticmethod
    def _condition(how: str, node: Node, edge: Edge, span: Span) -> Diagnostic:
        if edge.message is not None:
            what = f"the door message `{edge.message}` is {how} sent"
        elif node.door:
            what = f"this {how} happens at the end of the part"
        else:
            what = f"this way on from `{node.scene}` is {how} taken"
        why = (
            "its condition never holds when it is asked"
            if how == "never"
            else "its condition always holds when it is asked"
        )
        return Diagnostic(f"condition-{how}", "warning", f"{what}: {why}", span)


def _junctions(beginning: Beginning) -> Iterator[tuple[Node, Edge, float, float]]:
    """Each edge of each junction, how many follow it, and how many go on past it."""
    counts = beginning.counts
    for number, node in enumerate(beginning.look.graph.nodes):
        if node.kind == "follow" and counts.shares[number] > 0:
            made = [counts.made.get((number, at), 0.0) for at in range(len(node.edges))]
            for at, edge in enumerate(node.edges):
                yield node, edge, made[at], sum(made[at + 1 :])


# ---- what cannot be left


def _stranded(beginning: Beginning) -> Iterator[Diagnostic]:
    graph = beginning.look.graph
    for number, share in beginning.counts.stuck_at.items():
        node = graph.nodes[number]
        if node.kind == "choose" and share > 0 and number not in beginning.counts.trapped:
            message = f"some lives come to `{node.scene}` with nothing on offer, and can never go on"
            span = graph.story.scenes[node.scene].span
            yield Diagnostic("nothing-on-offer", "warning", message, span, "let one choice have no `when`")


def _rounds(beginning: Beginning) -> Iterator[Diagnostic]:
    graph = beginning.look.graph
    for loop in graph.loops:
        caught = [number for number in loop if number in beginning.counts.trapped]
        scenes = list(dict.fromkeys(graph.nodes[number].scene for number in caught))
        if not scenes:
            continue
        among = " and ".join(f"`{scene}`" for scene in scenes[:4]) + (" and others" if len(scenes) > 4 else "")
        message = f"some lives go round {among} for ever: nothing there ever leads out again"
        span = graph.story.scenes[scenes[0]].span
        yield Diagnostic("loop-without-end", "warning", message, span, "give one of these scenes a way out")


# ---- meters at a stop


def _stops(beginning: Beginning) -> Iterator[Diagnostic]:
    """Meters that from some scene on stand at one end of their range in every life, whatever is done."""
    graph = beginning.look.graph
    for fact, known in enumerate(graph.facts):
        ends = ([0], [known.size - 1])
        if known.meter is None or known.size < 2:
            continue
        stuck: list[int] = []
        for number in reversed(_lived(beginning, known.half)):
            if beginning.look.can.places(number, fact) not in ends:
                break
            stuck.append(number)
        if len(stuck) > 1 and any(fact in edge.updates for number in stuck for edge in graph.nodes[number].edges):
            scene = graph.story.scenes[graph.nodes[stuck[-1]].scene]
            end = "the foot" if beginning.look.can.places(stuck[-1], fact) == [0] else "the top"
            message = f"from `{scene.id}` on, `{known.meter}` stands at {end} of its range in every life"
            yield Diagnostic("stuck-meter", "warning", message, scene.span, "make effects smaller, or the range wider")


def _lived(beginning: Beginning, half: str | None) -> list[int]:
    """The nodes at which a half chooses."""
    nodes = enumerate(beginning.look.graph.nodes)
    shares = beginning.counts.shares
    return [number for number, node in nodes if node.kind == "choose" and node.half == half and shares[number] > 0]


def _days(story: Story, chapter: str) -> set[str]:
    """The chapters that lives begun with a day may come to."""
    found: set[str] = set()
    here: str | None = chapter
    while here is not None and here not in found:
        found.add(here)
        here = story.chapters[here].next
    return found
