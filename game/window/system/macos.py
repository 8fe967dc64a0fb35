"""The wishes of a Mac: its settings for accessibility."""

from __future__ import annotations

from game.window.system import Asked
from game.window.system.told import told

DOMAIN = "com.apple.universalaccess"


def asked() -> Asked:
    """What the system says; a setting that was never touched is not there."""
    return Asked(_said("reduceMotion"), _said("increaseContrast"))


def _said(key: str) -> bool | None:
    return {"1": True, "0": False}.get(told("defaults", "read", DOMAIN, key))
