"""Small stories made up by chance, for every life in them to be lived: everything that may steer a life, be told in it, or
pass between its halves, within what the rules of a story allow.
"""

from __future__ import annotations

import random
from math import prod

import attrs
from hypothesis import strategies as st

from game.story.condition import COMPARISONS, And, Chose, Compare, Condition, Name, Not, Number, Or, Sum, Visited, Word
from game.story.identity import going_on
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
from game.story.prose import Branch, Paragraph, Piece, Text, Varied
from game.story.source import Span
from game.story.style import Style
from tests.laws.made_stories import SPAN, Dice, Made, words

MOST_LIVES = 20_000
"""The most lives that a story without loops could have, were every choice on offer and no scene passed by."""
LEANS = ("work", "people", "home")
INNER, OUTER, WHOLE = "inner", "outer", "whole"
DAYS_APART = [(INNER, OUTER), (OUTER, INNER), (INNER, OUTER, INNER), (INNER,), (OUTER, OUTER, INNER)]


@attrs.frozen
class Sketch:
    """A part, before its scenes are written."""

    id: str
    chapter: str
    half: str
    scenes: dict[str, int]
    """Each scene, and how many choices it has: nought where the player only goes on."""
    is_last: bool
    """Whether the story's days are over with it."""


def sketched(dice: random.Random, *, cut: bool, loops: bool) -> list[Sketch]:
    """The parts of a story, their scenes counted out so that there are not too many lives."""
    shapes = [dice.choice(DAYS_APART) for _ in range(dice.randint(1, 1 if loops else 2))] if cut else []
    together = [(WHOLE,) * dice.randint(1, 2) for _ in range(1 if cut or loops else dice.randint(1, 3))]
    if cut and dice.random() < 0.25:
        shapes[-1] = (*shapes[-1], *together.pop(0))
    shapes += together
    if cut and dice.random() < 0.06:
        shapes += [(dice.choice([INNER, OUTER]),), (WHOLE,)]  # apart again, which nothing forbids
    sketches = []
    for day, shape in enumerate(shapes):
        for at, half in enumerate(shape):
            part = f"d{day}-{half}{at}"
            scenes = dict.fromkeys((f"{part}-s{number}" for number in range(dice.choice([1, 2, 2, 3]))), 0)
            sketches.append(Sketch(part, f"d{day}", half, scenes, day == len(shapes) - 1 and at == len(shape) - 1))
    places = [(sketch, scene) for sketch in sketches for scene in sketch.scenes]
    dice.shuffle(places)
    left = 200 if loops else MOST_LIVES
    for sketch, scene in places:
        count = dice.choice([1, 2, 2, 3, 3] if loops else [0, 1, 2, 2, 3, 3])
        if max(1, count) <= left:
            sketch.scenes[scene] = count
            left //= max(1, count)
    return sketches


