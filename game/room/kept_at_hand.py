"""What a room without phones leaves on disk as it goes: itself after every line, and the table of its splits at the end."""

from __future__ import annotations

from pathlib import Path

from game.language import tr
from game.room import split
from game.room.journal import Journal
from game.room.lines import Lines
from game.room.session import Session


class Kept:
    """Where a sitting is kept. What the disk refuses is said once, and the sitting goes on.

    Args:
        journal: Where the room is kept.
        splits: The file for the table of splits; it is read out without one.
        lines: Where the room's words go.
    """

    def __init__(self, journal: Journal, splits: Path | None, lines: Lines) -> None:
        self._journal = journal
        self._splits = splits
        self._lines = lines
        self._trouble = ""

    @property
    def is_whole(self) -> bool:
        """Whether the room lies on disk as it stands."""
        return not self._trouble

    def keep(self, session: Session) -> None:
        """Write the room down."""
        try:
            self._journal.keep(session)
        except OSError as refused:
            trouble = tr(
                "The room could not be kept on disk: {reason}. It goes on without.", reason=refused.strerror or refused
            )
            if trouble != self._trouble:
                self._lines.say(trouble)
            self._trouble = trouble
        else:
            self._trouble = ""

    def set_aside(self) -> Path | None:
        """Put what is kept under another name; the file of it where it was an unfinished room."""
        try:
            return self._journal.set_aside()
        except OSError:
            return None

    def give_splits(self, session: Session) -> None:
        """Write the table to its file, or read it out."""
        table = split.table(session)
        if self._splits is not None:
            try:
                self._splits.write_text(table, encoding="utf-8")
            except OSError as refused:
                self._lines.say(
                    tr(
                        "The table could not be written to {file}: {reason}.",
                        file=self._splits,
                        reason=refused.strerror or refused,
                    )
                )
            else:
                self._lines.say(tr("How the room divided is written in {file}.", file=self._splits))
                return
        self._lines.say(table)
