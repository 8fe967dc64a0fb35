"""The wishes of Windows: its registry, under the settings for ease of access."""

from __future__ import annotations

import sys

from game.window.system import Asked

CONTRAST_ON = 1
"""The bit of the flags that says that high contrast is on."""
ANIMATED_BYTE, ANIMATED_BIT = 4, 2
"""Where among the preferences it stands whether windows are animated."""

if sys.platform == "win32":
    import winreg

    def asked() -> Asked:
        """What the registry says."""
        flags = _value(r"Control Panel\Accessibility\HighContrast", "Flags")
        preferences = _value(r"Control Panel\Desktop", "UserPreferencesMask")
        has_contrast = bool(int(flags) & CONTRAST_ON) if isinstance(flags, str) and flags.isdecimal() else None
        if not isinstance(preferences, bytes) or len(preferences) <= ANIMATED_BYTE:
            return Asked(None, has_contrast)
        return Asked(not preferences[ANIMATED_BYTE] & ANIMATED_BIT, has_contrast)

    def _value(key: str, name: str) -> object:
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                return winreg.QueryValueEx(opened, name)[0]
        except OSError:
            return None
