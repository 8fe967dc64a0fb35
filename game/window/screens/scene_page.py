"""The page of a scene: what is told, what may be done and how the meters stand, as widgets in their places.

Everything the page depends on is in a `Moment`; what `scene.py` must know of how it came out is in the `Page`.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import pygame

from game.play import setting
from game.window import drawings, layout, telling, theme
from game.window.layout import Spread
from game.window.motion import ease, settle
from game.window.press.client import Picture
from game.window.screens import scene_ends, scene_foot, scene_header
from game.window.screens.moment import ON, Moment
from game.window.stirring import PICTURED
from game.window.telling import Told
from game.window.theme import Edge, Look
from game.window.widgets.choice import Choice
from game.window.widgets.dial import Dial
from game.window.widgets.onward import Onward
from game.window.widgets.plate import Plate
from game.window.widgets.seam import Seam
from game.window.widgets.speech import Speech, gap_before
from game.window.widgets.widget import Widget
from game.window.widgets.words import Words


@attrs.frozen
class Page:
    """A page laid out."""

    widgets: tuple[Widget, ...]
    crowds: bool = False
    """Whether choices would push away what is being read, so that they wait."""
    stretches: int = 1
    """In how many stretches the newest beat is told."""
    picture: Picture | None = None
    """What is printed on it."""


# ---- the whole


def compose(moment: Moment, look: Look, *, has_picture: bool = True) -> Page:
    """The page of a scene; `has_picture` where its picture is wanted, and not only its words."""
    is_wide, is_over = _is_wide(moment), moment.at.playthrough.is_over
    whole = layout.spread(look, moment.ink, is_wide=is_wide, has_foot=not is_over)
    spread = _raised(moment, look, whole) if is_wide else _folded(moment, look, whole)
    picture = _picture(moment, whole) if has_picture else None
    widgets = _picture_and_seam(moment, look, picture, whole.edge, spread) if has_picture else []
    if not is_wide:
        widgets += scene_header.header(moment, look, spread)
    text = _text(moment, look, spread.text)
    widgets += text.widgets
    if not is_wide:
        widgets += scene_header.menu(moment, look, spread.header)
    if not is_wide and not is_over:
        widgets += scene_foot.foot(moment, look, spread.foot)
    return attrs.evolve(text, widgets=tuple(widgets), picture=picture)


def moved(page: Page, moment: Moment, look: Look, *, has_leant: bool) -> list[Widget]:
    """What moves on a page, as it is now: its picture, its seam and the hands of its dials."""
    found: list[Widget] = []
    is_stirred = any(moment.stirred(kind) is not None for kind in PICTURED)
    dials = {each.key: each for each in scene_foot.dials(moment)} if moment.sweep is not None else {}
    for each in page.widgets:
        if isinstance(each, Plate) and page.picture is not None and (is_stirred or has_leant):
            found.append(attrs.evolve(each, still=_still(moment, look, page.picture, each.bounds.topleft)))
        elif isinstance(each, Seam) and moment.stirred("sewing") is not None:
            found.append(attrs.evolve(each, part=_sewn(moment)))
        elif isinstance(each, Dial) and each.key in dials and dials[each.key].hand is not None:
            found.append(dials[each.key].placed(each.bounds))
    return found


def _is_wide(moment: Moment) -> bool:
    scene = moment.story.scenes[moment.at.playthrough.state.scene]
    return any(moment.story.places[name].wide for name in scene.places)


def _folded(moment: Moment, look: Look, spread: Spread) -> Spread:
    """A page whose instruments are told in words gives their room to its text."""
    if not spread.foot.height or scene_foot.row(moment, look, spread.foot) is not None:
        return spread
    saved = spread.foot.height - scene_foot.meters(moment).height(look, spread.foot.width)
    text, foot = spread.text.copy(), spread.foot.copy()
    text.height += saved
    foot.y, foot.height = foot.y + saved, foot.height - saved
    return attrs.evolve(spread, text=text, foot=foot)


def _raised(moment: Moment, look: Look, spread: Spread) -> Spread:
    """A page under a wide picture that needs more room: it moves up, and the picture's head leaves the page."""
    if spread.picture is None:
        return spread
    width = spread.text.width
    beats, ends = _beats(moment), scene_ends.ends(moment)
    last = beats[-1].height(look, width) if beats else 0
    lacking = last + scene_ends.height(look, width, ends) - spread.text.height
    step = max(0, min(lacking, round(spread.picture.height * theme.WIDE_GIVES)))
    picture = pygame.Rect(0, 0, spread.picture.width, spread.picture.height - step)
    text = pygame.Rect(spread.text.x, spread.text.y - step, width, spread.text.height + step)
    return attrs.evolve(spread, picture=picture, text=text)


