"""`ampersand lsp`: an editor drives it over standard input and output, on a story in a folder, as somebody writes in it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from game.story.reading import read
from tests.drivers.editor import Editor, Refused, cut

ROOT = Path(__file__).parents[2]
EXAMPLE = re.findall(
    r"```yaml\n(# (?:story|scenes)\.yaml\n.*?)```", (ROOT / "docs" / "format.md").read_text("utf-8"), re.S
)
UNIX = "scenes.yaml"


def codes(marks: list[dict[str, Any]]) -> list[str]:
    return [one["code"] for one in marks]


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """The example of the format, in a folder of its own: the head in one file, the scenes in another."""
    folder = tmp_path / "the night baker"
    folder.mkdir()
    for name, text in zip(("story.yaml", "scenes.yaml"), EXAMPLE, strict=True):
        (folder / name).write_text(text, "utf-8", newline="")
    return folder


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor, and its server, which every test leaves as it would leave its own."""
    with Editor(tmp_path_factory.mktemp("nothing")) as opened:
        yield opened
    assert opened.server.returncode == 0
    assert opened.stray == []
    assert "Traceback" not in opened.complaints


@pytest.fixture
def editor(story: Path, server: Editor) -> Editor:
    """The editor, with the story's folder open."""
    server.goes_to(story)
    return server


def test_an_error_is_marked_as_it_is_typed_and_mended_by_its_fix(editor: Editor) -> None:
    editor.opens(UNIX)
    editor.says(UNIX, until=lambda marks: marks == [])
    editor.types(UNIX, "    place: ovens\n    time", "    place: ovnes\n    time")
    (mark,) = editor.says(UNIX, until=bool)
    assert mark["code"] == "unknown-place"
    assert mark["message"] == "no place is called `ovnes`\nDid you mean `ovens`?"
    assert (mark["severity"], mark["source"]) == (1, "ampersand")
    assert cut(editor.texts[UNIX], mark["range"]) == "ovnes"
    fixes = editor.fixes(UNIX, mark)
    assert next(iter(fixes)) == "Write `ovens`"
    assert fixes["Write `ovens`"]["isPreferred"]
    editor.applies(fixes["Write `ovens`"]["edit"])
    assert editor.says(UNIX, until=lambda marks: not marks) == []
    assert editor.texts[UNIX] == EXAMPLE[1]


def test_a_story_is_checked_before_any_of_it_is_opened(story: Path) -> None:
    (story / "scenes.yaml").write_text(EXAMPLE[1].replace("goto: second-day-noon", "goto: second-day-moon"), "utf-8")
    with Editor(story) as editor:
        assert codes(editor.says(UNIX, until=bool)) == ["unknown-scene"]


def test_a_rename_reaches_both_files_leaves_the_former_name_and_touches_nothing_else(
    editor: Editor, story: Path
) -> None:
    editor.opens(UNIX)
    edit = editor.ask(
        "textDocument/rename", {**editor.place(UNIX, "id: second-day-noon", after=True), "newName": "high-noon"}
    )
    editor.applies(edit)
    editor.saves(UNIX)
    head, scenes = (story / "story.yaml").read_text("utf-8"), (story / UNIX).read_text("utf-8")
    assert head == EXAMPLE[0].replace("second-day-noon", "high-noon")
    renamed = EXAMPLE[1].replace("second-day-noon", "high-noon")
    assert scenes == renamed.replace("  - id: high-noon\n", "  - id: high-noon\n    was: [second-day-noon]\n")
    found = read(story)
    assert found.story is not None
    assert not found.diagnostics
    assert found.story.former["second-day-noon"] == "high-noon"


def test_a_choice_that_had_a_former_name_keeps_it(editor: Editor, story: Path) -> None:
    editor.opens(UNIX)
    place = editor.place(UNIX, "- id: give-it", after=True)
    editor.applies(editor.ask("textDocument/rename", {**place, "newName": "hand-over"}))
    assert "was: [hand-it-over, give-it]  " in editor.texts[UNIX]
    back = editor.place(UNIX, "- id: hand-over", after=True)
    editor.applies(editor.ask("textDocument/rename", {**back, "newName": "give-it"}))
    assert "was: [hand-it-over, hand-over]" in editor.texts[UNIX]


