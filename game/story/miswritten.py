"""What authors write amiss in YAML, noted in words they know: a missing colon, hyphen, bar or quotation mark, more often than
what YAML takes it for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from game.story.diagnostic import Note, Report
from game.story.nearest import listed
from game.story.node import Fields, is_empty, span_of
from game.story.proposing import ASKED, listed_names, quoted, without_comma
from game.story.source import Source, Span


class Miswritten:
    """Notes what is amiss with the nodes of one story."""

    def __init__(self, report: Report, sources: Mapping[str, Source]) -> None:
        self.report, self.sources = report, sources
        self.strays: set[int] = set()
        """Keys that are none, of which has been spoken."""

    def tag(self, node: Node) -> None:
        source = self.sources[node.start_mark.name].line(node.start_mark.line + 1)
        written = source[node.start_mark.column :].split(" ")[0].split(",")[0]
        start = span_of(node)
        line = source[node.start_mark.column :].rstrip()
        self.report.error(
            "yaml-tag",
            f"`{cut(written)}` is an instruction to YAML, and a story gives none",
            Span(start.file, start.line, start.column, start.line, start.column + len(written)),
            help=f"if it is text, put quotation marks round it: `{quoted(line)}`" if len(line) < 80 else None,
        )

    def nothing(self, key: Node) -> None:
        """Nothing after a key: or a text that YAML took for a comment."""
        source = self.sources[key.start_mark.name].line(key.end_mark.line + 1)
        rest = source[key.end_mark.column :].lstrip(": ").rstrip()
        proposal = None
        if rest.startswith("#") and rest[1:2] not in ("", " "):
            proposal = f"after a `#` everything is a comment; if it is text, write `{quoted(rest)}`"
        elif rest.startswith("&"):
            proposal = f"an `&` at the start needs quotation marks: `{quoted(rest)}`"
        elif rest.startswith("!"):
            proposal = f"an exclamation mark at the start needs quotation marks: `{quoted(rest)}`"
        self.report.error(
            "nothing-written", f"nothing was written after `{cut(key.value)}`", span_of(key), help=proposal
        )

    def unknown_key(self, key: Node, what: str, known: Collection[str], found: Fields) -> str | None:
        """Note a key that means nothing here; the one that was meant, where that can be told."""
        written, span = str(key.value), span_of(key)
        if written == "<<":
            self.report.error("unknown-key", "`<<` copies keys in YAML, and a story copies none", span)
            return None
        name, colon, rest = written.partition(":")
        if colon and name in known:
            self.report.error(
                "missing-space", "a colon after a name needs a space after it", span, help=f"write `{name}: {rest}`"
            )
            return name
        near = self.report.nearest(written, [name for name in known if name not in found] or known)
        notes = () if near else (Note(f"{what} has {listed(sorted(known))}"),)
        proposal = f"did you mean `{near}`?" if near else None
        self.report.error("unknown-key", f"{what} has no `{cut(written)}`", span, help=proposal, notes=notes)
        return near

    def is_second_thing(self, node: Node, key: Node, value: Node) -> bool:
        """Whether another thing begins inside this one, for want of a hyphen: its first key comes again."""
        if getattr(node, "flow_style", False) or key.value != node.value[0][0].value:
            return False
        written = f"{key.value}: {cut(value.value)}" if isinstance(value, ScalarNode) else f"{key.value}:"
        self.report.error(
            "duplicate-key",
            f"a second `{key.value}` in one thing",
            span_of(key),
            help=f"if another thing begins here, it needs a hyphen: `- {written}`",
        )
        return True

    def duplicate_key(self, key: Node, first: Node) -> None:
        line = first.start_mark.line + 1
        self.report.error(
            "duplicate-key",
            f"`{cut(key.value)}` is written twice",
            span_of(key),
            notes=(Note("the first is here", Span(key.start_mark.name, line, 1, line, 2)),),
        )

    def is_rest_of_text(self, node: Node, index: int, known: Collection[str]) -> bool:
        """Whether a key is no key, but the rest of an unquoted text with a comma in it; noted once for each text."""
        entries = node.value
        if not getattr(node, "flow_style", False) or not self.is_stray(entries[index], known):
            return False
        if index == 0 or id(entries[index - 1][0]) in self.strays:
            self.strays.add(id(entries[index][0]))
            return index > 0
        key, value = entries[index - 1]
        if type(value) is not ScalarNode or value.style or not value.value:
            return False
        last = index
        while last + 1 < len(entries) and self.is_stray(entries[last + 1], known):
            last += 1
        self.strays.add(id(entries[index][0]))
        start, end = value.start_mark, entries[last][1].end_mark
        if start.line != end.line:
            end = value.end_mark
        whole = self.sources[start.name].line(start.line + 1)[start.column : end.column].rstrip()
        help_ = f"put quotation marks round it: `{key.value}: {quoted(whole)}`"
        if key.value in ASKED:
            help_ = f"write `{without_comma(whole)}`"
        span = Span(start.name, start.line + 1, start.column + 1, start.line + 1, start.column + 1 + len(whole))
        message = "inside braces a comma begins the next thing, so this text stops at its comma"
        self.report.error("comma-in-text", message, span, help=help_)
        return True

    def is_stray(self, entry: tuple[Node, Node], known: Collection[str]) -> bool:
        """Whether a key between braces has nothing of a key about it: no colon after it, or words."""
        key, value = entry
        if type(key) is not ScalarNode or ":" in key.value:
            return False
        if not is_empty(value):
            return " " in key.value and key.value not in known
        end = key.end_mark
        return not self.sources[end.name].line(end.line + 1)[end.column :].lstrip().startswith(":")

    def text_meant(self, node: Node, what: str) -> None:
        """A list or a mapping where a text was meant: perhaps a text that begins with a bracket or brace."""
        proposal = None
        start, end = node.start_mark, node.end_mark
        if getattr(node, "flow_style", False) and start.line == end.line:
            line = self.sources[start.name].line(start.line + 1)
            rest = line[start.column :].split(" #")[0].rstrip()
            proposal = f"a text that begins with `{rest[0]}` needs quotation marks: `{quoted(line[start.column : end.column])}`"
            if rest[0] not in "[{":  # two names in a list, with a colon for a comma
                pair = line[start.column : end.column]
                proposal = f"write `{listed_names(pair)[1:-1]}`, with a comma between two names"
        elif type(node) is MappingNode and what[1:-1] in ("text", "then", "say", "recap", "lead", "recall", "hint"):
            message = f"a bar is missing after `{what[1:-1]}:`, so that the text below it cannot be told from names"
            self.report.error(
                "missing-bar", message, span_of(node), help=f"write `{what[1:-1]}: |`, and the text below it"
            )
            return
        self.report.error("wrong-kind", f"{what} should be a text, and {kind(node)}", span_of(node), help=proposal)


def kind(node: Node) -> str:
    """What a node is, for a message that says what was meant."""
    if isinstance(node, SequenceNode):
        return "this is a list"
    return "these are names with values" if isinstance(node, MappingNode) else "this is a text"


def cut(value: str, most: int = 40) -> str:
    """The value, short enough for a message, on one line."""
    value = " ".join(str(value).split())
    return value if len(value) <= most else value[: most - 1] + "…"
