"""`ampersand odds` and `ampersand check --odds`, as an author and a program meet them."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from game.author import shares
from game.odds.chances import Chance
from game.play import State, choose, offered, start
from game.story import read_story
from game.story.model import Story

ROOT = Path(__file__).parents[2]
HALVES = "tests/stories/two-halves"
WAYS = {
    "uniform": "each choice on offer alike",
    "lean:work": "leaning `work` wherever a choice on offer does",
    "highest": "always what most raises the meter that stands highest",
    "lowest": "always what most raises the meter that stands lowest",
    "middle": "always what moves the meters least",
}

IDLE = """story: idle
title: An Idle Story
meters: {rest: {range: [0, 12], start: 6}}
chapters: [{id: one, title: One, parts: [{id: day, scene: first}]}]
endings:
  - {id: rested, title: Rested, scene: end-rested, when: rest >= 11}
  - {id: end, title: The End, scene: last}
scenes:
  - id: first
    part: day
    text: "It begins. {rest == 12: Wide awake. | Half asleep.}"
    choices:
      - {id: go, text: Go., effects: {rest: -2}, goto: ending}
      - {id: stay, text: Stay., when: rest >= 7, goto: ending}
  - {id: end-rested, part: day, text: It ends well.}
  - {id: last, part: day, text: It ends.}
"""


def run(*arguments: str | Path, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    """The game as an author starts it."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "game", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=timeout,
        cwd=ROOT,
        env=environment,
    )


seen = cache(run)
"""The same, of a story that stays as it is; asked once."""


def told(*arguments: str | Path) -> dict[str, Any]:
    """What a program is told."""
    done = seen("odds", *arguments, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    return dict(json.loads(done.stdout))


@pytest.fixture
def idle(tmp_path: Path) -> Path:
    """A story in which an ending, a choice and a variant cannot be."""
    folder = tmp_path / "idle"
    folder.mkdir()
    (folder / "story.yaml").write_text(IDLE, encoding="utf-8")
    return folder


@pytest.fixture
def wide(tmp_path: Path) -> Path:
    """A story with so many lives that somebody may lose patience."""
    made = [sys.executable, str(ROOT / "benchmarks" / "made_weeks.py"), str(tmp_path / "wide"), "--step", "1"]
    subprocess.run(made, check=True, capture_output=True, timeout=60)
    return tmp_path / "wide"


def lives(story: Story, state: State, share: Fraction = Fraction(1)) -> Iterator[tuple[str, Fraction]]:
    """The ending of every life there is, and how likely it is where each choice on offer is taken alike."""
    if state.ending is not None:
        yield state.ending, share
        return
    choices = offered(story, state)
    for choice in choices:
        yield from lives(story, choose(story, state, choice)[0], share / len(choices))


def replayed(story: Story, witness: list[str], chapter: str | None = None) -> State:
    state = start(story, chapter=chapter)
    for choice in witness:
        state, _ = choose(story, state, choice)
    return state


# ---- the page


def test_the_page_says_what_it_is_and_how_often_each_ending_comes() -> None:
    done = seen("odds", HALVES)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Of all lives in *Two Halves*, each choice on offer alike: exact, every life")
    for title in ("Walked Out", "The Lamp Out", "Open All Hours"):
        assert re.search(rf"^  [ABC]   {title} +\d+\.\d+ % +\d steps$", done.stdout, re.MULTILINE)


def test_the_hundred_lives_are_a_hundred_letters() -> None:
    rows = re.findall(r"^  ([ABC]{10}(?: [ABC]{10}){4})$", seen("odds", HALVES).stdout, re.MULTILINE)
    letters = Counter("".join(rows).replace(" ", ""))
    assert letters.total() == 100
    found = [each["probability"] for each in told(HALVES)["endings"]]
    assert all(abs(letters[letter] - 100 * each) < 1 for letter, each in zip("ABC", found, strict=True))


@pytest.mark.parametrize("story", [(HALVES,), ("story/ampersand", "--chapter", "sat")])
def test_the_page_is_plain_and_no_wider_than_a_page(story: tuple[str, ...]) -> None:
    page = seen("odds", *story).stdout
    assert all(character.isprintable() or character == "\n" for character in page)
    said, _, _ = page.partition("Found: ")
    assert max(map(len, said.splitlines())) <= 80


def test_the_way_of_choosing_stands_over_every_number() -> None:
    page = seen("odds", HALVES).stdout
    headings = re.findall(r"^(Endings|Scenes|Choices|Variant texts), each choice on offer alike$", page, re.MULTILINE)
    assert headings == ["Endings", "Scenes", "Choices", "Variant texts"]


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.313, "31.3 %"),
        (0.0313, "3.1 %"),
        (0.00313, "0.31 %"),
        (3e-9, "< 0.01 %"),
        (0.99999, "> 99.99 %"),
        (0.9996, "99.96 %"),
        (1 - 1e-15, "100 %"),
    ],
)
def test_a_percentage_has_sensible_digits(share: float, said: str) -> None:
    assert shares.share(Chance("it", share, (share, share), True)) == said


