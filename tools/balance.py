"""How a story's endings are balanced, as a page of Markdown: exact odds, in each way of choosing.

    python tools/balance.py [STORY] > story/ampersand/BALANCE.md

Nothing on the page is typed in, but the plain ways of playing that a story's `ways.toml` names. It takes some minutes.
"""

from __future__ import annotations

import random
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import attrs

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))

from game.odds import Odds, odds  # noqa: E402  (the checkout is put on the path first)
from game.odds.choosing import read  # noqa: E402
from game.odds.influence import influence  # noqa: E402
from game.play.history import Playthrough  # noqa: E402
from game.story import read_story  # noqa: E402
from game.story.model import Story  # noqa: E402

LIVES = 40
"""How many lives of chance the largest swings are looked for in."""


@attrs.frozen
class Way:
    """A plain way of playing toward an ending."""

    ending: str
    plainly: str
    choosing: str


@attrs.frozen
class Written:
    """What a story's `ways.toml` says."""

    may_decide: frozenset[str]
    """The chapters in which one choice may decide how a life ends."""
    also: Mapping[str, str]
    """Ways of choosing that have a column of their own, by its head."""
    ways: tuple[Way, ...]


def written(folder: Path) -> Written:
    """What a story's `ways.toml` says, if it has one."""
    file = folder / "ways.toml"
    said = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    decide = frozenset(said.pop("may-decide", ()))
    also = dict(said.pop("also", {}))
    return Written(decide, also, tuple(Way(ending, each["plainly"], each["choosing"]) for ending, each in said.items()))


@attrs.frozen(order=True)
class Swing:
    """How far one choice moved one ending in one life."""

    points: float
    scene: str
    choice: str
    ending: str
    before: float
    after: float


def largest_swings(story: Story, may_decide: frozenset[str], lives: int = LIVES, seed: int = 1) -> list[Swing]:
    """For each scene in which no choice should decide, the most that one moved any ending by, the largest first.

    Args:
        story: whose.
        may_decide: the chapters that are passed over.
        lives: how many lives of chance to look in, of those that come to the last chapter.
        seed: of chance.
    """
    dice = random.Random(seed)
    last = [chapter.id for chapter in story.chapters.values() if chapter.next is None]
    largest: dict[str, Swing] = {}
    while lives:
        life = Playthrough.begin(story)
        while not life.is_over:
            life = life.choose(dice.choice(life.offered))
        if life.journal[-1].chapter not in last:
            continue
        lives -= 1
        for turn in influence(story, [step.choice for step in life.steps]):
            if story.scenes[turn.scene].chapter in may_decide:
                continue
            for option in turn.options:
                for ending, after in option.endings.items():
                    before = turn.before[ending]
                    swing = Swing(abs(after - before), turn.scene, option.choice, ending, before, after)
                    largest[turn.scene] = max(swing, largest.get(turn.scene, swing))
    return sorted(largest.values(), reverse=True)


def share(probability: float) -> str:
    """A share as a percentage; never is said only of what is nought."""
    if probability == 0:
        return "never"
    return "< 0.01 %" if probability < 0.0001 else f"{probability:.2%}".replace("%", " %")


def table(heads: list[str], rows: list[list[str]]) -> str:
    """A table in Markdown, its first column to the left and all others to the right."""
    rule = ["---", *("---:" for _ in heads[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, rule, *rows))


def ways(story: Story) -> list[str]:
    """The ways of choosing that need no file."""
    return ["uniform", *(f"lean:{lean}" for lean in story.leans), "lowest", "highest", "middle"]


def page(story: Story, said: Written) -> str:
    """The whole page."""
    columns = {f"`{way}`": way for way in ways(story)} | dict(said.also)
    found = {
        head: odds(story, choosing=read(way, story), variants=False, findings=False, witnesses=way == "uniform")
        for head, way in columns.items()
    }
    evenly = found["`uniform`"]
    rows = [
        [ending.title, *(share(each.endings[at].probability) for each in found.values())]
        for at, ending in enumerate(evenly.endings)
    ]
    return "\n\n".join(
        (
            f"# How {story.title} is balanced",
            "Of all lives that choose in each way, the share that comes to each ending. Every number is exact; "
            "`python tools/balance.py` makes this page, and [docs/odds.md](../../docs/odds.md) says what the ways of choosing are.",
            table(["ending", *found], rows),
            f"{evenly.states:,} states; a life makes {evenly.choices_a_life:.1f} choices on average when each on offer is "
            f"as likely as another. {_extremes(evenly)}",
            "## The shortest way to each ending",
            table(["ending", "steps"], [[each.title, str(len(each.witness or ()))] for each in evenly.endings]),
            "## Scenes that the fewest lives meet",
            table(["scene", "of all lives"], _rarest([(each.id, each.probability) for each in evenly.scenes], story)),
            "## Choices that the fewest of those who meet their scene are offered",
            table(["choice", "of those who meet it"], _offers(evenly)),
            *_toward(story, said.ways),
            *_swung(story, said.may_decide),
        )
    )


def _toward(story: Story, ways: tuple[Way, ...]) -> list[str]:
    """How often each plain way of playing comes to the ending it is toward."""
    if not ways:
        return []
    rows = []
    for way in ways:
        found = odds(story, choosing=read(way.choosing, story), variants=False, findings=False, witnesses=False)
        reached = {each.id: each.probability for each in found.endings}[way.ending]
        rows.append([story.endings[way.ending].title, way.plainly, f"`{way.choosing}`", share(reached)])
    return [
        "## A plain way of playing toward each",
        table(["ending", "somebody who", "as `--choosing` reads it", "comes to it"], rows),
    ]


def _swung(story: Story, may_decide: frozenset[str]) -> list[str]:
    """What one choice moved most."""
    rows = [
        [
            f"`{each.choice}`",
            story.endings[each.ending].title,
            share(each.before),
            share(each.after),
            f"{100 * each.points:.0f}",
        ]
        for each in largest_swings(story, may_decide)[:10]
    ]
    passed = ", ".join(story.chapters[each].title for each in story.chapters if each in may_decide)
    return [
        "## The most that one choice moves one ending",
        f"In {LIVES} lives of chance that come to the last day; {passed} apart, where a choice may decide."
        if passed
        else f"In {LIVES} lives of chance that come to the last day.",
        table(["choice", "ending", "before it", "after it", "points"], rows),
    ]


def _extremes(evenly: Odds) -> str:
    never = [each.id for each in (*evenly.endings, *evenly.scenes, *evenly.choices) if not each.reachable]
    if never:
        return f"Never come to: {', '.join(f'`{each}`' for each in never)}."
    return "Every ending, scene and choice can be come to."


def _rarest(shares: list[tuple[str, float]], story: Story) -> list[list[str]]:
    last = {ending.scene for ending in story.endings.values()}
    rising = sorted((each for each in shares if each[0] not in last), key=lambda each: each[1])
    return [[f"`{name}`", share(probability)] for name, probability in rising[:8]]


def _offers(evenly: Odds) -> list[list[str]]:
    met = {each.id: each.probability for each in evenly.scenes}
    offers = [(each.id, each.offered / met[each.scene]) for each in evenly.choices if met[each.scene]]
    rising = sorted(offers, key=lambda each: each[1])
    return [[f"`{name}`", share(min(1.0, offered))] for name, offered in rising[:8]]


def main() -> None:
    folder = sys.argv[1] if len(sys.argv) > 1 else str(CHECKOUT / "story" / "ampersand")
    print(page(read_story(folder), written(Path(folder))))


if __name__ == "__main__":
    main()
