"""A story that is read again with what was kept of it is the story that is read from nothing: the same scenes, the same things
wrong, in the same places, whatever was edited meanwhile.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yaml.nodes import Node

from game.story import diagnostic, nodes, reader
from game.story.diagnostic import Report
from game.story.folder import open_story
from game.story.kept import NOTHING, Kept
from game.story.nodes import span_of
from game.story.reading import Reading, judged, read, understood

FILES = {
    "story.yaml": """\
story: two-rooms
title: Two Rooms
start: mon
player: {name: Robin, pronouns: they}
meters:
  rest: {range: [0, 12], start: 6}
  calm: {range: [0, 12], start: 6, words: {0: tense, 7: easy}}
halves:
  in: {header: inside, ink: inner}
  out: {header: outside, ink: outer}
variables:
  lamp: {half: in, values: [no, yes], start: no}
  key: {half: out, values: [lost, found, kept], start: lost}
  cups: {half: in, range: [0, 4], start: 0}
leans: [work, people]
door:
  - {id: tired, after: mon-in, to: out, when: rest < 3, effects: {calm: -1}, text: You are tired.}
style:
  moods:
    - {words: [wide awake], when: rest >= 6}
""",
    "cast.yaml": """\
cast:
  ana: {name: Ana, pronouns: she}
  bo: {name: Bo Finch, outside: Bo}
places:
  room: {looks: A room.}
  street: {looks: A street.}
content: {smoke: Somebody smokes.}
""",
    "days.yaml": """\
chapters:
  - id: mon
    title: Monday
    parts:
      - {id: mon-in, half: in, scene: desk}
      - {id: mon-out, half: out, scene: home}
    next: tue
  - id: tue
    title: Tuesday
    alone: {in: {meters: {rest: 6, calm: 6}}}
    parts:
      - {id: tue-in, half: in, scene: late}
endings:
  - {id: e1, title: Stay, scene: stay, when: calm >= 6}
  - {id: e2, title: Go, scene: gone}
""",
    "one.yaml": """\
scenes:
  - id: desk
    part: mon-in
    place: room
    people: {ana: tired}
    text: |
      A desk, {lamp: lit | dark}.

      Ana: You look *wide awake*, {name}.
    choices:
      - {id: light, text: Light the lamp., lean: work, set: {lamp: yes}, effects: {rest: -2}, goto: stairs}
      - {id: wait, say: "Wait, here.", lean: people, when: rest >= 4, goto: stairs}
  - id: stairs
    part: mon-in
    content: smoke
    text: "Stairs. {chose(light): They shine. | They do not.}"
    choices:
      - id: down
        text: Go down.
        lean: people
        effects: {cups: +1}
        goto: next
""",
    "two.yaml": """\
scenes:
  - id: home
    part: mon-out
    text: |
      {key == found: The key turns. | calm > 7: You knock.}
    choices:
      - {id: look, text: Look for the key., lean: work, set: {key: found}, goto: next}
      - {id: leave-it, text: Leave it., lean: people, when: key != kept, goto: next}
""",
    "three.yaml": """\
scenes:
  - id: late
    part: tue-in
    text: "Late. {visited(stairs): Again. | At last.} {cups > 1: Two cups.}"
    choices:
      - id: end-it
        text: End it.
        was: stop-it
        lean: work
        goto:
          - {when: calm < 2, to: e2}
          - {to: ending}
  - {id: stay, text: "Bo: Stay."}
  - id: gone
    text: Gone.
