"""A story as far as it could be read, with what the rules need to judge it and a finished Story no longer holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

import attrs

from game.story.model import Chapter, Story
from game.story.source import Span

if TYPE_CHECKING:
    from yaml.nodes import Node

    from game.story.kept import Told


class Mention(NamedTuple):
    """A name that refers to something declared elsewhere."""

    name: str
    node: Node

    @property
    def span(self) -> Span:
        from game.story.nodes import span_of

        return span_of(self.node)


@attrs.frozen(eq=False)
class Draft:
    """A story, perhaps with things missing, and where its names were written."""

    story: Story
    mentions: Mapping[str, list[tuple[str, Node]]]
    """By what is referred to (`scene`, `place`, `lean`): every reference. See `mentioned`."""
    declarations: Mapping[str, list[tuple[str, Node]]]
    """By what is declared: every declaration, a second one of the same name too. See `declared`."""
    read: frozenset[str]
    """Meters and variables that some condition reads."""
    changed: frozenset[str]
    """Variables that some choice or message changes."""
    left_out: frozenset[str]
    """Words in lines that could not be read: each may be a name's declaration."""
    complete: bool
    """Whether every file could be opened."""
    files: tuple[Told, ...] = ()
    """The scenes, file by file; those of a file that was not read again are what they were."""

    def mentioned(self, kind: str) -> list[Mention]:
        """Every reference of one kind, in the order they were read."""
        return [Mention(*pair) for pair in self.mentions.get(kind, ())]

    def declared(self, kind: str) -> list[Mention]:
        """Every declaration of one kind, in the order they were read."""
        return [Mention(*pair) for pair in self.declarations.get(kind, ())]

    def unknown(self, kind: str, known: Mapping[str, object] | tuple[str, ...]) -> Iterator[Mention]:
        """The references of one kind to something that is declared nowhere."""
        if not self.complete:
            return
        for name, node in self.mentions.get(kind, ()):
            if name not in known and name not in self.left_out:
                yield Mention(name, node)

    @property
    def is_whole(self) -> bool:
        """Whether every line could be read, so that what is not there is not there."""
        return self.complete and not self.left_out

    @property
    def last_half(self) -> str:
        """The half that is awake at the end."""
        return last_half(self.story)

    def chapter_after(self, chapter: Chapter) -> Chapter | None:
        """The chapter that follows, if one does."""
        return self.story.chapters.get(chapter.next) if chapter.next else None


def last_half(story: Story) -> str:
    """The half that a story's halves fold into, or its first."""
    return story.fold.into if story.fold else next(iter(story.halves), "")
