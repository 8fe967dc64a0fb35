"""What an edit did to the pictures, sounds and translations that lie beside a story's text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.author.diff.beside import KINDS, Lines
from game.author.diff.change import Change, Thing
from game.author.diff.scenes import said_differently
from game.author.diff.versions import Version
from game.story.model import Story
from game.story.source import Span


def beside(before: Version, after: Version) -> Iterator[Change]:
    """Everything that was done to pictures, sounds and translations."""
    yield from _files(before, after)
    old, new = before.beside, after.beside
    for code in sorted({*old.languages, *new.languages}):
        version = after if code in new.languages else before
        thing = Thing("translation", code, _span(version, f"languages/{code}.po"))
        if code not in old.languages:
            yield thing.change("added", f"is new: {_told(new.languages[code])}", steers=False)
        elif code not in new.languages:
            yield thing.change("removed", "is gone", steers=False)
        elif old.languages[code] != new.languages[code]:
            yield from _translation(thing, old.languages[code], new.languages[code])


def _files(before: Version, after: Version) -> Iterator[Change]:
    old, new = before.beside.files, after.beside.files
    gone = {name: number for name, number in old.items() if name not in new}
    for name, number in new.items():
        thing = _thing(name, after)
        if name not in old:
            former = next((each for each, one in gone.items() if one == number and _kind(each) == _kind(name)), None)
            if former is None:
                yield thing.change("added", f"is new{_used(name, after.story)}", steers=False)
            else:
                del gone[former]
                yield thing.change("renamed", f"was called `{_short(former)}`", was=_short(former), steers=False)
        elif old[name] != number:
            yield thing.change("changed", f"is another file now{_used(name, after.story)}", steers=False)
    for name in gone:
        yield _thing(name, before).change("removed", f"is gone{_used(name, before.story)}", steers=False)


def _thing(name: str, version: Version) -> Thing:
    return Thing(_kind(name), _short(name), _span(version, name))


def _kind(name: str) -> str:
    return KINDS[name.partition("/")[0]]


def _short(name: str) -> str:
    """Without its first folder: as a story names it."""
    return name.partition("/")[2]


def _span(version: Version, name: str) -> Span:
    return Span(f"{version.root}{name}", 1, 1, 1, 1)


def _used(name: str, story: Story) -> str:
    """Where it is seen or heard, where some place names it."""
    kind, short = _kind(name), _short(name)
    stem, dot, ending = short.rpartition(".")
    called = {short, stem.removesuffix(".inner").removesuffix(".outer") + dot + ending}
    places = [place.id for place in story.places.values() if called & set(_named(place, kind))]
    is_cover = kind == "picture" and story.cover in called
    where = [*(f"`{place}`" for place in places), *(["the title page"] if is_cover else [])]
    if not where:
        return ""
    return f", {'seen' if kind == 'picture' else 'heard'} at {', '.join(where)}"


def _named(place: object, kind: str) -> Iterable[str | None]:
    if kind == "sound":
        return (getattr(place, "sound", None),)
    return (getattr(place, "picture", None), *(each.picture for each in getattr(place, "instead", ())))


# ---- translations


def _told(lines: Lines | None) -> str:
    if lines is None:
        return "it cannot be read"
    done = sum(1 for words in lines.values() if _is_told(words))
    return f"{done:,} of {_count(len(lines), 'line')} translated"


def _translation(thing: Thing, old: Lines | None, new: Lines | None) -> Iterator[Change]:
    if old is None or new is None:
        said = "cannot be read any more" if new is None else f"can be read now: {_told(new)}"
        yield thing.change("changed", said, steers=False)
        return
    fresh = [key for key, words in new.items() if _is_told(words) and not _is_told(old.get(key, ()))]
    other = [key for key in new if _is_told(new[key]) and _is_told(old.get(key, ())) and old[key] != new[key]]
    lost = [key for key, words in old.items() if _is_told(words) and key in new and not _is_told(new[key])]
    gone = [key for key, words in old.items() if _is_told(words) and key not in new]
    counts = (
        (fresh, "translated that was not", "translated that were not"),
        (lost, "that waits to be translated again", "that wait to be translated again"),
        (gone, "that nobody says any more", "that nobody says any more"),
    )
    counted = [f"{_count(len(keys), 'line')} {one if len(keys) == 1 else many}" for keys, one, many in counts if keys]
    if counted:
        yield thing.change(
            "changed",
            f"has {', '.join(counted)} ({_told(new)})",
            aspect="lines",
            before=_whole(old, [*lost, *gone]),
            after=_whole(new, fresh),
            steers=False,
        )
    if other:
        left = ["\n".join(old[key]) for key in other]
        right = ["\n".join(new[key]) for key in other]
        yield thing.change(
            "reworded",
            f"has {_count(len(other), 'line')} in other words: {said_differently(left, right)}",
            aspect="lines",
            before=_whole(old, other),
            after=_whole(new, other),
            steers=False,
        )
    if not counted and not other:
        yield thing.change("changed", f"has other lines that wait to be translated ({_told(new)})", steers=False)


def _is_told(words: tuple[str, ...]) -> bool:
    return bool(words) and all(words)


def _whole(lines: Lines, keys: list[tuple[str, str]]) -> str:
    """What some lines are in the language, a line each."""
    return "\n".join(" / ".join(lines[key]) for key in keys)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
