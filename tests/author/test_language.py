"""What an editor is told of a story while it is written: `game.author.language`, which the language server and the author's page ask."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.author.language import (
    Edit,
    Fix,
    NotRenamed,
    OpenStory,
    Symbol,
    apply,
    completions,
    definition,
    diagnostics,
    fixes_of,
    hover,
    open_story,
    outline,
    references,
    rename,
    search,
    unwritten,
    written,
)
from game.author.language.columns import from_units, to_units
from game.author.language.describing import paragraph
from game.author.language.place import place_at
from game.author.translate.counting import counts
from game.story.diagnostic import Diagnostic
from game.story.nodes import span_of
from game.story.reading import read
from game.story.shapes import NAMED

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "story" / "ampersand"
PROBLEMS = Path(__file__).parent / "problems"
EXAMPLE = re.findall(
    r"```yaml\n(# (?:story|scenes)\.yaml\n.*?)```", (ROOT / "docs" / "format.md").read_text("utf-8"), re.S
)
HERE = "¦"
"""Where the cursor stands, in a text written for a test."""


@pytest.fixture(scope="module")
def shipped() -> OpenStory:
    story = open_story(SHIPPED)
    assert not story.reading.diagnostics
    return story


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example of the format."""
    for name, text in zip(("story.yaml", "scenes.yaml"), EXAMPLE, strict=True):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def cursor(text: str) -> tuple[str, int, int]:
    """The text without its mark, and the line and the column of the mark."""
    before, mark, after = text.partition(HERE)
    assert mark
    return before + after, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def typed(folder: Path, old: str, new: str, name: str = "scenes.yaml") -> tuple[OpenStory, Path, int, int]:
    """The example with something typed in it, and where the cursor stands then."""
    text = EXAMPLE[name == "scenes.yaml"]
    assert text.count(old) == 1, old
    text, line, column = cursor(text.replace(old, new))
    return open_story(folder, {folder / name: text}, before=open_story(folder)), folder / name, line, column


def offered(folder: Path, old: str, new: str, name: str = "scenes.yaml") -> list[str]:
    return [one.label for one in completions(*typed(folder, old, new, name))]


# ---- where a cursor stands

SCENE = """scenes:
  - id: a
    part: first
    text: |
      You're {x: y}

      there
    choices:
      - id: c
        effects: {sleep: +1}
"""


