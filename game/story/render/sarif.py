"""Diagnostics as SARIF 2.1.0 (OASIS, *Static Analysis Results Interchange Format*), which code hosts and editors show beside the lines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import quote

from game.story.diagnostic import Diagnostic
from game.story.source import Span

VERSION: Final = "2.1.0"
SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(diagnostics: Iterable[Diagnostic], *, version: str) -> str:
    """One run of `ampersand check`, and in it everything that was found.

    Args:
        diagnostics: what was found.
        version: the game's.
    """
    found = tuple(diagnostics)
    codes = tuple(dict.fromkeys(one.code for one in found))
    run = {
        "tool": {
            "driver": {"name": "ampersand check", "version": version, "rules": [_rule(code, found) for code in codes]}
        },
        # A column is a character, as in all that the command says; not a unit of UTF-16.
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, codes.index(one.code)) for one in found],
    }
    return json.dumps({"$schema": SCHEMA, "version": VERSION, "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str, found: tuple[Diagnostic, ...]) -> dict[str, Any]:
    """What is found under one code."""
    first = next(one for one in found if one.code == code)
    said = _said_of(code)
    rule: dict[str, Any] = {
        "id": code,
        "shortDescription": {"text": said},
        "help": {"text": f"{said} `ampersand check` shows the line and, where it can be told, what to write instead."},
        "defaultConfiguration": {"level": first.severity},
    }
    return rule


def _said_of(code: str) -> str:
    """What a code means, in a sentence: what the file of its rule says, where it has one."""
    words = code.replace("-", " ")
    plain = f"{words[0].upper()}{words[1:]}."
    name = f"game.story.rules.{code.replace('-', '_')}"
    if find_spec(name) is None:
        return plain
    return (import_module(name).__doc__ or plain).split("\n\n")[0].replace("\n", " ").strip()


def _result(found: Diagnostic, rule: int) -> dict[str, Any]:
    said = [f"{found.message[0].upper()}{found.message[1:]}."]
    if found.help:
        said.append(f"{found.help[0].upper()}{found.help[1:]}{'' if found.help[-1] in '.?!' else '.'}")
    said.extend(f"{note.text[0].upper()}{note.text[1:]}." for note in found.notes if note.span is None)
    result: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": found.severity,
        "message": _message(" ".join(said)),
        "locations": [{"physicalLocation": _place(found.span)}],
    }
    related = [(note.text, note.span) for note in found.notes if note.span is not None]
    if related:
        result["relatedLocations"] = [
            {"id": number, "message": _message(text), "physicalLocation": _place(span)}
            for number, (text, span) in enumerate(related, 1)
        ]
    return result


def _message(words: str) -> dict[str, str]:
    """A message, whose braces are doubled, since single ones are filled in (3.11.5 of the standard)."""
    return {"text": words.replace("{", "{{").replace("}", "}}")}


def _place(span: Span) -> dict[str, Any]:
    """A stretch of a file. Lines and columns count from 1, and the end is just after, in SARIF as in a `Span`."""
    return {
        "artifactLocation": _file(span.file),
        "region": {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        },
    }


def _file(name: str) -> dict[str, Any]:
    """A file by its address: as it is called from where the command was given, which is the root of what is looked at."""
    if PurePosixPath(name).is_absolute():
        return {"uri": f"file://{quote(name)}"}
    if name[1:3] == ":/":
        return {"uri": f"file:///{quote(name, safe='/:')}"}
    return {"uri": quote(name), "uriBaseId": "%SRCROOT%"}
