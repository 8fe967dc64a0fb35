"""What an author's YAML nodes say: words, numbers, lists, mappings. Every text is the node's own characters, never what
YAML would make of them; what is not as it should be is noted once, in words an author knows.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from game.story.diagnostic import Diagnostic, Note, Report, TooMuch
from game.story.nearest import listed
from game.story.proposing import ASKED, between_braces, listed_names, without_comma, yes_or_no
from game.story.source import Indented, OnOneLine, Origin, Scattered, Source, Span, make_span

MOST_ALIASES: Final = 50
"""How often a story may point back at something it has written (`*name`)."""
MOST_DIGITS: Final = 9

_NUMBER: Final = re.compile(r"[+-]?\d+")
_SPACE: Final = re.compile(r"(\s+)")
_ID: Final = re.compile(r"[^\W_][\w-]*")
TEXT_TAG: Final = "tag:yaml.org,2002:str"
_PLAIN_TAGS: Final = frozenset({TEXT_TAG, "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"})

Fields = dict[str, Node]
"""What stands under each key of a mapping. Where nothing was written after a key, that has been noted, and its empty node
is kept, so that nobody says that the key is missing."""


def span_of(node: Node) -> Span:
    """Where a node stands; of a block, its first line."""
    start, end = node.start_mark, node.end_mark
    if end.line > start.line and (not isinstance(node, ScalarNode) or node.style in ("|", ">")):
        return Span(start.name, start.line + 1, start.column + 1, start.line + 1, start.column + 2)
    return make_span((start.name, start.line + 1, start.column + 1, end.line + 1, end.column + 1))


def is_empty(node: Node) -> bool:
    """Whether nothing was written where the node stands."""
    return type(node) is ScalarNode and not node.value and not node.style


def first_of(node: Node) -> Node:
    """What a mapping's place is shown by: its id, or its first key."""
    if isinstance(node, MappingNode) and node.value:
        for key, value in node.value:
            if key.value == "id":
                return value  # type: ignore[no-any-return]
        return node.value[0][0]  # type: ignore[no-any-return]
    return node