def test_a_rename_that_cannot_be_says_why(editor: Editor) -> None:
    editor.opens(UNIX)
    for at, new, why in (
        ("- id: bake-plain", "bake-seeded", "There already is one called `bake-seeded`."),
        ("- id: bake-plain", "hand-it-over", "`give-it` used to be called `hand-it-over`, and saves would find that."),
        ("- id: bake-plain", "bake it", "“bake it” cannot be a name: letters, digits and hyphens, a letter first."),
        ("- id: night-oven", "next", "“next” cannot be a name: `goto:` means something else by it."),
        ('    time: "03:1', "x", "There is no name here that the story made."),
    ):
        with pytest.raises(Refused, match=re.escape(why)):
            editor.ask("textDocument/rename", {**editor.place(UNIX, at, after=True), "newName": new})
    editor.types(UNIX, '    time: "08:00"', '    time: "08:00')
    with pytest.raises(Refused, match="cannot be read whole"):
        editor.ask("textDocument/rename", {**editor.place(UNIX, "- id: bake-plain", after=True), "newName": "bake"})


def test_a_half_typed_line_is_completed_while_yaml_cannot_read_it(editor: Editor) -> None:
    editor.opens(UNIX)
    editor.types(
        UNIX,
        "        goto: [{when: sleep <= 1, to: second-day-floor}, {to: ending}]\n",
        "        goto: [{when: sleep <= 1, to: sec\n",
    )
    offered = editor.offered(UNIX, "when: sleep <= 1, to: sec")
    assert list(offered)[:2] == ["next", "ending"]
    assert {"second-day-floor", "noon-oven", "lamp-out"} <= set(offered)
    assert "night-oven" not in offered, "another half's"
    assert "end-lamp" not in offered, "an ending's, and a way leads to the ending"
    one = offered["second-day-floor"]
    assert one["detail"].startswith("The second day · day and night · ovens · You wake on the flour sacks.")
    assert cut(editor.texts[UNIX], one["textEdit"]["range"]) == "sec"
    assert one["textEdit"]["newText"] == "second-day-floor"
    assert codes(editor.says(UNIX, until=bool)) == ["missing-comma"]


def test_names_of_a_scene_that_cannot_be_read_now_are_known_still(editor: Editor) -> None:
    editor.opens(UNIX)
    editor.types(UNIX, '    time: "03:10"', '    time: "03:10')
    offered = editor.offered(UNIX, "        goto: [{when: sleep <= 1, to: ")
    assert "second-day-floor" in offered
    editor.opens("story.yaml")
    editor.types("story.yaml", "when: loaves == seeded", "when: not chose(")
    assert "bake-seeded" in editor.offered("story.yaml", "when: not chose(")


def test_the_places_of_a_condition_are_completed_one_after_the_other(editor: Editor) -> None:
    editor.opens(UNIX)
    line = "        when: owed >= 1                # on offer only then\n"
    for typed, wanted, unwanted in (
        ("", {"owed", "sleep", "kept", "visited( )", "not"}, {"loaves", "favours", "and"}),
        ("sle", {"sleep"}, {"and"}),
        ("sleep ", {"<=", ">", "and"}, {"owed"}),
        ("sleep <= ", set(), {"owed", "sleep", "and"}),
        ("sleep <= 4 ", {"and", "or"}, {"sleep"}),
        ("sleep <= 4 and ", {"owed", "not"}, {"or"}),
        ("not ", {"kept"}, {"and"}),
        ("visited(", {"night-oven", "second-day-noon"}, {"sleep"}),
        ("chose(", {"bake-plain"}, {"night-oven"}),
    ):
        editor.has(UNIX, EXAMPLE[1].replace(line, f"        when: {typed}\n"))
        offered = set(editor.offered(UNIX, f"        when: {typed}"))
        assert wanted <= offered, (typed, offered)
        assert not unwanted & offered, (typed, offered)
    editor.opens("story.yaml")
    editor.types("story.yaml", "when: loaves == seeded", "when: loaves == ")
    assert list(editor.offered("story.yaml", "when: loaves == ")) == ["plain", "seeded"]


def test_columns_are_counted_as_editors_count_them(editor: Editor) -> None:
    """An emoji is two units of UTF-16, and one character; a curly quote is one of each."""
    editor.opens(UNIX)
    editor.types(UNIX, "Noon, and both of you are in the shop.", "“Noon” 🥖🥖, {kpet: she | he} 🥐.")
    (mark,) = editor.says(UNIX, until=bool)
    assert cut(editor.texts[UNIX], mark["range"]) == "kpet"
    editor.applies(editor.fixes(UNIX, mark)["Write `kept`"]["edit"])
    assert "“Noon” 🥖🥖, {kept: she | he} 🥐." in editor.texts[UNIX]
    assert editor.hovers(UNIX, "kept: she").startswith("**kept**, a variable")
    places = editor.ask("textDocument/definition", editor.place(UNIX, "kept: she"))
    assert [editor.shown(place) for place in places] == ["kept"]
    place = {**editor.place(UNIX, "kept: she"), "newName": "held"}
    editor.applies(editor.ask("textDocument/rename", place))
    assert "“Noon” 🥖🥖, {held: she | he} 🥐." in editor.texts[UNIX]


