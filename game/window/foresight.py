"""What the pages after this one may need, made ready while the reader reads: pictures pressed, coloured and taken apart, and
words set and drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs
import pygame

from game.play.history import Playthrough
from game.play.state import State
from game.story.model import Story
from game.window import drawings, layout, telling
from game.window.press.client import Picture
from game.window.register import Unrest
from game.window.screens import card_page, scene_page, standing
from game.window.screens.moment import Moment
from game.window.screens.screen import Desk
from game.window.screens.standing import Standing
from game.window.stirring import Kind
from game.window.theme import Ink, Look

# ---- pictures


def spread_of(story: Story, scene: str, look: Look, ink: Ink) -> layout.Spread:
    """How a scene's page is divided."""
    is_wide = any(story.places[name].wide for name in story.scenes[scene].places)
    return layout.spread(look, ink, is_wide=is_wide)


def picture_of(story: Story, state: State, look: Look, ink: Ink) -> Picture | None:
    """The picture of the scene that a life stands in, if it has one and the page has room for it."""
    return drawings.of_scene(story, state, ink, spread_of(story, state.scene, look, ink))


def ask_for_picture(desk: Desk, life: Playthrough) -> None:
    """Have the picture pressed of the page that a life stands at."""
    here = picture_of(life.story, life.state, desk.look, life.story.halves[life.state.half].ink)
    if here is not None:
        desk.pictures.want(here)


def foresee_pictures(desk: Desk, life: Playthrough, *, is_on_card: bool) -> Iterator[None]:
    """Have the pictures made ready of the pages that may come next: one at each step, since it takes some milliseconds to see where
    a choice leads.

    Args:
        desk: whose press.
        life: the life at this page.
        is_on_card: whether its day's card lies before it, so that the page itself is still to come.
    """
    story, state = life.story, life.state
    ink = story.halves[state.half].ink
    if is_on_card:
        yield
        _foresee(desk, story, state, "outer" if telling.leaf(life).is_landing else ink)
        return
    for choice in () if life.is_over else life.offered:
        yield
        _foresee(desk, story, life.choose(choice).state, ink)


def ask_for_beginning(desk: Desk, story: Story) -> None:
    """Have the picture pressed that a new life begins with, while its title is looked at."""
    state = Playthrough.begin(story).state
    _foresee(desk, story, state, story.halves[state.half].ink)


def _foresee(desk: Desk, story: Story, state: State, before: Ink) -> None:
    """Have the picture made ready of a page that may follow one in that ink, as it will look there."""
    ink = story.halves[state.half].ink
    spread, picture = spread_of(story, state.scene, desk.look, ink), picture_of(story, state, desk.look, ink)
    if picture is None or spread.picture is None:
        return
    unrest: Unrest | None = None
    if ink == "both" and before != "both":
        unrest = "landing"
    elif ink == "both" and not desk.settings.is_reduced:
        unrest = "wandering"
    desk.pictures.foresee(picture, desk.look, spread.picture.topleft, unrest)


# ---- words


def set_words(moments: Iterable[Moment], look: Look) -> Iterator[None]:
    """Set and draw the words of pages that may come, where nobody sees it: a few milliseconds at each step. What is set
    once is kept by `typesetting`.
    """
    unseen = pygame.Surface((1, 1))
    unseen.set_clip(pygame.Rect(0, 0, 0, 0))
    for moment in moments:
        yield
        there = attrs.evolve(look, ink_name=moment.ink)
        widgets = list(scene_page.compose(moment, there, has_picture=False).widgets)
        if moment.at.leaf.card is not None and moment.at.aftermath is None:
            yield
            widgets += card_page.compose(moment.at.leaf.card, there, _nothing, _nothing).widgets
        for widget in widgets:
            yield
            widget.draw(unseen, there, is_focused=False)


def _nothing() -> None:
    """What a page does that nobody sees."""


def next_beats(moment: Moment, *, may_choose: bool) -> Iterator[Moment]:
    """The pages that come next while something is being told; `may_choose` where choices follow the last of it."""
    at = moment.at
    if not at.has_told_all:
        yield _at_rest(moment, at.next_beat(standing.READ_MS))
    if may_choose and at.told >= len(at.items) - 1:
        yield _at_rest(moment, at.told_whole().settled())


def next_pages(moment: Moment) -> Iterator[Moment]:
    """The pages that what may be done leads to: what comes of a choice, or another scene."""
    life, has_effects = moment.at.playthrough, moment.settings.has_effects
    for choice in moment.at.choices or life.offered:
        chosen = life.choose(choice)
        after = standing.after_choosing(chosen, standing.READ_MS, is_anew=True, has_effects=has_effects)
        yield at_beginning(moment, chosen) if after is None else _at_rest(moment, after)


def at_beginning(moment: Moment, life: Playthrough) -> Moment:
    """A page that a life comes to, at its first beat; the rest as on another page."""
    at = standing.come_to(life, standing.READ_MS)
    return _at_rest(moment, at.put_down(standing.READ_MS))


def _at_rest(moment: Moment, at: Standing) -> Moment:
    """A page whole, where nothing of it moves."""
    return attrs.evolve(moment, at=at, shown=None, first=0, sweep=None, stirred=_rests)


def _rests(_: Kind) -> None:
    return None
