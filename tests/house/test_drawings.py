"""Every drawing is well-formed, and asks nothing of the press that its SVG reader would drop without a word."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parents[2]
DRAWINGS = sorted([*ROOT.glob("assets/**/*.svg"), *ROOT.glob("story/**/*.svg")])

DROPPED = {
    "text",
    "tspan",
    "use",
    "image",
    "symbol",
    "clipPath",
    "mask",
    "filter",
    "pattern",
    "marker",
    "foreignObject",
}
"""Elements that the reader in SDL_image leaves out."""
DROPPED_ATTRIBUTES = {"clip-path", "mask", "filter", "mix-blend-mode", "visibility", "vector-effect"}
PICTURES = sorted(ROOT.glob("assets/pictures/*.svg"))
SHEETS = ("far", "middle", "near")
"""What a picture's groups are called, from the back to the front, so that a press can part them."""
LONGEST = 35_000
"""In bytes: what one person can still read and mend by hand."""
GRADIENT_ENDS = ("x1", "y1", "x2", "y2", "cx", "cy", "r", "fx", "fy")


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda path: path.stem)
def test_a_drawing_asks_only_for_what_the_press_prints(drawing: Path) -> None:
    root = ElementTree.fromstring(drawing.read_text("utf-8"))
    assert "viewBox" in root.attrib
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        assert name not in DROPPED, f"{drawing.name} uses <{name}>"
        assert not DROPPED_ATTRIBUTES & set(element.attrib), f"{drawing.name}: {element.attrib}"
        if name.endswith("Gradient") and element.get("gradientUnits") != "userSpaceOnUse":
            ends = [element.get(end) for end in GRADIENT_ENDS if element.get(end)]
            assert all(end.endswith("%") for end in ends if end), f"{drawing.name}: a gradient's ends are percentages"


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda path: path.stem)
def test_a_drawing_keeps_to_colours_the_press_can_part(drawing: Path) -> None:
    text = drawing.read_text("utf-8")
    assert not re.search(r"currentColor|hsl\(|#[0-9a-fA-F]{8}\b", text)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.stem)
def test_a_picture_is_laid_in_sheets_from_far_to_near(picture: Path) -> None:
    laid = [str(part.get("id")) for part in ElementTree.parse(picture).getroot() if str(part.tag).endswith("}g")]
    assert laid
    assert laid == [name for name in SHEETS if name in laid], f"{picture.name} has {laid}"


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.stem)
def test_a_picture_stays_short_enough_to_mend_by_hand(picture: Path) -> None:
    assert picture.stat().st_size < LONGEST
