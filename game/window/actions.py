"""What is done when a player asks for something: by the widget that has the focus, else by the page, else by the window."""

from __future__ import annotations

import attrs

from game.language import tr
from game.window.keymap import Action

TYPE_CHECKING = False
if TYPE_CHECKING:
    from game.window.app import App


def do(desk: App, action: Action, *, goes_round: bool = True) -> None:
    """Do what is asked; `goes_round` where the focus goes on from the page's end to its beginning."""
    if action is Action.FULL_SCREEN:
        desk.change(attrs.evolve(desk.settings, is_full_screen=not desk.settings.is_full_screen))
        return
    if action is Action.VOICE:
        desk.change(attrs.evolve(desk.settings, is_voiced=not desk.settings.is_voiced))
        return
    if action in (Action.PICTURE, Action.COPY):
        _keep_picture(desk) if action is Action.PICTURE else _copy(desk)
        return
    if action is Action.LEAVE:
        action = Action.BACK if len(desk.screens) == 1 else Action.MENU
    if desk.aloud.speak(action):
        return
    focused = next((each for each in desk.display.widgets if each.key == desk.top.focus.key), None)
    if (
        (focused is not None and desk.top.allows(action) and focused.operate(action))
        or desk.top.act(action)
        or _step(desk, action, goes_round=goes_round)
    ):
        desk.redraw()


def _step(desk: App, action: Action, *, goes_round: bool) -> bool:
    moved = desk.top.focus.step(desk.display.widgets, action, goes_round=goes_round)
    if moved:
        desk.sound.effect("move")
    return moved


def _keep_picture(desk: App) -> None:
    """Write the page as it is seen to a file among the player's pictures, and say where."""
    from game.window import carrying, outside

    page, file = desk.window.copy(), carrying.file_of_picture()
    desk.work.begin(
        lambda: outside.keep_picture(page, file),
        lambda file: desk.tell(tr("A picture of the page is in {file}", file=file)),
        lambda error: desk.tell(tr("The picture could not be kept: {error}", error=error)),
    )


def _copy(desk: App) -> None:
    """Put the line that the page has to give on the clipboard."""
    from game.window import outside

    line = desk.top.line
    if line:
        desk.tell(tr("Copied: {line}", line=line) if outside.copy(line) else tr("The clipboard did not take it."))
