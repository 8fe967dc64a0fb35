"""A playthrough to a save and back again, in the story as it is now: an edit may move a player, never lose them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import attrs

from game.language import tr
from game.play.history import Playthrough
from game.play.moves import SKIP, arrival
from game.play.saved import ONWARD, Saved, SaveProblem, Standpoint, Where, parse, write
from game.play.state import State
from game.story.model import Player, Story, Variable

__all__ = ["Loaded", "SaveProblem", "dump", "load", "where"]


@attrs.frozen
class Loaded:
    """A playthrough that was read back."""

    playthrough: Playthrough
    notices: tuple[str, ...]
    """What the player should be told: a sentence each; nothing when they are where they were."""


def where(story: Story, state: State) -> Where:
    """The line a list of saves shows for a state."""
    own = {told: words for words, told in story.called.items()}  # a save is written in the story's own language
    ending = story.endings[state.ending].title if state.ending else ""
    chapter, half = story.chapters[state.chapter].title, story.halves[state.half].header
    return Where(
        own.get(chapter, chapter), own.get(half, half), story.scenes[state.scene].time or "", own.get(ending, ending)
    )


def dump(playthrough: Playthrough, when: datetime) -> bytes:
    """The bytes of a save of where a playthrough stands; what was gone back on is left out.

    Args:
        playthrough: The life to keep.
        when: The time, with its zone.
    """
    story, origin = playthrough.story, playthrough.origin
    split = playthrough.day_began
    ids = tuple(
        ONWARD if _goes_on(story, before, step.choice) else step.choice for before, step in playthrough.moments()
    )
    return write(
        Saved(
            story=story.id,
            title=next((own for own, told in story.called.items() if told == story.title), story.title),
            version=story.version,
            fingerprint=story.fingerprint,
            when=when,
            where=where(story, playthrough.state),
            player=origin.player,
            began=origin.chapter,
            origin=None if playthrough.is_from_a_beginning else _standpoint(story, origin),
            before=playthrough.before,
            earlier=ids[:split],
            checkpoint=_standpoint(story, playthrough.to(split).state),
            since=ids[split:],
            identity=playthrough.identity,
        )
    )


def load(data: bytes, story: Story) -> Loaded:
    """The playthrough in the bytes of a save, as far as the story as it is now allows.

    Each choice is made again, by its id or by a former one (`was:`). Where one cannot be, the life stops at the nearest
    point that still holds; the day's checkpoint is taken instead when more of the day survives from there.

    Raises:
        SaveProblem: The bytes are damaged, no save, written by a later game, or of another story.
    """
    saved = parse(data)
    if saved.story != story.id:
        raise SaveProblem(
            tr("This save is of another story, “{title}”.", title=saved.title),
            tr("Open that story to go on with it; it has been left as it is."),
        )
    whole, made = _replay(_begun(saved, story), saved.earlier + saved.since, story)
    if made == len(saved.earlier) + len(saved.since):
        return Loaded(whole, ())
    origin = _stand(saved.checkpoint, saved.player, story)
    if origin is None:
        return Loaded(whole, (_moved(whole),))
    before = saved.before + saved.earlier
    day, made_today = _replay(_set_down(story, origin, before, saved.identity), saved.since, story)
    if made_today > made - len(saved.earlier):
        kept = made_today == len(saved.since)
        return Loaded(day, (_nothing_before(day) if kept else _moved(day),))
    return Loaded(whole, (_moved(whole),))


def _goes_on(story: Story, state: State, choice: str) -> bool:
    return any(each.id == choice and each.going_on for each in story.scenes[state.scene].choices)


# ---- living it again


def _begun(saved: Saved, story: Story) -> Playthrough:
    """The beginning of the life, or where it was last set down."""
    origin = None if saved.origin is None else _stand(saved.origin, saved.player, story)
    if origin is not None:
        return _set_down(story, origin, saved.before, saved.identity)
    chapter = saved.began if saved.began in story.chapters else None
    return Playthrough.begin(story, chapter=chapter, player=saved.player, identity=saved.identity)


def _set_down(story: Story, state: State, before: tuple[str, ...], identity: str) -> Playthrough:
    return Playthrough(story, state, arrival(story, state), before=before, identity=identity)


def _replay(playthrough: Playthrough, choices: tuple[str, ...], story: Story) -> tuple[Playthrough, int]:
    """The life after as many of the choices as can be made again, one after another, and how many that was."""
    for made, choice in enumerate(choices):
        further = _again(playthrough, story.former.get(choice, choice))
        if further is None:
            return playthrough, made
        playthrough = further
    return playthrough, len(choices)


def _again(playthrough: Playthrough, choice: str) -> Playthrough | None:
    """The life after a choice made again, or a day skipped again; none when it cannot be. Scenes that ask nothing, new since, are gone
    through on the way to it; going on where something is asked by now is left to the player.
    """
    if choice == SKIP:
        return playthrough.skip() if playthrough.can_skip else None
    for _ in playthrough.story.scenes:
        offered = playthrough.offered
        onward = offered[0].id if len(offered) == 1 and offered[0].going_on else None
        if choice == ONWARD:
            return playthrough if onward is None else playthrough.choose(onward)
        if any(each.id == choice for each in offered):
            return playthrough.choose(choice)
        if onward is None:
            return None
        playthrough = playthrough.choose(onward)
    return None


def _moved(playthrough: Playthrough) -> str:
    day = playthrough.story.chapters[playthrough.state.chapter].title
    if playthrough.day_began == len(playthrough.steps):
        return tr(
            "The story has changed since you saved; you are at the start of {day}, with everything you had.", day=day
        )
    return tr(
        "The story has changed since you saved, and a choice you made is no longer there; "
        "you are just before it, in {day}, with everything you had.",
        day=day,
    )


def _nothing_before(playthrough: Playthrough) -> str:
    day = playthrough.story.chapters[playthrough.origin.chapter].title
    return tr(
        "The story has changed since you saved; you are where you were, with everything you had, "
        "but can go back no further than the start of {day}.",
        day=day,
    )


# ---- a state in words, and back


def _standpoint(story: Story, state: State) -> Standpoint:
    return Standpoint(
        chapter=state.chapter,
        part=state.part,
        scene=state.scene,
        half=state.half,
        readings={
            half: dict(zip(story.meters, readings, strict=True))
            for half, readings in zip(story.halves, state.readings, strict=True)
        },
        variables={
            variable.id: variable.word(value)
            for variable, value in zip(story.variables.values(), state.variables, strict=True)
        },
        visited=tuple(sorted(state.visited)),
        chosen=tuple(sorted(state.chosen)),
        folded=state.folded,
    )


def _stand(standpoint: Standpoint, player: Player, story: Story) -> State | None:
    """The state a standpoint describes, in the story as it is now; none when its day has gone.

    Where its scene has gone it is the day's first; what the story no longer knows is left behind, and what is new
    stands where it starts.
    """
    if standpoint.chapter not in story.chapters:
        return None
    name = story.former.get(standpoint.scene, standpoint.scene)
    scene = story.scenes.get(name)
    # An ending's scene may stand outside every day: a life can be set down in it all the same.
    if scene is None or scene.chapter not in (standpoint.chapter, ""):
        scene = story.scenes[story.chapters[standpoint.chapter].parts[0].scene]
    return State(
        chapter=scene.chapter or standpoint.chapter,
        part=scene.part or standpoint.part,
        scene=scene.id,
        half=scene.half,
        readings=tuple(_readings(standpoint.readings.get(half, {}), story) for half in story.halves),
        variables=_variables(standpoint.variables, story),
        visited=_known(standpoint.visited, story.scenes, story) | {scene.id},
        chosen=_known(standpoint.chosen, story.choices, story),
        folded=standpoint.folded,
        player=player,
    )


def _readings(saved: Mapping[str, int], story: Story) -> tuple[int, ...]:
    return tuple(meter.stop(saved.get(meter.id, meter.start)) for meter in story.meters.values())


def _variables(saved: Mapping[str, str], story: Story) -> tuple[int, ...]:
    return tuple(_value(variable, saved.get(variable.id)) for variable in story.variables.values())


def _value(variable: Variable, word: str | None) -> int:
    """What a word of a save means now; where it means nothing any more, what the variable starts with."""
    if word is None:
        return variable.start
    if variable.values:
        return variable.values.index(word) if word in variable.values else variable.start
    try:
        return variable.stop(int(word))
    except ValueError:
        return variable.start


def _known(names: tuple[str, ...], among: Mapping[str, object], story: Story) -> frozenset[str]:
    now = (story.former.get(name, name) for name in names)
    return frozenset(name for name in now if name in among)
