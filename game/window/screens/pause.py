"""The menu over a scene."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs
import pygame

from game.language import titled, tr
from game.window import layout, switch, theme
from game.window.bindings import said
from game.window.keymap import Action
from game.window.screens.screen import Desk, Screen
from game.window.theme import Look
from game.window.typesetting import marked, plain
from game.window.widgets.button import Button
from game.window.widgets.widget import Widget
from game.window.widgets.words import Words

if TYPE_CHECKING:
    from game.window.screens.scene import Scene


class Pause(Screen):
    """Continue, save, load, looking back, settings, the title, quit; and what the keys do."""

    name = titled("Pause")

    def __init__(self, desk: Desk, scene: Scene) -> None:
        super().__init__(desk)
        self._scene = scene
        self.ink = scene.ink

    def act(self, action: Action) -> bool:
        if action is Action.MENU:
            self._continue()
            return True
        return False

    def compose(self, look: Look) -> Sequence[Widget]:
        sheet = layout.sheet(look)
        heading = Words(key="heading", runs=plain(tr("Pause")), use="heading", role="heading").placed(sheet.heading)
        menu = [
            Button(key="continue", label=tr("Continue"), on_press=self._continue),
            Button(key="save", label=tr("Save"), on_press=self._save),
            Button(key="load", label=tr("Load"), on_press=self._load),
            Button(key="history", label=tr("What has been read"), on_press=self._history),
            Button(key="journal", label=tr("What you chose"), on_press=self._journal),
            Button(key="auto", label=tr("Read on by itself"), on_press=self._read_by_itself),
            Button(key="skip", label=tr("Skip what has been read"), on_press=self._skip),
            Button(key="settings", label=tr("Settings"), on_press=self._settings),
            Button(key="title", label=tr("To the title"), on_press=self._title),
            Button(key="quit", label=tr("Quit"), note=tr("you will find it as you leave it"), on_press=self.desk.leave),
        ]
        column = pygame.Rect(sheet.body.x, sheet.body.y, min(sheet.body.width, look.px(theme.COLUMN * look.growth)), 0)
        room = (look.height - look.px(theme.BOTTOM) - column.y) // len(menu)
        pitch = min(look.px(theme.MENU_PITCH * look.growth), max(look.px(theme.TARGET), room))
        use = next((use for use in ("menu", "action") if look.style(use).leading <= pitch), "row")
        menu = [attrs.evolve(button, use=use) for button in menu]
        placed = [
            button.placed(pygame.Rect(column.x, column.y + pitch * at, column.width, pitch))
            for at, button in enumerate(menu)
        ]
        return [heading, *placed, *self._compose_keys(look, column.right)]

    def _compose_keys(self, look: Look, left: int) -> list[Widget]:
        """What the keys do, where there is room to say it."""
        area = pygame.Rect(left, look.px(theme.TOP * 3), look.width - look.px(theme.MARGIN) - left, 0)
        if look.growth > 1 or area.width < look.px(theme.PICTURE_NARROW):
            return []
        rows = [
            Words(key=f"key-{at}", runs=marked(f"*{keys}*  {what}"), use="note")
            for at, (keys, what) in enumerate(self._said())
        ]
        room = look.height - look.px(theme.BOTTOM) - area.y - sum(row.height(look, area.width) for row in rows)
        gap = max(0, min(look.px(theme.UNIT * 2), room // len(rows)))
        return list(layout.stack(rows, look, area, gap=gap))

    def _said(self) -> list[tuple[str, str]]:
        wish = self.desk.settings.switch
        return said(self.desk.hands.bindings, self.desk.hands.pad) if wish == switch.OFF else switch.said(wish)

    def _continue(self) -> None:
        self.desk.pass_by("fade")
        self.desk.close()

    def _read_by_itself(self) -> None:
        self._continue()
        self._scene.read_by_itself()

    def _skip(self) -> None:
        self._continue()
        self._scene.skip_what_was_read()

    def _save(self) -> None:
        from game.window.screens.saves import Saves

        self.desk.open(Saves(self.desk, self.desk.shelf, saving=self._scene.life), "fade")

    def _load(self) -> None:
        from game.window.screens.saves import Saves

        self.desk.open(Saves(self.desk, self.desk.shelf), "fade")

    def _history(self) -> None:
        from game.window.screens.history import History

        self.desk.open(History(self.desk, self._scene), "fade")

    def _journal(self) -> None:
        from game.window.screens.journal import Journal

        self.desk.open(Journal(self.desk, self._scene), "fade")

    def _settings(self) -> None:
        from game.window.screens.settings import SettingsPage

        self.desk.open(SettingsPage(self.desk), "fade")

    def _title(self) -> None:
        from game.window.screens.title import Title

        self.desk.begin_with(Title(self.desk, self.desk.shelf), "fade")