@pytest.mark.parametrize(
    ("text", "path", "at", "written"),
    [
        (SCENE + "        goto: ne¦", "scenes - choices - goto", "value", "ne"),
        (SCENE + "        goto: ¦", "scenes - choices - goto", "value", ""),
        (SCENE + "        go¦", "scenes - choices -", "key", "go"),
        (SCENE + "        ¦\n        when: x\n", "scenes - choices -", "key", ""),
        (SCENE + "      - ¦", "scenes - choices -", "key", ""),
        (SCENE + "      - {id: x, wh¦, goto: next}", "scenes - choices -", "key", "wh"),
        (SCENE + "      - {id: x, when: sleep <= 1 and ¦, goto: next}", "scenes - choices - when", "value", "sleep <= 1 and "),
        (SCENE + "      - {id: x, goto: [{when: a, to: ¦", "scenes - choices - goto - to", "value", ""),
        (SCENE + "      - {id: x, goto: [{when: a, to: b}, {¦", "scenes - choices - goto -", "key", ""),
        (SCENE + "      - {id: x, text: you're, goto: ¦", "scenes - choices - goto", "value", ""),
        (SCENE + "      - {id: x, text: \"you, {sl¦", "scenes - choices - text", "value", "you, {sl"),
        (SCENE + "        set: {ru¦}", "scenes - choices - set", "key", "ru"),
        (SCENE + "        set:\n          rule: fi¦", "scenes - choices - set rule", "value", "fi"),
        (SCENE + "        goto:\n          - {when: not x, to: y}\n          - {to: ¦}", "scenes - choices - goto - to", "value", ""),
        (SCENE + "  - id: b\n    place: [ovens, co¦", "scenes - place -", "value", "co"),
        (SCENE + "  - id: b\n    place:\n    - ovens\n    - co¦", "scenes - place -", "key", "co"),
        (SCENE + "    ¦", "scenes -", "key", ""),
        (SCENE + "  ¦", "scenes", "key", ""),
        ("scenes:\n  - id: a\n    text: |\n      Hello {sl¦\n\n      more\n", "scenes - text", "block", "Hello {sl"),
        ("scenes:\n  - id: a\n    text: |\n      Hello\n\n      ¦\n    goto: x", "scenes - text", "block", ""),
        ("scenes:\n  - id: a\n    text: |\n      One\n      two¦", "scenes - text", "block", "One\ntwo"),
        ("scenes:\n  - {id: a, choices: [{id: y\n  - id: z\n    goto: ¦", "scenes - goto", "value", ""),
        ("¦", "", "key", ""),
        ("meters:\n  rest: {range: [0, 12], start: 6, ¦}\n", "meters rest", "key", ""),
        ("chapters:\n  - id: a\n    alone:\n      day: {set: {ke¦", "chapters - alone day set", "key", "ke"),
        ("start: one # and ¦", "", "comment", ""),
    ],
)  # fmt: skip
def test_where_a_cursor_stands_is_told_in_lines_that_yaml_cannot_read(
    text: str, path: str, at: str, written: str
) -> None:
    text, line, column = cursor(text)
    place = place_at(text.split("\n"), line, column)
    assert (place.at, place.written) == (at, written)
    assert at == "comment" or " ".join(place.path) == path


# ---- the table of the format and the reader know the same


@pytest.mark.parametrize("name", ["shipped", "example"])
def test_every_name_that_the_reader_takes_for_one_is_found_where_it_stands(name: str, folder: Path) -> None:
    story = open_story(SHIPPED if name == "shipped" else folder)
    draft = story.reading.draft
    assert draft is not None
    found = {(one.name, one.span[:3]) for some in story.names.files for one in some}
    missed = [
        (kind, name, span_of(node)[:3])
        for kinds in (draft.mentions, draft.declarations)
        for kind, names in kinds.items()
        for name, node in names
        if kind not in ("picture", "sound", "cover") and not kind.startswith(("scene without", "ending with"))
        and (name, _inside(span_of(node)[:3], bool(node.style))) not in found
    ]  # fmt: skip
    assert missed == []


def _inside(place: tuple[object, ...], quoted: bool) -> tuple[object, ...]:
    file, line, column = place
    return file, line, int(str(column)) + quoted


def test_every_name_of_the_shipped_story_means_something(shipped: OpenStory) -> None:
    words = {"next", "ending", "end"}
    lost = [
        (one.kind, one.name)
        for some in shipped.names.files
        for one in some
        if one.kind in NAMED and one.kind != "mood" and one.name not in words and shipped.names.meant(one) is None
    ]
    assert lost == []


# ---- what may be written


def test_keys_are_offered_that_the_thing_does_not_have_and_says_what_they_are_for(folder: Path) -> None:
    story, path, line, column = typed(
        folder, "        lean: work\n        goto: next    ", "        ¦\n        goto: next    "
    )
    found = {one.label: one for one in completions(story, path, line, column)}
    assert set(found) == {"when", "then", "set", "lean", "lesson", "was"}
    assert found["when"].says == "It is on offer only then."
    assert (found["when"].insert, found["then"].insert) == ("when: ", "then: |\n          ")
    assert list(found)[-1] == "was"


