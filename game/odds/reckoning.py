"""The odds of a story: every life counted as exactly as the budget allows, and told thing by thing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence

import attrs
import numpy as np

from game.odds.budget import Budget, Interrupted, OverBudget, Spending, Tell
from game.odds.chances import Chance, ChoiceChance, EndingChance, Interval, Method, Odds, Stopped, VariantChance
from game.odds.charting import chart
from game.odds.choosing import UNIFORM, Choosing
from game.odds.counting import Counts, Passed, Plan, Survey, count, grouped, plan, survey
from game.odds.findings import Beginning, find, too_wide
from game.odds.graph import Graph
from game.odds.items import Frequencies, Places, places, words
from game.odds.witness import Witnesses, seek
from game.play import start as start_life
from game.story.diagnostic import Diagnostic
from game.story.model import Story

NARROW = 2e7
"""As many states as a node may have at most when all texts are watched in one pass."""


def odds(
    story: Story,
    *,
    choosing: Choosing = UNIFORM,
    chapter: str | None = None,
    budget: Budget = Budget(),
    sample: int | None = None,
    witnesses: bool = True,
    variants: bool = True,
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
        progress: is told how far it has come, a few times a second.

    Raises:
        NoSuchChapter: The story has no such chapter.
        Interrupted: Somebody would not wait.
    """
    return _Reckoning(story, choosing, chapter or story.start, Spending(budget, progress)).reckon(
        sample, witnesses=witnesses, variants=variants
    )


@attrs.frozen(eq=False)
class Known:
    """What has been counted."""

    counts: Counts
    """In the way of choosing that was asked for."""
    evenly: Counts
    """When each choice on offer is as likely as another: above nought exactly for what can happen."""
    texts: bool
    """Whether variants were watched."""
    until: int
    """The first node that could not be counted."""


