"""`ampersand check --prose`: what a story's `style:` asks of its prose, as its author meets it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from game.author import check

HEAD = """story: told
title: Told
player: {name: Robin Vale, pronouns: they}
meters: {rest: {range: [0, 12], start: 6}}
variables: {kept: {values: [no, yes]}}
cast: {tilde: {name: Tilde, looks: A tilde.}}
chapters: [{id: one, title: One, parts: [{id: day, scene: first}]}]
endings: [{id: end, title: The End, scene: last, lessons: [sleep], lead: "Somehow it was over."}]
lessons: [{id: sleep, title: Sleep, carry: Who sleeps?, try: {alone: Go to bed, team: Go home}}]
"""
Found = list[dict[str, Any]]
Judge = Callable[..., Found]


def scene(text: str, choices: str = "", ident: str = "first", goto: str = "ending") -> str:
    """A scene as it stands in a file; without choices, it goes on."""
    block = "".join(f"      {line}\n" if line else "\n" for line in text.split("\n"))
    after = f"    choices:\n{choices}" if choices else f"    goto: {goto}\n"
    return f"  - id: {ident}\n    part: day\n    text: |\n{block}{after}"


def choice(text: str, ident: str = "go", then: str = "", key: str = "text") -> str:
    told = f"        then: |\n          {then}\n" if then else ""
    return f"      - id: {ident}\n        {key}: {text}\n        goto: ending\n{told}"


LAST = "  - {id: last, part: day, text: It ends.}\n"


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Writes a story of some scenes and a style."""
    monkeypatch.chdir(tmp_path)

    def write(style: str, *scenes: str, last: str = LAST, head: str = HEAD) -> Path:
        (tmp_path / "told").mkdir(exist_ok=True)
        Path("told/story.yaml").write_text(f"{head}style:\n{style}", encoding="utf-8")
        Path("told/scenes.yaml").write_text("scenes:\n" + "".join(scenes) + last, encoding="utf-8")
        return Path("told")

    return write


@pytest.fixture
def judge(story: Callable[..., Path]) -> Judge:
    """Judges a story of some scenes by a style."""

    def judged(style: str, *scenes: str, **rest: str) -> Found:
        folder = story(style, *scenes, **rest)
        usual, everything = checked(folder), checked(folder, prose=True)
        assert everything[: len(usual)] == usual
        return everything[len(usual) :]

    return judged


def checked(folder: Path, *, prose: bool = False) -> Found:
    output = io.StringIO()
    assert check.run([folder], "json", output, prose=prose) == check.CLEAN
    found: Found = json.loads(output.getvalue())
    return found


def marked(found: dict[str, Any]) -> str:
    """The words a finding points at."""
    line = Path(found["file"]).read_text(encoding="utf-8").split("\n")[found["line"] - 1]
    end = found["end_column"] - 1 if found["end_line"] == found["line"] else len(line)
    return line[found["column"] - 1 : end]


def marks(found: Found) -> list[str]:
    return [marked(each) for each in found]


# ---- phrases to avoid


def test_a_phrase_to_avoid_is_shown_where_it_stands(judge: Judge) -> None:
    found = judge("  avoid: [a small smile]\n", scene("Tilde: It's early.\n\nShe has *a small* Smile on."))
    assert [(each["code"], each["severity"], each["line"]) for each in found] == [("avoided-phrase", "warning", 7)]
    assert marks(found) == ["a small* Smile"]
    assert found[0]["message"] == "`a small smile` is a phrase to avoid"


def test_a_phrase_is_whole_words_of_one_sentence(judge: Judge) -> None:
    text = "A balanced lunch. He was small. Smile, she said.\n\nNot. But it was."
    assert not judge("  avoid: [balance, small smile, not … but, imbalance]\n", scene(text))


def test_a_phrase_runs_on_over_a_variant(judge: Judge) -> None:
    text = "It {rest < 4: hangs | sits} in the {kept: air | room}. It hangs{kept: about} in the air."
    found = judge("  avoid: [hangs in the air]\n", scene(text))
    assert marks(found) == ["hangs | sits} in the {kept: air", "hangs{kept: about} in the air"]


def test_dots_in_a_phrase_are_up_to_six_words(judge: Judge) -> None:
    text = "It is not one two three four five six but.\n\nIt is not one two three four five six seven but."
    found = judge("  avoid: [not … but]\n", scene(text))
    assert marks(found) == ["not one two three four five six but"]


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("choice", choice('"Dont hurry, quietly."')),
        ("hint", choice("Go.") + "        hint: quietly done\n"),
        ("then", choice("Go.", then="It is done *quietly*.")),
        ("say", choice("Quietly, now.", key="say")),
    ],
)
def test_all_that_a_player_reads_is_judged(judge: Judge, where: str, line: str) -> None:
    found = judge("  avoid: [quietly]\n", scene("It begins.", line))
    assert [mark.lower() for mark in marks(found)] == ["quietly"], where


