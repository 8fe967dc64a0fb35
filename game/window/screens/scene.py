"""A scene: beats told one after another, then what the player may do, then what came of it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from enum import Enum

import attrs

from game import going_back, language
from game.language import titled, tr
from game.play import page
from game.play.history import Playthrough
from game.story.model import Choice as StoryChoice
from game.story.tongues import are_alike
from game.window import foresight, telling, theme
from game.window.keymap import Action
from game.window.life import Life
from game.window.screens import card_page, scene_page
from game.window.screens.moment import MENU, ON, Aftermath, Moment
from game.window.screens.paced import Paced
from game.window.screens.scene_page import Page
from game.window.screens.screen import Desk
from game.window.sound.heard import Heard
from game.window.stage import Stage
from game.window.stirring import Kind
from game.window.telling import Told
from game.window.theme import Ink, Look
from game.window.widgets import marks
from game.window.widgets.widget import Widget

READ_MS = -(10**6)
"""When a beat began that stands told whole: long ago."""


class Phase(Enum):
    """What the page is waiting for."""

    CARD = "the day's card to be put down"
    TELLING = "a beat to be read"
    CHOOSING = "a choice"
    AFTER = "what came of it to be read"


class Scene(Paced):
    """The page of the life's present scene."""

    name = titled("Scene")
    is_scene = True
    keeps_arrows = False

    def __init__(self, desk: Desk, life: Life, *, is_read: bool = False) -> None:
        """`is_read` when the page is come back to, and so stands fully told."""
        super().__init__(desk)
        self.life = life
        self._aftermath: Aftermath | None = None
        self._ahead: Iterator[None] | None = None
        """What there is to make ready for the next pages."""
        self._turn_to(is_read=is_read)
        if not is_read:
            self._tell_after(is_anew=False)

    # ---- where the page stands

    def _turn_to(self, *, is_read: bool, chosen: str | None = None) -> None:
        """Take up the life's present page."""
        self._playthrough = self.life.playthrough
        self._leaf = telling.leaf(self._playthrough)
        self._aftermath = None
        self._first = 0
        """The first of the choices shown, where they do not all fit."""
        self._told = min(1, len(self._leaf.told))
        self._stretch = 0
        """How far into a beat that is taller than the page."""
        self._page = Page(())
        self._last_shown: int | None = None
        self._guard_until = self._settled_ms = 0
        self._began_ms = self._turned_ms = self.desk.now_ms
        self._counted_ms = self.desk.now_ms
        self._stage = Stage(self.desk)
        self.ink: Ink = self.life.half.ink
        self.focus.key = f"choice-{chosen}" if chosen else None
        if is_read:
            self._told = len(self._leaf.told)
            self._began_ms = READ_MS
            self._settle()
        else:
            self._phase = Phase.CARD if self._leaf.card else Phase.TELLING
            self._stir()
        self._ask_for_pictures()
        self.desk.shelf.say_if_untold(self._playthrough.state.chapter)
        if self._playthrough.is_over:
            self.desk.shelf.hindsight.ask(self._playthrough)  # there is a last scene to read before anybody asks

    @property
    def told_in(self) -> str:
        told = self.life.story.told_in(self._playthrough.state.chapter)
        return "" if are_alike(told, language.now().code) else told

    def retell(self) -> None:
        story = self.desk.shelf.story
        if story is None:
            return
        self.life.retell(story)
        life, after = self.life.playthrough, self._aftermath
        self._playthrough = life.back() if after else life
        self._leaf = telling.leaf(self._playthrough)
        if after:
            told = telling.after_choosing(story, life.latest)
            self._aftermath = attrs.evolve(after, choice=story.choices[after.choice.id], told=told)

    def _stir(self) -> None:
        """Let move what moves by itself where this page is come to."""
        lengths: dict[Kind, int] = {}
        if self._phase is Phase.CARD and self._leaf.card:
            lengths["setting"] = card_page.setting_ms(self._leaf.card)
        elif self._playthrough.is_over:
            lengths["printing"] = theme.PRINT_MS
        elif self._leaf.is_landing:
            lengths["landing"] = theme.LANDING_MS
        elif self.ink == "both":
            lengths["wandering"] = theme.WANDER_MS
        if self._phase is not Phase.CARD and self._leaf.is_sewn and not self._playthrough.is_over:
            lengths["sewing"] = theme.STITCH_MS * marks.count_stitches(self.desk.look, self.desk.look.height)
        self._stage.stir(lengths)

    def _settle(self) -> None:
        """After the last beat: the choices, or the wait to read on where nothing is asked."""
        self._mark_read()
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
        """How many characters of the newest beat are told, by whole words; none for all."""
        cps = self.desk.settings.reveal_cps
        if not cps or self._phase not in (Phase.TELLING, Phase.AFTER) or not self._items:
            return None
        shown = (self.desk.now_ms - self._began_ms) * cps // 1000
        words = "".join(text for text, _ in self._items[self._told - 1].runs)
        return None if shown > len(words) else words.rfind(" ", 0, shown) + 1

    def heard(self) -> Heard | None:
        if self._phase is Phase.CARD:
            return None
        story, state = self.life.story, self._playthrough.state
        scene, items = story.scenes[state.scene], self._items[: self._told]
        shown, newest = self._shown(), "".join(text for text, _ in items[-1].runs) if items else ""
        return Heard(
            "ending" if self._playthrough.is_over else story.halves[state.half].ink,
            scene.id,
            tuple((place, story.places[place].sound) for place in scene.places),
            {gauge.meter: gauge.value for gauge in page.gauges(story, state)},
            newest if shown is None else newest[:shown],
        )

    # ---- what the player does

    def act(self, action: Action) -> bool:
        doing = {
            Action.PRESS: self.advance,
            Action.ONWARD: self.advance,
            Action.BACK: self._go_back,
            Action.FORWARD: self._go_forward,
            Action.MENU: self._open_pause,
            Action.HISTORY: self._open_history,
            Action.JOURNAL: self._open_journal,
            Action.AUTO: self.read_by_itself,
            Action.SKIP: self.skip_what_was_read,
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
        return self.advance()

    def number(self, number: int) -> bool:
        if self._phase is not Phase.CHOOSING or not 1 <= number <= len(self._choices):
            return False
        choice = self._choices[number - 1]
        if not any(widget.key == f"choice-{choice.id}" for widget in self._page.widgets):
            return False
        self._choose(choice)
        return True

    @property
    def is_reading(self) -> bool:
        if self._phase is Phase.CHOOSING:
            return not self._choices and not self._playthrough.is_over
        return self._phase is not Phase.CARD and self.focus.key == ON

    @property
    def is_revealing(self) -> bool:
        return self._shown() is not None

    def advance(self) -> bool:
        """Complete the beat that is being told, or go on to what follows it."""
        if self._phase is Phase.CHOOSING:
            return self._read_on()
        if self._phase is Phase.CARD and self._stretch >= self._page.stretches - 1:
            self.desk.pass_by("fade")
            self._mark_read()
            self._phase = Phase.TELLING
            self._turned_ms = self.desk.now_ms
            self.begin_beat()
            self._stir()
        elif self._shown() is not None:
            self._began_ms = READ_MS
        elif self._stretch < self._page.stretches - 1:
            self._stretch += 1
            self._counted_ms = self.desk.now_ms
        elif self._told < len(self._items):
            self._mark_read()
            self._told += 1
            self.begin_beat()
        elif self._phase is Phase.AFTER:
            self._mark_read()
            self._move_on()
        else:
            self._settle()
            self._read_on()
        return True

    def _skip_day(self) -> None:
        """Leave the day unlived, from its card."""
        if self._phase is Phase.CARD and self._playthrough.can_skip:
            self.life.skip()
            self._move_on()

    def begin_beat(self) -> None:
        self._stretch = 0
        self._began_ms = self._counted_ms = self.desk.now_ms

    def _read_on(self) -> bool:
        """Where nothing is asked, go on."""
        if self._choices or self._playthrough.is_over or not self._going_on:
            return False
        self.life.choose(self._going_on)
        self._move_on()
        return True

    def _choose(self, choice: StoryChoice) -> None:
        if self._phase is not Phase.CHOOSING:
            return
        self.life.choose(choice)
        self.desk.sound.effect("choose")
        if not self._tell_after(is_anew=True):
            self._move_on()

    def _tell_after(self, *, is_anew: bool, is_read: bool = False) -> bool:
        """Tell what came of the choice that led here, on the page it was made on; whether anything did. `is_anew` when
        it was made just now, and so the hands have still to move; `is_read` when it is come back to.
        """
        life, story = self.life.playthrough, self.life.story
        choice = _last_choice(life)
        if choice is None:
            return False
        after = telling.after_choosing(story, life.latest)
        moves = telling.own_moves(choice, life.latest) if self.desk.settings.has_effects else ()
        if not after and not (moves and is_anew):
            return False
        self._playthrough = life.back()
        self._leaf = telling.leaf(self._playthrough)
        self.ink = story.halves[self._playthrough.state.half].ink
        if not is_anew:
            self._stage.rest()
        self._aftermath = Aftermath(self._choices.index(choice) + 1, choice, after, moves)
        self._phase = Phase.AFTER
        self._told = len(after) if is_read else min(1, len(after))
        self.begin_beat()
        if is_read:
            self._began_ms = READ_MS
        self._stage.sweep(theme.SWEEP_MS if moves and is_anew else 0)
        return True

    def _move_on(self) -> None:
        """To the page the life has come to."""
        before = self.life.story.halves[self._playthrough.state.half].ink
        self.desk.sound.effect("page")
        leaf = telling.leaf(self.life.playthrough)
        turned = leaf.is_turned and self.life.half.ink != before
        torn = leaf.card is not None and before != "both"
        self.desk.pass_by("tear" if torn else "turn" if turned else "picture")
        self._turn_to(is_read=False)
        self.desk.shelf.keep_seen()

    def _go_back(self) -> bool:
        if self._phase is Phase.CARD and self._stretch:
            self._stretch -= 1
            return True
        if self._phase is not Phase.CARD and self._told > 1:
            self._told -= 1
            self._stretch = 0
            self._phase = Phase.AFTER if self._aftermath else Phase.TELLING
            self._began_ms = READ_MS
            return True
        if self._aftermath is None and self._tell_after(is_anew=False, is_read=True):
            self.desk.pass_by("fade")
            return True
        chosen = self.life.playthrough.choices[-1] if self.life.playthrough.can_go_back else None
        if not self._may_go_back():
            return self._say_why_not()
        self.life.back()
        while self._only_goes_on() and self._may_go_back():
            self.life.back()
        self.desk.pass_by("fade")
        self._turn_to(is_read=True, chosen=chosen)
        return True

    def _may_go_back(self) -> bool:
        """Whether there is a way back on the last choice, and the player wishes there to be one."""
        life = self.life.playthrough
        return len(life.steps) > going_back.least(life, self.desk.settings.going_back)

    def _say_why_not(self) -> bool:
        """Say why there is no way back, where there would be one but for the player's wish."""
        if not self.life.playthrough.can_go_back:
            return False
        self.desk.tell(tr(going_back.WHY_NOT[self.desk.settings.going_back]))
        return True

    def _only_goes_on(self) -> bool:
        """Whether nothing is asked where the life stands, so that going back goes further."""
        offered = self.life.playthrough.offered
        return bool(offered) and all(each.going_on for each in offered)

    def _go_forward(self) -> bool:
        if self._phase is not Phase.CHOOSING:
            return self.advance()
        if not self.life.forward():
            return False
        self.desk.pass_by("fade")
        self._turn_to(is_read=False)
        self._tell_after(is_anew=False)
        return True

    # ---- at whose pace

    @property
    def is_at_choices(self) -> bool:
        return self._phase is Phase.CHOOSING and bool(self._choices)

    @property
    def is_at_end(self) -> bool:
        return self._phase is Phase.CHOOSING and self._playthrough.is_over

    @property
    def newest(self) -> str:
        card = self._leaf.card
        if self._phase is Phase.CARD and card is not None:
            recap = "".join(text for told in card.recap for text, _ in told.runs)
            return f"{card.title} {card.header} {card.question} {recap}"
        return "".join(text for text, _ in self._items[self._told - 1].runs) if self._told else ""

    @property
    def whose(self) -> str:
        return self._playthrough.state.player.name

    def pass_over(self) -> bool:
        if self._phase in (Phase.TELLING, Phase.AFTER) and self._told < len(self._items):
            self._told += 1
            self._stretch, self._began_ms = 0, READ_MS
            return True
        if self._phase is Phase.TELLING:
            self._settle()
            return True
        return False

    # ---- other screens

    def _open_pause(self) -> bool:
        self._rest()
        from game.window.screens.pause import Pause

        self.desk.open(Pause(self.desk, self), "fade")
        return True

    def _open_history(self) -> bool:
        from game.window.screens.history import History

        self.desk.open(History(self.desk, self), "fade")
        return True

    def _open_journal(self) -> bool:
        from game.window.screens.journal import Journal

        self.desk.open(Journal(self.desk, self), "fade")
        return True

    def _open_debrief(self) -> None:
        from game.window.screens.debrief import Debrief

        self.desk.open(Debrief(self.desk, self.life), "fade")

    def _quick_save(self) -> bool:
        self.desk.shelf.quick_save(self.life)
        return True

    def _quick_load(self) -> bool:
        return bool(self.desk.shelf.quick_load())

    @property
    def line(self) -> str:
        told = self._items[: self._told]
        if self._phase is Phase.CARD or not told:
            return ""
        words = "".join(text for text, _ in told[-1].runs)
        return f"{told[-1].speaker}: {words}" if told[-1].speaker else words

    @property
    def told_here(self) -> dict[str, int]:
        """How many beats are told so far of what is being read: of what came of a choice, or of the scene."""
        if self._aftermath:
            return {"after": self._told, "scene": 0}
        if self._phase is Phase.CARD:
            return {"scene": 0}
        return {"scene": max(0, self._told - sum(told.use == "hint" for told in self._leaf.told))}

    def come_back_to(self, step: int) -> None:
        """Go to an earlier page, from the history."""
        self.life.to(step)
        self.desk.pass_by("fade")
        self._turn_to(is_read=True)

    # ---- time

    def tick(self, now_ms: int) -> bool:
        if self._stage.is_due:
            story, state = self.life.story, self._playthrough.state
            is_on_card = self._phase is Phase.CARD
            self._stage.begin(
                now_ms, None if is_on_card else foresight.picture_of(story, state, self.desk.look, self.ink)
            )
        if self._stage.pass_time(now_ms, self._page.picture):
            return True
        if self._stage.is_sweeping:
            return False
        if self._phase is Phase.TELLING and self._is_told() and not self._page.crowds:
            self._settle()
            return True
        if self.go_on_by_itself(now_ms):
            return True
        return self._shown() != self._last_shown

    def _is_told(self) -> bool:
        """Whether the last of what is being told stands there whole."""
        is_last = self._told == len(self._items) and self._stretch == self._page.stretches - 1
        return is_last and self._shown() is None

    def is_moving(self, now_ms: int) -> bool:
        return self._stage.is_moving(now_ms)

    def moved(self, look: Look) -> Sequence[Widget]:
        if not self._stage.has_moved(look):
            return ()
        has_leant = self._stage.has_leant(look)
        self._stage.draw(look)
        if self._phase is Phase.CARD:
            return card_page.moved(self._page.widgets, self._stage.stirred("setting") or 0.0)
        return scene_page.moved(self._page, self._moment(), look, has_leant=has_leant)

    # ---- the page

    @property
    def page(self) -> Hashable:
        return len(self._playthrough.steps)

    @property
    def preferred(self) -> str | None:
        return ON if self._phase is not Phase.CHOOSING else None

    def compose(self, look: Look) -> Sequence[Widget]:
        self._ahead = None
        self._last_shown = self._shown()
        self._stage.draw(look)
        if self._phase is Phase.CARD and self._leaf.card:
            skip = self._skip_day if self._playthrough.can_skip else None
            page = card_page.compose(self._leaf.card, look, self._go_on, skip, self._stretch)
            part = self._stage.stirred("setting")
            paper = self.desk.pictures.paper(look)
            veils = () if part is None else card_page.veils(page.widgets, paper, look, part)
            self._page = Page((*page.widgets, *veils), stretches=page.stretches)
        else:
            self._page = scene_page.compose(self._moment(), look)
        return (*self._page.widgets, *self._mark(look, self._page.widgets))

    def _moment(self) -> Moment:
        return Moment(
            playthrough=self._playthrough,
            leaf=self._leaf,
            aftermath=self._aftermath,
            told=self._told,
            shown=self._shown(),
            stretch=self._stretch,
            is_choosing=self._phase is Phase.CHOOSING,
            first=self._first,
            sweep=self._stage.swept,
            stirred=self._stage.stirred,
            lean=self._stage.lean,
            settings=self.desk.settings,
            pictures=self.desk.pictures,
            choose=self._choose,
            go_on=self._go_on,
            show_from=self._show_from,
            open_menu=self._open_menu,
        )

    def _go_on(self) -> None:
        if self._phase is Phase.CHOOSING and self._playthrough.is_over:
            self._open_debrief()
        else:
            self.advance()

    def _open_menu(self) -> None:
        self._open_pause()

    def _show_from(self, first: int) -> None:
        """Show other choices, where they do not all fit."""
        self._first = first
        self.focus.key = None

    # ---- pictures

    def arrive(self) -> None:
        if self.focus.key == MENU:
            self.focus.key = None
        self._ask_for_pictures()

    def _ask_for_pictures(self) -> None:
        """Have this scene's picture pressed, and the next scenes' ahead of them."""
        if hasattr(self.desk, "pictures"):
            foresight.ask_for_pictures(self.desk, self._playthrough, is_on_card=self._phase is Phase.CARD)

    def look_ahead(self, look: Look) -> bool:
        if self._ahead is None:
            self._ahead = foresight.set_words(self._next_moments(), look)
        return next(self._ahead, self) is not self

    def _next_moments(self) -> Iterator[Moment]:
        """The pages that may come right after this one."""
        moment = self._moment()
        if self._phase is Phase.CARD:
            yield foresight.at_beginning(moment, self._playthrough)
        elif self._phase is Phase.CHOOSING:
            yield from foresight.next_pages(moment)
        else:
            yield from foresight.next_beats(moment, may_choose=self._phase is Phase.TELLING)
            if self._told == len(self._items) and self._aftermath is not None:
                yield foresight.at_beginning(moment, self.life.playthrough)
            elif self._told == len(self._items) and not self._choices:
                yield from foresight.next_pages(moment)


def _last_choice(life: Playthrough) -> StoryChoice | None:
    """The choice that led to where a life stands; none at its beginning, or where nothing was asked."""
    if not life.steps:
        return None
    return next((each for each in life.back().offered if each.id == life.steps[-1].choice and not each.going_on), None)
