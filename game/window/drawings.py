"""Which drawings a scene's picture is made of: its places, and whoever stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from game import disk
from game.play import setting
from game.play.state import State
from game.story.model import Story
from game.story.place import Place
from game.window.layout import Spread
from game.window.press.picture import Edge, Figure, Part, Picture
from game.window.theme import Ink

WIDE_ART = (1280, 452)
"""A drawing across a page, in its own units."""
ART = (580, 720)
"""A column's drawing in its own units. A narrow page loses some of its outer side."""
BLEED = 14
"""What a full page loses of the drawing on either side."""
USUAL_MOOD = "rested"


def of_scene(
    story: Story, state: State, ink: Ink, page: Spread, *, dry: tuple[float, float] = (0, 0)
) -> Picture | None:
    """The picture of the scene that a life stands in, as it looks then; none where the story has none or the page no room."""
    if page.picture is None:
        return None
    places = setting.places(story, state)
    backdrops = _backdrops(story, places)
    if not backdrops:
        return None
    return Picture(
        backdrops,
        _figures(story, state, places, ink),
        size=page.picture.size,
        view=_view(page, ink) if page.edge != "bottom" else _top(page) if places[0].wide else None,
        edge=page.edge,
        dry=dry,
        plates=ink,
    )


def stamp(story: Story, state: State, ink: Ink, size: tuple[int, int], edge: Edge) -> Picture | None:
    """The picture of the scene that a life stands in, at the size of a stamp: a band from the middle of it."""
    places = setting.places(story, state)
    backdrops = _backdrops(story, places)
    if not backdrops:
        return None
    return Picture(backdrops, _figures(story, state, places, ink), size=size, edge=edge, plates=ink)


def _backdrops(story: Story, places: Sequence[Place]) -> tuple[Path, ...]:
    folder = Path(story.folder)
    return tuple(found for place in places if place.picture and (found := find(place.picture, folder)))


@lru_cache(maxsize=256)
def find(name: str, folder: Path) -> Path | None:
    """A drawing, or the pair of plates under its name. Where it lies is looked up once a game: a page is composed often."""
    if found := disk.picture(name, story=folder):
        return found
    stem, dot, ending = name.rpartition(".")
    inner = disk.picture(f"{stem}.inner{dot}{ending}", story=folder)
    return inner.with_name(name.rpartition("/")[2]) if inner else None


def _figures(story: Story, state: State, places: Sequence[Place], ink: Ink) -> tuple[Figure, ...]:
    """Whoever stands in the scene, each at a spot that the place keeps for people."""
    folder, people = Path(story.folder), story.scenes[state.scene].people
    spots = [spot for place in places for spot in place.spots]
    figures: list[Figure] = []
    for (person, mood), (x, y, height) in zip(people, spots, strict=False):
        for drawn, part in portraits(story, person, mood, ink, folder):
            figures.append(Figure(drawn, x, y, height, is_cut=ink == "both", part=part))
    return tuple(sorted(figures, key=lambda figure: figure.y))  # the nearer stands lower, and before the others


def portraits(story: Story, person: str, mood: str, ink: Ink, folder: Path) -> tuple[tuple[Path, Part | None], ...]:
    """How somebody is drawn, from the back: inside as their mark, outside as a figure, and in both inks as the figure before
    the mark, with the mark's lanyard round its neck.
    """
    member = story.cast[person]
    mark = _portrait(person, mood, folder)
    figure = _portrait(member.outside.partition(" ")[0].lower(), mood, folder) if member.outside else None
    if ink == "both" and mark and figure:
        return ((mark, "mark"), (figure, None), (mark, "lanyard"))
    drawn = (figure or mark) if ink == "outer" else (mark or figure)
    return ((drawn, None),) if drawn else ()


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


def _top(page: Spread) -> tuple[float, float, float, float] | None:
    """The head of a drawing across the page, where the page is so wide that all of it would be too high."""
    if page.picture is None:
        return None
    wide, high = WIDE_ART
    part = page.picture.height / page.picture.width * wide
    return (0.0, 0.0, wide, part) if part < high else None
