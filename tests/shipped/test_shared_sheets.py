"""Two places on one sheet are both seen: where one has a tint, the other has paper or a solid. And what a picture counts is there."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import numpy.typing as npt
import pytest

from game.story import read_story
from game.story.place import Place
from game.window import drawings
from game.window.press.picture import Picture
from game.window.press.separations import Plate, separate

STORY = read_story(Path(__file__).parents[2] / "story" / "ampersand")
SHARED = sorted({scene.places for scene in STORY.scenes.values() if len(scene.places) > 1})
SMALL = (145, 180)
PAPER, SOLID = 0.04, 0.96
TOLD_APART = 0.03
"""How much of a sheet may be tint over tint: edges, and folds of a dust sheet. Places drawn without each other came to 0.28 and more."""

SEEN = 0.03
"""How much of the sheet is ink, at least, of either."""


def as_it_may_look(place: Place) -> list[Path]:
    names = [place.picture, *(each.picture for each in place.instead if each.picture)]
    found = [drawings.find(name, Path(STORY.folder)) for name in names if name]
    return [path for path in found if path]


def tinted(plate: Plate) -> npt.NDArray[np.bool_]:
    return (plate > PAPER) & (plate < SOLID)


@pytest.mark.parametrize("places", SHARED, ids="+".join)
def test_no_tint_lies_over_another_places_tint(places: tuple[str, ...]) -> None:
    for backdrops in product(*(as_it_may_look(STORY.places[place]) for place in places)):
        assert len(backdrops) == len(places)
        inner, outer, _ = separate(Picture(backdrops, size=SMALL))
        names = [path.name for path in backdrops]
        assert (tinted(inner) & tinted(outer)).mean() < TOLD_APART, names
        assert min(inner.mean(), outer.mean()) > SEEN, names


def test_nineteen_letters_are_dealt_fourteen_in_one_ink_and_five_in_the_other() -> None:
    drawing = ElementTree.parse(Path(__file__).parents[2] / "assets" / "pictures" / "dealt.svg")
    (dealt,) = (part for part in drawing.iter() if part.get("id") == "dealt")
    rims = [sheet.get("stroke") for sheet in dealt if sheet.get("fill") == "#ffffff"]
    assert (rims.count("#00ffff"), rims.count("#ff00ff")) == (14, 5)
