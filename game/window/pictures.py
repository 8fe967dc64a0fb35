"""The pictures of the scenes: asked of the press, kept as stills, and printed in the reader's palette."""

from __future__ import annotations

from collections import OrderedDict
from functools import lru_cache
from pathlib import Path

import attrs
import pygame

from game import disk
from game.story.model import Scene, Story
from game.window.layout import Spread
from game.window.press import depth
from game.window.press.client import Edge, Figure, Picture, Press, print_sheet
from game.window.press.diorama import Diorama
from game.window.press.loose import Loose
from game.window.press.palette import Inks, palette
from game.window.press.printing import Printing
from game.window.theme import Ink, Look
from game.window.widgets import marks

KEPT = 8
"""How many printed stills are kept, so that going back costs nothing."""
ART = (580, 720)
"""A column's drawing in its own units. A narrow page loses some of its outer side."""
BLEED = 14
"""What a full page loses of the drawing on either side."""
USUAL_MOOD = "rested"
Place = tuple[Look, tuple[int, int]]
"""How a page looks, and where on it a picture lies."""
Key = tuple[object, ...]
"""What a still is kept under."""
SOLID = 255
"""The alpha of what nothing shows through; SDL is slow to blend with it."""


class Pictures:
    """What the press has made for this window. Nothing here waits: a page without its picture is a page of paper."""

    def __init__(self) -> None:
        self._press: Press | None = None
        self._stills: OrderedDict[Key, pygame.Surface] = OrderedDict()
        self._loose: tuple[object, Loose] | None = None
        """The picture whose plates are moving against each other, taken apart."""
        self._astray: tuple[object, pygame.Surface] | None = None
        """The picture whose outer plate finds its register, as it is a pixel away from it."""
        self._diorama: tuple[object, Diorama] | None = None
        """The picture whose layers move against each other."""
        self._coming: pygame.Surface | None = None
        """The layer that is to be laid on it next."""
        self._deep: set[Picture] = set()
        """The layers that have been asked for."""
        self._straying: tuple[Picture, Look, tuple[int, int]] | None = None
        """What has yet to be laid so: in turns of its own, for it takes twenty milliseconds."""
        self._between: pygame.Surface | None = None
        """Where it is laid together on the way."""
        self._papers: dict[tuple[object, ...], pygame.Surface] = {}
        self._awaited: dict[Picture, Place] = {}
        """What a page was drawn without, and where it belongs."""
        self._foreseen: dict[Picture, Place] = {}
        """What the next page may need."""
        self._printing: tuple[Picture, Key, Printing] | None = None
        """What is being coloured."""

    def open(self) -> None:
        """Start the press; before that every page is plain paper."""
        self._press = self._press or Press(disk.cache_folder(), baked=disk.shared_folder("assets") / "title")

    def close(self) -> None:
        if self._press:
            self._press.close()

    def poll(self) -> bool:
        """Whether a picture or the paper has arrived. A picture that a page waits for is coloured a little at each call."""
        if self._press is None:
            return False
        has_news = self._press.poll()
        if self._straying is not None and self._stray(*self._straying):
            return True
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
        """Whether a picture is being coloured, or could be."""
        return self._printing is not None or self._next_foreseen() is not None

    def look_ahead(self) -> None:
        """Colour a little of what the next page may need: for a turn in which nothing else is done."""
        if self._printing is not None:
            if self._printing[0] not in self._awaited:
                self._print_on()
        elif (picture := self._next_foreseen()) is not None:
            self._begin(picture, *self._foreseen.pop(picture))

    def _next_foreseen(self) -> Picture | None:
        return next((each for each in self._foreseen if self._press is not None and self._press.held(each)), None)

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
        self._keep(key, printing.printed)
        self._printing = None
        return True

    def _keep(self, key: Key, still: pygame.Surface) -> None:
        self._stills[key] = still
        while len(self._stills) > KEPT:
            self._stills.popitem(last=False)

    def _key(self, picture: Picture, look: Look, at: tuple[int, int]) -> Key:
        return (picture, look.theme.name, at, self.grain(look) is not None)

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

    def want(self, picture: Picture) -> None:
        """Have a picture pressed for the page that is come to; what was foreseen from the last one is forgotten."""
        self._foreseen.clear()
        self._awaited.clear()
        if self._press:
            self._press.request(picture)

    def foresee(self, picture: Picture, look: Look, at: tuple[int, int]) -> None:
        """Have a picture pressed ahead, and coloured when there is time, for a scene that may come."""
        if self._press:
            self._press.request(picture, ahead=True)
            key = self._key(picture, look, at)
            if key in self._stills:
                self._stills.move_to_end(key)
            else:
                self._foreseen[picture] = (look, at)

    def is_there(self, picture: Picture) -> bool:
        return self._press is not None and picture not in self._awaited and self._press.ready(picture) is not None

    def cover(self, drawing: Path, look: Look, width: int) -> pygame.Surface | None:
        """A title picture as high as the page, or none while it is not there."""
        return self.still(Picture((drawing,), size=(width, look.height)), look, (0, 0))

    def still(self, picture: Picture, look: Look, at: tuple[int, int]) -> pygame.Surface | None:
        """The picture printed, to lie at that place of the page; none while it is not there."""
        key = self._key(picture, look, at)
        if key not in self._stills and not self._print_now(key, picture, look, at):
            return None
        self._stills.move_to_end(key)
        return self._stills[key]

    def _print_now(self, key: Key, picture: Picture, look: Look, at: tuple[int, int]) -> bool:
        """Have a still at once; not where its sheet is not there, or has just come and is being coloured."""
        if picture in self._awaited and self._awaited[picture] == (look, at):
            return False
        if self._printing is not None and self._printing[1] == key:
            while not self._print_on():
                pass
            return True
        sheet = self._press.ready(picture) if self._press else None
        if sheet is None:
            self._awaited[picture] = (look, at)
            return False
        self._keep(key, print_sheet(sheet, palette(Inks(*look.theme.plates)), self.grain(look), at=at).convert())
        return True

    def landing(
        self, picture: Picture, look: Look, at: tuple[int, int], *, across: int, outer: float, down: int = 0
    ) -> pygame.Surface | None:
        """The picture while its outer plate comes down: so many pixels from its place, and that strong, 0 to 1."""
        sheet = self._press.ready(picture) if self._press else None
        if sheet is None:
            return None
        grain = self.grain(look)
        if not across:
            return print_sheet(sheet, palette(Inks(*look.theme.plates), 1.0, outer), grain, at=at)
        printed = self._taken_apart(picture, sheet, look).at(across, down, outer=outer)
        if grain:
            printed.blit(grain, (0, 0), (at, printed.get_size()), special_flags=pygame.BLEND_RGB_MULT)
        return printed

    def printing(self, picture: Picture, look: Look, at: tuple[int, int], part: float) -> pygame.Surface | None:
        """The picture while both its plates are still being printed: that much of their ink, 0 to 1."""
        sheet = self._press.ready(picture) if self._press else None
        if sheet is None:
            return None
        return print_sheet(sheet, palette(Inks(*look.theme.plates), part, part), self.grain(look), at=at)

    def wandering(self, picture: Picture, look: Look, at: tuple[int, int], part: float) -> pygame.Surface | None:
        """The picture while its outer plate finds its register: a pixel off at 0, in its place at 1."""
        still = self.still(picture, look, at)
        if still is None:
            return None
        key = (picture, look.theme.name)
        if self._astray is None or self._astray[0] != key:
            self._straying = (picture, look, at)
            return still
        # Half a pixel is both places at once: the eye takes it for the way between them.
        strayed, strength = self._astray[1], round(SOLID * (1 - part))
        if strength in (0, SOLID):
            return strayed if strength else still
        self._between = self._between or still.copy()
        self._between.blit(still, (0, 0))
        strayed.set_alpha(strength)
        self._between.blit(strayed, (0, 0))
        strayed.set_alpha(None)
        return self._between

    def _stray(self, picture: Picture, look: Look, at: tuple[int, int]) -> bool:
        """Take a picture apart, and at the next call lay it together a pixel off; whether that is done."""
        sheet = self._press.held(picture) if self._press else None
        key = (picture, look.theme.name)
        if sheet is not None and (self._loose is None or self._loose[0] != key):
            self._taken_apart(picture, sheet, look)
            return False
        away = max(1, int(look.scale))
        strayed = self.landing(picture, look, at, across=away, outer=1.0, down=away)
        if strayed is not None:
            self._astray = (key, strayed.convert())
        self._loose = self._between = self._straying = None
        return strayed is not None

    def has_depth(self, picture: Picture, look: Look) -> bool:
        """Whether the layers of a picture can be moved. It has them printed, and brings them up a little at a time:
        ask again.
        """
        layers = layers_of(picture)
        if self._press is None or not layers:
            return False
        for layer in layers:
            if layer not in self._deep:
                self._press.request(layer, ahead=True)
                self._deep.add(layer)
        diorama = self._diorama_of(picture, look)
        if len(diorama) == len(layers):
            return True
        if all(map(self._press.is_printed, layers)):
            sheet, self._coming = self._coming, None
            if sheet is not None:
                diorama.lay(sheet)
            else:
                self._coming = self._press.ready(layers[len(diorama)])
        return len(diorama) == len(layers)

    def leaning(self, picture: Picture, look: Look, at: tuple[int, int], lean: float) -> pygame.Surface | None:
        """The picture with its nearest layer so many pixels to the right of its place, and the furthest in it."""
        if not self.has_depth(picture, look):
            return self.still(picture, look, at)
        printed = self._diorama_of(picture, look).at(lean)
        marks.holes(printed, look.theme.plates[0], printed.get_rect(), picture.edge)
        if grain := self.grain(look):
            printed.blit(grain, (0, 0), (at, printed.get_size()), special_flags=pygame.BLEND_RGB_MULT)
        return printed

    def _diorama_of(self, picture: Picture, look: Look) -> Diorama:
        key = (picture, look.theme.name)
        if self._diorama is None or self._diorama[0] != key:
            paper, inner, outer, _ = look.theme.plates
            self._diorama = (key, Diorama(paper, inner if picture.plates == "inner" else outer))
            self._coming = None
        return self._diorama[1]

    def let_lie(self) -> None:
        """Let go of what only movement needs."""
        self._loose = self._astray = self._between = self._straying = None

    def _taken_apart(self, picture: Picture, sheet: pygame.Surface, look: Look) -> Loose:
        key = (picture, look.theme.name)
        if self._loose is None or self._loose[0] != key:
            self._loose = (key, Loose(sheet, Inks(*look.theme.plates)))
        return self._loose[1]

    def grain(self, look: Look) -> pygame.Surface | None:
        """The paper's fibres, where this palette shows them."""
        return self._press.grain((look.width, look.height)) if self._press and look.theme.has_grain else None


