"""The scene that plays beside the text: a life that keeps its place while the story under it is edited, that can be set down
anywhere with any readings, and that steps back and forward.

Each change of a reading or a variable begins a life where the one before it stands, and stepping back past it returns to
that one. All of it is values: what the page shows is `shown.py`'s.
"""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from typing import Final, TypeVar

import attrs

from game.play.history import Playthrough
from game.play.moves import CannotSkip, NotOffered, arrival, start
from game.play.save import SaveProblem, dump, load
from game.play.state import State
from game.story.model import Ending, Scene, Story

Value = TypeVar("Value")
MOST_LIVES: Final = 40
"""Settings-down that can be stepped back past."""
_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
MOVED: Final = "The edit took away a choice that was made on the way here, so this is the nearest place before it."
BEGUN_AGAIN: Final = "What stood here is no longer in the story, so it begins again."


class CannotPlay(Exception):
    """Nothing of that name can be played or set in the story as it was last told; the words say which."""


@attrs.frozen
class Stage:
    """A life, the lives it was set down from, and those stepped back past."""

    life: Playthrough
    earlier: tuple[bytes, ...] = ()
    """Each as a save, so that it is lived again in the story as it is when it is stepped back to."""
    later: tuple[bytes, ...] = ()
    """The next one first."""
    notice: str = ""
    """What the author should be told about where this is."""

    @classmethod
    def begin(cls, story: Story, chapter: str | None = None) -> Stage:
        """A new life, from the beginning of the story or of a day."""
        return cls(Playthrough.begin(story, chapter=chapter))

    @property
    def story(self) -> Story:
        """The story that is played."""
        return self.life.story

    @property
    def state(self) -> State:
        """Where the life stands."""
        return self.life.state

    # ---- stepping

    @property
    def can_go_back(self) -> bool:
        """Whether there is anything before this."""
        return self.life.can_go_back or bool(self.earlier)

    @property
    def can_go_forward(self) -> bool:
        """Whether something was stepped back from."""
        return self.life.can_go_forward or bool(self.later)

    def choose(self, choice: str) -> Stage:
        """The life after a choice on offer. Raises NotOffered."""
        return attrs.evolve(self, life=self.life.choose(choice), later=(), notice="")

    def back(self) -> Stage:
        """One step back: over a choice, or to before the life was set down here."""
        if self.life.can_go_back:
            return attrs.evolve(self, life=self.life.back(), notice="")
        if not self.earlier:
            return self
        return Stage(_loaded(self.earlier[-1], self.story)[0], self.earlier[:-1], (_saved(self.life), *self.later))

    def forward(self) -> Stage:
        """One step forward again."""
        if self.life.can_go_forward:
            return attrs.evolve(self, life=self.life.forward(), notice="")
        if not self.later:
            return self
        return Stage(_loaded(self.later[0], self.story)[0], (*self.earlier, _saved(self.life)), self.later[1:])

    # ---- setting

    def play_from(self, scene: str, *, afresh: bool = False) -> Stage:
        """The life set down in a scene. Within a day, readings and variables stay as they stand; in another day they are what
        that day begins with, as they also are `afresh`.

        Raises:
            CannotPlay: The story has no such scene.
        """
        found = self.story.scenes.get(scene)
        if found is None:
            raise CannotPlay(f"`{scene}` is not in the story as it was last told without an error.")
        state = placed(self.story, found, None if afresh else self.state)
        return self._set(state, is_new=True)

    def with_reading(self, half: str, meter: str, value: int) -> Stage:
        """The same moment with another reading. Raises CannotPlay."""
        halves, meters = list(self.story.halves), list(self.story.meters)
        if half not in halves or meter not in meters:
            raise CannotPlay(f"`{half}` has no reading of `{meter}`.")
        at, place = halves.index(half), meters.index(meter)
        readings = _put(self.state.readings[at], place, self.story.meters[meter].stop(value))
        return self._set(attrs.evolve(self.state, readings=_put(self.state.readings, at, readings)))

    def with_variable(self, variable: str, word: str) -> Stage:
        """The same moment with another value of a variable, as an author would write it. Raises CannotPlay."""
        known = self.story.variables.get(variable)
        if known is None:
            raise CannotPlay(f"There is no variable `{variable}`.")
        if known.values:
            if word not in known.values:
                raise CannotPlay(f"`{variable}` is never `{word}`.")
            value = known.values.index(word)
        else:
            try:
                value = known.stop(int(word))
            except ValueError:
                raise CannotPlay(f"`{variable}` is a number.") from None
        place = list(self.story.variables).index(variable)
        return self._set(attrs.evolve(self.state, variables=_put(self.state.variables, place, value)))

    def with_fact(self, kind: str, name: str, *, holds: bool) -> Stage:
        """The same moment with a scene having been visited, or a choice chosen, or not. Raises CannotPlay."""
        state = self.state
        if kind == "visited" and name in self.story.scenes and name != state.scene:
            return self._set(attrs.evolve(state, visited=_with(state.visited, name, holds)))
        if kind == "chose" and name in self.story.choices:
            return self._set(attrs.evolve(state, chosen=_with(state.chosen, name, holds)))
        raise CannotPlay(f"Whether `{kind}({name})` holds cannot be set here.")

    def _set(self, state: State, *, is_new: bool = False) -> Stage:
        """The life set down in a state. A life that was itself only set down is replaced rather than kept."""
        fresh = Playthrough(self.story, state, arrival(self.story, state), before=self.life.before + self.life.choices)
        if not is_new and not self.life.steps and not self.life.is_from_a_beginning:
            return Stage(fresh, self.earlier)
        return Stage(fresh, (*self.earlier, _saved(self.life))[-MOST_LIVES:])

    # ---- editing

    def relived(self, story: Story) -> Stage:
        """The same place in the story as it is now: every choice made again, by its id or a former one. Where one is gone, the
        nearest place before it.
        """
        if story.id != self.story.id:  # to a save it is another story
            return Stage(Playthrough.begin(story), notice=BEGUN_AGAIN)
        again, is_whole = _loaded(_saved(self.life), story)
        if not is_whole:
            gone = story.former.get(self.state.scene, self.state.scene) != again.state.scene
            return Stage(again, self.earlier, self.later, MOVED if gone else self.notice)
        with contextlib.suppress(NotOffered, CannotSkip):  # the way forward, where there still is one
            ahead = again.follow(story.former.get(step.choice, step.choice) for step in self.life.future)
            again = ahead.to(len(again.steps))
        return Stage(again, self.earlier, self.later, self.notice)


