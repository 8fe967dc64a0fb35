"""What a reader notes while it reads a part of one file; and noting the same again without reading it."""

from __future__ import annotations

from game.story.kept import Noted
from game.story.reader import Reader


class Noting:
    """Everything that a reader notes from now on."""

    def __init__(self, read: Reader) -> None:
        self.reader = read
        self.diagnostics = len(read.report.diagnostics)
        self.mentions = {kind: len(named) for kind, named in read.mentions.items()}
        self.declared = {kind: len(named) for kind, named in read.declared.items()}
        self.comparisons, self.aliases, self.told = read.report.comparisons_left, read.aliases, _told(read)
        self.left_out = read.left_out
        self.check = getattr(read, "check", None)
        self.changed, read.changed = read.changed, set()
        if self.check is not None:
            self.read, self.check.read = self.check.read, set()

    def noted(self) -> Noted:
        """All that has been noted since; nothing is added to it any more."""
        read, report = self.reader, self.reader.report
        asked = frozenset(self.check.read) if self.check is not None else frozenset()
        changed = frozenset(read.changed)
        if self.check is not None:
            self.check.read = self.read | asked
        read.changed = self.changed | changed
        comparisons = self.comparisons - report.comparisons_left
        return Noted(
            diagnostics=tuple(report.diagnostics[self.diagnostics :]),
            mentions={
                kind: new for kind, named in read.mentions.items() if (new := named[self.mentions.get(kind, 0) :])
            },
            declared={
                kind: new for kind, named in read.declared.items() if (new := named[self.declared.get(kind, 0) :])
            },
            comparisons=comparisons,
            told=_told(read) - self.told,
            # What else could not be read was found out by cutting it out of the nodes, which another time would not hold it.
            is_lasting=read.aliases == self.aliases
            and read.left_out == self.left_out
            and (not comparisons or report.comparisons_left >= 0),
            read=asked,
            changed=changed,
        )


def can_take(read: Reader, noted: Noted) -> bool:
    """Whether a reader has the patience left that reading it would take."""
    has_time = not noted.comparisons or noted.comparisons <= read.report.comparisons_left
    return has_time and (not noted.told or _told(read) + noted.told <= read.prose.most)


def take(read: Reader, noted: Noted) -> None:
    """Note what was noted once."""
    read.report.diagnostics.extend(noted.diagnostics)
    read.report.comparisons_left -= noted.comparisons
    for kind, named in noted.mentions.items():
        read.mentions[kind].extend(named)
    for kind, named in noted.declared.items():
        read.declared[kind].extend(named)
    read.changed |= noted.changed
    if noted.told:
        read.prose.told += noted.told
    if noted.read:
        read.check.read |= noted.read


def _told(read: Reader) -> int:
    """Paragraphs and braces that have been read."""
    return read.prose.told if hasattr(read, "prose") else 0