@attrs.define
class Maker:
    """Makes one story, choosing by chance."""

    dice: random.Random
    sketches: list[Sketch]
    halves: list[str]
    meters: dict[str, Meter]
    loops: bool
    may_offer_nothing: bool
    variables: dict[str, Variable] = attrs.field(factory=dict)
    fold: Fold | None = None
    last: str = WHOLE
    """Whose an ending is, and its scene where that is no part's."""
    endings: list[str] = attrs.field(factory=list)
    texts: int = 0

    def maybe(self, chance: float) -> bool:
        return self.dice.random() < chance

    # ---- what a half may see and change; no half means everything

    def readable(self, half: str) -> list[Variable]:
        fold = self.fold
        carried = {*fold.carry, *(name for name, _ in fold.counts)} if fold and fold.into == half else set()
        return [each for each in self.variables.values() if half in ("", each.half) or each.id in carried]

    def remembered(self, half: str) -> list[Sketch]:
        everything = not half or (self.fold is not None and self.fold.into == half)
        return [sketch for sketch in self.sketches if everything or sketch.half == half]

    def effects(self, half: str) -> tuple[Change, ...]:
        numbers = [each.id for each in self.readable(half) if not each.values]
        targets = [(meter, True) for meter in self.meters] + [(number, False) for number in numbers]
        chosen = self.dice.sample(targets, self.dice.randint(0, min(3, len(targets))))
        return tuple(
            Change(name, self.dice.choice([-3, -2, -1, -1, 1, 1, 2, 3]), is_meter, SPAN) for name, is_meter in chosen
        )

    def sets(self, half: str, chance: float = 0.4) -> tuple[Assignment, ...]:
        given = [each for each in self.readable(half) if not each.message]
        if not given or not self.maybe(chance):
            return ()
        chosen = self.dice.sample(given, self.dice.randint(1, min(2, len(given))))
        return tuple(Assignment(each.id, self.dice.randint(each.low, each.high), SPAN) for each in chosen)

    # ---- conditions and texts

    def condition(self, half: str, depth: int = 2) -> Condition:
        kind = self.dice.randint(0, 9)
        if depth and kind == 0:
            return Not(self.condition(half, depth - 1), SPAN)
        if depth and kind in (1, 2):
            both = And if kind == 1 else Or
            return both(self.condition(half, depth - 1), self.condition(half, depth - 1), SPAN)
        if kind in (3, 4):
            return self.about_a_variable(half)
        if kind in (5, 6):
            return self.about_the_past(half)
        return self.about_meters()

    def about_meters(self) -> Condition:
        names = self.dice.sample(list(self.meters), min(len(self.meters), self.dice.choice([1, 1, 1, 2])))
        low, high = sum(self.meters[name].low for name in names), sum(self.meters[name].high for name in names)
        sign, number = self.dice.choice(list(COMPARISONS)), Number(self.dice.randint(low, high), SPAN)
        if len(names) == 1:
            return Compare(Name(names[0], SPAN), sign, number, SPAN)
        left, right = Name(names[0], SPAN), Name(names[1], SPAN)
        if self.maybe(0.6):
            return Compare(Sum(left, "+", right, SPAN), sign, number, SPAN)
        if self.maybe(0.5):
            return Compare(Number(self.dice.randint(-2, 2), SPAN), sign, Sum(left, "-", right, SPAN), SPAN)
        return Compare(left, sign, right, SPAN)

    def about_a_variable(self, half: str) -> Condition:
        asked = self.dice.choice(self.readable(half))
        name = Name(asked.id, SPAN)
        if asked.is_flag and self.maybe(0.7):
            return name
        value = self.dice.randint(asked.low, asked.high)
        if asked.values:
            return Compare(name, self.dice.choice(["==", "!="]), Word(asked.values[value], SPAN, value), SPAN)
        left = Sum(name, "+", Name(self.dice.choice(list(self.meters)), SPAN), SPAN) if self.maybe(0.3) else name
        return Compare(left, self.dice.choice(list(COMPARISONS)), Number(value, SPAN), SPAN)

    def about_the_past(self, half: str) -> Condition:
        sketches = self.remembered(half)
        if not sketches:
            return self.about_meters()
        scene, count = self.dice.choice(list(self.dice.choice(sketches).scenes.items()))
        if count and self.maybe(0.6):
            return Chose(f"{scene}-{self.dice.randrange(count)}", SPAN)
        return Visited(scene, SPAN)

    def text(self, half: str, chance: float = 0.5, *, beats: int = 3) -> Text:
        """A text with its number in it, and its arms with theirs; an arm's span has the same two numbers."""
        self.texts += 1
        number, arms = self.texts, 0
        if not self.maybe(chance):
            return words(f"[{number}]")
        paragraphs: list[tuple[Piece, ...]] = [(f"[{number}] ",)]
        for _ in range(self.dice.randint(1, 2)):
            conditions: list[Condition | None] = [self.condition(half) for _ in range(self.dice.randint(1, 3))]
            branches = []
            for condition in (*conditions, None) if self.maybe(0.6) else conditions:
                arms += 1
                where = Span("made.yaml", number, arms, number, arms + 1)
                branches.append(Branch(condition, (f"[{number}.{arms}]",), where))
            varied = Varied(tuple(branches), SPAN)
            if len(paragraphs) < beats and self.maybe(0.5):
                paragraphs.append((varied,))
            else:
                paragraphs[-1] = (*paragraphs[-1], varied)
        return Text(tuple(Paragraph(None, pieces, SPAN) for pieces in paragraphs))

    def perhaps(self, half: str, chance: float, *, beats: int = 3) -> Text | None:
        return self.text(half, beats=beats) if self.maybe(chance) else None

    # ---- scenes

    def ways_on(self, sketch: Sketch, scene: str) -> list[str]:
        """Where one may go from a scene; what is likelier stands there more often."""
        names = list(sketch.scenes)
        at = names.index(scene)
        apart = self.fold is not None and sketch.half != self.fold.into
        over = ENDING if sketch.is_last else NEXT
        siblings = [each for each in self.sketches if (each.chapter, each.half) == (sketch.chapter, sketch.half)]
        further = [name for each in siblings[siblings.index(sketch) + 1 :] for name in each.scenes]
        ways = names[at + 1 : at + 3] * 4 + [over] * (1 if names[at + 1 :] else 8)
        ways += (further[:2] if self.maybe(0.3) else []) + (
            [ENDING, *self.endings] if self.maybe(0.03 if apart else 0.9 if sketch.is_last else 0.15) else []
        )
        if self.loops and (sketch.scenes[scene] > 1 or self.maybe(0.2)):
            back = [name for each in siblings[: siblings.index(sketch) + 1] for name in each.scenes]
            ways += self.dice.choices(back[: back.index(scene) + 1], k=2)
        return ways

    def routes(self, sketch: Sketch, scene: str) -> tuple[Route, ...]:
        ways = self.ways_on(sketch, scene)
        count = self.dice.choice([0, 0, 1, 1, 2])
        conditional = [Route(self.condition(sketch.half), self.dice.choice(ways), SPAN) for _ in range(count)]
        return (*conditional, Route(None, self.dice.choice(ways), SPAN))

    def choices(self, sketch: Sketch, scene: str, count: int) -> tuple[Choice, ...]:
        if not count:
            return (self.choice(sketch, scene, going_on(scene), asked=False, goes_on=True),)
        offers_nothing = self.may_offer_nothing and self.maybe(0.5)
        asked = [offers_nothing or (number > 0 and self.maybe(0.5)) for number in range(count)]
        self.dice.shuffle(asked)
        return tuple(
            self.choice(sketch, scene, f"{scene}-{number}", asked=asks, goes_on=False)
            for number, asks in enumerate(asked)
        )

    def choice(self, sketch: Sketch, scene: str, name: str, *, asked: bool, goes_on: bool) -> Choice:
        half = sketch.half
        return Choice(
            id=name,
            text=words("Go on.") if goes_on else self.text(half, 0.2, beats=1),
            spoken=self.maybe(0.2),
            when=self.condition(half) if asked else None,
            hint=None if goes_on else self.perhaps(half, 0.3, beats=1),
            then=None if goes_on else self.perhaps(half, 0.3),
            effects=() if goes_on else self.effects(half),
            set=() if goes_on else self.sets(half),
            lean=None if goes_on else self.dice.choice(LEANS),
            lesson=None,
            goto=self.routes(sketch, scene),
            was=(),
            span=SPAN,
            going_on=goes_on,
        )

    def scene(self, name: str, sketch: Sketch | None, choices: tuple[Choice, ...]) -> Scene:
        part, half, chapter = (sketch.id, sketch.half, sketch.chapter) if sketch else ("", self.last, "")
        recall, text = self.perhaps("", 0.3) if choices else None, self.text(half)
        return Scene(name, part, half, chapter, (), (), None, (), recall, text, choices, None, (), SPAN)


