"""The equal story, lived by ink, through inkjs (https://github.com/y-lohse/inkjs), which compiles ink as well."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from benchmarks.peers import as_ink
from benchmarks.peers.equal_story import Equal
from benchmarks.peers.lived import Absent, Lived

WHO = "ink (inkjs)"


def live(story: Equal, folder: Path, inkjs: Path, *, seconds: float, seed: int) -> Lived | Absent:
    """Random lives in ink.

    Args:
        story: the story.
        folder: where it may be written.
        inkjs: the folder of the npm package.
        seconds: how long to go on.
        seed: what chance draws from.
    """
    if shutil.which("node") is None:
        return Absent(WHO, "node is absent (Debian: apt-get install nodejs)")
    if not (inkjs / "package.json").is_file():
        return Absent(WHO, f"inkjs is not in {inkjs} (npm install --prefix build/npm inkjs)")
    file = folder / "equal.ink"
    file.write_text(as_ink.written(story), encoding="utf-8")
    told = subprocess.run(
        ["node", Path(__file__).with_name("play_ink.mjs"), inkjs, file, str(seconds), str(seed)],
        check=True,
        capture_output=True,
        text=True,
    )
    found = json.loads(told.stdout)
    version = json.loads((inkjs / "package.json").read_text(encoding="utf-8"))["version"]
    return Lived(f"ink (inkjs {version})", found["lives"], found["seconds"], found["endings"])
