"""A plan of lives for a story, one to each of its endings, drawn by chance and written as `tests/laws/test_plans.py` reads them.

    python tools/plan_lives.py [STORY] [--seed 1] > tests/shipped/ampersand.plan

Of each scene, one line is expected in which the life is told something that others are not, where there is one.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))

from game.play import page  # noqa: E402  (the checkout is put on the path first)
from game.play.events import Entered, Said  # noqa: E402
from game.play.history import Playthrough  # noqa: E402
from game.story import read_story  # noqa: E402
from game.story.model import Story  # noqa: E402

LONGEST = 60
"""Letters of a line that is expected."""

EVERY = 4
"""At one scene in so many, the choices on offer are expected too."""


def lives(story: Story, dice: random.Random) -> dict[str, Playthrough]:
    """A life to each ending, in the story's order; chance chooses until there is one."""
    found: dict[str, Playthrough] = {}
    while len(found) < len(story.endings):
        life = Playthrough.begin(story)
        while not life.is_over:
            life = life.choose(dice.choice(life.offered))
        assert life.state.ending is not None
        found.setdefault(life.state.ending, life)
    return {ending: found[ending] for ending in story.endings}


def told(life: Playthrough) -> list[str]:
    """Something told on the way into the present page that depends on the life, or else the last thing told."""
    texts = [event for event in life.latest if isinstance(event, Said | Entered)]
    for event in reversed(texts):
        source = event._text
        for paragraph, beat in zip(source.paragraphs, event.beats, strict=False):
            if len(source.paragraphs) == len(event.beats) and paragraph.fixed is None:
                return [cut(beat.plain)]
    return [cut(texts[-1].beats[-1].plain)] if texts and texts[-1].beats else []


def cut(words: str) -> str:
    """The beginning of a line, up to the end of a word."""
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0]


def plan(story: Story, life: Playthrough) -> list[str]:
    """One life as a plan."""
    lines: list[str] = []
    here = life.to(0)
    for at, step in enumerate(life.steps):
        lines += [f"line: {line}" for line in told(here)]
        if at % EVERY == EVERY - 1 and len(here.offered) > 1:
            hints = [
                (page.wording(story, here.state, each), page.hint(story, here.state, each)) for each in here.offered
            ]
            lines += [f"offer: {words} ({hint})" if hint else f"offer: {words}" for words, hint in hints]
        lines.append(f"choose: {[each.id for each in here.offered].index(step.choice) + 1}")
        here = here.choose(step.choice)
    assert here.state.ending is not None
    return [*lines, *(f"line: {line}" for line in told(here)), f"ending: {story.endings[here.state.ending].title}"]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("story", nargs="?", default=str(CHECKOUT / "story" / "ampersand"))
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    story = read_story(given.story)
    found = lives(story, random.Random(given.seed))
    print(
        f"# A life to each ending of {story.title}, by tools/plan_lives.py; tests/laws/test_plans.py says how a plan reads."
    )
    print("\n---\n".join("\n".join(plan(story, life)) for life in found.values()))


if __name__ == "__main__":
    main()