# ---- the head


def _variable(name: str, half: str, *values: str, low: int = 0, high: int = 0, start: int = 0) -> Variable:
    return Variable(name, half, values, low, len(values) - 1 if values else high, start, None, SPAN)


def _variables(dice: random.Random, halves: list[str]) -> dict[str, Variable]:
    made = []
    for half in halves:
        low = dice.choice([0, 0, -1])
        made.append(_variable(f"{half}-knew", half, "no", "yes", start=dice.choice([0, 0, 1])))
        made.append(_variable(f"{half}-mood", half, "dry", "wet", "odd", start=dice.randint(0, 2)))
        made.append(_variable(f"{half}-count", half, low=low, high=low + 3, start=dice.randint(low, low + 3)))
    return {each.id: each for each in made}


def _meters(dice: random.Random, *, small: bool) -> dict[str, Meter]:
    ranges = [(0, 3), (-1, 1), (0, 2)] if small else [(0, 12), (0, 4), (-2, 3), (1, 9), (2, 2)]
    made = {}
    for name in ("rest", "cheer", "nerve")[: dice.randint(1, 3)]:
        low, high = dice.choice(ranges[: 4 if dice.random() < 0.9 else 5])
        made[name] = Meter(name, low, high, dice.randint(low, high), (), None, SPAN)
    return made


