"""Going back to an earlier page of a life: asked first, and as far as the player has said there is a way."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from game import going_back
from game.language import later, tr
from game.window.screens.confirm import Confirm

if TYPE_CHECKING:
    from game.play.history import Playthrough
    from game.window.life import Life
    from game.window.screens.scene import Scene
    from game.window.screens.screen import Desk

QUESTION = later(
    "Go back to that page? You stand where you stood then. What you did since can be gone forward into again, until you "
    "choose otherwise."
)


def ask(desk: Desk, scene: Scene, step: int) -> None:
    """Ask whether to go back to the page that was opened after so many choices, and go there."""
    rule = desk.settings.going_back
    if step < going_back.least(scene.life.playthrough, rule):
        desk.tell(tr(going_back.WHY_NOT[rule]))
        return
    desk.open(Confirm(desk, tr(QUESTION), tr("Go back to it"), partial(_go, desk, scene, step)), "fade")


def _go(desk: Desk, scene: Scene, step: int) -> None:
    desk.begin_with(scene, "fade")
    scene.come_back_to(step)


def may(desk: Desk, playthrough: Playthrough) -> bool:
    """Whether there is a way back on the last choice, and the player wishes there to be one."""
    return len(playthrough.steps) > going_back.least(playthrough, desk.settings.going_back)


def to_last_choice(desk: Desk, life: Life) -> None:
    """Take a life back on its last choice, over pages that asked nothing."""
    life.back()
    while _only_goes_on(life.playthrough) and may(desk, life.playthrough):
        life.back()


def say_why_not(desk: Desk, playthrough: Playthrough) -> bool:
    """Say why there is no way back, where there would be one but for the player's wish."""
    if not playthrough.can_go_back:
        return False
    desk.tell(tr(going_back.WHY_NOT[desk.settings.going_back]))
    return True


def _only_goes_on(playthrough: Playthrough) -> bool:
    """Whether nothing is asked where a life stands."""
    return bool(playthrough.offered) and all(each.going_on for each in playthrough.offered)
