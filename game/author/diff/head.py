"""What an edit did to all that a story declares: meters, variables, days, doors, endings, people, lessons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from game.author.diff.change import Change, Thing
from game.author.diff.scenes import NOTHING, said_differently
from game.author.diff.wording import Wording
from game.story.model import Chapter, DoorMessage, Drain, Ending, Lesson, Meter, Story, Variable
from game.story.place import Instead

Row = tuple[str, str, bool]
"""Of one thing: what of it, in a few words; how it stands; and whether lives can go elsewhere for it."""
About = Callable[[Any, Wording], Iterator[Row]]
_PROSE: Final = frozenset(
    {"text", "lead", "recap", "words", "looks", "tagline", "question", "evidence", "to carry", "to try"}
)


def head(old: Story, new: Story, before: Wording, after: Wording) -> Iterator[Change]:
    """Everything that was done to what the story declares."""
    yield from _compared(Thing("story", new.id), _story(old), _story(new))
    for what, about, get in _KINDS:
        then, now = get(old), get(new)
        for ident, thing in now.items():
            found = Thing(what, ident, getattr(thing, "span", None))
            if ident in then:
                yield from _compared(found, about(then[ident], before), about(thing, after))
            else:
                yield found.change("added", f"is new{_summed(about(thing, after))}", steers=what not in _TOLD)
        for ident, thing in then.items():
            if ident not in now:
                gone = Thing(what, ident, getattr(thing, "span", None))
                yield gone.change("removed", "is gone", steers=what not in _TOLD)
    yield from _compared(Thing("fold", "fold"), _fold(old, before), _fold(new, after))
    yield from _compared(Thing("style", "style"), _style(old), _style(new))
    yield from _in_order("endings", old.endings, new.endings)
    yield from _in_order("days", old.chapters, new.chapters)


def _compared(thing: Thing, old: Iterable[Row], new: Iterable[Row]) -> Iterator[Change]:
    then, now = list(old), list(new)
    before = {aspect: value for aspect, value, _ in then}
    after = {aspect: value for aspect, value, _ in now}
    for aspect, steers in {aspect: steers for aspect, _, steers in (*now, *then)}.items():
        left, right = before.get(aspect, ""), after.get(aspect, "")
        if left == right:
            continue
        if left and right and (aspect in _PROSE or max(len(left), len(right)) > _LONG):
            said = f"has its {aspect} in other words: {said_differently(left.split(_BREAK), right.split(_BREAK))}"
            yield thing.change("reworded", said, aspect=aspect, before=left, after=right, steers=steers)
        else:
            said = f"{aspect}: {left or NOTHING} before, {right or NOTHING} now"
            yield thing.change("changed", said, aspect=aspect, before=left, after=right, steers=steers)


def _in_order(what: str, old: Iterable[str], new: Iterable[str]) -> Iterator[Change]:
    before, after = list(old), list(new)
    stayed, now = [each for each in before if each in after], [each for each in after if each in before]
    if stayed != now:
        said = f"stand in another order: {', '.join(f'`{each}`' for each in now)}"
        yield Thing(what, what).change("moved", said, aspect="order", before=", ".join(stayed), after=", ".join(now))


_BREAK: Final = "\n\n"
_LONG: Final = 80
"""Characters from which on of a thing only that is shown in which it differs."""


def _summed(rows: Iterator[Row]) -> str:
    """Its first few facts, after a colon."""
    told = [f"{aspect} {value}" for aspect, value, _ in rows if value and aspect not in _PROSE][:3]
    return f": {'; '.join(told)}" if told else ""


# ---- one thing, row by row


def _story(story: Story) -> Iterator[Row]:
    yield "identity", story.id, True
    yield "version", story.version, False
    yield "title", story.title, False
    yield "tagline", story.tagline, False
    yield "cover", story.cover or "", False
    yield "first day", story.start, True
    yield "player", f"{story.player.name}, {story.player.pronouns}", False
    yield "leans", ", ".join(story.leans), False
    yield "about", story.about, False
    yield "language", story.written_in, False
    for key, words in story.wording.items():
        yield f"word for `{key}`", words, False
    if story.spelling is not None:
        yield "spelt in", story.spelling.language, False
        yield "words of its own", ", ".join(word for word, _ in story.spelling.words), False


def _meter(meter: Meter, wording: Wording) -> Iterator[Row]:
    yield "range", f"{meter.low} to {meter.high}", True
    yield "begins at", str(meter.start), True
    yield "its words", ", ".join(f"{word} from {least}" for least, word in meter.words), False
    yield "dial", meter.dial or "", False


def _half(half: Any, wording: Wording) -> Iterator[Row]:
    yield "header", half.header, False
    yield "ink", half.ink, False
    yield "name", half.name or "", False


def _variable(variable: Variable, wording: Wording) -> Iterator[Row]:
    yield "values", ", ".join(variable.values) or f"{variable.low} to {variable.high}", True
    yield "half", variable.half, True
    yield "begins as", variable.word(variable.start), True
    yield "read until", variable.until or "", True


def _message(message: DoorMessage, wording: Wording) -> Iterator[Row]:
    yield "sent", wording.said(message.when), True
    yield "after", message.after, True
    yield "to", message.to, True
    yield "does", wording.effects(message.effects), True
    yield "text", wording.text(message.text), False


def _drain(drain: Drain, wording: Wording) -> Iterator[Row]:
    yield "happens", wording.said(drain.when), True
    yield "does", wording.effects(drain.effects), True
    yield "text", wording.text(drain.text), False


def _fold(story: Story, wording: Wording) -> Iterator[Row]:
    fold = story.fold
    if fold is None:
        return
    yield "before", f"`{wording.name(fold.before)}`", True
    yield "into", fold.into, True
    yield "meters", ", ".join(f"{each.meter} {each.take} ({each.least} to {each.most})" for each in fold.meters), True
    yield "carries", ", ".join(fold.carry), True
    yield "counts", "; ".join(f"{name} of {', '.join(of)}" for name, of in fold.counts), True


def _member(member: Any, wording: Wording) -> Iterator[Row]:
    yield "name", member.name, False
    yield "mark", member.mark or "", False
    yield "outside", member.outside or "", False
    yield "pronouns", member.pronouns, False
    yield "looks", member.looks, False


def _place(place: Any, wording: Wording) -> Iterator[Row]:
    yield "picture", place.picture or "", False
    yield "sound", place.sound or "", False
    yield "shape", "wide" if place.wide else "", False
    yield "spots", ", ".join(str(list(spot)) for spot in place.spots), False
    yield "looks", place.looks, False
    yield "instead", _BREAK.join(f"{wording.said(each.when)}: {_otherwise(each)}" for each in place.instead), False


def _otherwise(seen: Instead) -> str:
    spots = ", ".join(str(list(spot)) for spot in seen.spots or ())
    return ". ".join(filter(None, (seen.picture, spots, seen.looks)))


def _words(words: Any, wording: Wording) -> Iterator[Row]:
    yield "words", words, False


def _lesson(lesson: Lesson, wording: Wording) -> Iterator[Row]:
    yield "title", lesson.title, False
    yield "claims", ", ".join(f"{claim} in `{wording.name(scene)}`" for claim, scene in lesson.claims), False
    yield "sources", ", ".join(lesson.sources), False
    evidence = (f"{wording.said(each.when)}: {wording.text(each.text)}" for each in lesson.evidence)
    yield "evidence", _BREAK.join(evidence), False
    yield "to carry", lesson.carry, False
    yield "to try", _BREAK.join(f"{who}: {what}" for who, what in lesson.tries), False


def _chapter(chapter: Chapter, wording: Wording) -> Iterator[Row]:
    yield "title", chapter.title, False
    yield "followed by", chapter.next or "", True
    parts = (f"{part.id} ({part.half}) from `{wording.name(part.scene)}`" for part in chapter.parts)
    yield "parts", ", ".join(parts), True
    yield "alone", "; ".join(_standing(each, wording) for each in chapter.alone), True
    yield "short", "; ".join(f"{minutes}: {', '.join(map(wording.name, ids))}" for minutes, ids in chapter.short), False
    yield "question", chapter.question or "", False
    yield "recap", wording.text(chapter.recap), False


def _standing(standing: Any, wording: Wording) -> str:
    meters = [f"{meter} {value}" for meter, value in standing.meters]
    return ", ".join([*meters, *filter(None, [wording.settings(standing.set)])])


def _pair(pair: Any, wording: Wording) -> Iterator[Row]:
    yield "title", pair.title, False
    yield "first", ", ".join(map(wording.name, pair.first)), False
    yield "second", ", ".join(map(wording.name, pair.second)), False
    yield "to carry", pair.carry or "", False


def _ending(ending: Ending, wording: Wording) -> Iterator[Row]:
    yield "title", ending.title, False
    yield "taken", "by name alone" if ending.by_name else wording.said(ending.when), True
    yield "scene", f"`{wording.name(ending.scene)}`", True
    yield "group", ending.group or "", False
    yield "lessons", ", ".join(ending.lessons), False
    yield "lead", wording.text(ending.lead), False


def _style(story: Story) -> Iterator[Row]:
    """What the prose is asked to be, key by key."""
    style = story.style
    for key in ("beat_sentences", "short_beats", "repeats", "similes", "dashes", "reading_age"):
        value = getattr(style, key)
        yield key, "" if value is None else str(value), False
    for key in ("scene_words", "ending_words", "choice_words"):
        value = getattr(style, key)
        yield key, "" if value is None else f"{value[0]} to {value[1]}", False
    yield "avoid", ", ".join(style.avoid), False
    yield "at_most", ", ".join(f"{phrase} ({most})" for phrase, most in style.at_most), False
    yield "moods", "; ".join(f"{', '.join(mood.words)} when {mood.asked}" for mood in style.moods), False
    yield "meant", "; ".join(f"{each.words or each.of} in {each.within}" for each in style.meant), False


def _by_id(things: Sequence[Any]) -> dict[str, Any]:
    return {thing.id: thing for thing in things}


def _by_place(drains: Sequence[Drain]) -> dict[str, Any]:
    """Drains have no ids: they are told apart by where they are, and then by their order."""
    found: dict[str, Any] = {}
    for drain in drains:
        name, number = f"{drain.after} to {drain.to}", 2
        while name in found:
            name, number = f"{drain.after} to {drain.to}, {number}", number + 1
        found[name] = drain
    return found


_KINDS: Final[tuple[tuple[str, About, Callable[[Story], Mapping[str, Any]]], ...]] = (
    ("meter", _meter, lambda story: story.meters),
    ("half", _half, lambda story: story.halves),
    ("variable", _variable, lambda story: {k: v for k, v in story.variables.items() if not v.message}),
    ("door message", _message, lambda story: _by_id(story.door)),
    ("drain", _drain, lambda story: _by_place(story.drains)),
    ("day", _chapter, lambda story: story.chapters),
    ("ending", _ending, lambda story: story.endings),
    ("person", _member, lambda story: story.cast),
    ("place", _place, lambda story: story.places),
    ("lesson", _lesson, lambda story: story.lessons),
    ("pair", _pair, lambda story: _by_id(story.pairs)),
    ("content note", _words, lambda story: story.content),
    ("source", _words, lambda story: story.sources),
    ("group", _words, lambda story: story.groups),
)
"""Everything with a name that a story declares, as a writer calls it."""

_TOLD: Final = frozenset({"person", "place", "lesson", "pair", "content note", "source", "group"})
"""Those that no life goes elsewhere for."""
