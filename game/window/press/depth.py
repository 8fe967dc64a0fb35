"""How deep a drawing is: its groups `far`, `middle` and `near`, each of which can be printed by itself. No numpy."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from game.window.press.picture import Layer, Plates, separations_of

LAYERS: tuple[Layer, ...] = ("far", "middle", "near")
"""From the back to the front."""
SLACK = 4
"""How much wider than the picture, on either side, those before the furthest are printed, in page units: so far they can
be moved.
"""

PAGE_HEIGHT = 720

_KEPT = re.compile(r"<style\b.*?</style>|<defs\b.*?</defs>", re.DOTALL)
_ROOT = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_GROUP = re.compile(r"<g\b[^>]*?(/?)>|</g>", re.DOTALL)


def slack(height: int) -> int:
    """The same in pixels, of a picture as high as the page."""
    return round(SLACK * height / PAGE_HEIGHT)


@lru_cache(maxsize=64)
def layers_of(path: Path, plate: Plates) -> tuple[Layer, ...]:
    """The layers a drawing is made of in that ink, from the back; none where it was drawn as one."""
    files = separations_of(path)
    own = next((file for file in files if f".{plate}." in file.name), files[0])
    text = own.read_text("utf-8")
    found = tuple(layer for layer in LAYERS if _span(text, layer))
    return found if "far" in found and len(found) > 1 else ()


def only(text: str, group: str) -> str:
    """A drawing of that group alone, with the styles and gradients it uses; of nothing where it has no such group."""
    root, span = _ROOT.search(text), _span(text, group)
    kept = "".join(found.group() for found in _KEPT.finditer(text))
    alone = text[slice(*span)] if span else ""
    return f"{root.group() if root else '<svg>'}{kept}{alone}</svg>"


def without(text: str, group: str) -> str:
    """A drawing of all but that group."""
    span = _span(text, group)
    return text[: span[0]] + text[span[1] :] if span else text


def up_to(text: str, layer: Layer) -> str:
    """A drawing without what is nearer than that layer."""
    for nearer in LAYERS[LAYERS.index(layer) + 1 :]:
        text = without(text, nearer)
    return text


def _span(text: str, group: str) -> tuple[int, int] | None:
    """Where a group begins and ends."""
    begun = re.search(rf'<g\b[^>]*\bid="{group}"[^>]*>', text)
    if begun is None:
        return None
    depth = 0
    for tag in _GROUP.finditer(text, begun.start()):
        if tag.group() == "</g>":
            depth -= 1
        elif not tag.group(1):
            depth += 1
        if depth == 0:
            return begun.start(), tag.end()
    return None