def layers_of(picture: Picture) -> tuple[Picture, ...]:
    """The layers of a picture, each to be printed alone; none where it has both inks, or was drawn flat."""
    if picture.plates == "both" or len(picture.backdrops) != 1 or picture.edge == "bottom":
        return ()
    layers = depth.layers_of(picture.backdrops[0], picture.plates)
    return tuple(attrs.evolve(picture, layer=layer) for layer in layers)


def of_scene(
    story: Story, scene: Scene, ink: Ink, page: Spread, *, dry: tuple[float, float] = (0, 0)
) -> Picture | None:
    """The picture of a scene for a page, or none where the story has none or the page no room."""
    if page.picture is None:
        return None
    folder = Path(story.folder)
    places = [story.places[name] for name in scene.places]
    backdrops = [found for place in places if place.picture and (found := find(place.picture, folder))]
    if not backdrops:
        return None
    figures = _figures(story, scene, ink, folder)
    return Picture(
        tuple(backdrops),
        figures,
        size=page.picture.size,
        view=_view(page, ink) if page.edge != "bottom" else None,
        edge=page.edge,
        dry=dry,
        plates=ink,
    )


def stamp(story: Story, scene: Scene, ink: Ink, size: tuple[int, int], edge: Edge) -> Picture | None:
    """The picture of a scene at the size of a stamp: a band from the middle of it."""
    folder = Path(story.folder)
    places = [story.places[name] for name in scene.places]
    backdrops = [found for place in places if place.picture and (found := find(place.picture, folder))]
    if not backdrops:
        return None
    return Picture(tuple(backdrops), _figures(story, scene, ink, folder), size=size, edge=edge, plates=ink)


