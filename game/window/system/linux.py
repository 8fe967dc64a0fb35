"""The wishes of a Linux desktop: the settings portal where one answers, then GNOME's own settings."""

from __future__ import annotations

import os
from pathlib import Path

from game.window.system import Asked
from game.window.system.told import told

PORTAL = (
    *("gdbus", "call", "--session", "--timeout", "1", "--dest", "org.freedesktop.portal.Desktop"),
    *("--object-path", "/org/freedesktop/portal/desktop", "--method", "org.freedesktop.portal.Settings.Read"),
    "org.freedesktop.appearance",
)


def asked() -> Asked:
    """What the desktop says."""
    return Asked(_is_reduced(), _has_contrast())


def _is_reduced() -> bool | None:
    said = _portal("reduced-motion")
    if said is not None:
        return said
    animated = told("gsettings", "get", "org.gnome.desktop.interface", "enable-animations")
    return None if animated not in ("true", "false") else animated == "false"


def _has_contrast() -> bool | None:
    said = _portal("contrast")
    if said is not None:
        return said
    high = told("gsettings", "get", "org.gnome.desktop.a11y.interface", "high-contrast")
    if high in ("true", "false"):
        return high == "true"
    theme = told("gsettings", "get", "org.gnome.desktop.interface", "gtk-theme")
    return None if not theme else "highcontrast" in theme.lower()


def _portal(key: str) -> bool | None:
    """A yes or no of the portal's. Without a session bus nobody is asked, or one would be started."""
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS") and not Path(f"/run/user/{os.getuid()}/bus").exists():
        return None
    said = told(*PORTAL, key)
    return None if "uint32" not in said else "uint32 1" in said
