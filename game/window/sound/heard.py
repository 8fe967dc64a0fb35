"""What there is to hear on a page, as a screen says it: no files, no device."""

from __future__ import annotations

from collections.abc import Mapping

import attrs


@attrs.frozen
class Heard:
    """Where a page is, and what is told on it just now."""

    music: str
    """What the music goes by: `title`, the ink of the half that is awake, or `ending`."""
    scene: str = ""
    places: tuple[tuple[str, str | None], ...] = ()
    """Each place of the scene and the sound its story gives it, if any."""
    readings: Mapping[str, int] = attrs.field(factory=dict)
    """The meters, as the half that is awake reads them."""
    told: str = ""
    """The newest of what is told, as far as it has appeared."""
