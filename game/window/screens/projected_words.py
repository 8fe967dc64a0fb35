"""The words on a projector's page: what is read aloud, and what stands under it."""

from __future__ import annotations

from typing import Final

from game.language import tr
from game.play.history import Playthrough
from game.window import telling
from game.window.projection import Shown
from game.window.typesetting import plain
from game.window.widgets.offered import Offered
from game.window.widgets.side import Side
from game.window.widgets.speech import Speech
from game.window.widgets.widget import Widget
from game.window.widgets.words import Words

VOTING: Final = frozenset({"open", "paused", "closed"})
"""The phases in which there is something to choose."""


def told(shown: Shown, life: Playthrough | None) -> list[Widget]:
    """What is read aloud."""
    if life is None or shown.phase == "left-out":
        return [Speech(key=f"told-{at}", runs=plain(each)) for at, each in enumerate(shown.told)]
    leaf = telling.leaf(life)
    rows: list[Widget] = []
    if leaf.card is not None:
        rows += [Words(key="day", runs=plain(leaf.card.title), use="heading", role="heading")]
        if leaf.card.question:
            rows += [Words(key="question", runs=plain(leaf.card.question), use="question")]
    before = life.back() if life.steps else life
    after = telling.after_choosing(life.story, life.latest, before.state.chapter)
    recap = leaf.card.recap if leaf.card is not None else ()
    for at, beat in enumerate((*after, *recap, *leaf.told)):
        rows.append(
            Speech(key=f"told-{at}", runs=beat.runs, speaker=beat.speaker, use=beat.use, language=beat.language)
        )
    if life.state.ending is not None:
        title = life.story.endings[life.state.ending].title
        rows.append(Words(key="ending", runs=plain(title), use="heading", role="heading"))
    return rows


def ends(shown: Shown) -> list[Widget]:
    """What stands under what is told: choices, how the room divided, what to talk about."""
    if shown.phase in VOTING:
        return [
            Offered(key=f"choice-{at}", number=at, runs=plain(words), hint=plain(hint) if hint else ())
            for at, (words, hint) in enumerate(shown.choices, 1)
        ]
    ends: list[Widget] = [
        Side(key=f"side-{at}", words=part.words, told=part.told, share=part.share, leads=part.leads)
        for at, part in enumerate(shown.parts, 1)
    ]
    ends += [Words(key=f"found-{at}", runs=plain(each), use="row") for at, each in enumerate(shown.found)]
    if shown.talk:
        ends.append(Words(key="talk", runs=plain(shown.talk), use="question"))
    return ends


def is_known(shown: Shown) -> bool:
    """Whether what is told has been heard by everybody: once a vote is revealed, and where it is held afresh."""
    return shown.phase == "revealed" or (shown.is_again and shown.phase in VOTING)


def alone(shown: Shown) -> str | None:
    """The words that have a page to themselves; none where the page has more on it."""
    if shown.phase == "card":
        return shown.talk
    if shown.phase == "ended":
        return tr("The hour is over. Thank you for coming.")
    is_bare = shown.phase in ("break", "day") and not shown.told
    return shown.heading if is_bare else None
