"""The life being played at this desk: its story, the way it has come, and keeping it."""

from __future__ import annotations

from collections.abc import Callable

from game.play.events import Event
from game.play.history import Playthrough
from game.story.model import Choice, Half, Scene, Story


class Life:
    """A playthrough that goes on from choice to choice. `keep` is called with each new one, to save it."""

    def __init__(self, playthrough: Playthrough, keep: Callable[[Playthrough], None]) -> None:
        self.playthrough = playthrough
        self._keep = keep

    @property
    def story(self) -> Story:
        return self.playthrough.story

    @property
    def scene(self) -> Scene:
        return self.story.scenes[self.playthrough.state.scene]

    @property
    def half(self) -> Half:
        return self.story.halves[self.playthrough.state.half]

    def choose(self, choice: Choice) -> tuple[Event, ...]:
        """Make a choice; what happened."""
        self._go(self.playthrough.choose(choice))
        return self.playthrough.latest

    def skip(self) -> None:
        """Leave the day that has just begun unlived, and go on with the next."""
        self._go(self.playthrough.skip())

    def back(self) -> bool:
        """Go back on the last choice; whether there was one."""
        if not self.playthrough.can_go_back:
            return False
        self._go(self.playthrough.back())
        return True

    def forward(self) -> bool:
        """Go forward again; whether there was a way."""
        if not self.playthrough.can_go_forward:
            return False
        self._go(self.playthrough.forward())
        return True

    def to(self, step: int) -> None:
        """Go to the page after that many choices."""
        self._go(self.playthrough.to(step))

    def retell(self, story: Story) -> None:
        """Go on in another language; nothing of the life changes, and so nothing is kept."""
        if self.playthrough.story is not story:
            self.playthrough = self.playthrough.told_in(story)

    def _go(self, playthrough: Playthrough) -> None:
        self.playthrough = playthrough
        self._keep(playthrough)
