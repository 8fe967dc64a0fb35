"""What comes from keys, the mouse, pads and switches, and what of it is meant for the page."""

from __future__ import annotations

from pathlib import Path

import pygame

from game.window import actions, strokes, switch, theme
from game.window.focus import STEPS
from game.window.keymap import BUTTONS, NUMBERS, ONCE, WHEEL, Action
from game.window.widgets.option import Option
from game.window.widgets.widget import Widget

TYPE_CHECKING = False
if TYPE_CHECKING:
    from game.window.app import App

ASKED_BY = (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN, pygame.MOUSEWHEEL, pygame.MOUSEMOTION, pygame.TEXTINPUT)
"""The events by which somebody asks for something, and so has heard enough of what is being said."""
STROKES = (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN, pygame.MOUSEWHEEL, pygame.JOYBUTTONDOWN, pygame.CONTROLLERBUTTONDOWN)


class Events:
    """What the player does, one thing after another.

    Args:
        desk: Whose pages it is for.
    """

    def __init__(self, desk: App) -> None:
        self._desk = desk
        self.is_asked = False
        """Whether something was asked for in this turn."""
        self.strokes = 0
        """How many keys and buttons have been pressed so far, and clicks of the wheel made."""
        self._pointer: tuple[int, int] | None = None
        self._moved_ms = 0
        self._held: set[int] = set()
        self._guard_until = 0

    def guard(self) -> None:
        """Another page lies on top: what was meant for the one before must not press anything on it."""
        self._guard_until = self._desk.now_ms + theme.GUARD_MS

    @property
    def aside(self) -> float | None:
        """Where the pointer is across the window, -1 at its left to 1; none while no mouse is used."""
        if self._pointer is None or not self._moved_ms or self._desk.hands.used != "mouse":
            return None
        return max(-1.0, min(1.0, self._pointer[0] / self._desk.window.get_width() * 2 - 1))

    # ---- what comes

    def take(self, event: pygame.Event) -> None:
        """Do what an event asks for."""
        self.is_asked |= event.type in ASKED_BY
        self.strokes += event.type in STROKES
        if event.type == pygame.KEYDOWN:
            self._take_key(event)
        elif event.type == pygame.TEXTINPUT:
            self._desk.display.is_stale |= self._desk.top.type(event.text)
        elif event.type == pygame.MOUSEMOTION:
            self._point(event.pos)
        elif event.type == pygame.KEYUP:
            self._held.discard(event.key)
            self._desk.display.is_stale |= self._desk.top.let_go(self._asked_for(strokes.of_key(event)))
        elif event.type == pygame.MOUSEBUTTONDOWN:
            self._take_button(event)
        elif event.type == pygame.MOUSEWHEEL and event.y:
            actions.do(self._desk, WHEEL[1 if event.y > 0 else -1])
        elif (stroke := self._desk.hands.pads.take(event, self._desk.now_ms)) is not None:
            self._take_pad(stroke)
        else:
            self._take_from_system(event)

    def _take_from_system(self, event: pygame.Event) -> None:
        """What happens to the window rather than in it."""
        if event.type == pygame.QUIT:
            self._desk.leave()
        elif event.type in (pygame.WINDOWSIZECHANGED, pygame.VIDEORESIZE):
            self._desk.resize(pygame.display.get_surface() or self._desk.window)
        elif event.type == pygame.WINDOWMOVED:
            self._desk.aloud.place()
        elif event.type == pygame.WINDOWEXPOSED:
            self._desk.display.forget()
        elif event.type == pygame.DROPFILE:
            from game.window import carrying

            carrying.drop(self._desk, Path(event.file))
        elif event.type in (pygame.WINDOWFOCUSGAINED, pygame.WINDOWFOCUSLOST):
            has_focus = event.type == pygame.WINDOWFOCUSGAINED
            self._held.clear()
            self._desk.hands.pads.rest()
            self._desk.sound.attend(has_focus=has_focus)
            self._desk.aloud.have_focus(has_focus=has_focus)

    def _take_key(self, event: pygame.Event) -> None:
        is_repeat = event.key in self._held
        self._held.add(event.key)
        self._desk.display.is_stale |= self._desk.hands.use("keys")
        names = strokes.of_key(event)
        if self._desk.top.is_listening:
            if not is_repeat and not strokes.is_alone(event.key):
                self._give(names[0])
        elif self._is_scanning:
            if not is_repeat and event.key not in switch.UNHEARD:
                self._switch(presses=switch.presses(self._desk.hands.bindings, names))
        elif self._desk.top.takes_letters and _is_letter(event):
            if event.key == pygame.K_BACKSPACE:
                self._desk.display.is_stale |= self._desk.top.type("\b")
        else:
            self._ask(names, is_repeat=is_repeat)

    def _take_pad(self, stroke: str) -> None:
        self.is_asked = True
        self._desk.display.is_stale |= self._desk.hands.use("pad")
        if self._desk.top.is_listening:
            self._give(stroke)
        elif self._is_scanning:
            self._switch(presses=switch.presses(self._desk.hands.bindings, (stroke,)))
        else:
            self._ask((stroke,), is_repeat=False)

    def _take_button(self, event: pygame.Event) -> None:
        self._desk.display.is_stale |= self._desk.hands.use("mouse")
        is_left = event.button == pygame.BUTTON_LEFT
        if self._desk.top.interrupt(None):
            self._desk.redraw()
            return
        if self._is_scanning and event.button <= pygame.BUTTON_X2 and not (is_left and self._is_aimed(event.pos)):
            if event.button not in (pygame.BUTTON_WHEELUP, pygame.BUTTON_WHEELDOWN):
                self._switch(presses=is_left)
        elif is_left:
            self._click(event.pos)
        elif event.button in BUTTONS:
            actions.do(self._desk, BUTTONS[event.button])

    # ---- keys and buttons

    def _give(self, stroke: str) -> None:
        """Hand a key or a button to the page that listens for one."""
        self._desk.top.hear(stroke)
        self._desk.redraw()

    def _ask(self, names: tuple[str, ...], *, is_repeat: bool) -> None:
        """Do what a key or a button of one of these names asks for."""
        action = self._asked_for(names)
        if is_repeat and action in ONCE:
            return
        if not is_repeat and self._desk.top.interrupt(action):
            self._desk.redraw()
        elif action in NUMBERS:
            self._desk.display.is_stale |= not is_repeat and self._desk.top.number(NUMBERS[action])
        elif action is not None and (action is not Action.PRESS or self._may_press(is_repeat=is_repeat)):
            actions.do(self._desk, action)

    def _asked_for(self, names: tuple[str, ...]) -> Action | None:
        return self._desk.hands.bindings.action(names, is_on_paper=self._desk.top.keeps_arrows)

    def _may_press(self, *, is_repeat: bool) -> bool:
        """Whether a key presses what has the focus: one that is held only reads on, and on a new page it must have been
        let be for a moment.
        """
        is_early = self._desk.now_ms < self._guard_until
        if is_early:
            self._guard_until = self._desk.now_ms + theme.GUARD_MS
        return not is_early and (not is_repeat or self._desk.top.is_reading)

    def point_again(self) -> None:
        """A pad's direction that is held points again, as far as the page's end."""
        stroke = self._desk.hands.pads.again(self._desk.now_ms)
        if stroke is None or self._is_scanning or self._desk.top.is_listening:
            return
        action = self._desk.hands.bindings.action((stroke,), is_on_paper=self._desk.top.keeps_arrows)
        if action in STEPS:
            actions.do(self._desk, action, goes_round=False)

    # ---- one switch

    @property
    def _is_scanning(self) -> bool:
        return self._desk.settings.switch != switch.OFF

    def _switch(self, *, presses: bool) -> None:
        """A switch was pressed: press what is framed, or with two of them go on to the next."""
        if self._desk.top.interrupt(None):
            self._desk.redraw()
        elif self._desk.settings.switch == switch.TWO and not presses:
            self._desk.display.is_stale |= switch.go_on(self._desk.display.widgets, self._desk.top.focus)
        elif self._may_press(is_repeat=False):
            actions.do(self._desk, Action.PRESS)
        self._desk.hands.scan.begin_anew(self._desk.now_ms)

    def scan_on(self) -> None:
        """The frame goes on, where a switch is used."""
        if not self._is_scanning:
            return
        is_busy = (
            self._desk.display.giving is not None
            or self._desk.top.is_revealing
            or self._desk.top.is_moving(self._desk.now_ms)
        )
        is_busy = is_busy or self._desk.is_speaking
        page = (id(self._desk.top), switch.stops(self._desk.display.widgets))
        if self._desk.hands.scan.is_due(
            self._desk.now_ms, theme.SWITCHES_MS[self._desk.settings.switch], page, is_busy=is_busy
        ):
            self._desk.hands.scan.begin_anew(self._desk.now_ms)
            self._desk.display.is_stale |= switch.go_on(self._desk.display.widgets, self._desk.top.focus)

    # ---- the mouse

    def _is_aimed(self, at: tuple[int, int]) -> bool:
        """Whether a click is meant for what it lies on, and not a switch that happens to be a mouse's button."""
        return self._desk.now_ms - self._moved_ms < theme.AIMED_MS and self._under(at) is not None

    def _under(self, at: tuple[int, int]) -> Widget | None:
        for widget in reversed(self._desk.display.widgets):
            if widget.takes_focus and widget.bounds.inflate(
                self._desk.look.px(theme.POINTER_REACH) * 2, 0
            ).collidepoint(at):
                return widget
        return None

    def _point(self, at: tuple[int, int]) -> None:
        if at == self._pointer:
            return
        if self._pointer is None:  # where it happens to lie when the window opens means nothing
            self._pointer = at
            return
        self._pointer, self._moved_ms = at, self._desk.now_ms
        self._desk.display.is_stale |= self._desk.hands.use("mouse")
        self._desk.hands.scan.begin_anew(self._desk.now_ms)
        widget = self._under(at)
        if widget is not None and not widget.is_quiet and self._desk.top.focus.give(widget.key):
            self._desk.redraw()

    def _click(self, at: tuple[int, int]) -> None:
        if self._desk.now_ms < self._guard_until and self._moved_ms < self._guard_until - theme.GUARD_MS:
            return
        widget = self._under(at)
        if widget is None:
            self._desk.display.is_stale |= self._desk.top.click()
            return
        if not widget.is_quiet:
            self._desk.top.focus.give(widget.key)
        if isinstance(widget, Option):
            widget.pick_at(self._desk.look, *at)
        elif widget.is_quiet or self._desk.top.allows(Action.PRESS, aimed_ms=self._moved_ms):
            widget.operate(Action.PRESS)
        self._desk.redraw()


def _is_letter(event: pygame.Event) -> bool:
    typed: str = event.unicode
    return event.key == pygame.K_BACKSPACE or (typed.isprintable() and typed != "")
