"""Small stories made up by chance: every kind of thing the moves must handle, in no particular sense."""

from __future__ import annotations

import random

import attrs
from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from game.story.condition import Chose, Compare, Condition, Name, Not, Number, Visited
from game.story.model import (
    ENDING,
    NEXT,
    Assignment,
    Change,
    Chapter,
    Choice,
    DoorMessage,
    Drain,
    Ending,
    Fold,
    FoldedMeter,
    Half,
    Meter,
    Part,
    Player,
    Route,
    Scene,
    Standing,
    Story,
    Variable,
)
from game.story.prose import Branch, Paragraph, Slot, Text, Varied
from game.story.source import Span
from game.story.style import Style

SPAN = Span("made.yaml", 1, 1, 1, 1)


def words(text: str) -> Text:
    """A text of one beat."""
    return Text((Paragraph(None, (text,), SPAN),))


@attrs.define
class Maker:
    """Makes one story, choosing by chance."""

    dice: random.Random
    halves: list[str]
    meters: dict[str, Meter]
    variables: dict[str, Variable]
    days: int
    scenes_a_part: int
    scenes: dict[str, Scene] = attrs.field(factory=dict)
    choices: list[str] = attrs.field(factory=list)

    def maybe(self, chance: float) -> bool:
        return self.dice.randint(0, 99) < chance * 100

    def meter_asked(self) -> Condition:
        meter = self.meters[self.dice.choice(list(self.meters))]
        sign = self.dice.choice(["<", "<=", ">=", ">", "==", "!="])
        return Compare(Name(meter.id, SPAN), sign, Number(self.dice.randint(meter.low, meter.high), SPAN), SPAN)

    def condition(self, half: str, scenes: list[str], choices: list[str]) -> Condition:
        flags = [each.id for each in self.variables.values() if each.half == half and each.is_flag]
        kind = self.dice.randint(0, 4)
        if kind == 1 and flags:
            return Name(self.dice.choice(flags), SPAN)
        if kind == 2 and scenes:
            return Visited(self.dice.choice(scenes), SPAN)
        if kind == 3 and choices:
            return Chose(self.dice.choice(choices), SPAN)
        if kind == 4:
            return Not(self.meter_asked(), SPAN)
        return self.meter_asked()

    def prose(self, half: str) -> Text:
        low = Branch(self.meter_asked(), ("One way",), SPAN)
        other = Branch(None, ("The other way",), SPAN)
        pieces = (Varied((low, other), SPAN), " for ", Slot("name", False, SPAN), ".")
        return Text((Paragraph(None, pieces, SPAN),))

    def effects(self, half: str) -> tuple[Change, ...]:
        numbers = [each.id for each in self.variables.values() if each.half == half and not each.values]
        targets = [(meter, True) for meter in self.meters] + [(number, False) for number in numbers]
        chosen = self.dice.sample(targets, self.dice.randint(0, min(3, len(targets))))
        return tuple(
            Change(target, self.dice.choice([-3, -2, -1, 1, 2, 3]), is_meter, SPAN) for target, is_meter in chosen
        )

    def sets(self, half: str) -> tuple[Assignment, ...]:
        flags = [each for each in self.variables.values() if each.half == half and each.values and not each.message]
        if not flags or self.maybe(0.6):
            return ()
        flag = self.dice.choice(flags)
        return (Assignment(flag.id, self.dice.randrange(len(flag.values)), SPAN),)

    def choice(self, scene: str, number: int, half: str, goto: tuple[Route, ...], *, asked: bool) -> Choice:
        name = f"{scene}-{number}"
        when = self.condition(half, [], []) if asked else None
        then = self.prose(half) if self.maybe(0.3) else None
        return Choice(
            id=name,
            text=words(f"Do {name}"),
            spoken=self.maybe(0.3),
            when=when,
            hint=None,
            then=then,
            effects=self.effects(half),
            set=self.sets(half),
            lean=None,
            lesson=None,
            goto=goto,
            was=(),
            span=SPAN,
        )

    def goto(self, half: str, later: list[str], ways_out: list[str], visited: list[str]) -> tuple[Route, ...]:
        to = [*later, *ways_out] if not later else later[:2]
        last = Route(None, self.dice.choice(to), SPAN)
        if self.maybe(0.25):
            return Route(self.condition(half, visited, []), self.dice.choice(to + ways_out), SPAN), last
        return (last,)

    def part(self, part: str, chapter: str, half: str, ways_out: list[str]) -> None:
        names = [f"{part}-s{at}" for at in range(self.scenes_a_part)]
        for at, name in enumerate(names):
            count = self.dice.randint(1, 3)
            asks = count > 1 or self.maybe(0.5)
            made = []
            for number in range(count):
                goto = self.goto(half, names[at + 1 :], ways_out, names[:at])
                made.append(self.choice(name, number, half, goto, asked=number > 0 and self.maybe(0.4)))
            if not asks:
                made = [attrs.evolve(made[0], going_on=True, effects=(), set=(), then=None)]
            self.scenes[name] = Scene(
                id=name,
                part=part,
                half=half,
                chapter=chapter,
                places=(),
                people=(),
                time=None,
                content=(),
                recall=words(f"There was {name}.") if self.maybe(0.3) else None,
                text=self.prose(half),
                choices=tuple(made),
                talk=None,
                was=(),
                span=SPAN,
            )


