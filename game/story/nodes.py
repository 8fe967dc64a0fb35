"""What an author's YAML nodes say: words, numbers, lists, mappings. Every text is the node's own characters, never what
YAML would make of them; what is not as it should be is noted once, in words an author knows.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from game.story.diagnostic import Diagnostic, Note, Report, TooMuch
from game.story.miswritten import Miswritten, cut, kind
from game.story.nearest import listed
from game.story.node import Fields, first_of, is_empty, origin_of, span_of
from game.story.proposing import between_braces, quoted, yes_or_no
from game.story.source import Origin, Source

__all__ = ["TEXT_TAG", "Fields", "Nodes", "first_of", "is_empty", "quoted", "span_of"]

MOST_ALIASES: Final = 50
"""How often a story may point back at something it has written (`*name`)."""
MOST_DIGITS: Final = 9

_NUMBER: Final = re.compile(r"[+-]?\d+")
_ID: Final = re.compile(r"[^\W_][\w-]*")
TEXT_TAG: Final = "tag:yaml.org,2002:str"
_PLAIN_TAGS: Final = frozenset({TEXT_TAG, "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"})


class Nodes:
    """Reads nodes, one story's."""

    def __init__(self, report: Report, sources: Mapping[str, Source]) -> None:
        self.report, self.sources = report, sources
        self.amiss = Miswritten(report, sources)
        self.seen: set[int] = set()
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
            elif name in found and self.amiss.is_second_thing(node, key, value):
                break
            elif not self.amiss.is_rest_of_text(node, index, known):
                self.odd_key(key, value, what, known, found, nearly)
        # What was nearly written was meant: that it is missing need not be said too.
        return {**nearly, **found} if nearly else found

    def odd_key(self, key: Node, value: Node, what: str, known: Collection[str], found: Fields, nearly: Fields) -> None:  # noqa: PLR0917 -- one loop's body
        """A key that is unknown, or there already, or has nothing after it."""
        name = str(key.value)
        if name not in known:
            meant = self.amiss.unknown_key(key, what, known, found)
            if meant is not None:
                nearly[meant] = value
        elif name in found:
            self.amiss.duplicate_key(key, found[name])
        else:
            found[name] = value
            if is_empty(value):
                self.amiss.nothing(key)

    def named(self, node: Node, what: str) -> Iterator[tuple[str, Node, Node]]:
        """The entries of a mapping from ids the author made up: the id, its node, and what stands under it."""
        if not self.is_mapping(node, what):
            return
        found: dict[str, Node] = {}
        for key, value in node.value:
            if type(key) is not ScalarNode:
                self.report.error("wrong-kind", "a name was meant here, and this has parts", span_of(key))
            elif key.value in found:
                self.amiss.duplicate_key(key, found[key.value])
            elif is_empty(value):
                self.amiss.nothing(key)
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
            message = f"{what} has names and values (`name: value`), and {kind(node)}"
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
                f"{what} should be a list, and {kind(node)}",
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
            self.amiss.text_meant(node, what)
        elif node.value or node.style:
            if node.tag == TEXT_TAG:
                value: str = node.value
                return value
            self.amiss.tag(node)
        return None

    def id(self, node: Node, what: str) -> str | None:
        """A name an author may refer to: letters, digits, hyphens and underscores."""
        value = self.words(node, what)
        if value is None or _ID.fullmatch(value):
            return value
        fixed = re.sub(r"[^\w]+", "-", value).strip("-_")
        self.report.error(
            "bad-id",
            f"`{cut(value)}` cannot be a name: it has more in it than letters, digits and hyphens",
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
            f"{what} cannot be `{cut(value)}`",
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
                "not-a-number", f"{what} is a whole number, and `{cut(value)}` is not", span_of(node), help=proposal
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
        return origin_of(node, self.sources[node.start_mark.name])

    def once(self, node: Node) -> None:
        """Count how often something written once is read again, which only an alias can make happen."""
        if node.tag not in _PLAIN_TAGS:
            self.amiss.tag(node)
        if id(node) in self.seen:
            self.aliases += 1
            if self.aliases > MOST_ALIASES:
                message = "the story points back at itself (`*name`) more often than a story needs to"
                raise TooMuch(
                    Diagnostic("too-many-aliases", "error", message, span_of(node), "write it out where it is meant")
                )
        self.seen.add(id(node))
