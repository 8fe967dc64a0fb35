"""The page of a scene: what is told, what may be done and how the meters stand, as widgets in their places.

Everything the page depends on is in a `Moment`; what `scene.py` must know of how it came out is in the `Page`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import attrs
import pygame

from game.language import tr, tr_count
from game.play import page as paging
from game.play.events import Moved
from game.play.history import Playthrough
from game.story.model import Choice as StoryChoice
from game.story.model import Story
from game.window import drawings, layout, telling, theme, typesetting
from game.window.layout import Spread
from game.window.motion import ease, settle
from game.window.pictures import Pictures
from game.window.press.client import Picture
from game.window.settings import Settings
from game.window.stirring import PICTURED, Kind
from game.window.telling import Told
from game.window.theme import Edge, Ink, Look
from game.window.typesetting import plain
from game.window.widgets import dial
from game.window.widgets.button import Button
from game.window.widgets.choice import Choice
from game.window.widgets.dial import Dial
from game.window.widgets.onward import Onward
from game.window.widgets.plate import Plate
from game.window.widgets.rule import Rule
from game.window.widgets.seam import Seam
from game.window.widgets.speech import Speech, gap_before
from game.window.widgets.widget import Widget
from game.window.widgets.words import Words

ON = "on"
"""The key of whatever reads on."""
MENU = "menu"
"""The key of the way to the menu."""


@attrs.frozen
class Aftermath:
    """A choice that was made, and what came of it, until the player reads on."""

    number: int
    choice: StoryChoice
    told: tuple[Told, ...]
    moves: tuple[Moved, ...]


@attrs.frozen
class Moment:
    """All that a page shows."""

    playthrough: Playthrough
    """The life at this page: a choice made on it and not yet read on from is the aftermath's."""
    leaf: telling.Leaf
    aftermath: Aftermath | None
    told: int
    """How many things are told of what is being told: the leaf, or the aftermath."""
    shown: int | None
    """How many characters of the newest of them; none for all."""
    stretch: int
    """Which stretch of it, where it is taller than the page."""
    is_choosing: bool
    first: int
    """The first of the choices shown, where they do not all fit."""
    sweep: float | None
    """How far the hands have come, 0 to 1; none when they rest."""
    stirred: Callable[[Kind], float | None]
    """How far something that moves by itself has come, 0 to 1; none where it rests."""
    lean: float
    """How far to the right the nearest of the picture lies of its place, in units of length."""
    settings: Settings
    pictures: Pictures
    choose: Callable[[StoryChoice], None]
    go_on: Callable[[], None]
    show_from: Callable[[int], None]
    open_menu: Callable[[], None]

    @property
    def story(self) -> Story:
        return self.playthrough.story

    @property
    def ink(self) -> Ink:
        return self.story.halves[self.playthrough.state.half].ink

    @property
    def items(self) -> tuple[Told, ...]:
        """What is being told: the scene, or what came of a choice in it."""
        return self.aftermath.told if self.aftermath else self.leaf.told

    @property
    def choices(self) -> tuple[StoryChoice, ...]:
        """What may be chosen, going on aside."""
        return tuple(each for each in self.playthrough.offered if not each.going_on)


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
    is_wide, is_over = _is_wide(moment), moment.playthrough.is_over
    whole = layout.spread(look, moment.ink, is_wide=is_wide, has_foot=not is_over)
    spread = _raised(moment, look, whole) if is_wide else _folded(moment, look, whole)
    picture = _picture(moment, whole) if has_picture else None
    widgets = _picture_and_seam(moment, look, picture, whole.edge, spread) if has_picture else []
    if not is_wide:
        widgets += _header(moment, look, spread)
    text = _text(moment, look, spread.text)
    widgets += text.widgets
    if not is_wide:
        widgets += _menu(moment, look, spread.header)
    if not is_wide and not is_over:
        widgets += _foot(moment, look, spread.foot)
    return attrs.evolve(text, widgets=tuple(widgets), picture=picture)


