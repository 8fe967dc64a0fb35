"""What a file in a packed story may be called: what a story reads, under a name that is the same file on every system."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from game.story.folder import ENDINGS

LONGEST: Final = 200
"""Characters of a name, folders and all; Windows allows 260 with everything before it."""
LONGEST_PART: Final = 100
DEEPEST: Final = 8
"""Folders within one another."""

READ: Final = {
    "pictures": (".svg",),
    "languages": (".po",),
    "sounds": (".ogg", ".wav", ".toml"),
}
"""What a story reads besides its texts: in which folder, with which endings."""

_DEVICES: Final = re.compile(r"(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)
"""Names that Windows takes for a printer, a console or a modem, whatever ending they have."""
_FORBIDDEN: Final = frozenset('<>:"|?*\\')
"""What no name on Windows may hold."""
_UNSEEN: Final = ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")
"""Characters that show nothing, turn what follows round, or are none."""


def is_read(name: str) -> bool:
    """Whether a story reads a file of that name, given from its folder on, with slashes."""
    *folders, file = name.split("/")
    if any(part.startswith(".") for part in (*folders, file)):
        return False
    if file.endswith(ENDINGS):
        return True
    return bool(folders) and file.lower().endswith(READ.get(folders[0], ()))


def amiss(name: str) -> str | None:
    """What is wrong with a name, as the rest of a sentence about it; none where nothing is."""
    parts = name.split("/")
    if name.startswith(("/", "\\")) or ":" in parts[0]:
        return "leads outside its folder: it begins at the top of a disk"
    if ".." in parts or ".." in name.replace("\\", "/").split("/"):
        return "leads outside its folder, with `..`"
    if len(name) > LONGEST or any(len(part) > LONGEST_PART for part in parts):
        return f"is longer than the {LONGEST_PART} characters that a name may have"
    if len(parts) - 1 > DEEPEST:
        return f"lies more than {DEEPEST} folders deep"
    for part in parts:
        if (why := _amiss(part)) is not None:
            return why
    if unicodedata.normalize("NFC", name) != name:
        return "has letters that are put together of several characters, which some systems would write differently"
    return None if is_read(name) else "is no file that a story reads"


def _amiss(part: str) -> str | None:
    """What is wrong with a folder's or a file's own name."""
    if part in {"", "."}:
        return "has an empty place between its slashes"
    if any(unicodedata.category(character) in _UNSEEN for character in part):
        return "has characters that cannot be seen"
    if not _FORBIDDEN.isdisjoint(part):
        return 'has one of the characters < > : " | ? * \\ which not every system allows'
    if part[-1] in {".", " "} or part[0] == " ":
        return "begins or ends with a space, or ends with a dot, which Windows leaves off"
    if _DEVICES.fullmatch(part):
        return "is what Windows calls a device, and no file"
    return None


def same(name: str) -> str:
    """What two names have in common that some system takes for one and the same."""
    return unicodedata.normalize("NFKC", name).casefold()