def test_never_is_said_only_of_what_is_proved() -> None:
    assert shares.share(Chance("it", 0, (0, 0), False)) == "never"
    assert shares.share(Chance("it", 0, (0, 0.003), None)) == "not seen"
    assert shares.share(Chance("it", 0, (0, 0.003), True)) == "not seen"
    assert shares.share(Chance("it", 0, (0, 0), True)) == "not this way"


def test_what_a_hundred_thousand_lives_would_have_shown() -> None:
    assert shares.rarer_than(100_000) == 33_000
    assert (1 - 1 / 33_000) ** 100_000 < 0.05


def test_the_page_that_the_docs_show_is_the_page_that_is_told(tmp_path: Path) -> None:
    written = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
    for name, text in re.findall(r"```yaml\n# (\S+\.yaml)\n(.*?)```", written, re.DOTALL):
        (tmp_path / name).write_text(text, encoding="utf-8")
    shown = re.search(r"```\n(Of all lives.*?)```", (ROOT / "docs" / "odds.md").read_text(encoding="utf-8"), re.DOTALL)
    assert shown

    def untimed(page: str) -> str:
        return re.sub(r"states, .*? s\)", "states)", " ".join(page.split()))

    assert untimed(run("odds", tmp_path).stdout).startswith(untimed(shown[1]))


# ---- for programs


def test_json_keeps_its_contract() -> None:
    found = told(HALVES)
    assert list(found) == [
        *("exact", "method", "choosing", "story", "chapter", "interrupted", "lives", "endings", "scenes", "choices"),
        *("variants", "findings", "stopped", "never_ends", "choices_a_life", "states", "seconds", "peak_bytes"),
    ]
    common = ["id", "probability", "interval", "reachable", "witness"]
    assert sorted(found["endings"][0]) == sorted([*common, "title"])
    assert sorted(found["scenes"][0]) == sorted(common)
    assert sorted(found["choices"][0]) == sorted([*common, "scene", "offered", "always"])
    assert sorted(found["variants"][0]) == sorted([*common, "of", "text", "file", "line", "column", "always"])
    assert (found["exact"], found["method"], found["choosing"]) == (True, "exact", "uniform")
    assert (found["story"], found["chapter"], found["lives"], found["stopped"]) == ("two-halves", "one", None, None)


def test_the_numbers_are_those_of_every_life_lived_one_by_one() -> None:
    story = read_story(ROOT / HALVES)
    expected: Counter[str] = Counter()
    for ending, share in lives(story, start(story)):
        expected[ending] += share  # type: ignore[assignment]
    for each in told(HALVES)["endings"]:
        assert each["probability"] == pytest.approx(float(expected[each["id"]]), abs=1e-12)


@pytest.mark.parametrize("name", ["two-halves", "short-day"])
def test_lives_add_up_and_every_shortest_way_can_be_played(name: str) -> None:
    folder = f"tests/stories/{name}"
    story, found = read_story(ROOT / folder), told(folder)
    assert sum(each["probability"] for each in found["endings"]) + found["never_ends"] == pytest.approx(1, abs=1e-9)
    for each in found["endings"]:
        assert replayed(story, each["witness"]).ending == each["id"]
    for each in found["scenes"]:
        if each["reachable"] and each["witness"] is not None:
            state = replayed(story, each["witness"])
            assert each["id"] in (state.scene, *state.visited)
    for each in found["choices"]:
        if each["reachable"] and each["witness"] is not None:
            assert each["witness"][-1] == each["id"]
            replayed(story, each["witness"])


# ---- what may be asked


@pytest.mark.parametrize("way", WAYS)
def test_each_way_of_choosing_is_named_in_words(way: str) -> None:
    done = run("odds", HALVES, "--choosing", way)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Endings, {WAYS[way]}\n" in done.stdout


