"""`ampersand check --prose`: what a story's `style:` asks of its prose, as its author meets it."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.author import check
from game.story import read_story
from game.story.prose import tell

ROOT = Path(__file__).parents[2]

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


def checked(story: Path, *, prose: bool = False) -> Found:
    output = io.StringIO()
    assert check.run([story], "json", output, prose=prose) == check.CLEAN
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


# ---- openings and closings


def test_scenes_that_open_alike_are_found_whichever_arm_is_told(judge: Judge) -> None:
    first = scene("Half past six.\n\nRain.", goto="second")
    second = scene("{kept: It's | Half past} six{kept: . | now.} Dry.", ident="second")
    found = judge("  repeats: 3\n", first, second)
    assert [(each["code"], each["line"]) for each in found] == [("repeated-opening", 12)]
    assert found[0]["message"] == "`second` opens as `first` does: `Half past six`"
    assert found[0]["notes"] == ["`first` opens here (told/scenes.yaml:5)"]


def test_endings_that_close_alike_are_found(judge: Judge) -> None:
    head = HEAD.replace("endings: [", "endings: [{id: other, title: Other, scene: late, by: goto}, ")
    late = scene("It was late. And so to bed.", ident="late").replace("    goto: ending\n", "")
    last = "  - {id: last, part: day, text: 'Up the stair, *and* {kept: not | all} so to bed.'}\n"
    found = judge("  repeats: 3\n", scene("It begins.", goto="other"), late, head=head, last=last)
    assert [each["message"] for each in found] == ["`last` closes as `late` does: `so to bed`"]
    assert marks(found) == ["so to bed"]


def test_openings_that_differ_in_a_word_are_two(judge: Judge) -> None:
    assert not judge(
        "  repeats: 3\n", scene("It is six here.", goto="second"), scene("It is seven now.", ident="second")
    )


# ---- similes, dashes, short beats


@pytest.mark.parametrize(
    "simile",
    [
        "It hangs like a coat.",
        "He lay there like somebody's coat.",
        "She reads it as if it were hers.",
        "It went up as though nothing held it.",
        "It is as cold as the tap.",
        "It was {kept: as | quite} tired *as a house* is.",
    ],
)
def test_a_simile_is_found(judge: Judge, simile: str) -> None:
    found = judge("  similes: 0\n", scene(simile))
    assert [each["message"] for each in found] == ["`first` has 1 simile, and `similes` asks for 0 at most"]


@pytest.mark.parametrize(
    "plain",
    [
        "I like the tap. They'd like a word. Who would like an egg?",
        "It looks like a Monday, and feels like a Friday.",
        "It runs as far as the wall, as long as it likes, as soon as the day lets it.",
        "Do it as lightly as you can. She is as tall as Juno. As a booth it is small.",
        "Pass her on like the others, and like that. There is nothing like a Tuesday.",
        "That is what she likes. Like, a lot.",
    ],
)
def test_what_likens_nothing_is_no_simile(judge: Judge, plain: str) -> None:
    assert not judge("  similes: 0\n", scene(plain))


def test_similes_that_nobody_meets_together_are_counted_apart(judge: Judge) -> None:
    text = "{kept: It hangs like a coat. | It hangs like a hat.}"
    choices = choice("Go.", then="It goes as if by itself.") + choice("Stay.", "stay", then="It is like a hat.")
    assert not judge("  similes: 2\n", scene(text, choices))
    found = judge("  similes: 1\n", scene(text, choices))
    assert [each["message"] for each in found] == ["`first` has 2 similes, and `similes` asks for 1 at most"]
    assert marks(found) == ["like a"]
    assert len(found[0]["notes"]) == 3


def test_dashes_are_counted_and_hyphens_are_not(judge: Judge) -> None:
    text = "It was—*quite*—late – and well-known, 9–5, -1."
    assert not judge("  dashes: 3\n", scene(text))
    found = judge("  dashes: 2\n", scene(text))
    assert [each["message"] for each in found] == ["`first` has 3 dashes, and `dashes` asks for 2 at most"]
    assert marks(found) == ["late – and"]


def test_short_beats_are_told_not_said(judge: Judge) -> None:
    text = "Nothing.\n\nTilde: Nothing.\n\nStill nothing at all.\n\n{kept: Nothing. | It is not nothing at all.}"
    assert not judge("  short_beats: 2\n", scene(text))
    found = judge("  short_beats: 1\n", scene(text))
    assert [each["code"] for each in found] == ["too-many-short-beats"]
    assert marks(found) == ["Still nothing at all"]


# ---- reading age

HARD = "Notwithstanding considerable administrative complications, institutional representatives subsequently " * 8
EASY = "You sit on the wall. The cat sits on the wall. It is a wall and a cat and you. " * 4


def test_a_hard_scene_is_given_its_age(judge: Judge) -> None:
    found = judge("  reading_age: 12\n", scene(EASY.strip(), goto="second"), scene(f"{HARD}stop.", ident="second"))
    assert [(each["code"], marked(each)) for each in found] == [("reading-age", "second")]


def test_the_age_is_the_index_of_senter_and_smith(judge: Judge) -> None:
    # 60 words of 5 letters in 6 sentences: grade 4.71 * 5 + 0.5 * 10 - 21.43 = 7.12.
    text = " ".join(["House " + "house " * 8 + "house."] * 6)
    assert not judge("  reading_age: 13\n", scene(text))
    found = judge("  reading_age: 12\n", scene(text))
    assert [each["message"] for each in found] == ["`first` reads at age 12.2, and `reading_age` asks for 12 at most"]


def test_a_few_hard_words_have_no_age(judge: Judge) -> None:
    assert not judge("  reading_age: 6\n", scene("Notwithstanding considerable administrative complications."))


# ---- what is meant


def meant(*entries: str) -> str:
    return "  meant:\n" + "".join(f"    - {entry}\n" for entry in entries)


@pytest.mark.parametrize(
    ("asks", "entry"),
    [
        ("avoid: [not … but]", "{in: first, words: not a but}"),
        ("at_most: {a hat: 1}", "{in: go, words: like a hat}"),
        ("beat_sentences: 1", "{in: first, words: It was late}"),
        ("scene_words: [20, 30]", "{in: first, of: scene_words}"),
        ("choice_words: [2, 3]", "{in: go, words: Go}"),
        ("choice_words: [2, 3]", "{in: go, of: choice_words}"),
        ("similes: 1", "{in: first, words: like a hat}"),
        ("dashes: 0", "{in: first, of: dashes}"),
        ("short_beats: 0", "{in: first, words: Nothing}"),
        ("avoid: [somehow]", "{in: end, words: somehow it was}"),
        ("avoid: [go to bed]", "{in: sleep, words: go to bed}"),
    ],
)
def test_what_is_meant_is_let_off(judge: Judge, asks: str, entry: str) -> None:
    text = "It was late. It hangs like a hat, not a but—a hat.\n\nNothing."
    line = choice("Go.", then="It goes like a hat. " if "at_most" not in asks else "It goes like a hat, all of it.")
    text = text.replace("—a hat", "—one") if "at_most" in asks else text
    judged, last = scene(text, line), LAST.replace("ends", "ends as it began")
    assert judge(f"  {asks}\n", judged, last=last)
    assert not judge(f"  {asks}\n{meant(entry[:-1] + ', why: It is so.}')}", judged, last=last)


def test_an_opening_that_is_meant_is_let_off(judge: Judge) -> None:
    scenes = (scene("It is six now.", goto="second"), scene("It is six here.", ident="second"))
    assert judge("  repeats: 3\n", *scenes)
    assert not judge("  repeats: 3\n" + meant("{in: second, words: It is six, why: The clock stopped.}"), *scenes)


def test_words_that_are_meant_let_off_no_more_than_themselves(judge: Judge) -> None:
    text = "It goes quietly.\n\nIt goes so quietly."
    found = judge("  avoid: [quietly]\n" + meant("{in: first, words: so quietly, why: It is so.}"), scene(text))
    assert [each["line"] for each in found] == [5]
    style = "  scene_words: [20, 30]\n  avoid: [quietly]\n"
    found = judge(style + meant("{in: first, words: quietly, why: It is so.}"), scene(text, choice("Go.")))
    assert [each["code"] for each in found] == ["scene-length"]


@pytest.mark.parametrize(
    ("entry", "message", "proposal"),
    [
        (
            "{in: first, words: begins",
            "nothing is found at `begins` in `first`, and nothing need be meant",
            "take it out",
        ),
        ("{in: first, words: quietly", "`quietly` does not stand in `first`", "take it out"),
        ("{in: first, of: dashes", "`first` is what `dashes` asks, and nothing need be meant", "take it out"),
        ("{in: frist, of: dashes", "nothing that players read is called `frist`", "did you mean `first`?"),
    ],
)
def test_what_is_meant_for_nothing_is_stale(judge: Judge, entry: str, message: str, proposal: str) -> None:
    found = judge("  avoid: [quietly]\n  dashes: 0\n" + meant(entry + ", why: Once.}"), scene("It begins."))
    assert [(each["code"], each["message"], each["help"]) for each in found] == [("stale-meant", message, proposal)]
    assert found[0]["file"] == "told/story.yaml"


# ---- the command


def test_the_text_ends_with_counts(story: Callable[..., Path]) -> None:
    output = io.StringIO()
    code = check.run([story("  avoid: [quietly]\n", scene("Quietly. " + EASY))], "text", output, prose=True)
    assert code == check.CLEAN
    said = output.getvalue()
    assert "warning[avoided-phrase]: `quietly` is a phrase to avoid\n  --> told/scenes.yaml:5:7\n" in said
    assert said.endswith("1 finding of prose\n")
    assert "\ntold: 94 words of story, reading age 5, " in said


def test_without_the_option_nothing_is_judged(story: Callable[..., Path]) -> None:
    output = io.StringIO()
    check.run([story("  avoid: [quietly]\n", scene("Quietly."))], "text", output)
    assert "quietly" not in output.getvalue()


def test_a_pull_request_is_marked(story: Callable[..., Path]) -> None:
    output = io.StringIO()
    check.run([story("  avoid: [quietly]\n", scene("Quietly."))], "github", output, prose=True)
    assert (
        "::warning file=told/scenes.yaml,line=5,endLine=5,col=7,endColumn=14,title=avoided-phrase::"
        in output.getvalue()
    )


def test_a_story_that_asks_nothing_has_no_findings(story: Callable[..., Path]) -> None:
    run = [sys.executable, "-m", "game", "check", "--prose", str(Path("told").resolve())]
    story("  avoid: []\n", scene("Quietly — like a coat."))
    done = subprocess.run(run, capture_output=True, text=True, check=True, encoding="utf-8", cwd=ROOT)
    assert done.stdout.endswith("no findings of prose\n")


# ---- a style that cannot be read


@pytest.mark.parametrize(
    ("style", "message", "proposal"),
    [
        ("similies: 1", "`style` has no `similies`", "did you mean `similes`?"),
        ("dashes: -1", "`dashes` is at least 0", None),
        ("beat_sentences: 0", "`beat_sentences` is at least 1", None),
        ("repeats: 21", "`repeats` is at most 20", None),
        ("scene_words: [9, 4]", "`scene_words` goes from 9 down to 4", "write `[4, 9]`"),
        ("ending_words: [-4, 9]", "`ending_words` is at least 0", None),
        ("at_most: {no rush: -1}", "how often a phrase may be is at least 0", None),
        ("at_most: {no rush: often}", "how often a phrase may be is a whole number, and `often` is not", None),
        ("meant: [{in: first, of: dashes}]", "what is meant has no `why`", None),
        ("meant: [{of: dashes, why: So.}]", "what is meant has no `in`", None),
        ("meant: [{in: first, of: dashes, why: ' '}]", "`why` gives no reason", None),
        ("meant: [{in: first, of: dash, why: So.}]", "`of` cannot be `dash`", None),
        ("meant: [{in: first, of: simile, why: So.}]", "`of` cannot be `simile`", "did you mean `similes`?"),
        ("meant: [{in: first, word: one, why: So.}]", "what is meant has no `word`", "did you mean `words`?"),
        (
            "meant: [{in: first, why: So.}]",
            "what is meant has neither `words` nor `of`",
            "`words:` for a place, by words that stand there; `of:` for a whole scene, by what it is let off",
        ),
    ],
)
def test_a_style_that_cannot_be_read_says_why(
    story: Callable[..., Path], style: str, message: str, proposal: str | None
) -> None:
    output = io.StringIO()
    assert check.run([story(f"  {style}\n", scene("It begins."))], "json", output, prose=True) == check.PROBLEMS
    errors = [each for each in json.loads(output.getvalue()) if each["severity"] == "error"]
    assert [(each["message"], each["help"]) for each in errors] == [(message, proposal)]
    assert errors[0]["file"] == "told/story.yaml"


# ---- laws

WORDS = st.sampled_from(["You", "the", "kettle", "isn't", "04:10", "well-known", "Mr.", "*late*,", "so.", "What?", "&"])
SAID = st.lists(WORDS, min_size=1, max_size=12)
ARMS = st.lists(SAID, min_size=2, max_size=3)


def judged(style: str, text: str, choices: str = "") -> tuple[list[str], str]:
    """The words that are marked in a text, and the line of counts."""
    with written(style, text, choices) as file:
        output = io.StringIO()
        check.run([file], "text", output, prose=True)
        usual = checked(file)
        found = [marked(each) for each in checked(file, prose=True)[len(usual) :]]
    return found, output.getvalue().splitlines()[-1]


@contextmanager
def written(style: str, text: str, choices: str = "") -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "story.yaml"
        file.write_text(f"{HEAD}style:\n{style}scenes:\n{scene(text, choices)}{LAST}", encoding="utf-8")
        yield file


def varied(arms: list[list[str]]) -> str:
    first, *rest = (" ".join(arm) for arm in arms)
    return f"{{rest < 4: {first} | {' | '.join([*(f'rest < 8: {arm}' for arm in rest[:-1]), rest[-1]])}}}"


@given(SAID, WORDS)
@settings(max_examples=50, deadline=None)
def test_a_word_more_is_counted_as_one_more(said: list[str], word: str) -> None:
    def count(words: list[str]) -> int:
        line = judged("  dashes: 9\n", " ".join(words))[1]
        return int(re.findall(r"(\d+) words", line)[0])

    assert count([*said, word]) == count(said) + 1


ASKED = st.sampled_from(["rest < 4", "rest >= 4", "rest == 6", "kept", "not kept", "kept and rest > 2", "rest <= 9"])
CHAINS = st.lists(st.tuples(ASKED, SAID), min_size=1, max_size=3)


@given(SAID, st.lists(CHAINS, min_size=1, max_size=3), st.booleans())
@settings(max_examples=60, deadline=None)
def test_the_shortest_and_the_longest_are_what_somebody_is_told(
    before: list[str], chains: list[list[tuple[str, list[str]]]], ends_bare: bool
) -> None:
    variants = ("{" + " | ".join(f"{ask}: {' '.join(arm)}" for ask, arm in chain) + "}" for chain in chains)
    text = " ".join([*before, *variants, *(["Yes."] if ends_bare else [])])
    with written("  scene_words: [998, 999]\n", text, choice("Go.")) as file:
        told = read_story(file)
        shortest = [each["message"] for each in checked(file, prose=True) if each["code"] == "scene-length"]
    with written("  scene_words: [0, 0]\n", text, choice("Go.")) as file:
        longest = [each["message"] for each in checked(file, prose=True) if each["code"] == "scene-length"]
    lengths = [
        sum(
            len(beat.plain.split())
            for beat in tell(told.scenes["first"].text, {"rest": rest, "kept": kept}, told.player)
        )
        for rest in range(13)
        for kept in range(2)
    ]
    assert f"`first` is told in {min(lengths)} words" in shortest[0]
    assert f"`first` is told in {max(lengths)} words" in longest[0]


@given(SAID, ARMS, SAID, st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_a_phrase_is_found_wherever_it_is_put_and_there(
    before: list[str], arms: list[list[str]], after: list[str], at: int
) -> None:
    places = [before, *arms, after]
    chosen = places[at % len(places)]
    chosen.insert(at % (len(chosen) + 1), "quietly")
    gap = "\n" if at % 2 else " "
    found, _ = judged("  avoid: [quietly]\n", gap.join([" ".join(before), varied(arms), " ".join(after)]))
    assert found == ["quietly"]
