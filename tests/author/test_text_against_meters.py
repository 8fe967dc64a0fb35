"""`text-against-meters`: what a text claims of the player, against everything that is sure where it is told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

STORY = """story: claims
title: Claims
player: {name: Robin, pronouns: they}
meters:
  rest: {range: [0, 12], start: 6}
  presence: {range: [0, 12], start: 6}
variables:
  lamp: {values: [off, low, high], start: off, until: end}
chapters:
  - {id: one, title: One, parts: [{id: day, scene: first}]}
endings:
  - {id: short, title: Short, scene: end-short, when: rest <= 2}
  - {id: end, title: The End, scene: last}
style:
  moods:
    - {words: [you have slept, "wide … awake"], when: rest >= 5}
    - {words: you are here, when: presence >= 6 or lamp == high}
  meant: MEANT
scenes:
  - id: first
    part: day
    text: |
      TEXT
    choices:
      - {id: go, text: Go., goto: [{when: rest >= 7, to: ROUTE}, {to: ending}]}
      - {id: tired, text: "HERE", when: rest <= 4, hint: "HINT", then: "THEN", effects: {rest: +1}, set: {lamp: low}, goto: ending}
  - id: second
    part: day
    text: "SECOND"
    choices:
      - {id: on, text: On., goto: ending}
      - {id: up, text: Up., goto: ending, set: {lamp: high}, effects: {presence: +1}}
  - {id: end-short, part: day, text: "SHORT"}
  - {id: last, part: day, text: "LAST"}
"""
PLAIN = {
    "MEANT": "[]",
    "TEXT": "It begins.",
    "ROUTE": "second",
    "HERE": "Here.",
    "HINT": "a hint",
    "THEN": "So it goes.",
    "SECOND": "It goes on.",
    "SHORT": "It ends soon.",
    "LAST": "It ends.",
}


def run(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """The game as an author starts it."""
    return subprocess.run(
        [sys.executable, "-m", "game", "check", "--format", "json", str(folder), *more],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
        timeout=60,
    )


def found(folder: Path, **written: str) -> list[tuple[str, str]]:
    """What is found in the story with some of its texts written anew: each thing's code and message."""
    text = STORY
    for name, words in (PLAIN | written).items():
        text = text.replace(name, words)
    (folder / "story.yaml").write_text(text, encoding="utf-8")
    checked = run(folder)
    assert (checked.returncode, checked.stderr) == (0, ""), checked.stdout
    return [(one["code"], one["message"]) for one in json.loads(checked.stdout)]


def claimed(phrase: str, asked: str, example: str) -> list[tuple[str, str]]:
    return [("text-against-meters", f"`{phrase}` claims `{asked}`, and could be told at {example}")]