def test_a_lead_and_a_lessons_lines_are_judged(judge: Judge) -> None:
    found = judge("  avoid: [somehow, who sleeps, go to bed, go home]\n", scene("It begins."))
    assert marks(found) == ["Somehow", "Who sleeps", "Go to bed", "Go home"]


def test_what_is_not_read_is_not_judged(judge: Judge) -> None:
    assert not judge("  avoid: [a tilde, quietly]\n", scene("It begins.") + "    # quietly\n")


# ---- phrases said again


def test_a_phrase_said_too_often_is_one_finding_with_every_place(judge: Judge) -> None:
    text = "Tilde: No rush.\n\nTilde: No *rush*, then.\n\nTilde: {kept: There's no rush. | No rush at all.}"
    found = judge("  at_most: {no rush: 2}\n", scene(text))
    assert [each["message"] for each in found] == ["`no rush` stands 4 times in the story, and `at_most` allows 2"]
    assert [found[0]["line"], *found[0]["notes"]] == [
        9, "and here (told/scenes.yaml:5)", "and here (told/scenes.yaml:7)", "and here (told/scenes.yaml:9)",
    ]  # fmt: skip


def test_a_phrase_said_as_often_as_it_may_be_is_not_found(judge: Judge) -> None:
    assert not judge("  at_most: {no rush: 2}\n", scene("No rush. No rush."))


# ---- lengths


def test_a_beat_is_as_long_as_its_longest_arms(judge: Judge) -> None:
    text = "It begins. {rest < 4: You yawn. You yawn again. | You stand.}"
    found = judge("  beat_sentences: 2\n", scene(text))
    assert [each["message"] for each in found] == ["a beat of 3 sentences, and `beat_sentences` asks for 2 at most"]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Lyle of St. Brannock's is 3.5 miles off at 04:10, i.e. early.",
        "*What?* you say. It is… well, no. 4",
        "Tilde: Dr. J. Vale! and the rest… and so on.",
        "{rest < 4: You yawn. | You stand.} {rest < 4: No.}",
    ],
)
def test_dots_that_end_no_sentence_are_not_counted(judge: Judge, text: str) -> None:
    assert not judge("  beat_sentences: 2\n", scene(text))


def test_variants_that_ask_the_same_are_told_together(judge: Judge) -> None:
    text = "{kept: One. Two. | One.} {kept: Three. | Two. Three.}"
    assert not judge("  beat_sentences: 3\n", scene(text))
    text = "{kept: One. Two. | One.} {rest > 4: Three. | Two. Three.}"
    assert len(judge("  beat_sentences: 3\n", scene(text))) == 1


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("[4, 9]", ""),
        ("[5, 9]", "4 words at the shortest"),
        ("[4, 8]", "9 words at the longest"),
        ("[5, 8]", "4 words at the shortest and 9 at the longest"),
    ],
)
def test_a_scene_is_counted_at_its_shortest_and_longest(judge: Judge, asked: str, told: str) -> None:
    found = judge(
        f"  scene_words: {asked}\n", scene("You and {name}.\n\n{kept: It's well-known, at 04:10 too.}", choice("Go."))
    )
    words = asked[1:-1].replace(", ", " to ")
    assert [each["message"] for each in found] == (
        [f"`first` is told in {told}, and `scene_words` asks for {words}"] if told else []
    )
    assert marks(found) == (["first"] if told else [])


def test_a_scene_with_nothing_to_choose_may_be_short_and_an_ending_too(judge: Judge) -> None:
    assert not judge("  scene_words: [4, 9]\n", scene("It begins."))
    found = judge("  scene_words: [4, 9]\n", scene("It begins, and goes on for more than nine words."))
    assert [each["message"] for each in found] == ["`first` is told in 10 words, and `scene_words` asks for 9 at most"]


def test_an_ending_has_a_length_of_its_own(judge: Judge) -> None:
    found = judge("  scene_words: [1, 9]\n  ending_words: [3, 9]\n", scene("It begins."))
    assert [each["message"] for each in found] == ["`last` is told in 2 words, and `ending_words` asks for 3 to 9"]


def test_a_choice_too_short_or_long_is_found(judge: Judge) -> None:
    choices = choice("Go.") + choice("Stay here.", "stay") + choice('"Say, at last, that you will."', "say")
    found = judge("  choice_words: [2, 5]\n", scene("It begins.", choices))
    assert [each["message"] for each in found] == [
        "a choice of 1 word, and `choice_words` asks for 2 to 5",
        "a choice of 6 words, and `choice_words` asks for 2 to 5",
    ]
    assert marks(found) == ["Go", "Say, at last, that you will"]


def test_going_on_is_no_choice(judge: Judge) -> None:
    assert not judge("  choice_words: [9, 9]\n", scene("It begins."))
