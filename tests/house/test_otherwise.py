"""A place that looks otherwise when something has happened: everybody who is shown or told it meets it as it is in their life."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pygame
import pytest

from game import keepsake
from game.author.page.shown import shown
from game.author.page.stage import Stage
from game.author.script.page import page_of_life
from game.author.translate import listing
from game.play import setting
from game.play.history import Playthrough
from game.room import telling
from game.story.model import Story
from game.story.reading import read_story
from game.terminal import player as terminal
from game.window import drawings, foresight
from game.window.screens.screen import Desk
from game.window.settings import Settings
from game.window.theme import DAY, Look

TWO_HALVES = Path(__file__).parents[1] / "stories" / "two-halves"
DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 580 720"><rect width="9" height="9"/></svg>'
BARE, KEPT = "A counter, a bell, and a window on the street.", "The counter, and a loaf in paper on it."
KEPT_IT = ["bake-plain", "sweep-it", "keep-it", None, "shut-early"]
GAVE_IT = ["bake-plain", "sweep-it", "give-it", None, "shut-early"]
"""Choices as far as the evening, at the counter; none where the player only goes on."""


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """A story whose counter has a loaf on it where one was promised."""
    folder = Path(shutil.copytree(TWO_HALVES, tmp_path / "story"))
    (folder / "pictures").mkdir()
    for name in ("counter", "counter-kept"):
        (folder / "pictures" / f"{name}.svg").write_text(DRAWN.replace('"9"', f'"{len(name)}"'), "utf-8")
    otherwise = f'{{when: chose(keep-it), picture: counter-kept.svg, looks: "{KEPT}", spots: [[1, 2, 3]]}}'
    for file in folder.glob("*.yaml"):
        text = file.read_text("utf-8")
        placed = text.replace(
            "  counter: {looks: ", f"  counter: {{picture: counter.svg, instead: [{otherwise}], looks: "
        )
        file.write_text(placed, "utf-8")
    return read_story(folder)


def lived(story: Story, choices: list[str | None]) -> Playthrough:
    life = Playthrough.begin(story)
    for choice in choices:
        life = life.choose(choice or life.offered[0])
    return life


def test_it_is_seen_by_whoever_did_it_and_by_nobody_else(story: Story) -> None:
    kept, gave = lived(story, KEPT_IT), lived(story, GAVE_IT)
    (there,), (bare,) = setting.places(story, kept.state), setting.places(story, gave.state)
    assert (there.picture, there.looks, there.spots) == ("counter-kept.svg", KEPT, ((1, 2, 3),))
    assert (bare.picture, bare.looks, bare.spots) == ("counter.svg", BARE, ((290, 640, 420),))
    assert setting.places(story, kept.to(2).state)[0].looks == BARE, "before it was done"


def test_a_half_that_cannot_know_sees_the_place_as_it_always_is(story: Story, tmp_path: Path) -> None:
    for file in (tmp_path / "story").glob("*.yaml"):
        file.write_text(file.read_text("utf-8").replace("chose(keep-it), picture", "owed >= 0, picture"), "utf-8")
    again = read_story(tmp_path / "story")
    assert setting.places(again, lived(again, KEPT_IT[:2]).state)[0].looks == BARE
    assert setting.places(again, lived(again, KEPT_IT).state)[0].looks == KEPT


@pytest.fixture
def fonts() -> Iterator[None]:
    pygame.font.init()
    yield
    pygame.font.quit()


@pytest.mark.usefixtures("fonts")
def test_the_page_prints_it_and_has_it_ready_before_it_is_come_to(story: Story) -> None:
    asked: list[Any] = []
    pictures = SimpleNamespace(want=lambda picture: None, foresee=lambda picture, *_: asked.append(picture))
    look = Look(DAY, 1280, 720)
    desk = cast(Desk, SimpleNamespace(pictures=pictures, look=look, settings=Settings()))
    for choices, name in ((KEPT_IT, "counter-kept.svg"), (GAVE_IT, "counter.svg")):
        life = lived(story, choices[:-1])
        asked.clear()
        for _ in foresight.foresee_pictures(desk, life, is_on_card=False):
            pass
        printed = foresight.picture_of(story, lived(story, choices).state, look, "both")
        assert printed is not None
        assert [path.name for path in printed.backdrops] == [name]
        assert printed in asked
        stamp = drawings.stamp(story, lived(story, choices).state, "both", (90, 90), "none")
        assert stamp is not None
        assert [path.name for path in stamp.backdrops] == [name]


def test_a_life_told_in_a_terminal_hears_it_again_once_it_has_changed(tmp_path: Path, story: Story) -> None:
    for choices, times in (("1\n1\n1\n1\n1\n1\n", (1, 1)), ("1\n1\n2\n1\n1\n1\n", (2, 0))):
        output = io.StringIO()
        terminal.run(Path(story.folder), chapter=None, resume=False, input=io.StringIO(choices), output=output)
        told = " ".join(output.getvalue().split())
        assert (told.count(f"Place: {BARE}"), told.count(f"Place: {KEPT}")) == times


def test_a_room_and_the_page_to_keep_and_a_script_are_told_it(story: Story) -> None:
    for choices, seen in ((KEPT_IT, KEPT), (GAVE_IT, BARE)):
        life = lived(story, choices)
        assert f"Place: {seen}" in list(telling.scene(life))
        over = life.choose("leave-till")
        page = keepsake.page(over, drawn=lambda asked: dict.fromkeys(asked, b"\x89PNG"))
        assert f'alt="{seen}"' in page
        script = page_of_life(over)
        assert (KEPT in script) == (seen == KEPT)


def test_the_authors_page_shows_it_and_says_what_it_asks(story: Story) -> None:
    told = shown(Stage(lived(story, KEPT_IT)), {})
    assert told["places"][0]["plates"] == ["counter-kept.svg"]
    assert told["places"][0]["looks"] == KEPT
    assert "chose(keep-it)" in [fact["asks"] for fact in told["facts"]]


def test_it_is_translated_with_the_rest(story: Story) -> None:
    assert KEPT in [message.english for message in listing.of_story(story)]


def test_no_place_that_never_changes_costs_a_look_at_the_state(story: Story) -> None:
    life = lived(story, KEPT_IT[:1])
    assert setting.places(story, life.state)[0] is story.places["ovens"]
    assert re.search("oven", setting.looks(story, life.state))