def _fold(maker: Maker) -> Fold | None:
    """How the halves become one: mostly on entering the first scene they share."""
    dice = maker.dice
    whole = next(sketch for sketch in maker.sketches if sketch.half == WHOLE)
    apart = [each for each in maker.variables.values() if each.half != WHOLE]
    carry = tuple(each.id for each in dice.sample(apart, dice.randint(0, 3)))
    numbers = [each.id for each in apart if each.is_flag or not each.values]
    counted = tuple(dice.sample(numbers, dice.randint(1, 3)))
    counts = ((f"{WHOLE}-count", counted),) if maker.maybe(0.7) else ()
    while prod(_size(maker, name) for name in {*carry, *(counted if counts else ())}) > 100:
        carry = carry[1:]
    rules = []
    for meter in maker.meters.values():
        least, most = sorted(dice.choices(range(meter.low, meter.high + 1), k=2))
        if maker.maybe(0.6):
            least, most = meter.low, meter.high
        take = dice.choice(["lowest", "highest", "mean-up", "mean-down"])
        rules.append(FoldedMeter(meter.id, take, least, most, SPAN))
    before = list(whole.scenes)[-1 if maker.maybe(0.08) else 0]
    return Fold(before, WHOLE, tuple(rules), carry, counts, SPAN)


def _size(maker: Maker, name: str) -> int:
    variable = maker.variables[name]
    return variable.high - variable.low + 1


def _sent(maker: Maker) -> list[tuple[Sketch, str, str]]:
    """After which part which messages go to which half; their variables are there to be read from now on."""
    apart = [sketch for sketch in maker.sketches if sketch.half != WHOLE]
    sent = []
    for number in range(maker.dice.choice([0, 1, 2, 3, 4, 4]) if apart else 0):
        after = maker.dice.choice(apart)
        to = WHOLE if maker.maybe(0.04) else OUTER if after.half == INNER else INNER
        sent.append((after, f"message-{number}", to))
        maker.variables[f"message-{number}"] = Variable(
            f"message-{number}", to, ("no", "yes"), 0, 1, 0, None, SPAN, message=True
        )
    return sent


def _door(maker: Maker, sent: list[tuple[Sketch, str, str]]) -> tuple[DoorMessage, ...]:
    return tuple(
        DoorMessage(
            name,
            after.id,
            to,
            None if maker.maybe(0.1) else maker.condition(after.half),
            maker.effects(to) if maker.maybe(0.7) else (),
            maker.perhaps(to, 0.6),
            SPAN,
        )
        for after, name, to in sent
    )


def _drains(maker: Maker) -> tuple[Drain, ...]:
    drains = []
    for _ in range(maker.dice.randint(0, 3)):
        after = maker.dice.choice(maker.sketches)
        to = after.half if maker.maybe(0.8) else maker.dice.choice(maker.halves)
        when = maker.condition(to) if maker.maybe(0.6) else None
        drains.append(Drain(after.id, to, when, maker.effects(to), maker.perhaps(to, 0.6), SPAN))
    return tuple(drains)


