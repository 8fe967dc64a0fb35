"""Stories made to take a machine down: each gets its diagnostics within a second of processor time and 200 MiB."""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from unicodedata import category

import pytest

from game.author import check

STORIES = Path(__file__).parents[1] / "stories"
PROBLEMS = Path(__file__).parent / "problems"
MOST_SECONDS = 1.0
MOST_BYTES = 200 << 20

CHILD = """
import json, sys, time
from game.story.reading import read
start = time.process_time()
found = read(sys.argv[1]).diagnostics
seconds = time.process_time() - start
try:
    # What `resource` calls the peak is, on Linux, never less than that of whoever started this process.
    peak = next(int(line.split()[1]) << 10 for line in open("/proc/self/status") if line.startswith("VmHWM:"))
except OSError:
    try:
        import resource
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    except ImportError:
        peak = 0  # Windows has no such thing; the processor time is still asked for
print(json.dumps({"seconds": seconds, "peak": peak, "codes": [one.code for one in found]}))
"""

HEAD = "story: bad\ntitle: Bad\nmeters: {rest: {range: [0, 12], start: 6}}\nvariables: {kept: {values: [no, yes]}}\n"
DAY = "chapters: [{id: one, title: One, parts: [{id: day, scene: first}]}]\nendings: [{id: end, title: End, scene: last}]\n"


def whole(scenes: str) -> str:
    return f"{HEAD}{DAY}scenes:\n{scenes}  - {{id: last, part: day, text: It ends.}}\n"


def told(text: str) -> str:
    return whole(f"  - id: first\n    part: day\n    text: |\n      {text}\n    goto: ending\n")


