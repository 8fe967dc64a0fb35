"""Why a packed story is not opened."""

from __future__ import annotations


class Refused(Exception):
    """A packed story that is not opened: it is damaged, or may not be what it says.

    Attributes:
        why: as a sentence about the file, without its beginning: `it is damaged`.
    """

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)
