"""A folder of YAML, read into a story: files, then nodes, then the head, then the scenes, then the rules.

Nothing here stops at a first problem. What is wrong is noted, what can be made of the rest is made, and only at the end is it
decided whether there is a story.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator, Mapping
from pathlib import Path

import attrs

from game.story.assembly import Assembly
from game.story.diagnostic import Diagnostic, Report, StoryProblems, TooMuch
from game.story.draft import Draft
from game.story.folder import Folder, NoStory, open_story
from game.story.kept import NOTHING, Kept
from game.story.model import Story
from game.story.rules import advise, judge
from game.story.source import Source

__all__ = ["NoStory", "Reading", "judged", "read", "read_story", "understood"]


@attrs.frozen
class Reading:
    """What came of reading a story."""

    story: Story | None
    """None where something keeps it from being told."""
    diagnostics: tuple[Diagnostic, ...]
    """In the order of the files."""
    sources: Mapping[str, Source]
    """Each file, by the name that diagnostics call it."""
    draft: Draft | None = None
    """The story as far as it could be read."""
    kept: Kept = attrs.field(default=NOTHING, repr=False, eq=False)
    """What reading it came to, for reading it again."""

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What keeps the story from being told."""
        return tuple(found for found in self.diagnostics if found.severity == "error")


def read_story(path: str | Path) -> Story:
    """The story in a folder, or in a single file.

    Raises:
        StoryProblems: something keeps it from being told; every such thing is in it.
        NoStory: there is nothing there to read.
    """
    reading = read(path)
    if reading.story is None:
        raise StoryProblems(reading.diagnostics, reading.sources)
    return reading.story


def read(
    path: str | Path,
    *,
    shared: tuple[Path, ...] = (),
    unsaved: Mapping[Path, str] | None = None,
    kept: Kept = NOTHING,
) -> Reading:
    """The story in a folder or a single file, and everything found in it.

    Args:
        path: the folder or file.
        shared: folders with a `pictures` folder that stories share; where there are none, a picture that the story does not
            bring along is not asked after.
        unsaved: texts to read instead of what is on disk, by their absolute paths: what an editor has not saved yet.
        kept: what reading it the last time came to. What is found is the same with it as without; files that have not changed
            are not read again.

    Raises:
        NoStory: there is nothing there to read.
    """
    report = Report()
    folder = open_story(Path(path), report, unsaved, kept.pages)
    return judged(understood(folder, tuple(report.diagnostics), kept), shared)


def understood(folder: Folder, found: tuple[Diagnostic, ...], kept: Kept = NOTHING) -> Reading:
    """A story's files, read, and everything found in them that could keep the story from being told: so that it can be played
    at once, before it is said what else there is to say.

    Args:
        folder: the files.
        found: what was found in opening them.
        kept: as in `read`.
    """
    with _no_search_for_garbage():
        report = Report()
        report.diagnostics.extend(found)
        sources = {page.source.file: page.source for page in folder.pages}
        draft, assembly = None, Assembly(folder, sources, kept, report)
        try:
            draft = assembly.draft()
            judge(draft, report)
        except TooMuch as much:
            report.add(much.found)
        return _reading(draft, report.diagnostics, sources, assembly.kept)


def judged(reading: Reading, shared: tuple[Path, ...] = ()) -> Reading:
    """The same, and in it all else that an author would want to know.

    Args:
        reading: a story that has been understood.
        shared: as in `read`.
    """
    if reading.draft is None:
        return reading
    with _no_search_for_garbage():
        report = Report()
        advise(reading.draft, report, shared, is_told=reading.story is not None)
        return _reading(reading.draft, [*reading.diagnostics, *report.diagnostics], reading.sources, reading.kept)


def _reading(draft: Draft | None, found: list[Diagnostic], sources: Mapping[str, Source], kept: Kept) -> Reading:
    order = {name: index for index, name in enumerate(sources)}
    everything = tuple(sorted(found, key=lambda one: (order.get(one.span.file, -1), one.span)))
    told = draft is not None and not any(one.severity == "error" for one in everything)
    return Reading(draft.story if draft is not None and told else None, everything, sources, draft, kept)


@contextlib.contextmanager
def _no_search_for_garbage() -> Iterator[None]:
    """Python's search for garbage, put off: nothing is thrown away here, and looking for it takes a tenth of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
