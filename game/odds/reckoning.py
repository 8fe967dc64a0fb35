"""The odds of a story: every life counted as exactly as the budget allows, and told thing by thing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
import numpy as np

from game.odds.amiss import amiss
from game.odds.beginning import Beginning
from game.odds.budget import USUAL, Budget, Interrupted, OverBudget, Spending, Tell, peak_bytes
from game.odds.chances import Chance, ChoiceChance, EndingChance, Method, Odds, Stopped, VariantChance
from game.odds.charting import chart
from game.odds.choosing import UNIFORM, Choosing
from game.odds.counting import Counts, Passed, count
from game.odds.estimate import Estimate
from game.odds.exactly import Exactly
from game.odds.findings import too_wide
from game.odds.firsts import first_times, in_several
from game.odds.foresight import Foresight
from game.odds.gathering import Spread
from game.odds.items import Frequencies, places
from game.odds.loop_states import LoopTooLarge
from game.odds.passes import grouped, unmet
from game.odds.planning import Plan, Survey, plan, survey
from game.odds.sampled import Sampled
from game.odds.sampling import CutShort, sample
from game.odds.stopping import stopped_at, unheard
from game.odds.walk import watched
from game.odds.witness import Witnesses, seek
from game.story.diagnostic import Diagnostic
from game.story.model import Story

LIVES = 200_000
"""Lives drawn where the walk cannot go."""

NO_WITNESSES = Witnesses({}, {}, {}, {})

Told = tuple[tuple[EndingChance, ...], tuple[Chance, ...], tuple[ChoiceChance, ...], tuple[VariantChance, ...]]

TEXTS = 0.2
"""Of the seconds that may be spent, the share that goes on listening to texts; those that remember most are heard last."""

NARROW = 2e7
"""As many states as a node may have at most when all texts are watched in one pass."""


def odds(
    story: Story,
    *,
    choosing: Choosing = UNIFORM,
    chapter: str | None = None,
    budget: Budget = USUAL,
    sample: int | None = None,
    witnesses: bool = True,
    variants: bool = True,
    findings: bool = True,
    progress: Tell | None = None,
) -> Odds:
    """Every life in a story, at once.

    Args:
        story: the story.
        choosing: how its lives choose.
        chapter: the day they begin with; the first when left out.
        budget: what may be spent before the rest is sampled.
        sample: draw this many lives by chance, and walk none.
        witnesses: whether to seek a shortest life for everything.
        variants: whether to count the arms of variant texts.
        findings: whether to look for what is amiss, also in each day begun by itself.
        progress: is told how far it has come, a few times a second.

    Raises:
        NoSuchChapter: The story has no such chapter.
        Interrupted: Somebody would not wait.
    """
    return _Reckoning(story, choosing, chapter or story.start, Spending(budget, progress)).reckon(
        sample, witnesses=witnesses, variants=variants, findings=findings
    )


@attrs.define(eq=False)
class Known:
    """What has been counted."""

    evenly: Counts
    """When each choice on offer is as likely as another: above nought exactly for what can happen."""
    counts: Counts | None = None
    """In the way of choosing that was asked for; None until that has been walked."""
    witnesses: Witnesses = NO_WITNESSES


class _Reckoning:
    """Odds under way."""

    def __init__(self, story: Story, choosing: Choosing, chapter: str, spending: Spending) -> None:
        self.story, self.choosing, self.chapter, self.spending = story, choosing, chapter, spending
        self.foresight = Foresight(spending.budget)
        self.spending.begin("Reading the story's ways", 0.0, 0.02)
        self.graph = chart(story, chapter)
        self.where = places(self.graph)
        self.look = survey(self.graph, UNIFORM)
        self.looks = [self.look] if choosing is UNIFORM else [self.look, survey(self.graph, choosing)]
        self.several = in_several(self.graph)
        """What may happen to one life at more than one place."""
        self.known: Known | None = None
        self.partly: list[Counts | None] = [None, None]
        """What had been counted in each way of choosing before a walk was stopped."""
        self.passed: list[Passed] = []
        self.seen: Sampled | None = None
        self.unwatched = set(range(len(self.graph.watches))) - unmet(self.look)
        """The watches that no pass has counted."""
        self.stopped: Stopped | None = None
        self.wide: tuple[Diagnostic, ...] = ()

    def reckon(self, lives: int | None, *, witnesses: bool, variants: bool, findings: bool) -> Odds:
        try:
            if lives is None:
                self._walk(variants=variants, witnesses=witnesses)
            if self.known is None or (variants and self.unwatched):
                self._sample(LIVES if lives is None else lives, watches=variants)
            return self._told(texts=variants, findings=findings)
        except CutShort as short:
            self.seen = short.so_far
            raise Interrupted(self._told(texts=variants, findings=False)) from None
        except KeyboardInterrupt:
            if self.known is None or self.known.counts is None:
                raise Interrupted(None) from None
            texts = variants and (self.seen is not None or not self.unwatched)
            raise Interrupted(self._told(texts=texts, findings=False)) from None

    # ---- exactly

    def _walk(self, *, variants: bool, witnesses: bool) -> None:
        """Walk all lives: first for what steers, in each way of choosing; then for the texts; then for shortest ways."""
        steering = [plan(look) for look in self.looks]
        # Where what steers is too wide already, nobody need wait for what texts would add to it.
        passes = [
            grouped(look, to, NARROW) if variants and self.foresight.fits(look, to) else [to]
            for look, to in zip(self.looks, steering, strict=True)
        ]
        steps = sum(len(each) for each in passes) + witnesses
        for at, (look, plans) in enumerate(zip(self.looks, passes, strict=True)):
            counts = self._counted(look, plans[0], "Walking every life", at, steps)
            if counts is None:
                return
            self.partly[at] = counts
        evenly = self.partly[0]
        assert evenly is not None
        self.known = Known(evenly, self.partly[len(self.looks) - 1])
        self.unwatched -= self._listened(passes, steps)
        if variants and self.unwatched and self.stopped is None:
            self.stopped = unheard(self.graph, self.unwatched)
        if witnesses:
            self.spending.begin("Looking for shortest ways", 1 - 1 / steps, 1.0)
            self.known.witnesses = seek(self.look, self.passed, self.where, evenly, self.spending.say)

    def _listened(self, passes: Sequence[Sequence[Plan]], steps: int) -> set[int]:
        """Count what texts tell, a pass at a time; the watches that were counted in every way of choosing."""
        heard = []
        done = len(passes)
        for look, plans, into in zip(self.looks, passes, self.partly, strict=False):
            assert into is not None
            heard.append({number for number, _ in plans[0].watches})
            began = self.spending.seconds
            most = max(NARROW, plans[0].widest()[0])
            for to in sorted(plans[1:], key=Plan.cost):
                done += 1
                if to.widest()[0] > most or self.spending.seconds - began > TEXTS * self.spending.budget.seconds:
                    continue
                found = self._counted(look, to, "Listening to every text", done - 1, steps)
                if found is not None:
                    heard[-1] |= {number for number, _ in to.watches}
                    _add_texts(into, found)
        return heard[0].intersection(*heard)

    def _counted(self, look: Survey, to: Plan, doing: str, done: int, steps: int) -> Counts | None:
        """What a pass counts; None where it would cost too much."""
        self.spending.begin(doing, done / steps, (done + 1) / steps)
        try:
            self.foresight.check(look, to)
            counts, passed = count(look, to, self._noting())
            self._count_once(look, to, counts, whole=self.known is None)
        except OverBudget as over:
            # What may happen at several places has not been counted by itself yet, and would be added up.
            if self.known is None and all(each[0] == "told" for each in self.several):
                self.partly[self.looks.index(look)] = over.counts
            self.stopped = stopped_at(self.graph, to, over)
            if over.is_wide:
                self.wide = (too_wide(look, to, over.node, self.stopped),)
            return None
        except LoopTooLarge as loop:
            why = f"lives go round there in {loop.states:,} states, which are too many to solve for"
            self.stopped = stopped_at(self.graph, to, OverBudget(loop.node, loop.states, why))
            return None
        if look is self.look:
            self.passed.append(passed)
        return counts

    def _count_once(self, look: Survey, to: Plan, counts: Counts, *, whole: bool) -> None:
        """Count by itself what may happen to one life at several places, and would be added up."""
        asked = [each for each in self.several if whole or each[0] == "told"]
        if not asked:
            return
        most, node = to.widest()
        if most > NARROW:
            raise OverBudget(
                node, int(min(most, 1e18)), "a scene may be met there again, and there are too many states"
            )
        entry = look.graph.start, Spread(np.array([to.packing.pack(look.graph.start, look.graph.first)]), np.ones(1))
        watching = watched(to.watches)
        alone = {number for number, _ in to.watches}
        for happening in asked:
            if happening[0] != "told" or happening[1] in alone:
                counts.once[happening] = first_times(to.packing, look.draws, entry, happening, watching)

    def _noting(self) -> Callable[[int, int, int], None]:
        nodes = len(self.graph.nodes)

        def note(node: int, states: int, held: int) -> None:
            self.spending.check(node, states, held)
            self.spending.say(node / nodes)

        return note

    # ---- by chance

    def _sample(self, lives: int, *, watches: bool) -> None:
        self.spending.begin("Drawing lives", 0.0, 1.0)
        self.seen = sample(
            self.graph,
            lives,
            choosing=self.choosing,
            watches=watches,
            progress=lambda lived: self.spending.say(lived / lives),
        )

    # ---- told

    def _told(self, *, texts: bool, findings: bool = True) -> Odds:
        exact = self.known is not None and self.known.counts is not None
        method: Method = "exact" if exact else "sampled"
        if self.seen is not None and (exact or any(each is not None for each in self.partly)):
            method = "exact, then sampled"
        endings, scenes, choices, variants = self._exactly(texts=texts) if exact else self._estimated(texts=texts)
        return Odds(
            story=self.story.id,
            chapter=self.chapter,
            choosing=self.choosing.name,
            method=method,
            lives=None if self.seen is None else self.seen.lives,
            endings=endings,
            scenes=scenes,
            choices=choices,
            variants=variants,
            never_ends=self._never_ends(),
            choices_a_life=self._choices_a_life(),
            findings=self._findings(texts=texts) if findings else (),
            stopped=self.stopped,
            states=0 if self.known is None else int(self.known.evenly.states.sum()),
            seconds=self.spending.seconds,
            peak_bytes=peak_bytes(),
        )

    def _never_ends(self) -> float:
        if self.known is not None and self.known.counts is not None:
            return min(1.0, sum(self.known.counts.stuck_at.values()))
        assert self.seen is not None
        return (self.seen.stuck + self.seen.unended) / self.seen.lives

    def _choices_a_life(self) -> float:
        if self.known is not None and self.known.counts is not None:
            return Frequencies(self.graph, self.where, self.known.counts).choices_a_life()
        assert self.seen is not None
        return self.seen.choices_made / self.seen.lives

    def _estimated(self, *, texts: bool) -> Told:
        assert self.seen is not None
        walked = self.partly[len(self.looks) - 1]
        guess = Estimate(self.looks[-1], self.where, self.seen, walked, self.partly[0])
        return guess.endings(), guess.scenes(), guess.choices(), guess.variants() if texts else ()

    def _exactly(self, *, texts: bool) -> Told:
        known = self.known
        assert known is not None
        assert known.counts is not None
        told = Exactly(self.graph, self.where, known.counts, known.evenly, known.witnesses)
        guess = None if self.seen is None else Estimate(self.look, self.where, self.seen, None, None).variants()
        return told.endings(), told.scenes(), told.choices(), told.variants(self.unwatched, guess) if texts else ()

    def _findings(self, *, texts: bool) -> tuple[Diagnostic, ...]:
        if self.known is None:
            return self.wide
        unwatched = frozenset(self.unwatched) if texts else None
        first = Beginning(self.look, self.where, self.known.evenly, unwatched)
        return (*amiss(first, self.spending, NARROW), *self.wide)


def _add_texts(into: Counts, found: Counts) -> None:
    into.told.update(found.told)
    into.once.update(found.once)
    for happening, share in found.ever.items():
        if happening[0] == "told":
            into.ever[happening] = into.ever.get(happening, 0.0) + share
