"""A scene: beats told one after another, then what the player may do, then what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import partial

import attrs
import pygame

from game.play import page as paging
from game.play.events import Moved
from game.story.model import Choice as StoryChoice
from game.window import layout, pictures, telling, theme
from game.window.keymap import Action
from game.window.layout import Spread
from game.window.life import Life
from game.window.motion import Movement, ease, movement, settle
from game.window.press.client import Picture
from game.window.screens.screen import Desk, Screen
from game.window.telling import Told
from game.window.theme import Ink, Look
from game.window.typesetting import plain
from game.window.widgets import dial
from game.window.widgets.button import Button
from game.window.widgets.choice import Choice
from game.window.widgets.dial import Dial
from game.window.widgets.onward import Onward
from game.window.widgets.plate import Plate
from game.window.widgets.rule import Rule
from game.window.widgets.seam import Seam
from game.window.widgets.speech import Speech, gap_before
from game.window.widgets.widget import Widget
from game.window.widgets.words import Words

ON = "on"


class Phase(Enum):
    """What the page is waiting for."""

    CARD = "the day's card to be put down"
    TELLING = "a beat to be read"
    CHOOSING = "a choice"
    AFTER = "what came of it to be read"


@attrs.frozen
class Aftermath:
    """A choice that was made, and what came of it, until the player reads on."""

    number: int
    choice: StoryChoice
    told: tuple[Told, ...]
    moves: tuple[Moved, ...]
    leaf: telling.Leaf
    """The page it was made on."""


class Scene(Screen):
    """The page of the life's present scene."""

    name = "Scene"

    def __init__(self, desk: Desk, life: Life, *, is_read: bool = False) -> None:
        """`is_read` when the page is come back to, and so stands fully told."""
        super().__init__(desk)
        self.life = life
        self._aftermath: Aftermath | None = None
        self._sweep: Movement | None = None
        self._landing: Movement | None = None
        self._turn_to(is_read=is_read)

    # ---- where the page stands

    def _turn_to(self, *, is_read: bool, chosen: str | None = None) -> None:
        """Take up the life's present page."""
        self._playthrough = self.life.playthrough
        self._leaf = telling.leaf(self._playthrough)
        self._aftermath = None
        self._first = 0
        """The first of the choices shown, where they do not all fit."""
        self._told = 1
        self._began_ms = self.desk.now_ms
        self._chosen_at_ms = 0
        self._sweep = self._landing = None
        self.ink: Ink = self.life.half.ink
        self.focus.key = f"choice-{chosen}" if chosen else None
        if is_read:
            self._told = len(self._leaf.told)
            self._began_ms = -(10**6)
            self._settle()
        else:
            self._phase = Phase.CARD if self._leaf.card else Phase.TELLING
            if self._phase is Phase.TELLING:
                self._land()
        self._ask_for_pictures()

    def _land(self) -> None:
        if self._leaf.is_landing:
            is_reduced = self.desk.settings.is_reduced
            usual, reduced = theme.LANDING_MS, theme.LANDING_REDUCED_MS
            self._landing = movement(self.desk.now_ms, usual, is_reduced=is_reduced, reduced_ms=reduced)

    def _settle(self) -> None:
        """After the last beat: the choices, or the wait to read on where nothing is asked."""
        self._phase = Phase.CHOOSING
        self._settled_ms = self.desk.now_ms
        self._guard_until = self.desk.now_ms + theme.GUARD_MS

    @property
    def _items(self) -> tuple[Told, ...]:
        """What is being told now: the scene, or what came of a choice in it."""
        return self._aftermath.told if self._aftermath else self._leaf.told

    @property
    def _choices(self) -> tuple[StoryChoice, ...]:
        return tuple(each for each in self._playthrough.offered if not each.going_on)

    @property
    def _going_on(self) -> StoryChoice | None:
        return next((each for each in self._playthrough.offered if each.going_on), None)

    def _shown(self) -> int | None:
        """How many characters of the newest beat are told; none for all."""
        cps = self.desk.settings.reveal_cps
        if not cps or self._phase not in (Phase.TELLING, Phase.AFTER) or not self._items:
            return None
        shown = (self.desk.now_ms - self._began_ms) * cps // 1000
        length = sum(len(text) for text, _ in self._items[self._told - 1].runs)
        return None if shown > length + 1 else shown

    # ---- what the player does

    def act(self, action: Action) -> bool:
        doing = {
            Action.PRESS: self._advance,
            Action.ONWARD: self._advance,
            Action.BACK: self._go_back,
            Action.FORWARD: self._go_forward,
            Action.MENU: self._open_pause,
            Action.HISTORY: self._open_history,
            Action.QUICK_SAVE: self._quick_save,
            Action.QUICK_LOAD: self._quick_load,
        }.get(action)
        return doing() if doing else False

    def allows(self, action: Action, *, aimed_ms: int | None = None) -> bool:
        """A key or a click that was meant to read on does not choose: choices take it once it has been let be for a
        moment, or the mouse has been moved to one.
        """
        if action is not Action.PRESS or self._phase is not Phase.CHOOSING:
            return True
        if aimed_ms is not None and aimed_ms >= self._settled_ms:
            return True
        is_free = self.desk.now_ms >= self._guard_until
        self._guard_until = self.desk.now_ms + theme.GUARD_MS
        return is_free

    def click(self) -> bool:
        return self._advance()

    def number(self, number: int) -> bool:
        if self._phase is not Phase.CHOOSING or not 1 <= number <= len(self._choices):
            return False
        self._choose(self._choices[number - 1])
        return True

    def _advance(self) -> bool:
        """Complete the beat that is being told, or go on to what follows it."""
        if self._phase is Phase.CHOOSING:
            return self._read_on()
        if self._phase is Phase.CARD:
            self.desk.pass_by("fade")
            self._phase = Phase.TELLING
            self._begin_beat()
            self._land()
        elif self._shown() is not None:
            self._began_ms = -(10**6)
        elif self._told < len(self._items):
            self._told += 1
            self._begin_beat()
        elif self._phase is Phase.AFTER:
            self._move_on()
        else:
            self._settle()
            self._read_on()
        return True

    def _begin_beat(self) -> None:
        self._began_ms = self.desk.now_ms

    def _read_on(self) -> bool:
        """Where nothing is asked, go on; at an ending, to what it shows."""
        if self._choices:
            return False
        if self._playthrough.is_over:
            self._open_debrief()
        elif self._going_on:
            self.life.choose(self._going_on)
            self._move_on()
        return True

    def _choose(self, choice: StoryChoice) -> None:
        if self._phase is not Phase.CHOOSING:
            return
        number, page = self._choices.index(choice) + 1, self._leaf
        events = self.life.choose(choice)
        after = telling.after_choosing(self.life.story, events)
        moves = telling.own_moves(choice, events)
        if not after and not moves:
            self._move_on()
            return
        self._aftermath = Aftermath(number, choice, after, moves, page)
        self._phase = Phase.AFTER
        self._told = min(1, len(after))
        self._begin_beat()
        length = theme.SWEEP_MS if moves else 0
        self._sweep = movement(self.desk.now_ms, length, is_reduced=self.desk.settings.is_reduced)

    def _move_on(self) -> None:
        """To the page the life has come to."""
        before = self.life.story.halves[self._playthrough.state.half].ink
        turned = telling.leaf(self.life.playthrough).is_turned and self.life.half.ink != before
        self.desk.pass_by("turn" if turned else "picture")
        self._turn_to(is_read=False)

    def _go_back(self) -> bool:
        if self._aftermath is None and self._phase in (Phase.TELLING, Phase.CHOOSING) and self._told > 1:
            self._told -= 1
            self._phase = Phase.TELLING
            self._began_ms = -(10**6)
            return True
        chosen = self.life.playthrough.choices[-1] if self.life.playthrough.can_go_back else None
        if not self.life.back():
            return False
        while self._only_goes_on() and self.life.back():
            pass
        self.desk.pass_by("fade")
        self._turn_to(is_read=True, chosen=chosen)
        return True

    def _only_goes_on(self) -> bool:
        """Whether nothing is asked where the life stands, so that going back goes further."""
        offered = self.life.playthrough.offered
        return bool(offered) and all(each.going_on for each in offered)

    def _go_forward(self) -> bool:
        if self._phase is not Phase.CHOOSING:
            return self._advance()
        if not self.life.forward():
            return False
        self.desk.pass_by("fade")
        self._turn_to(is_read=False)
        return True

    # ---- other screens

    def _open_pause(self) -> bool:
        from game.window.screens.pause import Pause

        self.desk.open(Pause(self.desk, self), "fade")
        return True

    def _open_history(self) -> bool:
        from game.window.screens.history import History

        self.desk.open(History(self.desk, self), "fade")
        return True

    def _open_debrief(self) -> None:
        from game.window.screens.debrief import Debrief

        self.desk.open(Debrief(self.desk, self.life), "fade")

    def _quick_save(self) -> bool:
        self.desk.shelf.quick_save(self.life)
        return True

    def _quick_load(self) -> bool:
        return bool(self.desk.shelf.quick_load())

    def come_back_to(self, step: int) -> None:
        """Go to an earlier page, from the history."""
        self.life.to(step)
        self.desk.pass_by("fade")
        self._turn_to(is_read=True)

    # ---- time

    def tick(self, now_ms: int) -> bool:
        if self._landing is not None:
            self._landing = None if self._landing.is_over(now_ms) else self._landing
            return True
        if self._sweep is not None:
            self._sweep = None if self._sweep.is_over(now_ms) else self._sweep
            return True
        is_due = self._is_revealing() and self._revealed() != self._last_revealed
        if self._phase is Phase.TELLING and self._shown() is None and self._told == len(self._items):
            if not self._crowds:
                self._settle()
                return True
            return is_due
        return is_due or self._was_revealing != self._is_revealing()

    def is_moving(self, now_ms: int) -> bool:
        return self._sweep is not None or self._landing is not None

    _crowds = False
    """Whether showing the choices would push away what is being read."""
    _last_revealed: int | None = None
    _was_revealing = False
    _guard_until = 0
    _settled_ms = 0

    def _is_revealing(self) -> bool:
        return self._shown() is not None

    def _revealed(self) -> int | None:
        return self._shown()

    # ---- the page

    @property
    def preferred(self) -> str | None:
        return ON if self._phase is not Phase.CHOOSING else None

    def compose(self, look: Look) -> Sequence[Widget]:
        self._last_revealed, self._was_revealing = self._shown(), self._is_revealing()
        if self._phase is Phase.CARD and self._leaf.card:
            return self._compose_card(look, self._leaf.card)
        scene = self.life.story.scenes[self._playthrough.state.scene]
        places = [self.life.story.places[name] for name in scene.places]
        is_wide = any(place.wide for place in places)
        is_over = self._playthrough.is_over
        whole = layout.spread(look, self.ink, is_wide=is_wide, has_foot=not is_over)
        spread = self._raised(look, whole) if is_wide else self._folded(look, whole)
        widgets: list[Widget] = list(self._compose_picture(look, whole, spread))
        if not is_wide:
            widgets += self._compose_header(look, spread)
        widgets += self._compose_text(look, spread)
        if not is_wide and not is_over:
            widgets += self._compose_foot(look, spread.foot)
        return widgets

    def _folded(self, look: Look, spread: Spread) -> Spread:
        """A page whose instruments are told in words gives their room to its text."""
        if not spread.foot.height or self._row(look, spread.foot) is not None:
            return spread
        saved = max(0, spread.foot.height - look.style("label").leading)
        text, foot = spread.text.copy(), spread.foot.copy()
        text.height += saved
        foot.y, foot.height = foot.y + saved, foot.height - saved
        return attrs.evolve(spread, text=text, foot=foot)

    def _row(self, look: Look, area: pygame.Rect) -> list[Dial] | None:
        """The instruments as dials, where there is room for them."""
        return dial.row(self._dials(), look, area) if look.growth < theme.WORDS_FROM else None

    def _raised(self, look: Look, spread: Spread) -> Spread:
        """A page under a wide picture that needs more room: it moves up, and the picture's head leaves the page."""
        if spread.picture is None:
            return spread
        beats, ends = self._compose_beats(look), self._compose_ends(look, spread.text.width)
        last = beats[-1].height(look, spread.text.width) if beats else 0
        lacking = last + self._ends_height(look, spread.text.width, ends) - spread.text.height
        step = max(0, min(lacking, round(spread.picture.height * theme.WIDE_GIVES)))
        picture = pygame.Rect(0, 0, spread.picture.width, spread.picture.height - step)
        text = pygame.Rect(spread.text.x, spread.text.y - step, spread.text.width, spread.text.height + step)
        return attrs.evolve(spread, picture=picture, text=text)

    def _compose_card(self, look: Look, card: telling.Card) -> list[Widget]:
        spread = layout.spread(look, self.ink, is_wide=False, has_foot=False)
        area = pygame.Rect(0, 0, min(spread.text.width, look.width - 2 * look.px(theme.MARGIN)), look.height)
        words: list[Widget] = [
            Words(key="header", runs=plain(card.header), use="header", role="text"),
            Words(key="day", runs=plain(card.title), use="day", role="heading"),
        ]
        if card.question:
            words.append(Words(key="question", runs=((card.question, False),), use="question"))
        words += (Speech(key=f"recap-{at}", runs=each.runs, speaker=each.speaker) for at, each in enumerate(card.recap))
        gap = look.px(theme.UNIT * 3)
        height = sum(word.height(look, area.width) + gap for word in words)
        area.topleft = ((look.width - area.width) // 2, max(look.px(theme.TOP), (look.height - height) * 2 // 5))
        placed = layout.stack(words, look, area, gap=gap)
        under = pygame.Rect(area.x, layout.bottom(placed, area.y) + gap * 2, look.px(160), look.px(theme.TARGET))
        on = Button(key=ON, label="Go on", use="action", on_press=self._press_on).placed(under)
        return [*placed, on]

    def _press_on(self) -> None:
        self._advance()

    def _compose_header(self, look: Look, spread: Spread) -> list[Widget]:
        state, story = self._playthrough.state, self.life.story
        area = spread.header.copy()
        area.height -= look.px(theme.RULE)
        header = Words(key="header", runs=plain(paging.heading(story, state)), use="header", role="heading").placed(
            area
        )
        rule = Rule(key="rule").placed(pygame.Rect(area.x, spread.header.bottom, area.width, look.px(theme.RULE)))
        widgets: list[Widget] = [header, rule]
        if time := story.scenes[state.scene].time:
            widgets.insert(1, Words(key="time", runs=plain(time), use="time", align="right").placed(area))
        if self.desk.notice:
            notice = Words(key="notice", runs=plain(self.desk.notice), use="menu-note", role="status", align="centre")
            widgets.append(notice.placed(area))
        return widgets

    def _compose_picture(self, look: Look, whole: Spread, spread: Spread) -> list[Widget]:
        if spread.picture is None:
            return []
        scene = self.life.story.scenes[self._playthrough.state.scene]
        looks = " ".join(self.life.story.places[name].looks for name in scene.places)
        people = [self.life.story.cast[person].looks for person, _ in scene.people if person in self.life.story.cast]
        still, is_blank = self._still(look, whole), self._picture(look, whole) is None
        plate = Plate(key="picture", still=still, looks=" ".join([looks, *people]), is_blank=is_blank).placed(
            spread.picture
        )
        widgets: list[Widget] = [plate]
        if spread.seam is not None:
            widgets.append(Seam(key="seam", kind="sewn").placed(spread.seam))
        elif is_blank and spread.edge in ("left", "right"):
            edge = spread.picture.right if spread.edge == "right" else spread.picture.left
            widgets.append(Seam(key="seam", kind="perforated").placed(pygame.Rect(edge, 0, 1, look.height)))
        return widgets

    def _still(self, look: Look, spread: Spread) -> pygame.Surface | None:
        picture = self._picture(look, spread)
        if picture is None or spread.picture is None:
            return None
        if self._landing is None:
            return self.desk.pictures.still(picture, look, spread.picture.topleft)
        part = self._landing.part(self.desk.now_ms)
        away = 0 if self.desk.settings.is_reduced else look.px(theme.LANDING_FROM) * (1 - settle(part))
        first = 0 if self.desk.settings.is_reduced else theme.LANDING_STRENGTH
        outer = first + (1 - first) * ease(part)
        return self.desk.pictures.landing(picture, look, spread.picture.topleft, across=round(away), outer=outer)

    def _picture(self, look: Look, spread: Spread) -> Picture | None:
        story, state = self.life.story, self._playthrough.state
        return pictures.of_scene(story, story.scenes[state.scene], self.ink, spread)

    def _compose_text(self, look: Look, spread: Spread) -> list[Widget]:
        beats = self._compose_beats(look)
        ends = self._compose_ends(look, spread.text.width)
        self._crowds = False
        if self._phase is Phase.TELLING and self._told == len(self._items):
            self._crowds = self._would_crowd(look, spread.text, beats)
        return self._fitted(look, spread.text, beats, ends)

    def _compose_beats(self, look: Look) -> list[Widget]:
        """Everything told so far, as widgets without a place."""
        newest = self._told - 1
        shown = self._shown()
        items = self._leaf.told if self._aftermath is None else self._aftermath.leaf.told
        count = self._told if self._aftermath is None else len(items)
        beats: list[Widget] = [
            self._beat(f"beat-{at}", told, shown if at == newest and self._aftermath is None else None)
            for at, told in enumerate(items[:count])
        ]
        if self._aftermath is None:
            return beats
        runs = telling.wording(self._playthrough, self._aftermath.choice)
        beats.append(Choice(key="chosen", number=self._aftermath.number, runs=runs, is_chosen=True))
        for at, told in enumerate(self._aftermath.told[: self._told]):
            beats.append(self._beat(f"after-{at}", told, shown if at == newest else None))
        if shown is None and self._told == len(self._aftermath.told) and self._aftermath.moves:
            moved = telling.in_words(self._aftermath.moves)
            beats.append(Words(key="moved", runs=moved, use="hint", role="status", is_live=True))
        return beats

    @staticmethod
    def _beat(key: str, told: Told, shown: int | None) -> Speech:
        return Speech(key=key, runs=told.runs, speaker=told.speaker, use=told.use, shown=shown, is_live=True)

    def _compose_ends(self, look: Look, width: int) -> list[Widget]:
        """What stands under the beats: choices, or a way on."""
        if self._phase is Phase.CHOOSING and self._choices:
            return self._compose_choices()
        if self._phase is Phase.CHOOSING and self._playthrough.is_over:
            return [Button(key=ON, label="What it shows", use="action", on_press=self._press_on)]
        return []

    def _compose_choices(self) -> list[Widget]:
        return [
            Choice(
                key=f"choice-{choice.id}",
                number=number,
                runs=telling.wording(self._playthrough, choice),
                hint=telling.hint(self._playthrough, choice),
                on_press=partial(self._choose, choice),
            )
            for number, choice in enumerate(self._choices, 1)
        ]

    def _would_crowd(self, look: Look, area: pygame.Rect, beats: list[Widget]) -> bool:
        """Whether choices under the beats would push one of them away that is in view now."""
        if not self._choices:
            return False
        now = self._room_for(look, area, beats, 0)
        then = self._room_for(look, area, beats, self._ends_height(look, area.width, self._compose_choices()))
        return then < now

    def _ends_height(self, look: Look, width: int, ends: list[Widget]) -> int:
        if not ends:
            return 0
        gap = look.px(theme.CHOICE_GAP)
        heights = sum(end.height(look, width) for end in ends)
        return look.px(theme.CHOICES_GAP) + heights + gap * (len(ends) - 1)

    @staticmethod
    def _gap(look: Look, widget: Widget) -> int:
        if isinstance(widget, Speech):
            return gap_before(widget, look)
        return look.px(theme.BEAT_GAP * look.growth)

    def _room_for(self, look: Look, area: pygame.Rect, beats: list[Widget], taken: int) -> int:
        """How many of the last beats fit above what takes that much."""
        room, count = area.height - taken, 0
        for beat in reversed(beats):
            room -= beat.height(look, area.width) + (self._gap(look, beat) if count else 0)
            if room < 0:
                break
            count += 1
        return count

    def _fitted(self, look: Look, area: pygame.Rect, beats: list[Widget], ends: list[Widget]) -> list[Widget]:
        """Beats and choices in the column; the earliest beats leave upwards, and at last the choices page."""
        ends = self._paged(look, area, ends)
        height = self._ends_height(look, area.width, ends)
        count = self._room_for(look, area, beats, height)
        if not ends:
            count = max(1, count)
        kept = beats[len(beats) - count :] if count else []
        placed = layout.stack(kept, look, area, gap=lambda beat: self._gap(look, beat))
        y = layout.bottom(placed, area.y)
        if ends:
            start = y + look.px(theme.CHOICES_GAP) if placed else area.y
            below = pygame.Rect(area.x, start, area.width, area.bottom - start)
            return [*placed, *layout.stack(ends, look, below, gap=look.px(theme.CHOICE_GAP))]
        return [*placed, self._onward(look, area, placed)]

    def _paged(self, look: Look, area: pygame.Rect, ends: list[Widget]) -> list[Widget]:
        """The choices that fit by themselves, and a line that says how many more there are."""
        if self._ends_height(look, area.width, ends) <= area.height or len(ends) == 1:
            self._first = 0
            return ends
        shown = ends[self._first :]
        while len(shown) > 1 and self._ends_height(look, area.width, [*shown, self._more(1)]) > area.height:
            shown = shown[:-1]
        return [*shown, self._more((self._first + len(shown)) % len(ends), len(ends) - len(shown))]

    def _more(self, first: int, count: int = 1) -> Widget:
        def turn() -> None:
            self._first = first
            self.focus.key = None

        return Button(key="more", label=f"{count} more", use="header", on_press=turn)

    def _onward(self, look: Look, area: pygame.Rect, placed: list[Widget]) -> Widget:
        """The mark after the last word."""
        last = placed[-1] if placed else None
        x, y, height = area.x, area.y, look.px(theme.TARGET)
        if isinstance(last, Speech):
            block = last.block(look, area.width)
            line = block.lines[-1]
            x = area.x + line.x + line.width + look.px(theme.UNIT * 2)
            y = last.bounds.bottom - block.style.leading + (block.style.leading - height) // 2
        elif isinstance(last, Words):
            block = last.block(look, area.width)
            x = area.x + block.lines[-1].width + look.px(theme.UNIT * 2)
            y = last.bounds.bottom - block.style.leading + (block.style.leading - height) // 2
        bounds = pygame.Rect(min(x, area.right - look.px(theme.POINTER[0])), y, look.px(theme.TARGET), height)
        return Onward(key=ON, is_drawn=self._shown() is None, on_press=self._press_on).placed(bounds)

    def _compose_foot(self, look: Look, area: pygame.Rect) -> Sequence[Widget]:
        placed = self._row(look, area)
        if placed is not None:
            return placed
        line = " · ".join(f"{each.name} {each.value}" for each in self._dials())
        words = Words(key="meters", runs=plain(line), use="label", role="status")
        top = area.bottom - words.height(look, area.width)
        return [words.placed(pygame.Rect(area.x, top, area.width, area.bottom - top))]

    def _dials(self) -> list[Dial]:
        """The instruments as the half that is awake on this page reads them."""
        story = self.life.story
        after = {move.meter: move for move in self._aftermath.moves} if self._aftermath else {}
        return [self._dial(gauge, after.get(gauge.meter)) for gauge in paging.gauges(story, self._playthrough.state)]

    def _dial(self, gauge: paging.Gauge, move: Moved | None) -> Dial:
        meter = self.life.story.meters[gauge.meter]
        was = self._leaf.before.get(gauge.meter) if self._aftermath is None else None
        value, hand = gauge.value, None
        if move is not None:
            was, value = move.before, move.after
            if self._sweep is not None:
                part = settle(self._sweep.part(self.desk.now_ms))
                hand = move.before + (move.after - move.before) * part
        return Dial(
            key=f"meter-{meter.id}",
            name=meter.id,
            value=value,
            word=meter.word(value),
            low=meter.low,
            high=meter.high,
            case=meter.dial,
            was=was,
            hand=hand,
        )

    # ---- pictures

    def arrive(self) -> None:
        self._ask_for_pictures()

    def _ask_for_pictures(self) -> None:
        """Have this scene's picture pressed, and the next scenes' ahead of them."""
        if not hasattr(self.desk, "pictures"):
            return
        story, state = self.life.story, self._playthrough.state
        here = self._picture_of(state.scene, self.ink)
        if here is not None:
            self.desk.pictures.want(here)
        for scene in self._next_scenes():
            ahead = self._picture_of(scene, story.halves[story.scenes[scene].half].ink)
            if ahead is not None:
                self.desk.pictures.want(ahead, ahead=True)

    def _picture_of(self, scene: str, ink: Ink) -> Picture | None:
        story = self.life.story
        places = [story.places[name] for name in story.scenes[scene].places]
        is_wide = any(place.wide for place in places)
        spread = layout.spread(self.desk.look, ink, is_wide=is_wide)
        return pictures.of_scene(story, story.scenes[scene], ink, spread)

    def _next_scenes(self) -> list[str]:
        """The scenes that the choices on offer may lead to."""
        routes = [route.to for choice in self._playthrough.offered for route in choice.goto]
        return [scene for scene in dict.fromkeys(routes) if scene in self.life.story.scenes]