def test_what_is_offered_is_what_check_would_take(folder: Path) -> None:
    """A way on leads within the half and the chapter; a half is offered its own variables, and none whose time is over."""
    assert offered(folder, "goto: second-day-noon ", "goto: ¦ ") == [
        "next", "ending", "noon-oven", "second-day-noon", "second-day-floor", "lamp-out", "open-all-hours",
    ]  # fmt: skip
    assert offered(folder, "set: {loaves: seeded}", "set: {¦}") == ["loaves"]
    assert (
        offered(folder, "set: {kept: yes}\n        lean", "set: {¦}\n        lean") == ["kept", "favours", "smelt"][:2]
    )
    assert offered(folder, "effects: {favours: +1, custom: +1}", "effects: {¦}") == ["sleep", "custom", "favours"]
    names = [name for name in offered(folder, "{sleep < 4: You count", "{¦ You count") if "(" not in name]
    assert names[:3] == ["sleep", "custom", "loaves"]
    assert "kept" not in names
    assert {"bake-plain", "bake-seeded"} == set(offered(folder, "{sleep < 4: You count", "{chose(¦ You count"))


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("    place: ovens\n    time", "    place: ¦\n    time", ["ovens", "counter"]),
        ("people: {ines: rested}", "people: {ines: ¦}", ["rested", "tired", "afraid", "sharp", "tender", "gone"]),
        ("people: {ines: rested}", "people: {¦}", ["ines"]),
        ("    part: first-morning", "    part: ¦", ["first-night", "first-morning", "second-all"]),
        ("set: {loaves: seeded}", "set: {loaves: ¦}", ["plain", "seeded"]),
        ("lesson: rest", "lesson: ¦", ["rest"]),
        ("content: [overwork]", "content: [¦]", ["overwork"]),
        ("      Noon, and both", "      ¦\n\n      Noon, and both", ["Ines:"]),
        (
            "        effects: {sleep: +3, custom: -2}",
            "        effects: {sleep: ¦}",
            ["+1", "-1", "+2", "-2", "+3", "-3"],
        ),
    ],
)
def test_every_kind_of_name_is_offered_where_it_is_written(folder: Path, old: str, new: str, wanted: list[str]) -> None:
    assert offered(folder, old, new) == wanted


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("half: night, values", "half: ¦, values", ["night", "day", "round"]),
        ("until: first-day}", "until: ¦}", ["end", "first-day", "second-day"]),
        ("start: plain,", "start: ¦,", ["plain", "seeded"]),
        ("next: second-day", "next: ¦", ["first-day", "second-day"]),
        ("group: chosen", "group: ¦", ["chosen", "drifted"]),
        ("before: noon-oven ", "before: ¦ ", ["night-oven", "morning-counter", "noon-oven", "second-day-noon", "second-day-floor", "end-lamp", "end-hours"]),
        ("custom: highest}", "custom: ¦}", ["lowest", "highest", "mean-up", "mean-down", "take", "least", "most"][:4]),
        ("set: {kept: yes, owed: 1}", "set: {kept: yes, owed: ¦}", ["0", "1", "2"]),
        ("pronouns: they}", "pronouns: ¦}", ["they", "she", "he"]),
        ("ink: both}", "ink: ¦}", ["inner", "outer", "both"]),
    ],
)  # fmt: skip
def test_so_it_is_in_the_head(folder: Path, old: str, new: str, wanted: list[str]) -> None:
    assert offered(folder, old, new, "story.yaml") == wanted


def test_the_rest_of_a_word_is_written_over(folder: Path) -> None:
    story, path, line, column = typed(folder, "    part: first-morning", "    part: first-m¦orning")
    one = next(one for one in completions(story, path, line, column) if one.label == "second-all")
    text = story.views[path].page.text
    assert "    part: second-all\n" in apply(text, (Edit(one.span, one.insert),))


