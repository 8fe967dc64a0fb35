"""What a debrief can show of a life: lessons, with the evidence for each, and pairs of scenes that answer each other."""

from __future__ import annotations

import attrs

from game.story.condition import Condition
from game.story.prose import Text
from game.story.source import Span


@attrs.frozen
class Evidence:
    """A sentence a lesson may say, when its condition holds; `{choice}` in it quotes the player."""

    when: Condition | None
    text: Text
    span: Span


@attrs.frozen
class Lesson:
    """Something a debrief may show from what the player did."""

    id: str
    title: str
    claims: tuple[tuple[str, str], ...]
    """Each claim and the scene that shows it."""
    sources: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    """Tried in order; the last may have no condition."""
    carry: str
    tries: tuple[tuple[str, str], ...]
    """A small thing to try, by who would: alone, team, manager."""
    span: Span


@attrs.frozen
class Pair:
    """Scenes of week one that a scene of week two answers, set side by side in the debrief."""

    id: str
    title: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    carry: str | None
    span: Span
