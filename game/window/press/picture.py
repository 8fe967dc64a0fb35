"""What the window asks the press for, as values that travel between the two processes as JSON."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Literal

import attrs

PRESS_VERSION = 3
"""Part of every key: raise it whenever a picture would come out of the press differently, and old sheets are let go."""

DRY_STEPS = 3
"""A roller is so many thirds dry; finer would print a new sheet at every change of a meter."""

Layer = Literal["far", "middle", "near"]
Part = Literal["mark", "lanyard"]
Edge = Literal["left", "right", "bottom", "none"]
Plates = Literal["inner", "outer", "both"]
PLATES: tuple[Plates, ...] = ("inner", "outer")


def _stepped(dry: tuple[float, float]) -> tuple[float, float]:
    inner, outer = (round(min(max(part, 0.0), 1.0) * DRY_STEPS) / DRY_STEPS for part in dry)
    return (inner, outer)


@attrs.frozen
class Figure:
    """Somebody standing in a picture."""

    path: Path
    x: float
    """The middle of the feet, in the units of the first backdrop's viewBox. Somebody wide steps in from the edge."""
    y: float
    """The ground under them, likewise."""
    height: float
    """How tall the figure's own viewBox becomes, likewise."""
    flip: bool = False
    """Facing the other way."""
    is_cut: bool = False
    """Whether it hides what is behind it in the other ink too."""
    part: Part | None = None
    """What is meant of somebody's mark: the lanyard that hangs from it, or all but that. Without, the whole drawing."""


@attrs.frozen
class Picture:
    """One still: what is on it, how large, and how it is printed."""

    backdrops: tuple[Path, ...]
    """Places, overprinted. The first one's viewBox is the picture's measure."""
    figures: tuple[Figure, ...] = ()
    """From the back to the front. A figure hides what is behind it in its own ink, and in the other where it is cut out."""
    size: tuple[int, int] = attrs.field(kw_only=True)
    """In real pixels."""
    view: tuple[float, float, float, float] | None = attrs.field(default=None, kw_only=True)
    """The part of the viewBox that is wanted: x, y, width, height. Where its shape is not that of `size`, the middle
    of it is printed."""
    edge: Edge = attrs.field(default="none", kw_only=True)
    """The side that is perforated, as a stamp is."""
    dry: tuple[float, float] = attrs.field(default=(0.0, 0.0), converter=_stepped, kw_only=True)
    """How dry the inner and the outer roller are, 0 to 1, in thirds."""
    plates: Plates = attrs.field(default="both", kw_only=True)
    """Which plate is printed. A file that has nothing in that ink is printed in it all the same: one drawing of a
    street serves both halves."""

    layer: Layer | None = attrs.field(default=None, kw_only=True)
    """The one of its drawing's layers that is wanted alone, with what it hides; only of one drawing, in one ink."""

    def files(self) -> list[Path]:
        """Every file this is made from, in order."""
        named = [*self.backdrops, *(figure.path for figure in self.figures)]
        return [file for path in named for file in separations_of(path)]

    def key(self) -> str:
        """What names its sheet in the cache: the drawings' content and all else that changes a pixel.

        Raises:
            OSError: a drawing is missing.
        """
        print_of = hashlib.sha256()
        for file in self.files():
            print_of.update(hashlib.sha256(file.read_bytes()).digest())
        spots = [_spot(figure) for figure in self.figures]
        rest = (PRESS_VERSION, len(self.backdrops), spots, self.size, self.view, self.edge, self.dry, self.plates)
        print_of.update(repr((*rest, self.layer) if self.layer else rest).encode())
        return print_of.hexdigest()[:32]

    def as_json(self) -> dict[str, Any]:
        """The picture as JSON can carry it; `from_json` reads it back."""
        return attrs.asdict(self, value_serializer=lambda _, __, value: _plain(value))

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> Picture:
        backdrops = tuple(Path(path) for path in said.pop("backdrops"))
        figures = tuple(Figure(**{**figure, "path": Path(figure["path"])}) for figure in said.pop("figures"))
        rest: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in said.items()
        }
        return cls(backdrops, figures, **rest)


def _spot(figure: Figure) -> tuple[object, ...]:
    plain = (figure.x, figure.y, figure.height, figure.flip)
    return (*plain, figure.is_cut, figure.part) if figure.is_cut or figure.part else plain


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Path) else value


def separations_of(path: Path) -> list[Path]:
    """The files behind one drawing: itself, or its `.inner` and `.outer` siblings where it has them."""
    siblings = [path.with_suffix(f".{plate}{path.suffix}") for plate in PLATES]
    found = [file for file in siblings if file.exists()]
    return found or [path]
