"""`ampersand spelling`: every word of a story that is in no dictionary, and not among its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from game import __version__, disk
from game.author.pronouns import paragraphs
from game.author.prose.words import Word, Writing, writing
from game.story.diagnostic import Diagnostic, Note
from game.story.folder import NoStory
from game.story.model import Spelling, Story
from game.story.prose import Paragraph, Text
from game.story.reading import Reading, read
from game.story.render.as_json import as_json
from game.story.render.full import full
from game.story.render.github import github
from game.story.render.sarif import sarif
from game.story.source import Source, Span
from game.story.spelling import usual

if TYPE_CHECKING:
    from spylls.hunspell import Dictionary

FORMATS: Final = ("text", "json", "github", "sarif")
NAMES: Final = {"en-GB": "British English", "en-US": "American English"}

WELL: Final = 0
FOUND: Final = 1
"""Some words are in no list."""
UNUSABLE: Final = 2
"""There is no story there."""

SUGGESTED: Final = 40
"""Words for which likely ones are sought: each takes a moment."""
NEAR: Final = 3
"""Likely words that are named."""
ELSEWHERE: Final = 4
"""Further places of one word that are shown."""
_PARTS: Final = re.compile(r"[.:,/*‐-]")
_JOINED: Final = ("'s", "'d", "'ll", "'ve", "'re", "'")
"""What may follow any word."""
_FIGURE: Final = re.compile(r"\d")


def run(path: Path, output: TextIO, talk: TextIO, *, form: str, dictionary: Path | None = None) -> int:
    """Say which words of a story are in no list, and return the command's exit code.

    Args:
        path: its folder or file.
        output: where they go.
        talk: where it is said that there is no story, or that not all of it could be read.
        form: one of `FORMATS`.
        dictionary: a Hunspell dictionary to read it by, in place of the story's language; its `.dic` file.
    """
    try:
        reading = read(path, shared=(disk.shared_folder("assets"),))
    except NoStory as missing:
        talk.write(f"{missing.path}: {missing.why}\n")
        return UNUSABLE
    if reading.draft is None:
        output.write(written(reading.errors, reading.sources, form))
        return FOUND
    story = reading.draft.story
    if reading.errors:
        talk.write("The story cannot be told yet: this is what could be read of it. `ampersand check` says more.\n")
    language = (story.spelling or Spelling(usual(story.written_in), ())).language
    if dictionary is None and language not in NAMES:
        talk.write(
            f"{story.id} is written in `{language}`, for which no dictionary is here: name one with `--dictionary {language}.dic`.\n"
        )
        return UNUSABLE
    found = misspelt(story, reading, dictionary)
    output.write(written(found, reading.sources, form))
    if form == "text":
        output.write(f"{summary(story, found, dictionary)}\n")
    return FOUND if found or reading.errors else WELL


def written(found: Iterable[Diagnostic], sources: Mapping[str, Source], form: str) -> str:
    """What was found, in one of `FORMATS`."""
    match form:
        case "json":
            return as_json(found)
        case "github":
            return github(found)
        case "sarif":
            return sarif(found, version=__version__)
        case _:
            shown = full(list(found), sources)
            return f"{shown}\n" if shown else ""


def summary(story: Story, found: Iterable[Diagnostic], dictionary: Path | None) -> str:
    """`ampersand: British English and 63 words of its own, no word that is in neither`."""
    spelling = story.spelling or Spelling(usual(story.written_in), ())
    unknown = sum(1 for each in found if each.code == "unknown-word")
    own = f"{len(spelling.words)} word{'' if len(spelling.words) == 1 else 's'} of its own"
    language = NAMES[spelling.language] if dictionary is None else dictionary.stem
    words = f"{unknown} word{'' if unknown == 1 else 's'}" if unknown else "no word"
    return f"{story.id}: {language} and {own}, {words} that {'are' if unknown > 1 else 'is'} in neither"


def misspelt(story: Story, reading: Reading, dictionary: Path | None = None) -> tuple[Diagnostic, ...]:
    """A warning for each word that is in no list, at its first place; and for each listed word that need not be."""
    spelling = story.spelling or Spelling(usual(story.written_in), ())
    lists = Lists(_opened(spelling.language, dictionary), spelling, _names(story))
    places: dict[str, list[Word]] = {}
    for word in _words(story):
        for part in parts(word.text):
            places.setdefault(part, []).append(word)
    language = NAMES[spelling.language] if dictionary is None else f"`{dictionary.stem}`"
    found = []
    unknown: dict[str, list[Word]] = {}
    for part, words in places.items():
        if not lists.know(part):
            unknown.setdefault(bare(part), []).extend(words)
    for at, (part, words) in enumerate(unknown.items()):
        near = lists.near(part) if at < SUGGESTED else ()
        spans = sorted(
            {word.passage.place(word, reading.sources) for word in words}, key=lambda span: (span.file, span)
        )
        found.append(_unknown(part, spans, language, near))
    order = {name: at for at, name in enumerate(reading.sources)}
    found.sort(key=lambda each: (order.get(each.span.file, -1), each.span))
    return (*found, *_stale(spelling, lists))


def parts(word: str) -> Iterator[str]:
    """What of a word is looked up: what hyphens join, each by itself; figures, and letters that stand alone, are not."""
    for part in _PARTS.split(word.replace("’", "'").replace("''", "'")):
        if len(part) > 1 and not _FIGURE.search(part):
            yield part


def bare(word: str) -> str:
    """A word without what is joined to it: its owner's `'s`, a short *would*."""
    return next((word[: -len(end)] for end in _JOINED if word.endswith(end) and len(word) > len(end) + 1), word)


class Lists:
    """The words that are known: of a dictionary, of the story's own, and of the names in it."""

    def __init__(self, dictionary: Dictionary, spelling: Spelling, names: Iterable[str]) -> None:
        self.dictionary = dictionary
        self.own = {word.replace("’", "'") for word, _ in spelling.words}
        self.names = {part for name in names for part in parts_of(name)}
        self.used: set[str] = set()

    def know(self, word: str) -> bool:
        """Whether a word is in one of them, as it is or without the `'s` of an owner."""
        return any(self._listed(each) or self.in_dictionary(each) for each in dict.fromkeys((word, bare(word))))

    def _listed(self, word: str) -> bool:
        for each in (word, word.lower(), word.capitalize()):
            is_own = each in self.own
            # A word listed with a capital is a name: without its capital it is another word.
            if (is_own or each in self.names) and (each == each.lower() or word != word.lower()):
                if is_own:
                    self.used.add(each)
                return True
        return False

    def in_dictionary(self, word: str) -> bool:
        """Whether the dictionary has it."""
        return bool(self.dictionary.lookup(word))

    def near(self, word: str) -> tuple[str, ...]:
        """Words that may have been meant, the likeliest first."""
        suggested = [each for each in self.dictionary.suggest(word) if each.lower() != word.lower()]
        return tuple(dict.fromkeys(suggested))[:NEAR]


