"""`ampersand check --pronouns`: what pronouns change, verbs that do not agree, and the shipped story under every set."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from game.author.pronouns import SETS, paragraphs, rendered, slots
from game.play import offered
from game.play.debrief import debrief
from game.play.events import Entered, Said
from game.play.history import Playthrough
from game.play.page import hint, wording
from game.story import read_story
from game.story.model import Player, Story
from game.story.pronouns import AGREEING
from game.story.prose import Beat

ROOT = Path(__file__).parents[2]
STORY = """story: who
title: Who
player: {name: Robin, pronouns: they}
meters: {rest: {range: [0, 12], start: 6}}
chapters: [{id: one, title: One, parts: [{id: day, scene: first}]}]
cast: {ada: {name: Ada}}
endings: [{id: end, title: The End, scene: last}]
scenes:
  - id: first
    part: day
    text: |
      You are early, and it is cold.

      TEXT
    goto: ending
  - {id: last, part: day, text: It ends.}
"""


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The game as an author starts it."""
    return subprocess.run(
        [sys.executable, "-m", "game", "check", "--pronouns", str(folder), *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
        timeout=60,
    )


def found(folder: Path, text: str) -> Any:
    (folder / "story.yaml").write_text(STORY.replace("TEXT", text), encoding="utf-8")
    asked = run(folder, "--format", "json")
    assert (asked.returncode, asked.stderr) == (0, ""), asked.stdout
    return json.loads(asked.stdout)


def test_only_the_sentence_that_changes_is_shown_under_each_set(tmp_path: Path) -> None:
    looked = found(tmp_path, "Ada: Ask {name}. {They} {were} here, with {their} coat. It rained.")
    (difference,) = looked["differences"]
    assert (difference["in"], difference["line"]) == ("first", 14)
    assert difference["said"] == {
        "they": "They were here, with their coat.",
        "she": "She was here, with her coat.",
        "he": "He was here, with his coat.",
        "zey": "Zey was here, with zeir coat.",
    }
    assert looked["wrong_verbs"] == []


def test_the_sets_stand_side_by_side_within_the_page(tmp_path: Path) -> None:
    found(tmp_path, "Ada: {They} {were} here, and {they} {go|goes} on about it at some length.")
    page = run(tmp_path).stdout
    assert max(len(line) for line in page.splitlines() if "story.yaml" not in line) <= 80
    (line,) = [line for line in page.splitlines() if "She was" in line]
    assert line.index("They were") < line.index("She was") < line.index("He was") < line.index("Zey was")
    assert "Every verb beside a pronoun of the player's agrees with it." in page


def test_every_arm_of_a_variant_is_shown_and_looked_at(tmp_path: Path) -> None:
    looked = found(tmp_path, "Ada: I think {rest < 4: {they} {are} late | {they} waits}.")
    assert looked["differences"][0]["said"]["he"] == "I think [he is late / he waits]."
    assert [(one["pronouns"], one["words"]) for one in looked["wrong_verbs"]] == [("they", "they waits")]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("{They} is here.", [("they", "They is")]),
        ("{They} are here.", [("she", "She are"), ("he", "He are"), ("zey", "Zey are")]),
        ("{They} never has time.", [("they", "They never has")]),
        (
            "{They} really don't go.",
            [("she", "She really don't"), ("he", "He really don't"), ("zey", "Zey really don't")],
        ),
        ("Where is {they} now?", [("they", "is they")]),
        ("What do {they} want?", [("she", "do she"), ("he", "do he"), ("zey", "do zey")]),
        ("{They}'s here.", [("they", "They’s")]),
        ("{They}'ve gone.", [("she", "She’ve"), ("he", "He’ve"), ("zey", "Zey’ve")]),
        ("{name} {are} here.", [("they", "Robin are")]),
        ("What did {they} want?", []),
        ("{They} had gone, and might go again.", []),
        ("{They} {are} here, and so is he, and so are the others.", []),
        ("{They} {have} it; he has it; they have it.", []),
        ("{They} {wait|waits}. He waits. They wait.", []),
    ],
)
def test_verbs_of_the_wrong_number_are_found(tmp_path: Path, text: str, wrong: list[tuple[str, str]]) -> None:
    looked = found(tmp_path, text)
    said = [(one["pronouns"], one["words"].replace("'", "’")) for one in looked["wrong_verbs"]]
    assert said == [(pronouns, words.replace("'", "’")) for pronouns, words in wrong]
    page = run(tmp_path).stdout
    assert ("Verbs that do not agree" in page) == bool(wrong)


