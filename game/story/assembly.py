"""What a story's files say, put together: the head, the scenes of every file, and the story they make."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from yaml.nodes import Node

from game.story.condition_check import ConditionCheck, Scope
from game.story.diagnostic import Note, Report
from game.story.draft import Draft
from game.story.folder import Folder
from game.story.ground import Ground
from game.story.halves import read_halves
from game.story.head import Head
from game.story.kept import Kept, Known, Looked
from game.story.keys import LISTS, ONCE
from game.story.leaves import SCENES, Gathered, gathered, opened
from game.story.lessons import read_lessons, read_pairs
from game.story.model import Ending, Half, Player, Story
from game.story.nodes import Fields, is_empty, span_of
from game.story.places import read_places
from game.story.reader import Reader
from game.story.scenes import Scenes
from game.story.source import Source, Span
from game.story.spelling import read_spelling
from game.story.style import Style
from game.story.tongues import USUAL, read_language
from game.story.variables import read_messages, read_meters, read_variables

REQUIRED: Final = ("story", "title", "chapters", "scenes", "endings")
_BEGINNING: Final = (
    "begin story.yaml with `story: a-short-name`, `title: Its Title` and `chapters:`, each on a line of its own"
)
_NAMED: Final = "begin it with `story: a-short-name`, on a line of its own: the name that saved games know it by"
WHOLE: Final = "whole"
"""The half of a story that declares none."""
Found = TypeVar("Found")
Listed = tuple[Fields, Node, str]
"""An ending's keys, its node and its id."""


