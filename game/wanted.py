"""Which language is wanted: by whoever asks for one, by whoever wished for one earlier, by a browser, or by the system."""

from __future__ import annotations

import os
import sys

from game.language import ENGLISH, PSEUDO, codes

TYPE_CHECKING = False  # importing it from `typing` costs time before the first frame
if TYPE_CHECKING:
    from collections.abc import Iterable

ASKED = "AMPERSAND_LANGUAGE"
"""The variable that asks for a language, whatever was wished and whatever the system speaks."""


def best(wanted: Iterable[str]) -> str:
    """The first of several languages that there is; English where there is none. `fr-CA` is content with `fr`."""
    there = codes()
    by_lower = {code.lower(): code for code in there}
    for each in wanted:
        said = each.strip().replace("_", "-").lower()
        if said in ("c", "posix"):
            return ENGLISH
        for form in (said, said.partition("-")[0]):
            if form in by_lower:
                return by_lower[form]
    return ENGLISH


def of_a_browser(accepts: str) -> str:
    """The language for a browser, by its `Accept-Language`: *fr-CA,fr;q=0.9,en;q=0.8*."""
    asked = []
    for at, each in enumerate(accepts[:400].split(",")):
        tag, _, rest = each.partition(";")
        try:
            weight = float(rest.strip().removeprefix("q=")) if rest else 1.0
        except ValueError:
            weight = 0.0
        if tag.strip() and weight > 0:
            asked.append((-weight, at, tag))
    return best([tag for _, _, tag in sorted(asked)])


def of_the_system() -> str:
    """The language the system speaks, where there is one for it; found out without starting anything."""
    asked = [os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")]
    tags = [tag.partition(".")[0].partition("@")[0] for each in asked for tag in each.split(":") if tag]
    if not tags and sys.platform == "win32":
        import ctypes
        import locale

        tags = [locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")]
    return best(tags) if tags else ENGLISH


def language(kept: str = "") -> str:
    """The language to speak: the one `AMPERSAND_LANGUAGE` asks for, the one that was wished for, or the system's.

    Args:
        kept: What was wished for; empty for nothing.
    """
    asked = os.environ.get(ASKED, "")
    if asked == PSEUDO:
        return PSEUDO
    return best([asked]) if asked else best([kept]) if kept else of_the_system()
