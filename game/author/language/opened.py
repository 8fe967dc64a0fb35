"""A story as it stands in an editor: the files on disk, and over them what has been typed and not saved."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import attrs

from game.author.language.index import Index, Occurrence, index
from game.author.language.names import Listed, Names
from game.story.diagnostic import Diagnostic, Report
from game.story.draft import Draft
from game.story.folder import Folder, NoStory, Page
from game.story.folder import open_story as read_folder
from game.story.kept import NOTHING, Kept
from game.story.model import Story
from game.story.reading import Reading, judged, understood
from game.story.source import Source

_NOTHING: Final[Mapping[Path, str]] = {}
_HELD: Final = {
    "scene": "scenes",
    "ending": "endings",
    "choice": "choices",
    "chapter": "chapters",
    "part": "parts",
    "half": "halves",
    "meter": "meters",
    "variable": "variables",
    "message": "variables",
    "person": "cast",
    "place": "places",
    "content": "content",
    "source": "sources",
    "lesson": "lessons",
    "group": "groups",
}
"""Where a story holds what each kind of name is the name of."""


@attrs.frozen(eq=False)
class View:
    """One file, as it stands."""

    path: Path
    """Absolute."""
    page: Page
    remembered: tuple[Occurrence, ...] = ()
    """Where it cannot be read whole: the names it made when it last could, which it makes no longer. Their places are of then."""
    looked: dict[str, Index] = attrs.field(factory=dict, init=False, repr=False)

    @property
    def index(self) -> Index:
        """The names in it. They are looked for when they are first asked for."""
        if "index" not in self.looked:
            self.looked["index"] = index(self.page)
        return self.looked["index"]

    @cached_property
    def listed(self) -> Listed:
        """The same, to be found by what they are."""
        return Listed(self.index.occurrences)

    @property
    def is_indexed(self) -> bool:
        """Whether its names have been looked for."""
        return "index" in self.looked

    @property
    def file(self) -> str:
        """What diagnostics call it."""
        return self.page.source.file

    @property
    def lines(self) -> tuple[str, ...]:
        return self.page.source.lines

    def line(self, number: int) -> str:
        """A line by its number, from 1."""
        return self.page.source.line(number)


@attrs.frozen(eq=False)
class OpenStory:
    """A story as it stands. Made by `open_story`, and never changed: after a keystroke, another is made of it."""

    folder: Path
    """Absolute; a single file where the story is one."""
    unsaved: Mapping[Path, str]
    shared: tuple[Path, ...]
    found: Folder
    """The files."""
    amiss: tuple[Diagnostic, ...]
    """What was found in opening them."""
    earlier: tuple[Draft, ...] = ()
    """The story as it was last read before this; and, where that was not all of it, as it was last read whole."""
    leaves: Kept = NOTHING
    """What reading it before came to."""
    known: Mapping[Path, View] = attrs.field(factory=dict, repr=False)
    """Its files as they stood before."""
    kept: dict[str, Reading] = attrs.field(factory=dict, init=False, repr=False)

    @cached_property
    def views(self) -> Mapping[Path, View]:
        """Each file that could be read, by its absolute path."""
        paths = {Path(page.source.file).absolute(): page for page in self.found.pages}
        return {path: _view(path, page, self.known.get(path)) for path, page in paths.items()}

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Each file that could be read, by what diagnostics call it."""
        return {page.source.file: page.source for page in self.found.pages}

    @property
    def understood(self) -> Reading:
        """The story if it can be told, and all that could keep it from that. Worked out when it is first asked for; of what was
        read before, only what has changed is read again.
        """
        if not self.is_understood:
            self.kept["understood"] = understood(self.found, self.amiss, self.leaves)
        return self.kept["understood"]

    @property
    def is_understood(self) -> bool:
        """Whether it has been read."""
        return "understood" in self.kept

    @property
    def reading(self) -> Reading:
        """The same, and all else that is wrong in it."""
        if not self.is_read:
            self.kept["reading"] = judged(self.understood, self.shared)
        return self.kept["reading"]

    @property
    def is_read(self) -> bool:
        """Whether it has been asked what is wrong in it."""
        return "reading" in self.kept

    @property
    def is_indexed(self) -> bool:
        """Whether the names in all its files have been looked for."""
        return all(view.is_indexed for view in self.views.values())

    @cached_property
    def names(self) -> Names:
        """Every name in it."""
        return Names(
            [view.listed for view in self.views.values()],
            [Listed(view.remembered) for view in self.views.values() if view.remembered],
        )

    @property
    def newest(self) -> Kept:
        """What reading it came to; where it has not been read, what reading it before did."""
        return self.understood.kept if self.is_understood else self.leaves

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """The story, for what its things are, newest first: as it stands where that has been read, and as it stood before."""
        if not self.is_understood and self.earlier:
            return self.earlier
        now = self.understood.draft
        return _newest(now, self.earlier) if now is not None else self.earlier

    @property
    def told(self) -> Story | None:
        """The newest of `drafts`."""
        return next((draft.story for draft in self.drafts), None)

    def thing(self, kind: str, name: str) -> Any:
        """What is called so, as `game.story.model` has it: a `Scene`, a `Meter`, a `Member`; none where it was never read.

        Args:
            kind: as in `names.Symbol`.
            name: its id.
        """
        held = _HELD.get(kind)
        for draft in self.drafts if held else ():
            found = getattr(draft.story, str(held)).get(name)
            if found is not None:
                return found
        return None

    def view(self, path: Path) -> View | None:
        """The file at a path, if it belongs to the story and can be read."""
        return self.views.get(Path(os.path.abspath(path)))  # noqa: PTH100 -- `..` goes, and no link is followed

    def path_of(self, file: str) -> Path:
        """Where the file is that diagnostics call so."""
        return Path(file).absolute()


