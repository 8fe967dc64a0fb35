"""What a move of a story comes to, as text in PRISM's language: what is asked, what changes, and where it leads.

Every fact is carried along as an expression in what the facts were when the move began.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from game.story.condition import And, Chose, Compare, Condition, Name, Node, Not, Number, Or, Sum, Visited, Word
from game.story.model import ENDING, NEXT, Assignment, Change, Choice, FoldedMeter, Scene, Story
from tests.laws.still_to_come import FOLDED, Fact, ends_part, part_after, still_to_come

YES, NO = "true", "false"
Now = dict[Fact, str]
"""What each fact is at some point of a move, as an expression in what the facts were when the move began."""


@attrs.frozen
class Way:
    """One way a move can go."""

    when: str
    """Whether it does, as an expression."""
    to: str
    """The scene it comes to."""
    now: Now


class Moves:
    """The moves of one story."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.matters = still_to_come(story)
        self.facts = sorted(frozenset().union(*self.matters.values()))
        """Every fact that can matter anywhere."""
        self.names = {fact: f"x{at}" for at, fact in enumerate(self.facts)}
        """What each is called in the program."""

    def before(self) -> Now:
        """The facts as a move begins."""
        return dict(self.names)

    def ends(self, fact: Fact) -> tuple[int, int]:
        if fact.kind == "meter":
            return self.story.meters[fact.id].low, self.story.meters[fact.id].high
        if fact.kind == "variable":
            variable = self.story.variables[fact.id]
            return (0, len(variable.values) - 1) if variable.values else (variable.low, variable.high)
        return 0, 1

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

    def ways(self, scene: Scene, choice: Choice) -> Iterator[Way]:
        now = self.before()
        after = self.changed(now, choice.effects, choice.set, scene.half)
        if not choice.going_on:
            self.put(after, Fact("chose", choice.id), "1")
        offered, before = self.asked(choice.when, scene.half, now), NO
        for route in choice.goto:
            holds = self.asked(route.when, scene.half, after)
            yield from self.led(scene, route.to, after, all_of(offered, _but(holds, before)))
            before = _any(before, holds)

    def led(self, scene: Scene, to: str, now: Now, when: str) -> Iterator[Way]:
        following = part_after(self.story, scene.part) if to == NEXT else None
        if following is not None:
            to = following.scene
        if to in (NEXT, ENDING):
            before = NO
            for ending in self.story.endings.values():
                if not ending.by_name:
                    holds = self.asked(ending.when, scene.half, now)
                    yield Way(all_of(when, _but(holds, before)), ending.scene, now)
                    before = _any(before, holds)
        elif to in self.story.endings:
            yield Way(when, self.story.endings[to].scene, now)
        else:
            yield Way(
                when, to, self.entered(self.parted(now, scene.part) if ends_part(self.story, scene.id, to) else now, to)
            )


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


def all_of(one: str, other: str) -> str:
    if NO in (one, other):
        return NO
    return one if other == YES else other if one == YES else f"({one} & {other})"


def _any(one: str, other: str) -> str:
    if YES in (one, other):
        return YES
    return one if other == NO else other if one == NO else f"({one} | {other})"


def _but(one: str, other: str) -> str:
    return one if other == NO else NO if other == YES else all_of(one, f"!{other}")
