"""One story on the desk: its files, what reading them found, and the scene that plays. Every change of any of it comes
through here and is told to whoever listens.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from game.author.language import OpenStory, open_story
from game.author.page import asking, shown
from game.author.page.asking import NotAsked
from game.author.page.files import Files, Gone, NotOurs
from game.author.page.findings import Findings, findings
from game.author.page.stage import CannotPlay, Stage
from game.author.page.written import Edit, Written
from game.disk import shared_folder
from game.play.moves import NoSuchChapter, NotOffered
from game.story.reading import NoStory
from game.story.source import Source

Told = dict[str, Any]
SETTLES_S: Final = 3.0
"""How long a move of the playing scene waits for what was typed to be read."""
TROUBLE: Final = (
    "Something went wrong in reading the story that should not have. What you type is kept; what is marked and what plays "
    "may be behind. It is written down when you close the page with Ctrl-C."
)
STILL_S: Final = 2.0
"""How long nothing has to change before garbage is looked for."""
MOST_UNHEARD: Final = 200
"""Messages that wait for a page that does not listen, before it has to ask for everything again."""


class Desk:
    """An open story, in its folder or the one file that is all of it.

    Raises:
        NoStory: There is nothing there to read.
    """

    def __init__(self, path: Path) -> None:
        self.files = Files(path)
        self.open: OpenStory = open_story(self.files.story, shared=(shared_folder("assets"),))
        """The story as it is on the disk. It is first read once the page is there."""
        self.stage: Stage | None = None
        self.found = Findings(self.files.folder.name)
        """What was found in it when all of it was last read."""
        self.is_read = False
        """Whether it has been read at all."""
        self._sources: Mapping[str, Source] = {}
        self.turn = 0
        """How often what plays or what was found has changed: a page shows the latest alone."""
        self._known = {name: self._revision(name) for name in self.files.names()}
        self._listeners: set[asyncio.Queue[Told]] = set()
        self._dirty = asyncio.Event()
        self.trouble: Exception | None = None
        """What went wrong in reading that should not have."""
        self._settled = asyncio.Event()
        self._dirty.set()

    @property
    def fingerprint(self) -> str:
        """What tells the files as they are from any others."""
        return repr(self._known)

    # ---- telling

    @contextlib.contextmanager
    def listening(self) -> Iterator[asyncio.Queue[Told]]:
        """What happens from now on."""
        queue: asyncio.Queue[Told] = asyncio.Queue(MOST_UNHEARD)
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)

    def _tell(self, told: Told) -> None:
        for queue in self._listeners:
            with contextlib.suppress(asyncio.QueueFull):  # it asks for everything again once it listens
                queue.put_nowait(told)

    def whole(self) -> Told:
        """Everything a page shows that has just been opened."""
        return {"kind": "whole", "files": [*self._known], "read": self.is_read, **self.found.whole(), **self._playing()}

    def _playing(self) -> Told:
        stage = None if self.stage is None else self._named(shown.shown(self.stage, self._sources))
        return {"turn": self.turn, "stage": stage}

    def _named(self, told: Any) -> Any:
        """The same, with each file by its name in the story's folder."""
        if isinstance(told, dict):
            return {
                key: (self.files.name_of(value) or value) if key == "file" and value else self._named(value)
                for key, value in told.items()
            }
        return [self._named(each) for each in told] if isinstance(told, list) else told

    # ---- files

    def file(self, name: str) -> Told:
        """A file as an editor shows it. Raises what `Files.read` does."""
        written = self.files.read(name)
        return {"name": name, "revision": written.revision, "text": written.text}

    async def write(self, name: str, base: str, edit: Edit) -> Told:
        """Make an edit on the disk; what the page now knows of the file. Raises what `Files.write` does."""
        written = await asyncio.to_thread(self.files.write, name, base, edit)
        self._note(name, written)
        return {"name": name, "revision": written.revision}

    def _note(self, name: str, written: Written | None) -> None:
        """Know of a file what is known, and tell it where that is new."""
        revision = written.revision if written else None
        if self._known.get(name) == revision:
            return
        is_listed = (name in self._known) == (revision is not None)
        if revision is None:
            del self._known[name]
        else:
            self._known[name] = revision
        if not is_listed:
            self._known = dict(sorted(self._known.items()))
        listed = {} if is_listed else {"files": list(self._known)}
        self._tell({"kind": "changed", "name": name, "revision": revision or "", **listed})
        self._settled.clear()
        self._dirty.set()

    async def look_again(self, names: set[str] | None = None) -> None:
        """Look at files that may have been changed by somebody else: at all of them where it is not said which."""
        for name, written in await asyncio.to_thread(self._looked, names, set(self._known)):
            if written is not None or name in self._known:
                self._note(name, written)

    def _looked(self, names: set[str] | None, known: set[str]) -> list[tuple[str, Written | None]]:
        there = set(self.files.names())
        seen: list[tuple[str, Written | None]] = []
        for name in sorted((there if names is None else names) | (known - there)):
            try:
                seen.append((name, self.files.read(name) if name in there else None))
            except Gone:
                seen.append((name, None))
            except (NotOurs, OSError):
                continue
        return seen

    def _revision(self, name: str) -> str:
        try:
            return self.files.read(name).revision
        except (Gone, NotOurs, OSError):
            return ""

    # ---- reading

    async def keep_reading(self) -> None:
        """Read the story again after each change, the latest alone, until this is cancelled.

        Python's search for garbage comes in the middle of reading: here it waits until nobody types, and looks at what is new alone.
        """
        collects, has_garbage = gc.isenabled(), False
        gc.disable()
        try:
            while True:
                try:
                    await asyncio.wait_for(self._dirty.wait(), STILL_S if has_garbage else None)
                except TimeoutError:
                    gc.collect()
                    gc.freeze()
                    has_garbage = False
                    continue
                has_garbage, was_read = True, self.is_read
                self._dirty.clear()
                await self._read_again()
                if not was_read:
                    gc.freeze()
        finally:
            if collects:
                gc.enable()

    async def _read_again(self) -> None:
        """Read what has changed, and let the scene be seen before it is said what else there is to say of the story."""
        began, is_first, before = time.perf_counter(), not self.is_read, self.stage
        try:
            found, stage = await asyncio.to_thread(self._read, before)
            self.take(found, stage if self.stage is before else self._lived(found, self.stage))
            self._tell({"kind": "playing", **self._playing()})
            if not self._dirty.is_set():
                self._settled.set()
            await asyncio.sleep(0)
            if is_first:  # looking for names takes long in a long story: nobody waits for it to see what is wrong
                self._say(await asyncio.to_thread(self._findings, found), began)
            await asyncio.to_thread(lambda: found.names)
            self._say(await asyncio.to_thread(self._findings, found), began)
        except NoStory:
            return  # every file is gone for now: what was read stays
        except Exception as error:  # the page goes on keeping what is typed; whoever opened it writes the error down
            self.trouble = error
            self._settled.set()
            self._tell({"kind": "trouble", "words": TROUBLE})

    def _read(self, stage: Stage | None) -> tuple[OpenStory, Stage | None]:
        """The story as it is now, and what plays in it."""
        found = open_story(self.files.story, shared=self.open.shared, before=self.open)
        return found, self._lived(found, stage)

    def _lived(self, found: OpenStory, stage: Stage | None) -> Stage | None:
        """The playing scene in a story: the last good one where the story cannot be told."""
        story = found.understood.story
        if story is None:
            return stage
        return stage.relived(story) if stage else Stage.begin(story)

    def _findings(self, story: OpenStory) -> Findings:
        return findings(story, self.files.name_of, self.files.folder.name)

    def _say(self, found: Findings, began: float) -> None:
        """Tell what is new in what was found."""
        before, self.found = self.found, found
        self._tell({"kind": "read", "ms": round(1000 * (time.perf_counter() - began)), **found.since(before)})

    def take(self, found: OpenStory, stage: Stage | None) -> None:
        """Have a story on the desk, and what plays in it."""
        self.open, self.stage = found, stage
        self.is_read = True
        self.turn += 1
        if found.understood.story is not None:
            self._sources = found.understood.sources

    async def ask(self, asked: dict[str, Any]) -> Told:
        """What the editor asks about a place in its text, which may not be kept yet.

        Raises:
            NotAsked: It cannot be asked, or not be done.
            NotOurs: The file is none of the story's.
        """
        match asked:
            case {"what": str(what), "file": str(file), "text": str(text), "line": int(), "column": int()}:
                if what == "rename" and not isinstance(asked.get("new"), str):
                    raise NotAsked("A rename needs a name.")
                path = self.files.path(file)
                return await asyncio.to_thread(self._answered, asked, path, text)
        raise NotAsked("That cannot be asked.")

    def _answered(self, asked: dict[str, Any], path: Path, text: str) -> Told:
        story = open_story(self.files.story, {path: text}, shared=self.open.shared, before=self.open)
        return asking.answered(story, self.files.name_of, asked, path)

    # ---- playing

    async def play(self, asked: dict[str, Any]) -> Told:
        """Do what the page asks of the playing scene, with everything that was typed, tell everybody, and say what is shown now.

        Raises:
            CannotPlay: It cannot be done now; the words say why.
        """
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._settled.wait(), SETTLES_S)
        if self.stage is None:
            raise CannotPlay("Nothing plays before the story can be told: mend what is marked.")
        try:
            self.stage = self._played(self.stage, asked)
        except (NotOffered, NoSuchChapter) as wrong:
            raise CannotPlay(str(wrong)) from None
        self.turn += 1
        told = self._playing()
        self._tell({"kind": "playing", **told})
        return told

    def _played(self, at: Stage, asked: dict[str, Any]) -> Stage:
        match asked:
            case {"do": "choose", "choice": str(choice)}:
                return at.choose(choice)
            case {"do": "back"}:
                return at.back()
            case {"do": "forward"}:
                return at.forward()
            case {"do": "begin"}:
                return Stage.begin(at.story)
            case {"do": "scene", "scene": str(scene)}:
                return at.play_from(scene)
            case {"do": "afresh"}:
                return at.play_from(at.state.scene, afresh=True)
            case {"do": "reading", "half": str(half), "meter": str(meter), "value": int(value)}:
                return at.with_reading(half, meter, value)
            case {"do": "variable", "variable": str(variable), "value": str(word)}:
                return at.with_variable(variable, word)
            case {"do": "fact", "kind": str(kind), "name": str(name), "holds": bool(holds)}:
                return at.with_fact(kind, name, holds=holds)
        raise CannotPlay("That is nothing that can be played.")