def test_sounds_and_pictures_of_the_story_and_the_game_are_offered(folder: Path) -> None:
    (folder / "pictures").mkdir()
    for name in ("bakery.svg", "street.inner.svg", "street.outer.svg"):
        (folder / "pictures" / name).write_text("<svg/>")
    text = EXAMPLE[0].replace("ovens: {looks", "ovens: {picture: , looks")
    text, line, column = cursor(text.replace("picture: ,", f"picture: {HERE},"))
    story = open_story(folder, {folder / "story.yaml": text}, shared=(ROOT / "assets",))
    labels = [one.label for one in completions(story, folder / "story.yaml", line, column)]
    assert labels[:2] == ["bakery.svg", "street.svg"]
    assert "canal.svg" in labels


# ---- what is said of a thing


def test_every_thing_of_the_shipped_story_has_something_said_of_it(shipped: OpenStory) -> None:
    for kind in ("scene", "ending", "choice", "chapter", "part", "meter", "variable", "message", "half", "person", "place",
                 "content", "source", "lesson", "lean", "group", "value"):  # fmt: skip
        assert shipped.names.of_kind(kind)
        for symbol in shipped.names.of_kind(kind):
            said = paragraph(shipped, symbol)
            assert said.startswith(f"**{symbol.name}**")
            assert not re.search(r"None|\.\.|  |\{\w+=|,,|; ;|\n\n\n", said.split("\n>")[0]), said
            assert kind in ("lean", "value") or said.count("\n\n") >= 2, said


def test_a_value_says_where_it_is_set_and_read(folder: Path) -> None:
    story = open_story(folder)
    assert paragraph(story, Symbol("value", "seeded", "loaves")) == (
        "**seeded**, a value of `loaves`\n\nSet in the choice `bake-seeded`.\n\nRead in the message `smelt`."
    )
    assert paragraph(story, Symbol("variable", "kept")) == (
        "**kept**, a variable\n\nYes or no; no at first; kept by day until second-day.\n\n"
        "Set to yes in the choice `keep-it`.\n\nRead in the scene `second-day-noon`."
    )


# ---- renaming

KINDS = ("scene", "choice", "ending", "chapter", "part", "meter", "variable", "message", "half", "person", "place", "content",
         "source", "lesson", "lean", "group", "pair", "value")  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_thing_is_renamed_everywhere_and_back_again_to_the_byte(kind: str, shipped: OpenStory) -> None:
    symbol = max(shipped.names.of_kind(kind), key=lambda one: len(list(shipped.names.uses(one))))
    after = _renamed(shipped, symbol, "quite-another")
    assert not [one for one in after.reading.diagnostics if one.severity == "error"]
    back = _renamed(after, Symbol(kind, "quite-another", symbol.of), symbol.name)
    for path, view in shipped.views.items():
        text = back.views[path].page.text
        if kind in ("scene", "choice"):
            text = re.sub(r"\n +was: \[quite-another\](?=\n)|, quite-another(?=\])", "", text)
        assert text == view.page.text


def _renamed(story: OpenStory, symbol: Symbol, new: str) -> OpenStory:
    (made,) = story.names.made(symbol)
    edits = rename(story, story.path_of(made.span.file), made.span.line, made.span.column, new)
    texts = {path: apply(story.views[path].page.text, some) for path, some in edits.items() if path in story.views}
    return open_story(story.folder, {**story.unsaved, **texts}, before=story)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  - id: here  # so\n    part: day", "  - id: there  # so\n    was: [here]\n    part: day"),
        ("  - part: day\n    id: 'here'", "  - part: day\n    id: 'there'\n    was: [here]"),
        ("  - {part: day, id: here}", "  - {part: day, id: there, was: [here]}"),
        ('  - {id: "here", was: once}', '  - {id: "there", was: [once, here]}'),
        ("  - {id: here, was: [once], part: day}", "  - {id: there, was: [once, here], part: day}"),
        ("  - {id: here, was: []}", "  - {id: there, was: [here]}"),
        ("  - id: here\n    was:\n      - once\n    part: day", "  - id: there\n    was:\n      - once\n      - here\n    part: day"),
        ("  - id: here\n    was: [there, once]", "  - id: there\n    was: [once, here]"),
        ("  - id: here\n    was: there", "  - id: there\n    was: [here]"),
        ("  - {part: day,\n     id: here,\n     time: noon}", "  - {part: day,\n     id: there, was: [here],\n     time: noon}"),
    ],
)  # fmt: skip
def test_a_former_name_is_kept_however_the_scene_is_written(before: str, after: str, tmp_path: Path) -> None:
    text = f"\ufeffscenes:\n{before}\n"
    (tmp_path / "story.yaml").write_text(text, "utf-8")
    story = open_story(tmp_path)
    (made,) = story.names.made(Symbol("scene", "here"))
    edits = rename(story, tmp_path / "story.yaml", made.span.line, made.span.column, "there")
    assert apply(text, edits[tmp_path / "story.yaml"]) == f"\ufeffscenes:\n{after}\n"


