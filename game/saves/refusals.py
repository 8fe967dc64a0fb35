"""What a disk that refuses is told as: what is the matter, and what helps."""

from __future__ import annotations

import errno
from typing import Final

from game.language import later, tr
from game.play.saved import SaveProblem

_REFUSALS: Final = {
    errno.ENOSPC: (later("there is no room left on it"), later("Make room for it and save again.")),
    errno.EDQUOT: (later("there is no room left for you on it"), later("Make room for it and save again.")),
    errno.EACCES: (
        later("the folder of saves may not be written to"),
        later("Let yourself write to it and save again."),
    ),
    errno.EPERM: (
        later("the folder of saves may not be written to"),
        later("Let yourself write to it and save again."),
    ),
    errno.EROFS: (
        later("it can only be read"),
        later("Set AMPERSAND_HOME to a folder on another disk and start the game again."),
    ),
}
"""What is true of each way a disk refuses, and what helps."""


def refusal(refused: OSError) -> SaveProblem:
    """A disk that would not take a save, as a problem to tell."""
    why, helps = _REFUSALS.get(
        refused.errno or 0, (reason(refused), later("`ampersand doctor` names the folder of saves."))
    )
    return SaveProblem(tr("The disk would not take the save: {why}.", why=tr(why)), tr(helps))


def reason(refused: OSError) -> str:
    """The system's own words for it."""
    return refused.strerror or str(refused)
