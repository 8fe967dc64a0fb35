"""The equal story in our own format."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.peers.equal_story import MIDDLE, TOP, Asked, Deed, Equal


def write(story: Equal, folder: Path) -> Path:
    """Write it into a folder, and say where."""
    written = {
        "story": "equal",
        "version": 1,
        "title": "The Equal Story",
        "start": "day",
        "meters": {meter: {"range": [0, TOP], "start": MIDDLE} for meter in story.meters},
        "halves": {"self": {"header": "by day", "ink": "both"}},
        "variables": {flag: {"half": "self", "values": ["no", "yes"], "start": "no"} for flag in story.flags},
        "places": {"room": {"looks": "A room."}},
        "chapters": [
            {"id": "day", "title": "A day", "parts": [{"id": "all", "half": "self", "scene": story.scenes[0].id}]}
        ],
        "endings": [
            {"id": name, "title": name, "scene": f"at-{name}", **({"when": _asked(when)} if when else {})}
            for name, when in story.endings
        ],
        "scenes": [
            {
                "id": scene.id,
                "part": "all",
                "place": "room",
                "text": scene.words,
                "choices": [{"id": f"{scene.id}-{at}", **_deed(deed)} for at, deed in enumerate(scene.deeds)],
            }
            for scene in story.scenes
        ]
        + [{"id": f"at-{name}", "part": "all", "place": "room", "text": "It is over."} for name, _ in story.endings],
    }
    folder.mkdir(parents=True, exist_ok=True)
    # JSON is YAML; a change keeps its sign, which a number in JSON would lose, as the words `+2`.
    (folder / "story.yaml").write_text(json.dumps(written, indent=1), encoding="utf-8")
    return folder


def _asked(asked: Asked) -> str:
    return f"{asked.fact} {asked.sign} {asked.value}" if asked.sign else asked.fact


def _deed(deed: Deed) -> dict[str, object]:
    *ways, (_, last) = deed.ways
    return {
        "text": deed.words,
        **({"when": " and ".join(_asked(each) for each in deed.when)} if deed.when else {}),
        "effects": {meter: f"{amount:+d}" for meter, amount in deed.adds},
        **({"set": dict.fromkeys(deed.raises, "yes")} if deed.raises else {}),
        "goto": [*({"when": _asked(when), "to": _to(to)} for when, to in ways if when), {"to": _to(last)}],
    }


def _to(to: str) -> str:
    return "ending" if to == "over" else to
