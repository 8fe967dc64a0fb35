"""Prose as an author writes it, and as it is told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from game.story import read_story
from game.story.model import Player, Story
from game.story.prose import Beat, Run, tell

HEAD = """story: told
title: Told
meters: {rest: {range: [0, 12], start: 6}}
variables: {kept: {values: [no, yes]}}
cast:
  tilde: {name: Tilde, outside: Matilda Brook, looks: A tilde.}
  dad: {name: Dad, looks: An old man.}
chapters: [{id: one, title: One, parts: [{id: day, scene: first}]}]
endings: [{id: end, title: The End, scene: last}]
"""
ANDY = Player("Andy", "they")
SEEN: Mapping[str, Any] = {"rest": 6, "kept": 0}


@pytest.fixture
def told(tmp_path: Path) -> Any:
    """Tells a text written under `text: |`."""

    def tells(text: str, player: Player = ANDY, facts: Mapping[str, Any] = SEEN, style: str = "|") -> tuple[Beat, ...]:
        block = "".join(f"      {line}\n" if line else "\n" for line in text.split("\n"))
        scenes = f"scenes:\n  - id: first\n    part: day\n    text: {style}\n{block}    goto: ending\n"
        story = written(tmp_path, scenes + "  - {id: last, part: day, text: It ends.}\n")
        return tell(story.scenes["first"].text, facts, player)

    return tells


def written(folder: Path, scenes: str) -> Story:
    (folder / "story.yaml").write_text(HEAD + scenes, encoding="utf-8")
    return read_story(folder)


def plain(beats: tuple[Beat, ...]) -> list[str]:
    return [beat.plain for beat in beats]


def test_a_paragraph_is_a_beat_and_a_line_end_is_a_space(told: Any) -> None:
    assert plain(told("One line\nand another.\n\nA second beat.")) == ["One line and another.", "A second beat."]


def test_in_folded_text_a_blank_line_makes_a_beat_too(told: Any) -> None:
    assert plain(told("One line\nand another.\n\nA second beat.", style=">-")) == [
        "One line and another.",
        "A second beat.",
    ]


def test_a_name_of_the_cast_opens_speech(told: Any) -> None:
    beats = told("Tilde: Is it allowed?\n\nMatilda Brook: It is.\n\ndad: So.\n\nNote: nobody says this.")
    assert [beat.speaker for beat in beats] == ["tilde", "tilde", "dad", None]
    assert plain(beats) == ["Is it allowed?", "It is.", "So.", "Note: nobody says this."]


def test_italics(told: Any) -> None:
    (beat,) = told("It goes *tick*, and *so {rest < 4: tired | well}* on.")
    assert beat.runs == (
        Run("It goes "),
        Run("tick", italic=True),
        Run(", and "),
        Run("so well", italic=True),
        Run(" on."),
    )


def test_a_backslash_keeps_a_mark_as_it_is(told: Any) -> None:
    assert plain(told(r"Two \* two \{four\}, {kept: a \| b | c \: \| d}.")) == ["Two * two {four}, c \\: | d."]


@pytest.mark.parametrize(
    ("pronouns", "sentence"),
    [
        ("they", "They go home; they are late, and take their own self, themself, to them. Theirs."),
        ("she", "She goes home; she is late, and takes her own self, herself, to her. Hers."),
        ("he", "He goes home; he is late, and takes his own self, himself, to him. His."),
    ],
)
def test_names_and_pronouns_agree(told: Any, pronouns: str, sentence: str) -> None:
    text = (
        "{They} {go|goes} home; {they} {are} late, and {take|takes} {their} own self, {themself}, to {them}. {Theirs}."
    )
    assert plain(told(text, Player("Andy", pronouns))) == [sentence]


def test_a_name_is_only_a_name(told: Any) -> None:
    assert plain(told("So, {name}'s *own*.", Player("*{they}* \\", "she"))) == ["So, *{they}* \\’s own."]


@pytest.mark.parametrize(("rest", "words"), [(2, "Spent."), (5, "Tired."), (9, "Well.")])
def test_the_first_branch_that_holds_is_told(told: Any, rest: int, words: str) -> None:
    beats = told("{rest < 4: Spent. | rest < 8: Tired. | Well.}", facts={"rest": rest})
    assert plain(beats) == [words]


def test_where_no_branch_holds_nothing_is_told(told: Any) -> None:
    assert plain(told("{rest < 4: Spent.}\n\nOne. {rest < 4: Two.} Three.")) == ["One. Three."]


def test_a_later_branch_may_have_a_colon_in_its_words(told: Any) -> None:
    assert plain(told("{rest < 4: Spent. | Note: you are well.}")) == ["Note: you are well."]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("It's late, isn't it?", "It’s late, isn’t it?"),
        ("the boys' coats", "the boys’ coats"),
        ("'Go,' he said.", "‘Go,’ he said."),
        ('"Go," he said.', "“Go,” he said."),
        ("\"He said 'go'\" - and went.", "“He said ‘go’” - and went."),
        ("*'Go'*, and *Book*'s", "‘Go’, and Book’s"),
        ("Give 'em '09, 'til then...", "Give ’em ’09, ’til then…"),
        ("{name}'s coat, {they}'d say", "Andy’s coat, they’d say"),
        ("{kept: 'a' | 'b'}", "‘b’"),
        ("rock 'n' roll", "rock ’n’ roll"),
        ("“Done already,” it’s…", "“Done already,” it’s…"),
    ],
)
def test_the_printers_marks(told: Any, typed: str, printed: str) -> None:
    assert plain(told(typed)) == [printed]


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "12:30",
        "~",
        "null",
        "1e3",
        "0x1F",
        "on",
        '"quoted"',
        "'it''s'",
        "2024-01-01",
        '"a\\tb \\u2014 c"',
        "it's: no"[:4],
    ],
)
def test_a_text_is_the_characters_that_were_written(tmp_path: Path, text: str) -> None:
    scenes = f"scenes:\n  - id: first\n    part: day\n    text: {text}\n    goto: ending\n"
    story = written(tmp_path, scenes + "  - {id: last, part: day, text: It ends.}\n")
    meant = {'"quoted"': "quoted", "'it''s'": "it’s", '"a\\tb \\u2014 c"': "a b — c", "it's": "it’s"}.get(text, text)
    assert plain(tell(story.scenes["first"].text, SEEN, ANDY)) == [meant]


def test_evidence_quotes_the_player(tmp_path: Path) -> None:
    story = written(
        tmp_path,
        'lessons: [{id: wall, title: A wall, evidence: [{text: "You chose “{choice}”, {name}."}]}]\n'
        "scenes:\n  - {id: first, part: day, text: So., goto: ending}\n  - {id: last, part: day, text: It ends.}\n",
    )
    (evidence,) = story.lessons["wall"].evidence
    assert plain(tell(evidence.text, SEEN, ANDY, quote="Go, *now*")) == ["You chose “Go, *now*”, Andy."]


def test_what_is_the_same_for_everybody_is_told_once(tmp_path: Path) -> None:
    story = written(
        tmp_path,
        "scenes:\n  - {id: first, part: day, text: It begins., goto: ending}\n  - {id: last, part: day, text: It ends.}\n",
    )
    text = story.scenes["first"].text
    assert tell(text, SEEN, ANDY) is tell(text, {}, Player("Sam", "he"))
