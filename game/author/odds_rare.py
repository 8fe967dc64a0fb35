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
Quote = Callable[[Span], str]
"""What is written there."""
Row = tuple[str, str, str, str]
"""Three cells about a thing, and where it is written."""
Some = TypeVar("Some", bound=Chance)


def scenes(odds: Odds, story: Story, near: Near, width: int) -> str:
    """The scenes that few lives meet; those of the endings have a table of their own."""
    last = {ending.scene for ending in story.endings.values()}
    found = [each for each in odds.scenes if each.id not in last]
    always = sum(each.probability >= shares.WHOLE for each in found)
    each_life = "every life" if odds.lives is None else f"each of {odds.lives:,} sampled lives"
    said = f"{len(found)} before the endings, {always or 'none'} of them in {each_life}."
    rows = [_row(each, each.id, near(story.scenes[each.id].span)) for each in _rarest(found)]
    seldom, often = "Met in fewer than one life in ten:", "None that is met is rarer than one life in ten."
    return _section(said, seldom if rows else often, rows, _unmet(odds, found, "met"), width)


def choices(odds: Odds, story: Story, near: Near, quote: Quote, width: int) -> str:
    """The choices that few of the lives that come to their scene are offered, and on what condition."""
    found = [each for each in odds.choices if not story.choices[each.id].going_on]
    met = {each.id: each.probability for each in odds.scenes}
    asking = {each.id: when for each in found if (when := story.choices[each.id].when) is not None}
    there = [(each.offered / met[each.scene], each.id) for each in found if each.id in asking and each.offered > 0]
    rows = [
        (shares.percent(part), choice, quote(asking[choice].span), near(story.choices[choice].span))
        for part, choice in sorted(there)
        if part < RARE
    ]
    said = f"{len(found)}, {len(asking) or 'none'} of them with a condition."
    seldom = "On offer to fewer than one in ten of the lives that come to their scene:"
    often = "None of these is on offer to fewer than one in ten of the lives that come to its scene." if asking else ""
    return _section(said, seldom if rows else often, rows, _unmet(odds, found, "made"), width, align="><<<")


def variants(odds: Odds, near: Near, width: int) -> str:
    """The arms of variant texts that few lives are told."""
    rows = [_row(each, f"“{each.text}”", near(each.span)) for each in _rarest(odds.variants)]
    seldom, often = "Told in fewer than one life in ten:", "None that is told is rarer than one life in ten."
    said = f"{len(odds.variants)} arms."
    return _section(said, seldom if rows else often, rows, _unmet(odds, odds.variants, "told"), width)


def _rarest(found: Sequence[Some]) -> list[Some]:
    """Those that few lives come to, though some do, the rarest first."""
    return sorted((each for each in found if 0 < each.probability < RARE), key=lambda each: each.probability)


def _row(chance: Chance, what: str, where: str) -> Row:
    return shares.share(chance), shares.spread(chance.interval), what, where


def _section(
    said: str, head: str, rows: Sequence[Row], unmet: Sequence[str], width: int, *, align: str = ">><<"
) -> str:
    lines = [paragraph(f"{said} {head}", width)]
    if rows:
        lines = [paragraph(said, width), paragraph(head, width)]
        lines.append(table(rows[:SHOWN], align=align, elastic=2, width=width))
    if len(rows) > SHOWN:
        lines.append(f"  and {len(rows) - SHOWN} more")
    return "\n".join([*lines, *(paragraph(each, width) for each in unmet)])


def _unmet(odds: Odds, found: Sequence[Chance], done: str) -> list[str]:
    """What no life comes to: ever, in this way, or among those sampled."""
    never = [each.id for each in found if each.reachable is False]
    elsewhere = [each.id for each in found if shares.is_elsewhere(each)]
    unseen = [each.id for each in found if shares.is_unseen(each)]
    seen = f"Not seen in {odds.lives:,} sampled lives" if odds.lives else "Not known yet"
    return [
        *([f"Never {done}, whatever is chosen: {_some(never)}."] if never else []),
        *([f"Never {done} this way, though others may: {_some(elsewhere)}."] if elsewhere else []),
        *([f"{seen}: {_some(unseen)}."] if unseen else []),
    ]


def _some(names: Sequence[str]) -> str:
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {more} more" if more > 0 else "")
