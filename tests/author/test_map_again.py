"""`ampersand map`, drawn again: a map that is kept beside a story changes when the story does, and not from one run to the next."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_a_map_is_the_same_however_python_happens_to_sort_its_sets(tmp_path: Path) -> None:
    maps = []
    for seed in ("1", "4"):
        output = tmp_path / f"{seed}.svg"
        command = [sys.executable, "-m", "game", "map", "tests/stories/two-halves", "-o", str(output), "--no-odds"]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run(command, check=True, capture_output=True, timeout=60, cwd=ROOT, env=environment)
        maps.append(output.read_text(encoding="utf-8"))
    assert maps[0] == maps[1]
