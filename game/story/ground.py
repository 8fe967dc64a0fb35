"""What a story's scenes stand on, read before any of them is: all that they may name but each other."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from game.story.model import Fold, Half, Member, Meter, Part, Variable


@attrs.frozen(eq=False)
class Ground:
    """What scenes stand on."""

    meters: Mapping[str, Meter]
    halves: Mapping[str, Half]
    variables: Mapping[str, Variable]
    """Door messages among them."""
    days: Mapping[str, tuple[Part, ...]]
    """The parts of each chapter."""
    cast: Mapping[str, Member]
    fold: Fold | None
    parts: Mapping[str, Part] = attrs.field(init=False)
    """By their ids; of two that are called alike, the first."""
    chapter_of: Mapping[str, str] = attrs.field(init=False)
    """The chapter of each part."""

    @parts.default
    def _parts(self) -> dict[str, Part]:
        found: dict[str, Part] = {}
        for lived in self.days.values():
            for part in lived:
                found.setdefault(part.id, part)
        return found

    @chapter_of.default
    def _chapter_of(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for chapter, lived in self.days.items():
            for part in lived:
                found.setdefault(part.id, chapter)
        return found

    @property
    def last(self) -> str:
        """The half that is awake at the end."""
        return self.fold.into if self.fold else next(iter(self.halves), "")

    @property
    def speakers(self) -> dict[str, str]:
        """What opens speech, and whose."""
        speakers: dict[str, str] = {}
        for member in self.cast.values():
            for name in (member.name, member.outside, member.id):
                if name:
                    speakers.setdefault(name, member.id)
        return speakers
