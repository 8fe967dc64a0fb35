"""Odds for programs: stable names, nothing left out."""

from __future__ import annotations

import json
import math
from typing import Any

import attrs

from game.odds.chances import Chance, ChoiceChance, EndingChance, Odds, Stopped, VariantChance
from game.story.render.as_json import record


def as_json(odds: Odds, *, interrupted: bool = False) -> str:
    """One object, as `docs/odds.md` has it. What is not known is null."""
    told = {
        "exact": odds.exact,
        "method": odds.method,
        "choosing": odds.choosing,
        "story": odds.story,
        "chapter": odds.chapter,
        "interrupted": interrupted,
        "lives": odds.lives,
        "endings": [_ending(each) for each in odds.endings],
        "scenes": [_chance(each) for each in odds.scenes],
        "choices": [_choice(each) for each in odds.choices],
        "variants": [_variant(each) for each in odds.variants],
        "findings": [record(each) for each in odds.findings],
        "stopped": None if odds.stopped is None else _stopped(odds.stopped),
        "never_ends": _number(odds.never_ends),
        "choices_a_life": _number(odds.choices_a_life),
        "states": odds.states,
        "seconds": round(odds.seconds, 3),
        "peak_bytes": odds.peak_bytes,
    }
    return json.dumps(told, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _chance(chance: Chance) -> dict[str, Any]:
    return {
        "id": chance.id,
        "probability": _number(chance.probability),
        "interval": [_number(end) for end in chance.interval],
        "reachable": chance.reachable,
        "witness": None if chance.witness is None else list(chance.witness),
    }


def _ending(chance: EndingChance) -> dict[str, Any]:
    return {"id": chance.id, "title": chance.title, **_chance(chance)}


def _choice(chance: ChoiceChance) -> dict[str, Any]:
    return _chance(chance) | {"scene": chance.scene, "offered": _number(chance.offered), "always": chance.always}


def _variant(chance: VariantChance) -> dict[str, Any]:
    span = chance.span
    where = {"file": span.file, "line": span.line, "column": span.column}
    return _chance(chance) | {"of": chance.of, "text": chance.text, **where, "always": chance.always}


def _stopped(stopped: Stopped) -> dict[str, Any]:
    facts = [{"name": name, "values": values} for name, values in stopped.facts]
    return attrs.asdict(stopped) | {"facts": facts}


def _number(value: float) -> float | None:
    """JSON has no word for a number that is none."""
    return float(value) if math.isfinite(value) else None
