"""What a room sees: the way in, the scene and its picture, the choices, how it divided, what there is to talk about.

The room turns its pages; a key, or a presenter's clicker, only goes on and back within what does not fit one page.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

import attrs
import pygame

from game.language import tr, tr_count
from game.play import setting
from game.play.history import Playthrough
from game.story.model import Story
from game.window import drawings, layout, theme
from game.window.keymap import Action
from game.window.layout import Spread
from game.window.projection import Post, Shown
from game.window.screens import projected_parts as parts
from game.window.screens import projected_words as words
from game.window.screens.screen import Desk, Passage, Screen
from game.window.theme import Look
from game.window.typesetting import plain
from game.window.widgets.plate import Plate
from game.window.widgets.rule import Rule
from game.window.widgets.widget import Widget
from game.window.widgets.words import Words

ON = frozenset({Action.PRESS, Action.ONWARD, Action.FORWARD, Action.DOWN, Action.RIGHT, Action.NEXT})
BACK = frozenset({Action.BACK, Action.LEAVE, Action.UP, Action.LEFT, Action.PREVIOUS})
"""What goes on, and back, among the pages that something takes."""


class Projected(Screen):
    """The projector's page, as it is told."""

    name = "Projector"

    def __init__(self, desk: Desk, post: Post) -> None:
        super().__init__(desk)
        self._post = post
        self._shown: Shown | None = None
        self._life: Playthrough | None = None
        """The life that is on, once the story has been read."""
        self._is_set_for: Look | None = None
        """How the first page looks that is set ahead."""
        self._setting: Iterator[bool] = iter(())
        self._leaves = 1
        self._is_new = True
        """Whether the room has yet to be told how many pages it takes."""

    def arrive(self) -> None:
        if hasattr(self.desk, "work"):
            self.desk.shelf.open(self._was_read)

    def _was_read(self) -> None:
        self._follow()
        self.desk.redraw()

    def dress(self, look: Look) -> Look:
        return attrs.evolve(look, percent=max(theme.PROJECTED, look.percent))

    @property
    def page(self) -> Hashable:
        return None if self._shown is None else (self._shown.heading, self._shown.made, self._shown.leaf)

    # ---- what comes and what is asked

    def tick(self, now_ms: int) -> bool:
        if (newest := self._news()) is None:
            return False
        passage = self._passage(self._shown, newest)
        if passage != "cut":
            self.desk.pass_by(passage)
        self._take_up(newest)
        return True

    def overheard(self, now_ms: int) -> None:
        """While the settings lie over it the room goes on: when it shows something else, that is what is seen."""
        before, newest = self._shown, self._news()
        if newest is None:
            return
        self._take_up(newest)
        if before is None or attrs.evolve(before, left=newest.left, seats=newest.seats) != newest:
            self.desk.begin_with(self, "fade")

    def _news(self) -> Shown | None:
        if self._post.is_over:
            self.desk.leave()
            return None
        return self._post.take()

    def _take_up(self, newest: Shown) -> None:
        before = self._shown
        self._is_new |= before is None or (before.phase, before.made) != (newest.phase, newest.made)
        self._shown = newest
        self._follow()

    def _passage(self, before: Shown | None, newest: Shown) -> Passage:
        """How what was seen gives way: a clock that runs, or one phone more, moves nothing."""
        if before is None:
            return "cut"
        if before.made != newest.made or before.chapter != newest.chapter:
            return "picture"
        is_same = (before.phase, before.leaf, before.heading) == (newest.phase, newest.leaf, newest.heading)
        return "cut" if is_same else "fade"

    def act(self, action: Action) -> bool:
        if action is Action.MENU:
            from game.window.screens.settings import SettingsPage

            self.desk.open(SettingsPage(self.desk), "fade")
        elif action in ON:
            self._turn(1)
        elif action in BACK:
            self._turn(-1)
        else:
            return False
        return True

    def click(self) -> bool:
        self._turn(1)
        return True

    def _turn(self, by: int) -> None:
        if self._shown is not None:
            leaf = max(0, min(self._at(self._shown) + by, self._leaves - 1))
            self._post.ask(leaf=leaf, leaves=self._leaves)

    def _at(self, shown: Shown) -> int:
        """Which of its pages is seen: with a closed vote before everybody, the last, which holds the choices."""
        return self._leaves - 1 if shown.phase == "closed" else min(shown.leaf, self._leaves - 1)

    def _follow(self) -> None:
        """Take up the life that is on, and have its picture pressed."""
        story, shown = self.desk.shelf.story, self._shown
        if story is None or shown is None:
            return
        life = self._life
        if life is None or (life.story, life.origin.chapter, life.choices) != (story, shown.chapter, shown.made):
            self._life = _lived(story, shown)
            if self._life is not None:
                self.ink = story.halves[self._life.state.half].ink
                self._ask_for_picture(self._life)

    def _ask_for_picture(self, life: Playthrough) -> None:
        if not hasattr(self.desk, "pictures"):
            return
        look = self.dress(self.desk.look)
        spread = self._spread(life, look)
        picture = drawings.of_scene(life.story, life.state, self.ink, spread)
        if picture is not None:
            self.desk.pictures.want(picture)

    def look_ahead(self, look: Look) -> bool:
        """While people come in, the first page is set, a little at a time: all of its letters at once would hold up the frame
        that it appears in.
        """
        if self._is_set_for != look:
            self._is_set_for, self._setting = look, self._set_first(look)
        return next(self._setting, False)

    def _set_first(self, look: Look) -> Iterator[bool]:
        shown, life = self._shown, self._life
        if shown is None or life is None or shown.phase != "gathering":
            self._is_set_for = None
            return
        first = attrs.evolve(shown, phase="reading", is_aside=False)
        spread = self._spread(life, look)
        paper = pygame.Surface((look.width, look.height))
        for row in [*words.told(first, life), *self._header(look, spread, first)]:
            row.height(look, spread.text.width)
            yield True
            row.placed(pygame.Rect(0, 0, spread.text.width, look.height)).draw(paper, look, is_focused=False)
            yield True

    # ---- the page

    def compose(self, look: Look) -> Sequence[Widget]:
        shown = self._shown
        if shown is None:
            return self._waiting(look)
        if shown.phase == "gathering":
            return self._way_in(look, shown)
        life = None if shown.is_aside else self._life
        spread = self._spread(life, look)
        line, strip = look.style("label").leading, look.px(theme.CODE_FOOT)
        is_voting = shown.phase in words.VOTING
        tall = parts.above(look, spread, line)
        pages = self._pages(look, tall, parts.above(look, spread, strip) if is_voting else tall, shown, life)
        if len(pages) != self._leaves or self._is_new:
            self._leaves, self._is_new = len(pages), False
            self._post.ask(leaves=self._leaves)
        at = self._at(shown)
        foot = parts.foot(look, spread, shown, at, len(pages), rows=pages[at])
        return [*self._picture(look, spread, life), *self._header(look, spread, shown), *pages[at], *foot]

    def _waiting(self, look: Look) -> list[Widget]:
        sheet = layout.sheet(look)
        return [Words(key="heading", runs=plain(tr("The room is being opened…")), use="heading").placed(sheet.heading)]

    def _way_in(self, look: Look, shown: Shown) -> list[Widget]:
        """Before anything begins: the way in, as large as the page."""
        margin = look.px(theme.TOP)
        side = min(look.height - 2 * margin, look.width // 2 - margin)
        code = parts.code_of(shown).placed(pygame.Rect(margin, (look.height - side) // 2, side, side))
        left = margin + side + look.px(theme.MARGIN)
        area = pygame.Rect(left, margin, look.width - left - look.px(theme.MARGIN), look.height - 2 * margin)
        address = shown.address.removeprefix("http://")
        came = tr_count("{n} phone has come in.", "{n} phones have come in.", shown.seats)
        rows: list[Widget] = [
            Words(key="title", runs=plain(shown.title), use="heading", role="heading"),
            Words(key="come", runs=plain(tr("Come in with your phone’s camera, or at")), use="reading"),
            Words(key="address", runs=plain(address), use="projected-address"),
            Words(key="with", runs=plain(tr("with the letters")), use="reading"),
            Words(key="code", runs=plain(parts.apart(shown.code)), use="projected-code", aloud=shown.code),
            Words(key="hands", runs=plain(tr("or raise your hand: it counts the same.")), use="reading"),
            Words(key="came", runs=plain(came), use="reading", role="status"),
        ]
        placed = layout.stack(rows, look, area, gap=lambda widget: look.px(theme.UNIT * 4))
        spare = area.bottom - placed[-1].bounds.bottom
        return [code, *(each.placed(each.bounds.move(0, max(0, spare // 2))) for each in placed)]

    def _spread(self, life: Playthrough | None, look: Look) -> Spread:
        if life is None:
            return parts.bare(look)
        places = [life.story.places[name] for name in life.story.scenes[life.state.scene].places]
        if any(place.wide for place in places):  # such a picture has no room beside words as large as these
            return parts.bare(look)
        return layout.spread(look, life.story.halves[life.state.half].ink, is_wide=False, has_foot=False)

    def _picture(self, look: Look, spread: Spread, life: Playthrough | None) -> list[Widget]:
        if spread.picture is None or life is None:
            return []
        picture = drawings.of_scene(life.story, life.state, self.ink, spread)
        still = None if picture is None else self.desk.pictures.still(picture, look, spread.picture.topleft)
        looks = setting.looks(life.story, life.state)
        plate = Plate(key="picture", still=still, looks=looks, edge=spread.edge, is_blank=picture is None)
        return [plate.placed(spread.picture)]

    def _header(self, look: Look, spread: Spread, shown: Shown) -> list[Widget]:
        header = Words(key="header", runs=plain(shown.heading), use="header", role="heading")
        area = spread.header.copy()
        area.height = header.height(look, area.width)
        area.bottom = spread.header.bottom - look.px(theme.UNIT)
        rule = pygame.Rect(area.x, spread.header.bottom, area.width, look.px(theme.RULE))
        return [header.placed(area), Rule(key="rule").placed(rule)]

    # ---- what stands on it

    def _pages(
        self, look: Look, tall: pygame.Rect, short: pygame.Rect, shown: Shown, life: Playthrough | None
    ) -> list[list[Widget]]:
        """All that there is to show now, over as many pages as it takes; choices stand together, and leave room at the foot for
        the way in wherever they can do both.
        """
        if (alone := words.alone(shown)) is not None:
            return [parts.middling(look, tall, alone)]
        told = [] if words.is_known(shown) else words.told(shown, life)
        pages = layout.paged(told, look, tall, lambda row: parts.gap(look, row)) if told else [[]]
        ends = words.ends(shown)
        if not ends:
            return pages
        height = parts.height_of(look, short.width, ends)
        if short.height < height <= tall.height:
            short = tall
        below = layout.bottom(pages[-1], short.y) + (look.px(theme.CHOICES_GAP) if pages[-1] else 0)
        if below + height > short.bottom and pages[-1]:
            pages.append([])
            below = short.y
        area = pygame.Rect(short.x, below, short.width, short.bottom - below)
        first, *more = layout.paged(ends, look, area, lambda row: parts.gap(look, row))
        pages[-1] += first
        return [*pages, *more]


def _lived(story: Story, shown: Shown) -> Playthrough | None:
    """The life that the room leads; none where this story cannot be told so."""
    try:
        return Playthrough.begin(story, chapter=shown.chapter).follow(shown.made)
    except Exception:  # another version of the story lies here than the room's: the words alone are shown
        return None
