"""Ways of choosing: how a life picks among the choices on offer. Every probability is of lives chosen in one of them.

A way of choosing gives each choice a rank and a weight. Among the choices on offer, those of the least rank are drawn
from, each as often as its weight is of theirs; where all their weights are nought, each alike. So a draw is never empty,
and ties are always settled by drawing fairly.

| name | rank | weight |
| --- | --- | --- |
| `uniform` | all alike | 1 |
| `lean:NAME` | 0 where the choice leans so, 1 elsewhere: with none that leans so, all are drawn from | 1 |
| `highest` | the more it raises the meter now highest, the less; of several such meters, the one it raises most | 1 |
| `lowest` | the same, of the meter now lowest | 1 |
| `middle` | how much it moves all meters together, up or down | 1 |
| `wants:LIST` | the more it does of what is wanted, the less | 1 |
| `lowest:LIST` | the same, and where that settles nothing, as `lowest` | 1 |
| `recorded:FILE` | all alike | how often a room chose it |

What is wanted is a list, with commas between: a meter or a number (`rest`), a variable's value (`aim=change`), a lean
(`lean=self`), or a choice.
A minus before one says that it is shunned, and a number and a star how much it weighs beside the others (`-2*presence`). A
choice is wanted as much as it adds to each, sets each so, and is it.

What a choice moves is what its `effects:` say, before any meter stops at its end and whatever passes at a door. Meters with
different ranges are compared by how far up their range they stand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import attrs

from game.story.model import Choice, Story
from game.story.nearest import nearest


@attrs.frozen
class UnknownChoosing(Exception):
    """No way of choosing is called so."""

    message: str

    def __str__(self) -> str:
        return self.message


@attrs.frozen
class Want:
    """One thing that a life is out for."""

    name: str
    """A meter, a number, a variable or a choice."""
    value: int | None
    """The value wanted of a variable; None for all else."""
    lean: str | None
    """The lean wanted, where it is one."""
    weight: int
    """How much it counts beside the others; below nought for what is shunned."""

    def met_by(self, choice: Choice) -> int:
        """How much a choice does of it, weighed."""
        if self.lean is not None:
            return self.weight * (choice.lean == self.lean)
        added = sum(change.amount for change in choice.effects if change.target == self.name)
        is_set = any(each.variable == self.name and each.value == self.value for each in choice.set)
        return self.weight * (added + is_set + (choice.id == self.name))


@attrs.frozen
class Choosing:
    """A way of choosing; make one with `read`."""

    name: str
    lean: str | None = None
    follows: str | None = None
    """`highest` or `lowest`, for a way that looks at the meters."""
    least_change: bool = False
    votes: Mapping[str, float] | None = attrs.field(default=None, eq=False)
    wants: tuple[Want, ...] = ()

    def rank(self, choice: Choice) -> int:
        """The rank of a choice, for a way that does not look at the meters."""
        if self.lean is not None:
            return int(choice.lean != self.lean)
        if self.least_change:
            return sum(abs(amount) for amount in moves(choice).values())
        return -sum(want.met_by(choice) for want in self.wants)

    def weight(self, choice: Choice) -> float:
        """The weight of a choice among those of its rank."""
        return 1.0 if self.votes is None else float(self.votes.get(choice.id, 0))


UNIFORM = Choosing("uniform")
"""Each choice on offer alike."""

NAMES = ("uniform", "lean:NAME", "highest", "lowest", "middle", "wants:LIST", "lowest:LIST", "recorded:FILE")

_WANT = re.compile(r"(?P<shunned>-?)(?:(?P<weight>[1-9]\d?)\*)?(?P<name>[\w-]+)(?:=(?P<value>[\w-]+))?", re.ASCII)


def moves(choice: Choice) -> dict[str, int]:
    """What a choice adds to each meter, in all."""
    added: dict[str, int] = {}
    for change in choice.effects:
        if change.is_meter:
            added[change.target] = added.get(change.target, 0) + change.amount
    return added


def read(name: str, story: Story) -> Choosing:
    """The way of choosing that a command line names.

    Args:
        name: as in the table above.
        story: whose leans and choices it is about.

    Raises:
        UnknownChoosing: There is none called so, the story has no such lean, or the file cannot be read as votes.
    """
    kind, colon, rest = name.partition(":")
    if name == "uniform":
        return UNIFORM
    if name in ("highest", "lowest"):
        return Choosing(name, follows=name)
    if name == "middle":
        return Choosing(name, least_change=True)
    if kind == "lean" and colon:
        if rest in story.leans:
            return Choosing(name, lean=rest)
        raise UnknownChoosing(_no_such_lean(rest, story))
    if kind in ("wants", "lowest") and colon:
        follows = "lowest" if kind == "lowest" else None
        return Choosing(name, follows=follows, wants=tuple(_want(each.strip(), story) for each in rest.split(",")))
    if kind == "recorded" and colon:
        return Choosing(name, votes=_votes(Path(rest), story))
    meant = nearest(kind, [each.partition(":")[0] for each in NAMES])
    hint = f"; did you mean `{meant}`?" if meant else ""
    raise UnknownChoosing(f"`{name}` is no way of choosing; there are {', '.join(f'`{each}`' for each in NAMES)}{hint}")


def _no_such_lean(lean: str, story: Story) -> str:
    if not story.leans:
        return "no choice of this story leans any way, so `lean:` has nothing to go by"
    known = ", ".join(f"`{each}`" for each in story.leans)
    meant = nearest(lean, story.leans)
    hint = f"; did you mean `{meant}`?" if meant else ""
    return f"`{lean}` is no lean of this story; its leans are {known}{hint}"


def _want(said: str, story: Story) -> Want:
    """One thing that is wanted, as it is written in a list."""
    match = _WANT.fullmatch(said)
    if match is None:
        raise UnknownChoosing(
            f"`{said}` is nothing that can be wanted; write `rest`, `-2*presence`, `aim=change` or a choice"
        )
    name, value = match["name"], match["value"]
    weight = int(match["weight"] or 1) * (-1 if match["shunned"] else 1)
    variable = story.variables.get(name)
    if name == "lean" and value is not None and variable is None:
        if value in story.leans:
            return Want(name, None, value, weight)
        raise UnknownChoosing(_no_such_lean(value, story))
    if value is None and (
        name in story.meters or name in story.choices or (variable is not None and not variable.values)
    ):
        return Want(name, None, None, weight)
    if value is not None and variable is not None and value in variable.values:
        return Want(name, variable.values.index(value), None, weight)
    if variable is not None:
        known = [f"{name}={each}" for each in variable.values] or [name]
    else:
        known = [*story.meters, *story.variables, *story.choices]
    meant = nearest(said if variable is not None else name, known)
    hint = f"; did you mean `{meant}`?" if meant else ""
    raise UnknownChoosing(f"`{said}` is nothing that a life of this story can want{hint}")


def _votes(file: Path, story: Story) -> dict[str, float]:
    """A room's votes: `{"votes": {choice id: how many}}`, former ids among them."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except OSError as refused:
        raise UnknownChoosing(f"{file}: {(refused.strerror or str(refused)).lower()}") from None
    except ValueError as broken:
        raise UnknownChoosing(f"{file} is not JSON: {broken}") from None
    votes = told.get("votes") if isinstance(told, dict) else None
    if not isinstance(votes, dict):
        raise UnknownChoosing(f'{file} holds no votes: expected {{"votes": {{"a-choice": 3}}}}')
    counted: dict[str, float] = {}
    for choice, count in votes.items():
        if isinstance(count, bool) or not isinstance(count, int | float) or not 0 <= count < 1e9:
            raise UnknownChoosing(f"{file}: the votes for `{choice}` should be a number from 0 up, not {count!r}")
        now = story.former.get(choice, choice)
        counted[now] = counted.get(now, 0.0) + count
    return counted