class _Reckoning:
    """Odds under way."""

    def __init__(self, story: Story, choosing: Choosing, chapter: str, spending: Spending) -> None:
        self.story, self.choosing, self.chapter, self.spending = story, choosing, chapter, spending
        self.spending.begin("Reading the story's ways", 0.0, 0.02)
        start_life(story, chapter=chapter)
        self.graph = chart(story, chapter)
        self.where = places(self.graph)
        self.look = survey(self.graph, UNIFORM)
        self.known: Known | None = None
        self.found: Witnesses | None = None
        self.passed: list[Passed] = []
        self.unwatched: set[int] = set()
        self.stopped: Stopped | None = None
        self.wide: tuple[Diagnostic, ...] = ()

    def reckon(self, sample: int | None, *, witnesses: bool, variants: bool) -> Odds:
        try:
            if sample is not None:
                raise NotImplementedError
            self._walk(variants=variants, witnesses=witnesses)
            if self.known is None:
                raise NotImplementedError
        except KeyboardInterrupt:
            raise Interrupted(None if self.known is None else self._told(self.known)) from None
        return self._told(self.known)

    # ---- exactly

    def _walk(self, *, variants: bool, witnesses: bool) -> None:
        steering = plan(self.look)
        plans = grouped(self.look, steering, NARROW) if variants else [steering]
        if variants:
            watched = {number for each in plans for number, _ in each.watches}
            self.unwatched = set(range(len(self.graph.watches))) - watched - set(_unmet(self.look))
        ways = 1 if self.choosing is UNIFORM else 2
        steps = ways * len(plans) + witnesses
        evenly = self._counted(self.look, plans, "Walking every life", 0, steps)
        if evenly is None:
            return
        counts: Counts | None = evenly
        if self.choosing is not UNIFORM:
            look = survey(self.graph, self.choosing)
            again = grouped(look, plan(look), NARROW) if variants else [plan(look)]
            counts = self._counted(look, again, "Walking them again as they choose", len(plans), steps)
        if counts is not None:
            self.known = Known(counts, evenly, variants, len(self.graph.nodes))
        if witnesses and self.known is not None:
            self.spending.begin("Looking for shortest ways", (steps - 1) / steps, 1.0)
            self.found = seek(self.look, self.passed, self.where, self.known.evenly, self.spending.say)

    def _counted(self, look: Survey, plans: Sequence[Plan], doing: str, done: int, steps: int) -> Counts | None:
        """All that some passes count, together."""
        counts: Counts | None = None
        for at, to in enumerate(plans):
            self.spending.begin(doing, (done + at) / steps, (done + at + 1) / steps)
            try:
                found, passed = count(look, to, self._noting())
            except OverBudget as over:
                self.stopped = self._stopped(to, over)
                self.wide = (too_wide(look, to, over.node, self.stopped),)
                return None
            if look is self.look:
                self.passed.append(passed)
            if counts is None:
                counts = found
            else:
                counts.told.update(found.told)
                counts.ever.update({each: share for each, share in found.ever.items() if each[0] == "told"})
        return counts

    def _noting(self) -> Callable[[int, int, int], None]:
        nodes = len(self.graph.nodes)

        def note(node: int, states: int, held: int) -> None:
            self.spending.check(node, states, held)
            self.spending.say(node / nodes)

        return note

    def _stopped(self, to: Plan, over: OverBudget) -> Stopped:
        live = to.live.at[over.node]
        facts = [(self.graph.facts[fact].name, classes.count) for fact, classes in live.items() if classes.count > 1]
        return Stopped(self.graph.nodes[over.node].scene, over.states, tuple(facts), over.why)

    # ---- told

    def _told(self, known: Known) -> Odds:
        story = self.story
        often = Frequencies(self.graph, self.where, known.counts)
        can = Frequencies(self.graph, self.where, known.evenly)
        seen = self.found or Witnesses({}, {}, {}, {})
        endings = tuple(
            EndingChance(
                each.id,
                *_exactly(often.ending(each.id)),
                can.ending(each.id) > 0,
                seen.endings.get(each.id),
                title=each.title,
            )
            for each in story.endings.values()
        )
        scenes = tuple(
            Chance(each, *_exactly(often.scene(each)), can.scene(each) > 0, seen.scenes.get(each))
            for each in story.scenes
        )
        return Odds(
            story=story.id,
            chapter=self.chapter,
            choosing=self.choosing.name,
            method="exact",
            lives=None,
            endings=endings,
            scenes=scenes,
            choices=self._choices(often, can, seen),
            variants=self._variants(often, can, seen) if known.texts else (),
            never_ends=min(1.0, sum(known.counts.stuck_at.values())),
            choices_a_life=often.choices_a_life(),
            findings=self._findings(known),
            stopped=self.stopped,
            states=int(known.evenly.states.sum()),
            seconds=self.spending.seconds,
            peak_bytes=peak_bytes(),
        )

    def _findings(self, known: Known) -> tuple[Diagnostic, ...]:
        """What is found amiss. A story's days can also be begun by themselves, and what is never so must not be so then."""
        unwatched = frozenset(self.unwatched) if known.texts else None
        beginnings = [Beginning(self.look, self.where, known.evenly, unwatched)]
        found = find(beginnings)
        if self.chapter == self.story.start:
            for chapter in self.story.chapters.values():
                if found and chapter.id != self.story.start and (chapter.alone or chapter.recap is not None):
                    beginnings.append(self._begun_alone(chapter.id, found, texts=known.texts))
                    found = find(beginnings)
        return (*found, *self.wide)

    def _begun_alone(self, chapter: str, found: Sequence[Diagnostic], *, texts: bool) -> Beginning:
        """All lives that begin with another day, with those texts watched of which something has been said."""
        graph = chart(self.story, chapter)
        where, look = places(graph), survey(graph, UNIFORM)
        spans = {each.span for each in found}
        doubted = {
            watch
            for variant in where.texts
            if any(arm.span in spans or (arm.when is not None and arm.when.span in spans) for arm in variant.arms)
            for watch in variant.watches
        }
        counts: Counts | None = None
        watched: set[int] = set()
        for to in grouped(look, plan(look), NARROW, frozenset(doubted)):
            watched |= {number for number, _ in to.watches}
            again, _ = count(look, to, lambda node, states, held: self.spending.check(node, states, held))
            counts = again if counts is None else counts
            counts.told.update(again.told)
        assert counts is not None
        unwatched = frozenset(range(len(graph.watches))) - watched - frozenset(_unmet(look))
        return Beginning(look, where, counts, unwatched if texts else None)

    def _choices(self, often: Frequencies, can: Frequencies, seen: Witnesses) -> tuple[ChoiceChance, ...]:
        found = []
        for choice in self.story.choices.values():
            if choice.going_on:
                continue
            how_often, at_all = often.choice(choice.id), can.choice(choice.id)
            found.append(
                ChoiceChance(
                    choice.id,
                    *_exactly(how_often.happens),
                    at_all.happens > 0,
                    seen.choices.get(choice.id),
                    scene=self.story.scene_of[choice.id],
                    offered=how_often.might,
                    always=at_all.might > 0 and at_all.other == 0,
                )
            )
        return tuple(found)

    def _variants(self, often: Frequencies, can: Frequencies, seen: Witnesses) -> tuple[VariantChance, ...]:
        found = []
        for variant in self.where.texts:
            for arm, branch in enumerate(variant.arms):
                how_often, at_all = often.arm(variant, arm), can.arm(variant, arm)
                is_known = self.unwatched.isdisjoint(variant.watches)
                found.append(
                    VariantChance(
                        variant.id_of(arm),
                        *(_exactly(how_often.happens) if is_known else (0.0, (0.0, 1.0))),
                        at_all.happens > 0 if is_known else None,
                        seen.arms.get((min(variant.watches, default=-1), arm)),
                        text=words(branch),
                        span=branch.span,
                        of=variant.of,
                        always=at_all.happens > 0 and at_all.other == 0 if is_known else None,
                    )
                )
        return tuple(found)


def _unmet(look: Survey) -> Iterator[int]:
    """The watches at nodes to which nothing leads."""
    return (number for number, watch in enumerate(look.graph.watches) if look.can.at[watch.node] is None)


def _exactly(probability: float) -> tuple[float, Interval]:
    return probability, (probability, probability)


def peak_bytes() -> int:
    """The most memory the process has held; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