def _flag(name: str, half: str, message: bool = False) -> Variable:
    return Variable(name, half, ("no", "yes"), 0, 1, 0, None, SPAN, message)


def make(dice: random.Random, *, days: int | None = None, scenes_a_part: int | None = None) -> Story:
    """A story of one or two halves that fold, some days, some scenes."""
    days = dice.randint(1, 3) if days is None else days
    cut = dice.randint(0, 2) > 0
    halves = ["inner", "outer", "whole"] if cut else ["whole"]
    meters = {
        name: Meter(name, 0, high, dice.randint(0, high), ((0, "low"), (high // 2, "middling")), None, SPAN)
        for name, high in [("rest", 12), ("cheer", dice.randint(1, 9)), ("nerve", 5)][: dice.randint(1, 3)]
    }
    variables = {}
    for half in halves:
        variables[f"{half}-knew"] = _flag(f"{half}-knew", half)
        variables[f"{half}-mood"] = Variable(f"{half}-mood", half, ("dry", "wet", "odd"), 0, 2, 1, None, SPAN)
        variables[f"{half}-count"] = Variable(f"{half}-count", half, (), 0, 3, 1, None, SPAN)
    maker = Maker(dice, halves, meters, variables, days, scenes_a_part or dice.randint(1, 4))
    return _assemble(maker, cut)


def _parts(day: int, days: int, cut: bool) -> list[tuple[str, str]]:
    if not cut or day >= (days + 1) // 2:
        return [(f"d{day}-all", "whole")]
    return [(f"d{day}-in", "inner"), (f"d{day}-out", "outer")]


def _assemble(maker: Maker, cut: bool) -> Story:
    dice, days = maker.dice, maker.days
    names = [f"d{day}" for day in range(days)]
    door: list[DoorMessage] = []
    drains: list[Drain] = []
    chapters, parts = {}, {}
    for day, chapter in enumerate(names):
        shape = _parts(day, days, cut and days > 1)
        if cut and days == 1:
            shape = [("d0-in", "inner"), ("d0-out", "outer"), ("d0-all", "whole")]
        made = []
        for part, half in shape:
            last = day == days - 1 and part == shape[-1][0]
            ways_out = [ENDING, "end-named"] if last else [NEXT]
            maker.part(part, chapter, half, ways_out)
            made.append(Part(part, half, f"{part}-s0", SPAN))
            parts[part] = made[-1]
            if half != "whole" and maker.maybe(0.6):
                to = "outer" if half == "inner" else "inner"
                message = f"{part}-said"
                maker.variables[message] = _flag(message, to, True)
                door.append(
                    DoorMessage(message, part, to, maker.meter_asked(), maker.effects(to), maker.prose(to), SPAN)
                )
                when = Not(Name(message, SPAN), SPAN)
                drains.append(Drain(part, to, when, maker.effects(to), maker.prose(to), SPAN))
        standing = tuple(
            Standing(
                half,
                tuple((meter.id, dice.randint(meter.low, meter.high)) for meter in maker.meters.values()),
                (),
                SPAN,
            )
            for half in {half: None for _, half in shape}
        )
        following = names[day + 1] if day + 1 < days else None
        recap = words(f"Before {chapter}.")
        chapters[chapter] = Chapter(chapter, f"Day {day}", None, following, tuple(made), standing, recap, (), SPAN)
    return _finish(maker, chapters=chapters, parts=parts, door=door, drains=drains, cut=cut)


def _finish(
    maker: Maker,
    *,
    chapters: dict[str, Chapter],
    parts: dict[str, Part],
    door: list[DoorMessage],
    drains: list[Drain],
    cut: bool,
) -> Story:
    dice = maker.dice
    endings = {}
    for name, when, by_name in [
        ("end-named", None, True),
        ("end-low", maker.meter_asked(), False),
        ("end-last", None, False),
    ]:
        scene = f"scene-{name}"
        endings[name] = Ending(name, name.title(), scene, when, by_name, None, None, (), SPAN)
        maker.scenes[scene] = Scene(
            scene, "", "whole", "", (), (), None, (), None, maker.prose("whole"), (), None, (), SPAN
        )
    fold = None
    if cut:
        before = next(part.scene for part in parts.values() if part.half == "whole")
        rules = tuple(
            FoldedMeter(
                meter.id, dice.choice(["lowest", "highest", "mean-up", "mean-down"]), meter.low, meter.high, SPAN
            )
            for meter in maker.meters.values()
        )
        counts = (("whole-count", ("inner-knew", "outer-knew", "outer-count")),)
        fold = Fold(before, "whole", rules, ("inner-mood",), counts, SPAN)
    scenes = maker.scenes
    choices = {choice.id: choice for scene in scenes.values() for choice in scene.choices}
    return Story(
        id="made",
        version="1",
        title="Made",
        tagline="",
        cover=None,
        start=next(iter(chapters)),
        player=Player("Andy", "they"),
        folder="",
        fingerprint=str(dice.randint(0, 9999)),
        meters=maker.meters,
        halves={half: Half(half, half, "both", None, SPAN) for half in maker.halves},
        variables=maker.variables,
        leans=(),
        door=tuple(door),
        drains=tuple(drains),
        fold=fold,
        cast={},
        places={},
        content={},
        sources={},
        lessons={},
        chapters=chapters,
        parts=parts,
        scenes=scenes,
        choices=choices,
        scene_of={choice.id: scene.id for scene in scenes.values() for choice in scene.choices},
        pairs=(),
        groups={},
        endings=endings,
        style=Style(),
        former={},
    )


class Made(Story):
    """A made-up story, which a failing test names by the number it was made from."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"made({self.fingerprint})"

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:
        printer.text(repr(self))


class Dice(random.Random):
    """Chance that a failing test names by its number."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    def __repr__(self) -> str:
        return f"Dice({self.number})"


def made(number: int, *, days: int | None = None, scenes_a_part: int | None = None) -> Made:
    """The story of that number."""
    story = make(Dice(number), days=days, scenes_a_part=scenes_a_part)
    fields = {field.name: getattr(story, field.name) for field in attrs.fields(Story)}
    return Made(**fields | {"fingerprint": str(number)})


stories = st.integers(0, 9999).map(made)
"""Stories for laws to hold in."""
dice = st.integers(0, 9999).map(Dice)
"""Chance for the lives in them."""