def open_story(
    folder: Path,
    unsaved: Mapping[Path, str] = _NOTHING,
    *,
    shared: tuple[Path, ...] = (),
    before: OpenStory | None = None,
) -> OpenStory:
    """The story in a folder, or in a single file, as it stands now. Takes some milliseconds when little changed since `before`.

    Args:
        folder: where it is.
        unsaved: texts that are typed and not saved, by their paths: read instead of what is on disk.
        shared: folders with pictures and sounds that stories share; see `game.story.reading.read`.
        before: the same story a moment ago. What has not changed since is not read again, and where a file cannot be read,
            half a line being typed in it, the names it had are still known.

    Raises:
        game.story.folder.NoStory: there is nothing there to read.
    """
    root = _absolute(folder)
    typed = {_absolute(path): text for path, text in unsaved.items()}
    if before is not None and before.folder != root:
        before = None
    report = Report()
    known = {page.source.file: page for page in before.found.pages} if before is not None else {}
    found = read_folder(root, report, typed, known)
    amiss = tuple(report.diagnostics)
    if before is None:
        story = OpenStory(root, typed, shared, found, amiss)
        if any(path in story.views and not story.views[path].index.complete for path in typed):
            # First met half typed: what the files on disk make is remembered.
            return _over_disk(root, typed, shared) or story
        return story
    is_same = (
        before.shared == shared
        and before.amiss == amiss
        and before.unsaved.keys() == typed.keys()
        and len(before.found.pages) == len(found.pages)
        and all(one is other for one, other in zip(before.found.pages, found.pages, strict=True))
    )
    if is_same:
        return before
    return OpenStory(root, typed, shared, found, amiss, before.drafts, before.newest, before.views)


def _over_disk(root: Path, typed: Mapping[Path, str], shared: tuple[Path, ...]) -> OpenStory | None:
    """The story as it stands, after the story as it is on disk; none where there is none on disk."""
    try:
        on_disk = open_story(root, shared=shared)
    except NoStory:
        return None
    return open_story(root, typed, shared=shared, before=on_disk) if on_disk.views else None


def _view(path: Path, page: Page, before: View | None) -> View:
    if before is None:
        return View(path, page)
    if before.page is page or (before.page.text == page.text and before.file == page.source.file):
        return before
    found = index(page)
    view = View(path, page, tuple(_remembered(found, before)))
    view.looked["index"] = found
    return view


def _remembered(now: Index, before: View | None) -> Iterator[Occurrence]:
    """The names that a file made when it could be read whole, and does not now that it cannot."""
    if now.complete or before is None:
        return
    made = {(one.kind, one.name) for one in now.occurrences if one.role == "made"}
    for one in (*before.index.occurrences, *before.remembered):
        if one.role == "made" and (one.kind, one.name) not in made:
            made.add((one.kind, one.name))
            yield one


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 -- as above


def _newest(now: Draft, earlier: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The draft, and after it, where it is not the whole of the story, the last that was."""
    return (now,) if now.is_whole else (now, *[draft for draft in earlier if draft.is_whole][:1])


def diagnostics(story: OpenStory) -> Mapping[Path, tuple[Diagnostic, ...]]:
    """Everything that is wrong, by file; a file with nothing wrong in it has an empty entry, so that marks can be taken away."""
    found: dict[Path, list[Diagnostic]] = {path: [] for path in story.views}
    for one in story.reading.diagnostics:
        found.setdefault(story.path_of(one.span.file), []).append(one)
    return {path: tuple(some) for path, some in found.items()}