def bomb() -> str:
    lines = ["a: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"b{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    return "\n".join(lines) + "\nscenes: *a11\nendings: *a11\nchapters: *a11\n"


def aliased() -> str:
    choices = ", ".join("{id: c, text: Go., goto: ending}" for _ in range(2000))
    return (
        HEAD
        + DAY
        + f"scenes:\n  - &s {{id: first, part: day, text: So., choices: [{choices}]}}\n"
        + "  - *s\n" * 20_000
    )


def unknown_names() -> str:
    scenes = "".join(f"  - {{id: scene-{i}, part: day, text: So., goto: scnee-{i}}}\n" for i in range(4000))
    return whole(scenes)


def unknown_conditions() -> str:
    choices = "".join(
        f"      - {{id: c{i}, text: Go., when: knept{i}x and chose(d{i}), goto: ending}}\n" for i in range(4000)
    )
    return whole(f"  - id: first\n    part: day\n    text: So.\n    choices:\n{choices}")


HOSTILE: dict[str, tuple[Callable[[], str], str | None]] = {
    "an alias bomb": (bomb, None),
    "a scene repeated by alias": (aliased, "too-many-aliases"),
    "an alias of itself": (lambda: "a: &a [*a]\nscenes: &s [*s, *s]\n", None),
    "brackets without end": (lambda: "[" * 500_000, "too-deep"),
    "brackets in a scene": (lambda: whole(f"  - {{id: first, part: {'[' * 240_000}\n"), "too-deep"),
    "hyphens without end": (lambda: "- " * 250_000, "too-deep"),
    "seventy thousand keys": (lambda: "".join(f"{i:x}:\n" for i in range(70_000)), "story-too-large"),
    "half a million commas": (lambda: "a: [" + "," * 500_000, None),
    "forty-five thousand scenes": (lambda: "scenes:\n" + "- {id: a}\n" * 45_000, "story-too-large"),
    "as many scenes as may be, all wrong": (lambda: "scenes:\n" + "- {id: a}\n" * 15_000, "duplicate-id"),
    "as many keys as may be, all wrong": (lambda: "".join(f"k{i}: v\n" for i in range(25_000)), "unknown-key"),
    "four thousand unknown scenes": (unknown_names, "unknown-scene"),
    "four thousand unknown conditions": (unknown_conditions, "unknown-variable"),
    "braces without end in prose": (lambda: told("{" * 500_000), "unclosed-brace"),
    "variants without end": (lambda: told("{kept: a | b} " * 35_000), None),
    "italics in variants": (lambda: told("\\\\*{kept: *a* | b} " * 25_000), None),
    "paragraphs without end": (lambda: told("Note: it.\n\n      " * 35_000), None),
    "variants that never close": (lambda: told("{kept: a | " * 45_000), "unclosed-brace"),
    "stars without end": (lambda: told("*" * 500_001), "unbalanced-italics"),
    "quotation marks without end": (lambda: told("'\"" * 240_000), None),
    "one long condition": (lambda: told("{" + "kept and " * 55_000 + "kept: so}"), "long-condition"),
    "one long name": (lambda: told("{" + "k" * 500_000 + ": so}"), None),
    "colons without end": (lambda: told("a: " * 170_000), None),
    "backslashes": (
        lambda: whole('  - {id: first, part: day, text: "' + "\\\\{nmae}" * 55_000 + '", goto: ending}\n'),
        None,
    ),
    "a broken line in every scene": (lambda: whole("  - id: a: b\n    text: so\n" * 18_000), "colon-in-text"),
    "nothing but tabs": (lambda: "a:\n" + "\t" * 500_000, None),
    "nothing but line ends": (lambda: "\n" * 1_000_000, None),
    "one line of half a megabyte": (lambda: "a" * 1_000_000, None),
    "a list where a name was meant": (
        lambda: whole("  - {id: first, part: [day], text: So., goto: ending}\n"),
        "wrong-kind",
    ),
    "names where a name was meant": (
        lambda: whole("  - {id: first, part: {day: day}, text: So., goto: ending}\n"),
        "wrong-kind",
    ),
    "half a character": (lambda: whole('  - {id: first, part: day, text: "\\ud800", goto: ending}\n'), None),
    "a range of a thousand million": (lambda: HEAD.replace("12]", "999999999]") + DAY, "wide-range"),
    "a phrase of nothing but gaps": (
        lambda: told("a " * 200_000) + "style: {moods: [{words: [" + "a … " * 60 + "b], when: kept}]}\n",
        None,
    ),
    "a claim about everything": (
        lambda: (
            HEAD.replace(
                "{kept: {values: [no, yes]}}", f"{{{', '.join(f'v{i}: {{values: [no, yes]}}' for i in range(60))}}}"
            )
            + DAY
            + f"style: {{moods: [{{words: [so it is], when: {' or '.join(f'v{i}' for i in range(60))}}}]}}\n"
            + f'scenes:\n  - {{id: first, part: day, text: "{{{" or ".join(f"v{59 - i}" for i in range(60))}: So it is.}}", goto: ending}}\n'
        ),
        None,
    ),
    "a way of the longest": (
        lambda: whole(
            "  - {id: first, part: day, text: So., goto: s0}\n"
            + "".join(f"  - {{id: s{i}, part: day, text: So., goto: s{i + 1}}}\n" for i in range(2500))
            + "  - {id: s2500, part: day, text: So., goto: nowhere}\n"
        ),
        "unknown-scene",
    ),
    "a number of half a megabyte": (lambda: HEAD.replace("12]", "1" * 500_000 + "]") + DAY, "number-too-large"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_story_gets_its_diagnostics(name: str, tmp_path: Path) -> None:
    make, code = HOSTILE[name]
    (tmp_path / "story.yaml").write_text(make(), encoding="utf-8")
    codes = asked(tmp_path)
    assert codes
    assert code is None or code in codes


def test_a_file_of_a_hundred_megabytes(tmp_path: Path) -> None:
    with (tmp_path / "story.yaml").open("wb") as file:
        file.truncate(100_000_000)
    assert "story-too-large" in asked(tmp_path)


def test_a_million_keys(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text("".join(f"k{i}: v\n" for i in range(1_000_000)), encoding="utf-8")
    assert asked(tmp_path)[0] == "story-too-large"


def test_many_files_that_are_only_together_too_large(tmp_path: Path) -> None:
    for number in range(140):
        with (tmp_path / f"{number}.yaml").open("wb") as file:
            file.write(b"# ")
            file.truncate(500_000)
    assert "story-too-large" in asked(tmp_path)


def test_more_files_than_a_story_has(tmp_path: Path) -> None:
    for number in range(5001):
        (tmp_path / f"{number}.yaml").write_text(f"k{number}: v\n", encoding="utf-8")
    assert "story-too-large" in asked(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has neither pipes on disk nor links for everybody")
def test_files_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(told("So."), encoding="utf-8")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "ring.yaml").symlink_to(tmp_path / "ring.yaml")
    os.mkfifo(tmp_path / "pipe.yaml")
    assert asked(tmp_path) == ["unreadable-file"] * 3


@pytest.mark.skipif(os.name == "nt", reason="Windows has no links for everybody")
def test_a_link_that_leads_out_of_the_folder(tmp_path: Path) -> None:
    """What it leads to may be a stranger's to name, and nobody's to show or to pack."""
    (tmp_path / "secret.yaml").write_text("title: What nobody else is to read\n", encoding="utf-8")
    story = tmp_path / "story"
    story.mkdir()
    (story / "story.yaml").write_text(told("So."), encoding="utf-8")
    (story / "inside.yaml").symlink_to(story / "story.yaml")
    (story / "outside.yaml").symlink_to(tmp_path / "secret.yaml")
    (story / "machine.yaml").symlink_to("/proc/self/environ")
    codes = asked(story)
    assert codes.count("unreadable-file") == 1 + Path("/proc/self/environ").exists()
    printed = checked(story)
    assert "this is a link to something outside the story's folder" in printed
    assert "nobody else" not in printed


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_names_of_files_that_would_do_something_to_a_terminal(tmp_path: Path) -> None:
    for name in (b"a\nb.yaml", "b\u202eznaz.yaml".encode(), b"c\xff\xfe.yaml", b"d\x1b[2J.yaml", b"::error x=y.yaml"):
        try:
            Path(os.fsdecode(bytes(tmp_path) + b"/" + name)).write_text("bogus: 1\n", encoding="utf-8")
        except OSError:
            continue  # some systems have no such names
    printed = checked(tmp_path)
    assert printed.count("unknown-key") > 1
    assert is_harmless(printed)


def test_text_that_turns_round_what_follows_it_is_not_printed(tmp_path: Path) -> None:
    turned = whole("  - {id: first, part: day, text: So., goto: \u202egnidne, when\u2066: x}\n")
    (tmp_path / "story.yaml").write_text(turned, encoding="utf-8")
    printed = checked(tmp_path)
    assert "\ufffdgnidne" in printed
    assert is_harmless(printed)


def test_files_in_several_encodings(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(told("So."), encoding="utf-8")
    for number, encoding in enumerate(("utf-16", "utf-32", "utf-16-le", "latin-1", "cp1252", "utf-7")):
        text = "content: {note: é “so” — ü}\n" if encoding != "latin-1" else "content: {note: é ü}\n"
        (tmp_path / f"{number}.yaml").write_bytes(text.encode(encoding))
    codes = asked(tmp_path)
    assert codes.count("not-utf-8") == 5


PIECES = (
    "{", "}", "[", "]", ": ", "- ", " #", "&a ", "*a", "!x ", "|", ">", '"', "'", "%", "@", "`", "\t", "\n", "\n\n", "\0",
    "\x85", "\u2028", "\ufeff", "\u202e", "? ", "<<: *a", "---\n", "99999999999", "~", "\\", "\\u", '"\\ud800"', "{rest < 4: a | b}",
    "{name}", "visited(", " and ", "(((", "was: [a, a]", "\U0001f4a9", "e\u0301", "*so", "| ", "\x1b[2J", "\xa0", ",",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
def test_a_slip_anywhere_ends_in_words(seed: int, tmp_path: Path) -> None:
    """Stories with a few things put in, taken out or moved: whatever comes of it, `check` says it and does not fall over."""
    chance = random.Random(seed)
    good = [(STORIES / name / "story.yaml").read_text(encoding="utf-8") for name in ("short-day", "two-halves")]
    bad = [(folder / "story.yaml").read_bytes() for folder in sorted(PROBLEMS.iterdir()) if folder.is_dir()]
    texts = good + [text.decode(errors="replace") for text in bad if len(text) < 10_000]
    file = tmp_path / "story.yaml"
    for _ in range(40):
        file.write_text(slipped(chance.choice(texts), chance), encoding="utf-8")
        for form in check.FORMATS:
            output = io.StringIO()
            assert check.run([tmp_path], form, output, io.StringIO(), prose=True) in (0, 1)
            assert form != "text" or is_harmless(output.getvalue())


def slipped(text: str, chance: random.Random) -> str:
    """A text after a few slips of the hand."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        at = chance.randrange(len(text) + 1)
        if (what := chance.random()) < 0.5:
            text = text[:at] + chance.choice(PIECES) + text[at:]
        elif what < 0.7:
            text = text[:at] + text[at + chance.choice((1, 2, 5, 30)) :]
        elif what < 0.85:
            begin = chance.randrange(len(text) + 1)
            text = text[:at] + text[begin : begin + chance.choice((1, 10, 60))] + text[at:]
        else:
            lines = text.split("\n")
            line = chance.randrange(len(lines))
            lines[line] = " " * chance.randrange(9) + lines[line].lstrip()
            text = "\n".join(lines)
    return text


def checked(folder: Path) -> str:
    """What `ampersand check` prints of a story."""
    output = io.StringIO()
    check.run([folder], "text", output, io.StringIO())
    return output.getvalue()


def is_harmless(printed: str) -> bool:
    """Whether nothing in what is printed would do something to a terminal, or turn round what follows."""
    return not any(
        (category(it) == "Cc" and it not in "\n\t") or it in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        for it in printed
    )


def asked(folder: Path) -> list[str]:
    """The codes found in a story, read by a process of its own that is held to the limits."""
    command = [sys.executable, "-c", CHILD, str(folder)]
    child = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert child.returncode == 0, child.stderr
    answer = json.loads(child.stdout)
    assert answer["seconds"] < MOST_SECONDS
    assert answer["peak"] < MOST_BYTES
    codes: list[str] = answer["codes"]
    return codes
