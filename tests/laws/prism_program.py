"""A story as a program in PRISM's language (https://www.prismmodelchecker.org/manual/ThePRISMLanguage), by our own reading
of `docs/format.md`: it shares no line with `game.play`, nor with `game.odds`, and so may disagree with both.

One variable says where a life is, and one more keeps each fact that can still matter. Going on is worked out as text:
what each fact will be is an expression in what the facts are now, so that a whole move is one step of the chain, and the
chain has as many states as the story has situations. Moves are written in `prism_moves.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import attrs

from game.story.model import Scene, Story
from tests.laws.prism_moves import NO, YES, Moves, Way, all_of
from tests.laws.still_to_come import FOLDED, Fact
from tests.laws.walked_chain import Label


@attrs.frozen
class Program:
    """The text, and what its labels mean."""

    text: str
    labels: Mapping[str, Label]


def program(story: Story, *, chapter: str | None = None, watched: Collection[str] = ()) -> Program:
    """The program of a story's lives, each choice on offer made alike.

    Args:
        story: whose lives.
        chapter: where they begin.
        watched: the choices whose making has a label; each makes the chain longer.
    """
    writer = _Writer(story, tuple(watched))
    commands = list(writer.commands(chapter or story.start))
    facts = [f"  {name} : [{low}..{high}] init {start};" for name, low, high, start in writer.declared(chapter)]
    labels = dict(writer.labels())
    return Program(
        "\n".join(
            [
                "dtmc",
                "module life",
                f"  at : [0..{len(writer.places)}] init 0;",
                f"  made : [0..{len(watched)}] init 0;",
                *facts,
                *commands,
                "endmodule",
                *(f'label "{name}" = {when};' for name, (_, when) in labels.items()),
                f'label "over" = {writer.is_over()};',
                f'rewards "asks"\n  {writer.is_asked()} : 1;\nendrewards',
            ]
        ),
        {name: label for name, (label, _) in labels.items()},
    )


class _Writer(Moves):
    def __init__(self, story: Story, watched: tuple[str, ...]) -> None:
        super().__init__(story)
        self.watched = watched
        self.places = {scene: at for at, scene in enumerate(story.scenes, start=1)}
        self.endings = {ending.scene: ending.id for ending in story.endings.values()}

    def declared(self, chapter: str | None) -> Iterator[tuple[str, int, int, int]]:
        standing = self.standing(chapter or self.story.start)
        for fact in self.facts:
            yield (self.names[fact], *self.ends(fact), standing[fact])

    def standing(self, chapter: str) -> dict[Fact, int]:
        """What each fact is when a life begins with a chapter."""
        known = {fact: self.at_first(fact) for fact in self.facts}
        if chapter == self.story.start:
            return known
        for each in self.story.chapters[chapter].alone:
            known |= {Fact("meter", meter, each.half): value for meter, value in each.meters}
            known |= {Fact("variable", given.variable): given.value for given in each.set}
        first = self.story.chapters[chapter].parts[0]
        fold = self.story.fold
        known[FOLDED] = int(fold is not None and fold.into == first.half and fold.before != first.scene)
        return known

    def commands(self, chapter: str) -> Iterator[str]:
        first = self.story.chapters[chapter].parts[0].scene
        begun = Way(YES, first, self.entered(self.before(), first))
        yield f"  [] at=0 -> {self.updates(begun, frozenset(self.facts), 0)};"
        for scene in self.story.scenes.values():
            if scene.id in self.endings:
                yield f"  [] at={self.places[scene.id]} -> true;"
            elif scene.choices:
                yield f"  [] at={self.places[scene.id]} -> {' + '.join(self.branches(scene))};"

    def branches(self, scene: Scene) -> Iterator[str]:
        now = self.before()
        offers = [self.asked(choice.when, scene.half, now) for choice in scene.choices]
        count = "+".join("1" if when == YES else f"({when}?1:0)" for when in offers)
        if YES not in offers:
            yield f"({count} = 0 ? 1 : 0) : true"
        for choice in scene.choices:
            made = self.watched.index(choice.id) + 1 if choice.id in self.watched else 0
            for way in self.ways(scene, choice):
                if way.when != NO:
                    likely = f"1/({count})" if way.when == YES else f"({way.when} ? 1/({count}) : 0)"
                    yield f"{likely} : {self.updates(way, self.matters[scene.id], made)}"

    def updates(self, way: Way, had: frozenset[Fact], made: int) -> str:
        """What is different where a way leads; a fact that cannot matter there goes back to what it was at first."""
        keeps = self.matters[way.to]
        given = [f"(at'={self.places[way.to]})"]
        if self.watched:
            given.append(f"(made'={made})")
        for fact in self.facts:
            name = self.names[fact]
            if fact in keeps and way.now[fact] != name:
                given.append(f"({name}'={way.now[fact]})")
            elif fact in had and fact not in keeps:
                given.append(f"({name}'={self.at_first(fact)})")
        return "&".join(given)

    def labels(self) -> Iterator[tuple[str, tuple[Label, str]]]:
        now = self.before()
        for scene, at in self.places.items():
            yield f"s{at}", (("scene", scene), f"at={at}")
            if scene in self.endings:
                yield f"e{at}", (("ending", self.endings[scene]), f"at={at}")
        for at, choice in enumerate(self.watched, start=1):
            scene = self.story.scenes[self.story.scene_of[choice]]
            offered = self.asked(self.story.choices[choice].when, scene.half, now)
            yield f"m{at}", (("made", choice), f"made={at}")
            yield f"o{at}", (("offered", choice), f"at={self.places[scene.id]} & {offered}")

    def is_over(self) -> str:
        return "|".join(f"at={self.places[scene]}" for scene in self.endings)

    def is_asked(self) -> str:
        now = self.before()
        asking = [
            all_of(f"at={self.places[scene.id]}", self.asked(choice.when, scene.half, now))
            for scene in self.story.scenes.values()
            for choice in scene.choices
            if not choice.going_on
        ]
        return "|".join(asking) or NO