@pytest.mark.parametrize("way", WAYS)
def test_lives_add_up_in_each_way_of_choosing(way: str) -> None:
    found = told(HALVES, "--choosing", way)
    assert found["choosing"] == way
    assert sum(each["probability"] for each in found["endings"]) == pytest.approx(1, abs=1e-9)


def test_a_room_that_always_walks_out_walks_out(tmp_path: Path) -> None:
    votes = tmp_path / "votes.json"
    votes.write_text('{"votes": {"walk-out": 7}}', encoding="utf-8")
    found = told(HALVES, "--choosing", f"recorded:{votes}")
    assert {each["id"]: each["probability"] for each in found["endings"]}["walked-out"] == pytest.approx(1)
    page = run("odds", HALVES, "--choosing", f"recorded:{votes}").stdout
    assert "not this way" in page


def test_votes_for_what_the_story_has_not_are_named(tmp_path: Path) -> None:
    votes = tmp_path / "votes.json"
    votes.write_text('{"votes": {"walk-out": 7, "fly-away": 2}}', encoding="utf-8")
    done = run("odds", HALVES, "--choosing", f"recorded:{votes}")
    assert done.returncode == 0
    assert "`fly-away`" in done.stderr


def test_a_day_can_be_asked_after_alone() -> None:
    assert told(HALVES, "--chapter", "two")["chapter"] == "two"
    done = run("odds", HALVES, "--chapter", "two")
    page = " ".join(done.stdout.split())
    assert "begun at The second day (`two`)" in page
    assert "in lives begun here, and may be otherwise in lives that come from the days before" in page


def test_a_sample_says_what_it_cannot_say() -> None:
    found = told(HALVES, "--sample", "2000")
    assert (found["exact"], found["method"], found["lives"]) == (False, "sampled", 2000)
    for each in found["endings"]:
        low, high = each["interval"]
        assert low <= each["probability"] <= high
    page = run("odds", HALVES, "--sample", "2000").stdout
    assert page.startswith("Of 2,000 lives in *Two Halves*, each choice on offer alike: estimates")
    assert "it is not *never*" in page


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (["--choosing", "unifrom"], "did you mean `uniform`?"),
        (["--choosing", "lean:wrok"], "did you mean `work`?"),
        (["--choosing", "recorded:nowhere.json"], "nowhere.json: no such file or directory"),
        (["--choosing", "recorded:README.md"], "README.md is not JSON"),
        (["--chapter", "tow"], "did you mean `two`?"),
        (["--sample", "0"], "'--sample'"),
        (["--sample", "many"], "'--sample'"),
        (["--budget", "0"], "'--budget'"),
        (["--budget", "nan"], "'--budget'"),
        (["--format", "poem"], "'--format'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_call_ends_with_2_and_says_what_is_right(call: list[str], says: str) -> None:
    done = run("odds", HALVES, *call)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error: " in done.stderr
    assert says in done.stderr


def test_votes_for_another_story_are_a_wrong_call(tmp_path: Path) -> None:
    votes = tmp_path / "votes.json"
    votes.write_text('{"votes": {"fly-away": 2}}', encoding="utf-8")
    done = run("odds", HALVES, "--choosing", f"recorded:{votes}")
    assert (done.returncode, done.stdout) == (2, "")
    assert "fly-away" in done.stderr


@pytest.mark.parametrize("story", ["nowhere", ""])
def test_where_there_is_no_story_the_call_was_wrong(story: str, tmp_path: Path) -> None:
    done = run("odds", story)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error: " in done.stderr
    assert run("odds", tmp_path).returncode == 2


def test_a_story_that_cannot_be_told_shows_its_problems(idle: Path) -> None:
    (idle / "story.yaml").write_text(IDLE.replace("{rest: -2}", "{rset: -2}"), encoding="utf-8")
    done = run("odds", idle)
    assert (done.returncode, done.stderr) == (1, "")
    assert "error[unknown-meter]: no meter is called `rset`" in done.stdout
    assert "help: did you mean `rest`?" in done.stdout
    found = run("odds", idle, "--format", "json")
    assert found.returncode == 1
    assert [each["code"] for each in json.loads(found.stdout)["findings"]] == ["unknown-meter"]


# ---- what is found


def test_what_cannot_happen_is_found_and_ends_with_nought(idle: Path) -> None:
    done = run("odds", idle)
    assert done.returncode == 0
    assert re.search(r"^  A   Rested +never$", done.stdout, re.MULTILINE)
    assert re.search(r"^Found: \d+ things to look at:$", done.stdout, re.MULTILINE)
    assert "when: rest >= 7" in done.stdout


def test_check_says_it_too_in_each_of_its_forms(idle: Path) -> None:
    plain, asked = run("check", idle), run("check", idle, "--odds")
    assert "no problems\n" in plain.stdout
    assert asked.returncode == 0
    found = json.loads(run("check", idle, "--odds", "--format", "json").stdout)
    assert found
    assert {each["severity"] for each in found} == {"warning"}
    assert [each["line"] for each in found] == sorted(each["line"] for each in found)
    assert asked.stdout.endswith(f"no problems, {len(found)} warnings; every life walked\n")
    for each in found:
        assert f"warning[{each['code']}]: {each['message']}\n" in asked.stdout
    marks = run("check", idle, "--odds", "--format", "github").stdout
    assert marks.count("::warning file=") == len(found)


def test_check_walks_no_story_that_cannot_be_told(idle: Path) -> None:
    (idle / "story.yaml").write_text(IDLE.replace("{rest: -2}", "{rset: -2}"), encoding="utf-8")
    assert run("check", idle, "--odds").stdout == run("check", idle).stdout


def test_check_brings_arrays_in_only_for_odds() -> None:
    script = (
        "import io, sys\nfrom game.author import check\n"
        f"check.run([{HALVES!r}], 'text', io.StringIO())\nprint('numpy' in sys.modules)\n"
        f"check.run([{HALVES!r}], 'text', io.StringIO(), odds=True)\nprint('numpy' in sys.modules)\n"
    )
    asked = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert asked.stdout == "False\nTrue\n"


# ---- readers who leave, and people who lose patience


@pytest.mark.needs("bash", "bash")
def test_a_reader_who_leaves_early_is_no_fault() -> None:
    command = f"{sys.executable} -m game odds {HALVES} | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")


