"""What an edit did, for programs: stable names, nothing left out."""

from __future__ import annotations

import json
from typing import Any

from game.author.diff.chances import Shift
from game.author.diff.change import Change
from game.author.diff.landing import Landings
from game.author.diff.report import Report
from game.author.diff.versions import Version
from game.odds.chances import EndingChance


def as_json(report: Report) -> str:
    """One object, as `docs/diff.md` has it. What is not known is null."""
    told = {
        "old": _version(report.old),
        "new": _version(report.new),
        "changes": [_change(report, each) for each in report.changes],
        "odds": _odds(report),
        "saves": None if report.saves is None else _saves(report.saves),
    }
    return json.dumps(told, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _version(version: Version) -> dict[str, Any]:
    story = version.story
    return {
        "named": version.named,
        "story": story.id,
        "title": story.title,
        "version": story.version,
        "fingerprint": story.fingerprint,
        "can_be_told": version.is_told,
    }


def _change(report: Report, change: Change) -> dict[str, Any]:
    span, version = change.span, report.version(change)
    return {
        "kind": change.kind,
        "what": change.what,
        "id": change.id,
        "was": change.was,
        "within": change.within,
        "aspect": change.aspect,
        "said": change.said,
        "before": change.before,
        "after": change.after,
        "steers": change.steers,
        "file": version.file(span) if span else None,
        "line": span.line if span else None,
    }


def _odds(report: Report) -> dict[str, Any] | None:
    """None where they were not asked for, or nobody knows them; `changed` is false where they need not be walked."""
    if report.chances is None:
        return {"changed": False} if report.odds_asked and report.are_told and not report.can_differ else None
    found = report.chances
    return {
        "changed": any(each.by != 0 and each.is_known for each in found.endings),
        "choosing": found.after.choosing,
        "exact": found.before.exact and found.after.exact,
        "method": [found.before.method, found.after.method],
        "endings": [_shift(each) for each in found.endings],
        "no_longer_reached": [{"what": what, "id": ident} for what, ident in found.lost],
        "newly_reached": [{"what": what, "id": ident} for what, ident in found.found],
        "choices_a_life": [found.before.choices_a_life, found.after.choices_a_life],
    }


def _shift(shift: Shift) -> dict[str, Any]:
    return {
        "id": shift.id,
        "title": shift.title,
        "before": _chance(shift.before),
        "after": _chance(shift.after),
        "by": shift.by if shift.is_known else None,
    }


def _chance(chance: EndingChance | None) -> dict[str, Any] | None:
    if chance is None:
        return None
    return {"probability": chance.probability, "interval": list(chance.interval), "reachable": chance.reachable}


def _saves(saves: Landings) -> dict[str, Any]:
    return {
        "tried": saves.tried,
        "refused": saves.refused or None,
        "moved": [
            {
                "scenes": list(each.scenes),
                "lands": each.lands,
                "because": each.because,
                "gone": each.is_gone,
                "told": each.told or None,
                "saves": each.saves,
            }
            for each in saves.landings
        ],
        "other_readings": saves.stayed_otherwise,
        "no_way_back": saves.cut_off,
        "untried": list(saves.untried),
    }
