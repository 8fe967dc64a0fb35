"""What somebody asks of a room, as it arrives: a short message of JSON that says nothing but what can be said."""

from __future__ import annotations

import json
from typing import Any

from game.language import tr
from game.room.gate import MOST_BODY
from game.room.vote import MOST_HANDS


class NotUnderstood(Exception):
    """What was asked is not something that can be asked."""


def understood(data: bytes | str) -> Any:
    """What a message says.

    Raises:
        NotUnderstood: It is too long, or no JSON.
    """
    if len(data) > MOST_BODY:
        raise NotUnderstood(tr("That is too long."))
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise NotUnderstood(tr("That is not how the room is spoken to.")) from None


def fields(asked: Any, known: set[str]) -> dict[str, Any]:
    """What a message has under its keys, none of which may be another than these. Raises NotUnderstood."""
    if not isinstance(asked, dict) or not set(asked) <= known:
        raise NotUnderstood(tr("That is not how the room is spoken to."))
    return asked


def whole(number: Any) -> int:
    """A whole number, 0 to `MOST_HANDS`, and neither true nor false. Raises NotUnderstood where it is none."""
    if type(number) is not int or not 0 <= number <= MOST_HANDS:
        raise NotUnderstood(tr("That is no number of hands."))
    return number
