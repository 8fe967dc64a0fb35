"""A story as a program in PRISM's language (https://www.prismmodelchecker.org/manual/ThePRISMLanguage), by our own reading
of `docs/format.md`: it shares no line with `game.play`, nor with `game.odds`, and so may disagree with both.

One variable says where a life is, and one more keeps each fact that can still matter. Going on is worked out as text:
what each fact will be is an expression in what the facts are now, so that a whole move is one step of the chain, and the
chain has as many states as the story has situations.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import attrs

from game.story.condition import And, Chose, Compare, Condition, Name, Node, Not, Number, Or, Sum, Visited, Word
from game.story.model import ENDING, NEXT, Assignment, Change, Choice, FoldedMeter, Scene, Story
from tests.laws.still_to_come import FOLDED, Fact, ends_part, part_after, still_to_come
from tests.laws.walked_chain import Label

YES, NO = "true", "false"
Now = dict[Fact, str]
"""What each fact is at some point of a move, as an expression in what the facts were when the move began."""


@attrs.frozen
class Program:
    """The text, and what its labels mean."""

    text: str
    labels: Mapping[str, Label]


def program(story: Story, *, chapter: str | None = None, watched: Collection[str] = ()) -> Program:
    """The program of a story's lives, each choice on offer made alike.

    Args:
        story: whose lives.
        chapter: where they begin.
        watched: the choices whose making has a label; each makes the chain longer.
    """
    writer = _Writer(story, tuple(watched))
    commands = list(writer.commands(chapter or story.start))
    facts = [f"  {name} : [{low}..{high}] init {start};" for name, low, high, start in writer.declared(chapter)]
    labels = dict(writer.labels())
    return Program(
        "\n".join(
            [
                "dtmc",
                "module life",
                f"  at : [0..{len(writer.places)}] init 0;",
                f"  made : [0..{len(watched)}] init 0;",
                *facts,
                *commands,
                "endmodule",
                *(f'label "{name}" = {when};' for name, (_, when) in labels.items()),
                f'label "over" = {writer.is_over()};',
                f'rewards "asks"\n  {writer.is_asked()} : 1;\nendrewards',
            ]
        ),
        {name: label for name, (label, _) in labels.items()},
    )


@attrs.frozen
class _Way:
    """One way a move can go."""

    when: str
    """Whether it does, as an expression."""
    to: str
    """The scene it comes to."""
    now: Now


class _Writer:
    def __init__(self, story: Story, watched: tuple[str, ...]) -> None:
        self.story = story
        self.watched = watched
        self.matters = still_to_come(story)
        self.facts = sorted(frozenset().union(*self.matters.values()))
        self.names = {fact: f"x{at}" for at, fact in enumerate(self.facts)}
        self.places = {scene: at for at, scene in enumerate(story.scenes, start=1)}
        self.endings = {ending.scene: ending.id for ending in story.endings.values()}

    def ends(self, fact: Fact) -> tuple[int, int]:
        if fact.kind == "meter":
            return self.story.meters[fact.id].low, self.story.meters[fact.id].high
        if fact.kind == "variable":
            variable = self.story.variables[fact.id]
            return (0, len(variable.values) - 1) if variable.values else (variable.low, variable.high)
        return 0, 1

    def declared(self, chapter: str | None) -> Iterator[tuple[str, int, int, int]]:
        standing = self.standing(chapter or self.story.start)
        for fact in self.facts:
            yield (self.names[fact], *self.ends(fact), standing[fact])

    def standing(self, chapter: str) -> dict[Fact, int]:
        """What each fact is when a life begins with a chapter."""
        known = {fact: self.at_first(fact) for fact in self.facts}
        if chapter == self.story.start:
            return known
        for each in self.story.chapters[chapter].alone:
            known |= {Fact("meter", meter, each.half): value for meter, value in each.meters}
            known |= {Fact("variable", given.variable): given.value for given in each.set}
        first = self.story.chapters[chapter].parts[0]
        fold = self.story.fold
        known[FOLDED] = int(fold is not None and fold.into == first.half and fold.before != first.scene)
        return known

    def at_first(self, fact: Fact) -> int:
        if fact.kind == "meter":
            return self.story.meters[fact.id].start
        return self.story.variables[fact.id].start if fact.kind == "variable" else 0

    # What a condition asks, as an expression.

    def asked(self, condition: Condition | None, half: str, now: Now) -> str:
        match condition:
            case None:
                return YES
            case Not():
                return f"!({self.asked(condition.operand, half, now)})"
            case And():
                return f"({self.asked(condition.left, half, now)} & {self.asked(condition.right, half, now)})"
            case Or():
                return f"({self.asked(condition.left, half, now)} | {self.asked(condition.right, half, now)})"
            case Compare():
                sign = {"==": "="}.get(condition.sign, condition.sign)
                return f"({self.term(condition.left, half, now)} {sign} {self.term(condition.right, half, now)})"
            case _:
                return f"({self.term(condition, half, now)} = 1)"

    def term(self, node: Node, half: str, now: Now) -> str:
        match node:
            case Number():
                return f"({node.value})"
            case Word():
                return f"{node.index}"
            case Sum():
                return f"({self.term(node.left, half, now)} {node.sign} {self.term(node.right, half, now)})"
            case Name() if node.name in self.story.meters:
                return now[Fact("meter", node.name, half)]
            case Name():
                return now[Fact("variable", node.name)]
            case Visited():
                return now[Fact("visited", self.story.former.get(node.scene, node.scene))]
            case Chose():
                return now[Fact("chose", self.story.former.get(node.choice, node.choice))]
        raise AssertionError(node)

    # What happens on the way from one scene to another.

    def changed(
        self, now: Now, effects: Iterable[Change], given: Iterable[Assignment], half: str, when: str = YES
    ) -> Now:
        """The facts after effects, where something holds: each added in the order written and stopped at its ends."""
        after = dict(now)
        for change in effects:
            fact = Fact("meter", change.target, half) if change.is_meter else Fact("variable", change.target)
            low, high = self.ends(fact) if fact in after else (0, 0)
            self.put(after, fact, f"max({low},min({high},{after.get(fact)}+({change.amount})))", when)
        for each in given:
            self.put(after, Fact("variable", each.variable), str(each.value), when)
        return after

    @staticmethod
    def put(now: Now, fact: Fact, value: str, when: str = YES) -> None:
        if fact in now:
            now[fact] = value if when == YES else f"({when} ? {value} : {now[fact]})"

    def parted(self, now: Now, part: str) -> Now:
        """The facts after a part is over: first its messages go, in the half that sends them, then its drains."""
        half = self.story.parts[part].half
        for message in self.story.door:
            if message.after == part:
                when = self.asked(message.when, half, now)
                now = self.changed(now, message.effects, (), message.to, when)
                self.put(now, Fact("variable", message.id), f"({when} ? 1 : 0)")
        for drain in self.story.drains:
            if drain.after == part:
                now = self.changed(now, drain.effects, (), drain.to, self.asked(drain.when, drain.to, now))
        return now

    def folded(self, now: Now) -> Now:
        """The facts once the halves are one, unless they already were."""
        fold, after = self.story.fold, dict(now)
        assert fold is not None
        parted = [half for half in self.story.halves if half != fold.into] or [fold.into]
        unless = f"({now[FOLDED]} = 0)"
        for rule in fold.meters:
            self.put(after, Fact("meter", rule.meter, fold.into), _one_of(rule, parted, now), unless)
        for fact in self.facts:
            if fact.kind == "variable" and fact.id not in fold.carry:
                counted = dict(fold.counts).get(fact.id)
                low, high = self.ends(fact)
                if counted is not None:
                    total = "+".join(now[Fact("variable", each)] for each in counted)
                    self.put(after, fact, f"max({low},min({high},{total}))", unless)
                elif self.story.variables[fact.id].half != fold.into:
                    self.put(after, fact, str(self.at_first(fact)), unless)
        self.put(after, FOLDED, "1")
        return after

    def entered(self, now: Now, scene: str) -> Now:
        after = dict(now)
        if self.story.fold is not None and self.story.fold.before == scene:
            after = self.folded(after)
        self.put(after, Fact("visited", scene), "1")
        return after

    # Where a choice leads.

    def ways(self, scene: Scene, choice: Choice) -> Iterator[_Way]:
        now = {fact: self.names[fact] for fact in self.facts}
        after = self.changed(now, choice.effects, choice.set, scene.half)
        if not choice.going_on:
            self.put(after, Fact("chose", choice.id), "1")
        offered, before = self.asked(choice.when, scene.half, now), NO
        for route in choice.goto:
            holds = self.asked(route.when, scene.half, after)
            yield from self.led(scene, route.to, after, _all(offered, _but(holds, before)))
            before = _any(before, holds)

    def led(self, scene: Scene, to: str, now: Now, when: str) -> Iterator[_Way]:
        following = part_after(self.story, scene.part) if to == NEXT else None
        if following is not None:
            to = following.scene
        if to in (NEXT, ENDING):
            before = NO
            for ending in self.story.endings.values():
                if not ending.by_name:
                    holds = self.asked(ending.when, scene.half, now)
                    yield _Way(_all(when, _but(holds, before)), ending.scene, now)
                    before = _any(before, holds)
        elif to in self.story.endings:
            yield _Way(when, self.story.endings[to].scene, now)
        else:
            yield _Way(
                when, to, self.entered(self.parted(now, scene.part) if ends_part(self.story, scene.id, to) else now, to)
            )

    # The program itself.

    def commands(self, chapter: str) -> Iterator[str]:
        first = self.story.chapters[chapter].parts[0].scene
        begun = _Way(YES, first, self.entered({fact: self.names[fact] for fact in self.facts}, first))
        yield f"  [] at=0 -> {self.updates(begun, frozenset(self.facts), 0)};"
        for scene in self.story.scenes.values():
            if scene.id in self.endings:
                yield f"  [] at={self.places[scene.id]} -> true;"
            elif scene.choices:
                yield f"  [] at={self.places[scene.id]} -> {' + '.join(self.branches(scene))};"

    def branches(self, scene: Scene) -> Iterator[str]:
        now = {fact: self.names[fact] for fact in self.facts}
        offers = [self.asked(choice.when, scene.half, now) for choice in scene.choices]
        count = "+".join("1" if when == YES else f"({when}?1:0)" for when in offers)
        if YES not in offers:
            yield f"({count} = 0 ? 1 : 0) : true"
        for choice in scene.choices:
            made = self.watched.index(choice.id) + 1 if choice.id in self.watched else 0
            for way in self.ways(scene, choice):
                if way.when != NO:
                    likely = f"1/({count})" if way.when == YES else f"({way.when} ? 1/({count}) : 0)"
                    yield f"{likely} : {self.updates(way, self.matters[scene.id], made)}"

    def updates(self, way: _Way, had: frozenset[Fact], made: int) -> str:
        """What is different where a way leads; a fact that cannot matter there goes back to what it was at first."""
        keeps = self.matters[way.to]
        given = [f"(at'={self.places[way.to]})"]
        if self.watched:
            given.append(f"(made'={made})")
        for fact in self.facts:
            name = self.names[fact]
            if fact in keeps and way.now[fact] != name:
                given.append(f"({name}'={way.now[fact]})")
            elif fact in had and fact not in keeps:
                given.append(f"({name}'={self.at_first(fact)})")
        return "&".join(given)

    def labels(self) -> Iterator[tuple[str, tuple[Label, str]]]:
        now = {fact: self.names[fact] for fact in self.facts}
        for scene, at in self.places.items():
            yield f"s{at}", (("scene", scene), f"at={at}")
            if scene in self.endings:
                yield f"e{at}", (("ending", self.endings[scene]), f"at={at}")
        for at, choice in enumerate(self.watched, start=1):
            scene = self.story.scenes[self.story.scene_of[choice]]
            offered = self.asked(self.story.choices[choice].when, scene.half, now)
            yield f"m{at}", (("made", choice), f"made={at}")
            yield f"o{at}", (("offered", choice), f"at={self.places[scene.id]} & {offered}")

    def is_over(self) -> str:
        return "|".join(f"at={self.places[scene]}" for scene in self.endings)

    def is_asked(self) -> str:
        now = {fact: self.names[fact] for fact in self.facts}
        asking = [
            _all(f"at={self.places[scene.id]}", self.asked(choice.when, scene.half, now))
            for scene in self.story.scenes.values()
            for choice in scene.choices
            if not choice.going_on
        ]
        return "|".join(asking) or NO


def _one_of(rule: FoldedMeter, parted: list[str], now: Now) -> str:
    readings = [now[Fact("meter", rule.meter, half)] for half in parted]
    mean = f"(({'+'.join(readings)})/{len(readings)})"
    one = {
        "lowest": f"min({','.join(readings)})" if len(readings) > 1 else readings[0],
        "highest": f"max({','.join(readings)})" if len(readings) > 1 else readings[0],
        "mean-up": f"ceil{mean}",
        "mean-down": f"floor{mean}",
    }[rule.take]
    return f"max({rule.least},min({rule.most},{one}))"


def _all(one: str, other: str) -> str:
    if NO in (one, other):
        return NO
    return one if other == YES else other if one == YES else f"({one} & {other})"


def _any(one: str, other: str) -> str:
    if YES in (one, other):
        return YES
    return one if other == NO else other if one == NO else f"({one} | {other})"


def _but(one: str, other: str) -> str:
    return one if other == NO else NO if other == YES else _all(one, f"!{other}")