# ---- header and picture


def _picture_and_seam(moment: Moment, look: Look, picture: Picture | None, edge: Edge, spread: Spread) -> list[Widget]:
    """The picture, printed for the whole page, in the place that this moment leaves it."""
    if spread.picture is None:
        return []
    looks = setting.looks(moment.story, moment.at.playthrough.state)
    still = _still(moment, look, picture, spread.picture.topleft) if picture else None
    plate = Plate(key="picture", still=still, looks=looks, edge=edge, is_blank=picture is None)
    widgets: list[Widget] = [plate.placed(spread.picture)]
    if spread.seam is not None:
        widgets.append(Seam(key="seam", kind="sewn", part=_sewn(moment)).placed(spread.seam))
    elif picture is None and spread.edge in ("left", "right"):
        torn = spread.picture.right if spread.edge == "right" else spread.picture.left
        widgets.append(Seam(key="seam", kind="perforated").placed(pygame.Rect(torn, 0, 1, look.height)))
    return widgets


def _picture(moment: Moment, spread: Spread) -> Picture | None:
    return drawings.of_scene(moment.story, moment.at.playthrough.state, moment.ink, spread)


def _sewn(moment: Moment) -> float:
    sewing = moment.stirred("sewing")
    return 1.0 if sewing is None else sewing


def _still(moment: Moment, look: Look, picture: Picture, at: tuple[int, int]) -> pygame.Surface | None:
    """The picture as it lies, or as it comes to lie."""
    landing, printing = moment.stirred("landing"), moment.stirred("printing")
    wandering = moment.stirred("wandering")
    if landing is not None:
        return _landing(moment, look, picture, at, landing)
    if printing is not None:
        return moment.pictures.printing(picture, look, at, ease(printing))
    if wandering is not None:
        return moment.pictures.wandering(picture, look, at, ease(wandering))
    if lean := round(moment.lean * look.scale):
        return moment.pictures.leaning(picture, look, at, lean)
    return moment.pictures.still(picture, look, at)


def _landing(moment: Moment, look: Look, picture: Picture, at: tuple[int, int], part: float) -> pygame.Surface | None:
    away = 0 if moment.settings.is_reduced else look.px(theme.LANDING_FROM) * (1 - settle(part))
    first = 0 if moment.settings.is_reduced else theme.LANDING_STRENGTH
    outer = first + (1 - first) * ease(part)
    return moment.pictures.landing(picture, look, at, across=round(away), outer=outer)


# ---- what is told


def _text(moment: Moment, look: Look, area: pygame.Rect) -> Page:
    """Beats and choices in the column; the earliest beats leave upwards, and at last the choices page."""
    beats, ends = _beats(moment), scene_ends.paged(moment, look, area, scene_ends.ends(moment))
    count = _room_for(look, area, beats, scene_ends.height(look, area.width, ends))
    if not ends and not count and beats and isinstance(beats[-1], Speech):
        return _in_stretches(moment, look, area, beats[-1])
    kept = beats[len(beats) - count :] if count else []
    placed = layout.stack(kept, look, area, gap=lambda beat: _gap(look, beat))
    if not ends:
        return Page((*placed, _onward(moment, look, area, placed)), crowds=_would_crowd(moment, look, area, beats))
    start = layout.bottom(placed, area.y) + look.px(theme.CHOICES_GAP) if placed else area.y
    below = pygame.Rect(area.x, start, area.width, area.bottom - start)
    return Page((*placed, *layout.stack(ends, look, below, gap=look.px(theme.CHOICE_GAP))))


