"""What to expect: what the story warns of, scene by scene."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game import going_back
from game.language import apart, titled, tr
from game.window import theme
from game.window.screens.paper import Paper, Row
from game.window.theme import Look
from game.window.typesetting import plain
from game.window.widgets.words import Words

if TYPE_CHECKING:
    from game.story.model import Story
    from game.window.screens.screen import Desk
    from game.window.shelf import Shelf

TIE = "\u00a0"
"""A space that no line is broken at."""


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
            if held_in := apart(_where(story, note)):
                rows.append(Words(key=f"note-{note}", runs=plain(sentence), use="row", goes_on=True))
                rows.append(Words(key=f"where-{note}", runs=plain(held_in), use="row-note"))
        return rows

    def gap(self, look: Look, row: Row) -> int:
        return look.px(theme.UNIT * (0.5 if row.key.startswith("where-") else 4))


def _where(story: Story, note: str) -> list[str]:
    """The days that hold a scene of that note, in their order; after them, whether an ending does."""
    held = {scene.chapter for scene in story.scenes.values() if note in scene.content}
    days = [chapter.title.replace(" ", TIE) for name, chapter in story.chapters.items() if name in held]
    return [*dict.fromkeys(days), *([tr("an ending")] if held - set(story.chapters) else [])]