def _chapters(maker: Maker, parts: dict[str, Part]) -> dict[str, Chapter]:
    """The days, each with where things stand when it is begun by itself; not always in the order they are lived."""
    names = list(dict.fromkeys(sketch.chapter for sketch in maker.sketches))
    chapters = {}
    for name, following in zip(names, [*names[1:], None], strict=True):
        lived = tuple(parts[sketch.id] for sketch in maker.sketches if sketch.chapter == name)
        alone = []
        for half in maker.halves if maker.maybe(0.3) else dict.fromkeys(part.half for part in lived):
            readings = tuple((each.id, maker.dice.randint(each.low, each.high)) for each in maker.meters.values())
            alone.append(Standing(half, readings, maker.sets(half, 0.7), SPAN))
        recap = words(f"Before {name}.")
        chapters[name] = Chapter(name, name.upper(), None, following, lived, tuple(alone), recap, (), SPAN)
    if maker.maybe(0.1):
        return dict(reversed(chapters.items()))
    return chapters


def _endings(maker: Maker) -> tuple[dict[str, Ending], dict[str, Scene]]:
    """Ordinary endings, the last without a condition, and those that must be named; and their scenes."""
    endings, scenes = {}, {}
    for name in maker.endings:
        scene = f"scene-{name}"
        when = None if name in ("end-last", "end-named") else maker.condition(maker.last)
        lead = maker.perhaps(maker.last, 0.6)
        endings[name] = Ending(name, name.title(), scene, when, name == "end-named", None, lead, (), SPAN)
        sketch = maker.dice.choice(maker.sketches) if maker.maybe(0.2) else None
        scenes[scene] = maker.scene(scene, sketch, ())
    return endings, scenes


def make(dice: random.Random, *, loops: bool = False) -> Story:
    """A story of one half, or of two that fold into a third."""
    cut = dice.random() < (0.4 if loops else 0.75)
    halves = [INNER, OUTER, WHOLE] if cut else [WHOLE]
    sketches = sketched(dice, cut=cut, loops=loops)
    maker = Maker(
        dice=dice,
        sketches=sketches,
        halves=halves,
        meters=_meters(dice, small=loops),
        loops=loops,
        may_offer_nothing=dice.random() < 0.08,
        variables=_variables(dice, halves),
        endings=[f"end-{number}" for number in range(dice.randint(1, 3))] + ["end-named", "end-last"],
    )
    sent = _sent(maker)
    if cut and dice.random() < 0.96:
        maker.fold = _fold(maker)
    elif cut:
        maker.last = INNER
    endings, last_scenes = _endings(maker)
    scenes = {
        name: maker.scene(name, sketch, maker.choices(sketch, name, count))
        for sketch in sketches
        for name, count in sketch.scenes.items()
    } | last_scenes
    parts = {sketch.id: Part(sketch.id, sketch.half, next(iter(sketch.scenes)), SPAN) for sketch in sketches}
    return Story(
        id="made",
        version="1",
        title="Made",
        tagline="",
        cover=None,
        start=sketches[0].chapter,
        player=Player("Andy", "they"),
        folder="",
        fingerprint="",
        meters=maker.meters,
        halves={half: Half(half, half, "both", None, SPAN) for half in halves},
        variables=maker.variables,
        leans=LEANS,
        door=_door(maker, sent),
        drains=_drains(maker),
        fold=maker.fold,
        cast={},
        places={},
        content={},
        sources={},
        lessons={},
        chapters=_chapters(maker, parts),
        parts=parts,
        scenes=scenes,
        choices={choice.id: choice for scene in scenes.values() for choice in scene.choices},
        scene_of={choice.id: scene.id for scene in scenes.values() for choice in scene.choices},
        pairs=(),
        groups={},
        endings=endings,
        style=Style(),
        former={},
    )


class MadeForOdds(Made):
    """A made-up story, which a failing test names by how it was made."""

    __slots__ = ()

    def __repr__(self) -> str:
        return self.fingerprint


def made_story(number: int, *, loops: bool = False) -> MadeForOdds:
    """The story of that number."""
    story = make(Dice(number), loops=loops)
    fields = {field.name: getattr(story, field.name) for field in attrs.fields(Story)}
    called = f"made_story({number}, loops=True)" if loops else f"made_story({number})"
    return MadeForOdds(**fields | {"fingerprint": called})


odds_stories = st.integers(0, 9999).map(made_story)
"""Stories in which every life can be lived."""
looped_stories = st.integers(0, 9999).map(lambda number: made_story(number, loops=True))
"""Stories in which lives may go round, some of them for ever."""
