"""One page of a debrief: what stands on it, and setting that in two columns or in rows."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import pygame

from game.language import in_quotes, tr
from game.play.journal import Entry
from game.story.model import Story
from game.window import layout, theme
from game.window.theme import Look
from game.window.typesetting import plain
from game.window.widgets.widget import Widget
from game.window.widgets.words import Words

Row = tuple[tuple[Widget, ...], tuple[Widget, ...]]
"""What stands on the left and, beginning at the same height, on the right."""


@attrs.frozen
class Leaf:
    """One page: what stands on its left and on its right, and the question under both."""

    title: str
    left: tuple[Widget, ...]
    """On a page of rows, what stands above them."""
    right: tuple[Widget, ...] = ()
    rows: tuple[Row, ...] = ()
    carry: str = ""
    is_sewn: bool = False
    """Whether the two sides are one life, apart and together."""

    @property
    def widgets(self) -> tuple[Widget, ...]:
        """Everything on it, as it is read."""
        return (*self.left, *self.right, *(each for row in self.rows for side in row for each in side))


def quoted(story: Story, key: str, at: int, entry: Entry, use: str = "quotation") -> tuple[Words, Words]:
    """A choice as it was made: what it was about, and its words in the ink of whoever made it."""
    code, ink = story.told_in(entry.chapter), story.halves[entry.half].ink
    recall = tr("{recall} You chose:", recall=entry.recall) if entry.recall else tr("You chose:")
    spoken = ((entry.recall, code), (tr("You chose:"), "")) if entry.recall else ()
    words = in_quotes(entry.quoted, code)
    return (
        Words(key=f"{key}-recall-{at}", runs=plain(recall), use="row", role="paragraph", goes_on=True, spoken=spoken),
        Words(key=f"{key}-quoted-{at}", runs=plain(words), use=use, role="paragraph", ink=ink, language=code),
    )


def gap(look: Look, widget: Widget) -> int:
    """The space above something on a page."""
    is_tight = widget.key.endswith("-stamps") or "quoted" in widget.key or "otherwise" in widget.key
    return 0 if "told" in widget.key else look.px(theme.UNIT * (1 if is_tight else 4))


def stacked(look: Look, area: pygame.Rect, widgets: Sequence[Widget]) -> list[Widget]:
    """Widgets one under another from the area's top."""
    return list(layout.stack(widgets, look, area, gap=lambda widget: gap(look, widget)))


def columns(look: Look, body: pygame.Rect, leaf: Leaf) -> tuple[pygame.Rect, pygame.Rect] | None:
    """The areas of a page's two sides, or none where they are too narrow; one side alone is as wide as can be read."""
    apart = look.px(theme.SIDES_APART)
    is_split = bool(leaf.right or leaf.rows)
    width = (body.width - apart) // 2 if is_split else min(body.width, look.px(theme.LONGEST_LINE * look.growth))
    if is_split and width < look.px(theme.SIDE_LEAST * look.growth):
        return None
    left = pygame.Rect(body.x, body.y, width, body.height)
    return left, left.move(body.width - width, 0)


def in_rows(look: Look, body: pygame.Rect, leaf: Leaf, sides: tuple[pygame.Rect, pygame.Rect]) -> list[Widget]:
    """What stands above, and the rows under it; as far apart as there is room for."""
    placed: list[Widget] = []
    for apart in theme.ROWS_APART:
        placed = _in_rows(look, body, leaf, sides, look.px(apart))
        if layout.bottom(placed, body.y) <= body.bottom - look.px(theme.UNIT * 4):
            break
    return placed


def _in_rows(
    look: Look, body: pygame.Rect, leaf: Leaf, sides: tuple[pygame.Rect, pygame.Rect], apart: int
) -> list[Widget]:
    head = pygame.Rect(body.x, body.y, min(body.width, look.px(theme.HEAD_WIDEST)), body.height)
    placed = stacked(look, head, leaf.left)
    for row in leaf.rows:
        top = layout.bottom(placed, body.y) + apart
        for side, widgets in zip(sides, row, strict=True):
            placed += stacked(look, pygame.Rect(side.x, top, side.width, body.bottom - top), widgets)
    return placed
