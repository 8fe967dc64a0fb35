"""What the format has at a path of keys."""

from __future__ import annotations

from collections.abc import Sequence

from game.author.language.place import ITEM
from game.story.shapes import SHAPES, By, Either, Ids, Lines, Made, Name, Phrases, Shape, Thing, Things, Values

TOP = Thing("a story")


def shape_at(path: Sequence[str]) -> Shape | None:
    """What stands at a path of keys from the top of a file; none where the format has nothing there.

    A list is at its key; an item of it one `ITEM` further: of `Things("a scene")` that is `Thing("a scene")`.
    """
    shapes: tuple[Shape, ...] = (TOP,)
    for step in path:
        shapes = tuple(below for shape in shapes for below in _below(shape, step))
        if not shapes:
            return None
    return shapes[0] if len(shapes) == 1 else Either(shapes)


def alternatives(shape: Shape | None) -> tuple[Shape, ...]:
    """The shape, or each of those it may be."""
    if isinstance(shape, Either):
        return shape.shapes
    return (shape,) if shape is not None else ()


def _below(shape: Shape, step: str) -> tuple[Shape, ...]:
    """What stands one step further in."""
    match shape:
        case Either(shapes):
            return tuple(below for one in shapes for below in _below(one, step))
        case Thing(what):
            key = SHAPES[what].get(step)
            if key is not None:
                return alternatives(key.holds)
            return (shape,) if what == "a beginning" and step != ITEM else ()
        case Things(what):
            return (
                (Thing(what), Name("target"))
                if step == ITEM and what == "a way on"
                else (Thing(what),) * (step == ITEM)
            )
        case Made(_, holds) | By(_, holds) | Phrases(holds):
            return alternatives(holds) if step != ITEM else ()
        case Name(_, many):
            return (Name(shape.kind),) if step == ITEM and many else ()
        case Ids() | Values() | Lines():
            return (shape,) if step == ITEM else ()
        case _:
            return ()
