"""What stands out among the scenes, choices and variants of a story, on the page of its odds: the rare, and the unmet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from game.author import shares
from game.author.table import paragraph, table
from game.odds.chances import Chance, Odds
from game.story.model import Story
from game.story.source import Span

RARE: Final = 0.1
"""A share of lives below which an author may have meant a thing to be met more often."""
SHOWN: Final = 5
"""How many of a kind stand on the page; the rest are in the JSON."""

Near = Callable[[Span], str]
"""Where something is written, as short as it can be said."""
Row = tuple[str, str, str, str]
"""How often, its interval, what, and where."""
Some = TypeVar("Some", bound=Chance)


def scenes(odds: Odds, story: Story, near: Near, width: int) -> str:
    """The scenes that few lives meet; those of the endings have a table of their own."""
    last = {ending.scene for ending in story.endings.values()}
    found = [each for each in odds.scenes if each.id not in last]
    always = sum(each.probability >= shares.WHOLE for each in found)
    each_life = "every life" if odds.lives is None else f"each of {odds.lives:,} sampled lives"
    said = f"{len(found)} before the endings, {always or 'none'} of them in {each_life}."
    rows = [_row(each, each.id, near(story.scenes[each.id].span)) for each in _rarest(found)]
    none = "None that is met is rarer than one life in ten."
    return _section(
        said, "Met in fewer than one life in ten:" if rows else none, rows, _unmet(odds, found, "met"), width
    )


def choices(odds: Odds, story: Story, near: Near, width: int) -> str:
    """The choices that few of the lives that come to their scene are offered."""
    found = [each for each in odds.choices if not story.choices[each.id].going_on]
    met = {each.id: each.probability for each in odds.scenes}
    asking = [each for each in found if story.choices[each.id].when is not None]
    there = {each.id: each.offered / max(met[each.scene], each.offered) for each in asking if each.offered > 0}
    rare = sorted((part, choice) for choice, part in there.items() if part < RARE)
    rows = [(shares.percent(part), "", choice, near(story.choices[choice].span)) for part, choice in rare]
    said = f"{len(found)}, {len(asking) or 'none'} of them with a condition."
    seldom = "On offer to fewer than one in ten of the lives that come to their scene:"
    often = "None that ever is on offer is so to fewer of the lives that come to its scene than one in ten."
    return _section(said, seldom if rows else often if there else "", rows, _unmet(odds, found, "made"), width)


def variants(odds: Odds, near: Near, width: int) -> str:
    """The arms of variant texts that few lives are told."""
    rows = [_row(each, f"“{each.text}”", near(each.span)) for each in _rarest(odds.variants)]
    seldom, none = "Told in fewer than one life in ten:", "None that is told is rarer than one life in ten."
    said = f"{len(odds.variants)} arms."
    return _section(said, seldom if rows else none, rows, _unmet(odds, odds.variants, "told"), width)


def _rarest(found: Sequence[Some]) -> list[Some]:
    """Those that few lives come to, though some do, the rarest first."""
    return sorted((each for each in found if 0 < each.probability < RARE), key=lambda each: each.probability)


def _row(chance: Chance, what: str, where: str) -> Row:
    return shares.share(chance), shares.spread(chance.interval), what, where


def _section(said: str, head: str, rows: Sequence[Row], unmet: Sequence[str], width: int) -> str:
    if not rows:
        return "\n".join(paragraph(each, width) for each in (f"{said} {head}", *unmet))
    more = len(rows) - SHOWN
    shown = [*rows[:SHOWN], *([("", "", f"and {more} more", "")] if more > 0 else [])]
    rare = [paragraph(f"{said} {head}", width), table(shown, align=">><<", elastic=2, width=width)]
    return "\n".join([*rare, *(paragraph(each, width) for each in unmet)])


def _unmet(odds: Odds, found: Sequence[Chance], done: str) -> list[str]:
    """What no life comes to: ever, in this way, or among those sampled."""
    never = [each.id for each in found if each.reachable is False]
    elsewhere = [each.id for each in found if shares.is_elsewhere(each)]
    unseen = [each.id for each in found if shares.is_unseen(each)]
    return [
        *([f"Never {done}, whatever is chosen: {_some(never)}."] if never else []),
        *([f"Never {done} this way, though others may: {_some(elsewhere)}."] if elsewhere else []),
        *([f"Not seen in {odds.lives or 0:,} sampled lives: {_some(unseen)}."] if unseen else []),
    ]


def _some(names: Sequence[str]) -> str:
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {more} more" if more > 0 else "")
