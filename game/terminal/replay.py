"""A life that was kept in a file, told again as plain lines from its first page to its last, and what it showed."""

from __future__ import annotations

from typing import TextIO

from game.language import tr
from game.play.debrief import debrief
from game.play.save import Loaded
from game.terminal import debrief as parting
from game.terminal import page


def tell(kept: Loaded, output: TextIO) -> None:
    """Tell a life, to its end or as far as it was lived."""
    life = kept.playthrough
    blocks = page.history(life)
    if life.is_over:
        shown = debrief(life)
        blocks += [(tr("Ending: {ending}", ending=shown.title),), *parting.blocks(life.story, shown)]
    output.write(page.lines(blocks, None))
