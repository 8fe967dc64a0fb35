"""Going back to an earlier page of a life: asked first, and as far as the player has said there is a way."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from game import going_back
from game.language import later, tr
from game.window.screens.confirm import Confirm

if TYPE_CHECKING:
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
