"""A story's head, read: everything it declares before and beside its scenes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, cast, get_args

from yaml.nodes import MappingNode, Node

from game.story.condition_check import Scope
from game.story.halves import half_of
from game.story.keys import KEYS
from game.story.model import (
    Chapter,
    DoorMessage,
    Drain,
    Ending,
    Fold,
    FoldedMeter,
    FoldRule,
    Member,
    Part,
    Player,
    Standing,
)
from game.story.nodes import Fields, span_of
from game.story.pronouns import AGREEING
from game.story.prose import Text
from game.story.reader import Reader
from game.story.style import Style
from game.story.style_reader import read_style

CAST_PRONOUNS: Final = (*AGREEING, "it")


class Head:
    """Reads the head's parts, each when it is asked for. What refers to scenes, or holds conditions, comes after `knows`."""

    def __init__(self, reader: Reader) -> None:
        self.read, self.report = reader, reader.report

    def player(self, node: Node) -> Player:
        fields = self.read.fields(node, "the player", KEYS["the player"])
        self.read.require(fields, node, "the player", "name")
        name = self.read.plain(fields.get("name"), "the player's name")
        pronouns = "they"
        if "pronouns" in fields:
            pronouns = self.read.one_of(fields["pronouns"], "`pronouns`", tuple(AGREEING)) or "they"
        return Player(name, pronouns)

    # ---- who there is

    def cast(self, node: Node) -> dict[str, Member]:
        found = {}
        for _, key, value in self.read.named(node, "`cast`"):
            ident = self.read.declare("person", key, "somebody in the cast")
            fields = self.read.fields(value, "somebody in the cast", KEYS["somebody in the cast"])
            if not ident or not fields:
                continue
            self.read.require(fields, key, f"`{ident}`", "name")
            pronouns = "they"
            if "pronouns" in fields:
                pronouns = self.read.one_of(fields["pronouns"], "`pronouns`", CAST_PRONOUNS) or "they"
            found[ident] = Member(
                id=ident,
                name=self.read.plain(fields.get("name"), "`name`"),
                mark=self.read.words(fields["mark"], "`mark`") if "mark" in fields else None,
                outside=self.read.plain(fields.get("outside"), "`outside`") or None,
                pronouns=pronouns,
                looks=self.read.plain(fields.get("looks"), "`looks`"),
                span=span_of(key),
            )
        return found

    def glossary(self, node: Node, what: str, kind: str) -> dict[str, str]:
        """Ids, and a text for each."""
        return {
            ident: self.read.plain(value, f"what stands under `{ident}`")
            for _, key, value in self.read.named(node, what)
            if (ident := self.read.declare(kind, key, what))
        }

    def wording(self, node: Node) -> dict[str, str]:
        """What the game is to say in the story's own words."""
        fields = self.read.fields(node, "`wording`", KEYS["`wording`"])
        return {name: words for name, value in fields.items() if (words := self.read.plain(value, f"`{name}`"))}

    def style(self, node: Node) -> Style:
        return read_style(self.read, node)

    # ---- the days

    def parts(self, nodes: list[Node]) -> dict[str, tuple[Part, ...]]:
        """The parts of each chapter. Read before all else, since they say which half a scene belongs to."""
        self.days = list(self.read.listed(nodes, "a chapter"))
        found: dict[str, tuple[Part, ...]] = {}
        for node, fields in self.days:
            self.read.require(fields, node, "a chapter", "id")
            ident = self.read.declare("chapter", fields["id"], "a chapter") if "id" in fields else ""
            parts = []
            items = self.read.items(fields["parts"], "`parts`") if "parts" in fields else []
            for item, part in self.read.listed(items, "a part"):
                self.read.require(part, item, "a part", "id", "scene")
                name = self.read.declare("part", part["id"], "a part") if "id" in part else ""
                scene = self.read.mention("scene", part["scene"], "`scene`") if "scene" in part else ""
                half = half_of(self.read, part, item, f"the part `{name}`")
                if name:
                    parts.append(Part(name, half, scene, span_of(part["id"])))
            if ident:
                found.setdefault(ident, tuple(parts))
        return found

    def chapters(self, parts: Mapping[str, tuple[Part, ...]]) -> dict[str, Chapter]:
        found: dict[str, Chapter] = {}
        for node, fields in self.days:
            ident = (self.read.words(fields["id"], "`id`") if "id" in fields else None) or ""
            if ident not in parts or ident in found:
                continue
            what = f"the chapter `{ident}`"
            self.read.require(fields, node, what, "title", "parts")
            alone, recap = self.alone(fields.get("alone"), parts[ident], ident)
            found[ident] = Chapter(
                id=ident,
                title=self.read.plain(fields.get("title"), "`title`"),
                question=self.read.plain(fields.get("question"), "`question`") or None,
                next=self.read.mention("chapter", fields["next"], "`next`") if "next" in fields else None,
                parts=parts[ident],
                alone=alone,
                recap=recap,
                short=tuple(self.short(fields.get("short"))),
                span=span_of(fields["id"]),
            )
        return found

    def alone(
        self, node: Node | None, parts: tuple[Part, ...], chapter: str
    ) -> tuple[tuple[Standing, ...], Text | None]:
        """How a chapter begins by itself: a block for its half, or one for each half it has."""
        if node is None:
            return (), None
        halves = self.read.halves
        fields = self.read.fields(node, "a beginning", (*KEYS["a beginning"], *halves))
        half = parts[0].half if parts else ""
        standings = []
        if "meters" in fields or "set" in fields:
            standings.append(self.standing(half, node, fields, chapter))
        for name in halves:
            if name in fields:
                block = self.read.fields(fields[name], "a beginning", ("meters", "set"))
                standings.append(self.standing(name, fields[name], block, chapter))
        scope = Scope(half, chapter)
        return tuple(standings), self.read.text(fields.get("recap"), "`recap`", scope, speech=True)

    def standing(self, half: str, node: Node, fields: Fields, chapter: str) -> Standing:
        meters = []
        for name, key, value in self.read.named(fields["meters"], "`meters`") if "meters" in fields else ():
            meter = self.read.meters.get(name)
            if meter is None:
                self.unknown_meter(key)
            elif (number := self.read.within(meter, value, f"`{name}`")) is not None:
                meters.append((name, number))
        given = self.read.assignments(fields.get("set"), Scope(half, chapter), messages=True)
        return Standing(half, tuple(meters), given, span_of(node))

    def unknown_meter(self, key: Node) -> None:
        """Note a name that should have been a meter's."""
        name = str(key.value)
        if name not in self.read.left_out:
            help_, notes = self.report.did_you_mean(name, self.read.meters), self.read.the_meters()
            self.report.error("unknown-meter", f"no meter is called `{name}`", span_of(key), help=help_, notes=notes)

    def short(self, node: Node | None) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Minutes, and the scenes so many minutes can hold."""
        for _, key, value in self.read.named(node, "`short`") if node is not None else ():
            minutes = self.read.number(key, "a number of minutes", least=1)
            scenes = self.read.mention_all("scene", value, "a scene")
            if minutes is not None:
                yield minutes, scenes

    # ---- between the halves

    def door(self, nodes: list[Node], parts: Mapping[str, Part]) -> Iterator[DoorMessage]:
        """The messages, each with its condition read in the half it is sent from."""
        for node, fields in self.read.listed(nodes, "a door message"):
            if not self.read.require(fields, node, "a door message", "id", "after", "to"):
                continue
            ident, after, to = self.message_ends(fields)
            sender = parts[after].half if after in parts else ""
            chapter = self.read.chapter_of.get(after, "")
            scope = Scope(to, "")
            yield DoorMessage(
                id=ident,
                after=after,
                to=to,
                when=self.read.condition(fields.get("when"), Scope(sender, chapter)),
                effects=self.read.effects(fields.get("effects"), scope),
                text=self.read.text(fields.get("text"), "`text`", scope),
                span=span_of(fields["id"]),
            )

    def message_ends(self, fields: Fields) -> tuple[str, str, str]:
        """A message's id, the part it is sent after, and the half it is sent to."""
        ident = self.read.words(fields["id"], "`id`") or ""
        return (
            ident,
            self.read.mention("part", fields["after"], "`after`"),
            self.read.mention("half", fields["to"], "`to`"),
        )

    def drains(self, nodes: list[Node], parts: Mapping[str, Part]) -> Iterator[Drain]:
        for node, fields in self.read.listed(nodes, "a drain"):
            if not self.read.require(fields, node, "a drain", "after", "effects"):
                continue
            after = self.read.mention("part", fields["after"], "`after`")
            own = parts[after].half if after in parts else ""
            to = self.read.mention("half", fields["to"], "`to`") if "to" in fields else own
            scope = Scope(to, "")
            yield Drain(
                after=after,
                to=to,
                when=self.read.condition(fields.get("when"), scope),
                effects=self.read.effects(fields.get("effects"), scope),
                text=self.read.text(fields.get("text"), "`text`", scope),
                span=span_of(fields["after"]),
            )

    def fold(self, node: Node) -> Fold | None:
        """How the halves become one. Read early: what is carried decides what a condition may read."""
        fields = self.read.fields(node, "`fold`", KEYS["`fold`"])
        if not fields or not self.read.require(fields, node, "`fold`", "before", "into", "meters"):
            return None
        counts = []
        for _, key, value in self.read.named(fields["counts"], "`counts`") if "counts" in fields else ():
            counts.append(
                (self.read.mention("variable", key, "a count"), self.read.mention_all("variable", value, "a count"))
            )
        return Fold(
            before=self.read.mention("scene", fields["before"], "`before`"),
            into=self.read.mention("half", fields["into"], "`into`"),
            meters=tuple(self.folded(fields["meters"])),
            carry=self.read.mention_all("variable", fields.get("carry"), "`carry`"),
            counts=tuple(counts),
            span=span_of(fields["before"]),
        )

    def folded(self, node: Node) -> Iterator[FoldedMeter]:
        for name, key, value in self.read.named(node, "the fold's `meters`"):
            meter = self.read.meters.get(name)
            if meter is None:
                self.unknown_meter(key)
                continue
            is_rule = not isinstance(value, MappingNode)
            fields = {"take": value} if is_rule else self.read.fields(value, "a folded meter", KEYS["a folded meter"])
            self.read.require(fields, value, f"the folded `{name}`", "take")
            take = self.read.one_of(fields["take"], "`take`", get_args(FoldRule)) if "take" in fields else None
            least = self.read.within(meter, fields["least"], f"`{name}`") if "least" in fields else None
            most = self.read.within(meter, fields["most"], f"`{name}`") if "most" in fields else None
            least, most = meter.low if least is None else least, meter.high if most is None else most
            if least > most:
                self.report.error("backward-range", f"`least` is above `most` for `{name}`", span_of(fields["least"]))
            yield FoldedMeter(name, cast(FoldRule, take or "lowest"), least, most, span_of(key))

    # ---- how it comes out

    def endings(self, nodes: list[Node]) -> Iterator[tuple[Fields, Node, str]]:
        """Each ending's fields and id. Read before the scenes, which may lead to it by name."""
        for node, fields in self.read.listed(nodes, "an ending"):
            self.read.require(fields, node, "an ending", "id", "title")
            if "scene" not in fields:
                self.report.error("ending-without-scene", "an ending has no `scene`", span_of(fields.get("id", node)))
            ident = self.read.declare("scene", fields["id"], "an ending") if "id" in fields else ""
            yield fields, node, ident

    def ending(self, fields: Fields, ident: str, scope: Scope) -> Ending:
        by = self.read.one_of(fields["by"], "`by`", ("goto",)) if "by" in fields else None
        when = self.read.condition(fields.get("when"), scope)
        if when is None and "when" in fields:
            self.read.mentions["ending with a broken condition"].append((ident, fields["when"]))
        group = self.read.mention("group", fields["group"], "`group`") if "group" in fields else None
        return Ending(
            id=ident,
            title=self.read.plain(fields.get("title"), "`title`"),
            scene=self.read.mention("scene", fields["scene"], "`scene`") if "scene" in fields else "",
            when=when,
            by_name=by == "goto",
            group=group,
            lead=self.read.text(fields.get("lead"), "`lead`", scope, speech=True),
            lessons=self.read.mention_all("lesson", fields.get("lessons"), "a lesson"),
            span=span_of(fields["id"]),
        )