def moved(page: Page, moment: Moment, look: Look, *, has_leant: bool) -> list[Widget]:
    """What moves on a page, as it is now: its picture, its seam and the hands of its dials."""
    found: list[Widget] = []
    is_stirred = any(moment.stirred(kind) is not None for kind in PICTURED)
    dials = {each.key: each for each in _dials(moment)} if moment.sweep is not None else {}
    for each in page.widgets:
        if isinstance(each, Plate) and page.picture is not None and (is_stirred or has_leant):
            found.append(attrs.evolve(each, still=_still(moment, look, page.picture, each.bounds.topleft)))
        elif isinstance(each, Seam) and moment.stirred("sewing") is not None:
            found.append(attrs.evolve(each, part=_sewn(moment)))
        elif isinstance(each, Dial) and each.key in dials and dials[each.key].hand is not None:
            found.append(dials[each.key].placed(each.bounds))
    return found


def _is_wide(moment: Moment) -> bool:
    scene = moment.story.scenes[moment.playthrough.state.scene]
    return any(moment.story.places[name].wide for name in scene.places)


def _folded(moment: Moment, look: Look, spread: Spread) -> Spread:
    """A page whose instruments are told in words gives their room to its text."""
    if not spread.foot.height or _row(moment, look, spread.foot) is not None:
        return spread
    saved = spread.foot.height - _meters(moment).height(look, spread.foot.width)
    text, foot = spread.text.copy(), spread.foot.copy()
    text.height += saved
    foot.y, foot.height = foot.y + saved, foot.height - saved
    return attrs.evolve(spread, text=text, foot=foot)


def _raised(moment: Moment, look: Look, spread: Spread) -> Spread:
    """A page under a wide picture that needs more room: it moves up, and the picture's head leaves the page."""
    if spread.picture is None:
        return spread
    width = spread.text.width
    beats, ends = _beats(moment), _ends(moment)
    last = beats[-1].height(look, width) if beats else 0
    lacking = last + _ends_height(look, width, ends) - spread.text.height
    step = max(0, min(lacking, round(spread.picture.height * theme.WIDE_GIVES)))
    picture = pygame.Rect(0, 0, spread.picture.width, spread.picture.height - step)
    text = pygame.Rect(spread.text.x, spread.text.y - step, width, spread.text.height + step)
    return attrs.evolve(spread, picture=picture, text=text)


# ---- header and picture


def _header(moment: Moment, look: Look, spread: Spread) -> list[Widget]:
    state, story = moment.playthrough.state, moment.story
    area = spread.header.copy()
    area.height -= look.px(theme.RULE)
    words, time, menu = area.copy(), area.copy(), _menu(moment, look, spread.header)
    wide = _time_width(moment, look, area.width)
    if wide:
        words.width, time.x, time.width = area.width - wide - look.px(theme.UNIT * 2), area.right - wide, wide
    if menu:
        words.width = menu[0].bounds.x - area.x
    header = Words(key="header", runs=plain(paging.heading(story, state)), use="header", role="heading")
    words.height = header.height(look, words.width)
    rule = Rule(key="rule").placed(pygame.Rect(area.x, spread.header.bottom, area.width, look.px(theme.RULE)))
    widgets: list[Widget] = [header.placed(words), rule]
    if wide:
        hour = plain(story.scenes[state.scene].time or "")
        told = Words(key="time", runs=hour, use="time", align="right")
        time.height = told.height(look, wide)
        widgets.insert(1, told.placed(time))
    return widgets


def _time_width(moment: Moment, look: Look, width: int) -> int:
    hour = plain(moment.story.scenes[moment.playthrough.state.scene].time or "")
    return typesetting.set_lines(hour, look.style("time"), width).width


