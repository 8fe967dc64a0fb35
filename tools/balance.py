"""How a story's endings are balanced, as a page of Markdown: exact odds, in each way of choosing.

    python tools/balance.py [STORY] > story/ampersand/BALANCE.md

Nothing on the page is typed in. It takes a minute or two.
"""

from __future__ import annotations

import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))

from game.odds import Odds, odds  # noqa: E402  (the checkout is put on the path first)
from game.odds.choosing import read  # noqa: E402
from game.story import read_story  # noqa: E402
from game.story.model import Story  # noqa: E402


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


def page(story: Story) -> str:
    """The whole page."""
    found = {
        way: odds(story, choosing=read(way, story), variants=False, findings=False, witnesses=way == "uniform")
        for way in ways(story)
    }
    evenly = found["uniform"]
    rows = [
        [ending.title, *(share(each.endings[at].probability) for each in found.values())]
        for at, ending in enumerate(evenly.endings)
    ]
    return "\n\n".join(
        (
            f"# How {story.title} is balanced",
            "Of all lives that choose in each way, the share that comes to each ending. Every number is exact; "
            "`python tools/balance.py` makes this page, and [docs/odds.md](../../docs/odds.md) says what the ways of choosing are.",
            table(["ending", *(f"`{way}`" for way in found)], rows),
            f"{evenly.states:,} states; a life makes {evenly.choices_a_life:.1f} choices on average when each on offer is "
            f"as likely as another. {_extremes(evenly)}",
            "## The shortest way to each ending",
            table(["ending", "steps"], [[each.title, str(len(each.witness or ()))] for each in evenly.endings]),
            "## Scenes that the fewest lives meet",
            table(["scene", "of all lives"], _rarest([(each.id, each.probability) for each in evenly.scenes], story)),
            "## Choices that the fewest of those who meet their scene are offered",
            table(["choice", "of those who meet it"], _offers(evenly)),
        )
    )


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
    print(page(read_story(folder)))


if __name__ == "__main__":
    main()
