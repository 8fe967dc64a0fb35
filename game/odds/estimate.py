"""Odds told from a sample, and from whatever had been walked before the walk grew too wide.

What was walked is exact. What was seen in the sample can happen; what was not seen may yet, unless no value that a fact
could have would let it: then it never does, and that is a proof.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from game.odds.chances import Chance, ChoiceChance, EndingChance, Interval, VariantChance
from game.odds.counting import Counts
from game.odds.items import Frequencies, Places, Variant, words
from game.odds.planning import Survey
from game.odds.sampled import Sampled


@attrs.frozen(eq=False)
class Estimate:
    """What a sample showed, beside what was walked."""

    look: Survey
    where: Places
    seen: Sampled
    walked: Counts | None
    """What was counted exactly, as far as it went."""
    evenly: Counts | None
    """The same, each choice on offer being as likely as another."""

    def endings(self) -> tuple[EndingChance, ...]:
        """Every ending."""
        found = []
        for ending in self.look.graph.story.endings.values():
            nodes = self.where.endings.get(ending.id, ())
            known = self._known(nodes, lambda can, each=ending.id: can.ending(each))  # type: ignore[misc]
            told = self._told(known, self.seen.endings.get(ending.id, 0), self._may_come(nodes))
            found.append(EndingChance(ending.id, *told, title=ending.title))
        return tuple(found)

    def scenes(self) -> tuple[Chance, ...]:
        """Every scene."""
        found = []
        for scene in self.look.graph.story.scenes:
            nodes = self.where.scenes.get(scene, ())
            known = self._known(nodes, lambda can, each=scene: can.scene(each))  # type: ignore[misc]
            found.append(Chance(scene, *self._told(known, self.seen.scenes.get(scene, 0), self._may_come(nodes))))
        return tuple(found)

    def choices(self) -> tuple[ChoiceChance, ...]:
        """Every choice that is one."""
        story = self.look.graph.story
        found = []
        for choice in story.choices.values():
            if choice.going_on:
                continue
            edges = self.where.choices.get(choice.id, ())
            nodes = [node for node, _ in edges]
            known = self._known(nodes, lambda can, each=choice.id: can.choice(each).happens)  # type: ignore[misc]
            offered = self._known(nodes, lambda can, each=choice.id: can.choice(each).might)  # type: ignore[misc]
            refused = self._known(nodes, lambda can, each=choice.id: can.choice(each).other)  # type: ignore[misc]
            may = any(self.look.can.through[node][edge] for node, edge in edges)
            share = self.seen.offers.get(choice.id, 0) / self.seen.lives if offered is None else offered[0]
            always: bool | None = True if choice.when is None else None
            if offered is not None and refused is not None:
                always = offered[1] > 0 and refused[1] == 0
            found.append(
                ChoiceChance(
                    choice.id,
                    *self._told(known, self.seen.choices.get(choice.id, 0), may),
                    scene=story.scene_of[choice.id],
                    offered=share,
                    always=always if may else False,
                )
            )
        return tuple(found)

    def variants(self) -> tuple[VariantChance, ...]:
        """Every arm of every variant."""
        found = []
        for variant in self.where.texts:
            for arm, branch in enumerate(variant.arms):
                may = self._may_come([self.look.graph.watches[watch].node for watch in variant.watches])
                told = self._told(None, self._heard(variant, arm), may)
                found.append(
                    VariantChance(
                        variant.id_of(arm),
                        *told,
                        text=words(branch),
                        span=branch.span,
                        of=variant.of,
                        always=None if may else False,
                    )
                )
        return tuple(found)

    def _heard(self, variant: Variant, arm: int) -> int:
        if len(variant.watches) > 1 and variant.watches in self.seen.texts:
            return self.seen.texts[variant.watches][arm]
        return sum(self.seen.told[watch][arm] for watch in variant.watches if watch in self.seen.told)

    # ---- one thing

    def _known(self, nodes: Sequence[int], ask: Callable[[Frequencies], float]) -> tuple[float, float] | None:
        """How often it happens, as they choose and with even chances, where all of it was walked."""
        if self.walked is None or self.evenly is None or not nodes or max(nodes) >= self.walked.until:
            return None
        graph = self.look.graph
        both = (Frequencies(graph, self.where, counts) for counts in (self.walked, self.evenly))
        often, can = (ask(each) for each in both)
        return often, can

    def _told(self, known: tuple[float, float] | None, count: int, may: bool) -> tuple[float, Interval, bool | None]:
        if known is not None:
            return known[0], (known[0], known[0]), known[1] > 0
        if not may:
            return 0.0, (0.0, 0.0), False
        return count / self.seen.lives, self.seen.interval(count), True if count else None

    def _may_come(self, nodes: Sequence[int]) -> bool:
        return any(self.look.can.at[node] is not None for node in nodes)
