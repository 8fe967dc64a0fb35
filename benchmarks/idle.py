"""What a page costs while nobody touches it: redraws and processor time over some seconds at a line of dialogue.

    python benchmarks/idle.py [SECONDS]

The real game on a display of its own (Xvfb); processor time is the window's process alone, as the system counts it.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.drivers.player import seated


def spent(process: int) -> float:
    """Seconds of processor time a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 20.0
    with tempfile.TemporaryDirectory() as home:
        os.environ["AMPERSAND_HOME"] = home
        with seated(Path(home), has_bus=False) as player:
            player.press("enter", "enter", "enter", "space")
            time.sleep(4)
            before, drawn = spent(player.process.pid), player.page["redraws"]
            time.sleep(seconds)
            used, redraws = spent(player.process.pid) - before, player.page["redraws"] - drawn
    print(f"idle for {seconds:.0f} s: {redraws} redraws, {used / seconds:.2%} of a core")


if __name__ == "__main__":
    main()