def test_a_verb_without_its_pronoun_is_found(tmp_path: Path) -> None:
    looked = found(tmp_path, "Somebody {have} gone.")
    assert {one["pronouns"] for one in looked["wrong_verbs"]} == set(SETS)
    assert "no `{they}` in the sentence" in looked["wrong_verbs"][0]["why"]


def test_a_story_in_the_second_person_differs_nowhere(tmp_path: Path) -> None:
    assert found(tmp_path, "You are late, {name}.")["differences"] == []
    assert run(tmp_path).stdout == "No sentence of *Who* depends on the player's pronouns.\n"


# ---- the shipped story

DISAGREEING = {
    "they": re.compile(r"\b(?:they|zey) (?:is|was|has|does|goes)\b", re.IGNORECASE),
    "one": re.compile(r"\b(?:he|she|zey) (?:are|were|have)\b", re.IGNORECASE),
}
AFTER_ANOTHER = re.compile(r"\b(?:would|could|should|will|may|might|must|did|does|can|to|and) (?:he|she) have\b")
"""Where *have* after a pronoun is as it should be: *could he have*."""


@cache
def shipped() -> Story:
    return read_story(ROOT / "story" / "ampersand")


@pytest.mark.parametrize("pronouns", SETS)
def test_the_shipped_story_agrees_under_every_set(pronouns: str) -> None:
    plural = SETS[pronouns]["are"] == "are"
    for place, written in paragraphs(shipped()):
        told = rendered(shipped(), written, pronouns)
        assert not re.search(r"[{}]", told), place
        if not any(slot.word != "choice" for slot in slots(written.pieces)):
            continue
        wrong = DISAGREEING["they" if plural else "one"].search(AFTER_ANOTHER.sub("", told))
        assert wrong is None, (place, told)


def test_the_shipped_story_has_no_verb_of_the_wrong_number() -> None:
    looked = json.loads(run(ROOT / "story" / "ampersand", "--format", "json").stdout)
    assert looked["wrong_verbs"] == []


def test_what_is_told_to_you_is_the_same_whatever_your_pronouns() -> None:
    """Whole lives, told again under each: nothing differs but where the command shows that it does."""
    looked = json.loads(run(ROOT / "story" / "ampersand", "--format", "json").stdout)
    changing = {each["in"] for each in looked["differences"]}
    for seed in range(12):
        lived = _life(seed)
        told = {pronouns: list(_texts(lived.called(Player("Robin", pronouns)))) for pronouns in AGREEING}
        assert len(told["they"]) > 40
        for same in zip(*told.values(), strict=True):
            (place,) = {place for place, _ in same}
            assert place in changing or len({words for _, words in same}) == 1, place


def _life(seed: int) -> Playthrough:
    story, chance = shipped(), random.Random(seed)
    life = Playthrough.begin(story)
    while on_offer := offered(story, life.state):
        life = life.choose(chance.choice(on_offer))
    return life


def _texts(life: Playthrough) -> Iterator[tuple[str, str]]:
    """Every text of a life, its debrief's among them, and the id of what each belongs to."""
    for before, step in life.moments():
        for choice in offered(life.story, before):
            yield choice.id, f"{wording(life.story, before, choice)} {hint(life.story, before, choice)}"
        for event in step.events:
            if isinstance(event, Entered):
                yield event.scene, _words(event.beats)
            elif isinstance(event, Said):
                yield step.choice if event.cause == "then" else event.cause, _words(event.beats)
    after = debrief(life)
    yield after.ending, _words(after.lead)
    yield from ((shown.lesson, shown.evidence) for shown in (*after.lessons, *after.also))


def _words(beats: Iterable[Beat]) -> str:
    return " ".join(beat.plain for beat in beats)