def test_an_editor_that_counts_in_bytes_is_answered_in_bytes(story: Path) -> None:
    with Editor(story, general={"positionEncodings": ["utf-8"]}) as editor:
        assert editor.can["positionEncoding"] == "utf-8"
        editor.opens(UNIX)
        editor.types(UNIX, "Noon, and both", "“🥖” {kpet: x} both")
        (mark,) = editor.says(UNIX, until=bool)
        before = editor.texts[UNIX].split("\n")[mark["range"]["start"]["line"]].partition("kpet")[0]
        assert mark["range"]["start"]["character"] == len(before.encode())


def test_a_file_with_windows_lines_keeps_them(editor: Editor, story: Path) -> None:
    windows = EXAMPLE[1].replace("\n", "\r\n")
    (story / UNIX).write_bytes(windows.encode())
    editor.opens(UNIX)
    editor.says(UNIX, until=lambda marks: not marks)
    place = {**editor.place(UNIX, "id: second-day-floor", after=True), "newName": "the-floor"}
    editor.applies(editor.ask("textDocument/rename", place))
    editor.saves(UNIX)
    saved = (story / UNIX).read_bytes().decode()
    assert "\r\n" in saved
    assert "\n" not in saved.replace("\r\n", "")
    renamed = windows.replace("second-day-floor", "the-floor")
    assert saved == renamed.replace("- id: the-floor\r\n", "- id: the-floor\r\n    was: [second-day-floor]\r\n")
    assert not read(story).diagnostics


def test_a_file_that_is_deleted_takes_its_marks_and_its_names_along(editor: Editor, story: Path) -> None:
    more = "scenes:\n  - {id: extra, part: second-all, text: Once more., goto: nowhere}\n"
    (story / "more.yaml").write_text(more, "utf-8")
    editor.opens("more.yaml")
    editor.opens(UNIX)
    assert codes(editor.says("more.yaml", until=bool)) == ["unknown-scene"]
    (story / "more.yaml").unlink()
    assert "extra" in editor.offered(UNIX, "to: second-day-floor}, {to: "), "it is open, and so it is there"
    editor.closes("more.yaml")
    assert editor.says("more.yaml", until=lambda marks: not marks) == []
    assert "extra" not in editor.offered(UNIX, "to: second-day-floor}, {to: ")


def test_a_file_edited_elsewhere_is_read_again(editor: Editor, story: Path) -> None:
    editor.says(UNIX, until=lambda marks: not marks)
    (story / "story.yaml").write_text(EXAMPLE[0].replace("  ovens:", "  oven:"), "utf-8")
    change = {"changes": [{"uri": editor.uri("story.yaml"), "type": 2}]}
    editor.tell("workspace/didChangeWatchedFiles", change)
    assert set(codes(editor.says(UNIX, until=bool))) == {"unknown-place"}


def test_a_folder_that_is_closed_takes_its_marks_along(editor: Editor, tmp_path: Path) -> None:
    editor.opens(UNIX)
    editor.types(UNIX, "    place: ovens\n    time", "    place: ovnes\n    time")
    editor.saves(UNIX)
    editor.says(UNIX, until=bool)
    here, where = editor.uri(UNIX), editor.folder
    (tmp_path / "other").mkdir()
    editor.goes_to(tmp_path / "other")
    editor.folder = where
    assert editor.says(UNIX, until=lambda marks: not marks) == []
    assert here in editor.marks
    editor.folder = tmp_path / "other"


def test_a_story_whose_folder_is_gone_has_nothing_wrong(editor: Editor, story: Path) -> None:
    editor.opens(UNIX)
    editor.types(UNIX, "    place: ovens\n    time", "    place: ovnes\n    time")
    editor.says(UNIX, until=bool)
    editor.closes(UNIX)
    shutil.rmtree(story)
    editor.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": editor.uri(UNIX), "type": 3}]})
    assert editor.says(UNIX, until=lambda marks: not marks) == []


def test_a_text_that_is_larger_than_any_file_that_is_read_is_said_to_be(editor: Editor) -> None:
    editor.opens(UNIX)
    editor.has(UNIX, "# " + "x" * 600_000 + "\n" + EXAMPLE[1])
    assert codes(editor.says(UNIX, until=bool)) == ["story-too-large"]
    assert editor.ask("textDocument/hover", editor.place(UNIX, "- id: night-oven")) is None