def test_what_is_heard_is_renamed_too(folder: Path) -> None:
    (folder / "sounds").mkdir()
    sheet = '[captions]\ncounter = "a counter"\n[[without]]\nmeter = "sleep"\n[[cue]]\nscene = "night-oven"\nwords = ["counter = 1"]\n'
    (folder / "sounds" / "sounds.toml").write_text(sheet)
    story = open_story(folder)
    for kind, name in (("place", "counter"), ("meter", "sleep"), ("scene", "night-oven")):
        (made,) = story.names.made(Symbol(kind, name))
        edits = rename(story, story.path_of(made.span.file), made.span.line, made.span.column, "other")
        text = apply(sheet, edits[folder / "sounds" / "sounds.toml"])
        assert text in (sheet.replace(f'"{name}"', '"other"'), sheet.replace(f'{name} = "a', 'other = "a'))


def test_what_was_translated_is_renamed_too_and_stays_translated(tmp_path: Path) -> None:
    """Each name of the shipped story's catalogue goes along, through strings that are broken in the middle of a name."""
    folder = tmp_path / "ampersand"
    shutil.copytree(SHIPPED, folder)
    story = open_story(folder)
    catalogue = folder / "languages" / "fr.po"
    before = counts(story.reading.story, "fr")
    for kind, name in (
        ("choice", "mon-out-3-hear"),
        ("scene", "mon-in-1-letter"),
        ("meter", "rest"),
        ("person", "odile"),
    ):
        (made,) = story.names.made(Symbol(kind, name))
        edits = rename(story, story.path_of(made.span.file), made.span.line, made.span.column, f"other-{kind}")
        assert catalogue in edits
        for path, some in edits.items():
            path.write_bytes(apply(path.read_bytes().decode(), some).encode())
        story = open_story(folder, before=story)
    assert counts(story.reading.story, "fr") == before


def test_what_somebody_is_called_is_changed_where_they_speak(folder: Path) -> None:
    story, path, line, column = typed(folder, "Ines: Is there", "I¦nes: Is there")
    edits = rename(story, path, line, column, "Mrs Vale")
    texts = {where: apply(story.views[where].page.text, some) for where, some in edits.items()}
    assert texts[path] == EXAMPLE[1].replace("Ines: Is there", "Mrs Vale: Is there")
    assert texts[folder / "story.yaml"] == EXAMPLE[0].replace("{name: Ines, ", "{name: Mrs Vale, ")
    with pytest.raises(NotRenamed, match="cannot open speech"):
        rename(story, path, line, column, "No: one")


def test_nothing_is_renamed_while_a_file_cannot_be_read(folder: Path) -> None:
    story, path, line, column = typed(
        folder, "  - id: night-oven\n    part: first-night ", '  - id: night-o¦ven\n    part: "first-night '
    )
    with pytest.raises(NotRenamed, match="cannot be read whole"):
        rename(story, path, line, column, "oven-by-night")


# ---- mending

