"""Odds told from what was counted: every number exact."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from game.odds.chances import Chance, ChoiceChance, EndingChance, Interval, VariantChance
from game.odds.counting import Counts
from game.odds.graph import Graph
from game.odds.items import Frequencies, Places, words
from game.odds.witness import Witnesses


@attrs.frozen(eq=False)
class Exactly:
    """What every life showed."""

    graph: Graph
    where: Places
    counts: Counts
    """Of lives that choose as was asked."""
    evenly: Counts
    """Of lives to which each choice on offer is as likely as another: above nought exactly for what can happen."""
    witnesses: Witnesses

    @property
    def _often(self) -> Frequencies:
        return Frequencies(self.graph, self.where, self.counts)

    @property
    def _can(self) -> Frequencies:
        return Frequencies(self.graph, self.where, self.evenly)

    def endings(self) -> tuple[EndingChance, ...]:
        """Every ending."""
        often, can, seen = self._often, self._can, self.witnesses.endings
        return tuple(
            EndingChance(
                each.id, *_exactly(often.ending(each.id)), can.ending(each.id) > 0, seen.get(each.id), title=each.title
            )
            for each in self.graph.story.endings.values()
        )

    def scenes(self) -> tuple[Chance, ...]:
        """Every scene."""
        often, can, seen = self._often, self._can, self.witnesses.scenes
        return tuple(
            Chance(each, *_exactly(often.scene(each)), can.scene(each) > 0, seen.get(each))
            for each in self.graph.story.scenes
        )

    def choices(self) -> tuple[ChoiceChance, ...]:
        """Every choice that is one."""
        often, can, story = self._often, self._can, self.graph.story
        found = []
        for choice in story.choices.values():
            if choice.going_on:
                continue
            how_often, at_all = often.choice(choice.id), can.choice(choice.id)
            found.append(
                ChoiceChance(
                    choice.id,
                    *_exactly(how_often.happens),
                    at_all.happens > 0,
                    self.witnesses.choices.get(choice.id),
                    scene=story.scene_of[choice.id],
                    offered=how_often.might,
                    always=at_all.might > 0 and at_all.other == 0,
                )
            )
        return tuple(found)

    def variants(self, unwatched: set[int], guess: Sequence[VariantChance] | None) -> tuple[VariantChance, ...]:
        """Every arm of every variant.

        Args:
            unwatched: the watches that were not counted.
            guess: what a sample shows of each, in the same order, for those.
        """
        often, can = self._often, self._can
        found: list[VariantChance] = []
        for variant in self.where.texts:
            is_known = unwatched.isdisjoint(variant.watches)
            for arm, branch in enumerate(variant.arms):
                if not is_known and guess is not None:
                    found.append(guess[len(found)])
                    continue
                how_often, at_all = often.arm(variant, arm), can.arm(variant, arm)
                found.append(
                    VariantChance(
                        variant.id_of(arm),
                        *_exactly(how_often.happens),
                        at_all.happens > 0,
                        self.witnesses.arms.get((min(variant.watches, default=-1), arm)),
                        text=words(branch),
                        span=branch.span,
                        of=variant.of,
                        always=at_all.happens > 0 and at_all.other == 0,
                    )
                )
        return tuple(found)


def _exactly(probability: float) -> tuple[float, Interval]:
    return probability, (probability, probability)
