"""What is written for sounds: a place's once on arrival, a piece's the first time, a cue's as it is heard."""

from __future__ import annotations

TYPE_CHECKING = False  # importing it from `typing` costs time before the first frame
if TYPE_CHECKING:
    from game.window.sound.heard import Heard
    from game.window.sound.sheet import Cue, Sheet

STAYS_MS = 5000
CHARACTER_MS = 60
"""How long a caption stays once it stands on a page, and how much longer for each of its characters."""


class Captions:
    """The caption there is now. Empty when there is none."""

    def __init__(self) -> None:
        self.now = ""
        self._here: tuple[str, ...] = ()
        self._pieces: set[str] = set()
        self._until: int | None = None

    def arrive(self, sheet: Sheet, heard: Heard) -> None:
        """A page is met: name what is heard there, if it is not what was heard before."""
        places = sheet.place_captions(heard)
        said = [] if places == self._here else list(places)
        self._here = places
        piece = sheet.score(heard).piece
        if piece and piece not in self._pieces:
            self._pieces.add(piece)
            said += [words for words in (sheet.captions.get(piece),) if words]
        if said:
            self._say(said)

    def strike(self, cue: Cue) -> None:
        """A cue is heard."""
        if cue.caption:
            self._say([cue.caption])

    def _say(self, said: list[str]) -> None:
        self.now = " ".join(f"[{words}]" for words in said)
        self._until = None

    def stands(self, now_ms: int) -> None:
        """It has been drawn, so that its time begins."""
        if self._until is None:
            self._until = now_ms + STAYS_MS + CHARACTER_MS * len(self.now)

    def pass_time(self, now_ms: int) -> bool:
        """Let it go when its time is over; whether it went."""
        if not self.now or self._until is None or now_ms < self._until:
            return False
        self.now, self._until = "", None
        return True
