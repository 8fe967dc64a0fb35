"""What a story's head and its scenes are read with: its nodes, and the small languages in them (conditions, prose, effects)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from game.story.condition import Condition
from game.story.condition_check import ConditionCheck, Scope, the_meters
from game.story.condition_parser import parse
from game.story.diagnostic import Diagnostic, Note, Report
from game.story.keys import KEYS
from game.story.model import Assignment, Change, Half, Meter, Route, Variable
from game.story.nodes import TEXT_TAG, Fields, Nodes, first_of, is_empty, quoted, span_of
from game.story.printing import printed
from game.story.prose import Text
from game.story.prose_parser import IN_PROSE, MOST_TOLD, TOLD_IN_A_FILE, ProseParser
from game.story.source import Source, Span

_SIGNED: Final = re.compile(r"[+-]\d{1,9}")


class Reader(Nodes):
    """Reads the nodes of one story. What the story declares is told to it in `knows`, before anything that refers to it."""

    def __init__(self, report: Report, sources: Mapping[str, Source], left_out: frozenset[str]) -> None:
        super().__init__(report, sources)
        self.left_out = left_out
        self.mentions: dict[str, list[tuple[str, Node]]] = defaultdict(list)
        self.declared: dict[str, list[tuple[str, Node]]] = defaultdict(list)
        self.meters: Mapping[str, Meter] = {}
        self.halves: Mapping[str, Half] = {}
        self.variables: Mapping[str, Variable] = {}
        self.changed: set[str] = set()
        """The variables that something changes."""
        self.chapter_of: Mapping[str, str] = {}
        """The chapter of each part."""

    def knows(self, check: ConditionCheck, speakers: Mapping[str, str]) -> None:
        """Be told what there is: what conditions may name, and who may speak."""
        self.check = check
        self.variables = check.names.variables
        self.prose = ProseParser(self.report, speakers, check.is_nearly_known)
        self.prose.most = min(MOST_TOLD, TOLD_IN_A_FILE * len(self.sources))

    # ---- names

    def mention(self, kind: str, node: Node, what: str) -> str:
        """A reference to something declared elsewhere; empty where none was written."""
        name = self.words(node, what)
        if name is None:
            return ""
        self.mentions[kind].append((name, node))
        return name

    def mention_all(self, kind: str, node: Node | None, what: str) -> tuple[str, ...]:
        """References, one or a list of them."""
        if node is None:
            return ()
        return tuple(name for item in self.one_or_more(node, what) if (name := self.mention(kind, item, what)))

    def declare(self, kind: str, node: Node, what: str) -> str:
        """The id of something declared here; empty where none can be read."""
        name = self.id(node, what)
        if name is None:
            return ""
        self.declared[kind].append((name, node))
        return name

    def require(self, fields: Fields, node: Node, what: str, *keys: str) -> bool:
        """Whether all of the keys are there; each that is not is noted."""
        missing = [key for key in keys if key not in fields]
        for key in missing:
            self.report.error("missing-key", f"{what} has no `{key}`", span_of(first_of(node)))
        return not missing

    def listed(self, nodes: Iterable[Node], what: str) -> Iterator[tuple[Node, Fields]]:
        """The things in a list, and what each has."""
        for node in nodes:
            fields = self.fields(node, what, KEYS[what])
            if fields:
                yield node, fields

    # ---- the small languages

    def plain(self, node: Node | None, what: str) -> str:
        """A line of words in which nothing varies; empty where none was written."""
        value = self.words(node, what) if node is not None else None
        return printed(" ".join(value.split("\n")).strip()) if value else ""

    def text(
        self, node: Node | None, what: str, scope: Scope, *, speech: bool = False, quotes: bool = False
    ) -> Text | None:
        """Prose; none where none was written."""
        if node is None:
            return None
        if not isinstance(node, ScalarNode) or node.tag != TEXT_TAG:
            self.words(node, what)  # which says what is wrong with it
            return None
        if not node.style:
            if not node.value:
                return None
            self.cut_short(node)
        value: str = node.value
        if node.style != "|" and not IN_PROSE.search(value):
            return self.prose.line(value, span_of(node))
        return self.prose.parse(
            value,
            self.origin(node),
            lambda condition: self.check.bind(condition, scope),
            is_block=node.style == "|",
            speech=speech,
            quotes=quotes,
        )

    def cut_short(self, node: ScalarNode) -> None:
        """Warn of an unquoted text that stops where YAML sees a comment: `room #12`."""
        end = node.end_mark
        line = self.sources[end.name].line(end.line + 1)
        if len(line) == end.column:
            return
        rest = line[end.column :].strip()
        if len(rest) > 1 and rest[0] == "#" and not rest[1].isspace():
            start = span_of(node)
            at = line.index("#", end.column) + 1
            whole = line[node.start_mark.column :].rstrip()
            self.report.warning(
                "comment-in-text",
                "this text stops before the `#`, and the rest is a comment",
                Span(start.file, end.line + 1, at, end.line + 1, len(line.rstrip()) + 1),
                help=f"if it is text, put quotation marks round it: `{quoted(whole)}`" if len(whole) < 100 else None,
            )

    def condition(self, node: Node | None, scope: Scope) -> Condition | None:
        """What a `when:` asks; none where none was written, or it cannot be read."""
        parsed = self.parsed(node) if node is not None else None
        return None if parsed is None else self.check.bind(parsed, scope)

    def parsed(self, node: Node) -> Condition | None:
        """A condition as it is written, before its names are looked up; none where it cannot be read."""
        if is_empty(node):
            return None
        if type(node) is not ScalarNode:
            self.amiss.text_meant(node, "a condition")
            return None
        parsed = parse(node.value, self.origin(node))
        if isinstance(parsed, Diagnostic):
            self.report.add(parsed)
            return None
        return parsed

    def effects(self, node: Node | None, scope: Scope) -> tuple[Change, ...]:
        """What is added to meters and counts, in the order written."""
        if node is None:
            return ()
        changes = []
        for name, key, value in self.named(node, "`effects`"):
            amount = self.amount(name, value)
            meter = self.meters.get(name)
            if meter is None and not self.can_count(name, key, scope):
                continue
            if amount:
                changes.append(Change(name, amount, meter is not None, span_of(key)))
        return tuple(changes)

    def amount(self, name: str, node: Node) -> int | None:
        """How much is added, sign and all."""
        written = self.words(node, "an effect")
        if written is None:
            return None
        if _SIGNED.fullmatch(written) and (amount := int(written)):
            return amount
        if written.isdigit():
            self.report.error(
                "unsigned-effect",
                f"`{written}` does not say whether it is added or taken away",
                span_of(node),
                help=f"write `{name}: +{written}` or `{name}: -{written}`",
            )
            return None
        if self.number(node, "an effect") == 0:
            self.report.error(
                "idle-effect", f"an effect of `{written}` changes nothing", span_of(node), help="leave it out"
            )
        return None

    def can_count(self, name: str, key: Node, scope: Scope) -> bool:
        """Whether something may be added to what is called so, by this half."""
        variable = self.variables.get(name)
        if variable is None:
            counts = [other.id for other in self.variables.values() if not other.values]
            if name not in self.check.names.left_out:
                notes = self.the_meters()
                self.report.error(
                    "unknown-meter",
                    f"no meter is called `{name}`",
                    span_of(key),
                    help=self.report.did_you_mean(name, (*self.meters, *counts)),
                    notes=notes,
                )
            return False
        if variable.values:
            last = variable.values[-1]
            self.report.error(
                "adds-to-a-word",
                f"`{name}` is a word, and nothing can be added to it",
                span_of(key),
                help=f"give it a value: `set: {{{name}: {last}}}`",
            )
            return False
        return self.may_change(variable, key, scope)

    def the_meters(self) -> tuple[Note, ...]:
        """A note of what meters there are."""
        return the_meters(self.meters)

    def may_change(self, variable: Variable, key: Node, scope: Scope) -> bool:
        """Whether this half may change the variable."""
        self.changed.add(variable.id)
        if variable.message:
            self.report.error(
                "sets-a-message",
                f"`{variable.id}` is a door message, and only the door sets it",
                span_of(key),
                notes=(Note("it is declared here", variable.span),),
            )
            return False
        if not self.check.may_read(variable, scope):
            self.report.error(
                "sets-another-half",
                f"`{variable.id}` is kept by {variable.half}, and {scope.half} cannot set it",
                span_of(key),
                notes=(Note("it is declared here", variable.span),),
            )
            return False
        return True

    def assignments(self, node: Node | None, scope: Scope, *, messages: bool = False) -> tuple[Assignment, ...]:
        """Variables given a value; door messages too, where a chapter is begun by itself."""
        if node is None:
            return ()
        given = []
        for name, key, value in self.named(node, "`set`"):
            variable = self.variables.get(name)
            if variable is None:
                self.cannot_set(name, key)
            elif (messages and variable.message) or self.may_change(variable, key, scope):
                number = self.value(variable, value)
                if number is not None:
                    given.append(Assignment(name, number, span_of(key)))
        return tuple(given)

    def cannot_set(self, name: str, key: Node) -> None:
        if name in self.meters:
            message, help_ = f"`{name}` is a meter, and moves by effects", f"write `effects: {{{name}: +2}}`"
            self.report.error("sets-a-meter", message, span_of(key), help=help_)
        elif name not in self.check.names.left_out:
            help_ = (
                self.report.did_you_mean(name, self.variables)
                or f"declare it in `variables`: `{name}: {{values: [no, yes]}}`"
            )
            self.report.error("unknown-variable", f"no variable is called `{name}`", span_of(key), help=help_)

    def value(self, variable: Variable, node: Node) -> int | None:
        """A value of a variable, as a State keeps it."""
        what = f"`{variable.id}`"
        if variable.values:
            word = self.one_of(node, what, variable.values)
            return None if word is None else variable.values.index(word)
        return self.within(variable, node, what)

    def within(self, stops: Meter | Variable, node: Node, what: str) -> int | None:
        """A number between the stops of a meter or variable."""
        number = self.number(node, what)
        if number is None or stops.low <= number <= stops.high:
            return number
        self.report.error(
            "out-of-range",
            f"{what} goes from {stops.low} to {stops.high}, and never is {number}",
            span_of(node),
            notes=(Note("its range is declared here", stops.span),),
        )
        return None

    def routes(self, node: Node | None, scope: Scope) -> tuple[Route, ...]:
        """Where a choice leads: one place, or a list of ways on tried in order."""
        if node is None or is_empty(node):
            return ()
        if isinstance(node, ScalarNode):
            return (Route(None, self.mention("target", node, "`goto`"), span_of(node)),)
        ways = self.items(node, "`goto`") if isinstance(node, SequenceNode) else [node]
        routes = [route for way in ways if (route := self.route(way, scope)) is not None]
        return tuple(routes)

    def route(self, node: Node, scope: Scope) -> Route | None:
        if not isinstance(node, MappingNode):
            return Route(None, self.mention("target", node, "`goto`"), span_of(node))
        fields = self.fields(node, "a way on", KEYS["a way on"])
        when = self.condition(fields.get("when"), scope)
        if not self.require(fields, node, "this way on", "to"):
            return None
        to = fields["to"]
        target = self.mention("target", to, "`to`")
        # A condition that was written and cannot be read still is one: this is not the way that is always open.
        broken = when is None and "when" in fields
        return None if broken else Route(when, target, span_of(to))
