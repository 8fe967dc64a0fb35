"""A story's saves: the slots, who may write them, and what each holds."""

from __future__ import annotations

from game.saves.kept import Kept
from game.saves.saves import Saves, new_identity
from game.saves.slots import AUTO, EARLIER, EARLIER_ONES, NUMBERED, QUICK, name

__all__ = ["AUTO", "EARLIER", "EARLIER_ONES", "NUMBERED", "QUICK", "Kept", "Saves", "name", "new_identity"]
