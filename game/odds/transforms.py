"""What turns a fold into a product: of each meter, the transform of its readings, and the way back.

For sums that is the discrete Fourier transform; for the highest and the lowest, running totals from below or from above
(the zeta transform of a chain; Rota, "On the foundations of combinatorial theory I", 1964). All are small matrices, and the
way back folds at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from game.odds.axes import Axis
from game.odds.draws import Floats
from game.odds.graph import Ints

Matrix = NDArray[Any]


@attrs.frozen(eq=False)
class Transform:
    """The matrices of one meter."""

    there: tuple[Matrix, Matrix]
    """Each half's classes into the transform."""
    back: Matrix
    """The transform into classes after the fold."""


def width_of(axis: Axis) -> int:
    """How many numbers a transform has in place of each half's classes, at most."""
    if axis.adds:
        steps = _steps(axis.values)
        return int(steps[0].max() + steps[1].max()) + 1
    return sum(len(each) for each in axis.values)


def transforms_of(axes: Iterable[Axis]) -> list[Transform]:
    """The transforms of meters that fold together."""
    found: list[Transform] = []
    for axis in axes:
        is_first = not any(np.iscomplexobj(each.back) for each in found)
        found.append(_transform(axis, is_first=is_first))
    return found


def _transform(axis: Axis, *, is_first: bool) -> Transform:
    made = _sums(axis, is_first=is_first) if axis.adds else _running(axis)
    return _every_pair(axis) if made is None else made


def _steps(values: Sequence[Ints]) -> tuple[Ints, Ints]:
    """Readings counted from the lowest of each half, in the widest steps that reach them all."""
    one, other = (each - each.min() for each in values)
    step = max(1, int(np.gcd.reduce(np.concatenate((one, other)))))
    return one // step, other // step


def _sums(axis: Axis, *, is_first: bool) -> Transform | None:
    """The discrete Fourier transform over the sums of two readings; None where not only their sum counts. Of one axis only
    half the frequencies are needed, since what is sought is real.
    """
    steps = _steps(axis.values)
    width = width_of(axis)
    made = _by_what_counts(np.add.outer(*steps), axis.table, width)
    if made is None:
        return None
    frequencies = np.arange(width // 2 + 1 if is_first else width)
    turn = -2j * np.pi / width
    weights = np.ones(len(frequencies))
    if is_first:
        weights[1 : (width + 1) // 2] = 2
    back = np.zeros((axis.count, len(frequencies)), np.complex128)
    for total in np.flatnonzero(made >= 0):
        back[made[total]] += weights * np.exp(-turn * total * frequencies) / width
    one, other = (np.exp(turn * np.outer(each, frequencies)) for each in steps)
    return Transform((one, other), back)


def _running(axis: Axis) -> Transform | None:
    """Running totals: from below, where the higher counts, and from above where the lower does; None where something else
    counts as well.
    """
    sign = 1 if axis.rule == "highest" else -1
    one, other = (sign * each for each in axis.values)
    marks = np.unique(np.concatenate((one, other)))
    higher = np.searchsorted(marks, np.maximum.outer(one, other))
    made = _by_what_counts(higher, axis.table, len(marks))
    if made is None:
        return None
    back = np.zeros((axis.count, len(marks)))
    for at in np.flatnonzero(made >= 0):
        back[made[at], at] += 1
        if at:
            back[made[at], at - 1] -= 1
    return Transform(((one[:, None] <= marks) * 1.0, (other[:, None] <= marks) * 1.0), back)


def _by_what_counts(counts: Ints, made: Ints, width: int) -> Ints | None:
    """What is made where each number counts, -1 where it never does; None where one number makes now this and now that."""
    found = np.full(width, -1, np.int64)
    found[counts] = made
    return found if np.array_equal(found[counts], made) else None


def _every_pair(axis: Axis) -> Transform:
    """Each pair of readings by itself, for a fold of some other kind."""
    table = axis.table
    one, other = (each.ravel() for each in np.indices(table.shape))
    pairs = np.arange(table.size)
    there = np.zeros((table.shape[0], table.size))
    over = np.zeros((table.shape[1], table.size))
    back = np.zeros((axis.count, table.size))
    there[one, pairs] = over[other, pairs] = 1
    back[table.ravel(), pairs] = 1
    return Transform((there, over), back)


def forth(transforms: Sequence[Transform], dense: Matrix, which: int) -> Matrix:
    """Into the transform: frequencies first, then what is carried, then the history."""
    found = dense
    for each in transforms:
        found = np.tensordot(found, each.there[which], axes=(2, 0))
    carried, histories = dense.shape[:2]
    return np.ascontiguousarray(found.reshape(carried, histories, -1).transpose(2, 0, 1))


def back(transforms: Sequence[Transform], product: Matrix) -> Floats:
    """Out of the transform, folding each meter as it comes."""
    _, one, other = product.shape
    found = product.reshape(*(each.back.shape[1] for each in transforms), one * other)
    for each in transforms:
        found = np.tensordot(found, each.back, axes=(0, 1))
    # The meters now stand after what is carried, in their own order.
    shaped: Floats = np.ascontiguousarray(found.real).reshape(one, other, *(len(each.back) for each in transforms))
    return shaped
