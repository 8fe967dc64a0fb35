"""What an edit did to scenes and choices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from game.author.diff.change import Change, Thing
from game.author.diff.excerpts import differing, shortened
from game.author.diff.matching import Matched, lookalikes
from game.author.diff.wording import Wording
from game.story.model import Choice, Scene, Story
from game.story.prose import Text

MOST_SHOWN: Final = 3
"""Of the paragraphs of a text that differ, how many are shown."""
NOTHING: Final = "nothing"

Row = tuple[str, str, str, bool]
"""Of one thing: what of it, how that stood and how it stands, and whether lives can go elsewhere for it."""


def scenes(old: Story, new: Story, matched: Matched) -> Iterator[Change]:
    """Everything that was done to scenes and choices, in the order of the new version, and then what is gone."""
    return _Scenes(old, new, matched).changes()


class _Scenes:
    def __init__(self, old: Story, new: Story, matched: Matched) -> None:
        self.old, self.new, self.matched = old, new, matched
        self.before, self.after = Wording(old, matched.renamed), Wording(new, {})
        self.like_scene, self.like_choice = lookalikes(old, new, matched)
        self.scene_was = {now: was for was, now in matched.scenes.items()}
        self.choice_was = {now: was for was, now in matched.choices.items()}

    def changes(self) -> Iterator[Change]:
        for scene in self.new.scenes.values():
            was = self.scene_was.get(scene.id)
            if was is None:
                yield self.added(scene)
                continue
            yield from self.scene(self.old.scenes[was], scene)
            for choice in scene.choices:
                yield from self.new_choice(choice, scene)
            yield from self.gone_choices(self.old.scenes[was], scene.id)
            yield from self.order(self.old.scenes[was], scene)
        for gone in self.old.scenes.values():
            if gone.id not in self.matched.scenes:
                yield self.removed(gone)

    # ---- scenes

    def added(self, scene: Scene) -> Change:
        text = self.after.text(scene.text)
        asked = sum(not choice.going_on for choice in scene.choices)
        said = f"is new, in {_where(self.new, scene)}: {_count(len(text.split()), 'word')}, {_count(asked, 'choice')}"
        return _scene(scene).change("added", said, after=text)

    def removed(self, scene: Scene) -> Change:
        said = f"is gone from {_where(self.old, scene)}{_hint(self.like_scene.get(scene.id), scene.id)}"
        return _scene(scene).change("removed", said, before=self.before.text(scene.text))

    def scene(self, old: Scene, new: Scene) -> Iterator[Change]:
        thing = _scene(new)
        if old.id != new.id:
            yield thing.change("renamed", f"was called `{old.id}`; saves find it", was=old.id, steers=False)
        if old.part != new.part:
            there, here = _where(self.old, old), _where(self.new, new)
            if there == here:
                there, here = f"the part `{old.part}`", f"`{new.part}`"
            said = f"was in {there}, and is in {here}"
            yield thing.change("moved", said, aspect="part", before=old.part, after=new.part)
        yield from self.reworded(thing, "text", old.text, new.text)
        yield from self.reworded(thing, "recall", old.recall, new.recall)
        for aspect, before, after, steers in self.about_scene(old, new):
            yield from _changed(thing, aspect, before, after, steers=steers)

    def about_scene(self, old: Scene, new: Scene) -> Iterator[Row]:
        """What else there is to a scene, then and now."""
        yield "place", ", ".join(old.places), ", ".join(new.places), False
        yield "people", _people(old), _people(new), False
        yield "time", old.time or "", new.time or "", False
        yield "content", ", ".join(old.content), ", ".join(new.content), False
        yield "talk", _talk(old), _talk(new), False
        on, now = self.going_on(old), self.going_on(new)
        yield "goto", self.before.routes(on.goto) if on else "", self.after.routes(now.goto) if now else "", True

    @staticmethod
    def going_on(scene: Scene) -> Choice | None:
        return next((choice for choice in scene.choices if choice.going_on), None)

    # ---- choices

    def new_choice(self, choice: Choice, scene: Scene) -> Iterator[Change]:
        if choice.going_on:
            return
        thing = Thing("choice", choice.id, choice.span, scene.id)
        was = self.choice_was.get(choice.id)
        before = None if was is None else self.old.choices[was]
        if before is None or before.going_on:
            words = shortened(self.after.text(choice.text).split())
            yield thing.change("added", f"is new: “{words}”", after=words)
            return
        if was != choice.id:
            yield thing.change("renamed", f"was called `{was}`; saves find it", was=was, steers=False)
        stood = self.old.scene_of[before.id]
        if self.matched.scenes.get(stood) != scene.id:
            said = f"stood in `{stood}`, and stands in `{scene.id}`"
            yield thing.change("moved", said, aspect="scene", before=stood, after=scene.id)
        yield from self.choice(thing, before, choice)

    def choice(self, thing: Thing, old: Choice, new: Choice) -> Iterator[Change]:
        yield from self.reworded(thing, "text", old.text, new.text)
        yield from self.reworded(thing, "hint", old.hint, new.hint)
        yield from self.reworded(thing, "then", old.then, new.then)
        asked, asks = self.before.written(old.when), self.after.written(new.when)
        if asked != asks:
            said = f"was on offer {self.before.said(old.when)}, and is on offer {self.after.said(new.when)}"
            yield thing.change("changed", said, aspect="when", before=asked, after=asks)
        yield from _changed(thing, "effects", self.before.effects(old.effects), self.after.effects(new.effects))
        yield from _changed(thing, "set", self.before.settings(old.set), self.after.settings(new.set))
        yield from _changed(thing, "goto", self.before.routes(old.goto), self.after.routes(new.goto))
        yield from _changed(thing, "say", _spoken(old), _spoken(new), steers=False)
        yield from _changed(thing, "lean", old.lean or "", new.lean or "", steers=False)
        yield from _changed(thing, "lesson", old.lesson or "", new.lesson or "", steers=False)

    def gone_choices(self, old: Scene, within: str) -> Iterator[Change]:
        for choice in old.choices:
            now = self.matched.choices.get(choice.id)
            if choice.going_on or (now is not None and not self.new.choices[now].going_on):
                continue
            words = shortened(self.before.text(choice.text).split())
            said = f"is gone: “{words}”{_hint(self.like_choice.get(choice.id), choice.id)}"
            yield Thing("choice", choice.id, choice.span, within).change("removed", said, before=words)

    def order(self, old: Scene, new: Scene) -> Iterator[Change]:
        """Whether the choices that stayed stand in another order."""
        there = [choice.id for choice in new.choices]
        before = [each for choice in old.choices if (each := self.matched.choices.get(choice.id)) in there]
        now = [ident for ident in there if ident in before]
        if before != now:
            said = f"has its choices in another order: {', '.join(f'`{each}`' for each in now)}"
            was = ", ".join(map(str, before))
            yield _scene(new).change("moved", said, aspect="choices", before=was, after=", ".join(now), steers=False)

    # ---- words

    def reworded(self, thing: Thing, aspect: str, old: Text | None, new: Text | None) -> Iterator[Change]:
        before = () if old is None else self.before.paragraphs(old)
        after = () if new is None else self.after.paragraphs(new)
        if before == after:
            return
        said = f"has {_TEXTS[aspect]} in other words: {said_differently(before, after)}"
        yield thing.change(
            "reworded", said, aspect=aspect, before="\n\n".join(before), after="\n\n".join(after), steers=False
        )


def _scene(scene: Scene) -> Thing:
    return Thing("scene", scene.id, scene.span)


def said_differently(before: Sequence[str], after: Sequence[str]) -> str:
    """`“count them twice” is now “count them once”`."""
    pairs = differing(before, after)
    said = [_became(*pair) for pair in pairs[:MOST_SHOWN]]
    if len(pairs) > MOST_SHOWN:
        said.append(f"and {len(pairs) - MOST_SHOWN} more")
    return "; ".join(said)


def _became(before: str, after: str) -> str:
    if not before:
        return f"new: “{after}”"
    return f"“{before}” is now “{after}”" if after else f"gone: “{before}”"


def _changed(thing: Thing, aspect: str, before: str, after: str, *, steers: bool = True) -> Iterator[Change]:
    """That something of a thing is not as it was, where it is not."""
    if before != after:
        left, right = _without_same(before, after) if aspect in _LISTED else (before, after)
        said = f"{_ASPECTS.get(aspect, aspect)}: {left or NOTHING} before, {right or NOTHING} now"
        yield thing.change("changed", said, aspect=aspect, before=before, after=after, steers=steers)


def _without_same(before: str, after: str) -> tuple[str, str]:
    """Two lists, without what is in both, where they do not only stand in another order."""
    left, right = before.split(", "), after.split(", ")
    gone, come = [each for each in left if each not in right], [each for each in right if each not in left]
    return (", ".join(gone), ", ".join(come)) if gone or come else (before, after)


_LISTED: Final = ("effects", "set", "people", "content")
_TEXTS: Final = {"text": "its text", "hint": "its hint", "then": "what is told after it", "recall": "its `recall`"}
_ASPECTS: Final = {"goto": "leads", "set": "sets", "lean": "leans", "people": "who stands there", "say": "is"}


def _where(story: Story, scene: Scene) -> str:
    day = story.chapters.get(scene.chapter)
    if day is None:
        return "no day of its own"
    half = story.halves.get(scene.half)
    return f"{day.title}, {half.header}" if half and half.header and len(story.halves) > 1 else day.title


def _hint(like: str | None, gone: str) -> str:
    """Where something else has nearly the same words: how saves would find it."""
    return (
        f"; `{like}` reads much the same: if it is the same, give it `was: [{gone}]`, so that saves find it"
        if like
        else ""
    )


def _people(scene: Scene) -> str:
    return ", ".join(f"{who} ({mood})" for who, mood in scene.people)


def _talk(scene: Scene) -> str:
    return f"{scene.talk.minutes} minutes, {scene.talk.form}: {scene.talk.ask}" if scene.talk else ""


def _spoken(choice: Choice) -> str:
    return "said aloud" if choice.spoken else "done"


def _count(number: int, what: str) -> str:
    return f"{'no' if number == 0 else f'{number:,}'} {what}{'' if number == 1 else 's'}"
