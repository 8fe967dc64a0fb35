"""`ampersand check --format sarif`: what was found, as the standard has it, for code hosts and editors."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

ROOT = Path(__file__).parents[2]
PROBLEMS = Path(__file__).parent / "problems"
SHOWN = ("unknown-scene", "unknown-slot", "several-slips", "reads-another-half", "latin-1", "unlike-comparison")

MESSAGE = {
    "type": "object",
    "required": ["text"],
    "additionalProperties": False,
    "properties": {"text": {"type": "string", "minLength": 1}},
}
PLACE = {
    "type": "object",
    "required": ["artifactLocation", "region"],
    "additionalProperties": False,
    "properties": {
        "artifactLocation": {
            "type": "object",
            "required": ["uri"],
            "additionalProperties": False,
            "properties": {"uri": {"type": "string", "pattern": r"^[!-~]+$"}, "uriBaseId": {"const": "%SRCROOT%"}},
        },
        "region": {
            "type": "object",
            "required": ["startLine", "startColumn", "endLine", "endColumn"],
            "additionalProperties": {"type": "integer", "minimum": 1},
        },
    },
}
RULE = {
    "type": "object",
    "required": ["id", "shortDescription", "help", "defaultConfiguration"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)+$"},
        "shortDescription": MESSAGE,
        "help": MESSAGE,
        "defaultConfiguration": {
            "properties": {"level": {"enum": ["error", "warning"]}},
            "additionalProperties": False,
        },
    },
}
RESULT = {
    "type": "object",
    "required": ["ruleId", "ruleIndex", "level", "message", "locations"],
    "additionalProperties": False,
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": {"enum": ["error", "warning"]},
        "message": MESSAGE,
        "locations": {
            "type": "array",
            "minItems": 1,
            "maxItems": 1,
            "items": {"properties": {"physicalLocation": PLACE}},
        },
        "relatedLocations": {
            "type": "array",
            "minItems": 1,
            "items": {
                "required": ["id", "message", "physicalLocation"],
                "additionalProperties": False,
                "properties": {"id": {"type": "integer"}, "message": MESSAGE, "physicalLocation": PLACE},
            },
        },
    },
}
LOG = {
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"pattern": r"sarif-schema-2\.1\.0\.json$"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "maxItems": 1,
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "additionalProperties": False,
                "properties": {
                    "tool": {
                        "properties": {
                            "driver": {
                                "required": ["name", "version", "rules"],
                                "properties": {"rules": {"type": "array", "items": RULE, "uniqueItems": True}},
                            }
                        }
                    },
                    "columnKind": {"const": "unicodeCodePoints"},
                    "results": {"type": "array", "items": RESULT},
                },
            },
        },
    },
}
"""What of the standard (OASIS, SARIF 2.1.0 with errata 01) is used, and nothing else."""


def checked(*stories: str | Path, form: str = "sarif", folder: Path = PROBLEMS) -> tuple[int, Any]:
    run = subprocess.run(
        [sys.executable, "-m", "game", "check", *map(str, stories), "--format", form],
        capture_output=True,
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return run.returncode, json.loads(run.stdout)


@pytest.fixture(scope="module")
def both() -> tuple[Any, Any]:
    """Several bad stories, as SARIF and as JSON."""
    (code, sarif), (_, plain) = checked(*SHOWN), checked(*SHOWN, form="json")
    assert code == 1
    return sarif, plain


def test_it_is_as_the_standard_has_it(both: tuple[Any, Any]) -> None:
    assert not [f"{one.json_path}: {one.message}" for one in Draft202012Validator(LOG).iter_errors(both[0])]


def test_it_says_all_that_the_list_for_programs_says_and_where(both: tuple[Any, Any]) -> None:
    results, plain = both[0]["runs"][0]["results"], both[1]
    assert len(results) == len(plain) > 6
    for result, record in zip(results, plain, strict=True):
        place = result["locations"][0]["physicalLocation"]
        assert (result["ruleId"], result["level"]) == (record["code"], record["severity"])
        assert place["artifactLocation"] == {"uri": record["file"], "uriBaseId": "%SRCROOT%"}
        assert list(place["region"].values()) == [
            record["line"],
            record["column"],
            record["end_line"],
            record["end_column"],
        ]
        said = result["message"]["text"].replace("{{", "{").replace("}}", "}")
        assert record["message"][1:] in said
        assert not record["help"] or record["help"][1:] in said


def test_each_code_is_a_rule_once_and_says_what_it_finds(both: tuple[Any, Any]) -> None:
    run = both[0]["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [one["ruleId"] for one in run["results"]]
    said = {rule["id"]: rule["shortDescription"]["text"] for rule in rules}
    assert said["unknown-scene"] == "Something leads to, or speaks of, a scene that is not there."
    assert all(text[0].isupper() and text.endswith(".") for text in said.values())


def test_braces_of_an_author_are_not_taken_for_the_standards(both: tuple[Any, Any]) -> None:
    said = [result["message"]["text"] for result in both[0]["runs"][0]["results"]]
    assert any("`{{nmae}}`" in one for one in said) or any("{{" in one for one in said)


def test_the_other_place_that_matters_is_there_too(both: tuple[Any, Any]) -> None:
    related = [place for one in both[0]["runs"][0]["results"] for place in one.get("relatedLocations", ())]
    assert any(place["message"]["text"] == "`kept` is declared here" for place in related)


def test_a_good_story_has_a_run_without_results() -> None:
    code, log = checked(ROOT / "tests" / "stories" / "short-day")
    assert code == 0
    assert not list(Draft202012Validator(LOG).iter_errors(log))
    assert log["runs"][0]["results"] == []


def test_a_file_with_odd_letters_in_its_name_has_an_address(tmp_path: Path) -> None:
    folder = tmp_path / "mein erstes Stück"
    folder.mkdir()
    (folder / "story.yaml").write_text("story: it\n", "utf-8")
    _, inside = checked("mein erstes Stück", folder=tmp_path)
    _, outside = checked(folder)
    place = inside["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "mein%20erstes%20St%C3%BCck/story.yaml"
    place = outside["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": (folder / "story.yaml").as_uri()}
    assert not list(Draft202012Validator(LOG).iter_errors(outside))