needs_terminals = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no terminals of this kind")


def interrupted(*call: str | Path) -> tuple[str, str, int]:
    """What a command says on its output and on a terminal, and its code, when Ctrl-C is pressed at the first sign of progress."""
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "game", *map(str, call)]
    environment = {**os.environ, "TERM": "xterm", "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, cwd=ROOT, env=environment) as walking:
        os.close(theirs)
        talk = b""
        while b" %" not in talk:
            talk += os.read(ours, 1024)
        walking.send_signal(signal.SIGINT)
        assert walking.stdout is not None
        output = walking.stdout.read().decode()
        code = walking.wait(60)
    return output, (talk + rest_of(ours)).decode(), code


@needs_terminals
def test_ctrl_c_shows_what_is_known_and_wipes_the_line_of_progress() -> None:
    page, talk, code = interrupted("odds", HALVES, "--sample", "1000000000")
    assert code == 130
    assert re.match(r"Interrupted: this is what was known by then\. Of [\d,]+ lives in", " ".join(page.split()))
    assert re.search(r"\r +\r$", talk)


@needs_terminals
def test_ctrl_c_before_anything_is_known_says_that(wide: Path) -> None:
    page, talk, code = interrupted("odds", wide)
    assert (page, code) == ("", 130)
    assert re.search(r"\r +\rInterrupted before anything was known\.\r\n$", talk)


@needs_terminals
def test_ctrl_c_leaves_what_check_had_found(wide: Path) -> None:
    page, _, code = interrupted("check", wide, "--odds")
    assert code == 130
    assert page.endswith("; interrupted before every life was walked\n")


def rest_of(terminal: int) -> bytes:
    """What was still to be read from a terminal that the other side has closed."""
    read = b""
    try:
        while more := os.read(terminal, 1024):
            read += more
    except OSError:
        pass
    os.close(terminal)
    return read


def test_where_time_runs_out_it_says_where_and_a_pipe_sees_no_progress(wide: Path) -> None:
    done = run("odds", wide, "--budget", "1", timeout=300)
    assert (done.returncode, done.stderr) == (0, "")
    page = " ".join(done.stdout.split())
    assert re.search(r"Not exact beyond `\w+`: walking on would take more than 1 ", page)
    assert "`--budget SECONDS` gives the walk longer" in page
    assert "it is not *never*" in page