@lru_cache(maxsize=256)
def find(name: str, folder: Path) -> Path | None:
    """A drawing, or the pair of plates under its name. Where it lies is looked up once a game: a page is composed often."""
    if found := disk.picture(name, story=folder):
        return found
    stem, dot, ending = name.rpartition(".")
    inner = disk.picture(f"{stem}.inner{dot}{ending}", story=folder)
    return inner.with_name(name.rpartition("/")[2]) if inner else None


def _figures(story: Story, scene: Scene, ink: Ink, folder: Path) -> tuple[Figure, ...]:
    """Whoever stands in the scene, each at a spot that the place keeps for people."""
    spots = [spot for name in scene.places for spot in story.places[name].spots]
    figures: list[Figure] = []
    for (person, mood), (x, y, height) in zip(scene.people, spots, strict=False):
        figures += (Figure(drawn, x, y, height) for drawn in portraits(story, person, mood, ink, folder))
    return tuple(sorted(figures, key=lambda figure: figure.y))  # the nearer stands lower, and before the others


def portraits(story: Story, person: str, mood: str, ink: Ink, folder: Path) -> tuple[Path, ...]:
    """How somebody is drawn: inside as their mark, outside as a figure, and in both inks as the mark over the figure."""
    member = story.cast[person]
    mark = _portrait(person, mood, folder)
    figure = _portrait(member.outside.partition(" ")[0].lower(), mood, folder) if member.outside else None
    drawn = {"inner": (mark or figure,), "outer": (figure or mark,), "both": (figure, mark)}[ink]
    return tuple(path for path in drawn if path is not None)


@lru_cache(maxsize=256)
def _portrait(name: str, mood: str, folder: Path) -> Path | None:
    """Somebody's drawing in a mood, or their usual one: the story's own first, then the game's."""
    for wanted in (f"portraits/{name}-{mood}.svg", f"portraits/{name}-{USUAL_MOOD}.svg"):
        if found := disk.picture(wanted, story=folder):
            return found
        try:
            return disk.asset(wanted)
        except FileNotFoundError:
            continue
    return None


def _view(page: Spread, ink: Ink) -> tuple[float, float, float, float] | None:
    """The part of a column's drawing that the page has room for: what is lost beyond the bleed is the outer side."""
    if page.picture is None:
        return None
    wide, high = ART
    part = min(wide, page.picture.width / page.picture.height * high)
    bleed = min(BLEED, (wide - part) / 2)
    return (bleed if ink == "outer" else wide - part - bleed, 0.0, part, high)
