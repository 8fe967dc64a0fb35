"""What may be named where a cursor stands: what the half that is awake there may read and set, and where a way may lead from there."""

from __future__ import annotations

import attrs

from game.author.language.names import Symbol
from game.author.language.opened import OpenStory
from game.author.language.place import Place
from game.story.model import Fold, Part, Scene, Variable


@attrs.frozen
class Allowed:
    """What check would take at one place of a story."""

    story: OpenStory
    place: Place

    @property
    def part(self) -> Part | None:
        """The part that the scene belongs to in which the cursor is."""
        found = self.story.thing("part", self.place.nearest("part"))
        return found if isinstance(found, Part) else None

    @property
    def half(self) -> str:
        """The half that is awake where the cursor is; empty where that cannot be told, or none is."""
        if self.part is not None:
            return self.part.half
        after = self.story.thing("part", self.place.nearest("after"))
        sender, to = after.half if isinstance(after, Part) else "", self.place.nearest("to")
        match self.place.path[:1], self.place.path[2:3]:
            case ("door",), ("when",):
                return sender
            case ("door",), _:
                return to
            case ("drains",), _:
                return to or sender
            case _:
                return ""

    @property
    def fold(self) -> Fold | None:
        return next((draft.story.fold for draft in self.story.drafts if draft.story.fold), None)

    def may_be_read(self, symbol: Symbol) -> bool:
        """Whether this half, in this chapter, may read a meter, a variable or a message."""
        variable = self.story.thing(symbol.kind, symbol.name) if symbol.kind != "meter" else None
        if not isinstance(variable, Variable) or not self.half:
            return True
        carried = (*self.fold.carry, *(name for name, _ in self.fold.counts)) if self.fold is not None else ()
        is_carried = self.fold is not None and self.fold.into == self.half and symbol.name in carried
        return (variable.half in ("", self.half) or is_carried) and not self.is_too_late(variable)

    def is_too_late(self, variable: Variable) -> bool:
        chapters = list(self.story.told.chapters) if self.story.told is not None else []
        here = next((name for name in chapters if self.part in self.story.thing("chapter", name).parts), "")
        return here in chapters and variable.until in chapters and chapters.index(here) > chapters.index(variable.until)

    def may_be_remembered(self, symbol: Symbol) -> bool:
        """Whether this half knows of a scene or a choice."""
        scene = self.scene_of(symbol)
        if scene is None or not self.half or (self.fold is not None and self.fold.into == self.half):
            return True
        return scene.half == self.half

    def may_be_set(self, symbol: Symbol, kind: str) -> bool:
        """Whether an effect may add to it, or `set` may give it a value."""
        if kind == "count" and symbol.kind == "variable" and self.story.names.values(symbol.name):
            return False
        return self.may_be_read(symbol)

    def can_lead_to(self, symbol: Symbol) -> bool:
        """Whether a way on may lead there: to an ending, or to a scene of the same half and chapter."""
        scene = self.scene_of(symbol)
        if scene is None or self.part is None or not scene.chapter:
            return True
        return scene.half == self.half and self.part.id in _parts(self.story, scene.chapter)

    def scene_of(self, symbol: Symbol) -> Scene | None:
        """The scene, or the one that a choice is offered in; none for anything else, and for one that was never read."""
        name = symbol.name if symbol.kind == "scene" else ""
        if symbol.kind == "choice":
            owners = (draft.story.scene_of.get(symbol.name, "") for draft in self.story.drafts)
            name = next((owner for owner in owners if owner), "")
        found = self.story.thing("scene", name) if name else None
        return found if isinstance(found, Scene) else None

    def nearness(self, symbol: Symbol) -> int:
        """How far off a thing is: a scene or a choice of the same part is 1, one of the same chapter 2, another 3; all else is 1."""
        if symbol.kind not in ("scene", "choice"):
            return 1
        scene = self.scene_of(symbol)
        if self.part is None or scene is None:
            return 3
        if scene.part == self.part.id:
            return 1
        return 2 if self.part.id in _parts(self.story, scene.chapter) else 3


def _parts(story: OpenStory, chapter: str) -> tuple[str, ...]:
    found = story.thing("chapter", chapter)
    return tuple(part.id for part in found.parts) if found is not None else ()