class Assembly:
    """One reading, step by step."""

    def __init__(self, folder: Folder, sources: Mapping[str, Source], kept: Kept, report: Report) -> None:
        self.folder, self.sources, self.kept, self.report = folder, sources, kept, report
        self.once: dict[str, Node] = {}
        self.lists: dict[str, list[Node]] = {name: [] for name in LISTS if name != SCENES}
        self.keys: set[str] = set()
        first = next(iter(sources), str(folder.root))
        self.top = Span(first, 1, 1, 1, 1)
        self.complete = folder.complete

    def draft(self) -> Draft:
        """The story as far as it can be read.

        Raises:
            TooMuch: it would take longer than anybody waits.
        """
        self.files = tuple(opened(self.folder.pages, self.kept, self.report))
        self.complete = self.complete and all(file.complete for file in self.files)
        left_out = frozenset[str]().union(*(file.words for file in self.files))
        self.read = Reader(self.report, self.sources, left_out)
        self.head = Head(self.read)
        self.gather()
        self.required()
        draft = self.assembled()
        self.kept = Kept({leaf.page.source.file: leaf for file in self.files if (leaf := file.leaf()) is not None})
        return draft

    # ---- nodes

    def gather(self) -> None:
        """What stands under each top-level key, over all files; and the file that is the story's head: `story.yaml`, or the one with
        most of what stands in one file only.
        """
        best = -1
        for file in self.files:
            fields = file.begin(self.read)
            if not file.is_written:
                continue
            name = file.page.source.file
            is_head = Path(name).stem == "story"
            weight = len(ONCE) + 1 if is_head else sum(key in ONCE for key in fields)
            if weight > best:
                best, self.top = weight, Span(name, 1, 1, 1, 1)
            self.keys.update(file.keys)
            for key, node in fields.items():
                if key in self.lists:
                    self.lists[key].extend(self.read.items(node, f"`{key}`"))
                elif key in self.once:
                    self.twice(key, node)
                elif not is_empty(node):
                    self.once[key] = node

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
                help_ = (_NAMED if self.keys else _BEGINNING) if name == REQUIRED[0] else None
                self.report.error("missing-key", f"the story has no `{name}`", self.top, help=help_)

    # ---- meaning

    def assembled(self) -> Draft:
        """What the files say, each thing read after those it rests on."""
        ground = self.ground()
        listed = list(self.head.endings(self.lists["endings"]))
        told = self.scenes(self.known(ground))
        read = self.read
        # What is read from here on is read each time, and need not remember what it looked up.
        read.meters, read.variables, read.chapter_of = ground.meters, ground.variables, ground.chapter_of
        return Draft(
            story=self.story(ground, listed, told),
            mentions=read.mentions,
            declarations=read.declared,
            read=frozenset(read.check.read),
            changed=frozenset(read.changed),
            left_out=read.left_out,
            complete=self.complete,
            files=tuple(file.told for file in self.files),
        )

    def ground(self) -> Ground:
        head, read, lists = self.head, self.read, self.lists
        read.meters = meters = self.under("meters", partial(read_meters, read)) or {}
        read.halves = halves = self.halves()
        days = head.parts(lists["chapters"])
        variables = self.under("variables", partial(read_variables, read)) or {}
        variables.update(read_messages(read, lists["door"]))
        return Ground(
            meters=meters,
            halves=halves,
            variables=variables,
            days=days,
            cast=self.under("cast", head.cast) or {},
            fold=self.under("fold", head.fold),
        )

    def halves(self) -> dict[str, Half]:
        """The halves; where a story says nothing of any, the one that it is."""
        if "halves" not in self.keys and "halves" not in self.read.left_out:
            return {WHOLE: Half(WHOLE, "", "both", None, self.top)}
        return self.under("halves", partial(read_halves, self.read)) or {}

    def story(self, ground: Ground, listed: list[Listed], told: Gathered) -> Story:
        """The story, with all that is read only now that there are scenes for it to name.

        Args:
            ground: what the scenes stand on.
            listed: the endings, of which no more than the ids has been read.
            told: the scenes.
        """
        head, read, lists = self.head, self.read, self.lists
        written_in = self.under("language", partial(read_language, read)) or USUAL
        return Story(
            id=self.identity(),
            version=self.words("version") or "1",
            title=self.words("title"),
            tagline=self.words("tagline"),
            cover=self.under("cover", lambda node: read.mention("cover", node, "`cover`")) or None,
            start=self.start(ground.days),
            player=self.under("player", head.player) or Player("You", "they"),
            folder=str(self.folder.root),
            fingerprint=self.folder.fingerprint,
            meters=ground.meters,
            halves=ground.halves,
            variables=ground.variables,
            leans=self.leans(),
            door=tuple(head.door(lists["door"], ground.parts)),
            drains=tuple(head.drains(lists["drains"], ground.parts)),
            fold=ground.fold,
            cast=ground.cast,
            places=self.under("places", lambda node: read_places(read, node, told.scenes.values(), ground.days)) or {},
            content=self.glossary("content", "content"),
            sources=self.glossary("sources", "source"),
            lessons=read_lessons(read, lists["lessons"]),
            chapters=head.chapters(ground.days),
            parts=ground.parts,
            scenes=told.scenes,
            choices=told.choices,
            scene_of=told.scene_of,
            pairs=tuple(read_pairs(read, lists["pairs"])),
            groups=self.glossary("groups", "group"),
            endings=self.endings(listed, ground.last),
            style=self.under("style", head.style) or Style(),
            former=told.former,
            written_in=written_in,
            spelling=self.under("spelling", lambda node: read_spelling(read, node, written_in)),
            about=self.words("about"),
            wording=self.under("wording", head.wording) or {},
        )

    def under(self, name: str, read: Callable[[Node], Found]) -> Found | None:
        """What stands under a key of one file, read; none where nothing does."""
        return read(self.once[name]) if name in self.once else None

    def words(self, name: str) -> str:
        return self.read.plain(self.once.get(name), f"`{name}`")

    def glossary(self, name: str, kind: str) -> dict[str, str]:
        return self.under(name, lambda node: self.head.glossary(node, f"`{name}`", kind)) or {}

    def identity(self) -> str:
        return self.read.id(self.once["story"], "`story`") or "" if "story" in self.once else ""

    def start(self, days: Mapping[str, object]) -> str:
        begun = self.under("start", lambda node: self.read.mention("chapter", node, "`start`"))
        return next(iter(days), "") if begun is None else begun

    def leans(self) -> tuple[str, ...]:
        if "leans" not in self.once:
            return ()
        items = self.read.items(self.once["leans"], "`leans`")
        return tuple(name for item in items if (name := self.read.declare("lean", item, "a lean")))

    def endings(self, listed: list[Listed], last: str) -> dict[str, Ending]:
        found: dict[str, Ending] = {}
        for fields, _, ident in listed:
            if ident:
                found.setdefault(ident, self.head.ending(fields, ident, Scope(last, "")))
        return found

    # ---- scenes

    def known(self, ground: Ground) -> Known:
        """What the scenes may name, for which their ids are read, in every file, before any of them is."""
        read, fold = self.read, ground.fold
        halves = {part.id: part.half for part in ground.parts.values()}
        scene_halves: dict[str, str] = {}
        choice_halves: dict[str, str] = {}
        naming = Scenes(read, {})
        for file in self.files:
            for scene in file.name(read, naming):
                scene_halves[scene.id] = half = halves.get(scene.part or "", ground.last)
                choice_halves.update(dict.fromkeys(scene.choices, half))
        return Known(
            meters=Looked(ground.meters),
            variables=Looked(ground.variables),
            scene_halves=Looked(scene_halves),
            choice_halves=Looked(choice_halves),
            part_halves=Looked(halves),
            chapter_of=Looked(ground.chapter_of),
            speakers=Looked(ground.speakers),
            left_out=Looked(dict.fromkeys(read.left_out, True)),
            chapters=tuple(ground.days),
            folded=fold.into if fold else None,
            carried=frozenset((*fold.carry, *(name for name, _ in fold.counts))) if fold else frozenset(),
            complete=self.complete,
            last=ground.last,
        )

    def scenes(self, known: Known) -> Gathered:
        """The scenes of every file."""
        read = self.read
        read.meters, read.chapter_of = known.meters, known.chapter_of
        read.knows(ConditionCheck(known.names, self.report), known.speakers)
        scenes = Scenes(read, known.part_halves)
        likes: dict[int, bool] = {}
        for file in self.files:
            before = file.kept.told.known if file.kept is not None else None
            if before is not None and id(before) not in likes:
                likes[id(before)] = before.is_like(known)
            file.tell(read, scenes, known, is_like=likes.get(id(before), False))
        return gathered([file.told for file in self.files])
