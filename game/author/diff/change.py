"""One thing that an edit did."""

from __future__ import annotations

from typing import Final, Literal

import attrs

from game.story.source import Span

Kind = Literal["added", "removed", "renamed", "moved", "reworded", "changed"]
KINDS: Final[tuple[Kind, ...]] = ("added", "removed", "renamed", "moved", "reworded", "changed")


@attrs.frozen
class Change:
    """Something added, taken away, or not as it was."""

    kind: Kind
    what: str
    """Of which sort it is: `scene`, `choice`, `meter`, `ending`; as a person calls it."""
    id: str
    """What it is called in the new version; in the old one, where it is gone."""
    said: str
    """What was done, as the rest of a sentence about it."""
    span: Span | None = None
    """Where it stands: in the new version; in the old one, where it is gone."""
    was: str | None = None
    """What it was called, where it has another name now."""
    within: str | None = None
    """The scene that a choice belongs to."""
    aspect: str | None = None
    """What of it: `text`, `hint`, `when`, `effects`; none where it is the whole."""
    before: str | None = None
    after: str | None = None
    """What stood there and what stands there, whole."""
    steers: bool = True
    """Whether it can change where lives go, or what can be asked about them; words change nothing of that."""


@attrs.frozen
class Thing:
    """What a change is about."""

    what: str
    id: str
    span: Span | None = None
    within: str | None = None

    def change(
        self,
        kind: Kind,
        said: str,
        *,
        aspect: str | None = None,
        before: str | None = None,
        after: str | None = None,
        was: str | None = None,
        steers: bool = True,
    ) -> Change:
        """Something that was done to it."""
        return Change(
            kind,
            self.what,
            self.id,
            said,
            self.span,
            was=was,
            within=self.within,
            aspect=aspect,
            before=before,
            after=after,
            steers=steers,
        )
