"""Pads, plugged in at any time: their buttons by name, and a stick that points as the d-pad does.

SDL knows most pads by their make and says which button lies where; one it does not know is taken for the usual kind.
"""

from __future__ import annotations

from typing import Any

import attrs
import pygame

from game.window import strokes
from game.window.strokes import PAD, PAD_BUTTONS, PAD_TRIGGERS

LEANS, RESTS = 0.6, 0.4
"""How far a stick or trigger must go, of 1, before it points, and how near home it must come before it points no more."""
FIRST_REPEAT_MS, REPEAT_MS = 450, 180
"""How long a direction is held before it points again, and again after that."""

DIRECTIONS = ("up", "down", "left", "right")
_TRIGGER_AXES = {pygame.CONTROLLER_AXIS_TRIGGERLEFT: 0, pygame.CONTROLLER_AXIS_TRIGGERRIGHT: 1}
_STICK_AXES = {pygame.CONTROLLER_AXIS_LEFTX: 0, pygame.CONTROLLER_AXIS_LEFTY: 1}
_FULL = 32767

_PLAIN_BUTTONS = ("a", "b", "x", "y", "left shoulder", "right shoulder", "back", "start")
"""The buttons of a pad that SDL does not know, in the order most have them."""


@attrs.define
class _Pad:
    """One that is plugged in: its handle, which must be kept, and how its axes stand."""

    handle: Any
    name: str
    is_known: bool
    stick: list[float] = attrs.field(factory=lambda: [0.0, 0.0])
    direction: str = ""
    """Where the stick points; nowhere when empty."""
    pulled: list[bool] = attrs.field(factory=lambda: [False, False])


class Gamepads:
    """Every pad there is. Gives the name of what was pressed, such as `pad a`."""

    def __init__(self) -> None:
        self._pads: dict[int, _Pad] = {}
        self._controller: Any = None
        self._held: str | None = None
        """The direction that is being held."""
        self._again_ms = 0
        self.family = "xbox"
        """The family of the pad that was used last."""

    def open(self) -> None:
        """Begin to listen. Those that are plugged in already are announced like those that come."""
        try:
            from pygame._sdl2 import controller

            pygame.joystick.init()
            controller.init()
        except (ImportError, pygame.error):
            return
        self._controller = controller

    def rest(self) -> None:
        """Another page has come, or the window has gone: what is held points no more until it is let go."""
        self._held = None

    def take(self, event: pygame.Event, now_ms: int) -> str | None:
        """What an event comes to: the name of a button that went down, or none."""
        if self._controller is None:
            return None
        if event.type in (pygame.CONTROLLERDEVICEADDED, pygame.JOYDEVICEADDED):
            self._plug(event)
        elif event.type in (pygame.CONTROLLERDEVICEREMOVED, pygame.JOYDEVICEREMOVED):
            if self._pads.pop(event.instance_id, None) is not None:
                self.rest()
        elif getattr(event, "instance_id", None) in self._pads:
            pad = self._pads[event.instance_id]
            name = self._of_known(pad, event) if pad.is_known else self._of_plain(pad, event)
            return self._pressed(pad, name, now_ms) if name else None
        return None

    def again(self, now_ms: int) -> str | None:
        """The direction that is held, when it is time for it to point again. However late it is, it points once."""
        if self._held is None or now_ms < self._again_ms:
            return None
        self._again_ms = now_ms + REPEAT_MS
        return self._held

    # ---- plugging in

    def _plug(self, event: pygame.Event) -> None:
        is_known = self._controller.is_controller(event.device_index)
        if is_known != (event.type == pygame.CONTROLLERDEVICEADDED):
            return
        try:
            if is_known:
                handle = self._controller.Controller(event.device_index)
                number, name = handle.as_joystick().get_instance_id(), handle.name
            else:
                handle = pygame.joystick.Joystick(event.device_index)
                number, name = handle.get_instance_id(), handle.get_name()
        except pygame.error:  # it has been pulled out again since
            return
        self._pads[number] = _Pad(handle, name or "", is_known)

    # ---- what was pressed

    def _pressed(self, pad: _Pad, name: str, now_ms: int) -> str:
        self.family = strokes.family(pad.name)
        stroke = f"{PAD}{name}"
        if name in DIRECTIONS:
            self._held, self._again_ms = stroke, now_ms + FIRST_REPEAT_MS
        return stroke

    def _let_go(self, name: str) -> None:
        if self._held == f"{PAD}{name}":
            self._held = None

    def _of_known(self, pad: _Pad, event: pygame.Event) -> str | None:
        if event.type == pygame.CONTROLLERBUTTONDOWN and event.button < len(PAD_BUTTONS):
            return PAD_BUTTONS[event.button]
        if event.type == pygame.CONTROLLERBUTTONUP and event.button < len(PAD_BUTTONS):
            self._let_go(PAD_BUTTONS[event.button])
        if event.type != pygame.CONTROLLERAXISMOTION:
            return None
        part = event.value / _FULL
        if event.axis in _TRIGGER_AXES:
            return self._pull(pad, _TRIGGER_AXES[event.axis], part)
        if event.axis in _STICK_AXES:
            return self._lean(pad, _STICK_AXES[event.axis], part)
        return None

    def _of_plain(self, pad: _Pad, event: pygame.Event) -> str | None:
        if event.type == pygame.JOYBUTTONDOWN and event.button < len(_PLAIN_BUTTONS):
            return _PLAIN_BUTTONS[event.button]
        if event.type == pygame.JOYAXISMOTION and event.axis in (0, 1):
            return self._lean(pad, event.axis, event.value)
        if event.type == pygame.JOYHATMOTION:
            return self._turn_hat(pad, event.value)
        return None

    @staticmethod
    def _pull(pad: _Pad, which: int, part: float) -> str | None:
        was = pad.pulled[which]
        pad.pulled[which] = part > (RESTS if was else LEANS)
        return PAD_TRIGGERS[which] if pad.pulled[which] and not was else None

    def _lean(self, pad: _Pad, axis: int, part: float) -> str | None:
        pad.stick[axis] = part
        return self._point(pad, _direction(pad.stick[0], pad.stick[1], pad.direction))

    def _turn_hat(self, pad: _Pad, hat: tuple[int, int]) -> str | None:
        return self._point(pad, _direction(hat[0], -hat[1], ""))

    def _point(self, pad: _Pad, direction: str) -> str | None:
        if direction == pad.direction:
            return None
        self._let_go(pad.direction)
        pad.direction = direction
        return direction or None


def _direction(x: float, y: float, before: str) -> str:
    """Where a stick points: one way at a time, and nowhere near home. It keeps to where it pointed `before` until
    another way is clearly meant, so that a hand that shakes between two does not point at both by turns.
    """
    parts = {"up": -y, "down": y, "left": -x, "right": x}
    farthest = max(parts, key=lambda way: parts[way])
    if before and parts[before] >= RESTS and parts[farthest] - parts[before] < LEANS - RESTS:
        return before
    return farthest if parts[farthest] >= LEANS else ""
