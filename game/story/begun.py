"""What stands in a scene that was only begun: words that a program put there, for its author to write over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from game.story.model import Scene
from game.story.prose import Text
from game.story.source import Span

NOT_YET: Final = "Not written yet."
"""What a scene says that a quick fix has begun."""
CHOICE: Final = "Do what nobody has done here yet."
"""What a choice says that `ampersand new --branch` has added."""
_WRITE_HERE: Final = ("Write here what happens,", "and leave a line empty wherever there is to be a pause.")


def opening(scene: str) -> tuple[str, ...]:
    """What a scene says that `ampersand new --branch` has added, line by line."""
    return (f"This is where the scene {scene} begins. {_WRITE_HERE[0]}", _WRITE_HERE[1])


_BEGINS: Final = "This is where the scene "
_HERE: Final = " ".join(_WRITE_HERE)


def left_standing(scene: Scene) -> Span | None:
    """Where a scene's text still has such words; none where its author has written over them."""
    return next(
        _left(scene.text, lambda told: _HERE in told or _begins(told, scene.id) or told.strip() == NOT_YET), None
    )


def choices_left_standing(scene: Scene) -> Iterator[tuple[str, Span]]:
    """The choices of a scene that still have such words, by their ids."""
    for choice in scene.choices:
        yield from ((choice.id, span) for span in _left(choice.text, lambda told: told.strip() == CHOICE))


def _begins(told: str, scene: str) -> bool:
    return _BEGINS in told and f"{_BEGINS}{scene} begins." in told


def _left(text: Text, is_left: Callable[[str], bool]) -> Iterator[Span]:
    for paragraph in text.paragraphs:
        if not paragraph.speaker and is_left("".join(piece for piece in paragraph.pieces if isinstance(piece, str))):
            yield paragraph.span
