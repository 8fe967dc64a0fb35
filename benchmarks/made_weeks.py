"""Writes a made-up story of two weeks, of the size of a real one: two halves, a hinge where they become one, ten endings.

    python benchmarks/made_weeks.py FOLDER [--seed 1] [--step 2] [--leak-days 1,3] [--days 5,5] [--steering 14] [--flags 40]

Chance draws the story, and the same seed and shape always draw the same one, byte for byte. The draws are those of the
study of exact odds, in its order, so that the study's engine and ours can be timed on an equal story.

Week one has a chapter for each day, with a part lived inside and one outside; a tired half costs the other rest at
the door, and every second evening drains something. Week two is one chapter with a part for each day: a choice at the
end of a day leads straight to one of several scenes of the next, which only parts of one chapter allow. It begins at the
hinge. What the study enters by a rule where a part begins is here a scene that asks nothing and goes on by that rule.

Moment 7 of the story has the scenes `m7a`, `m7b`, `m7c`, of which a life meets one or none; the second choice of `m7b` is
`m7b-2`; `m7` is the scene that goes on to one of them.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import attrs
import yaml

METERS = ("rest", "meaning", "flexibility", "presence")
TOP, MIDDLE = 12, 6
"""Where every meter ends, and where it begins."""
YES_NO = ("no", "yes")
AMOUNTS = ("none", "little", "much")
PARTS_IN_A_FILE = 40
"""Days that stand in one file: a file has a bound."""

OPENINGS = {
    "innie": (
        "The screens come on in the order in which they went off.",
        "Somebody has left a chair in the aisle, facing the wrong way.",
        "The morning's numbers are on the desk, still warm from the printer.",
        "A meeting has begun without anyone saying so.",
        "The light over the third row hums, and then it does not.",
    ),
    "outie": (
        "The bus is full of people who are looking at the rain.",
        "The kitchen is as it was left, with one cup more.",
        "There is a letter on the mat with no stamp on it.",
        "The neighbour's radio comes through the wall, two songs behind.",
        "The lamp in the stairwell takes its time.",
    ),
    "hinge": ("Both doors stand open, and for once there is nobody in between.",),
    "whole": (
        "The day has a middle again, and this is it.",
        "Two calendars lie on the table, and the same hour is marked in both.",
        "A colleague rings at home, and you know the voice.",
        "The walk to work is as long as it always must have been.",
        "You find your own handwriting in a drawer at the office.",
    ),
}
COLOURS = (
    ("It shows in your hands.", "Nobody would know."),
    ("The coffee has gone cold beside you.", "The coffee is still hot."),
    ("You think of it before you think of anything else.", "It does not come to mind."),
    ("Someone asks whether you are well.", "Nobody asks."),
    ("The window is open a hand's width.", "The window is shut."),
)
DEEDS = (
    "Stay until it is done.",
    "Leave it for somebody else.",
    "Ask the person beside you.",
    "Write it down and say nothing.",
    "Go for a walk round the block.",
    "Answer the telephone.",
    "Sit down for ten minutes.",
    "Say what you think of it.",
    "Offer to help.",
    "Tidy the table first.",
    "Read the message twice.",
    "Make a promise.",
)
AT_THE_HINGE = (
    "Let it stay as it is, the two of you apart.",
    "Hand in both keys.",
    "Walk through, and see who arrives.",
    "Walk through, though you have not slept.",
)
ENDINGS = (
    ("e0", "Two Doors", None),
    ("e1", "Both Keys", None),
    ("e2", "Worn Through", "rest <= 2"),
    ("e3", "Out of Reach", "flexibility <= 3 and presence <= 6"),
    ("e4", "Elsewhere", "presence <= 3"),
    ("e9", "A Week Like Any", "rest >= 7 and meaning >= 7 and flexibility >= 7 and presence >= 7"),
    ("e8", "Not Alone", "{friends} and meaning >= 6"),
    ("e5", "Well Rested", "rest >= 6 and meaning <= 3"),
    ("e7", "Something of Your Own", "meaning >= 8 and (flexibility >= 8 or {remembered})"),
    ("e6", "And So On", None),
)
"""Ids, titles, and when each is reached, in the order in which they are tried. The first two are reached at the hinge, by
their names; the last takes whoever is left.
"""
PLACES = {
    "innie": ("desk", "A desk in a row of desks."),
    "outie": ("flat", "Two rooms and a kitchen."),
    "hinge": ("doors", "Two doors that face each other."),
    "whole": ("town", "A town with an office in it."),
}


@attrs.frozen(kw_only=True)
class Shape:
    """What kind of two weeks. Pairs of moments, scenes and choices are the fewest and the most."""

    days: tuple[int, int] = (5, 5)
    """In week one and in week two; at least one in each."""
    inside: tuple[int, int] = (3, 3)
    outside: tuple[int, int] = (2, 3)
    whole: tuple[int, int] = (4, 5)
    """Moments a day has: inside and outside in week one, and in week two."""
    scenes: tuple[int, int] = (2, 3)
    """Scenes a moment has, of which a life meets one."""
    choices: tuple[int, int] = (2, 4)
    step: int = 1
    """What week one's effects are multiples of."""
    late_step: int = 1
    """What week two's are."""
    leak_days: tuple[int, ...] = (1, 3)
    """The days of week one, from nought, at whose ends a tired half costs the other rest."""
    flags: int = 40
    steering: int = 14
    """How many flags decide what is on offer, the way on, and endings; the rest only colour text."""
    crossing: int = 4
    """How many of those are set in week one and read in week two."""
    worded: int = 5
    """About how many flags have three values; the rest are yes or no."""
    lasting: tuple[int, int] = (3, 4)
    """How many days a flag may go unread, in week one and in week two."""
    allies: int = 3
    """The most friends that are counted; with nought nobody counts them. Four would be more than may cross the fold."""
    skipping: float = 0.12
    """How often a choice skips a moment."""
    alone: bool = True
    """Whether each chapter says how it begins by itself."""


