"""A folder of YAML, read into a story: files, then nodes, then the head, then the scenes, then the rules.

Nothing here stops at a first problem. What is wrong is noted, what can be made of the rest is made, and only at the end is it
decided whether there is a story.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import attrs
from yaml.nodes import Node, ScalarNode

from game.story.condition_check import ConditionCheck, Names, Scope
from game.story.diagnostic import Diagnostic, Note, Report, StoryProblems, TooMuch
from game.story.draft import Draft
from game.story.folder import Folder, NoStory, open_story
from game.story.head import Head
from game.story.keys import KEYS, LISTS, ONCE
from game.story.model import Ending, Fold, Half, Member, Part, Player, Scene, Story, Style, Variable
from game.story.nodes import is_empty, span_of
from game.story.places import read_places
from game.story.reader import Reader
from game.story.scenes import Scenes, Written
from game.story.source import Source, Span
from game.story.spelling import read_spelling
from game.story.syntax import MOST_IN_ALL, MOST_NODES, compose

__all__ = ["NoStory", "Reading", "read", "read_story"]

REQUIRED: Final = ("story", "title", "chapters", "scenes", "endings")
_BEGINNING: Final = (
    "begin story.yaml with `story: a-short-name`, `title: Its Title` and `chapters:`, each on a line of its own"
)
WHOLE: Final = "whole"
"""The half of a story that declares none."""
_WORD: Final = re.compile(r"[\w-]+")


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


def read(path: str | Path, *, shared: tuple[Path, ...] = (), unsaved: Mapping[Path, str] | None = None) -> Reading:
    """The story in a folder or a single file, and everything found in it.

    Args:
        path: the folder or file.
        shared: folders with a `pictures` folder that stories share; where there are none, a picture that the story does not
            bring along is not asked after.
        unsaved: texts to read instead of what is on disk, by their absolute paths: what an editor has not saved yet.

    Raises:
        NoStory: there is nothing there to read.
    """
    # Python's search for garbage is put off: nothing is thrown away here, and looking for it takes a tenth of the time.
    collects = gc.isenabled()
    gc.disable()
    try:
        return _read(Path(path), shared, unsaved)
    finally:
        if collects:
            gc.enable()


def _read(path: Path, shared: tuple[Path, ...], unsaved: Mapping[Path, str] | None) -> Reading:
    from game.story.rules import judge

    report = Report()
    folder = open_story(path, report, unsaved)
    sources = {page.source.file: page.source for page in folder.pages}
    order = {name: index for index, name in enumerate(sources)}
    draft = None
    try:
        draft = _Assembly(folder, sources, report).draft()
        judge(draft, report, shared)
    except TooMuch as much:
        report.add(much.found)
    everything = tuple(sorted(report.diagnostics, key=lambda one: (order.get(one.span.file, -1), one.span)))
    told = draft is not None and not any(one.severity == "error" for one in everything)
    return Reading(draft.story if draft is not None and told else None, everything, sources, draft)


class _Assembly:
    """One reading, step by step."""

    def __init__(self, folder: Folder, sources: Mapping[str, Source], report: Report) -> None:
        self.folder, self.sources, self.report = folder, sources, report
        self.once: dict[str, Node] = {}
        self.lists: dict[str, list[Node]] = {name: [] for name in LISTS}
        self.keys: set[str] = set()
        first = next(iter(sources), str(folder.root))
        self.top = Span(first, 1, 1, 1, 1)
        self.complete = folder.complete

    def draft(self) -> Draft:
        left_out = self.compose()
        self.read = Reader(self.report, self.sources, left_out)
        self.head = Head(self.read)
        self.gather()
        self.required()
        return self.assembled()

    # ---- nodes

    def compose(self) -> frozenset[str]:
        """The nodes of every file, and the words of the lines that have none."""
        self.trees: list[Node] = []
        words: set[str] = set()
        left = MOST_IN_ALL
        for page in self.folder.pages:
            # Every part takes two characters, so that in most files there is nothing to count.
            is_small = len(page.text) // 2 < min(MOST_NODES, left)
            tree = compose(page, None if is_small else min(MOST_NODES, left), self.report)
            self.complete = self.complete and (tree.complete or bool(tree.left_out))
            for line in tree.left_out:
                words.update(_WORD.findall(line))
            if tree.node is not None:
                self.trees.append(tree.node)
            left = max(1, left - page.text.count(":") - page.text.count(","))
        return frozenset(words)

    def gather(self) -> None:
        """What stands under each top-level key, over all files; and the file that is the story's head: `story.yaml`, or the one with
        most of what stands in one file only.
        """
        best = -1
        for tree in self.trees:
            fields = self.read.fields(tree, "a story", KEYS["a story"])
            file = span_of(tree).file
            is_head = Path(file).stem == "story"
            weight = len(ONCE) + 1 if is_head else sum(name in ONCE for name in fields)
            if weight > best:
                best, self.top = weight, Span(file, 1, 1, 1, 1)
            for name, node in fields.items():
                self.keys.add(name)
                if name in self.lists:
                    self.lists[name].extend(self.read.items(node, f"`{name}`"))
                elif name in self.once:
                    self.twice(name, node)
                elif not is_empty(node):
                    self.once[name] = node

    def twice(self, name: str, node: Node) -> None:
        first = span_of(self.once[name])
        self.report.error(
            "duplicate-key",
            f"`{name}` is written in two files",
            span_of(node),
            notes=(Note("the other is here", first),),
        )

    def required(self) -> None:
        if not self.complete:
            return
        for name in REQUIRED:
            if name not in self.keys and name not in self.read.left_out:
                help_ = _BEGINNING if not self.keys and name == REQUIRED[0] else None
                self.report.error("missing-key", f"the story has no `{name}`", self.top, help=help_)

    # ---- meaning

    def words(self, name: str) -> str:
        return self.read.plain(self.once.get(name), f"`{name}`")

    def assembled(self) -> Draft:
        head, read, once, lists = self.head, self.read, self.once, self.lists
        read.meters = head.meters(once["meters"]) if "meters" in once else {}
        halves = head.halves(once["halves"]) if "halves" in once else {}
        if "halves" not in self.keys and "halves" not in read.left_out:
            halves = {WHOLE: Half(WHOLE, "", "both", None, self.top)}
        read.halves = halves
        days = head.parts(lists["chapters"], halves)
        parts: dict[str, Part] = {}
        for chapter, lived in days.items():
            for part in lived:
                parts.setdefault(part.id, part)
                read.chapter_of.setdefault(part.id, chapter)
        variables = head.variables(once["variables"], halves) if "variables" in once else {}
        variables.update(head.messages(lists["door"], halves))
        cast = head.cast(once["cast"]) if "cast" in once else {}
        fold = head.fold(once["fold"]) if "fold" in once else None

        scenes = Scenes(read, parts)
        endings = list(head.endings(lists["endings"]))
        written = [scene for node in lists["scenes"] if (scene := scenes.written(node)) is not None]
        last = fold.into if fold else next(iter(halves), "")
        names = self.names(
            variables=variables, chapters=tuple(days), parts=parts, written=written, fold=fold, last=last
        )
        read.knows(ConditionCheck(names, self.report), _speakers(cast))

        told: dict[str, Scene] = {}
        for one in written:
            told.setdefault(one.id, scenes.scene(one, last))
        story = Story(
            id=self.identity(),
            version=self.words("version") or "1",
            title=self.words("title"),
            tagline=self.words("tagline"),
            cover=self.cover(),
            start=self.start(days),
            player=head.player(once["player"]) if "player" in once else Player("You", "they"),
            folder=str(self.folder.root),
            fingerprint=self.folder.fingerprint,
            meters=read.meters,
            halves=halves,
            variables=variables,
            leans=self.leans(),
            door=tuple(head.door(lists["door"], parts)),
            drains=tuple(head.drains(lists["drains"], parts)),
            fold=fold,
            cast=cast,
            places=read_places(read, once["places"], told.values(), days) if "places" in once else {},
            content=head.glossary(once["content"], "`content`", "content") if "content" in once else {},
            sources=head.glossary(once["sources"], "`sources`", "source") if "sources" in once else {},
            lessons=head.lessons(lists["lessons"]),
            chapters=head.chapters(days),
            parts=parts,
            scenes=told,
            choices={choice.id: choice for scene in told.values() for choice in scene.choices},
            scene_of={choice.id: scene.id for scene in told.values() for choice in scene.choices},
            pairs=tuple(head.pairs(lists["pairs"])),
            groups=head.glossary(once["groups"], "`groups`", "group") if "groups" in once else {},
            endings=self.endings(endings, last),
            style=head.style(once["style"]) if "style" in once else Style(),
            former=_former(told),
            spelling=read_spelling(read, once["spelling"]) if "spelling" in once else None,
            about=self.words("about"),
            wording=head.wording(once["wording"]) if "wording" in once else {},
        )
        return Draft(
            story=story,
            mentions=read.mentions,
            declarations=read.declared,
            read=frozenset(read.check.read),
            changed=frozenset(read.changed),
            left_out=read.left_out,
            complete=self.complete,
        )

    def cover(self) -> str | None:
        return (self.read.mention("cover", self.once["cover"], "`cover`") or None) if "cover" in self.once else None

    def identity(self) -> str:
        return (self.read.id(self.once["story"], "`story`") or "") if "story" in self.once else ""

    def start(self, days: Mapping[str, Any]) -> str:
        if "start" in self.once:
            return self.read.mention("chapter", self.once["start"], "`start`")
        return next(iter(days), "")

    def leans(self) -> tuple[str, ...]:
        if "leans" not in self.once:
            return ()
        items = self.read.items(self.once["leans"], "`leans`")
        return tuple(name for item in items if (name := self.read.declare("lean", item, "a lean")))

    def endings(self, listed: list[tuple[Any, Node, str]], last: str) -> dict[str, Ending]:
        found: dict[str, Ending] = {}
        for fields, _, ident in listed:
            if ident:
                found.setdefault(ident, self.head.ending(fields, ident, Scope(last, "")))
        return found

    def names(
        self,
        *,
        variables: Mapping[str, Variable],
        chapters: tuple[str, ...],
        parts: Mapping[str, Part],
        written: list[Written],
        fold: Fold | None,
        last: str,
    ) -> Names:
        """What a condition may name."""
        scene_halves: dict[str, str] = {}
        choice_halves: dict[str, str] = {}
        for scene in written:
            part = scene.fields.get("part")
            # Where a list was written instead of a name, that has been said by whoever read it.
            is_known = isinstance(part, ScalarNode) and part.value in parts
            half = parts[part.value].half if part is not None and is_known else last
            scene_halves[scene.id] = half
            for choice in scene.choices:
                choice_halves[choice.id] = half
        carried = frozenset((*fold.carry, *(name for name, _ in fold.counts))) if fold else frozenset()
        return Names(
            meters=self.read.meters,
            variables=variables,
            scene_halves=scene_halves,
            choice_halves=choice_halves,
            chapters=chapters,
            folded=fold.into if fold else None,
            carried=carried,
            complete=self.complete,
            left_out=self.read.left_out,
        )


def _speakers(cast: Mapping[str, Member]) -> dict[str, str]:
    """What opens speech, and whose."""
    speakers: dict[str, str] = {}
    for member in cast.values():
        for name in (member.name, member.outside, member.id):
            if name:
                speakers.setdefault(name, member.id)
    return speakers


def _former(scenes: Mapping[str, Scene]) -> dict[str, str]:
    former = {}
    for scene in scenes.values():
        former.update(dict.fromkeys(scene.was, scene.id))
        for choice in scene.choices:
            former.update(dict.fromkeys(choice.was, choice.id))
    return former
