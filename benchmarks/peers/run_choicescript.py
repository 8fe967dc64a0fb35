"""The equal story, lived by ChoiceScript's own `randomtest` (https://github.com/dfabulich/choicescript)."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

from benchmarks.peers import as_choicescript
from benchmarks.peers.equal_story import Equal
from benchmarks.peers.lived import Absent, Lived

WHO = "ChoiceScript (randomtest)"
NEEDED = ("randomtest.js", "headless.js", "seedrandom.js", "web/scene.js", "web/navigator.js", "web/util.js")
FEW = 2000
"""How many lives are tried first, to see how many there is time for."""


def live(story: Equal, folder: Path, choicescript: Path | None, *, seconds: float, seed: int) -> Lived | Absent:
    """Random lives in ChoiceScript.

    Its tester is asked to choose evenly, and to print neither what it chooses nor what is told. It tells how long it took
    by itself, and how often it passed each line, from which the endings are counted.

    Args:
        story: the story.
        folder: where it may be written.
        choicescript: a checkout of ChoiceScript.
        seconds: how long to go on, roughly.
        seed: the first of the seeds it draws from, one a life.
    """
    if shutil.which("node") is None:
        return Absent(WHO, "node is absent (Debian: apt-get install nodejs)")
    if choicescript is None or not (choicescript / "randomtest.js").is_file():
        return Absent(
            WHO, "it is in no registry (git clone https://github.com/dfabulich/choicescript; --choicescript FOLDER)"
        )
    house = folder / "choicescript"
    for name in NEEDED:
        (house / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(choicescript / name, house / name)
    scenes = house / "web" / "equal" / "scenes"
    scenes.mkdir(parents=True, exist_ok=True)
    (scenes / "startup.txt").write_text(as_choicescript.written(story), encoding="utf-8")
    tried = _test(house, FEW, seed)
    return _test(house, max(FEW, int(tried.rate * seconds)), seed + FEW)


def _test(house: Path, lives: int, seed: int) -> Lived:
    asked = {"num": lives, "game": "equal", "seed": seed, "showChoices": "false", "avoidUsedOptions": "false"}
    said = subprocess.run(
        ["node", "randomtest.js", *(f"{name}={value}" for name, value in asked.items())],
        cwd=house,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    endings = Counter(
        {name: int(count) for count, name in re.findall(r"^startup (\d+): It is over: (\w+)\.$", said, re.M)}
    )
    took = re.search(r"^Time: ([\d.]+)s$", said, re.M)
    assert took is not None, said[-500:]
    return Lived(WHO, lives, float(took[1]), endings)