class Nodes:
    """Reads nodes, one story's."""

    def __init__(self, report: Report, sources: Mapping[str, Source]) -> None:
        self.report, self.sources = report, sources
        self.seen: set[int] = set()
        self.strays: set[int] = set()
        self.aliases = 0

    # ---- mappings

    def fields(self, node: Node, what: str, known: Collection[str]) -> Fields:
        """What stands under each key of a thing that has some keys and no others; `what` names it: `a choice`."""
        found: Fields = {}
        if not self.is_mapping(node, what):
            return found
        nearly: Fields = {}
        for index, (key, value) in enumerate(node.value):
            name = key.value
            if value.value and name in known and name not in found:  # as nearly all are
                found[name] = value
            elif type(key) is not ScalarNode:
                self.report.error("wrong-kind", "a name was meant here, and this has parts", span_of(key))
            elif name in found and self.is_second_thing(node, key, value):
                break
            elif not self.is_rest_of_text(node, index, known):
                self.odd_key(key, value, what, known, found, nearly)
        # What was nearly written was meant: that it is missing need not be said too.
        return {**nearly, **found} if nearly else found

    def odd_key(self, key: Node, value: Node, what: str, known: Collection[str], found: Fields, nearly: Fields) -> None:  # noqa: PLR0917 -- one loop's body
        """A key that is unknown, or there already, or has nothing after it."""
        name = str(key.value)
        if name not in known:
            meant = self.unknown_key(key, what, known, found)
            if meant is not None:
                nearly[meant] = value
        elif name in found:
            self.duplicate_key(key, found[name])
        else:
            found[name] = value
            if is_empty(value):
                self.nothing(key)

    def named(self, node: Node, what: str) -> Iterator[tuple[str, Node, Node]]:
        """The entries of a mapping from ids the author made up: the id, its node, and what stands under it."""
        if not self.is_mapping(node, what):
            return
        found: dict[str, Node] = {}
        for key, value in node.value:
            if type(key) is not ScalarNode:
                self.report.error("wrong-kind", "a name was meant here, and this has parts", span_of(key))
            elif key.value in found:
                self.duplicate_key(key, found[key.value])
            elif is_empty(value):
                self.nothing(key)
            else:
                found[key.value] = key
                yield key.value, key, value

    def is_mapping(self, node: Node, what: str) -> bool:
        if type(node) is MappingNode:
            self.once(node)
            return True
        if is_empty(node):
            return False
        span = span_of(node)
        if isinstance(node, ScalarNode) and re.match(r"\w[\w-]*:\S", node.value):
            key, _, rest = node.value.partition(":")
            self.report.error(
                "missing-space", "a colon after a name needs a space after it", span, help=f"write `{key}: {rest}`"
            )
        else:
            message = f"{what} has names and values (`name: value`), and {_kind(node)}"
            pairs = between_braces(node.value) if isinstance(node, ScalarNode) and what.startswith("`") else None
            self.report.error("wrong-kind", message, span, help=f"write `{pairs}`" if pairs else None)
        return False

    # ---- lists

    def items(self, node: Node, what: str) -> list[Node]:
        """The things in a list; `what` names it: `the choices`."""
        if type(node) is SequenceNode:
            self.once(node)
            return [item for item in node.value if self.is_written(item)]
        if not is_empty(node):
            self.report.error(
                "wrong-kind",
                f"{what} should be a list, and {_kind(node)}",
                span_of(node),
                help="begin each on its own line with a hyphen and a space: `- …`",
            )
        return []

    def one_or_more(self, node: Node, what: str) -> list[Node]:
        """The things in a list, or the one thing that was written without one."""
        if type(node) is SequenceNode:
            return self.items(node, what)
        return [] if is_empty(node) else [node]

    def is_written(self, item: Node) -> bool:
        if is_empty(item):
            self.report.error("nothing-written", "a hyphen with nothing after it", span_of(item))
            return False
        return True

    # ---- scalars

    def words(self, node: Node, what: str) -> str | None:
        """A short text, as it was written."""
        if type(node) is not ScalarNode:
            self.text_meant(node, what)
        elif node.value or node.style:
            if node.tag == TEXT_TAG:
                value: str = node.value
                return value
            self.tag(node)
        return None

    def id(self, node: Node, what: str) -> str | None:
        """A name an author may refer to: letters, digits, hyphens and underscores."""
        value = self.words(node, what)
        if value is None or _ID.fullmatch(value):
            return value
        fixed = re.sub(r"[^\w]+", "-", value).strip("-_")
        self.report.error(
            "bad-id",
            f"`{_cut(value)}` cannot be a name: it has more in it than letters, digits and hyphens",
            span_of(node),
            help=f"write `{fixed}`" if 0 < len(fixed) < 60 else None,
        )
        return None

    def one_of(self, node: Node, what: str, choices: Collection[str]) -> str | None:
        """A word from a short list."""
        value = self.words(node, what)
        if value is None or value in choices:
            return value
        first = value.partition("/")[0].strip().lower()
        word = yes_or_no(value, choices) or (first if first != value and first in choices else None)
        meant = f"did you mean `{word}`?" if word else None
        self.report.error(
            "unknown-value",
            f"{what} cannot be `{_cut(value)}`",
            span_of(node),
            help=meant or self.report.did_you_mean(value, choices),
            notes=(Note(f"it is {listed(choices, 'or')}"),),
        )
        return None

    def number(self, node: Node, what: str, *, least: int | None = None) -> int | None:
        """A whole number."""
        value = self.words(node, what)
        if value is None:
            return None
        if not _NUMBER.fullmatch(value):
            proposal = None
            if re.fullmatch(r"[−–—]\d+", value):
                proposal = f"write `-{value[1:]}`, with the hyphen key"
            self.report.error(
                "not-a-number", f"{what} is a whole number, and `{_cut(value)}` is not", span_of(node), help=proposal
            )
            return None
        if len(value.lstrip("+-")) > MOST_DIGITS:
            self.report.error("number-too-large", f"{what} is larger than anything counts to", span_of(node))
            return None
        if least is not None and int(value) < least:
            self.report.error("number-too-small", f"{what} is at least {least}", span_of(node))
            return None
        return int(value)

    def pair(self, node: Node, what: str) -> tuple[int, int] | None:
        """Two whole numbers in a list, the first not above the second."""
        items = self.items(node, what)
        if not items:
            return None
        if len(items) != 2:
            self.report.error(
                "wrong-kind",
                f"{what} is two numbers, and there are {len(items)}",
                span_of(node),
                help="write `[0, 12]`",
            )
            return None
        low, high = (self.number(item, what) for item in items)
        if low is None or high is None:
            return None
        if low > high:
            self.report.error(
                "backward-range",
                f"{what} goes from {low} down to {high}",
                span_of(node),
                help=f"write `[{high}, {low}]`",
            )
            return None
        return low, high

    def origin(self, node: ScalarNode) -> Origin:
        """Where the characters of a scalar stand in its file."""
        start, end, value = node.start_mark, node.end_mark, node.value
        marks = 2 if node.style else 0
        if node.style == "|":
            source = self.sources[start.name]
            blank = len(value) - len(value.lstrip())
            first = value.rfind("\n", 0, blank) + 1
            last = value.find("\n", first)
            line = source.line(start.line + 2 + value.count("\n", 0, first))
            indent = len(line) - ((last if last >= 0 else len(value)) - first)
            return Indented(start.name, start.line + 2, indent + 1, value)
        if start.line == end.line and end.column - start.column == len(value) + marks:
            return OnOneLine(start.name, start.line + 1, start.column + 1 + marks // 2)
        source = self.sources[start.name]
        return Scattered(span_of(node), len(value.rstrip()), lambda: _places(node, source))

    # ---- what is wrong

    def once(self, node: Node) -> None:
        """Count how often something written once is read again, which only an alias can make happen."""
        if node.tag not in _PLAIN_TAGS:
            self.tag(node)
        if id(node) in self.seen:
            self.aliases += 1
            if self.aliases > MOST_ALIASES:
                message = "the story points back at itself (`*name`) more often than a story needs to"
                raise TooMuch(
                    Diagnostic("too-many-aliases", "error", message, span_of(node), "write it out where it is meant")
                )
        self.seen.add(id(node))

    def tag(self, node: Node) -> None:
        source = self.sources[node.start_mark.name].line(node.start_mark.line + 1)
        written = source[node.start_mark.column :].split(" ")[0].split(",")[0]
        start = span_of(node)
        line = source[node.start_mark.column :].rstrip()
        self.report.error(
            "yaml-tag",
            f"`{_cut(written)}` is an instruction to YAML, and a story gives none",
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
            "nothing-written", f"nothing was written after `{_cut(key.value)}`", span_of(key), help=proposal
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
        self.report.error("unknown-key", f"{what} has no `{_cut(written)}`", span, help=proposal, notes=notes)
        return near

    def is_second_thing(self, node: Node, key: Node, value: Node) -> bool:
        """Whether another thing begins inside this one, for want of a hyphen: its first key comes again."""
        if getattr(node, "flow_style", False) or key.value != node.value[0][0].value:
            return False
        written = f"{key.value}: {_cut(value.value)}" if isinstance(value, ScalarNode) else f"{key.value}:"
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
            f"`{_cut(key.value)}` is written twice",
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
        self.report.error("wrong-kind", f"{what} should be a text, and {_kind(node)}", span_of(node), help=proposal)


def quoted(text: str) -> str:
    """The text in the quotation marks that YAML needs least help with."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _kind(node: Node) -> str:
    if isinstance(node, SequenceNode):
        return "this is a list"
    return "these are names with values" if isinstance(node, MappingNode) else "this is a text"


def _cut(value: str, most: int = 40) -> str:
    """The value, short enough for a message, on one line."""
    value = " ".join(str(value).split())
    return value if len(value) <= most else value[: most - 1] + "…"


def _places(node: ScalarNode, source: Source) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where the characters of a text that was moved went: each found again, in order, in the lines it was written on."""
    lines = source.lines[node.start_mark.line : node.end_mark.line + 1]
    raw, starts = "\n".join(lines), [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    is_quoted = node.style in ("'", '"')
    at, stop = node.start_mark.column + is_quoted, starts[len(lines) - 1] + node.end_mark.column
    may_escape = is_quoted and raw.find("\\" if node.style == '"' else "''", at, stop) >= 0
    if node.style == ">":
        at = starts[1]
        if len(node.value.rstrip()) == sum(len(line.strip(" ")) + 1 for line in lines[1:-1] if line.strip()) - 1:
            # One paragraph, of lines as they were written: each line's characters stand where they stood.
            return _folded(lines, starts), tuple(starts)
    places: list[int] = []
    for words in _SPACE.split(node.value):
        if words.isspace():
            places.extend([at] * len(words))
            continue
        # Whole words stand in the file as they are, unless there is an escape in them.
        found = -1 if may_escape else raw.find(words, at, stop)
        if found >= 0:
            places.extend(range(found, found + len(words)))
            at = found + len(words)
            continue
        for character in words:
            at = _found(raw, character, at, stop)
            places.append(at)
            at = min(at + 1, stop)
    places.append(at)
    return tuple(places), tuple(starts)


def _folded(lines: tuple[str, ...], starts: list[int]) -> tuple[int, ...]:
    """The places of a folded paragraph's characters, a line end among them where each space was made of one."""
    places: list[int] = []
    for line, start in zip(lines[1:], starts[1:], strict=False):
        if line.strip():
            places.extend(range(start + len(line) - len(line.lstrip(" ")), start + len(line.rstrip(" ")) + 1))
    return tuple(places)


def _found(raw: str, character: str, at: int, stop: int) -> int:
    """Where the next character of a text stands among the characters it was written with, from `at` on."""
    while at < stop and raw[at] in " \t\n":
        at += 1
    if at < stop and raw[at] != character:  # an escape, which is as long as it is: look a little ahead
        ahead = raw.find(character, at, min(stop, at + 10))
        return ahead if ahead >= 0 else at
    return at
