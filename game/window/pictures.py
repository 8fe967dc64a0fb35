"""The pictures of the scenes: asked of the press, kept as stills, and printed in the reader's palette."""

from __future__ import annotations

from pathlib import Path

import pygame

from game import disk
from game.window.kept import Kept
from game.window.parallax import Parallax
from game.window.press.client import Picture, Press
from game.window.press.palette import Inks, palette
from game.window.press.printing import Printing
from game.window.register import Register, Unrest, Unsettled
from game.window.theme import Look

KEPT_BYTES = 24_000_000
"""How much the printed stills that are kept may take, so that going back costs nothing. The page, and three that may follow, are kept whatever
they take.
"""
KEPT_LEAST = 4
Place = tuple[Look, tuple[int, int]]
"""How a page looks, and where on it a picture lies."""
Key = tuple[object, ...]
"""What a still is kept under."""


class Pictures:
    """What the press has made for this window. Nothing here waits: a page without its picture is a page of paper."""

    def __init__(self) -> None:
        self._press: Press | None = None
        self._stills = Kept(KEPT_BYTES, KEPT_LEAST)
        self._register = Register()
        self._parallax = Parallax()
        self._papers: dict[tuple[object, ...], pygame.Surface] = {}
        self._awaited: dict[Picture, Place] = {}
        """What a page was drawn without, and where it belongs."""
        self._unready: tuple[Picture, Place, Unrest] | None = None
        """The picture that a page was drawn without because its plates are not ready to move."""
        self._foreseen: dict[Picture, Place] = {}
        """What the next page may need."""
        self._unrests: dict[Picture, tuple[Place, Unrest]] = {}
        """How those of them will move that will."""
        self._printing: tuple[Picture, Key, Printing] | None = None
        """What is being coloured."""
        self._room: pygame.Surface | None = None
        """Where a picture is coloured anew at each moment."""

    def open(self) -> None:
        """Start the press; before that every page is plain paper."""
        self._press = self._press or Press(disk.cache_folder(), baked=disk.shared_folder("assets") / "title")

    def close(self) -> None:
        if self._press:
            self._press.close()

    # ---- as time passes

    def poll(self) -> bool:
        """Whether a picture or the paper has arrived. A picture that a page waits for is coloured a little at each call."""
        if self._press is None:
            return False
        has_news = self._press.poll()
        if self._unready is not None:
            return self._make_ready(*self._unready) or has_news
        arrived = next((each for each in self._awaited if self._press.held(each)), None)
        if arrived is None:
            return has_news
        if self._printing is None or self._printing[0] != arrived:
            self._begin(arrived, *self._awaited[arrived])
        if not self._print_on():
            return False
        del self._awaited[arrived]
        return True

    @property
    def is_printing(self) -> bool:
        """Whether a picture is being coloured or made ready to move, or could be."""
        if self._printing is not None or self._next_foreseen() is not None or self._unready is not None:
            return True
        return not self._register.is_ready or self._next_unrest() is not None

    def look_ahead(self) -> bool:
        """Do a little of what the next page may need: for a turn in which nothing else is done. Whether anything was."""
        if self._printing is not None:
            if self._printing[0] in self._awaited:
                return False
            self._print_on()
        elif (picture := self._next_foreseen()) is not None:
            self._begin(picture, *self._foreseen.pop(picture))
        elif not self._register.is_ready:
            self._register.go_on()
        elif (picture := self._next_unrest()) is not None:
            (look, at), unrest = self._unrests.pop(picture)
            self._expect(picture, look, at, unrest)
        else:
            return False
        return True

    def _next_foreseen(self) -> Picture | None:
        return next((each for each in self._foreseen if self._press is not None and self._press.held(each)), None)

    def _next_unrest(self) -> Picture | None:
        return next((each for each in self._unrests if self._press is not None and self._press.held(each)), None)

    # ---- colouring

    def _begin(self, picture: Picture, look: Look, at: tuple[int, int]) -> None:
        self._printing = None
        sheet = self._press.held(picture) if self._press else None
        key = self._key(picture, look, at)
        if sheet is not None and key not in self._stills:
            colours = palette(Inks(*look.theme.plates))
            self._printing = (picture, key, Printing(sheet, colours, self.grain(look), at))

    def _print_on(self) -> bool:
        """Colour a little more; whether nothing is left to do."""
        if self._printing is None:
            return True
        _, key, printing = self._printing
        if not printing.go_on():
            return False
        self._stills.keep(key, printing.printed)
        self._printing = None
        return True

    def _key(self, picture: Picture, look: Look, at: tuple[int, int]) -> Key:
        return (picture, look.theme.name, at, self.grain(look) is not None)

    def _print_now(self, key: Key, picture: Picture, look: Look, at: tuple[int, int]) -> bool:
        """Have a still at once; not where its sheet is not there, or has just come and is being coloured."""
        if picture in self._awaited and self._awaited[picture] == (look, at):
            return False
        if self._press is None or self._press.ready(picture) is None:
            self._awaited[picture] = (look, at)
            return False
        if self._printing is None or self._printing[1] != key:
            self._begin(picture, look, at)
        while not self._print_on():
            pass
        return key in self._stills

    # ---- what a page asks for

    def paper(self, look: Look) -> pygame.Surface:
        """The page itself: the stock's colour, with its fibres once they are there."""
        size = (look.width, look.height)
        grain = self.grain(look)
        key = (size, look.theme.name, grain is not None)
        if key not in self._papers:
            sheet = pygame.Surface(size).convert()
            sheet.fill(look.paper)
            if grain:
                sheet.blit(grain, (0, 0), special_flags=pygame.BLEND_RGB_MULT)
            self._papers = {key: sheet}
        return self._papers[key]

    def grain(self, look: Look) -> pygame.Surface | None:
        """The paper's fibres, where this palette shows them."""
        return self._press.grain((look.width, look.height)) if self._press and look.theme.has_grain else None

    def want(self, picture: Picture) -> None:
        """Have a picture pressed for the page that is come to; what was foreseen from the last one is forgotten."""
        self._foreseen.clear()
        self._unrests.clear()
        self._awaited.clear()
        self._unready = None
        if self._press:
            self._press.request(picture)

    def foresee(self, picture: Picture, look: Look, at: tuple[int, int], unrest: Unrest | None = None) -> None:
        """Have a picture pressed ahead, and coloured when there is time, for a scene that may come; and made ready, where
        its second plate will move.
        """
        if self._press is None:
            return
        self._press.request(picture, ahead=True)
        key = self._key(picture, look, at)
        if self._stills.find(key) is None:
            self._foreseen[picture] = (look, at)
        if unrest is not None and not self._unrests:
            self._unrests[picture] = ((look, at), unrest)

    def is_there(self, picture: Picture) -> bool:
        is_waited_for = picture in self._awaited or (self._unready is not None and self._unready[0] == picture)
        return self._press is not None and not is_waited_for and self._press.ready(picture) is not None

    def cover(self, drawing: Path, look: Look, width: int) -> pygame.Surface | None:
        """A title picture as high as the page, or none while it is not there."""
        return self.still(Picture((drawing,), size=(width, look.height)), look, (0, 0))

    def still(self, picture: Picture, look: Look, at: tuple[int, int]) -> pygame.Surface | None:
        """The picture printed, to lie at that place of the page; none while it is not there."""
        key = self._key(picture, look, at)
        if key not in self._stills and not self._print_now(key, picture, look, at):
            return None
        return self._stills.find(key)

    # ---- what moves

    def landing(
        self, picture: Picture, look: Look, at: tuple[int, int], *, across: int, outer: float
    ) -> pygame.Surface | None:
        """The picture while its outer plate comes down: so many pixels from its place, and that strong, 0 to 1; none
        while its plates are still being taken apart.
        """
        held = self._register.find(picture, look, "landing")
        if held is not None:
            return held.landing(across, outer)
        if self._press is not None and self._press.ready(picture) is not None:
            self._unready = (picture, (look, at), "landing")
        return None

    def wandering(self, picture: Picture, look: Look, at: tuple[int, int], part: float) -> pygame.Surface | None:
        """The picture while its outer plate finds its register: a pixel off at 0, in its place at 1. Where it is not ready
        for that, it stays in its place.
        """
        still, held = self.still(picture, look, at), self._register.find(picture, look, "wandering")
        return still if still is None or held is None else held.wandering(still, part)

    def printing(self, picture: Picture, look: Look, at: tuple[int, int], part: float) -> pygame.Surface | None:
        """The picture while both its plates are still being printed: that much of their ink, 0 to 1."""
        sheet = self._press.ready(picture) if self._press else None
        if sheet is None:
            return None
        room = self._room
        if room is None or room.get_size() != sheet.get_size():
            room = self._room = pygame.Surface(sheet.get_size())
        sheet.set_palette(palette(Inks(*look.theme.plates), part, part))
        room.blit(sheet, (0, 0))
        if grain := self.grain(look):
            room.blit(grain, (0, 0), (at, room.get_size()), special_flags=pygame.BLEND_RGB_MULT)
        return room

    def has_depth(self, picture: Picture, look: Look) -> bool:
        """Whether a picture can lean. What it takes is brought up a little at a time: ask again."""
        return self._press is not None and self._parallax.is_ready(picture, look, self._press)

    def leaning(self, picture: Picture, look: Look, at: tuple[int, int], lean: float) -> pygame.Surface | None:
        """The picture with what is nearest so many pixels to the right of its place, and what is furthest in it."""
        if not self.has_depth(picture, look):
            return self.still(picture, look, at)
        return self._parallax.at(picture, look, lean, grain=self.grain(look), at=at)

    def let_lie(self, picture: Picture | None, look: Look) -> None:
        """Let go of what only movement needs."""
        if picture is not None:
            self._register.let_lie(picture, look)
        self._unready = self._room = None

    def _expect(self, picture: Picture, look: Look, at: tuple[int, int], unrest: Unrest) -> Unsettled | None:
        sheet = self._press.held(picture) if self._press else None
        if sheet is None:
            return None
        return self._register.expect(picture, look, unrest, sheet=sheet, grain=self.grain(look), at=at)

    def _make_ready(self, picture: Picture, place: Place, unrest: Unrest) -> bool:
        """Take a picture apart a little further that a page waits for; whether it is ready."""
        held = self._expect(picture, *place, unrest)
        if held is not None and not held.go_on():
            return False
        self._unready = None
        return True
