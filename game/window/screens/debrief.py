"""What a finished life shows: the ending, the same hour twice, each lesson's evidence, and what to carry away."""

from __future__ import annotations

import re
import webbrowser
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import attrs
import pygame

from game.language import apart, both, titled, tr
from game.own_words import trier
from game.play import debrief as showing
from game.play import setting
from game.play.debrief import Echo, Shown
from game.play.journal import Entry
from game.window import drawings, layout, telling, theme
from game.window.keymap import Action
from game.window.life import Life
from game.window.press.client import Edge
from game.window.screens import ended, what_moved
from game.window.screens.leaf import Leaf, columns, gap, in_rows, quoted, stacked
from game.window.screens.screen import Desk, Screen
from game.window.theme import Ink, Look
from game.window.typesetting import marked, plain
from game.window.widgets.button import Button
from game.window.widgets.hundred import Hundred
from game.window.widgets.plate import Plate
from game.window.widgets.rule import Rule
from game.window.widgets.seam import Seam
from game.window.widgets.speech import Speech
from game.window.widgets.widget import Widget
from game.window.widgets.words import Words


class Debrief(Screen):
    """The pages after an ending."""

    name = titled("Debrief")
    keeps_arrows = False

    def __init__(self, desk: Desk, life: Life) -> None:
        super().__init__(desk)
        self._life = life
        self._shown = showing.debrief(life.playthrough)
        self._odds = desk.shelf.hindsight
        """What works out which choices moved the odds, on a page of its own once that is done."""
        self._odds.ask(life.playthrough)
        self._is_waiting = self._odds.is_under_way
        self._at = 0
        self._part = 0
        self._parts = 1

    # ---- the pages

    def _leaves(self) -> tuple[Leaf, ...]:
        """Every page, in order: the ending, the pairs, its own lessons, what moved it, the other lessons two by two,
        what to carry.
        """
        others = [each for each in self._shown.also if each.evidence]
        return (
            self._ending(),
            *(self._pair(echo) for echo in self._shown.echoes),
            *(self._lesson(shown) for shown in self._lessons),
            *self._what_moved(),
            *(self._seen_beside(others[at : at + 2]) for at in range(0, len(others), 2)),
            self._carried(),
        )

    @property
    def _lessons(self) -> tuple[Shown, ...]:
        """The ending's own, where they have something to show."""
        return tuple(each for each in self._shown.lessons if each.evidence)

    def _ending(self) -> Leaf:
        story = self._life.story
        left: list[Widget] = []
        told = telling.told(story, self._shown.lead, f"ending {self._shown.ending}")
        left += (
            Speech(key=f"lead-{at}", runs=each.runs, speaker=each.speaker, language=each.language)
            for at, each in enumerate(told)
        )
        return Leaf(self._shown.title, tuple(left))

    def _pair(self, echo: Echo) -> Leaf:
        left = [*self._heads("first", echo.first), *self._entries("first", echo.first)]
        right = [*self._heads("second", echo.second), *self._entries("second", echo.second)]
        return Leaf(echo.title, tuple(left), tuple(right), carry=echo.carry, is_sewn=True)

    def _heads(self, key: str, entries: tuple[Entry, ...]) -> list[Widget]:
        """The day and the halves that lived it, and a stamp of each scene."""
        story = self._life.story
        days = both(tuple(dict.fromkeys(story.headed(each.chapter, each.half) for each in entries)))
        return [
            Words(key=f"{key}-head", runs=plain(days), use="header", language=story.told_in()),
            Stamps(key=f"{key}-stamps", debrief=self, entries=entries),
        ]

    def _entries(self, key: str, entries: tuple[Entry, ...]) -> list[Widget]:
        return [each for at, entry in enumerate(entries) for each in quoted(self._life.story, key, at, entry)]

    def _what_moved(self) -> tuple[Leaf, ...]:
        if self._is_waiting:
            return (what_moved.waiting(),)
        return (what_moved.leaf(self._life.story, self._odds.swings),) if self._odds.swings else ()

    def _lesson(self, shown: Shown) -> Leaf:
        code = self._life.story.told_in(f"lesson {shown.lesson}")
        evidence = Words(key="evidence", runs=plain(shown.evidence), use="reading", role="paragraph", language=code)
        left: list[Widget] = [evidence]
        named = apart(_author(words) for _, words in shown.sources if words)
        if named:
            left.append(Words(key="sources", runs=marked(tr("*It rests on {sources}.*", sources=named)), use="label"))
        right: list[Widget] = [Words(key="try", runs=plain(tr("Something small to try")), use="name", role="heading")]
        for who, what in shown.tries:
            who_would = trier(self._life.story.wording, who)
            runs, spoken = marked(f"*{who_would}.* {what}"), ((who_would, ""), (what, ""))
            right.append(Words(key=f"try-{who}", runs=runs, use="row", role="paragraph", spoken=spoken))
        return Leaf(shown.title, tuple(left), tuple(right), carry=shown.carry)

    def _seen_beside(self, shown: list[Shown]) -> Leaf:
        """Lessons that this life has something to show for, though its ending is not about them."""
        sides: list[tuple[Widget, ...]] = []
        for each in shown:
            title = Words(key=f"title-{each.lesson}", runs=plain(each.title), use="name", role="heading")
            code = self._life.story.told_in(f"lesson {each.lesson}")
            words = Words(
                key=f"evidence-{each.lesson}", runs=plain(each.evidence), use="row", role="paragraph", language=code
            )
            carry = Words(key=f"carry-{each.lesson}", runs=marked(f"*{each.carry}*"), use="row", role="paragraph")
            sides.append((title, words, carry))
        return Leaf(tr("Seen on the way"), sides[0], sides[1] if len(sides) > 1 else ())

    def _carried(self) -> Leaf:
        """The questions, once more and together."""
        asked = [each.carry for each in self._shown.echoes] + [each.carry for each in self._lessons]
        questions = enumerate(filter(None, dict.fromkeys(asked)))
        rows = [Words(key=f"carry-{at}", runs=plain(words), use="tried", role="paragraph") for at, words in questions]
        middle = (len(rows) + 1) // 2
        return Leaf(tr("To carry"), tuple(rows[:middle]), tuple(rows[middle:]))

    # ---- what the player does

    def act(self, action: Action) -> bool:
        if action is Action.MENU:
            self.desk.pass_by("fade")
            self.desk.close()
            return True
        if action is Action.BACK:
            return self._turn(-1)
        if action in (Action.FORWARD, Action.ONWARD, Action.PRESS):
            return self._turn(1)
        return False

    def click(self) -> bool:
        return False

    def tick(self, now_ms: int) -> bool:
        """Take in what moved, once it is there: nothing is drawn before, and then only if this page says otherwise."""
        if not self._is_waiting or self._odds.is_under_way:
            return False
        self._is_waiting = False
        page = 1 + len(self._shown.echoes) + len(self._lessons)
        if self._odds.swings is None and self._at > page:
            self._at -= 1
        return self._odds.swings is None or self._at == page

    def _turn(self, step: int) -> bool:
        if 0 <= self._part + step < self._parts:
            self._part += step
        elif 0 <= self._at + step < len(self._leaves()):
            self._at += step
            self._part = 0
        else:
            return False
        self.desk.pass_by("fade")
        return True

    def _next(self) -> None:
        self._turn(1)

    def _previous(self) -> None:
        self._turn(-1)

    def _title(self) -> None:
        from game.window.screens.title import Title

        self.desk.begin_with(Title(self.desk, self.desk.shelf), "fade")

    def _keep(self) -> None:
        """Write the whole life down as a page, and open it: a browser prints it."""
        from game.window import keeping

        now = datetime.now()
        file = keeping.folder() / keeping.name(self._life.playthrough, now)
        swings = None if self._odds.is_under_way else self._odds.swings

        def job() -> Path:
            return keeping.keep(self._life.playthrough, file, now, swings)

        self.desk.tell(tr("The page is being made; this takes some seconds."))
        self.desk.work.begin(job, self._kept, self._not_kept)

    def _kept(self, file: Path) -> None:
        self.desk.tell(tr("Kept as {file}", file=file))
        webbrowser.open(file.as_uri())

    def _not_kept(self, error: Exception) -> None:
        self.desk.tell(tr("The page could not be kept: {error}", error=error))

    @property
    def preferred(self) -> str | None:
        return "next" if "next" in self._foot_keys else "title"

    _foot_keys: tuple[str, ...] = ()

    # ---- the page

    def compose(self, look: Look) -> Sequence[Widget]:
        leaf, sheet = self._leaves()[self._at], layout.sheet(look)
        heading = Words(key="heading", runs=plain(leaf.title), use="heading", role="heading")
        head = sheet.heading.copy()
        head.width -= look.px(theme.PAGE_COUNT * look.growth)
        head.height = heading.height(look, head.width)
        body = sheet.body.copy()
        body.height -= look.px(theme.UNIT * 2)
        rule = Rule(key="rule").placed(pygame.Rect(body.x, body.bottom, body.width, look.px(theme.RULE)))
        count = self._counted(look, sheet.heading)
        lower = pygame.Rect(body.x, body.y + head.height - sheet.heading.height, body.width, 0)
        lower.height = body.bottom - lower.y
        sides = self._two_sided(look, lower, leaf)
        if sides is None:
            return [count, *self._one_sided(look, body, leaf), rule, *self._compose_foot(look, sheet.foot)]
        self._parts = 1
        foot = [*self._carry(look, sheet.foot, leaf), *self._compose_foot(look, sheet.foot)]
        return [heading.placed(head), count, *sides, rule, *foot]

    def _counted(self, look: Look, area: pygame.Rect) -> Widget:
        words = Words(
            key="count",
            runs=marked(tr("*Debrief {at} of {all}*", at=self._at + 1, all=len(self._leaves()))),
            use="note",
            align="right",
        )
        width = look.px(theme.PAGE_COUNT * look.growth)
        height = words.height(look, width)
        return words.placed(pygame.Rect(area.right - width, area.y + look.px(theme.UNIT * 3), width, height))

    def _two_sided(self, look: Look, body: pygame.Rect, leaf: Leaf) -> list[Widget] | None:
        """Both columns, or none where they do not fit."""
        areas = columns(look, body, leaf)
        if areas is None:
            return None
        if leaf.rows:
            sides = in_rows(look, body, leaf, areas)
        else:
            sides = [*stacked(look, areas[0], leaf.left), *stacked(look, areas[1], leaf.right)]
        floor = (
            body.bottom - look.px(theme.UNIT * 2) - (ended.height(self._shown.readings, look) if self._at == 0 else 0)
        )
        if layout.bottom(sides, body.y) > floor or self._carry_is_too_long(look, leaf):
            return None
        if leaf.is_sewn:
            apart = areas[1].x - areas[0].right
            seam = pygame.Rect(areas[0].right, body.y, apart, body.height - look.px(theme.UNIT * 4))
            sides.append(Seam(key="seam", kind="sewn").placed(seam))
        if self._at:
            return sides
        return [*sides, *ended.dials(self._life.story, self._shown.readings, look, body)]

    def _one_sided(self, look: Look, body: pygame.Rect, leaf: Leaf) -> list[Widget]:
        """Everything under one another, over as many pages as it takes."""
        rows: list[Widget] = []
        if not leaf.left[0].is_heading:
            rows.append(Words(key="heading", runs=plain(leaf.title), use="name", role="heading"))
        rows += (each for each in leaf.widgets if not isinstance(each, Stamps | Hundred))
        if self._at == 0:
            rows += (ended.in_words(self._life.story, readings) for readings in self._shown.readings)
        if leaf.carry:
            rows.append(_to_carry(leaf.carry))
        area = body.copy()
        area.height -= look.px(theme.UNIT * 2)
        pages = layout.paged(rows, look, area, lambda row: gap(look, row))
        self._parts = len(pages)
        self._part = min(self._part, self._parts - 1)
        return pages[self._part]

    def _compose_foot(self, look: Look, area: pygame.Rect) -> list[Widget]:
        is_last = self._at == len(self._leaves()) - 1 and self._part >= self._parts - 1
        width = look.px(theme.TURNER * look.growth)
        right = area.right
        foot: list[Widget] = []
        if is_last:
            buttons = [("title", tr("To the title"), self._title, 2), ("keep", tr("Keep as a page"), self._keep, 2)]
        else:
            buttons = [("next", tr("Next"), self._next, 1)]
        if self._at or self._part:
            buttons.append(("before", tr("Before"), self._previous, 1))
        for key, label, press, times in buttons:
            button = Button(key=key, label=label, use="action", align="right", on_press=press)
            foot.append(button.placed(pygame.Rect(right - width * times, area.y, width * times, area.height)))
            right -= width * times + look.px(theme.POINTER_REACH)
        self._foot_keys = tuple(each.key for each in foot)
        return foot

    def _carry_width(self, look: Look) -> int:
        taken = look.px(theme.TURNER * look.growth) * 2 + look.px(theme.POINTER_REACH) * 2
        return look.width - 2 * look.px(theme.MARGIN) - taken

    def _carry_is_too_long(self, look: Look, leaf: Leaf) -> bool:
        if not leaf.carry:
            return False
        words = _to_carry(leaf.carry)
        return words.height(look, self._carry_width(look)) > 2 * look.style("name").leading

    def _carry(self, look: Look, area: pygame.Rect, leaf: Leaf) -> list[Widget]:
        """The page's question, beside the way on."""
        if not leaf.carry:
            return []
        width = self._carry_width(look)
        words = _to_carry(leaf.carry)
        height = words.height(look, width)
        return [words.placed(pygame.Rect(area.x, area.centery - height // 2, width, height))]

    # ---- stamps

    def stamp(self, entry: Entry, look: Look, area: pygame.Rect, edge: Edge) -> Widget:
        """The picture of a scene, as small as a stamp."""
        story, state = self._life.story, setting.last_in(self._life.playthrough, entry.scene)
        ink: Ink = story.halves[entry.half].ink
        picture = drawings.stamp(story, state, ink, area.size, edge) if state else None
        still = self.desk.pictures.still(picture, look, area.topleft) if picture else None
        looks = " ".join(place.looks for place in setting.places(story, state)) if state else ""
        return Plate(key=f"stamp-{entry.scene}", still=still, looks=looks).placed(area)


@attrs.frozen(kw_only=True, eq=False)
class Stamps(Widget):
    """The pictures of an hour: of week one two that do not touch, where both halves lived it."""

    debrief: Debrief
    entries: tuple[Entry, ...]

    def height(self, look: Look, width: int) -> int:
        return look.px(theme.STAMP)

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        for plate in self._plates(look):
            plate.draw(canvas, look, is_focused=False)

    def _plates(self, look: Look) -> list[Widget]:
        scenes = list({each.scene: each for each in self.entries}.values())[:2]
        apart = look.px(theme.STAMPS_APART)
        count = len(scenes)
        width = (self.bounds.width - apart * (count - 1)) // count
        edges: list[Edge] = ["right", "left"] if count > 1 else ["none"]
        return [
            self.debrief.stamp(
                entry,
                look,
                pygame.Rect(self.bounds.x + (width + apart) * at, self.bounds.y, width, self.bounds.height),
                edge,
            )
            for at, (entry, edge) in enumerate(zip(scenes, edges, strict=True))
        ]


def _to_carry(question: str) -> Words:
    """A page's question."""
    said = ((tr("To carry: {question}", question="").strip(), ""), (question, ""))
    runs = plain(tr("To carry: {question}", question=question))
    return Words(key="carry", runs=runs, use="name", role="paragraph", spoken=said)


def _author(source: str) -> str:
    """Who wrote it and when, of a source in full."""
    named = re.match(r".*?\b\d{4}\b", source)
    return named.group() if named else source