""",
}
WORDS = [
    "rest",
    "calm",
    "lamp",
    "key",
    "cups",
    "found",
    "kept",
    "lost",
    "desk",
    "stairs",
    "home",
    "late",
    "stay",
    "gone",
    "ending",
    "next",
    "light",
    "wait",
    "down",
    "look",
    "leave-it",
    "end-it",
    "ana",
    "bo",
    "Ana",
    "Bo",
    "Bb",
    "mon",
    "mon-in",
    "mon-out",
    "tue",
    "tue-in",
    "in",
    "out",
    "e1",
    "e2",
    "work",
    "people",
    "yes",
    "no",
    "room",
    "street",
    "smoke",
    "visited(",
    "chose(",
    "}",
    "{",
    "|",
    ":",
    "*",
    "]",
    '"',
    "#",
    "-",
    "&a",
    "*a",
    "text",
    "id",
    "goto",
    "when",
    "set",
    "effects",
    "scenes",
    "choices",
    "was",
    "part",
    "rset",
    "calmm",
    "stairz",
    "5",
    "+3",
    "==",
    ">",
]

Edit = tuple[str, str, int, int, str]
edits = st.tuples(
    st.sampled_from(
        ["put", "put", "take", "word", "word", "word", "line out", "line twice", "indent", "file out", "as it was"]
    ),
    st.sampled_from([*FILES, "new.yaml"]),
    st.integers(0, 10_000),
    st.integers(0, 10_000),
    st.sampled_from(WORDS),
)


def edited(texts: dict[str, str], edit: Edit) -> dict[str, str]:
    """The files after one edit."""
    how, file, first, second, word = edit
    if how == "file out":
        return {name: text for name, text in texts.items() if name != file} if len(texts) > 1 else texts
    if how == "as it was" or file not in texts:
        return {**texts, file: FILES.get(file, f"scenes:\n  - id: new-{word}\n    text: New.\n    goto: stairs\n")}
    lines = texts[file].split("\n")
    at = first % len(lines)
    line = lines[at]
    if how == "line out":
        del lines[at]
    elif how == "line twice":
        lines.insert(second % len(lines), line)
    elif how == "indent":
        lines[at] = " " * (1 + second % 4) + line
    elif how == "word":
        words = line.split(" ")
        words[second % len(words)] = word
        lines[at] = " ".join(words)
    else:
        column = second % (len(line) + 1)
        lines[at] = line[:column] + (word if how == "put" else "") + line[column + (how == "take") :]
    return {**texts, file: "\n".join(lines)}


def plain(value: Any) -> Any:
    """A value with nothing left out of it that the value itself would leave out in a comparison: where a text stands, above all."""
    if isinstance(value, Node):
        return span_of(value)
    if attrs.has(type(value)):
        told = [
            value.span if field.name == "where" else getattr(value, field.name) for field in attrs.fields(type(value))
        ]
        return type(value).__name__, *map(plain, told)
    if isinstance(value, Mapping):
        return [(plain(key), plain(held)) for key, held in value.items()]
    if isinstance(value, frozenset):
        return sorted(value)
    return [plain(each) for each in value] if isinstance(value, tuple | list) else value


def held(reading: Reading) -> Any:
    """Everything that came of reading a story."""
    draft = reading.draft
    named = draft and [
        {kind: plain(some) for kind, some in held.items() if some} for held in (draft.mentions, draft.declarations)
    ]
    of_draft = draft and (plain(draft.story), named, draft.read, draft.changed, draft.left_out, draft.complete)
    return reading.diagnostics, reading.sources, reading.story is None, of_draft


def wrote(folder: Path, texts: Mapping[str, str]) -> None:
    for file in folder.iterdir():
        if file.name not in texts:
            file.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def follow(folder: Path, made: Iterable[Edit]) -> None:
    """Make edits, and after each read the story from what was kept, and from nothing."""
    texts, kept = dict(FILES), NOTHING
    for edit in (None, *made):
        texts = texts if edit is None else edited(texts, edit)
        wrote(folder, texts)
        again = read(folder, shared=(folder,), kept=kept)
        assert held(again) == held(read(folder, shared=(folder,)))
        kept = again.kept


@settings(max_examples=40)
@given(st.lists(edits, min_size=1, max_size=6))
def test_a_story_read_again_is_the_story_read_from_nothing_through_any_edits(made: list[Edit]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        follow(Path(folder), made)


@settings(max_examples=25)
@given(st.lists(edits, min_size=1, max_size=5), st.integers(0, 60), st.integers(1, 12), st.integers(0, 2))
def test_it_is_where_patience_runs_out_too(made: list[Edit], names: int, told: int, aliases: int) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as little:
        little.setattr(diagnostic, "MOST_COMPARISONS", names)
        little.setattr(reader, "TOLD_IN_A_FILE", told)
        little.setattr(nodes, "MOST_ALIASES", aliases)
        follow(Path(folder), made)


@settings(max_examples=15)
@given(st.lists(edits, min_size=1, max_size=4))
def test_it_is_for_what_an_editor_has_not_saved(made: list[Edit]) -> None:
    with tempfile.TemporaryDirectory() as where:
        folder = Path(where).resolve()
        wrote(folder, FILES)
        texts, kept = dict(FILES), NOTHING
        for edit in made:
            texts = edited(texts, edit)
            unsaved = {folder / name: text for name, text in texts.items()}
            again = read(folder, unsaved=unsaved, kept=kept)
            assert held(again) == held(read(folder, unsaved=unsaved))
            kept = again.kept


LIGHT = "{id: light, text: Light the lamp., lean: work"


@pytest.mark.parametrize(
    ("asked", "was", "now"),
    [
        # A nearer name than the one that was proposed.
        ("lamqq", "leans:", "  lamqa: {half: in, values: [no, yes], start: no}\nleans:"),
        # A note of where the variable is declared that another half cannot read.
        ("key == found", "title: Two Rooms", "# a line\ntitle: Two Rooms"),
        # A name that was none, and is.
        ("bell", "leans:", "  bell: {half: in, values: [no, yes], start: no}\nleans:"),
    ],
)
def test_what_was_said_of_a_file_is_said_anew_where_another_makes_it_otherwise(
    tmp_path: Path, asked: str, was: str, now: str
) -> None:
    texts = {**FILES, "one.yaml": FILES["one.yaml"].replace(LIGHT, f"{LIGHT}, when: {asked}")}
    assert texts != FILES
    read_in_turn(tmp_path, texts, {**texts, "story.yaml": FILES["story.yaml"].replace(was, now)})


@pytest.mark.parametrize("names", range(0, 60, 4))
def test_what_is_kept_takes_the_patience_that_reading_it_took(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: int
) -> None:
    monkeypatch.setattr(diagnostic, "MOST_COMPARISONS", names)
    texts = {**FILES, "one.yaml": FILES["one.yaml"].replace(LIGHT, f"{LIGHT}, when: lamqq")}
    two = FILES["two.yaml"].replace("calm > 7", "calmm > 7")
    read_in_turn(tmp_path, texts, {**texts, "two.yaml": two}, {**texts, "two.yaml": f"# a line\n{two}"})


def read_in_turn(folder: Path, *versions: Mapping[str, str]) -> None:
    """Read a story as it becomes, from what was kept and from nothing."""
    home = folder / "read"
    home.mkdir()
    kept = NOTHING
    for texts in versions:
        wrote(home, texts)
        again = read(home, kept=kept)
        assert held(again) == held(read(home))
        kept = again.kept


def scenes_kept(before: Kept, after: Kept) -> set[str]:
    """The files whose scenes were not read again, by their plain names."""
    return {
        Path(name).name
        for name, leaf in after.leaves.items()
        if name in before.leaves and leaf.told.scenes and leaf.told.scenes is before.leaves[name].told.scenes
    }


@pytest.mark.parametrize(
    ("file", "was", "now", "again"),
    [
        ("one.yaml", "A desk", "Two desks", {"one.yaml"}),
        ("one.yaml", "A desk", "# a line\n      A desk", {"one.yaml"}),
        (
            "one.yaml",
            "goto: next",
            "goto: {next",
            {"one.yaml", "three.yaml"},
        ),  # which asks of a scene that has gone with it
        ("cast.yaml", "A room", "A large room", set()),
        ("story.yaml", "title: Two Rooms", "# a line\ntitle: Two Rooms", set()),
        ("story.yaml", "range: [0, 4]", "range: [0, 5]", {"one.yaml", "three.yaml"}),
        ("story.yaml", "leans:", "  more: {half: in, values: [no, yes], start: no}\nleans:", set()),
    ],
)
def test_an_edit_has_those_files_alone_read_again_that_ask_for_what_it_changed(
    tmp_path: Path, file: str, was: str, now: str, again: set[str]
) -> None:
    folder = tmp_path / "story"
    folder.mkdir()
    wrote(folder, FILES)
    before = read(folder)
    assert FILES[file].count(was) == 1
    wrote(folder, {**FILES, file: FILES[file].replace(was, now)})
    after = read(folder, kept=before.kept)
    assert {"one.yaml", "two.yaml", "three.yaml"} - scenes_kept(before.kept, after.kept) == again


def test_a_story_can_be_told_before_all_is_said_of_it(tmp_path: Path) -> None:
    folder = tmp_path / "story"
    folder.mkdir()
    wrote(folder, FILES)
    told = understood(open_story(folder, Report()), ())
    whole = judged(told, (folder,))
    assert told.story is not None
    assert whole.story is told.story
    assert "text-against-meters" in {found.code for found in whole.diagnostics} - {
        found.code for found in told.diagnostics
    }
    assert held(whole) == held(read(folder, shared=(folder,)))