class Moment(NamedTuple):
    """A place in the story where one scene is met."""

    half: str
    """`innie`, `outie`, `hinge` or `whole`."""
    day: int
    """From nought; the hinge counts as a day."""


@attrs.frozen
class Flag:
    """Something that choices set, and that conditions ask for."""

    name: str
    half: str
    values: tuple[str, ...]
    set_at: tuple[int, ...]
    read_at: tuple[int, ...]
    steers: bool

    def given(self, value: int) -> str:
        """The condition that it has this value."""
        return self.name if self.values == YES_NO else f"{self.name} == {self.values[value]}"

    def not_given(self) -> str:
        """The condition that it does not have its first value after none."""
        return f"not {self.name}" if self.values == YES_NO else f"{self.name} != {self.values[1]}"


class Signed(int):
    """A change, which is always written with its sign."""


Scene = dict[str, Any]
"""A scene as it is written, but that `goto` may still name a moment, entered by its rule."""


class Weeks:
    """One story, drawn from beginning to end when it is made. The order of the draws is the story: keep it."""

    def __init__(self, seed: int, shape: Shape) -> None:
        self.shape, self.dice, self.words = shape, random.Random(seed), random.Random(f"words for {seed}")
        self.moments = self._draw_moments()
        self.hinge = next(at for at, moment in enumerate(self.moments) if moment.half == "hinge")
        self.flags = [self._draw_flag(at) for at in range(shape.flags)]
        everywhere = range(len(self.moments))
        self.variety = [1 if at == self.hinge else self.dice.randint(*shape.scenes) for at in everywhere]
        self.ruled = [at > 0 and self.variety[at] > 1 and self.dice.random() < 0.35 for at in everywhere]
        """Whether the way into a moment is decided by a rule, and not once for each choice that leads there."""
        self.rules: dict[str, list[dict[str, str]]] = {}
        self.scenes: list[Scene] = []
        self.entrances = {self.part(0): scene_id(0, 0)}
        """The scene or rule each part begins with."""
        for at in everywhere:
            self._draw_moment(at)

    def part(self, at: int) -> str:
        """The part a moment belongs to. The hinge is how week two's first day begins."""
        half, day = self.moments[at]
        if half in ("innie", "outie"):
            return f"day-{day + 1}-{'in' if half == 'innie' else 'out'}"
        return f"day-{day + (half == 'hinge')}"

    def _draw_moments(self) -> list[Moment]:
        shape, moments = self.shape, []
        first, second = shape.days
        for day in range(first):
            moments += [Moment("innie", day)] * self.dice.randint(*shape.inside)
            moments += [Moment("outie", day)] * self.dice.randint(*shape.outside)
        moments.append(Moment("hinge", first))
        for day in range(second):
            moments += [Moment("whole", first + 1 + day)] * self.dice.randint(*shape.whole)
        return moments

    def _draw_flag(self, number: int) -> Flag:
        shape, dice, crosses = self.shape, self.dice, number < self.shape.crossing
        half = dice.choice(("innie", "outie") if crosses else ("innie", "outie", "whole"))
        mine = [at for at, moment in enumerate(self.moments) if moment.half == half]
        first = dice.choice(mine[-6:] if crosses else mine[: max(1, len(mine) - 3)])
        readable = self._readable_after_hinge() if crosses else self._readable(first, mine)
        near = [at for at in mine if first <= at < first + 2 and at < max(readable, default=len(self.moments))]
        values = AMOUNTS if number % max(1, shape.flags // max(1, shape.worded)) == 3 else YES_NO
        read = dice.sample(readable, min(len(readable), dice.randint(1, 3))) if readable else []
        return Flag(f"fact{number}", half, values, tuple(near or [first]), tuple(read), number < shape.steering)

    def _readable_after_hinge(self) -> list[int]:
        last = self.shape.days[0] + self.shape.lasting[1]
        return [at for at, moment in enumerate(self.moments) if moment.half == "whole" and moment.day <= last]

    def _readable(self, first: int, mine: list[int]) -> list[int]:
        """Moments of a half on a later day, but not too late; any later ones, where there are none."""
        half, day = self.moments[first]
        days = self.shape.lasting[half == "whole"]
        later = [at for at in mine if at > first]
        return [at for at in later if 1 <= self.moments[at].day - day <= days] or later

    def _draw_moment(self, at: int) -> None:
        if self.ruled[at]:
            ways = [
                {"when": self._steering_condition(at), "to": scene_id(at, which)}
                for which in range(self.variety[at] - 1)
            ]
            self.rules[f"m{at}"] = [*ways, {"to": scene_id(at, self.variety[at] - 1)}]
        for which in range(self.variety[at]):
            self.scenes.append(self._draw_scene(at, which))
        if self._is_last_of_part(at):
            self.entrances[self.part(at + 1)] = scene_id(at + 1, 0) if at + 1 == self.hinge else self._way_into(at + 1)

    def _is_last_of_part(self, at: int) -> bool:
        """Whether a part of week one ends here."""
        half = self.moments[at].half
        return half in ("innie", "outie") and self.moments[at + 1].half != half

    def _draw_scene(self, at: int, which: int) -> Scene:
        name, half = scene_id(at, which), self.moments[at].half
        choices = self._hinge_choices(at) if at == self.hinge else self._draw_choices(at)
        sentences = [self.words.choice(OPENINGS[half])]
        for _ in range(self.dice.randint(1, 3)):
            condition = self._flag_condition(at, steers=self.dice.random() < 0.3)
            condition = condition or (self._meter_condition() if self.dice.random() < 0.5 else None)
            if condition:
                this, that = self.words.choice(COLOURS)
                sentences.append(f"{{{condition}: {this} | {that}}}")
        text = f"{sentences[0]}\n\n{' '.join(sentences[1:])}".strip() + "\n"
        choices = [{"id": f"{name}-{number}", **choice} for number, choice in enumerate(choices, 1)]
        return {"id": name, "part": self.part(at), "place": PLACES[half][0], "text": text, "choices": choices}

    def _hinge_choices(self, at: int) -> list[Scene]:
        ways: list[Scene] = [{"when": f"meaning <= {TOP - 3}", "goto": "e0"}, {"goto": "e1"}]
        ways += [{"goto": self._way_into(at + 1)}, {"goto": self._way_into(at + 1)}]
        ways[3]["effects"] = {"rest": Signed(-self.shape.late_step)}
        return [{"text": text, "lean": self._lean(), **way} for text, way in zip(AT_THE_HINGE, ways, strict=True)]

    def _draw_choices(self, at: int) -> list[Scene]:
        count = self.dice.randint(*self.shape.choices)
        deeds = self.words.sample(DEEDS, count)
        return [self._draw_choice(at, deed, first=number == 0) for number, deed in enumerate(deeds)]

    def _draw_choice(self, at: int, deed: str, *, first: bool) -> Scene:
        dice, half = self.dice, self.moments[at].half
        effects = {meter: self._draw_change(half) for meter in dice.sample(METERS, dice.choice((1, 2)))}
        given = {
            flag.name: flag.values[dice.randrange(1, len(flag.values))]
            for flag in self.flags
            if at in flag.set_at and dice.random() < 0.45
        }
        if self.shape.allies and half in ("innie", "whole") and dice.random() < 0.10:
            effects[f"{half}-allies"] = Signed(1)
        condition = None
        if not first and dice.random() < 0.45:
            condition = self._flag_condition(at, steers=True) if dice.random() < 0.65 else None
            condition = condition or self._meter_condition()
            if dice.random() < 0.2:
                condition = f"{condition} or {self._meter_condition()}"
        goto = self._way_on(at, skips=dice.random() < self.shape.skipping)
        choice: Scene = {"text": deed, "lean": self._lean(), "when": condition, "effects": effects, "set": given}
        return {key: value for key, value in choice.items() if value} | {"goto": goto}

    def _draw_change(self, half: str) -> Signed:
        step = self.shape.late_step if half == "whole" else self.shape.step
        change = self.dice.choice((1, 1, 2, 2, 3)) * self.dice.choice((1, -1))
        steps = max(1, round(abs(change) / step)) * step
        return Signed(steps if change > 0 else -steps)

    def _lean(self) -> str:
        return self.words.choice(("work", "people"))

    def _flag_condition(self, at: int, *, steers: bool) -> str | None:
        flags = [flag for flag in self.flags if at in flag.read_at and flag.steers == steers]
        if not flags:
            return None
        flag = self.dice.choice(flags)
        if self.dice.random() < 0.8:
            return flag.given(self.dice.randrange(1, len(flag.values)))
        return flag.not_given()

    def _meter_condition(self) -> str:
        meter, distance = self.dice.choice(METERS), self.dice.choice((3, 4, 5))
        return f"{meter} >= {distance}" if self.dice.random() < 0.6 else f"{meter} <= {TOP - distance}"

    def _steering_condition(self, at: int) -> str:
        return self._flag_condition(at, steers=True) or self._meter_condition()

    def _way_into(self, at: int) -> str:
        """The rule that leads into a moment, or one of its scenes; the endings, after the last."""
        if at >= len(self.moments):
            return "ending"
        return f"m{at}" if self.ruled[at] else scene_id(at, self.dice.randrange(self.variety[at]))

    def _way_on(self, at: int, *, skips: bool) -> str:
        moments, to = self.moments, at + 1
        if skips and moments[to : to + 2] == [moments[at]] * 2:
            to += 1
        return "next" if self._is_last_of_part(at) and to == at + 1 else self._way_into(to)


def scene_id(at: int, which: int) -> str:
    """What one of a moment's scenes is called."""
    return f"m{at}{'abcdefgh'[which]}"


def write(folder: Path, *, seed: int, **shape: Any) -> None:
    """Write a story.

    Args:
        folder: Where to; made if need be.
        seed: What chance draws from.
        **shape: What `Shape` holds, where it is to be other than usual: `days=(1, 1)`.

    Raises:
        FileExistsError: There are stories, or other YAML files, in the folder already.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.glob("*.yaml")):
        raise FileExistsError(f"there is a story in {folder} already")
    weeks = Weeks(seed, Shape(**shape))
    _put(folder / "story.yaml", head(weeks, seed))
    for name, parts in chapters_of(weeks).items():
        for at in range(0, len(parts), PARTS_IN_A_FILE):
            here = parts[at : at + PARTS_IN_A_FILE]
            file = f"{name}-{at // PARTS_IN_A_FILE + 1}" if len(parts) > PARTS_IN_A_FILE else name
            _put(folder / f"{file}.yaml", {"scenes": [scene for part in here for scene in scenes_of(weeks, part)]})
    scenes = [
        {"id": f"end-{name}", "place": "town", "text": f"{title}. The street lamps come on, one by one.\n"}
        for name, title, _ in ENDINGS
    ]
    _put(folder / "endings.yaml", {"scenes": scenes})


def chapters_of(weeks: Weeks) -> dict[str, list[str]]:
    """The chapters, and the parts of each."""
    first, second = weeks.shape.days
    days = {f"day-{day}": [f"day-{day}-in", f"day-{day}-out"] for day in range(1, first + 1)}
    return days | {"week-two": [f"day-{first + day}" for day in range(1, second + 1)]}


def scenes_of(weeks: Weeks, part: str) -> Iterator[Scene]:
    """The scenes of a part as they are written, and before them the one that goes on by a rule, where it begins so."""
    beginning = weeks.entrances.get(part, "")
    if beginning in weeks.rules:
        half = weeks.moments[int(beginning[1:])].half
        text = f"{OPENINGS[half][0]}\n"
        yield {"id": beginning, "part": part, "place": PLACES[half][0], "text": text, "goto": weeks.rules[beginning]}
    for scene in weeks.scenes:
        if scene["part"] == part:
            choices = [
                choice | {"goto": weeks.rules.get(choice["goto"], choice["goto"])} for choice in scene["choices"]
            ]
            yield scene | {"choices": choices}


def head(weeks: Weeks, seed: int) -> dict[str, Any]:
    """What `story.yaml` says."""
    shape, chapters = weeks.shape, chapters_of(weeks)
    return {
        "story": f"made-weeks-{seed}",
        "version": 1,
        "title": f"Made Weeks, Number {seed}",
        "tagline": "Nobody wrote this.",
        "start": "day-1",
        "player": {"name": "Robin Vale", "pronouns": "they"},
        "meters": {meter: {"range": [0, TOP], "start": MIDDLE} for meter in METERS},
        "halves": {
            "innie": {"header": "inside", "ink": "inner"},
            "outie": {"header": "outside", "ink": "outer"},
            "whole": {"header": "both", "ink": "both"},
        },
        "variables": variables(weeks),
        "leans": ["work", "people"],
        "door": list(door(weeks)),
        "drains": list(drains(weeks)),
        "fold": {
            "before": scene_id(weeks.hinge, 0),
            "into": "whole",
            "meters": dict.fromkeys(METERS, "mean-up"),
            "counts": {"whole-allies": ["innie-allies"]} if shape.allies else {},
            "carry": [flag.name for flag in weeks.flags[: shape.crossing]],
        },
        "places": {place: {"looks": looks} for place, looks in PLACES.values()},
        "chapters": [
            chapter(weeks, name, after) for name, after in zip(chapters, [*list(chapters)[1:], None], strict=True)
        ],
        "endings": list(endings(weeks)),
    }


def variables(weeks: Weeks) -> dict[str, Scene]:
    """The flags, and how many friends there are, in the half that counts them and in the whole."""
    flags = {flag.name: {"half": flag.half, "values": flag.values, "start": flag.values[0]} for flag in weeks.flags}
    counts = {
        f"{half}-allies": {"half": half, "range": [0, weeks.shape.allies], "start": 0} for half in ("innie", "whole")
    }
    return flags | counts if weeks.shape.allies else flags


def door(weeks: Weeks) -> Iterator[Scene]:
    """What a tired half costs the other; nothing passes on the last evening, when the halves become one."""
    for day in weeks.shape.leak_days:
        for way, to in (("in", "outie"), ("out", "innie")):
            if day < weeks.shape.days[0] - (way == "out"):
                yield {
                    "id": f"tired-{day + 1}-{way}",
                    "after": f"day-{day + 1}-{way}",
                    "to": to,
                    "when": f"rest <= {(TOP + 1) // 3}",
                    "effects": {"rest": Signed(-weeks.shape.step)},
                    "text": "You are tired before you have begun.",
                }


def drains(weeks: Weeks) -> Iterator[Scene]:
    """What every second day takes, whatever is chosen."""
    for day in range(1, weeks.shape.days[0], 2):
        for way, meter in (("in", "presence"), ("out", "meaning")):
            yield {"after": f"day-{day + 1}-{way}", "effects": {meter: Signed(-weeks.shape.step)}}


def chapter(weeks: Weeks, name: str, after: str | None) -> Scene:
    """A chapter; begun by itself, it has everything in the middle."""
    readings = {"meters": dict.fromkeys(METERS, MIDDLE)}
    parts = []
    for part in chapters_of(weeks)[name]:
        half = {"in": "innie", "out": "outie"}.get(part.rpartition("-")[2], "whole")
        first = next(scene["id"] for scene in scenes_of(weeks, part))
        parts.append({"id": part, "half": half, "scene": weeks.entrances.get(part, first)})
    alone = readings if name == "week-two" else {"innie": readings, "outie": readings}
    told: Scene = {"id": name, "title": name.replace("-", " ").capitalize()} | ({"next": after} if after else {})
    begins = (
        {}
        if name == "day-1" or not weeks.shape.alone
        else {"alone": {"recap": "Until now it went as it goes.", **alone}}
    )
    return told | {"parts": parts} | begins


def endings(weeks: Weeks) -> Iterator[Scene]:
    """The endings, in the order in which they are tried."""
    remembered = weeks.flags[0].given(1) if weeks.shape.crossing and weeks.flags else "presence >= 8"
    friends = "whole-allies >= 3" if weeks.shape.allies else "meaning >= 8"
    for number, (name, title, when) in enumerate(ENDINGS):
        reached = {"by": "goto"} if number < 2 else {}
        if when:
            reached = {"when": when.format(friends=friends, remembered=remembered)}
        yield {"id": name, "title": title, "scene": f"end-{name}", **reached}


class _Writer(yaml.SafeDumper):
    """Writes words as an author would: bare where they can be, prose in blocks, changes with their sign."""

    def ignore_aliases(self, data: object) -> bool:
        return True

    def word(self, text: str) -> yaml.ScalarNode:
        if "\n" in text:
            return self.represent_scalar("tag:yaml.org,2002:str", text, style="|")
        return self.represent_scalar(self.resolve(yaml.ScalarNode, text, (True, False)), text)

    def change(self, amount: Signed) -> yaml.ScalarNode:
        return self.word(f"{int(amount):+}")

    def row(self, values: tuple[object, ...]) -> yaml.Node:
        return self.represent_list(values)


_Writer.add_representer(str, _Writer.word)
_Writer.add_representer(Signed, _Writer.change)
_Writer.add_representer(tuple, _Writer.row)


def _put(file: Path, told: dict[str, Any]) -> None:
    text = yaml.dump(told, Dumper=_Writer, sort_keys=False, allow_unicode=True, width=120, default_flow_style=None)
    file.write_text(text, encoding="utf-8", newline="\n")


def numbers(text: str) -> tuple[int, ...]:
    """Numbers with commas between them; none, where nothing is written."""
    return tuple(int(number) for number in text.split(",") if number.strip())


def ask_for_shape(options: argparse.ArgumentParser, **usual: Any) -> None:
    """Let every field of `Shape` be given as an option; `usual` says what some are otherwise."""
    for field in attrs.fields(Shape):
        if isinstance(field.default, bool):
            options.add_argument(f"--{field.name}", action=argparse.BooleanOptionalAction, default=field.default)
            continue
        kind = numbers if isinstance(field.default, tuple) else type(field.default)
        default = usual.get(field.name, field.default)
        options.add_argument(f"--{field.name.replace('_', '-')}", type=kind, default=default, metavar="N")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--seed", type=int, default=0)
    ask_for_shape(options)
    given = vars(options.parse_args())
    try:
        write(given.pop("folder"), seed=given.pop("seed"), **given)
    except FileExistsError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
