"""`ampersand schema`: the JSON Schema of a story's files, held against stories as an editor would hold it."""

from __future__ import annotations

import copy
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from game.story.keys import KEYS
from game.story.reading import read

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "story" / "ampersand").rglob("*.yaml"))
EXAMPLE = re.findall(
    r"```yaml\n(# (?:story|scenes)\.yaml\n.*?)```", (ROOT / "docs" / "format.md").read_text("utf-8"), re.S
)


def written(*options: str) -> dict[str, Any]:
    """What the command writes."""
    run = subprocess.run([sys.executable, "-m", "game", "schema", *options], capture_output=True, check=True, cwd=ROOT)
    return json.loads(run.stdout)


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return written()


class Core(yaml.CSafeLoader):
    """A file as editors read it: by the core schema of YAML 1.2, where `no` is a word and `12:30` is not a number."""


Core.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+0123456789."),
    ("null", r"~|null|Null|NULL|", "~nN\0"),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), list(_first))


def as_json(text: str, loader: type[Any] = Core) -> Any:
    """A file as the value that a schema is held against: its names are words."""
    return json.loads(json.dumps(yaml.load(text, loader)))


def wrong(schema: dict[str, Any], text: str) -> list[str]:
    """Where a text is not as the schema has it."""
    found = Draft202012Validator(schema).iter_errors(as_json(text))
    return ["/".join(map(str, one.absolute_path)) + f": {one.message}" for one in found]


def test_the_schema_is_one() -> None:
    for options in ((), ("--whole",)):
        made = written(*options)
        Draft202012Validator.check_schema(made)
        assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_key_of_the_format_is_in_it_and_says_what_it_is_for(schema: dict[str, Any]) -> None:
    things = [schema, *schema["$defs"].values()]
    assert sorted(map(sorted, (one["properties"] for one in things))) == sorted(map(sorted, KEYS.values()))
    for thing in things:
        for name, key in thing["properties"].items():
            says = key["description"]
            assert says[-1] in ".?!*`", (name, says)
            assert says[0].isupper() or says[0] == "`", (name, says)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_the_shipped_story_is_as_it_says(schema: dict[str, Any], file: Path) -> None:
    assert not wrong(schema, file.read_text("utf-8"))


def test_so_it_is_for_an_editor_whose_no_is_not_a_word(schema: dict[str, Any]) -> None:
    text = (ROOT / "story" / "ampersand" / "story.yaml").read_text("utf-8")
    assert Draft202012Validator(schema).is_valid(as_json(text, yaml.CSafeLoader))


def test_the_example_of_the_format_is_as_it_says(schema: dict[str, Any]) -> None:
    assert len(EXAMPLE) == 2
    assert [wrong(schema, text) for text in EXAMPLE] == [[], []]


@pytest.mark.parametrize(
    ("right", "slip", "where"),
    [
        ("    part: first-night", "    prat: first-night", "scenes/0"),
        ("        lean: work", "        leans: work", "scenes/0/choices/0"),
        ("    place: ovens", "    place: {ovens: yes}", "scenes/0/place"),
        ("        text: Bake forty plain.", "        text: [Bake, forty]", "scenes/0/choices/0/text"),
        ("        effects: {sleep: +1}", "        effects: {sleep: plenty}", "scenes/0/choices/0/effects/sleep"),
        ("        effects: {sleep: +1}", "        effects: [sleep]", "scenes/0/choices/0/effects"),
        ("people: {ines: rested}", "people: {ines: cross}", "scenes/1/people"),
        ("talk: {minutes: 4,", "talk: {minutes: four,", "scenes/3/talk/minutes"),
        ("talk: {minutes: 4,", "talk: {minutes: 0,", "scenes/3/talk/minutes"),
        ("    text: |\n      Noon", "    words: |\n      Noon", "scenes/2"),
        ("      - id: ask-ines", "      - id: ask Ines", "scenes/3/choices/2/id"),
        ("{when: sleep <= 1, to: second-day-floor}", "{when: sleep <= 1}", "scenes/3/choices/1/goto"),
    ],
)
def test_what_check_calls_wrong_and_one_file_shows_is_wrong(
    schema: dict[str, Any], right: str, slip: str, where: str, tmp_path: Path
) -> None:
    head, scenes = EXAMPLE
    assert right in scenes
    bad = scenes.replace(right, slip, 1)
    found = wrong(schema, bad)
    assert found
    assert all(one.startswith(where) for one in found), found
    (tmp_path / "story.yaml").write_text(head, "utf-8")
    (tmp_path / "scenes.yaml").write_text(bad, "utf-8")
    assert read(tmp_path).errors


