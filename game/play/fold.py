"""How the halves become one, as their story says."""

from __future__ import annotations

from collections.abc import Mapping

from game.story.model import Fold, FoldRule, Meter, Variable


def folded(
    meters: Mapping[str, Meter], fold: Fold, readings: tuple[tuple[int, ...], ...], into: int
) -> tuple[int, ...]:
    """The readings of the whole, from those of the others.

    Args:
        meters: The story's meters, in its order.
        fold: How each is taken.
        readings: What each half reads before the fold, in the story's order.
        into: The place of the whole among the halves; it has no say, unless there is no other.
    """
    parted = [each for at, each in enumerate(readings) if at != into] or [readings[into]]
    whole = dict(zip(meters, readings[into], strict=True))
    places = {meter: at for at, meter in enumerate(meters)}
    for rule in fold.meters:
        value = _taken(rule.take, [each[places[rule.meter]] for each in parted])
        whole[rule.meter] = meters[rule.meter].stop(max(rule.least, min(rule.most, value)))
    return tuple(whole.values())


def _taken(rule: FoldRule, values: list[int]) -> int:
    if rule == "lowest":
        return min(values)
    if rule == "highest":
        return max(values)
    total, count = sum(values), len(values)
    return -(-total // count) if rule == "mean-up" else total // count


def carried(variables: Mapping[str, Variable], fold: Fold, values: tuple[int, ...]) -> tuple[int, ...]:
    """The variables after the fold: counted, carried, the whole's own, or back where they began."""
    now = dict(zip(variables, values, strict=True))
    counts = dict(fold.counts)

    def after(variable: Variable) -> int:
        if variable.id in counts:
            return variable.stop(sum(now[each] for each in counts[variable.id]))
        if variable.id in fold.carry or variable.half == fold.into:
            return now[variable.id]
        return variable.start

    return tuple(after(variable) for variable in variables.values())
