"""What a story's files say, put together: the head, the scenes of every file, and the story they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from yaml.nodes import Node

from game.story.condition_check import ConditionCheck, Scope
from game.story.diagnostic import Note, Report
from game.story.draft import Draft
from game.story.folder import Folder
from game.story.head import Head
from game.story.kept import Kept, Known, Looked
from game.story.keys import LISTS, ONCE
from game.story.leaves import SCENES, Gathered, gathered, opened
from game.story.model import Ending, Fold, Half, Member, Part, Player, Story, Style, Variable
from game.story.nodes import is_empty, span_of
from game.story.places import read_places
from game.story.reader import Reader
from game.story.scenes import Scenes
from game.story.source import Source, Span
from game.story.spelling import read_spelling
from game.story.tongues import USUAL, read_language

REQUIRED: Final = ("story", "title", "chapters", "scenes", "endings")
_BEGINNING: Final = (
    "begin story.yaml with `story: a-short-name`, `title: Its Title` and `chapters:`, each on a line of its own"
)
_NAMED: Final = "begin it with `story: a-short-name`, on a line of its own: the name that saved games know it by"
WHOLE: Final = "whole"
"""The half of a story that declares none."""


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
        chapter_of: dict[str, str] = {}
        for chapter, lived in days.items():
            for part in lived:
                parts.setdefault(part.id, part)
                chapter_of.setdefault(part.id, chapter)
        read.chapter_of = chapter_of
        variables = head.variables(once["variables"], halves) if "variables" in once else {}
        variables.update(head.messages(lists["door"], halves))
        cast = head.cast(once["cast"]) if "cast" in once else {}
        fold = head.fold(once["fold"]) if "fold" in once else None

        endings = list(head.endings(lists["endings"]))
        last = fold.into if fold else next(iter(halves), "")
        meters = read.meters
        known = self.known(variables=variables, days=days, parts=parts, fold=fold, last=last, speakers=_speakers(cast))
        told = self.scenes(known)
        # What is read from here on is read each time, and need not remember what it looked up.
        read.meters, read.variables, read.chapter_of = meters, variables, chapter_of
        written_in = read_language(read, once["language"]) if "language" in once else USUAL
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
            meters=meters,
            halves=halves,
            variables=variables,
            leans=self.leans(),
            door=tuple(head.door(lists["door"], parts)),
            drains=tuple(head.drains(lists["drains"], parts)),
            fold=fold,
            cast=cast,
            places=read_places(read, once["places"], told.scenes.values(), days) if "places" in once else {},
            content=head.glossary(once["content"], "`content`", "content") if "content" in once else {},
            sources=head.glossary(once["sources"], "`sources`", "source") if "sources" in once else {},
            lessons=head.lessons(lists["lessons"]),
            chapters=head.chapters(days),
            parts=parts,
            scenes=told.scenes,
            choices=told.choices,
            scene_of=told.scene_of,
            pairs=tuple(head.pairs(lists["pairs"])),
            groups=head.glossary(once["groups"], "`groups`", "group") if "groups" in once else {},
            endings=self.endings(endings, last),
            style=head.style(once["style"]) if "style" in once else Style(),
            former=told.former,
            written_in=written_in,
            spelling=read_spelling(read, once["spelling"], written_in) if "spelling" in once else None,
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
            files=tuple(file.told for file in self.files),
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

    # ---- scenes

    def known(
        self,
        *,
        variables: Mapping[str, Variable],
        days: Iterable[str],
        parts: Mapping[str, Part],
        fold: Fold | None,
        last: str,
        speakers: Mapping[str, str],
    ) -> Known:
        """What the scenes may name, for which their ids are read, in every file, before any of them is."""
        read = self.read
        halves = {part.id: part.half for part in parts.values()}
        scene_halves: dict[str, str] = {}
        choice_halves: dict[str, str] = {}
        naming = Scenes(read, {})
        for file in self.files:
            for scene in file.name(read, naming):
                scene_halves[scene.id] = half = halves.get(scene.part or "", last)
                choice_halves.update(dict.fromkeys(scene.choices, half))
        folded = fold.into if fold else None
        carried = frozenset((*fold.carry, *(name for name, _ in fold.counts))) if fold else frozenset()
        return Known(
            meters=Looked(read.meters),
            variables=Looked(variables),
            scene_halves=Looked(scene_halves),
            choice_halves=Looked(choice_halves),
            part_halves=Looked(halves),
            chapter_of=Looked(read.chapter_of),
            speakers=Looked(speakers),
            left_out=Looked(dict.fromkeys(read.left_out, True)),
            chapters=tuple(days),
            folded=folded,
            carried=carried,
            complete=self.complete,
            last=last,
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


def _speakers(cast: Mapping[str, Member]) -> dict[str, str]:
    """What opens speech, and whose."""
    speakers: dict[str, str] = {}
    for member in cast.values():
        for name in (member.name, member.outside, member.id):
            if name:
                speakers.setdefault(name, member.id)
    return speakers
