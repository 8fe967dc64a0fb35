"""Sound as the window knows it: told which page is met and what is done, it plays, and has a caption to draw."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from game import disk
from game.language import tr_as
from game.window.settings import Settings
from game.window.sound.captions import Captions
from game.window.sound.heard import Heard

TYPE_CHECKING = False  # importing it from `typing` costs time before the first frame
if TYPE_CHECKING:
    from game.window.sound.mixer import Mixer
    from game.window.sound.sheet import Cue, Sheet

EFFECTS = ("move", "page", "choose", "save")
"""The sounds of the interface. None says that something went wrong: words do."""


class Sound:
    """All that is heard in one window. Silent until `open`, and for good where there is no device."""

    def __init__(self, settings: Settings, story: Path) -> None:
        self.captions = Captions()
        self.playing: tuple[str, ...] = ()
        """What is meant to be heard on this page, by name, and which stems of the piece are not."""
        self._settings = settings
        self._story = story
        self._mixer: Mixer | None = None
        self._own: Sheet | None = None
        self._sheet: Sheet | None = None
        """What is heard when; in the language that is spoken, where the other is in the source's own."""
        self._heard: Heard | None = None
        self._struck: set[Cue] = set()

    def open(self) -> None:
        """Begin, once the first page is seen."""
        from game.window.sound import sheet
        from game.window.sound.mixer import Mixer
        from game.window.sound.volumes import volumes

        self._own = sheet.read(self._story)
        self.retell({})
        self._mixer = Mixer(lambda name: disk.sound(name, story=self._story))
        self._mixer.open(volumes(self._settings), is_mono=self._settings.is_mono)

    def close(self) -> None:
        """Let go of the device."""
        if self._mixer is not None:
            self._mixer.close()

    def retell(self, own: Mapping[tuple[str, str], str]) -> None:
        """Write down what is heard in the language that is spoken; `own` is how the story says it there, by context and words."""
        if self._own is not None:
            self._sheet = self._own.told(lambda context, words: own.get((context, words)) or tr_as(context, words))

    @property
    def trouble(self) -> str:
        """What is wrong with the sounds of the story, in a sentence. That there is no device is nobody's fault."""
        return self._sheet.trouble if self._sheet else ""

    # ---- what the window tells it

    def hear(self, heard: Heard | None) -> None:
        """A page is met, or more of it is told; none for a page that sounds like whatever it lies on."""
        if heard is None or self._sheet is None or heard == self._heard:
            return
        before, self._heard = self._heard, heard
        score = self._sheet.score(heard)
        without = (f"without {stem}" for stem in sorted(score.silent)) if score.piece else ()
        self.playing = tuple(name for name in (score.piece, *without, *score.beds) if name)
        if before is None or before.scene != heard.scene:
            self._struck.clear()
        if self._mixer is not None:
            self._mixer.want(score, dict(self._sheet.intros))
        self.captions.arrive(self._sheet, heard)
        self._strike_cues(heard)

    def _strike_cues(self, heard: Heard) -> None:
        assert self._sheet is not None
        for cue in self._sheet.struck(heard):
            if cue in self._struck:
                continue
            self._struck.add(cue)
            self.captions.strike(cue)
            self.playing = (*self.playing, cue.sound)
            if self._mixer is not None:
                self._mixer.strike(cue.sound)

    def effect(self, name: str) -> None:
        """Something was done: one of `EFFECTS`."""
        if self._mixer is not None:
            self._mixer.strike(name)

    def duck(self, ducks: bool) -> None:
        """Whether music and places are to stand back, because the voice speaks."""
        if self._mixer is not None:
            self._mixer.duck(ducks)

    def attend(self, *, has_focus: bool) -> None:
        """Whether the window is in front."""
        if self._mixer is not None:
            self._mixer.attend(has_focus or not self._settings.is_quiet_away)

    def change(self, settings: Settings) -> None:
        """Take up other wishes."""
        from game.window.sound.volumes import volumes

        self._settings = settings
        if self._mixer is not None:
            self._mixer.turn_to(volumes(settings), is_mono=settings.is_mono)

    def pass_time(self, now_ms: int) -> bool:
        """Let time pass; whether a caption went, so that the page must be drawn anew."""
        if self._mixer is not None:
            self._mixer.pass_time(now_ms)
            self._mixer.have_ready(self._needed())
        return self.captions.pass_time(now_ms)

    def _needed(self) -> tuple[str, ...]:
        """What must be there the moment it is asked for."""
        cues = self._sheet.cues if self._sheet else ()
        scene = self._heard.scene if self._heard else ""
        return (*EFFECTS, *(cue.sound for cue in cues if cue.scene == scene))