SLEPT = "you have slept", "rest >= 5"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"TEXT": "You have slept."}, claimed(*SLEPT, "rest 2")),
        ({"TEXT": "You have *slept*,\n      at last."}, claimed(*SLEPT, "rest 2")),
        ({"TEXT": "So you have slept on it."}, claimed(*SLEPT, "rest 2")),
        ({"TEXT": "You have overslept."}, []),
        ({"TEXT": "You have. Slept?"}, []),
        ({"TEXT": "You are wide, wide awake."}, claimed("wide … awake", "rest >= 5", "rest 2")),
        ({"TEXT": "It was wide. You lay awake."}, []),
        ({"TEXT": "{rest >= 5: You have slept. | No.}"}, []),
        ({"TEXT": "{rest >= 4: You have slept. | No.}"}, claimed(*SLEPT, "rest 4")),
        ({"TEXT": "{rest < 5: No. | You have slept.}"}, []),
        ({"TEXT": "{rest < 3: No. | rest + presence < 17: You nod. | You have slept.}"}, []),
        (
            {"TEXT": "{rest < 3: No. | rest + presence < 16: You nod. | You have slept.}"},
            claimed(*SLEPT, "rest 4, presence 12"),
        ),
        ({"TEXT": "You have {rest >= 5: slept | not slept}."}, []),
        ({"TEXT": "You have {rest >= 5: eaten | slept}."}, claimed(*SLEPT, "rest 2")),
        ({"TEXT": "You {rest >= 5: have | had} {presence >= 3: slept | eaten}."}, []),
        ({"TEXT": "{lamp == low: You have slept. | No.}"}, claimed(*SLEPT, "rest 2")),
        ({"TEXT": "{lamp == high: You are here. | No.}"}, []),
        (
            {"TEXT": "{lamp != off: You are here. | No.}"},
            claimed("you are here", "presence >= 6 or lamp == high", "presence 3, lamp low"),
        ),
        ({"TEXT": "{chose(on): You have slept. | No.}"}, claimed(*SLEPT, "rest 2")),
        ({"TEXT": "{chose(on) and rest >= 5 or chose(up) and rest == 9: You have slept. | No.}"}, []),
        ({"HINT": "you have slept"}, claimed(*SLEPT, "rest 2")),
        ({"HERE": "You have slept."}, claimed(*SLEPT, "rest 2")),
        ({"THEN": "You have slept."}, claimed(*SLEPT, "rest 2")),
        ({"SECOND": "You have slept."}, []),
        ({"SHORT": "You have slept."}, claimed(*SLEPT, "rest 1")),
        ({"LAST": "You have slept."}, claimed(*SLEPT, "rest 4")),
    ],
    ids=lambda value: " / ".join(value.values()) if isinstance(value, dict) else "",
)
def test_only_what_may_be_untrue_is_found(
    tmp_path: Path, written: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    assert [one for one in found(tmp_path, **written) if one[0] == "text-against-meters"] == expected


def test_a_claim_that_holds_because_of_the_choice_is_not_found(tmp_path: Path) -> None:
    story = STORY.replace("when: rest <= 4", "when: rest >= 8")
    for name, words in (PLAIN | {"HINT": "you have slept", "THEN": "You have slept."}).items():
        story = story.replace(name, words)
    (tmp_path / "story.yaml").write_text(story, encoding="utf-8")
    assert "text-against-meters" not in run(tmp_path).stdout


def test_each_telling_of_the_same_words_is_judged_by_itself(tmp_path: Path) -> None:
    text = "{rest >= 8: You have slept. | rest >= 3: You have slept. | No.} You have slept."
    messages = [message for _, message in found(tmp_path, TEXT=text)]
    assert messages == [claimed(*SLEPT, "rest 2")[0][1], claimed(*SLEPT, "rest 4")[0][1]]


@pytest.mark.parametrize(
    "meant",
    [
        "{in: first, words: have slept, why: He always says it.}",
        "{in: first, words: have slept, of: moods, why: He always says it.}",
        "{in: first, of: moods, why: He always says it.}",
    ],
)
def test_what_is_meant_is_let_off(tmp_path: Path, meant: str) -> None:
    assert found(tmp_path, TEXT="You have slept.", MEANT=f"[{meant}]") == []


@pytest.mark.parametrize(
    "meant",
    [
        "{in: second, words: have slept, why: He always says it.}",
        "{in: first, words: on it, why: He always says it.}",
        "{in: first, words: have slept, of: similes, why: He always says it.}",
    ],
)
def test_what_is_meant_of_another_place_lets_nothing_off(tmp_path: Path, meant: str) -> None:
    codes = [code for code, _ in found(tmp_path, TEXT="You have slept on it.", MEANT=f"[{meant}]")]
    assert "text-against-meters" in codes


def test_what_is_meant_without_saying_of_what_is_not_stale_to_the_other_rules(tmp_path: Path) -> None:
    found(tmp_path, TEXT="You have slept.", MEANT="[{in: first, words: have slept, why: He always says it.}]")
    assert "stale-meant" not in run(tmp_path, "--prose").stdout
    found(tmp_path, MEANT="[{in: first, words: It begins, why: It does.}]")
    assert "stale-meant" in run(tmp_path, "--prose").stdout


def test_only_one_of_two_places_is_let_off(tmp_path: Path) -> None:
    text = "You have slept on it. You have slept in it."
    meant = "[{in: first, words: slept in it, of: moods, why: It is a coat.}]"
    assert found(tmp_path, TEXT=text, MEANT=meant) == claimed(*SLEPT, "rest 2")


def test_a_mood_without_its_condition_is_an_error(tmp_path: Path) -> None:
    text = STORY.replace("{words: you are here, when: presence >= 6 or lamp == high}", "{words: you are here}")
    for name, words in PLAIN.items():
        text = text.replace(name, words)
    (tmp_path / "story.yaml").write_text(text, encoding="utf-8")
    checked = run(tmp_path)
    assert checked.returncode == 1
    assert "a mood has no `when`" in checked.stdout


def test_a_wide_variable_is_no_reason_to_wait(tmp_path: Path) -> None:
    text = STORY.replace("  rest: {range: [0, 12]", "  rest: {range: [0, 10000]")
    for name, words in (PLAIN | {"TEXT": "{rest > 4: You have slept. | rest > 3: So you have slept.}"}).items():
        text = text.replace(name, words)
    (tmp_path / "story.yaml").write_text(text, encoding="utf-8")
    messages = [one["message"] for one in json.loads(run(tmp_path).stdout)]
    assert messages == [claimed(*SLEPT, "rest 4")[0][1]]