def test_with_a_story_its_names_are_offered_and_others_taken(schema: dict[str, Any], tmp_path: Path) -> None:
    for name, text in zip(("story.yaml", "scenes.yaml"), EXAMPLE, strict=True):
        (tmp_path / name).write_text(text, "utf-8")
    named = written(str(tmp_path))
    Draft202012Validator.check_schema(named)
    goto, effects = named["$defs"]["choice"]["properties"]["goto"], named["$defs"]["choice"]["properties"]["effects"]
    assert goto["anyOf"][0]["enum"][:4] == ["next", "ending", "night-oven", "morning-counter"]
    assert effects["properties"]["sleep"]["description"] == "0 to 10; 6 at first"
    assert [wrong(named, text) for text in EXAMPLE] == [[], []]
    assert not wrong(named, EXAMPLE[1].replace("goto: second-day-noon", "goto: not-written-yet"))
    assert not wrong(named, EXAMPLE[1].replace("{sleep: +1}", "{patience: +1}"))
    assert wrong(named, EXAMPLE[1].replace("{sleep: +1}", "{sleep: plenty}"))


def test_what_a_story_cannot_be_without_is_asked_of_one_that_is_a_single_file() -> None:
    whole = written("--whole")
    head, scenes = EXAMPLE
    assert wrong(whole, head) == [": 'scenes' is a required property"]
    assert not wrong(whole, head + scenes)


def test_whatever_the_reader_cannot_do_without_is_asked_for(schema: dict[str, Any], tmp_path: Path) -> None:
    """Each key that the schema asks for is taken out of the example, and `check` misses it too."""
    head, scenes = (as_json(text) for text in EXAMPLE)
    whole = {**head, **scenes}
    tried = 0
    for path, thing, needed in list(_needing(whole, schema, schema, ())):
        for key in needed:
            if key not in thing or len(thing) == 1:  # of nothing at all, nothing is missed
                continue
            less = copy.deepcopy(whole)
            here: Any = less
            for step in path:
                here = here[step]
            del here[key]
            (tmp_path / "story.yaml").write_text(yaml.safe_dump(less, allow_unicode=True, sort_keys=False), "utf-8")
            tried += 1
            missed = [
                one for one in read(tmp_path).errors if f"`{key}`" in one.message or f"`{key}:`" in (one.help or "")
            ]
            assert missed, (path, key)
    assert tried > 60


def _needing(value: Any, schema: dict[str, Any], root: dict[str, Any], path: tuple[Any, ...]) -> Any:
    """Each thing in a value whose schema asks for keys."""
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    for one in schema.get("anyOf", ()):
        yield from _needing(value, one, root, path)
    if isinstance(value, dict) and schema.get("type") == "object":
        if "required" in schema and path:
            yield path, value, schema["required"]
        for key, held in value.items():
            inner = schema.get("properties", {}).get(key) or schema.get("additionalProperties")
            if isinstance(inner, dict):
                yield from _needing(held, inner, root, (*path, key))
    if isinstance(value, list) and schema.get("type") == "array":
        for index, item in enumerate(value):
            yield from _needing(item, schema["items"], root, (*path, index))