def _menu(moment: Moment, look: Look, area: pygame.Rect) -> list[Widget]:
    """The way to the menu for a mouse, on the line of the hour and before it, where the header has room for it."""
    menu = Button(key=MENU, label=tr("Menu"), use="label", align="right", on_press=moment.open_menu, stays_quiet=True)
    gap, style = look.px(theme.UNIT * 4), look.style("header")
    said = typesetting.set_lines(plain(paging.heading(moment.story, moment.playthrough.state)), style, area.width).width
    time = _time_width(moment, look, area.width)
    width = look.px(theme.TURNER * look.growth)
    right = area.right - (time + gap if time else 0)
    if right - width < area.x + said + gap:
        return []
    height = menu.height(look, width)
    baseline = area.y + typesetting.ascent(look.style("time"))
    top = baseline - typesetting.ascent(look.style("label")) - (height - look.style("label").leading) // 2
    return [menu.placed(pygame.Rect(right - width, max(0, top), width, height))]


def _picture_and_seam(moment: Moment, look: Look, picture: Picture | None, edge: Edge, spread: Spread) -> list[Widget]:
    """The picture, printed for the whole page, in the place that this moment leaves it."""
    if spread.picture is None:
        return []
    story = moment.story
    scene = story.scenes[moment.playthrough.state.scene]
    looks = [story.places[name].looks for name in scene.places]
    looks += (story.cast[person].looks for person, _ in scene.people)
    still = _still(moment, look, picture, spread.picture.topleft) if picture else None
    plate = Plate(key="picture", still=still, looks=" ".join(looks), edge=edge, is_blank=picture is None)
    widgets: list[Widget] = [plate.placed(spread.picture)]
    if spread.seam is not None:
        widgets.append(Seam(key="seam", kind="sewn", part=_sewn(moment)).placed(spread.seam))
    elif picture is None and spread.edge in ("left", "right"):
        torn = spread.picture.right if spread.edge == "right" else spread.picture.left
        widgets.append(Seam(key="seam", kind="perforated").placed(pygame.Rect(torn, 0, 1, look.height)))
    return widgets


def _picture(moment: Moment, spread: Spread) -> Picture | None:
    story = moment.story
    return drawings.of_scene(story, story.scenes[moment.playthrough.state.scene], moment.ink, spread)


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
    beats, ends = _beats(moment), _paged(moment, look, area, _ends(moment))
    count = _room_for(look, area, beats, _ends_height(look, area.width, ends))
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
    placed = layout.stack([parts[min(moment.stretch, len(parts) - 1)]], look, area)
    return Page((*placed, _onward(moment, look, area, placed)), crowds=True, stretches=len(parts))


def _beats(moment: Moment) -> list[Widget]:
    """Everything told so far, as widgets without a place."""
    after = moment.aftermath
    count = moment.told if after is None else len(moment.leaf.told)
    beats: list[Widget] = [
        _beat(f"beat-{at}", told, moment.shown if after is None and at == count - 1 else None)
        for at, told in enumerate(moment.leaf.told[:count])
    ]
    if after is None:
        return beats
    runs = telling.wording(moment.playthrough, after.choice)
    beats.append(Choice(key="chosen", number=after.number, runs=runs, is_chosen=True))
    for at, told in enumerate(after.told[: moment.told]):
        beats.append(_beat(f"after-{at}", told, moment.shown if at == moment.told - 1 else None))
    if moment.shown is None and moment.told == len(after.told) and after.moves:
        moved = telling.in_words(moment.story, after.moves)
        beats.append(Words(key="moved", runs=moved, use="hint", role="status", is_live=True))
    return beats


def _beat(key: str, told: Told, shown: int | None) -> Speech:
    return Speech(key=key, runs=told.runs, speaker=told.speaker, use=told.use, shown=shown, is_live=True)


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


# ---- what may be done


def _ends(moment: Moment) -> list[Widget]:
    """What stands under the beats: choices, or a way on."""
    if not moment.is_choosing:
        return []
    if moment.choices:
        return _choices(moment)
    if moment.playthrough.is_over:
        return [Button(key=ON, label=tr("What it shows"), use="action", on_press=moment.go_on)]
    return []