def parts_of(name: str) -> Iterator[str]:
    """The words of a name."""
    for word in name.split():
        yield from parts(word.strip("'’.,:;!?"))


def _unknown(word: str, spans: list[Span], language: str, near: tuple[str, ...]) -> Diagnostic:
    help_ = (
        f"did you mean {' or '.join(f'`{each}`' for each in near)}?"
        if near
        else "a word of the story's own goes under `spelling:`"
    )
    notes = tuple(Note("and here", span) for span in spans[1 : 1 + ELSEWHERE])
    return Diagnostic(
        "unknown-word",
        "warning",
        f"`{word}` is no word of {language}, nor one of the story's own",
        spans[0],
        help_,
        notes,
    )


def _stale(spelling: Spelling, lists: Lists) -> Iterator[Diagnostic]:
    """Words that are listed for nothing."""
    for word, span in spelling.words:
        plain = word.replace("’", "'")
        if lists.in_dictionary(plain):
            yield Diagnostic("stale-word", "warning", f"`{word}` is known without being listed", span, "take it out")
        elif plain not in lists.used:
            yield Diagnostic("stale-word", "warning", f"`{word}` stands nowhere in the story", span, "take it out")


def _words(story: Story) -> Iterator[Word]:
    """Every word that somebody reads."""
    for _, paragraph in paragraphs(story):
        yield from writing("text", frozenset(), Text((paragraph,)), story.player, paragraph.span).words
    for each in _lines(story):
        yield from each.words


def _lines(story: Story) -> Iterator[Writing]:
    """The lines in which nothing varies: their words are looked for below what they belong to."""
    talks = [scene.talk for scene in story.scenes.values() if scene.talk is not None]
    told: list[tuple[str | None, Span]] = [
        *((words, each.span) for each in story.chapters.values() for words in (each.title, each.question)),
        *((ending.title, ending.span) for ending in story.endings.values()),
        *((words, lesson.span) for lesson in story.lessons.values() for words in (lesson.title, lesson.carry)),
        *((words, lesson.span) for lesson in story.lessons.values() for _, words in lesson.tries),
        *((words, each.span) for each in story.pairs for words in (each.title, each.carry)),
        *(told for place in story.places.values() for told in place.told()),
        *((member.looks, member.span) for member in story.cast.values()),
        *((talk.ask, talk.span) for talk in talks),
    ]
    for words, span in told:
        if words:
            yield writing("carry", frozenset(), Text((Paragraph(None, (words,), span),)), story.player, span)


def _names(story: Story) -> Iterator[str]:
    """What is a name in the story, and so is spelt as it is."""
    yield story.player.name
    yield story.title
    for member in story.cast.values():
        yield from (name for name in (member.name, member.mark, member.outside) if name)
    for half in story.halves.values():
        if half.name:
            yield half.name


def _opened(language: str, dictionary: Path | None) -> Dictionary:
    from spylls.hunspell import Dictionary

    file = disk.asset(f"dictionaries/{language}.dic") if dictionary is None else dictionary
    return Dictionary.from_files(str(file.with_suffix("")))