def _in_stretches(moment: Moment, look: Look, area: pygame.Rect, beat: Speech) -> Page:
    """A beat that is taller than the page by itself, a pageful at a time."""
    parts = beat.divided(look, area.width, area.height)
    placed = layout.stack([parts[min(moment.at.stretch, len(parts) - 1)]], look, area)
    return Page((*placed, _onward(moment, look, area, placed)), crowds=True, stretches=len(parts))


def _beats(moment: Moment) -> list[Widget]:
    """Everything told so far, as widgets without a place."""
    after = moment.at.aftermath
    count = moment.at.told if after is None else len(moment.at.leaf.told)
    beats: list[Widget] = [
        _beat(f"beat-{at}", told, moment.shown if after is None and at == count - 1 else None)
        for at, told in enumerate(moment.at.leaf.told[:count])
    ]
    if after is None:
        return beats
    runs = telling.wording(moment.at.playthrough, after.choice)
    code = moment.story.told_in(moment.at.playthrough.state.chapter)
    beats.append(Choice(key="chosen", number=after.number, runs=runs, is_chosen=True, language=code))
    for at, told in enumerate(after.told[: moment.at.told]):
        beats.append(_beat(f"after-{at}", told, moment.shown if at == moment.at.told - 1 else None))
    if moment.shown is None and moment.at.told == len(after.told) and after.moves:
        moved = telling.in_words(moment.story, after.moves)
        beats.append(Words(key="moved", runs=moved, use="hint", role="status", is_live=True))
    return beats


def _beat(key: str, told: Told, shown: int | None) -> Speech:
    return Speech(
        key=key,
        runs=told.runs,
        speaker=told.speaker,
        use=told.use,
        shown=shown,
        is_live=True,
        language=told.language,
        spoken=told.spoken,
    )


def _gap(look: Look, widget: Widget) -> int:
    if isinstance(widget, Speech):
        return gap_before(widget, look)
    return look.px(theme.BEAT_GAP * look.growth)


def _room_for(look: Look, area: pygame.Rect, beats: list[Widget], taken: int) -> int:
    """How many of the last beats fit above what takes that much."""
    room, count = area.height - taken, 0
    for beat in reversed(beats):
        room -= beat.height(look, area.width) + (_gap(look, beats[len(beats) - count]) if count else 0)
        if room < 0:
            break
        count += 1
    return count


def _onward(moment: Moment, look: Look, area: pygame.Rect, placed: Sequence[Widget]) -> Widget:
    """The mark after the last word, out in the margin where that word ends its line."""
    last = placed[-1] if placed else None
    x, y, height = area.x, area.y, look.px(theme.TARGET)
    if isinstance(last, Speech | Words):
        block = last.shown_block(look, area.width)
        line = block.lines[-1]
        x = area.x + line.x + line.width + look.px(theme.UNIT * 2)
        y = last.bounds.bottom - (block.style.leading + height) // 2
    bounds = pygame.Rect(x, y, look.px(theme.TARGET), height)
    return Onward(key=ON, is_drawn=moment.shown is None, on_press=moment.go_on).placed(bounds)


def _would_crowd(moment: Moment, look: Look, area: pygame.Rect, beats: list[Widget]) -> bool:
    """Whether choices under the beats would push one of them away that is in view now."""
    if moment.at.aftermath or moment.at.told < len(moment.at.items) or not moment.at.choices:
        return False
    taken = scene_ends.height(look, area.width, scene_ends.choices(moment))
    return _room_for(look, area, beats, taken) < _room_for(look, area, beats, 0)
