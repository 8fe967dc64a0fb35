"""Where the page of a scene stands: the life it shows, what is told on it, and how much of that has been told."""

from __future__ import annotations

from enum import Enum

import attrs

from game.play import page
from game.play.events import Moved
from game.play.history import Playthrough
from game.story.model import Choice, Story
from game.window import telling
from game.window.sound.heard import Heard
from game.window.telling import Told

READ_MS = -(10**6)
"""When a beat began that stands told whole: long ago."""


class Phase(Enum):
    """What the page is waiting for."""

    CARD = "the day's card to be put down"
    TELLING = "a beat to be read"
    CHOOSING = "a choice"
    AFTER = "what came of it to be read"


@attrs.frozen
class Aftermath:
    """A choice that was made, and what came of it, until the player reads on."""

    number: int
    choice: Choice
    told: tuple[Told, ...]
    moves: tuple[Moved, ...]


@attrs.frozen
class Standing:
    """A page as far as it has been read. Going on makes another."""

    playthrough: Playthrough
    """The life at this page: a choice made on it and not yet read on from is the aftermath's."""
    leaf: telling.Leaf
    phase: Phase
    told: int
    """How many things are told of what is being told."""
    began_ms: int
    """When the newest of them began to be told."""
    stretch: int = 0
    """How far into it, where it is taller than the page."""
    aftermath: Aftermath | None = None

    # ---- what stands there

    @property
    def story(self) -> Story:
        return self.playthrough.story

    @property
    def items(self) -> tuple[Told, ...]:
        """What is being told now: the scene, or what came of a choice in it."""
        return self.aftermath.told if self.aftermath else self.leaf.told

    @property
    def has_told_all(self) -> bool:
        return self.told == len(self.items)

    @property
    def is_on_card(self) -> bool:
        return self.phase is Phase.CARD

    @property
    def is_choosing(self) -> bool:
        return self.phase is Phase.CHOOSING

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What may be chosen, going on aside."""
        return tuple(each for each in self.playthrough.offered if not each.going_on)

    @property
    def going_on(self) -> Choice | None:
        """What is done where nothing is asked."""
        return next((each for each in self.playthrough.offered if each.going_on), None)

    @property
    def newest(self) -> str:
        """The words that stand on the page last; empty for none."""
        card = self.leaf.card
        if self.is_on_card and card is not None:
            recap = "".join(told.words for told in card.recap)
            return f"{card.title} {card.header} {card.question} {recap}"
        return self.items[self.told - 1].words if self.told else ""

    @property
    def line(self) -> str:
        """The newest beat with who says it; empty for none."""
        if self.is_on_card or not self.told:
            return ""
        newest = self.items[self.told - 1]
        return f"{newest.speaker}: {newest.words}" if newest.speaker else newest.words

    @property
    def told_here(self) -> dict[str, int]:
        """How many beats are told so far of what is being read: of what came of a choice, or of the scene."""
        if self.aftermath:
            return {"after": self.told, "scene": 0}
        if self.is_on_card:
            return {"scene": 0}
        return {"scene": max(0, self.told - sum(told.use == "hint" for told in self.leaf.told))}

    def shown(self, now_ms: int, cps: int) -> int | None:
        """How many characters of the newest beat are told, by whole words, at so many a second; none for all."""
        if not cps or self.phase not in (Phase.TELLING, Phase.AFTER) or not self.items:
            return None
        shown = (now_ms - self.began_ms) * cps // 1000
        words = self.items[self.told - 1].words
        return None if shown > len(words) else words.rfind(" ", 0, shown) + 1

    def heard(self, shown: int | None) -> Heard | None:
        """What there is to hear, where so much of the newest beat is shown; none on a card."""
        if self.is_on_card:
            return None
        story, state = self.story, self.playthrough.state
        scene = story.scenes[state.scene]
        newest = self.items[self.told - 1].words if self.told else ""
        return Heard(
            "ending" if self.playthrough.is_over else story.halves[state.half].ink,
            scene.id,
            tuple((place, story.places[place].sound) for place in scene.places),
            {gauge.meter: gauge.value for gauge in page.gauges(story, state)},
            newest if shown is None else newest[:shown],
        )

    # ---- going on, and back

    def begun(self, now_ms: int) -> Standing:
        """The newest beat told from its beginning."""
        return attrs.evolve(self, stretch=0, began_ms=now_ms)

    def whole(self) -> Standing:
        """The newest beat told whole."""
        return attrs.evolve(self, began_ms=READ_MS)

    def told_whole(self) -> Standing:
        """All that is being told, whole."""
        return attrs.evolve(self, told=len(self.items), began_ms=READ_MS)

    def further(self) -> Standing:
        """The next stretch of a beat that is taller than the page."""
        return attrs.evolve(self, stretch=self.stretch + 1)

    def put_down(self, now_ms: int) -> Standing:
        """The scene, after its card."""
        return attrs.evolve(self, phase=Phase.TELLING).begun(now_ms)

    def next_beat(self, now_ms: int) -> Standing:
        return attrs.evolve(self, told=self.told + 1).begun(now_ms)

    def settled(self) -> Standing:
        """After the last beat: the choices, or the wait to read on where nothing is asked."""
        return attrs.evolve(self, phase=Phase.CHOOSING)

    def a_beat_back(self) -> Standing | None:
        """The page one beat earlier, or one stretch of its card; none from the first."""
        if self.is_on_card:
            return attrs.evolve(self, stretch=self.stretch - 1) if self.stretch else None
        if self.told < 2:
            return None
        phase = Phase.AFTER if self.aftermath else Phase.TELLING
        return attrs.evolve(self, phase=phase, told=self.told - 1, stretch=0, began_ms=READ_MS)

    def retold(self, life: Playthrough) -> Standing:
        """The same page of the same life, whose story is told in other words now."""
        shown = life.back() if self.aftermath else life
        after = self.aftermath and attrs.evolve(
            self.aftermath,
            choice=life.story.choices[self.aftermath.choice.id],
            told=telling.after_choosing(life.story, life.latest, shown.state.chapter),
        )
        return attrs.evolve(self, playthrough=shown, leaf=telling.leaf(shown), aftermath=after)


def come_to(playthrough: Playthrough, now_ms: int) -> Standing:
    """A page that is come to for the first time: its card, or its first beat."""
    leaf = telling.leaf(playthrough)
    phase = Phase.CARD if leaf.card else Phase.TELLING
    return Standing(playthrough, leaf, phase, min(1, len(leaf.told)), now_ms)


def come_back_to(playthrough: Playthrough) -> Standing:
    """A page that is come back to, and so stands fully told."""
    leaf = telling.leaf(playthrough)
    return Standing(playthrough, leaf, Phase.CHOOSING, len(leaf.told), READ_MS)


def after_choosing(life: Playthrough, now_ms: int, *, is_anew: bool, has_effects: bool) -> Standing | None:
    """What came of the choice that led here, on the page it was made on; none where nothing did. `is_anew` when it was
    made just now, and so the hands have still to move; `has_effects` where the player wishes to be told of that.
    """
    choice = _last_choice(life)
    if choice is None:
        return None
    before = life.back()
    told = telling.after_choosing(life.story, life.latest, before.state.chapter)
    moves = telling.own_moves(choice, life.latest) if has_effects else ()
    if not told and not (moves and is_anew):
        return None
    at = Standing(before, telling.leaf(before), Phase.AFTER, min(1, len(told)), now_ms)
    return attrs.evolve(at, aftermath=Aftermath(at.choices.index(choice) + 1, choice, told, moves))


def _last_choice(life: Playthrough) -> Choice | None:
    """The choice that led to where a life stands; none at its beginning, or where nothing was asked."""
    if not life.steps:
        return None
    return next((each for each in life.back().offered if each.id == life.steps[-1].choice and not each.going_on), None)