ON_PURPOSE = {
    ("text-after-quote", "quoted-speech"): "what was in quotation marks is, and the game has its own",
    ("unknown-person", "duplicate-key"): "the name that was meant stands beside it",
    ("unknown-scene", "goto-ending-scene"): "the name that was meant is an ending's scene",
    ("unknown-scene", "not-written-yet"): "the scene is there, and begun",
    ("unknown-variable", "unused-variable"): "what is declared is set, and nothing reads it yet",
}
"""By what is mended, what comes to light when it is."""


def _problems() -> Iterator[tuple[str, OpenStory, Diagnostic, Fix]]:
    for problem in sorted(PROBLEMS.iterdir()):
        if problem.is_dir():
            story = open_story(problem)
            for found in story.reading.diagnostics:
                for fix in fixes_of(story, found):
                    yield problem.name, story, found, fix


def test_every_fix_of_every_bad_story_mends_what_it_says_and_breaks_nothing() -> None:
    codes = set()
    for name, story, found, fix in _problems():
        texts = {path: apply(story.views[path].page.text, edits) for path, edits in fix.edits.items()}
        after = open_story(story.folder, texts).reading.diagnostics
        before = [(one.code, one.message) for one in story.reading.diagnostics]
        now = [(one.code, one.message) for one in after]
        this = (found.code, found.message)
        assert now.count(this) < before.count(this), (name, found.message, fix.says)
        new = {code for code, message in now if (code, message) not in before}
        assert all((found.code, code) in ON_PURPOSE for code in new), (name, found.message, fix.says, new)
        codes.add(found.code)
    assert len(codes) > 40


def test_every_did_you_mean_has_a_fix_that_writes_it() -> None:
    asked, mended = set(), set()
    for problem in PROBLEMS.iterdir():
        story = open_story(problem) if problem.is_dir() else None
        for found in story.reading.diagnostics if story else ():
            meant = re.fullmatch(r"did you mean `(.+)`\?", found.help or "")
            if meant:
                asked.add((problem.name, found.message))
            if meant and any(
                meant[1] in [edit.text for some in fix.edits.values() for edit in some]
                for fix in fixes_of(story, found)
            ):
                mended.add((problem.name, found.message))
    assert len(asked) > 20
    assert asked == mended


def test_a_fix_keeps_comments_and_layout(folder: Path) -> None:
    text = EXAMPLE[1].replace(
        "lean: people\n        goto: next\n      - id: give-it",
        "lean: pepole   # yes\n        goto: next\n      - id: give-it",
    )
    text = text.replace("lean: pepole", "lean: poeple", 1)
    story = open_story(folder, {folder / "scenes.yaml": text})
    fixes = [fix for found in story.reading.diagnostics for fix in fixes_of(story, found)]
    assert all(len(edit.text) < 20 for fix in fixes for some in fix.edits.values() for edit in some)


# ---- scenes that are named and not written


def test_a_scene_that_is_named_and_not_written_is_listed_and_can_be_written(folder: Path) -> None:
    story, path, _, _ = typed(folder, "goto: second-day-noon ", "goto: to-be-done¦ ")
    (one,) = unwritten(story)
    assert (one.name, [use.span.line for use in one.named]) == (
        "to-be-done",
        [story.views[path].lines.index(next(line for line in story.views[path].lines if "to-be-done" in line)) + 1],
    )
    where, edit = written(story, "to-be-done") or pytest.fail("nowhere to write it")
    after = open_story(folder, {where: apply(story.views[where].page.text, (edit,))}, before=story)
    assert not [found for found in after.reading.diagnostics if found.severity == "error"]
    assert after.reading.story is not None
    scene = after.reading.story.scenes["to-be-done"]
    assert (scene.part, [route.to for choice in scene.choices for route in choice.goto]) == ("second-all", ["ending"])


