"""What stands out among the scenes, choices and variants of a story, on the page of its odds: the rare, and the unmet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from game.author import shares
from game.author.table import paragraph, table
from game.odds.chances import Chance, Odds
from game.story.model import Story
from game.story.prose import Branch, Text, Varied
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


def scenes(odds: Odds, story: Story, near: Near, width: int) -> str:
    """The scenes that few lives meet; those of the endings have a table of their own, and those of days before are no part
    of lives that begin later.
    """
    last = {ending.scene for ending in story.endings.values()}
    days = {story.scenes[each.id].chapter for each in odds.scenes if each.reachable is not False}
    found = [each for each in odds.scenes if each.id not in last and story.scenes[each.id].chapter in days]
    always = sum(each.probability >= shares.WHOLE for each in found)
    is_estimated = any(shares.is_estimate(each) for each in found)
    each_life = f"each of {odds.lives:,} sampled lives" if is_estimated and odds.lives else "every life"
    said = f"{len(found)} before the endings, {always or 'none'} of them in {each_life}."
    rows = [
        (shares.share(each), shares.spread(each.interval), each.id, near(story.scenes[each.id].span))
        for each in sorted(found, key=lambda each: each.probability)
        if 0 < each.probability < RARE
    ]
    seldom, often = "Met in fewer than one life in ten:", "Each that is met at all is met in at least one life in ten."
    return _section(said, seldom if rows else often, rows, _unmet(odds, found, "met"), width)


def choices(odds: Odds, story: Story, near: Near, quote: Quote, width: int) -> str:
    """The choices that few of the lives that come to their scene are offered, and on what condition."""
    met = {each.id: each.probability for each in odds.scenes if each.probability > 0}
    found = [each for each in odds.choices if each.scene in met]
    asking = {each.id: when for each in found if (when := story.choices[each.id].when) is not None}
    there = [(each, each.offered / met[each.scene]) for each in found if each.id in asking and each.offered > 0]
    rows = [
        (_part(part, each), each.id, quote(asking[each.id].span), near(story.choices[each.id].span))
        for each, part in sorted(there, key=lambda found: found[1])
        if part < RARE
    ]
    which = "" if len(found) == len(odds.choices) else " in scenes that are met"
    said = f"{len(found)}{which}, {len(asking) or 'none'} of them with a condition."
    seldom = "On offer to fewer than one in ten of the lives that come to their scene:"
    fair = "No condition closes a choice to more than nine in ten of the lives that come to its scene."
    often = fair if asking and len(there) == len(asking) else ""
    return _section(said, seldom if rows else often, rows, _unmet(odds, found, "made"), width, align="><<<")


def variants(odds: Odds, story: Story, near: Near, width: int) -> str:
    """The arms of variant texts that few of the lives that come to their text are told."""
    come = _come(odds, story)
    found = [each for each in odds.variants if come.get(each.span, 1.0) > 0]
    there = [(each, each.probability / come.get(each.span, 1.0)) for each in found if each.probability > 0]
    rows = [
        (_part(part, each), "", f"“{each.text}”", near(each.span))
        for each, part in sorted(there, key=lambda found: found[1])
        if part < RARE
    ]
    which = "" if len(found) == len(odds.variants) else " that are come to"
    said = f"{len(found)} version{'' if len(found) == 1 else 's'} of variant texts{which}."
    seldom = "Told to fewer than one in ten of the lives that come to their text:"
    often = "Each that is told at all is told to at least one in ten of the lives that come to its text."
    return _section(said, seldom if rows else often, rows, _unmet(odds, found, "told"), width)


def _part(part: float, chance: Chance) -> str:
    """A share of a share; an estimate says that it is one."""
    return ("about " if shares.is_estimate(chance) else "") + shares.percent(part)


def _come(odds: Odds, story: Story) -> dict[Span, float]:
    """For each arm, by where it is written, the share of lives that come to the text it is in; those at the door left out."""
    met = {each.id: each.probability for each in odds.scenes}
    texts = [(text, met[scene.id]) for scene in story.scenes.values() for text in (scene.text, scene.recall)]
    for made in odds.choices:
        choice = story.choices[made.id]
        texts += [(choice.text, made.offered), (choice.hint, made.offered), (choice.then, made.probability)]
    texts += [(story.endings[each.id].lead, each.probability) for each in odds.endings]
    return {branch.span: share for text, share in texts for branch in _arms(text)}


def _arms(text: Text | None) -> Iterator[Branch]:
    for paragraph_ in text.paragraphs if text is not None else ():
        for piece in paragraph_.pieces:
            if isinstance(piece, Varied):
                yield from piece.branches


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
    never = sum(each.reachable is False for each in found)
    elsewhere = [each.id for each in found if shares.is_elsewhere(each)]
    unseen = [each.id for each in found if shares.is_unseen(each)]
    seen = f"Not seen in {odds.lives:,} sampled lives" if odds.lives else "Not known yet"
    fewer = _some(elsewhere) if len(elsewhere) <= SHOWN else f"{len(elsewhere)} of them"
    lines = []
    if never:
        lines.append(f"{never} {'is' if never == 1 else 'are'} never {done} in a life begun here, whatever it chooses.")
    if elsewhere:
        lines.append(f"Never {done} this way, though others may: {fewer}.")
    if unseen:
        lines.append(f"{seen}: {_some(unseen)}.")
    return lines


def _some(names: Sequence[str]) -> str:
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {more} more" if more > 0 else "")
