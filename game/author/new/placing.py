"""Where in an author's text a scene's choices end, and where the scene does: the places for what is added.

Everything is put in between; nothing that is there is taken out or moved. A list is written as its author writes it, by
indentation or between brackets.
"""

from __future__ import annotations

from itertools import accumulate

import attrs
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from game.author.new.wording import Item, between_braces
from game.story.diagnostic import Report
from game.story.folder import Page
from game.story.source import Source
from game.story.syntax import compose


class NoPlace(Exception):
    """The scene is written in a way in which there is no place for more."""


@attrs.frozen
class Insertion:
    """Text to be put in at a place."""

    at: int
    """So many characters into the file."""
    text: str


@attrs.frozen
class Field:
    """A key of a scene and what stands under it."""

    key: Node
    value: Node


class Placing:
    """One scene in the text of its file.

    Raises:
        NoPlace: it cannot be found there.
    """

    def __init__(self, text: str, file: str, scene: str) -> None:
        self.text, self.lines = text, text.split("\n")
        self.starts = [0, *accumulate(len(line) + 1 for line in self.lines)]
        top = compose(Page(Source(file, tuple(self.lines)), text), None, Report()).node
        self.scenes, self.scene = _found(top, scene)
        self.fields = {key.value: Field(key, value) for key, value in self.scene.value}

    def written(self, key: str) -> str | None:
        """What stands after a key of the scene, where it is one line of the author's."""
        field = self.fields.get(key)
        return self.as_written(field.value) if field is not None else None

    def as_written(self, node: Node) -> str | None:
        """A node as its author wrote it, where that is on one line."""
        start, end = node.start_mark, node.end_mark
        if start.line != end.line or (isinstance(node, SequenceNode | MappingNode) and not node.flow_style):
            return None
        return self.text[self.offset(start.line, start.column) : self.offset(end.line, end.column)]

    @property
    def is_between_braces(self) -> bool:
        """Whether another choice will stand between braces."""
        choices = self.fields["choices"].value if "choices" in self.fields else None
        return bool(self.scene.flow_style) or (isinstance(choices, SequenceNode) and bool(choices.flow_style))

    def ways(self) -> list[tuple[str | None, str]]:
        """Where the first choice leads, or the scene that has none: each way's condition, fit to stand between braces."""
        choices = self.fields["choices"].value.value if "choices" in self.fields else [self.scene]
        goto = next((value for key, value in choices[0].value if key.value == "goto"), None)
        if not isinstance(goto, SequenceNode):
            raise NoPlace
        found = []
        for item in goto.value:
            keys = {key.value: value.value for key, value in item.value}
            when = keys.get("when")
            found.append((None if when is None else between_braces(when), keys["to"]))
        return found

    def offset(self, line: int, column: int) -> int:
        return self.starts[line] + column

    # ---- a choice more

    def another_choice(self, choice: Item, going_on: Item) -> list[Insertion]:
        """What adds a choice after those that the scene has.

        Args:
            choice: the new one.
            going_on: the choice that its `goto` becomes, without where that leads, in a scene that asked nothing.
        """
        if "choices" in self.fields:
            return [self._after_the_last(self.fields["choices"].value, choice)]
        if "goto" not in self.fields:
            raise NoPlace
        goto = self.fields["goto"]
        if self.scene.flow_style:
            before = f"choices: [{going_on.between_braces()[:-1]}, "
            end = goto.value.end_mark
            after = f"}}, {choice.between_braces()}]"
            return [Insertion(self._start(goto.key), before), Insertion(self.offset(end.line, end.column), after)]
        return self._choices_from(goto, choice, going_on)

    def _after_the_last(self, choices: Node, choice: Item) -> Insertion:
        if not isinstance(choices, SequenceNode) or not choices.value:
            raise NoPlace
        last = choices.value[-1]
        if choices.flow_style:
            return Insertion(self.offset(last.end_mark.line, last.end_mark.column), f", {choice.between_braces()}")
        dash, key = choices.start_mark.column, last.start_mark.column
        return self._lines_at(self._end(last.start_mark.line, dash), choice.block(dash, key))

    def _choices_from(self, goto: Field, choice: Item, going_on: Item) -> list[Insertion]:
        """A scene's own `goto`, made one of two choices: its lines stay, two steps further in."""
        mark = goto.key.start_mark
        column, first = mark.column, mark.line
        end = self._end(first, column)
        if isinstance(goto.value, SequenceNode) and not goto.value.flow_style:
            end = max(end, self._end(goto.value.value[-1].start_mark.line, goto.value.start_mark.column))
        opening = ["choices:", *(line for line in going_on.block(column + 2, column + 4))]
        found = [Insertion(self._start(goto.key), "\n".join([*opening, " " * (column + 4)]))]
        found += [Insertion(self.starts[line], " " * 4) for line in range(first + 1, end) if self.lines[line].strip()]
        return [*found, self._lines_at(end, choice.block(column + 2, column + 4))]

    # ---- a scene more

    def another_scene(self, scene: Item) -> Insertion:
        """What adds a scene after this one."""
        end = self.scene.end_mark
        if self.scenes.flow_style:
            return Insertion(self.offset(end.line, end.column), f", {scene.between_braces()}")
        dash, key = self.scenes.start_mark.column, self.scene.start_mark.column
        after = self._end(self.scene.start_mark.line, dash)
        follows = self.lines[after].strip() if after < len(self.lines) else ""
        return self._lines_at(after, [*([] if follows else [""]), *scene.block(dash, key)])

    # ---- lines

    def _start(self, node: Node) -> int:
        return self.offset(node.start_mark.line, node.start_mark.column)

    def _lines_at(self, line: int, lines: list[str]) -> Insertion:
        """Whole lines before the line of that number; after the last, where the file ends without a line's end."""
        if line < len(self.lines):
            return Insertion(self.starts[line], "\n".join([*lines, ""]))
        return Insertion(len(self.text), "\n".join(["", *lines]))

    def _end(self, first: int, column: int) -> int:
        """The line after the last of what begins in a line and stands further in than a column.

        A comment at the edge may stand in the middle of an item: it is in it where more of the item follows.
        """
        end = first + 1
        for number in range(first + 1, len(self.lines)):
            line = self.lines[number].expandtabs()
            words = line.lstrip()
            if not words:
                continue
            if len(line) - len(words) > column:
                end = number + 1
            elif not words.startswith("#"):
                break
        return end


def _found(top: Node | None, scene: str) -> tuple[SequenceNode, MappingNode]:
    """The list of scenes of a file, and the one of that name in it."""
    entries = top.value if isinstance(top, MappingNode) else []
    for key, scenes in entries:
        if key.value != "scenes" or not isinstance(scenes, SequenceNode):
            continue
        for item in scenes.value:
            if isinstance(item, MappingNode) and any(
                name.value == "id" and _says(value, scene) for name, value in item.value
            ):
                return scenes, item
    raise NoPlace


def _says(node: Node, words: str) -> bool:
    return isinstance(node, ScalarNode) and node.value == words
