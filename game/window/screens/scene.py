"""A scene: beats told one after another, then what the player may do, then what came of it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from game import language
from game.language import titled
from game.story.model import Choice as StoryChoice
from game.story.tongues import are_alike
from game.window import foresight, telling, theme
from game.window.keymap import Action
from game.window.life import Life
from game.window.screens import card_page, going_back, scene_page, standing
from game.window.screens.moment import MENU, ON, Moment
from game.window.screens.paced import Paced
from game.window.screens.scene_page import Page
from game.window.screens.screen import Desk
from game.window.screens.standing import Phase, Standing
from game.window.sound.heard import Heard
from game.window.stage import Stage
from game.window.stirring import Kind
from game.window.theme import Ink, Look
from game.window.widgets import marks
from game.window.widgets.widget import Widget


class Scene(Paced):
    """The page of the life's present scene."""

    name = titled("Scene")
    is_scene = True
    keeps_arrows = False

    def __init__(self, desk: Desk, life: Life) -> None:
        super().__init__(desk)
        self.life = life
        self._ahead: Iterator[None] | None = None
        """What there is to make ready for the next pages."""
        self._pictures_ahead: Iterator[None] = iter(())
        """Their pictures, which come first, and once a page."""
        self._turn_to(standing.come_to(life.playthrough, desk.now_ms))
        self._tell_after(is_anew=False)

    # ---- where the page stands

    def _turn_to(self, at: Standing, *, chosen: str | None = None) -> None:
        """Take up another page, with the focus on the choice that was made on it."""
        self._at = at
        self._first = 0
        """The first of the choices shown, where they do not all fit."""
        self._page = Page(())
        self._last_shown: int | None = None
        self._guard_until = self._settled_ms = 0
        self._counted_ms = self._turned_ms = self.desk.now_ms
        self._stage = Stage(self.desk)
        self.ink: Ink = self.life.half.ink
        self.focus.key = f"choice-{chosen}" if chosen else None
        if at.is_choosing:
            self._settle()
        else:
            self._stir()
        self._ask_for_pictures()
        self.desk.shelf.say_if_untold(at.playthrough.state.chapter)
        if at.playthrough.is_over:
            self.desk.shelf.hindsight.ask(at.playthrough)  # there is a last scene to read before anybody asks

    @property
    def told_in(self) -> str:
        told = self.life.story.told_in(self._at.playthrough.state.chapter)
        return "" if are_alike(told, language.now().code) else told

    def retell(self) -> None:
        story = self.desk.shelf.story
        if story is None:
            return
        self.life.retell(story)
        self._at = self._at.retold(self.life.playthrough)

    def _stir(self) -> None:
        """Let move what moves by itself where this page is come to."""
        lengths: dict[Kind, int] = {}
        if self._at.is_on_card and self._at.leaf.card:
            lengths["setting"] = card_page.setting_ms(self._at.leaf.card)
        elif self._at.playthrough.is_over:
            lengths["printing"] = theme.PRINT_MS
        elif self._at.leaf.is_landing:
            lengths["landing"] = theme.LANDING_MS
        elif self.ink == "both":
            lengths["wandering"] = theme.WANDER_MS
        if not self._at.is_on_card and self._at.leaf.is_sewn and not self._at.playthrough.is_over:
            lengths["sewing"] = theme.STITCH_MS * marks.count_stitches(self.desk.look, self.desk.look.height)
        self._stage.stir(lengths)

    def _settle(self) -> None:
        """After the last beat: the choices, or the wait to read on where nothing is asked."""
        self._mark_read()
        self._at = self._at.settled()
        self._settled_ms = self.desk.now_ms
        self._guard_until = self.desk.now_ms + theme.GUARD_MS

    def _shown(self) -> int | None:
        """How many characters of the newest beat are told; none for all."""
        return self._at.shown(self.desk.now_ms, self.desk.settings.reveal_cps)

    def heard(self) -> Heard | None:
        return self._at.heard(self._shown())

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
        if action is not Action.PRESS or not self._at.is_choosing:
            return True
        if aimed_ms is not None and aimed_ms >= self._settled_ms:
            return True
        is_free = self.desk.now_ms >= self._guard_until
        self._guard_until = self.desk.now_ms + theme.GUARD_MS
        return is_free

    def click(self) -> bool:
        return self.advance()

    def number(self, number: int) -> bool:
        if not self._at.is_choosing or not 1 <= number <= len(self._at.choices):
            return False
        choice = self._at.choices[number - 1]
        if not any(widget.key == f"choice-{choice.id}" for widget in self._page.widgets):
            return False
        self._choose(choice)
        return True

    @property
    def is_reading(self) -> bool:
        if self._at.is_choosing:
            return not self._at.choices and not self._at.playthrough.is_over
        return not self._at.is_on_card and self.focus.key == ON

    @property
    def is_revealing(self) -> bool:
        return self._shown() is not None

    def advance(self) -> bool:
        """Complete the beat that is being told, or go on to what follows it."""
        at, now = self._at, self.desk.now_ms
        if at.is_choosing:
            return self._read_on()
        is_last_stretch = at.stretch >= self._page.stretches - 1
        if at.is_on_card and is_last_stretch:
            self._put_card_down()
        elif self._shown() is not None:
            self._at = at.whole()
        elif not is_last_stretch:
            self._at, self._counted_ms = at.further(), now
        elif not at.has_told_all:
            self._mark_read()
            self._at, self._counted_ms = at.next_beat(now), now
        elif at.phase is Phase.AFTER:
            self._mark_read()
            self._move_on()
        else:
            self._settle()
            self._read_on()
        return True

    def _put_card_down(self) -> None:
        self.desk.pass_by("fade")
        self._mark_read()
        self._at = self._at.put_down(self.desk.now_ms)
        self._turned_ms = self._counted_ms = self.desk.now_ms
        self._stir()

    def _skip_day(self) -> None:
        """Leave the day unlived, from its card."""
        if self._at.is_on_card and self._at.playthrough.can_skip:
            self.life.skip()
            self._move_on()

    def begin_beat(self) -> None:
        self._at, self._counted_ms = self._at.begun(self.desk.now_ms), self.desk.now_ms

    def _read_on(self) -> bool:
        """Where nothing is asked, go on."""
        if self._at.choices or self._at.playthrough.is_over or not self._at.going_on:
            return False
        self.life.choose(self._at.going_on)
        self._move_on()
        return True

    def _choose(self, choice: StoryChoice) -> None:
        if not self._at.is_choosing:
            return
        self.life.choose(choice)
        self.desk.sound.effect("choose")
        if not self._tell_after(is_anew=True):
            self._move_on()

    def _tell_after(self, *, is_anew: bool) -> bool:
        """Tell what came of the choice that led here, on the page it was made on; whether anything did. `is_anew` when
        it was made just now.
        """
        has_effects = self.desk.settings.has_effects
        at = standing.after_choosing(self.life.playthrough, self.desk.now_ms, is_anew=is_anew, has_effects=has_effects)
        if at is None or at.aftermath is None:
            return False
        self._at, self._counted_ms = at, self.desk.now_ms
        self.ink = at.story.halves[at.playthrough.state.half].ink
        if not is_anew:
            self._stage.rest()
        self._stage.sweep(theme.SWEEP_MS if at.aftermath.moves and is_anew else 0)
        return True

    def _move_on(self) -> None:
        """To the page the life has come to."""
        before = self.life.story.halves[self._at.playthrough.state.half].ink
        self.desk.sound.effect("page")
        leaf = telling.leaf(self.life.playthrough)
        turned = leaf.is_turned and self.life.half.ink != before
        torn = leaf.card is not None and before != "both"
        self.desk.pass_by("tear" if torn else "turn" if turned else "picture")
        self._turn_to(standing.come_to(self.life.playthrough, self.desk.now_ms))
        self.desk.shelf.keep_seen()

    def _go_back(self) -> bool:
        if earlier := self._at.a_beat_back():
            self._at = earlier
            return True
        if self._at.aftermath is None and self._tell_after(is_anew=False):
            self._at = self._at.told_whole()
            self.desk.pass_by("fade")
            return True
        life = self.life.playthrough
        if not going_back.may(self.desk, life):
            return going_back.say_why_not(self.desk, life)
        chosen = life.choices[-1] if life.can_go_back else None
        going_back.to_last_choice(self.desk, self.life)
        self.desk.pass_by("fade")
        self._turn_to(standing.come_back_to(self.life.playthrough), chosen=chosen)
        return True

    def _go_forward(self) -> bool:
        if not self._at.is_choosing:
            return self.advance()
        if not self.life.forward():
            return False
        self.desk.pass_by("fade")
        self._turn_to(standing.come_to(self.life.playthrough, self.desk.now_ms))
        self._tell_after(is_anew=False)
        return True

    # ---- at whose pace

    @property
    def is_at_choices(self) -> bool:
        return self._at.is_choosing and bool(self._at.choices)

    @property
    def is_at_end(self) -> bool:
        return self._at.is_choosing and self._at.playthrough.is_over

    @property
    def newest(self) -> str:
        return self._at.newest

    @property
    def whose(self) -> str:
        return self._at.playthrough.state.player.name

    def pass_over(self) -> bool:
        if self._at.phase not in (Phase.TELLING, Phase.AFTER):
            return False
        if not self._at.has_told_all:
            self._at = self._at.next_beat(standing.READ_MS)
            return True
        if self._at.phase is Phase.AFTER:
            return False
        self._settle()
        return True

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
        return self._at.line

    @property
    def told_here(self) -> dict[str, int]:
        """How many beats are told so far of what is being read: of what came of a choice, or of the scene."""
        return self._at.told_here

    def come_back_to(self, step: int) -> None:
        """Go to an earlier page, from the history."""
        self.life.to(step)
        self.desk.pass_by("fade")
        self._turn_to(standing.come_back_to(self.life.playthrough))

    # ---- time

    def tick(self, now_ms: int) -> bool:
        if self._stage.is_due:
            story, state = self.life.story, self._at.playthrough.state
            is_on_card = self._at.is_on_card
            self._stage.begin(
                now_ms, None if is_on_card else foresight.picture_of(story, state, self.desk.look, self.ink)
            )
        if self._stage.pass_time(now_ms, self._page.picture):
            return True
        if self._stage.is_sweeping:
            return False
        if self._at.phase is Phase.TELLING and self._is_told() and not self._page.crowds:
            self._settle()
            return True
        if self.go_on_by_itself(now_ms):
            return True
        return self._shown() != self._last_shown

    def _is_told(self) -> bool:
        """Whether the last of what is being told stands there whole."""
        is_last = self._at.told == len(self._at.items) and self._at.stretch == self._page.stretches - 1
        return is_last and self._shown() is None

    def is_moving(self, now_ms: int) -> bool:
        return self._stage.is_moving(now_ms)

    def moved(self, look: Look) -> Sequence[Widget]:
        if not self._stage.has_moved(look):
            return ()
        has_leant = self._stage.has_leant(look)
        self._stage.draw(look)
        if self._at.is_on_card:
            return card_page.moved(self._page.widgets, self._stage.stirred("setting") or 0.0)
        return scene_page.moved(self._page, self._moment(), look, has_leant=has_leant)

    # ---- the page

    @property
    def page(self) -> Hashable:
        return len(self._at.playthrough.steps)

    @property
    def preferred(self) -> str | None:
        return ON if not self._at.is_choosing else None

    def compose(self, look: Look) -> Sequence[Widget]:
        self._ahead = None
        self._last_shown = self._shown()
        self._stage.draw(look)
        if self._at.is_on_card and self._at.leaf.card:
            skip = self._skip_day if self._at.playthrough.can_skip else None
            page = card_page.compose(self._at.leaf.card, look, self._go_on, skip, self._at.stretch)
            part = self._stage.stirred("setting")
            paper = self.desk.pictures.paper(look)
            veils = () if part is None else card_page.veils(page.widgets, paper, look, part)
            self._page = Page((*page.widgets, *veils), stretches=page.stretches)
        else:
            self._page = scene_page.compose(self._moment(), look)
        return (*self._page.widgets, *self._mark(look, self._page.widgets))

    def _moment(self) -> Moment:
        return Moment(
            at=self._at,
            shown=self._shown(),
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
        if self._at.is_choosing and self._at.playthrough.is_over:
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
        """Have this scene's picture pressed, and the next scenes' when there is time."""
        if hasattr(self.desk, "pictures"):
            foresight.ask_for_picture(self.desk, self._at.playthrough)
            self._pictures_ahead = foresight.foresee_pictures(
                self.desk, self._at.playthrough, is_on_card=self._at.is_on_card
            )

    def look_ahead(self, look: Look) -> bool:
        if next(self._pictures_ahead, self) is not self:
            return True
        if self._ahead is None:
            self._ahead = foresight.set_words(self._next_moments(), look)
        return next(self._ahead, self) is not self

    def _next_moments(self) -> Iterator[Moment]:
        """The pages that may come right after this one."""
        moment = self._moment()
        if self._at.is_on_card:
            yield foresight.at_beginning(moment, self._at.playthrough)
        elif self._at.is_choosing:
            yield from foresight.next_pages(moment)
        else:
            yield from foresight.next_beats(moment, may_choose=self._at.phase is Phase.TELLING)
            if self._at.has_told_all and self._at.aftermath is not None:
                yield foresight.at_beginning(moment, self.life.playthrough)
            elif self._at.has_told_all and not self._at.choices:
                yield from foresight.next_pages(moment)
