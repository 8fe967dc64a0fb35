"""The debrief of a sheet: its cards, their questions, and which lessons they come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from game.language import tr
from game.room.fitting import Plan
from game.room.said import FEEL, HERE, WHAT, WHAT_IF, what_next
from game.story.model import Lesson, Story

WEIGHTS: Final = {"feel": 2, "what": 3, "cost": 5, "here": 5, "what-if": 4, "next": 5}
"""How the cards share their minutes."""
MOST_LESSONS: Final = 3
"""Whose small things to try stand on the action card."""


def asks(story: Story, plan: Plan, lessons: Sequence[Lesson]) -> dict[str, tuple[str, str, str]]:
    """Each card's title, form and question."""
    kept = {stop.id for stop in plan.kept}
    carried = [stop.talk.ask for stop in plan.untalked if stop.talk is not None]
    carried += [pair.carry for pair in story.pairs if pair.carry and kept & {*pair.first} and kept & {*pair.second}]
    carried += [lesson.carry for lesson in lessons[1:] if lesson.carry]
    questions = [each.chapter.question for each in plan.days if each.chapter.question]
    cost = questions[-1] if questions else tr(WHAT_IF)
    return {
        "feel": (tr("How is it"), "all", tr(FEEL, name=story.player.name or tr("the one we played"))),
        "what": (tr("What happened"), "all", tr(WHAT)),
        "cost": (tr("What it cost, and whom"), "fours", cost),
        "here": (tr("And elsewhere"), "pairs", next((ask for ask in carried if ask != cost), tr(HERE))),
        "what-if": (tr("The other door"), "fours", tr(WHAT_IF)),
        "next": (tr("What next"), "all", what_next(story)),
    }


def to_carry(story: Story, plan: Plan, lessons: Sequence[Lesson]) -> str:
    """The question to take home: of a pair that a kept scene stands in, or of a lesson; none that the cards have asked."""
    kept = {stop.id for stop in plan.kept}
    questions = [pair.carry for pair in story.pairs if pair.carry and kept & {*pair.first, *pair.second}]
    questions += [lesson.carry for lesson in lessons if lesson.carry]
    questions += [each.chapter.question for each in plan.days if each.chapter.question]
    cards = asks(story, plan, lessons)
    asked = {cards[name][2] for name in plan.frame.cards}
    return next((question for question in questions if question not in asked), tr(WHAT_IF))


def lessons_of(story: Story, plan: Plan) -> tuple[Lesson, ...]:
    """What the kept scenes show, the most often marked first."""
    marked = Counter(lesson for stop in plan.kept for lesson in stop.lessons)
    kept = {stop.id for stop in plan.kept}
    for lesson in story.lessons.values():
        marked[lesson.id] += 2 * sum(scene in kept for _, scene in lesson.claims)
    shown = [lesson for lesson in story.lessons.values() if marked[lesson.id]]
    return tuple(sorted(shown, key=lambda lesson: -marked[lesson.id])[:MOST_LESSONS])


def tries_of(lessons: Sequence[Lesson]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Small things to try, by who would; those for one alone, a team and a manager first, even where there are none."""
    found: dict[str, list[str]] = {"alone": [], "team": [], "manager": []}
    for lesson in lessons:
        for who, what in lesson.tries:
            found.setdefault(who, []).append(what)
    return tuple((who, tuple(what)) for who, what in found.items())
