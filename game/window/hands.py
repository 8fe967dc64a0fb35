"""The player's hands: what they use, which keys and buttons they have given to what, and how their switch goes round."""

from __future__ import annotations

from typing import Literal

import pygame

from game.window import bindings
from game.window.gamepad import Gamepads
from game.window.switch import Scan

Device = Literal["keys", "mouse", "pad"]


class Hands:
    """What lies in the player's hands. The pointer is there while it is the mouse."""

    def __init__(self) -> None:
        self.bindings = bindings.load()
        self.pads = Gamepads()
        self.scan = Scan()
        self.used: Device = "mouse"
        """What was used last."""

    @property
    def pad(self) -> str | None:
        """The family of the pad whose buttons a page should name; none where it should name keys."""
        return self.pads.family if self.used == "pad" else None

    def use(self, device: Device) -> bool:
        """Take note of what is used now; whether a page that names keys must be drawn anew."""
        before, pad = self.used, self.pad
        self.used = device
        if before != device:
            pygame.mouse.set_visible(device == "mouse")
        return pad != self.pad
