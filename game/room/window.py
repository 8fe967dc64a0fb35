"""What a room knows of its projector's window: whether it is open, and which of the pages that it needs is seen."""

from __future__ import annotations

import asyncio


class Window:
    """The projector's window, as far as a room knows it."""

    def __init__(self) -> None:
        self.state = ""
        """`open` or `shut`, where the projector shows the game's own window; empty where it shows a page."""
        self.leaf, self.leaves = 0, 1
        """Which of the pages that the window needs for what is told is seen, and how many there are."""
        self.shifted = asyncio.Event()
        """Set when the window has something new to show, and nobody else."""

    def shift(self, leaf: int) -> None:
        """Show another of its pages."""
        self.leaf = max(0, min(leaf, self.leaves - 1))
        self.shifted.set()

    def start_over(self) -> None:
        """Something else is told: its first page, of which nobody knows yet how many there will be."""
        self.leaf, self.leaves = 0, 1

    def open_again(self) -> None:
        """Open the window once more where it was shut. Where there is none, nothing happens."""
        if self.state:
            self.state = "open"
            self.shifted.set()
