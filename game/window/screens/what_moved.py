"""The page that says which of a life's choices moved how it ended."""

from __future__ import annotations

import attrs

from game.language import later, tr
from game.play.swings import Swing, Swings
from game.story.model import Story
from game.window.screens.leaf import Leaf, Row, quoted
from game.window.theme import Ink
from game.window.typesetting import plain
from game.window.widgets.hundred import Hundred
from game.window.widgets.widget import Widget
from game.window.widgets.words import Words

TITLE = later("What moved")
WAITING = later("Which of your choices moved how this ended is still being worked out. It will stand here.")


def waiting() -> Leaf:
    """The page while there is nothing on it yet."""
    return Leaf(tr(TITLE), (Words(key="moved", runs=plain(tr(WAITING)), use="row", role="paragraph"),))


def leaf(story: Story, shown: Swings) -> Leaf:
    """The page itself: how lives like it end, and the choices that moved that, a row each."""
    if not shown.swings:
        opening = Words(key="moved", runs=plain(shown.opening), use="reading", role="paragraph", is_live=True)
        finding = Words(key="moved-finding", runs=plain(shown.finding), use="quotation", role="paragraph")
        return Leaf(tr(TITLE), (opening, finding))
    head = f"{shown.opening} {shown.finding}"
    words = Words(key="moved", runs=plain(head), use="row", role="paragraph", is_live=True)
    return Leaf(tr(TITLE), (words,), rows=tuple(_row(story, at, swing) for at, swing in enumerate(shown.swings)))


def _row(story: Story, at: int, swing: Swing) -> Row:
    ink: Ink = story.halves[swing.entry.half].ink
    told = Words(
        key=f"swing-told-{at}", runs=plain(swing.told), use="row", role="paragraph", goes_on=bool(swing.otherwise)
    )
    right: list[Widget] = [
        Hundred(key=f"swing-hundred-{at}", before=swing.before, after=swing.after, ink=ink),
        told,
    ]
    if swing.otherwise:
        right.append(Words(key=f"swing-otherwise-{at}", runs=plain(swing.otherwise), use="row", role="paragraph"))
    recall, words = quoted(story, "swing", at, swing.entry, "quoted")
    return (recall, attrs.evolve(words, goes_on=True)), tuple(right)