def placed(story: Story, scene: Scene, like: State | None) -> State:
    """The state of a life set down in a scene.

    Args:
        story: The story.
        scene: Where.
        like: A moment whose readings and variables stay, where it is of the same day and half of the story; none for those the
            day begins with.
    """
    chapter = story.chapters.get(scene.chapter) or list(story.chapters.values())[-1]
    folded = story.fold is not None and scene.half == story.fold.into
    base = like
    if base is None or base.chapter != chapter.id or base.folded != folded:
        base = start(story, chapter=chapter.id, player=like.player if like else None)
    ending = _ending_of(story, scene.id)
    return attrs.evolve(
        base,
        chapter=chapter.id,
        part=scene.part or chapter.parts[-1].id,
        scene=scene.id,
        half=scene.half,
        visited=base.visited | {scene.id},
        folded=folded,
        ending=ending.id if ending else None,
    )


def _ending_of(story: Story, scene: str) -> Ending | None:
    return next((ending for ending in story.endings.values() if ending.scene == scene), None)


def _saved(life: Playthrough) -> bytes:
    return dump(life, _EPOCH)


def _loaded(saved: bytes, story: Story) -> tuple[Playthrough, bool]:
    """The life in the story as it is now, as far as it can be lived again, and whether that is all of it."""
    try:
        loaded = load(saved, story)
    except SaveProblem:
        return Playthrough.begin(story), False
    life = loaded.playthrough
    if not life.steps and life.origin.ending is None and (ending := _ending_of(story, life.origin.scene)):
        life = attrs.evolve(life, origin=attrs.evolve(life.origin, ending=ending.id))
    return life, not loaded.notices


def _put(values: tuple[Value, ...], at: int, value: Value) -> tuple[Value, ...]:
    return (*values[:at], value, *values[at + 1 :])


def _with(names: frozenset[str], name: str, holds: bool) -> frozenset[str]:
    return names | {name} if holds else names - {name}
