"""How an edit changed what lives come to: every life of both versions, walked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TextIO

import attrs

from game.author.diff.matching import Matched
from game.author.progress import ProgressLine
from game.odds import Budget, Interrupted, Odds, odds
from game.odds.chances import Chance, EndingChance
from game.story.model import Story

SAME = 1e-12
"""Up to so much two exact shares differ by the rounding of sums."""


@attrs.frozen
class Shift:
    """An ending, in lives of the one version and of the other."""

    id: str
    """In the new version; in the old, where it is gone."""
    title: str
    before: EndingChance | None
    """None where the old version has no such ending."""
    after: EndingChance | None

    @property
    def is_known(self) -> bool:
        """Whether both shares are exact, or are estimates so far apart that they cannot be the same."""
        if self.before is None or self.after is None:
            return True
        (low, high), (least, most) = self.before.interval, self.after.interval
        return (low == high and least == most) or high < least or most < low

    @property
    def by(self) -> float:
        """How much more of all lives end so, -1 to 1; 0 where it is the same."""
        before = self.before.probability if self.before else 0.0
        after = self.after.probability if self.after else 0.0
        return 0.0 if abs(after - before) <= SAME else after - before


@attrs.frozen
class Chances:
    """What lives come to, before and after."""

    before: Odds
    after: Odds
    endings: tuple[Shift, ...]
    """In the order of the new version, and then those that are gone."""
    lost: tuple[tuple[str, str], ...]
    """Scenes and choices that some life came to and none can come to now: which it is, and its id in the new version."""
    found: tuple[tuple[str, str], ...]
    """Those that no life could come to, and some life can now."""


def chances(old: Story, new: Story, matched: Matched, talk: TextIO, seconds: float | None) -> Chances:
    """Walk both.

    Args:
        old: the version before.
        new: the version after.
        matched: what in the one is what in the other.
        talk: where the progress goes, if it is a terminal.
        seconds: how long each walk may take; None for as long as usual.

    Raises:
        Interrupted: Somebody pressed Ctrl-C.
    """
    before, after = (_walked(story, talk, seconds) for story in (old, new))
    lost, found = _reached(before, after, matched)
    return Chances(before, after, _shifts(before, after, old, new), lost, found)


def _walked(story: Story, talk: TextIO, seconds: float | None) -> Odds:
    budget = Budget() if seconds is None else Budget(seconds=seconds)
    with ProgressLine(talk) as line:
        try:
            return odds(
                story,
                budget=budget,
                witnesses=False,
                variants=False,
                findings=False,
                progress=lambda progress: line.show(progress.doing, progress.share),
            )
        except KeyboardInterrupt:
            raise Interrupted(None) from None


def _shifts(before: Odds, after: Odds, old: Story, new: Story) -> tuple[Shift, ...]:
    """Every ending. One that has another id is known by its scene, as lives that were kept find it."""
    was = {each.id: each for each in before.endings}
    shifts = []
    for each in after.endings:
        name = each.id if each.id in was else _by_scene(new.endings[each.id].scene, old, new)
        shifts.append(Shift(each.id, each.title, was.pop(name, None) if name else None, each))
    return (*shifts, *(Shift(each.id, each.title, each, None) for each in was.values()))


def _by_scene(scene: str, old: Story, new: Story) -> str | None:
    names = {ending.id for ending in old.endings.values() if new.former.get(ending.scene, ending.scene) == scene}
    return next((name for name in names if name not in new.endings), None)


def _reached(before: Odds, after: Odds, matched: Matched) -> tuple[tuple[tuple[str, str], ...], ...]:
    lost, found = [], []
    kinds: tuple[tuple[str, tuple[Chance, ...], tuple[Chance, ...], Mapping[str, str]], ...] = (
        ("scene", before.scenes, after.scenes, matched.scenes),
        ("choice", before.choices, after.choices, matched.choices),
    )
    for what, then, now, names in kinds:
        is_reached = {names[each.id]: each.reachable for each in then if each.id in names}
        for each in now:
            if each.reachable is False and is_reached.get(each.id):
                lost.append((what, each.id))
            elif each.reachable and is_reached.get(each.id) is False:
                found.append((what, each.id))
    return tuple(lost), tuple(found)
