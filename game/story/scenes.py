"""Scenes and their choices, read. First their ids, since conditions anywhere may name them; then all that is in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs
from yaml.nodes import MappingNode, Node

from game.story import identity
from game.story.condition_check import Scope
from game.story.keys import KEYS
from game.story.model import MOODS, Choice, Route, Scene, Talk
from game.story.nodes import Fields, is_empty, span_of
from game.story.prose import Paragraph, Text
from game.story.reader import Reader
from game.story.source import Span
from game.story.swallowed import has_swallowed

GO_ON: Final = "Go on."


@attrs.frozen
class Written:
    """A choice or a scene whose id is known, and whose rest has not been read."""

    id: str
    node: Node
    fields: Fields
    id_node: Node
    choices: tuple[Written, ...] = ()
    lost_way: bool = False
    """Whether its way on stands in its text, which has been said."""


class Scenes:
    """Reads the scenes of one story, whose parts each belong to a half."""

    def __init__(self, reader: Reader, halves: Mapping[str, str]) -> None:
        self.read, self.report, self.halves = reader, reader.report, halves

    # ---- ids

    def written(self, node: Node) -> Written | None:
        """The scene's id and its choices' ids."""
        fields = self.read.fields(node, "a scene", KEYS["a scene"])
        if not fields or not self.read.require(fields, node, "a scene", "id"):
            return None
        ident = self.read.declare("scene", fields["id"], "a scene")
        if not ident:
            return None
        lost_way = has_swallowed(fields, self.read)
        items = self.read.items(fields["choices"], "`choices`") if "choices" in fields else []
        choices = [
            choice
            for number, item in enumerate(items, 1)
            if (choice := self.written_choice(item, ident, number)) is not None
        ]
        return Written(ident, node, fields, fields["id"], tuple(choices), lost_way)

    def written_choice(self, node: Node, scene: str, number: int) -> Written | None:
        fields = self.read.fields(node, "a choice", KEYS["a choice"])
        if not fields:
            return None
        if "id" not in fields:
            ident = identity.unnamed(scene, number)
            self.report.warning(
                "unnamed-choice",
                "a choice without an id, which saves know by its place in the list",
                span_of(fields.get("text") or fields.get("say") or node),
                help=f"name it, so that choices may be moved about: `id: {ident}`",
            )
            return Written(ident, node, fields, node)
        ident = self.read.declare("choice", fields["id"], "a choice")
        lost_way = has_swallowed(fields, self.read)
        return Written(ident, node, fields, fields["id"], lost_way=lost_way) if ident else None

    # ---- scenes

    def scene(self, written: Written, last_half: str) -> Scene:
        """The whole scene; `last_half` is whose an ending's scene is."""
        fields, ident = written.fields, written.id
        part = self.read.mention("part", fields["part"], "`part`") if "part" in fields else ""
        half = self.halves.get(part, last_half)
        chapter = self.read.chapter_of.get(part, "")
        scope = Scope(half, chapter)
        self.note_absent(written)
        return Scene(
            id=ident,
            part=part,
            half=half,
            chapter=chapter,
            places=self.read.mention_all("place", fields.get("place"), "`place`"),
            people=self.people(fields.get("people")),
            time=self.read.plain(fields.get("time"), "`time`") or None,
            content=self.read.mention_all("content", fields.get("content"), "`content`"),
            recall=self.read.text(fields.get("recall"), "`recall`", Scope("", "")),
            text=self.read.text(fields.get("text"), "`text`", scope, speech=True) or Text(()),
            choices=self.choices(written, scope),
            talk=self.talk(fields.get("talk")),
            was=self.former(fields.get("was")),
            span=span_of(written.id_node),
        )

    def note_absent(self, written: Written) -> None:
        """Leave word for the rules of what a scene was written without; note what it cannot have together."""
        fields = written.fields
        if "text" not in fields:
            self.read.mentions["scene without text"].append((written.id, written.id_node))
        if "choices" not in fields and "goto" not in fields and not written.lost_way:
            self.read.mentions["scene without choices"].append((written.id, written.id_node))
        if "choices" in fields and "goto" in fields:
            self.report.error(
                "goto-beside-choices",
                "a scene has choices or a `goto` of its own, and this has both",
                span_of(fields["goto"]),
                help="each choice has its own `goto`",
            )

    def people(self, node: Node | None) -> tuple[tuple[str, str], ...]:
        """Who stands in the picture, and in which mood: a mapping, or names alone."""
        if node is None or is_empty(node):
            return ()
        if not isinstance(node, MappingNode):
            return tuple((name, MOODS[0]) for name in self.read.mention_all("person", node, "`people`"))
        people = []
        for _, key, value in self.read.named(node, "`people`"):
            person, mood = self.read.mention("person", key, "`people`"), self.read.mention("mood", value, "a mood")
            people.append((person, mood))
        return tuple(people)

    def talk(self, node: Node | None) -> Talk | None:
        fields = self.read.fields(node, "`talk`", KEYS["`talk`"]) if node is not None else {}
        if node is None or not fields:
            return None
        self.read.require(fields, node, "`talk`", "minutes", "ask")
        minutes = self.read.number(fields["minutes"], "`minutes`", least=1) if "minutes" in fields else None
        form = self.read.plain(fields.get("form"), "`form`") or "all"
        return Talk(minutes or 1, form, self.read.plain(fields.get("ask"), "`ask`"), span_of(fields.get("ask", node)))

    def former(self, node: Node | None) -> tuple[str, ...]:
        """Former ids, one or a list."""
        names = []
        for item in self.read.one_or_more(node, "`was`") if node is not None else ():
            if name := self.read.declare("former", item, "a former id"):
                names.append(name)
        return tuple(names)

    # ---- choices

    def choices(self, written: Written, scope: Scope) -> tuple[Choice, ...]:
        if written.choices or "goto" not in written.fields or "choices" in written.fields:
            return tuple(self.choice(choice, scope) for choice in written.choices)
        routes = self.read.routes(written.fields["goto"], scope)
        return (_going_on(written.id, routes, span_of(written.fields["goto"])),) if routes else ()

    def choice(self, written: Written, scope: Scope) -> Choice:
        fields = written.fields
        self.has_words(written)
        spoken = "say" in fields and "text" not in fields
        words = fields.get("say") if spoken else fields.get("text")
        when = self.read.condition(fields.get("when"), scope)
        lean = self.read.mention("lean", fields["lean"], "`lean`") if "lean" in fields else None
        lesson = self.read.mention("lesson", fields["lesson"], "`lesson`") if "lesson" in fields else None
        if "goto" not in fields and not written.lost_way:
            self.report.error(
                "dead-end",
                f"the choice `{written.id}` leads nowhere",
                span_of(written.id_node),
                help="add `goto:` with the scene that follows, or `goto: next`",
            )
        return Choice(
            id=written.id,
            text=self.read.text(words, "`say`" if spoken else "`text`", scope) or Text(()),
            spoken=spoken,
            when=when,
            hint=self.read.text(fields.get("hint"), "`hint`", scope),
            then=self.read.text(fields.get("then"), "`then`", scope, speech=True),
            effects=self.read.effects(fields.get("effects"), scope),
            set=self.read.assignments(fields.get("set"), scope),
            lean=lean,
            lesson=lesson,
            goto=self.read.routes(fields.get("goto"), scope),
            was=self.former(fields.get("was")),
            span=span_of(written.id_node),
        )

    def has_words(self, written: Written) -> None:
        """Note a choice that is both said and done, or neither."""
        fields = written.fields
        if "say" in fields and "text" in fields:
            self.report.error(
                "say-and-text",
                "a choice is either said aloud or done, and this has both `say` and `text`",
                span_of(fields["say"]),
            )
        elif "say" not in fields and "text" not in fields:
            self.report.error(
                "missing-key",
                f"the choice `{written.id}` has neither `text` nor `say`",
                span_of(written.id_node),
                help="`text:` for something done, `say:` for something said aloud",
            )


def _going_on(scene: str, routes: tuple[Route, ...], span: Span) -> Choice:
    """The choice that stands for going on."""
    text = Text((Paragraph(None, (GO_ON,), span),))
    return Choice(
        id=identity.going_on(scene),
        text=text,
        spoken=False,
        when=None,
        hint=None,
        then=None,
        effects=(),
        set=(),
        lean=None,
        lesson=None,
        goto=routes,
        was=(),
        span=span,
        going_on=True,
    )
