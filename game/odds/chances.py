"""What is known of every life in a story: for each ending, scene, choice and variant, whether it can happen, how often,
and the shortest way to it.
"""

from __future__ import annotations

from typing import Literal

import attrs

from game.story.diagnostic import Diagnostic
from game.story.source import Span

Method = Literal["exact", "exact, then sampled", "sampled"]
"""Every life walked; walked as far as the budget went, and sampled from there; or sampled throughout."""

Interval = tuple[float, float]
"""The ends of a 95 % interval; both the probability itself where that is exact."""


@attrs.frozen
class Chance:
    """How often one thing happens, and whether it can."""

    id: str
    """Of the ending, scene or choice; of a variant, its scene's or choice's, and its place among their arms: `bus/2`."""
    probability: float
    """Of lives chosen in the stated way, the share in which it happens at least once; 0 to 1."""
    interval: Interval
    reachable: bool | None
    """Whether any life at all, however chosen, can come to it. True and False are proofs; None says that nobody knows."""
    witness: tuple[str, ...] | None = None
    """The choices of a shortest life in which it happens, from the beginning; None where there is none, or none was sought.
    A choice's ends with the choice; all others end where the thing is met.
    """


@attrs.frozen
class EndingChance(Chance):
    """How often an ending is reached."""

    title: str = attrs.field(kw_only=True)


@attrs.frozen
class ChoiceChance(Chance):
    """How often a choice is made."""

    scene: str = attrs.field(kw_only=True)
    offered: float = attrs.field(kw_only=True)
    """Of lives, the share in which it is on offer at least once."""
    always: bool | None = attrs.field(kw_only=True)
    """Whether it is on offer in every state its scene can be met in; None where nobody knows."""


@attrs.frozen
class VariantChance(Chance):
    """How often one arm of a variant text is told."""

    text: str = attrs.field(kw_only=True)
    """The words of the arm, as written, cut short."""
    span: Span = attrs.field(kw_only=True)
    of: str = attrs.field(kw_only=True)
    """Where it stands: `scene bus`, `choice get-off`, `door message wrung`, `ending ampersand`."""
    always: bool | None = attrs.field(kw_only=True)
    """Whether it is told every time the text is; None where nobody knows."""


@attrs.frozen
class Stopped:
    """Why the walk could not be exact to the end."""

    where: str
    """The scene at which it stopped."""
    states: int
    """How many states there were there, or how many there could be at most."""
    facts: tuple[tuple[str, int], ...]
    """What a life still remembers there that can matter: the name of each fact, and how many values of it differ."""
    why: str
    """In a sentence, for an author."""


@attrs.frozen
class Odds:
    """Every life in a story, at once."""

    story: str
    chapter: str
    """Where the lives begin."""
    choosing: str
    """The way of choosing, as the command line has it: `uniform`, `lean:work`."""
    method: Method
    lives: int | None
    """How many were sampled; None where none were."""
    endings: tuple[EndingChance, ...]
    scenes: tuple[Chance, ...]
    choices: tuple[ChoiceChance, ...]
    variants: tuple[VariantChance, ...]
    never_ends: float
    """Of lives, the share that goes round for ever in a loop that cannot be left, or comes to where nothing is on offer."""
    choices_a_life: float
    """How many choices a life makes, on average; going on where nothing is asked is not one."""
    findings: tuple[Diagnostic, ...]
    stopped: Stopped | None
    states: int
    """How many different states were walked."""
    seconds: float
    peak_bytes: int
    """The most memory the process had held by the end, as the system tells it; 0 where it does not."""

    @property
    def exact(self) -> bool:
        """Whether every number is exact."""
        return self.method == "exact"
