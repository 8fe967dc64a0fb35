"""What a scene may have a little of: similes, dashes, and short beats for weight.

What is counted is the most that one reader can meet: of a variant one arm, of what is told after the choices one choice's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from game.author.prose import arms
from game.author.prose.book import Book, Finding, Page
from game.author.prose.phrase import following
from game.author.prose.sentences import ends
from game.author.prose.words import Passage, Word, Writing, words_in
from game.story.diagnostic import Note

Place = tuple[Word, ...]

SHORT: Final = 4
"""The most words of a short beat."""
_DASH: Final = re.compile(r"—|(?<=\s)[–-](?=\s)|--")

_LIKENED: Final = frozenset(words_in("a an the somebody someone something anybody anyone anything nobody people"))
"""What follows the `like` of a simile."""
_SAME_KIND: Final = frozenset(words_in("one ones other others rest last first next same"))
"""What follows `like the` where a thing is said to be one of its kind."""
_LITERAL: Final = frozenset(
    words_in(
        "i you we they who to would should could might may must will can do does did not never always also really quite "
        "still both all people don't doesn't didn't wouldn't shouldn't couldn't mightn't won't can't i'd you'd he'd she'd "
        "we'd they'd it'd who'd i'll you'll we'll they'll he'll she'll nothing something anything everything more less "
        "look looks looked looking sound sounds sounded sounding feel feels felt feeling smell smells smelled smelt taste "
        "tastes tasted seem seems seemed seeming what's"
    )
)
"""What stands before a `like` that is a verb, or that says how a thing looks and not what it is likened to."""
_MEASURES: Final = frozenset(
    words_in("soon long far well much many often little few good near early late likely usual before it ever always")
)
"""What stands in an `as … as` that measures."""
_NOT_LIKENED: Final = frozenset(
    words_in(
        "i you he she it we they me him her us them this that these those there here what who when if my your his its our "
        "their ever always usual possible before can could needs need any anyone anybody one two three four five in on at "
        "for to is was were are said promised expected agreed well though long soon far"
    )
)
"""What follows an `as … as` that compares a thing with another such thing."""


def similes(book: Book) -> Iterator[Finding]:
    """Scenes in which more things are likened than the style asks."""
    yield from _too_many(book, "similes", "simile", "s", _similes)


def dashes(book: Book) -> Iterator[Finding]:
    """Scenes with more dashes than the style asks."""
    yield from _too_many(book, "dashes", "dash", "es", _dashes)


def short_beats(book: Book) -> Iterator[Finding]:
    """Scenes with more short beats than the style asks; speech may be short."""

    def found(passage: Passage) -> Iterator[Place]:
        if passage.speaker is None and passage.writing.kind in ("text", "then"):
            words = arms.fullest(arms.groups(book.story, passage.forks), passage.forks)
            if 0 < len(words) <= SHORT:
                yield tuple(words)

    yield from _too_many(book, "short_beats", "short beat", "s", found)


def _too_many(
    book: Book, rule: str, what: str, plural: str, find: Callable[[Passage], Iterator[Place]]
) -> Iterator[Finding]:
    allowed: int | None = getattr(book.style, rule)
    if allowed is None:
        return
    for page in book.pages:
        read = (page.text, *page.choices, *page.hints, *page.thens)
        places = [place for each in read for passage in each.passages for place in find(passage)]
        if _met(book, page, places) <= allowed:
            continue
        places = [place for place in places if not book.lets(rule, place)]
        number = _met(book, page, places)
        if number <= allowed:
            continue
        spans = sorted(book.place(place) for place in places)
        counted = f"{number} {what}{'' if number == 1 else plural}"
        message = f"`{page.scene.id}` has {counted}, and `{rule}` asks for {allowed} at most"
        notes = tuple(Note("and here", span) for span in (*spans[:allowed], *spans[allowed + 1 :]))
        yield Finding(rule, f"too-many-{rule.replace('_', '-')}", message, (), spans[allowed], notes=notes)


def _met(book: Book, page: Page, places: Sequence[Place]) -> int:
    """The most of some places that one reader can meet in a scene."""
    firsts = Counter(place[0] for place in places)

    def weigh(arm: tuple[Word, ...]) -> int:
        return sum(firsts[word] for word in arm)

    def most(writing: Writing) -> int:
        if not any(word in firsts for word in writing.words):
            return 0
        return arms.most(arms.groups(book.story, writing.forks), writing.forks, weigh)

    asked = sum(most(each) for each in (page.text, *page.choices, *page.hints))
    return asked + max((most(each) for each in page.thens), default=0)


# ---- similes


def _similes(passage: Passage) -> Iterator[Place]:
    """Where something is likened to something: `like a …`, `as if`, `as though`, `as quiet as …`."""
    if not any(word.key in ("like", "as") for word in passage.words):
        return
    after = following(passage.forks)
    before: dict[Word, list[Word]] = {}
    for word, nexts in after.items():
        for following_word in nexts:
            before.setdefault(following_word, []).append(word)
    taken: set[Word] = set()
    for word in passage.words:
        if word in taken:
            continue
        place = None
        if word.key == "like":
            place = _like(word, after, before)
        elif word.key == "as":
            place = _as(word, after)
        if place is not None:
            taken.update(place)
            yield place


def _runs_on(word: Word, next_word: Word) -> bool:
    """Whether nothing stands between two words but space."""
    return not (word.after + next_word.before).strip(" *")


def _like(word: Word, after: dict[Word, tuple[Word, ...]], before: dict[Word, list[Word]]) -> Place | None:
    led = [each for each in before.get(word, ()) if not ends(each, word)]
    if any(each.key in _LITERAL and _runs_on(each, word) for each in led):
        return None
    for article in after[word]:
        if article.key.removesuffix("'s") in _LIKENED and _runs_on(word, article):
            kinds = [each.key for each in after[article] if _runs_on(article, each)]
            if not any(kind in _SAME_KIND for kind in kinds):
                return (word, article)
    return None


def _as(word: Word, after: dict[Word, tuple[Word, ...]]) -> Place | None:
    for second in after[word]:
        if not _runs_on(word, second):
            continue
        if second.key in ("if", "though"):
            return (word, second)
        if second.key in _MEASURES:
            continue
        for third in after[second]:
            if third.key == "as" and _runs_on(second, third):
                likened = [each for each in after[third] if _runs_on(third, each)]
                if any(each.key not in _NOT_LIKENED and not each.text[0].isupper() for each in likened):
                    return (word, second, third)
    return None


# ---- dashes


def _dashes(passage: Passage) -> Iterator[Place]:
    for fork in passage.forks:
        for arm in fork.arms:
            for at, word in enumerate(arm):
                if at == 0 and _DASH.search(word.before):
                    yield (word,)
                for _ in _DASH.finditer(word.after):
                    yield (word, arm[at + 1]) if at + 1 < len(arm) else (word,)
