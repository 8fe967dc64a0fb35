"""What a room sees: the way in, the scene and its picture, the choices, how it divided, what there is to talk about.

The room turns its pages; a key, or a presenter's clicker, only goes on and back within what does not fit one page.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import attrs
import pygame

from game.language import tr, tr_count
from game.play import setting
from game.play.history import Playthrough
from game.story.model import Story
from game.window import drawings, layout, telling, theme
from game.window.keymap import Action
from game.window.layout import Spread
from game.window.projection import Post, Shown
from game.window.screens.screen import Desk, Passage, Screen
from game.window.theme import Look
from game.window.typesetting import plain
from game.window.widgets.offered import Offered
from game.window.widgets.plate import Plate
from game.window.widgets.rule import Rule
from game.window.widgets.side import Side
from game.window.widgets.speech import Speech, gap_before
from game.window.widgets.square_code import SquareCode
from game.window.widgets.widget import Widget
from game.window.widgets.words import Words

ON = frozenset({Action.PRESS, Action.ONWARD, Action.FORWARD, Action.DOWN, Action.RIGHT, Action.NEXT})
BACK = frozenset({Action.BACK, Action.LEAVE, Action.UP, Action.LEFT, Action.PREVIOUS})
"""What goes on, and back, among the pages that something takes."""
VOTING = frozenset({"open", "paused", "closed"})
"""The phases in which there is something to choose."""


class Projected(Screen):
    """The projector's page, as it is told."""

    name = "Projector"

    def __init__(self, desk: Desk, post: Post) -> None:
        super().__init__(desk)
        self._post = post
        self._shown: Shown | None = None
        self._life: Playthrough | None = None
        """The life that is on, once the story has been read."""
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
        if self._post.is_over:
            self.desk.leave()
            return False
        before, newest = self._shown, self._post.take()
        if newest is None:
            return False
        passage = self._passage(before, newest)
        if passage != "cut":
            self.desk.pass_by(passage)
        self._is_new |= before is None or (before.phase, before.made) != (newest.phase, newest.made)
        self._shown = newest
        self._follow()
        return True

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
        is_voting = shown.phase in VOTING
        tall = _above(look, spread, line)
        pages = self._pages(look, tall, _above(look, spread, strip) if is_voting else tall, shown, life)
        if len(pages) != self._leaves or self._is_new:
            self._leaves, self._is_new = len(pages), False
            self._post.ask(leaves=self._leaves)
        at = self._at(shown)
        has_choices = any(isinstance(each, Offered) for each in pages[at])
        is_open = has_choices and shown.phase != "closed"
        foot = self._strip(look, spread, shown, at) if is_open else self._line(look, spread, shown, at)
        return [*self._picture(look, spread, life), *self._header(look, spread, shown), *pages[at], *foot]

    def _waiting(self, look: Look) -> list[Widget]:
        sheet = layout.sheet(look)
        return [Words(key="heading", runs=plain(tr("The room is being opened…")), use="heading").placed(sheet.heading)]

    def _way_in(self, look: Look, shown: Shown) -> list[Widget]:
        """Before anything begins: the way in, as large as the page."""
        margin = look.px(theme.TOP)
        side = min(look.height - 2 * margin, look.width // 2 - margin)
        code = self._code(shown).placed(pygame.Rect(margin, (look.height - side) // 2, side, side))
        left = margin + side + look.px(theme.MARGIN)
        area = pygame.Rect(left, margin, look.width - left - look.px(theme.MARGIN), look.height - 2 * margin)
        address = shown.address.removeprefix("http://")
        came = tr_count("{n} phone has come in.", "{n} phones have come in.", shown.seats)
        words: list[Widget] = [
            Words(key="title", runs=plain(shown.title), use="heading", role="heading"),
            Words(key="come", runs=plain(tr("Come in with your phone’s camera, or at")), use="reading"),
            Words(key="address", runs=plain(address), use="projected-address"),
            Words(key="with", runs=plain(tr("with the letters")), use="reading"),
            Words(key="code", runs=plain(_apart(shown.code)), use="projected-code", aloud=shown.code),
            Words(key="hands", runs=plain(tr("or raise your hand: it counts the same.")), use="reading"),
            Words(key="came", runs=plain(came), use="reading", role="status"),
        ]
        placed = layout.stack(words, look, area, gap=lambda widget: look.px(theme.UNIT * 4))
        spare = area.bottom - placed[-1].bounds.bottom
        return [code, *(each.placed(each.bounds.move(0, max(0, spare // 2))) for each in placed)]

    def _code(self, shown: Shown) -> SquareCode:
        name = tr("A code to scan: {address}", address=f"{shown.address}/{shown.code}")
        return SquareCode(key="squares", squares=shown.squares, name=name)

    def _spread(self, life: Playthrough | None, look: Look) -> Spread:
        if life is None:
            return _bare(look)
        places = [life.story.places[name] for name in life.story.scenes[life.state.scene].places]
        if any(place.wide for place in places):  # such a picture has no room beside words as large as these
            return _bare(look)
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
        """All that there is to show now, over as many pages as it takes; choices stand together, and leave room at the foot."""
        if (alone := _alone(shown)) is not None:
            return [_middling(look, tall, alone)]
        told = [] if _is_known(shown) else self._told(shown, life)
        pages = layout.paged(told, look, tall, lambda row: _gap(look, row)) if told else [[]]
        ends = self._ends(shown)
        if not ends:
            return pages
        height = _height(look, short.width, ends)
        below = layout.bottom(pages[-1], short.y) + (look.px(theme.CHOICES_GAP) if pages[-1] else 0)
        if below + height > short.bottom and pages[-1]:
            pages.append([])
            below = short.y
        area = pygame.Rect(short.x, below, short.width, short.bottom - below)
        first, *more = layout.paged(ends, look, area, lambda row: _gap(look, row))
        pages[-1] += first
        return [*pages, *more]

    def _told(self, shown: Shown, life: Playthrough | None) -> list[Widget]:
        """What is read aloud."""
        if life is None or shown.phase == "left-out":
            return [Speech(key=f"told-{at}", runs=plain(each)) for at, each in enumerate(shown.told)]
        leaf = telling.leaf(life)
        rows: list[Widget] = []
        if leaf.card is not None:
            rows += [Words(key="day", runs=plain(leaf.card.title), use="heading", role="heading")]
            if leaf.card.question:
                rows += [Words(key="question", runs=plain(leaf.card.question), use="question")]
        after = telling.after_choosing(life.story, life.latest)
        recap = leaf.card.recap if leaf.card is not None else ()
        for at, told in enumerate((*after, *recap, *leaf.told)):
            rows.append(Speech(key=f"told-{at}", runs=told.runs, speaker=told.speaker, use=told.use))
        if life.state.ending is not None:
            title = life.story.endings[life.state.ending].title
            rows.append(Words(key="ending", runs=plain(title), use="heading", role="heading"))
        return rows

    def _ends(self, shown: Shown) -> list[Widget]:
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

    # ---- its foot

    def _strip(self, look: Look, spread: Spread, shown: Shown, at: int) -> list[Widget]:
        """Under choices: the way in for whoever comes late."""
        bottom, x, side = spread.foot.bottom, spread.text.x, look.px(theme.CODE_FOOT)
        code = self._code(shown).placed(pygame.Rect(x, bottom - side, side, side))
        left = x + side + look.px(theme.UNIT * 3)
        area = pygame.Rect(left, bottom - side, spread.text.right - left, side)
        words: list[Widget] = [
            Words(key="status", runs=plain(_status(shown.phase)), use="row", role="status", is_live=True),
            Words(key="address", runs=plain(shown.address.removeprefix("http://")), use="projected-foot"),
            Words(key="code", runs=plain(_apart(shown.code)), use="projected-foot", aloud=shown.code),
        ]
        return [code, *layout.stack(words, look, area, gap=look.px(theme.UNIT)), *self._count(look, spread, at)]

    def _line(self, look: Look, spread: Spread, shown: Shown, at: int) -> list[Widget]:
        """One line: whether the vote is open, the clock, and which page this is."""
        if shown.phase not in VOTING:
            return self._count(look, spread, at)
        words = Words(key="status", runs=plain(_status(shown.phase)), use="label", role="status", is_live=True)
        height = words.height(look, spread.text.width)
        place = pygame.Rect(spread.text.x, spread.foot.bottom - height, spread.text.width, height)
        return [words.placed(place), *self._count(look, spread, at)]

    def _count(self, look: Look, spread: Spread, at: int) -> list[Widget]:
        """Which page of several this is, and before it the clock, where one is set: that is read from afar."""
        words: list[Words] = []
        if self._leaves > 1:
            said = tr("page {page} of {pages}", page=at + 1, pages=self._leaves)
            words.append(Words(key="count", runs=plain(said), use="label", role="status", align="right"))
        if self._shown is not None and self._shown.left is not None:
            told = _on_the_clock(self._shown.left)
            words.append(Words(key="clock", runs=plain(told), use="projected-clock", role="status", align="right"))
        placed: list[Widget] = []
        right, bottom = spread.text.right, spread.foot.bottom
        for each in words:
            block = each.block(look, spread.text.width)
            left = right - block.width
            placed.append(each.placed(pygame.Rect(left, bottom - block.height, block.width, block.height)))
            right = left - look.px(theme.UNIT * 6)
        return placed


def _lived(story: Story, shown: Shown) -> Playthrough | None:
    """The life that the room leads; none where this story cannot be told so."""
    try:
        return Playthrough.begin(story, chapter=shown.chapter).follow(shown.made)
    except Exception:  # another version of the story lies here than the room's: the words alone are shown
        return None


def _is_known(shown: Shown) -> bool:
    """Whether what is told has been heard by everybody: once a vote is revealed, and where it is held afresh."""
    return shown.phase == "revealed" or (shown.is_again and shown.phase in VOTING)


def _alone(shown: Shown) -> str | None:
    """The words that have a page to themselves; none where the page has more on it."""
    if shown.phase == "card":
        return shown.talk
    if shown.phase == "ended":
        return tr("The hour is over. Thank you for coming.")
    is_bare = shown.phase in ("break", "day") and not shown.told
    return shown.heading if is_bare else None


def _status(phase: str) -> str:
    return {
        "open": tr("The vote is open: by phone, or by hand."),
        "paused": tr("The vote is paused."),
        "closed": tr("The vote is closed."),
    }[phase]


def _above(look: Look, spread: Spread, foot: int) -> pygame.Rect:
    """What is left of a page for its text above a foot so high."""
    body = spread.text.copy()
    body.height = spread.foot.bottom - foot - look.px(theme.UNIT * 3) - body.y
    return body


def _middling(look: Look, area: pygame.Rect, words: str) -> list[Widget]:
    """Words as large as fit, in the middle of a page that has nothing else on it."""
    for use in ("title", "projected-card", "heading", "question"):
        shown = Words(key="talk", runs=plain(words), use=use)
        height = shown.height(look, area.width)
        if height <= area.height * theme.CARD_FILLS or use == "question":
            break
    return [shown.placed(pygame.Rect(area.x, area.y + max(0, area.height - height) // 2, area.width, height))]


def _bare(look: Look) -> Spread:
    """A page without a picture, as wide as the window's margins leave it."""
    left, width = look.px(theme.MARGIN), look.width - 2 * look.px(theme.MARGIN)
    rule = look.px(theme.TOP + (theme.HEADER_RULE - theme.TOP) * look.growth)
    text, bottom = rule + look.px(theme.HEADER_GAP), look.height - look.px(theme.BOTTOM)
    return Spread(
        None,
        pygame.Rect(left, look.px(theme.TOP), width, rule - look.px(theme.TOP)),
        pygame.Rect(left, text, width, bottom - text),
        pygame.Rect(left, bottom, width, 0),
        "none",
        None,
    )


def _height(look: Look, width: int, rows: Sequence[Widget]) -> int:
    return sum(row.height(look, width) for row in rows) + sum(_gap(look, row) for row in rows[1:])


def _gap(look: Look, row: Widget) -> int:
    """The space above a row that follows another."""
    if isinstance(row, Speech):
        return gap_before(row, look)
    if isinstance(row, Offered):
        return look.px(theme.CHOICE_GAP)
    if row.key == "talk":
        return look.px(theme.TALK_GAP)
    return look.px(theme.PARTS_APART)


def _apart(code: str) -> str:
    """The letters of a code with room between them, so that they are read one by one."""
    return "\u202f".join(code)


def _on_the_clock(left: int) -> str:
    return tr("Time is up.") if not left else f"{left // 60}:{left % 60:02}"
