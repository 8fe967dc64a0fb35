"""The story this window was opened on, and the lives in it that were kept."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from game import disk, language
from game.language import tr
from game.own_words import own
from game.window.glimpse import glimpse
from game.window.screens.screen import Desk

TYPE_CHECKING = False  # importing it from `typing` costs time before the first frame
if TYPE_CHECKING:
    from pygame import Surface

    from game.found import Found
    from game.hindsight import Hindsight
    from game.play.history import Playthrough
    from game.saves import Kept, Saves
    from game.story.model import Player, Story
    from game.window.life import Life
    from game.window.seen import Seen
    from game.window.theme import Look

NEEDED = ("game.saves", "game.play.moves", "game.window.life", "game.window.seen", "game.window.screens.scene")
"""What a life needs, read with the story so that no turn of the window waits for it."""


class Shelf:
    """A story's folder; the story itself once it has been read."""

    def __init__(self, desk: Desk, folder: Path | None) -> None:
        self._desk = desk
        self.folder = folder or disk.shipped_story()
        self.is_shipped = self.folder == disk.shipped_story()
        self._own: Story | None = None
        """The story in its own language."""
        self.story: Story | None = None
        """The story in the language that is spoken, as far as it was translated."""
        self.trouble = ""
        """Why the story cannot be played, in a sentence."""
        self._saves: Saves | None = None
        self._seen: Seen | None = None
        self._hindsight: Hindsight | None = None
        self._kept: tuple[Kept, ...] | None = None
        self._said_untold: set[str] = set()
        self.endings: tuple[Found, ...] = ()
        """The endings that lives here have come to, as of the last `take_stock`."""
        self.days_met: frozenset[str] = frozenset()
        self._glimpsed = glimpse(self.folder)
        self.lines = self._glimpsed.lines
        """The language of each of the story's short lines, by its words; none where all are in the one that is spoken."""

    @property
    def title(self) -> str:
        """What the story is called; before it is read, as a glimpse has it."""
        return self.story.title if self.story else self._glimpsed.said.get("title", "")

    @property
    def tagline(self) -> str:
        """The line under the title."""
        return self.story.tagline if self.story else self._glimpsed.said.get("tagline", "")

    def own(self, key: str) -> str:
        """What the story has the game say, or plain words."""
        return own(self.story.wording if self.story else self._glimpsed.said, key)

    # ---- reading

    def open(self, then: Callable[[], None]) -> None:
        """Read the story off the main thread, once; `then` is called when it is there or known to be unreadable."""
        if self.story is not None or self.trouble:
            then()
            return

        def was_read(read: tuple[Story, Story, Mapping[str, str], str]) -> None:
            self._own, self.story, self.lines, code = read
            self._desk.sound.retell(self.story.heard)
            gc.freeze()  # a story stays: else each full collection walks all of it, for ten milliseconds of one turn
            if code != language.now().code:
                self.retell(then)  # another has been spoken since it was asked for
            else:
                then()

        def was_not_read(error: Exception) -> None:
            self.trouble = tr(
                "This story cannot be played yet. `ampersand check` says what to mend: {error}",
                error=_first_line(error),
            )
            then()

        self._desk.work.begin(self._read, was_read, was_not_read)

    def _read(self) -> tuple[Story, Story, Mapping[str, str], str]:
        from game.story import read_story

        story, code = read_story(self.folder), language.now().code
        for each in NEEDED:
            import_module(each)
        return story, *_told(story, code), code

    def retell(self, then: Callable[[], None]) -> None:
        """Tell the story in the language that is spoken by now; `then` is called when that is so."""
        own, code = self._own, language.now().code
        if own is None:
            then()
            return

        def told(told: tuple[Story, Mapping[str, str]]) -> None:
            if language.now().code == code:
                story, self.lines = told
                self.story = story
                self._desk.sound.retell(story.heard)
                self._said_untold.clear()
                if self._saves is not None:
                    self._saves.story = story
                    self.look_again()
                then()

        self._desk.work.begin(lambda: _told(own, code), told, lambda error: self._desk.tell(str(error)))

    def say_if_untold(self, day: str) -> None:
        """Say once that a day has not been translated, and so is told in the story's own language."""
        story = self.story
        if story is None or day not in story.untold or self._said_untold:
            return
        self._said_untold.add(day)
        self._desk.tell(tr("This day has not been translated yet: it is told as it was written."))

    @property
    def is_playable(self) -> bool:
        """Whether the story can be played, or has yet to be read."""
        return self.story is not None or not self.trouble

    @property
    def has_notes(self) -> bool:
        """Whether the story warns of anything."""
        return self.story is not None and bool(self.story.content)

    # ---- lives

    @property
    def saves(self) -> Saves:
        """The saves of the story, once it has been read."""
        if self._saves is None:
            from game.saves import Saves

            assert self.story is not None
            self._saves = Saves(disk.saves_folder(), self.story)
        return self._saves

    @property
    def seen(self) -> Seen:
        """What has been read of the story in any life."""
        if self._seen is None:
            from game.window import seen

            self._seen = seen.Seen(self.saves.folder / seen.FILE)
        return self._seen

    def forget_everything(self) -> None:
        """Forget all that was kept of the story: its saves, what was found, what has been read. Takes its time, and may
        be done on another thread.

        Raises:
            OSError: The disk refuses.
        """
        from game.window import seen

        self.saves.erase_all()
        file = self.saves.folder / seen.FILE
        for each in (file, disk.previous(file)):
            each.unlink(missing_ok=True)
        self._seen = None

    def keep_seen(self) -> None:
        """Keep what has been read since, soon."""
        seen = self.seen
        if fresh := seen.take_fresh():
            self._desk.work.begin(lambda: seen.keep(fresh), lambda _: None, self._not_kept)

    def _not_kept(self, error: Exception) -> None:
        self._desk.tell(tr("What has been read could not be kept: {error}", error=error))

    @property
    def hindsight(self) -> Hindsight:
        """What works out, elsewhere, which choices of a finished life moved its odds."""
        if self._hindsight is None:
            from game.hindsight import Hindsight

            self._hindsight = Hindsight(self.folder)
        return self._hindsight

    @property
    def has_latest(self) -> bool:
        """Whether there is a life to go on with; before the story is read, whether there seems to be."""
        if self.story is None:
            return _seems_kept(self._glimpsed.id)
        return self._newest() is not None

    @property
    def latest_words(self) -> str:
        """Where the life to go on with stands; empty before the story is read."""
        kept = self._newest() if self.story is not None else None
        return str(kept.where) if kept and kept.where else ""

    def _newest(self) -> Kept | None:
        dated = [kept for kept in self.kept() if kept.when is not None]
        return max(dated, key=lambda kept: (kept.when, kept.slot)) if dated else None

    def kept(self) -> tuple[Kept, ...]:
        """What the slots hold, as of the last `look_again`."""
        if self._kept is None:
            self._kept = self.saves.kept()
        return self._kept

    def look_again(self) -> None:
        """Forget what the slots held: something may have been kept since."""
        self._kept = None

    def take_stock(self) -> None:
        """Find out, off the main thread, what lives here have come to; the page is drawn anew when it is known."""
        if self.story is None:
            return
        saves = self.saves

        def look() -> tuple[tuple[Found, ...], frozenset[str]]:
            saves.take_stock()
            return saves.endings(), saves.days_met()

        def known(stock: tuple[tuple[Found, ...], frozenset[str]]) -> None:
            self.endings, self.days_met = stock

        self._desk.work.begin(look, known, lambda error: self._desk.tell(str(error)))

    def begin(self, chapter: str | None = None, player: Player | None = None) -> None:
        """Begin a life, and lay it on the desk."""
        from game.play.history import Playthrough
        from game.play.moves import NoSuchChapter

        assert self.story is not None
        try:
            playthrough = Playthrough.begin(self.story, chapter=chapter, player=player)
        except NoSuchChapter as missing:
            self.trouble = str(missing)
            return
        self.keep(playthrough)
        self.play(playthrough)

    def play(self, playthrough: Playthrough, notices: tuple[str, ...] = ()) -> None:
        """Lay a life on the desk; `notices` are told to the player."""
        from game.window.life import Life
        from game.window.screens.scene import Scene

        life = Life(playthrough, self.keep)
        self._desk.begin_with(Scene(self._desk, life), "fade")
        if notices:
            self._desk.tell(" ".join(notices))

    def go_on(self) -> None:
        """Take up the life that was played last."""
        newest = self._newest()
        if newest is not None:
            self.open_slot(newest.slot)

    def open_slot(self, slot: str) -> bool:
        """Take up the life that a slot keeps; whether it could be."""
        from game.play.saved import SaveProblem

        try:
            loaded = self.saves.read(slot)
        except SaveProblem as problem:
            self._desk.tell(str(problem))
            return False
        self.play(loaded.playthrough, loaded.notices)
        if not loaded.notices:  # else the save it came from holds more than could be lived again
            self.keep(loaded.playthrough)
        return True

    def keep(self, playthrough: Playthrough) -> None:
        """Save a life as the one to go on with; what goes wrong is told."""
        self.saves.autosave(playthrough)
        if self.saves.trouble:
            self._desk.tell(self.saves.trouble)

    def save(self, slot: str, playthrough: Playthrough) -> None:
        """Keep a moment in a slot; the disk is not waited for."""

        def kept(_: None) -> None:
            self.look_again()
            self._desk.sound.effect("save")
            self._desk.tell(tr("Saved"))

        self._desk.work.begin(
            lambda: self.saves.write(slot, playthrough), kept, lambda error: self._desk.tell(str(error))
        )

    def quick_save(self, life: Life) -> None:
        """Keep this moment."""
        from game.saves import QUICK

        self.save(QUICK, life.playthrough)

    def quick_load(self) -> bool:
        """Return to the moment that was kept; whether there is one."""
        from game.saves import QUICK

        return self.open_slot(QUICK)

    def close(self) -> None:
        """Write what is still to be written, and leave the rest."""
        if self._seen is not None and (fresh := self._seen.take_fresh()):
            with contextlib.suppress(OSError):  # the window is gone, and nobody is left to be told
                self._seen.keep(fresh)
        if self._hindsight is not None:
            self._hindsight.close()
        if self._saves is not None:
            self._saves.close()

    def cover(self, look: Look, width: float) -> Surface | None:
        """The printed cover of a story that brings its own, once it is there; `width` in units."""
        if self.story is None or not self.story.cover:
            return None
        from game.window import drawings

        drawing = drawings.find(self.story.cover, self.folder)
        return self._desk.pictures.cover(drawing, look, look.px(width)) if drawing else None


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__


def _told(own: Story, code: str) -> tuple[Story, Mapping[str, str]]:
    """A story in a language, and its `Shelf.lines`."""
    if code == own.written_in == language.ENGLISH:
        return own, {}
    from game.story.lines import lines_in
    from game.story.translation import translated

    story = translated(own, code)
    lines = lines_in(story)
    return story, lines if any(map(language.foreign, set(lines.values()))) else {}


def _seems_kept(story: str) -> bool:
    folder = disk.saves_folder() / story
    return bool(story) and folder.is_dir() and any(folder.glob("*.save"))
