"""The odds of a story as one page for its author: what this is, the endings, what stands out, what was found, and what a
number cannot say. Everything else is in the JSON.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from game.author import odds_limits, odds_rare
from game.author.odds_endings import endings
from game.author.table import TOGETHER, USUAL, paragraph
from game.odds.chances import Odds
from game.story.model import Story
from game.story.render.full import full
from game.story.source import Source, Span

WIDEST: Final = 100
FOUND_SHOWN: Final = 10
"""How many findings stand on the page; `check --odds` shows all of them."""
ALWAYS_AMISS: Final = ("nothing-on-offer", "loop-without-end", "too-wide")
"""What is amiss wherever a life begins."""


def page(
    odds: Odds, story: Story, sources: Mapping[str, Source], *, width: int = USUAL, interrupted: bool = False
) -> str:
    """The page, in plain lines.

    Args:
        odds: what is known.
        story: whose odds they are.
        sources: its files, for showing the lines that findings are about.
        width: columns at most, apart from the lines of the story.
        interrupted: whether somebody stopped the work before its end.
    """
    width, way = min(width, WIDEST), in_words(odds.choosing)
    folder = _folder(sources)
    ways = any(each.witness is not None for each in odds.endings)

    def near(span: Span) -> str:
        return f"{span.file[len(folder) :]}:{span.line}"

    def quote(span: Span) -> str:
        """What stands there, where it is on one line."""
        line = sources[span.file].line(span.line) if span.line == span.end_line and span.file in sources else ""
        return line[span.column - 1 : span.end_column - 1]

    def under(heading: str, words: str) -> str:
        return f"{paragraph(f'{heading}, {way}', width)}\n\n{words}"

    parts = [
        paragraph(_opening(odds, story, way, interrupted), width),
        under("Endings", endings(odds, width)),
        under("Scenes", odds_rare.scenes(odds, story, near, width)),
        under("Choices", odds_rare.choices(odds, story, near, quote, width)),
        *([under("Variant texts", odds_rare.variants(odds, story, near, width))] if odds.variants else []),
        _found(odds, story, sources, width),
        *([odds_limits.stopped(odds, odds.stopped, width)] if odds.stopped is not None else []),
        *([odds_limits.sampled(odds.lives, width)] if odds.lives else []),
        paragraph(
            f"Every number{', and under `witness` every shortest way' if ways else ''}: add `--format json`.", width
        ),
    ]
    return "\n\n".join(parts) + "\n"


def in_words(choosing: str) -> str:
    """A way of choosing, in words that can stand beside any number."""
    kind, _, rest = choosing.partition(":")
    if kind == "lean":
        return f"leaning `{rest}` wherever a choice on offer does"
    if kind == "wants":
        return f"always what does most of what is wanted ({rest})"
    if kind == "lowest" and rest:
        return (
            f"always what does most of what is wanted ({rest}), and then what most raises the meter that stands lowest"
        )
    if kind == "recorded":
        return f"each choice on offer as often as in {rest}"
    return {
        "uniform": "each choice on offer alike",
        "highest": "always what most raises the meter that stands highest",
        "lowest": "always what most raises the meter that stands lowest",
        "middle": "always what moves the meters least",
    }.get(choosing, choosing)


def _opening(odds: Odds, story: Story, way: str, interrupted: bool) -> str:
    """What this is, in a sentence or two."""
    begun = "" if odds.chapter == story.start else f" begun at {story.chapters[odds.chapter].title} (`{odds.chapter}`)"
    lives = f"lives in *{story.title}*{begun}, {way}"
    took = _seconds(odds.seconds).replace(" ", TOGETHER)
    walked = f"{odds.states:,}{TOGETHER}state{'' if odds.states == 1 else 's'}, {took}" if odds.states else took
    if odds.method == "exact":
        said = f"Of all {lives}: exact, every life walked ({walked})."
    elif odds.method == "sampled":
        said = f"Of {odds.lives or 0:,} {lives}: estimates, each with its 95{TOGETHER}% interval ({took})."
    else:
        said = f"Of all {lives}: exact where no interval is given, and else estimated from {odds.lives or 0:,} lives ({walked})."
    if math.isfinite(odds.choices_a_life):
        said += f" A life makes {odds.choices_a_life:.1f} choices on average."
    return ("Interrupted: this is what was known by then. " if interrupted else "") + said


def _seconds(seconds: float) -> str:
    if seconds < 0.1:
        return "less than 0.1 s"
    return f"{seconds:.1f} s" if seconds < 120 else f"{seconds / 60:.0f} minutes"


def _folder(sources: Mapping[str, Source]) -> str:
    """What the names of all the files begin with: the folder they lie in, with a slash."""
    folders = {str(PurePosixPath(file).parent) for file in sources}
    shortest = min(folders, key=len, default=".")
    inside = all(file.startswith(f"{shortest}/") for file in sources)
    return f"{shortest}/" if inside else ""


def _found(odds: Odds, story: Story, sources: Mapping[str, Source], width: int) -> str:
    """The first findings, with the lines they are about.

    Lives that begin with a later day all bring the same from the days before, so that much is never or always so in them; of
    such findings only the number is told.
    """
    if not odds.findings:
        return paragraph(_nothing_found(odds), width)
    is_whole = odds.chapter == story.start
    told = [each for each in odds.findings if is_whole or each.code in ALWAYS_AMISS]
    left = len(odds.findings) - len(told)
    said = []
    if told:
        rest = f", of which the first {FOUND_SHOWN}; `ampersand check STORY --odds` shows them all"
        number = f"{len(told)} thing{'' if len(told) == 1 else 's'}"
        said.append(paragraph(f"Found: {number} to look at{rest if len(told) > FOUND_SHOWN else ''}:", width))
        said.append(full(told[:FOUND_SHOWN], sources).rstrip())
    if left:
        begins = f"Found{' besides' if told else ''}: {left} that never or always {'is' if left == 1 else 'are'} so"
        said.append(
            paragraph(
                f"{begins} in lives begun here, and may be otherwise in lives that come from the days before. They are in the "
                "JSON; without `--chapter`, what is so in every life is shown here.",
                width,
            )
        )
    return "\n\n".join(said)


def _nothing_found(odds: Odds) -> str:
    if odds.exact:
        return "Found: nothing to mend."
    if odds.method == "sampled" and odds.stopped is None:
        return "What cannot happen is not looked for in a sample: for that, leave out `--sample`."
    return "Found: nothing to mend, as far as every life was walked."
