"""What a story asks of its own prose, read: the `style:` block of its head."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from yaml.nodes import MappingNode, Node, ScalarNode

from game.story.condition_check import Scope
from game.story.keys import KEYS
from game.story.nodes import Fields, span_of
from game.story.reader import Reader
from game.story.style import Meant, Mood, Style

ASKED: Final = tuple(key for key in KEYS["`style`"] if key != "meant")
"""Everything that may be asked, and so may be let off."""
_COUNTS: Final = {"beat_sentences": 1, "short_beats": 0, "repeats": 1, "similes": 0, "dashes": 0, "reading_age": 1}
"""What is one number, and the least it may be."""
_MOST_REPEATS: Final = 20
"""Words that two scenes may be asked not to share: more than anybody would hear."""
_RANGES: Final = ("scene_words", "ending_words", "choice_words")


def read_style(read: Reader, node: Node) -> Style:
    """The block, as far as it can be read; what is wrong in it is noted."""
    fields = read.fields(node, "`style`", KEYS["`style`"])
    counts = {
        name: read.number(fields[name], f"`{name}`", least=least) for name, least in _COUNTS.items() if name in fields
    }
    if (counts.get("repeats") or 0) > _MOST_REPEATS:
        read.report.error("number-too-large", f"`repeats` is at most {_MOST_REPEATS}", span_of(fields["repeats"]))
    ranges = {name: _range(read, fields[name], f"`{name}`") for name in _RANGES if name in fields}
    return Style(
        avoid=tuple(_phrases(read, fields)),
        at_most=tuple(_allowed(read, fields)),
        beat_sentences=counts.get("beat_sentences"),
        short_beats=counts.get("short_beats"),
        scene_words=ranges.get("scene_words"),
        ending_words=ranges.get("ending_words"),
        choice_words=ranges.get("choice_words"),
        repeats=counts.get("repeats"),
        similes=counts.get("similes"),
        dashes=counts.get("dashes"),
        reading_age=counts.get("reading_age"),
        moods=tuple(_moods(read, fields)),
        meant=tuple(_meant(read, fields)),
    )


def _phrases(read: Reader, fields: Fields) -> Iterator[str]:
    for item in read.items(fields["avoid"], "`avoid`") if "avoid" in fields else ():
        phrase = read.plain(item, "`avoid`")
        if phrase:
            yield phrase


def _allowed(read: Reader, fields: Fields) -> Iterator[tuple[str, int]]:
    """Phrases, and how often each may be."""
    for _, key, value in read.named(fields["at_most"], "`at_most`") if "at_most" in fields else ():
        phrase, times = read.plain(key, "a phrase"), read.number(value, "how often a phrase may be", least=0)
        if phrase and times is not None:
            yield phrase, times


def _moods(read: Reader, fields: Fields) -> Iterator[Mood]:
    """Phrases that claim something, and when it is so."""
    what = "a mood"
    for node in read.items(fields["moods"], "`moods`") if "moods" in fields else ():
        found = read.fields(node, what, KEYS[what])
        if not isinstance(node, MappingNode) or not read.require(found, node, what, "words", "when"):
            continue
        phrases = [read.plain(item, "a phrase") for item in read.one_or_more(found["words"], "`words`")]
        when = read.condition(found["when"], Scope("", ""))
        if when is not None and any(phrases):
            asked = read.words(found["when"], "`when`") or ""
            yield Mood(tuple(phrase for phrase in phrases if phrase), when, asked, span_of(node.value[0][0]))


def _range(read: Reader, node: Node, what: str) -> tuple[int, int] | None:
    ends = read.pair(node, what)
    if ends is None or ends[0] >= 0:
        return ends
    read.report.error("number-too-small", f"{what} is at least 0", span_of(node))
    return None


def _meant(read: Reader, fields: Fields) -> Iterator[Meant]:
    """What is let off, and why."""
    what = "what is meant"
    for node in read.items(fields["meant"], "`meant`") if "meant" in fields else ():
        found = read.fields(node, what, KEYS[what])
        if not isinstance(node, MappingNode) or not read.require(found, node, what, "in", "why"):
            continue
        if "words" not in found and "of" not in found:
            read.report.error(
                "missing-key",
                "what is meant has neither `words` nor `of`",
                span_of(node.value[0][0]),
                help="`words:` for a place, by words that stand there; `of:` for a whole scene, by what it is let off",
            )
            continue
        within, why = read.words(found["in"], "`in`"), read.plain(found["why"], "`why`")
        of = read.one_of(found["of"], "`of`", ASKED) if "of" in found else None
        words = read.plain(found["words"], "`words`") or None if "words" in found else None
        if not why and isinstance(found["why"], ScalarNode) and found["why"].style:
            read.report.error("nothing-written", "`why` gives no reason", span_of(found["why"]))
        elif why and within and (of or words):
            yield Meant(within, words, of, why, span_of(node.value[0][0]))
