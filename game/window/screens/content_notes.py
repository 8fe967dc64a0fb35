"""What to expect: what the story warns of, scene by scene."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game import going_back
from game.language import apart, titled, tr
from game.window.screens.paper import Paper, Row
from game.window.typesetting import marked, plain
from game.window.widgets.words import Words

if TYPE_CHECKING:
    from game.window.screens.screen import Desk
    from game.window.shelf import Shelf


class ContentNotes(Paper):
    """Each note, and the days that hold such a scene."""

    name = heading = titled("What to expect")

    def __init__(self, desk: Desk, shelf: Shelf) -> None:
        super().__init__(desk)
        self._shelf = shelf

    def rows(self) -> Sequence[Row]:
        story = self._shelf.story
        assert story is not None
        way_back = tr(going_back.IN_WORDS[self.desk.settings.going_back])
        rows: list[Row] = [
            Words(
                key="intro",
                runs=plain(
                    tr("Each scene says so before it begins. Nothing is timed, and {way_back}.", way_back=way_back)
                ),
                use="row",
            )
        ]
        for note, sentence in story.content.items():
            held = [scene for scene in story.scenes.values() if note in scene.content]
            if not held:
                continue
            days = [
                story.chapters[scene.chapter].title if scene.chapter in story.chapters else tr("an ending")
                for scene in held
            ]
            held_in = apart(dict.fromkeys(days))
            rows.append(Words(key=f"note-{note}", runs=marked(f"{sentence} *{held_in}*"), use="row"))
        return rows
