"""A finished life as one page to keep: its text, what it showed, and its pictures, in a file that needs nothing else."""

from __future__ import annotations

from game.keepsake.page import Drawn, page

__all__ = ["Drawn", "page"]
