"""A file's text, read into YAML nodes with libyaml.

YAML stops at the first slip it meets. So that an author hears of all of them at once, the item the slip stands in is
then left out and the rest read again.
"""

from __future__ import annotations

import io
import operator
import re
from typing import Any, ClassVar, Final

import attrs
import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from game.story.diagnostic import Diagnostic, Report
from game.story.folder import Page
from game.story.slips import explain
from game.story.source import Span

MOST_NODES: Final = 80_000
"""Words, lists and mappings one file may have: a thousand scenes."""
MOST_IN_ALL: Final = 3_000_000
"""Those that all files of a story may have together: forty thousand scenes."""
MOST_SLIPS: Final = 25
"""Slips of the pen to look for in one file."""

_TAGS: Final = {
    ScalarNode: "tag:yaml.org,2002:str",
    SequenceNode: "tag:yaml.org,2002:seq",
    MappingNode: "tag:yaml.org,2002:map",
}


class _Characters:
    """A loader part that takes every scalar as its own characters."""

    def resolve(self, kind: type, value: Any, implicit: Any) -> str:
        return _TAGS[kind]

    # YAML calls these on the way into every node and out of it, to do nothing: what is built in does it fastest.
    descend_resolver: ClassVar[Any] = staticmethod(operator.is_)
    ascend_resolver: ClassVar[Any] = staticmethod(tuple)


if yaml.__with_libyaml__:
    from yaml._yaml import CParser

    class _Loader(_Characters, CParser):
        def __init__(self, stream: Any) -> None:
            CParser.__init__(self, stream)

else:
    # Twelve times slower, and stricter: between braces a text that ends in a question mark needs its quotation marks. Only
    # where PyYAML was built without libyaml, which its wheels never are.
    from yaml.composer import Composer
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class _Loader(Reader, Scanner, Parser, Composer, _Characters):  # type: ignore[no-redef]
        def __init__(self, stream: Any) -> None:
            Reader.__init__(self, stream)
            Scanner.__init__(self)
            Parser.__init__(self)
            Composer.__init__(self)

        resolve = _Characters.resolve
        descend_resolver: ClassVar[Any] = _Characters.descend_resolver
        ascend_resolver: ClassVar[Any] = _Characters.ascend_resolver


class _Stream(io.StringIO):
    """A text with a name, which YAML then gives every place in it."""

    name = ""


@attrs.frozen
class Tree:
    """What could be read of one file."""

    node: Node | None
    complete: bool
    left_out: tuple[str, ...]
    """The lines that could not be read: names in them may be meant elsewhere."""
    mended: bool = False
    """Whether some line was read as it was most likely meant, and not as it stands."""


def compose(page: Page, budget: int | None, report: Report) -> Tree:
    """The nodes of a file; every slip in it is noted.

    Args:
        page: the file.
        budget: how many nodes it may have; none where it cannot have too many.
        report: where to note what is wrong.
    """
    if budget is not None and not _within(page, budget, report):
        return Tree(None, complete=False, left_out=())
    text = page.text
    left_out: list[str] = []
    before: Diagnostic | None = None
    is_mended = False
    for _ in range(MOST_SLIPS):
        try:
            node = _composed(text, page.source.file)
            return Tree(node, complete=text == page.text, left_out=tuple(left_out), mended=is_mended)
        except (yaml.YAMLError, RecursionError) as error:
            slip = explain(error, page.source, text)
            if slip.found != before:
                report.add(slip.found)
            lines = text.split("\n")
            if slip.mended and slip.found != before:
                is_mended = True
                for number, line in slip.mended.items():
                    lines[number] = line
            else:
                first, last = _item_round(lines, slip.line)
                if last <= first:
                    break
                left_out.extend(lines[first:last])
                lines[first:last] = [""] * (last - first)
            before = slip.found
            text = "\n".join(lines)
    return Tree(None, complete=False, left_out=tuple(left_out))


def _composed(text: str, name: str) -> Node | None:
    stream = _Stream(text)
    stream.name = name
    loader = _Loader(stream)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def _too_much(budget: int) -> str:
    if budget < MOST_NODES:
        return f"the story has more than {MOST_IN_ALL:,} parts, up to here"
    return f"one file has more than {MOST_NODES:,} parts, up to here"


def _within(page: Page, budget: int, report: Report) -> bool:
    """Whether a file has no more in it than it may have, found out before any of it is kept."""
    text = page.text
    # Every node has one of these before or after it, so that few of them are proof enough.
    if text.count(":") + text.count(",") + text.count("\n") + text.count("- ") + text.count("[") < budget:
        return True
    stream = _Stream(text)
    nodes = 0
    parser = _Loader(stream)
    try:
        while parser.check_event():
            event: Any = parser.get_event()
            nodes += isinstance(event, yaml.NodeEvent)
            if nodes > budget:
                mark = event.start_mark
                span = Span(page.source.file, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)
                report.error("story-too-large", _too_much(budget), span)
                return False
    except yaml.YAMLError:
        return True  # said again, and better, when the file is composed
    finally:
        parser.dispose()
    return True


def _item_round(lines: list[str], at: int) -> tuple[int, int]:
    """The lines of the list item or top-level key that a line stands in, to be left out."""
    at = min(at, len(lines) - 1)
    while at > 0 and not lines[at].strip():
        at -= 1
    starts = re.compile(r"(\s{0,3})-\s|\S+:")
    first = at
    while first > 0 and not (starts.match(lines[first]) and not lines[first].startswith("#")):
        first -= 1
    opening = re.match(r"\s*", lines[first])
    indent = len(opening[0].expandtabs()) if opening else 0
    is_item = lines[first].lstrip().startswith("- ")
    last = first + 1
    while last < len(lines):
        line = lines[last]
        depth = len(line) - len(line.lstrip())
        if line.strip() and (depth < indent or (depth == indent and (line.lstrip().startswith("- ") or not is_item))):
            break
        last += 1
    while last > at + 1 and not lines[last - 1].strip():
        last -= 1
    last = max(last, at + 1)
    return (first, last) if any(line.strip() for line in lines[first:last]) else (0, 0)