def test_a_scene_that_was_only_begun_stays_listed_until_it_is_written(folder: Path) -> None:
    story, _, _, _ = typed(folder, "goto: second-day-noon ", "goto: to-be-done¦ ")
    where, edit = written(story, "to-be-done") or pytest.fail("nowhere to write it")
    begun = apply(story.views[where].page.text, (edit,))
    (one,) = unwritten(open_story(folder, {where: begun}, before=story))
    assert (one.name, len(one.named)) == ("to-be-done", 1)
    assert one.begun is not None
    assert begun.split("\n")[one.begun.line - 1].strip() == "Not written yet."
    assert unwritten(open_story(folder, {where: begun.replace("Not written yet.", "The yard.")}, before=story)) == ()


# ---- laws


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_question_fails_however_a_file_is_cut_and_typed_in(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "typed"
    folder.mkdir(exist_ok=True)
    (folder / "story.yaml").write_text(EXAMPLE[0], "utf-8")
    text = EXAMPLE[1]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 80)))
    new = data.draw(st.text(st.sampled_from("{}[]:,|-\n \"'#&*!@%aä“🥖\t<=()\\"), max_size=8))
    text = text[:start] + new + text[end:]
    path = folder / "scenes.yaml"
    story = open_story(folder, {path: text})
    line = text.count("\n", 0, start + len(new)) + 1
    column = start + len(new) - (text.rfind("\n", 0, start + len(new)) + 1) + 1
    for at in ((line, column), (line, 1), (line + 1, 9), (1, 1), (9**9, 9**9)):
        completions(story, path, *at)
        hover(story, path, *at)
        definition(story, path, *at)
        references(story, path, *at)
    outline(story, path)
    search(story, "o")
    for found in story.reading.diagnostics:
        for fix in fixes_of(story, found):
            for where, edits in fix.edits.items():
                apply(story.views[where].page.text, edits)
    for one in unwritten(story):
        written(story, one.name)


@given(line=st.text(max_size=20), column=st.integers(1, 21), encoding=st.sampled_from(["utf-8", "utf-16", "utf-32"]))
def test_a_column_in_an_editors_units_comes_back_the_same(line: str, column: int, encoding: str) -> None:
    column = min(column, len(line) + 1)
    units = to_units(line, column, encoding)  # type: ignore[arg-type]
    assert from_units(line, units, encoding) == column  # type: ignore[arg-type]


def test_what_has_not_changed_is_not_read_again(shipped: OpenStory) -> None:
    assert open_story(SHIPPED, before=shipped) is shipped
    path = next(iter(shipped.views))
    after = open_story(SHIPPED, {path: shipped.views[path].page.text + "# more\n"}, before=shipped)
    assert after is not shipped
    assert [other for other in shipped.views if after.views[other] is not shipped.views[other]] == [path]


def test_a_text_that_is_not_saved_is_read_as_if_it_were(folder: Path) -> None:
    text = EXAMPLE[1].replace("place: counter", "place: conuter")
    unsaved = diagnostics(open_story(folder, {folder / "scenes.yaml": text}))
    (folder / "scenes.yaml").write_text(text, "utf-8")
    assert unsaved == diagnostics(open_story(folder))
    assert unsaved[folder / "scenes.yaml"] == read(folder).diagnostics


def test_choices_in_a_text_are_said_once_however_often_another_file_changes(folder: Path) -> None:
    scenes, head = folder / "scenes.yaml", folder / "story.yaml"
    text = EXAMPLE[1].replace("    choices:\n      - id: bake-plain", "      choices:\n      - id: bake-plain")
    found = []
    story = open_story(folder, {scenes: text})
    for title in ("A", "An", "And"):
        unsaved = {scenes: text, head: EXAMPLE[0].replace("title: The Night Baker", f"title: {title}")}
        story = open_story(folder, unsaved, before=story)
        found.append([(one.code, one.message) for one in story.reading.diagnostics])
    assert [code for code, _ in found[0]] == ["key-in-text"]
    assert found == [found[0]] * 3
