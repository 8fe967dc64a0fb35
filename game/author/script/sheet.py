"""The voice-over sheet: every line that can be heard, each way it can be told, with a name that stays as long as its words."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from math import prod
from typing import Final

from game.author.prose.arms import groups
from game.author.prose.words import Fork
from game.author.script.bits import Bit, Line, filled_in, spelled
from game.author.script.telling import Told, told
from game.author.words import words_in
from game.story.condition import Condition, Or
from game.story.model import Story
from game.story.wording import asked

COLUMNS: Final = ("line", "day", "half", "scene", "kind", "speaker", "text", "direction", "when", "words")
NARRATOR: Final = "Narrator"
MOST_WAYS: Final = 24
"""Ways of telling one line that stand in rows of their own; a line with more is written once, its arms in brackets."""
DIGITS: Final = 6
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def sheet(story: Story, chapter: str | None = None) -> str:
    """The sheet as CSV, a row a line.

    Args:
        story: the story.
        chapter: the day whose lines are wanted; all when left out.
    """
    into = io.StringIO()
    writer = csv.writer(into, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows(story, chapter):
        writer.writerow([_safe(cell) for cell in row])
    return into.getvalue()


def rows(story: Story, chapter: str | None = None) -> Iterator[tuple[str, ...]]:
    """The rows, in the order of `COLUMNS`."""
    given: Counter[str] = Counter()
    for each in told(story, chapter):
        for line in each.lines:
            for text, conditions in readings(story, line.bits):
                speaker = _speaker(story, each, line)
                name = named(each.of, speaker, text)
                given[name] += 1
                yield (
                    name if given[name] == 1 else f"{name}-{given[name]}",
                    story.chapters[each.chapter].title if each.chapter in story.chapters else "",
                    story.halves[each.half].header if each.half in story.halves else "",
                    each.scene,
                    each.kind,
                    speaker,
                    text,
                    _direction(story, each, line),
                    " and ".join(dict.fromkeys(filter(None, (each.when, *conditions)))),
                    str(words_in(text)),
                )


def named(of: str, speaker: str, text: str) -> str:
    """The name of a line: what it belongs to, and a mark of its words. It outlives whatever is written around it, and new
    words, which want recording anew, have another.
    """
    return f"{of}.{hashlib.sha256(f'{speaker}|{text}'.encode()).hexdigest()[:DIGITS]}"


def readings(story: Story, bits: Sequence[Bit]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every way a line can be told, and on what each hangs. Variants that ask the same facts are told alike."""
    varied = [bit for bit in bits if bit.kind == "arms"]
    forks = [_fork(bit) for bit in varied]
    together = groups(story, forks)
    if prod(len(met) for _, met in together) > MOST_WAYS:
        yield spelled(bits), ()
        return
    for ways in product(*(met for _, met in together)):
        chosen = {
            fork: arm
            for (members, _), arms in zip(together, ways, strict=True)
            for fork, arm in zip(members, arms, strict=True)
        }
        told = iter(range(len(varied)))
        text = spelled(
            flat for bit in bits for flat in (_arm(bit, chosen[next(told)]) if bit.kind == "arms" else (bit,))
        )
        if text:
            yield text, tuple(clause for at, fork in enumerate(forks) for clause in clauses(fork.asks, chosen[at]))


def _fork(bit: Bit) -> Fork:
    """A variant as what it asks; where nothing may be told, that is an arm too."""
    asks = [arm.asks for arm in bit.arms]
    if asks[-1] is not None:
        asks.append(None)
    return Fork(tuple(() for _ in asks), tuple(asks))


def _arm(bit: Bit, arm: int) -> tuple[Bit, ...]:
    return bit.arms[arm].bits if arm < len(bit.arms) else ()


def clauses(asks: Sequence[Condition | None], arm: int) -> Iterator[str]:
    """On what one arm of a variant hangs: that none before it holds, and it does."""
    for ask in asks[:arm]:
        if ask is not None:
            yield f"not ({asked(ask)})"
    own = asks[arm]
    if own is not None:
        yield f"({asked(own)})" if isinstance(own, Or) else asked(own)


def _speaker(story: Story, each: Told, line: Line) -> str:
    if line.speaker:
        member = story.cast.get(line.speaker)
        return member.name if member is not None else line.speaker
    return story.player.name if each.spoken else NARRATOR


def _direction(story: Story, each: Told, line: Line) -> str:
    """How it is said, as far as the story tells."""
    scene = story.scenes.get(each.scene)
    mood = dict(scene.people).get(line.speaker, "") if scene is not None and line.speaker else ""
    filled = sorted(set(filled_in(line.bits)))
    says = f"the player fills in: {', '.join(filled)}" if filled else ""
    return "; ".join(filter(None, (mood, says)))


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