def test_yaml_that_is_no_story_is_left_alone(server: Editor, tmp_path: Path) -> None:
    editor = server
    (tmp_path / "workflow.yaml").write_text("on: push\njobs: {build: {steps: [}\n", "utf-8")
    (tmp_path / "unsaved.txt").write_text("story: no\n", "utf-8")
    editor.goes_to(tmp_path)
    editor.opens("workflow.yaml")
    editor.opens("unsaved.txt")
    assert editor.offered("workflow.yaml", "on: ") == {}
    assert editor.ask("textDocument/hover", editor.place("unsaved.txt", "story")) is None
    assert not {editor.uri("workflow.yaml"), editor.uri("unsaved.txt")} & set(editor.marks)


def test_stories_that_are_single_files_side_by_side_are_each_their_own(server: Editor, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(EXAMPLE[0].replace("the-night-baker", name) + EXAMPLE[1], "utf-8")
    server.goes_to(tmp_path)
    server.opens("one.yaml")
    server.types("one.yaml", "- id: second-day-floor", "- id: the-floor")
    assert codes(server.says("one.yaml", until=bool)) == ["unknown-scene"]
    assert server.marks.get(server.uri("two.yaml"), []) == []
    offered = server.offered("one.yaml", "when: sleep <= 1, to: ")
    assert "the-floor" in offered
    assert "second-day-floor" not in offered


def test_a_new_file_of_a_story_is_part_of_it_before_it_is_saved(editor: Editor) -> None:
    editor.texts["new.yaml"] = text = "scenes:\n  - {id: extra, part: second-all, text: Once more., goto: ending}\n"
    document = {"uri": editor.uri("new.yaml"), "languageId": "yaml", "version": 1, "text": text}
    editor.tell("textDocument/didOpen", {"textDocument": document})
    assert codes(editor.says("new.yaml", until=bool)) == ["unreachable-scene"]
    editor.opens(UNIX)
    assert "extra" in editor.offered(UNIX, "to: second-day-floor}, {to: ")


def test_what_a_thing_is_is_said_over_its_name(editor: Editor) -> None:
    editor.opens(UNIX)
    assert editor.hovers(UNIX, "noon-oven\n") == (
        "**noon-oven**, a scene\n\nThe second day · day and night · ovens and counter\n\n"
        "> Noon, and both of you are in the shop. One of you has flour in the eyebrows. The other has the till.\n\n"
        "There is nothing to choose; it leads to `second-day-noon`.\n\n"
        "Named in `fold` and the part `second-all`."
    )
    assert editor.hovers(UNIX, "sleep <= 1, to") == (
        "**sleep**, a meter\n\n0 to 10; 6 at first.\n\nWords: none from 0, little from 3, some from 5, plenty from 8.\n\n"
        "Changed in the choices `bake-plain`, `bake-seeded`, `shut-early`, `stay-open`, `ask-ines` and the drains.\n\n"
        "Read in the scene `night-oven` and the choice `stay-open`."
    )
    assert editor.hovers(UNIX, "hint: done by six") == "**hint** of a choice\n\nA line below it, of what it may bring."
    assert editor.hovers(UNIX, "they} {are}") == "Filled in to suit the player: they, she or he."
    assert editor.hovers(UNIX, "goto: ending\n      - id: stay-open").startswith("**goto** of a choice")
    assert editor.hovers(UNIX, "Ines: Is there").startswith("**ines**, somebody in the cast\n\nInes: A woman in a coat")
    assert editor.hovers(UNIX, "flour in the eyebrows") == ""


def test_one_goes_to_a_thing_from_each_name_of_it_and_back(editor: Editor) -> None:
    editor.opens(UNIX)
    editor.opens("story.yaml")
    for name, at, wanted in (
        (UNIX, "place: counter\n    time", "place: "),
        (UNIX, "smelt: I could", ""),
        (UNIX, "Ines: Is there", ""),
        ("story.yaml", "scene: night-oven", "scene: "),
        ("story.yaml", "chose(shut-early), group", "chose("),
        ("story.yaml", "carry: [kept]", "carry: ["),
    ):
        places = editor.ask(
            "textDocument/definition", editor.place(name, at) if not wanted else _at(editor, name, at, wanted)
        )
        assert len(places) == 1, at
    (place,) = editor.ask("textDocument/definition", _at(editor, "story.yaml", "chose(shut-early), group", "chose("))
    assert (editor.shown(place), place["uri"]) == ("shut-early", editor.uri(UNIX))
    context = {"context": {"includeDeclaration": True}}
    uses = editor.ask("textDocument/references", {**_at(editor, UNIX, "- id: shut-early", "- id: "), **context})
    assert [editor.shown(one) for one in uses] == ["shut-early"] * 3
    lit = editor.ask("textDocument/documentHighlight", _at(editor, UNIX, "loaves: seeded", ""))
    assert [cut(editor.texts[UNIX], one["range"]) for one in lit] == ["loaves"]


def _at(editor: Editor, name: str, words: str, before: str) -> dict[str, Any]:
    """The place within some words, after the first of them."""
    place = editor.place(name, words)
    place["position"]["character"] += len(before)
    return place


def test_what_there_is_is_listed_and_searched(editor: Editor) -> None:
    editor.opens(UNIX)
    listed = editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": editor.uri(UNIX)}})
    assert [one["name"] for one in listed][:3] == ["night-oven", "morning-counter", "noon-oven"]
    assert [one["name"] for one in listed[0]["children"]] == ["bake-plain", "bake-seeded"]
    text = editor.texts[UNIX]
    assert cut(text, listed[0]["selectionRange"]) == "night-oven"
    assert cut(text, listed[0]["range"]).rstrip().endswith("goto: next")
    found = editor.ask("workspace/symbol", {"query": "oven"})
    assert [one["name"] for one in found][:3] == ["ovens", "night-oven", "noon-oven"]


def test_a_scene_that_is_named_is_listed_and_written_by_a_fix(editor: Editor, story: Path) -> None:
    editor.opens(UNIX)
    editor.types(UNIX, "{when: sleep <= 1, to: second-day-floor}", "{when: sleep <= 1, to: in-the-yard-at-dusk}")
    mark = next(one for one in editor.says(UNIX, until=bool) if one["code"] == "unknown-scene")
    asked = {"command": "ampersand.unwritten", "arguments": [editor.uri(UNIX)]}
    (one,) = editor.ask("workspace/executeCommand", asked)
    assert one["name"] == "in-the-yard-at-dusk"
    assert [editor.shown(place) for place in one["named"]] == ["in-the-yard-at-dusk"]
    editor.applies(editor.fixes(UNIX, mark)["Write the scene `in-the-yard-at-dusk`"]["edit"])
    assert (
        "\n\n  - id: in-the-yard-at-dusk\n    part: second-all\n    text: |\n      Not written yet.\n    goto: ending\n"
        in editor.texts[UNIX]
    )
    assert codes(editor.says(UNIX, until=lambda marks: "unknown-scene" not in codes(marks))) == [
        "not-written-yet",
        "unreachable-scene",
    ]


def test_it_goes_on_whatever_it_is_sent(editor: Editor) -> None:
    editor.opens(UNIX)
    nowhere = {"textDocument": {"uri": editor.uri("nothing.yaml")}, "position": {"line": 0, "character": 0}}
    far = {"textDocument": {"uri": editor.uri(UNIX)}, "position": {"line": 99999, "character": 99999}}
    strange = {"textDocument": {"uri": "untitled:Untitled-1"}, "position": {"line": 1, "character": 1}}
    for place in (nowhere, far, strange):
        for method in ("completion", "hover", "definition", "documentHighlight"):
            editor.ask(f"textDocument/{method}", place)
    with pytest.raises(Refused):
        editor.ask("textDocument/doSomethingElse", {})
    editor.send(b'{"jsonrpc": "2.0", "id": 10000, "method": "textDocument/hover", "params": {"textDocument": 4}}')
    editor.tell("textDocument/didChange", {"textDocument": {"uri": 7}})
    editor.send(b"{ this is not JSON")
    editor.send(b"[" * 5000)
    for text in (
        "",
        "\0",
        "scenes: [",
        "scenes:\n  - *a\n",
        "- " * 3000,
        "\ud83d",
        "a: &a [*a]\n",
        "x" * 600_000,
        "{" * 4000,
    ):
        document = {"uri": editor.uri(UNIX), "version": 9}
        change = {"textDocument": document, "contentChanges": [{"text": text}]}
        editor.send(json.dumps({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": change}).encode())
        editor.ask("textDocument/completion", far)
        editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": editor.uri(UNIX)}})
    editor.has(UNIX, EXAMPLE[1])
    assert editor.hovers(UNIX, "noon-oven\n").startswith("**noon-oven**")
    assert editor.says(UNIX, until=lambda marks: not marks) == []
