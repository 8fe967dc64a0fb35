"""The map of the story on the desk, as the page shows it: at once without lives, and with them once they have been counted."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import tempfile
from pathlib import Path
from typing import Final

from game.author.language import OpenStory
from game.author.map import laid_out
from game.author.map.page import page
from game.story.model import Story

BUDGET_S: Final = 45
"""How long lives are walked before shares are estimated."""


class NoMap(Exception):
    """There is nothing to draw, or the lives could not be counted; the words say why."""


class Drawn:
    """The map with every line as thick as any other, kept for as long as the story is the same."""

    def __init__(self) -> None:
        self._kept: tuple[Story | None, str] = (None, "")

    def page(self, story: OpenStory, told: Story | None) -> str:
        """The map as a page.

        Args:
            story: The story as it stands.
            told: The story as it last could be told, which is drawn where it now cannot be.

        Raises:
            NoMap: None of it could be read yet.
        """
        shown = story.understood.story or told or story.told
        if shown is None or not shown.scenes:
            raise NoMap("There is no scene to draw yet.")
        if self._kept[0] is not shown:
            self._kept = shown, page(laid_out(shown, None))
        return self._kept[1]


class Lives:
    """The map with lives, counted in a process of its own, and kept for as long as the story is the same.

    Args:
        story: The story's folder, or the file that is the story.
    """

    def __init__(self, story: Path) -> None:
        self.story = story
        self._kept: tuple[str, str] = ("", "")
        self._counting = asyncio.Lock()

    async def counted(self, fingerprint: str) -> str:
        """The map as a page, with lines as thick as the share of lives that pass.

        Args:
            fingerprint: What tells the story from any other.

        Raises:
            NoMap: They could not be counted.
        """
        async with self._counting:
            if self._kept[0] != fingerprint:
                self._kept = fingerprint, await self._made()
            return self._kept[1]

    async def _made(self) -> str:
        import game

        with tempfile.TemporaryDirectory() as folder:
            output = Path(folder) / "map.html"
            command = ["-m", "game", "map", str(self.story), "--budget", str(BUDGET_S), "-o", str(output)]
            house = Path(game.__file__).parent.parent
            silent = asyncio.subprocess.DEVNULL
            counting = await asyncio.create_subprocess_exec(
                sys.executable, *command, cwd=house, stdin=silent, stdout=silent, stderr=silent
            )
            try:
                code = await counting.wait()
            finally:
                with contextlib.suppress(ProcessLookupError):
                    counting.kill()
            if code or not output.is_file():
                raise NoMap("The lives could not be counted: mend what is wrong in the story first.")
            return output.read_text(encoding="utf-8")
