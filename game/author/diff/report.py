"""What was found, before it is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

import attrs

from game.author import shares
from game.author.diff.beside import KINDS as KINDS_BESIDE
from game.author.diff.chances import Chances, Shift
from game.author.diff.change import KINDS, Change
from game.author.diff.landing import Landing, Landings
from game.author.diff.matching import Matched
from game.author.diff.versions import Version
from game.odds.chances import EndingChance
from game.play.moves import SKIP
from game.story.nearest import listed

MOST_NAMED: Final = 4
"""Of many names, how many are told in a sentence."""
_FEW: Final = ("scene", "choice")
_BESIDE: Final = tuple(KINDS_BESIDE.values())


@attrs.frozen(eq=False)
class Report:
    """Everything an edit did."""

    old: Version
    new: Version
    matched: Matched
    changes: tuple[Change, ...]
    odds_asked: bool
    can_differ: bool
    """Whether anything was changed that lives can go elsewhere for."""
    chances: Chances | None
    """None where they were not asked for, cannot differ, or nobody waited for them."""
    saves: Landings | None
    """None where saves cannot have moved, or a version cannot be told."""

    @property
    def are_told(self) -> bool:
        """Whether both versions can be told."""
        return self.old.is_told and self.new.is_told

    def version(self, change: Change) -> Version:
        """Where what was changed stands: what is gone, in the old version."""
        return self.old if change.kind == "removed" else self.new

    def scenes(self) -> Iterator[tuple[str, list[Change]]]:
        """The changes to scenes and to their choices, by scene."""
        found: dict[str, list[Change]] = {}
        for change in self.changes:
            if change.what in _FEW:
                found.setdefault(change.within or change.id, []).append(change)
        yield from found.items()

    def declared(self) -> Iterator[Change]:
        """The changes to what a story says there is."""
        return (change for change in self.changes if change.what not in (*_FEW, *_BESIDE))

    def beside(self) -> Iterator[Change]:
        """The changes to pictures, sounds and translations."""
        return (change for change in self.changes if change.what in _BESIDE)

    def summary(self) -> str:
        """What was done, counted: `1 scene added, 2 reworded; 3 choices changed`."""
        if not self.changes:
            return "nothing was changed that a story reads"
        said = []
        for what in (*_FEW, "", *_BESIDE):
            known = (*_FEW, *_BESIDE)
            told = [each for each in self.changes if each.what == what or (not what and each.what not in known)]
            ids = {(each.kind, each.what, each.id) for each in told}
            counts = Counter(kind for kind, _, _ in ids)
            for kind in KINDS:
                if counts[kind]:
                    said.append(f"{_count(counts[kind], what or 'other thing')} {kind}")
        return ", ".join(said)

    # ---- odds

    def about_odds(self) -> str | None:
        """What there is to say of the odds in a sentence, where there is no table of them."""
        if not self.odds_asked or self.chances is not None:
            return None
        if not self.are_told:
            return "Odds and saves wait until both versions can be told."
        if not self.can_differ:
            return "The odds of every ending are what they were: nothing was changed that a life goes elsewhere for."
        return "Interrupted before the odds were known."

    def method(self) -> str:
        """How the shares were found."""
        assert self.chances is not None
        before, after = self.chances.before, self.chances.after
        if before.exact and after.exact:
            return "exact, every life of both versions walked"
        which = "both versions are" if not before.exact and not after.exact else (
            "the old version is" if not before.exact else "the new version is"
        )  # fmt: skip
        lives = max(before.lives or 0, after.lives or 0)
        return (
            f"{which} too wide to walk whole; where two numbers stand, they are the ends of a 95 % interval, estimated from "
            f"{lives:,} lives"
        )

    def reached(self) -> Iterator[str]:
        """A sentence each: what no life comes to any more, and what some life comes to at last."""
        assert self.chances is not None
        for things, said in (
            (self.chances.lost, "No life comes any more to"),
            (self.chances.found, "Some life comes at last to"),
        ):
            if things:
                yield f"{said} {named([f'the {what} `{ident}`' for what, ident in things])}."

    # ---- saves

    def about_saves(self) -> Iterator[str]:
        """A sentence each: how many saves were tried, and what became of those that did not move."""
        saves = self.saves
        if saves is None:
            if self.are_told:
                yield "Every save lands where it stood: nothing was changed that could move one."
            return
        if saves.refused:
            yield f"No save of the old version can be opened in the new. The player is told: “{saves.refused}”"
            return
        moved = sum(landing.saves for landing in saves.landings)
        tried = f"{saves.tried:,} saves were tried, made by chance all over the old version"
        if not moved:
            yield f"Every save lands where it stood: {tried}."
        else:
            yield f"{tried[0].upper()}{tried[1:]}: {moved:,} land elsewhere."
        if saves.stayed_otherwise:
            yield f"{_count(saves.stayed_otherwise, 'save')} stand where they stood with other readings, since choices do otherwise now."
        if saves.cut_off:
            yield f"{_count(saves.cut_off, 'save')} stand where they stood, with no way back to the days before."
        if saves.untried:
            yield f"Not tried, since none of the lives that were lived came there: {named([f'`{each}`' for each in saves.untried])}."

    def landing(self, landing: Landing) -> str:
        """`A save in x or y lands in z, since …`."""
        day = self._day(landing.lands)
        stood = named([f"`{each}`" for each in landing.scenes], "or")
        said = f"A save in {stood} lands in `{landing.lands}`{f' ({day})' if day else ''}"
        if landing.because == SKIP:
            said += ", since the day that was skipped can be skipped no more"
        elif landing.because is not None:
            why = "is gone" if landing.is_gone else "cannot be made there any more"
            said += f", since the choice `{landing.because}` {why}"
        elif not landing.told:
            said += ", since the ways lead elsewhere now"
        said += f" ({_count(landing.saves, 'save')} of those tried)."
        return f"{said} The player is told: “{landing.told}”" if landing.told else f"{said} The player is told nothing."

    def _day(self, scene: str) -> str:
        day = self.new.story.chapters.get(self.new.story.scenes[scene].chapter)
        return day.title if day else ""


def share(chance: EndingChance | None) -> str:
    """A share for a table; where it is an estimate, the interval it lies in."""
    if chance is None:
        return ""
    return shares.spread(chance.interval) or shares.share(chance)


def difference(shift: Shift) -> str:
    """How much more of all lives end so, in points of a hundred."""
    if shift.before is None:
        return "new"
    if shift.after is None:
        return "gone"
    if not shift.is_known:
        return "perhaps the same"
    if shift.by == 0:
        return "the same"
    sign, size = ("+" if shift.by > 0 else "−"), abs(100 * shift.by)
    if size < 0.01:
        return "hardly more" if shift.by > 0 else "hardly less"
    return f"{sign}{size:.{1 if size >= 0.95 else 2}f} points"


def named(names: list[str], last: str = "and") -> str:
    """Names in a sentence; of many, the first and how many more."""
    if len(names) <= MOST_NAMED + 1:
        return listed(names, last)
    return f"{', '.join(names[:MOST_NAMED])} {last} {len(names) - MOST_NAMED:,} more"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
