"""The files of a story, each read by itself, or taken as it was read the last time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import attrs
from yaml.nodes import Node, ScalarNode

from game.story.diagnostic import Report
from game.story.folder import Page
from game.story.kept import Ids, Kept, Known, Leaf, Noted, Told
from game.story.keys import KEYS
from game.story.model import Choice, Scene
from game.story.nodes import Fields
from game.story.noting import Noting, can_take, take
from game.story.reader import Reader
from game.story.scenes import Scenes, Written
from game.story.syntax import MOST_IN_ALL, MOST_NODES, Tree, compose

SCENES: Final = "scenes"
_WORD: Final = re.compile(r"[\w-]+")


class File:
    """One file on its way to becoming a leaf. The steps are taken in their order, each for every file before the next."""

    def __init__(self, page: Page, budget: int | None, kept: Leaf | None, report: Report) -> None:
        self.page, self.budget = page, budget
        self.kept = kept if kept is not None and kept.page is page and kept.budget == budget else None
        self.scenes: list[Node] | None = None
        self.written: list[Written] | None = None
        if self.kept is not None:
            report.diagnostics.extend(self.kept.composed)
            self.node, self.complete, self.words = self.kept.node, self.kept.complete, self.kept.words
            self.composed = self.kept.composed
            self.has_nodes = not _is_scenes(self.kept.keys)
            return
        before = len(report.diagnostics)
        tree = compose(page, budget, report)
        self.composed = tuple(report.diagnostics[before:])
        self.node, self.complete = tree.node, tree.complete or tree.mended or bool(tree.left_out)
        self.words = _words(tree)
        self.has_nodes = True

    # ---- what stands at its top

    def begin(self, read: Reader) -> Fields:
        """What stands under each key at its top but `scenes`, which are read later."""
        kept = self.kept
        if kept is not None and not self.has_nodes and can_take(read, kept.begun):
            self.keys, self.begun = kept.keys, kept.begun
            take(read, kept.begun)
            return {}
        noting = Noting(read)
        fields = self._fields(read)
        self.keys, self.begun = tuple(fields), noting.noted()
        return {name: node for name, node in fields.items() if name != SCENES}

    def _fields(self, read: Reader) -> Fields:
        """What stands at its top, and the nodes of its scenes."""
        if not self.has_nodes:
            self.node, self.has_nodes = compose(self.page, self.budget, Report()).node, True
        fields = read.fields(self.node, "a story", KEYS["a story"]) if self.node is not None else {}
        self.scenes = read.items(fields[SCENES], f"`{SCENES}`") if SCENES in fields else []
        return fields

    @property
    def is_written(self) -> bool:
        """Whether there is anything in it that could be read."""
        return self.node is not None or not self.has_nodes

    # ---- ids

    def name(self, read: Reader, scenes: Scenes) -> tuple[Ids, ...]:
        """The ids of its scenes and their choices."""
        kept = self.kept
        if kept is not None and can_take(read, kept.named):
            take(read, kept.named)
            self.named, self.ids = kept.named, kept.ids
            return self.ids
        noting = Noting(read)
        self.written = [one for node in self._scenes() if (one := scenes.written(node)) is not None]
        self.named = noting.noted()
        self.ids = tuple(_ids(one) for one in self.written)
        return self.ids

    def _scenes(self) -> list[Node]:
        """The nodes of its scenes."""
        if self.scenes is None:
            self._fields(self._again())
        return self.scenes or []

    def _again(self) -> Reader:
        """Reads what has been read before, and keeps to itself what is wrong in it, since that has been noted."""
        return Reader(Report(), {self.page.source.file: self.page.source}, frozenset())

    # ---- scenes

    def tell(self, read: Reader, scenes: Scenes, known: Known, *, is_like: bool) -> None:
        """Its scenes, which take what is known of all files."""
        kept = self.kept
        if kept is not None and can_take(read, kept.told.noted) and kept.told.holds(known, is_like=is_like):
            take(read, kept.told.noted)
            self.told = attrs.evolve(kept.told, known=known)
            return
        if self.written is None:
            again = Scenes(self._again(), {})
            self.written = [one for node in self._scenes() if (one := again.written(node)) is not None]
        for looked in known.looked:
            looked.asked, looked.through = {}, False
        noting = Noting(read)
        told = tuple(scenes.scene(one, known.last) for one in self.written)
        self.told = _kept(told, noting.noted(), known)

    def leaf(self) -> Leaf | None:
        """It, to be kept; none where it may not be."""
        if not (self.begun.is_lasting and self.named.is_lasting and self.told.noted.is_lasting):
            return None
        node = None if _is_scenes(self.keys) else self.node
        return Leaf(
            self.page,
            self.budget,
            self.composed,
            self.complete,
            self.words,
            node,
            self.keys,
            self.begun,
            self.ids,
            self.named,
            self.told,
        )


def opened(pages: Sequence[Page], kept: Kept, report: Report) -> Iterator[File]:
    """The files, those that have changed read into nodes; every slip in them is noted."""
    left = MOST_IN_ALL
    for page in pages:
        # Every part takes two characters, so that in most files there is nothing to count.
        is_small = len(page.text) // 2 < min(MOST_NODES, left)
        before = kept.leaves.get(page.source.file)
        yield File(page, None if is_small else min(MOST_NODES, left), before, report)
        left = max(1, left - page.weight)


def _is_scenes(keys: tuple[str, ...]) -> bool:
    """Whether nothing stands in a file but scenes, which are kept as they were read: its nodes need not be."""
    return keys == (SCENES,)


def _words(tree: Tree) -> frozenset[str]:
    return frozenset(word for line in tree.left_out for word in _WORD.findall(line))


def _ids(written: Written) -> Ids:
    part = written.fields.get("part")
    # Where a list was written instead of a name, whoever reads it says so.
    named = part.value if isinstance(part, ScalarNode) else None
    return Ids(written.id, named, tuple(choice.id for choice in written.choices))


def _kept(scenes: tuple[Scene, ...], noted: Noted, known: Known) -> Told:
    """The scenes of a file that have just been read, with what was looked up for them."""
    return Told(
        scenes=scenes,
        noted=noted,
        asked=tuple(looked.asked for looked in known.looked),
        through=any(looked.through for looked in known.looked),
        known=known,
        choices=_choices(scenes),
        scene_of=_scene_of(scenes),
        former=_former(scenes),
    )


@attrs.frozen
class Gathered:
    """The scenes of all files, and what is to be found by the names in them."""

    scenes: dict[str, Scene]
    choices: dict[str, Choice]
    scene_of: dict[str, str]
    former: dict[str, str]


def gathered(files: Sequence[Told]) -> Gathered:
    """The scenes of all files together. Of two that are called the same, which is noted elsewhere, the first counts."""
    scenes: dict[str, Scene] = {}
    for file in files:
        for scene in file.scenes:
            scenes.setdefault(scene.id, scene)
    if len(scenes) < sum(len(file.scenes) for file in files):
        first = tuple(scenes.values())
        return Gathered(scenes, _choices(first), _scene_of(first), _former(first))
    choices: dict[str, Choice] = {}
    scene_of: dict[str, str] = {}
    former: dict[str, str] = {}
    for file in files:
        choices.update(file.choices)
        scene_of.update(file.scene_of)
        former.update(file.former)
    return Gathered(scenes, choices, scene_of, former)


def _choices(scenes: Iterable[Scene]) -> dict[str, Choice]:
    return {choice.id: choice for scene in scenes for choice in scene.choices}


def _scene_of(scenes: Iterable[Scene]) -> dict[str, str]:
    return {choice.id: scene.id for scene in scenes for choice in scene.choices}


def _former(scenes: Iterable[Scene]) -> dict[str, str]:
    """What each former name of a scene or choice is called now."""
    found: dict[str, str] = {}
    for scene in scenes:
        found.update(dict.fromkeys(scene.was, scene.id))
        for choice in scene.choices:
            found.update(dict.fromkeys(choice.was, choice.id))
    return found
