"""The slots that hold a story's saves, and what each is called."""

from __future__ import annotations

from typing import Final

from game.language import later, tr

AUTO: Final = "auto"
"""The slot that keeps itself. A second game of the same story, open at the same time, keeps `auto-2`, and so on."""
QUICK: Final = "quick"
EARLIER: Final = "earlier"
"""The slot that keeps the life before this one, so that beginning again throws nothing away."""
EARLIER_ONES: Final = (EARLIER, *(f"{EARLIER}-{number}" for number in range(2, 7)))
"""The slots that keep the lives before this one, the latest first."""
NUMBERED: Final = tuple(str(number) for number in range(1, 13))

_NAMES: Final = dict(
    zip(
        EARLIER_ONES,
        (
            later("The life before"),
            later("The life before that"),
            later("Three lives before"),
            later("Four lives before"),
            later("Five lives before"),
            later("Six lives before"),
        ),
        strict=True,
    )
) | {AUTO: later("Where you are"), QUICK: later("Quick save")}


def name(slot: str) -> str:
    """What a page calls a slot: its number, or words for the others."""
    if slot in _NAMES:
        return tr(_NAMES[slot])
    return tr("{slot}, another game", slot=tr(_NAMES[AUTO])) if slot.startswith(AUTO) else slot


def order(slot: str) -> tuple[int, int, str]:
    """Where a slot stands in a list: those kept by themselves, the lives before, the quick one, then by number."""
    if slot in NUMBERED:
        return 3, int(slot), slot
    if slot in EARLIER_ONES:
        return 1, EARLIER_ONES.index(slot), slot
    return (2 if slot == QUICK else 0 if slot.startswith(AUTO) else 4), 0, slot
