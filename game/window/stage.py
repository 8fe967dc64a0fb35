"""What moves on a scene's page: what moves by itself where it is come to, the hands of its dials, and its picture that leans."""

from __future__ import annotations

from collections.abc import Mapping

from game.window import theme
from game.window.leaning import Leaning
from game.window.motion import Movement, movement
from game.window.press.client import Picture
from game.window.screens.screen import Desk
from game.window.stirring import Kind, Stirring
from game.window.theme import Look


class Stage:
    """The movements of one page.

    Args:
        desk: Where it lies.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._sweep: Movement | None = None
        self._stirring = Stirring({})
        self._leaning = Leaning(desk.aside)
        self._leant = 0
        """How far the picture leans as it was drawn last, in pixels."""

    # ---- what begins

    def stir(self, lengths_ms: Mapping[Kind, int]) -> None:
        """Let move what moves by itself, each for so long; where less motion is wished a landing is a fade, and all else
        rests.
        """
        lengths = dict(lengths_ms)
        if self._desk.settings.is_reduced:
            lengths = {"landing": theme.LANDING_REDUCED_MS} if "landing" in lengths else {}
        self._stirring = Stirring(lengths, patience_ms=theme.PICTURE_PATIENCE_MS)

    def rest(self) -> None:
        """Let nothing move by itself."""
        self._stirring = Stirring({})

    def sweep(self, length_ms: int) -> None:
        """Let the hands of the dials move for so long; for none where that is nought."""
        now, is_reduced = self._desk.now_ms, self._desk.settings.is_reduced
        self._sweep = movement(now, length_ms, is_reduced=is_reduced) if length_ms else None

    @property
    def is_due(self) -> bool:
        """Whether something has still to begin."""
        return self._stirring.is_due

    def begin(self, now_ms: int, picture: Picture | None) -> None:
        """Begin what has still to begin, on a page with that picture."""
        if not hasattr(self._desk, "pictures"):
            return
        is_there = picture is not None and self._desk.pictures.is_there(picture)
        self._stirring.begin(now_ms, self._desk.shown_ms, is_pictured=is_there, may_come=picture is not None)

    # ---- what goes on

    def pass_time(self, now_ms: int, picture: Picture | None) -> bool:
        """Let it go on; whether something has come to rest, so that the page must be drawn anew."""
        if self._stirring.let_rest(now_ms):
            if not self._stirring.is_moving:
                self._desk.pictures.let_lie(picture, self._desk.look)
            return True
        self._lean(now_ms, picture)
        if self._sweep is not None and self._sweep.is_over(now_ms):
            self._sweep = None
            return True
        return False

    def _lean(self, now_ms: int, picture: Picture | None) -> None:
        """Let the near things of the picture follow the pointer, once it is ready to lean."""
        aside = self._desk.aside
        if picture is None or self._desk.settings.is_reduced or not self._leaning.has_moved(aside):
            return
        if self._desk.pictures.has_depth(picture, self._desk.look):
            self._leaning.follow(aside, now_ms)

    # ---- how far it has come

    @property
    def is_sweeping(self) -> bool:
        """Whether the hands are moving."""
        return self._sweep is not None

    @property
    def swept(self) -> float | None:
        """How far the hands have come, 0 to 1; none where they rest."""
        return self._sweep.part(self._desk.now_ms) if self._sweep else None

    def stirred(self, kind: Kind) -> float | None:
        """How far something that moves by itself has come, 0 to 1; none where it rests."""
        return self._stirring.part(kind, self._desk.now_ms)

    @property
    def lean(self) -> float:
        """How far to the right the nearest of the picture lies of its place, in units of length."""
        return self._leaning.at(self._desk.now_ms)

    def is_moving(self, now_ms: int) -> bool:
        """Whether anything moves."""
        return self._sweep is not None or self._stirring.is_moving or self._leaning.is_moving(now_ms)

    def draw(self, look: Look) -> None:
        """The page is drawn as it stands."""
        self._leant = round(self.lean * look.scale)

    def has_leant(self, look: Look) -> bool:
        """Whether the picture lies otherwise than it was drawn."""
        return round(self.lean * look.scale) != self._leant

    def has_moved(self, look: Look) -> bool:
        """Whether anything stands otherwise than it was drawn, on a page that is seen whole."""
        is_still = self._sweep is None and not self._stirring.is_moving and not self.has_leant(look)
        return not is_still and self._desk.shown_ms <= self._desk.now_ms