def _choices(moment: Moment) -> list[Widget]:
    return [
        Choice(
            key=f"choice-{choice.id}",
            number=number,
            runs=telling.wording(moment.playthrough, choice),
            hint=telling.hint(moment.playthrough, choice) if moment.settings.has_hints else (),
            on_press=partial(moment.choose, choice),
        )
        for number, choice in enumerate(moment.choices, 1)
    ]


def _ends_height(look: Look, width: int, ends: list[Widget]) -> int:
    """How much they take, the space above them included."""
    if not ends:
        return 0
    heights = sum(end.height(look, width) for end in ends)
    return look.px(theme.CHOICES_GAP) + heights + look.px(theme.CHOICE_GAP) * (len(ends) - 1)


def _would_crowd(moment: Moment, look: Look, area: pygame.Rect, beats: list[Widget]) -> bool:
    """Whether choices under the beats would push one of them away that is in view now."""
    if moment.aftermath or moment.told < len(moment.items) or not moment.choices:
        return False
    taken = _ends_height(look, area.width, _choices(moment))
    return _room_for(look, area, beats, taken) < _room_for(look, area, beats, 0)


def _paged(moment: Moment, look: Look, area: pygame.Rect, ends: list[Widget]) -> list[Widget]:
    """The choices that fit by themselves, and a line that says how many more there are."""
    if _ends_height(look, area.width, ends) <= area.height or len(ends) == 1:
        return ends
    first = moment.first % len(ends)
    shown = ends[first:]
    while len(shown) > 1 and _ends_height(look, area.width, [*shown, _more(moment, 0, 1)]) > area.height:
        shown = shown[:-1]
    return [*shown, _more(moment, (first + len(shown)) % len(ends), len(ends) - len(shown))]


def _more(moment: Moment, first: int, count: int) -> Widget:
    return Button(
        key="more",
        label=tr_count("{n} more", "{n} more", count),
        use="header",
        on_press=partial(moment.show_from, first),
    )


# ---- the instruments


def _foot(moment: Moment, look: Look, area: pygame.Rect) -> list[Widget]:
    placed = _row(moment, look, area)
    if placed is not None:
        return list(placed)
    words = _meters(moment)
    top = area.bottom - words.height(look, area.width)
    return [words.placed(pygame.Rect(area.x, top, area.width, area.bottom - top))]


def _meters(moment: Moment) -> Words:
    """The readings in one line of words and numerals."""
    dials = _dials(moment)
    line = " · ".join(f"{each.name} {each.value}" for each in dials)
    aloud = "; ".join(f"{each.name}: {each.told}" for each in dials)
    return Words(key="meters", runs=plain(line), use="label", role="status", aloud=aloud)


def _row(moment: Moment, look: Look, area: pygame.Rect) -> list[Dial] | None:
    """The instruments as dials, where they are wished for and there is room for them."""
    is_told = moment.settings.instruments == "words" or look.growth >= theme.WORDS_FROM
    return None if is_told else dial.row(_dials(moment), look, area)


def _dials(moment: Moment) -> list[Dial]:
    """The instruments as the half that is awake on this page reads them."""
    after = {move.meter: move for move in moment.aftermath.moves} if moment.aftermath else {}
    gauges = paging.gauges(moment.story, moment.playthrough.state)
    return [_dial(moment, gauge, after.get(gauge.meter)) for gauge in gauges]


def _dial(moment: Moment, gauge: paging.Gauge, move: Moved | None) -> Dial:
    meter = moment.story.meters[gauge.meter]
    is_shown = moment.aftermath is None and moment.settings.has_effects
    was = moment.leaf.before.get(gauge.meter) if is_shown else None
    value, hand = gauge.value, None
    if move is not None:
        was, value = move.before, move.after
        if moment.sweep is not None:
            hand = move.before + (move.after - move.before) * settle(moment.sweep)
    word = meter.word(value)
    return Dial(
        key=f"meter-{meter.id}",
        name=meter.called,
        value=value,
        word=word,
        low=meter.low,
        high=meter.high,
        case=meter.dial,
        was=was,
        hand=hand,
    )
