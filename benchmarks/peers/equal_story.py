"""One small branching story in no language of anybody's: what is told equally to us and to our peers."""

from __future__ import annotations

import random

import attrs

TOP, MIDDLE = 10, 5
"""Where every meter ends, and where it begins; it begins and stops at nought."""


@attrs.frozen
class Asked:
    """What must hold: a meter at least or at most something, or a flag."""

    fact: str
    sign: str = ""
    """`>=`, `<=`, or nothing for a flag."""
    value: int = 0


@attrs.frozen
class Deed:
    """Something to choose, what it changes, and where it leads: to the first way whose condition holds, or the last."""

    words: str
    when: tuple[Asked, ...]
    """All of them must hold for it to be on offer."""
    adds: tuple[tuple[str, int], ...]
    raises: tuple[str, ...]
    """The flags it raises."""
    ways: tuple[tuple[Asked | None, str], ...]
    """To a scene, or to `over`, where the first ending that holds is taken."""


@attrs.frozen
class Place:
    """A scene."""

    id: str
    words: str
    deeds: tuple[Deed, ...]


@attrs.frozen
class Equal:
    """The whole story. It begins in its first scene."""

    meters: tuple[str, ...]
    flags: tuple[str, ...]
    scenes: tuple[Place, ...]
    endings: tuple[tuple[str, Asked | None], ...]
    """Tried in order; the last takes whoever is left."""


WORDS = (
    "The clock in the hall is ten minutes fast, and everyone allows for it.",
    "Somebody has left the light on in the empty room.",
    "Rain comes in at the window, and the papers on the sill have begun to curl.",
    "The telephone rings twice and stops.",
)
DEEDS = ("Stay a while longer.", "Ask who was here before you.", "Leave it as it is.", "Write it down.", "Go out.")


def draw(seed: int, *, moments: int = 12, meters: int = 3, flags: int = 6) -> Equal:
    """A story drawn by chance: at every moment one of two or three scenes, and in each two to four deeds.

    Args:
        seed: what chance draws from; the same seed and sizes always draw the same story.
        moments: how many choices a life makes, or a few fewer.
        meters: how many meters there are.
        flags: how many flags there are.
    """
    dice = random.Random(seed)
    numbers = tuple(f"meter{at}" for at in range(meters))
    facts = tuple(f"flag{at}" for at in range(flags))
    wide = [1] + [dice.randint(2, 3) for _ in range(moments - 1)]

    def reading() -> Asked:
        sign = dice.choice((">=", "<="))
        return Asked(dice.choice(numbers), sign, dice.randint(3, 6) if sign == ">=" else dice.randint(4, 7))

    def asked() -> Asked:
        return Asked(dice.choice(facts)) if dice.random() < 0.4 else reading()

    def ways(at: int) -> tuple[tuple[Asked | None, str], ...]:
        later = [f"s{to}x{which}" for to in (at + 1, at + 2) if to < moments for which in range(wide[to])]
        near = later[: wide[at + 1]] if at + 1 < moments else ["over"]
        last = dice.choice(later) if later and dice.random() < 0.15 else dice.choice(near)
        return ((asked(), dice.choice(near)), (None, last)) if dice.random() < 0.3 else ((None, last),)

    def deed(at: int, words: str, *, always: bool) -> Deed:
        when = () if always else tuple(asked() for _ in range(dice.choice((0, 0, 1, 1, 2))))
        changed = dice.sample(numbers, dice.randint(1, 2))
        adds = tuple((meter, dice.choice((-3, -2, -1, 1, 2, 3))) for meter in changed)
        return Deed(words, when, adds, tuple(dice.sample(facts, dice.choice((0, 0, 1)))), ways(at))

    def scene(at: int, which: int) -> Place:
        words = dice.sample(DEEDS, dice.randint(2, 4))
        deeds = tuple(deed(at, each, always=number == 0) for number, each in enumerate(words))
        return Place(f"s{at}x{which}", dice.choice(WORDS), deeds)

    scenes = tuple(scene(at, which) for at in range(moments) for which in range(wide[at]))
    endings = [
        (f"end{at}", Asked(numbers[at % meters], *edge)) for at, edge in enumerate(((">=", 9), ("<=", 1), (">=", 7)))
    ]
    return Equal(numbers, facts, scenes, (*endings, ("end3", Asked(facts[0])), ("end4", None)))
