"""What the main thread does at a time, over a whole life in the real window: while nothing moves, while a page turns, while the
press prints the next picture beside it.

    python benchmarks/frames.py [LIVES] [WIDTHxHEIGHT]

On a display of its own (Xvfb, which presents by copying, as no card does). A turn is all that is done between two sleeps:
events, time, drawing, flip. Its processor time is given too: what is left when the press and the display take the core away.
Memory is that of the window's process at the end of each life.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.drivers.player import Desk  # noqa: E402  (found by the line above)

LIFE = """
import faulthandler, json, os, random, resource, sys, time
import pygame
from game.window import app

lives = int(sys.argv.pop(1))
spent, used, memory, kinds = [], [], [], []


def turn(desk, kind):
    begun, busy = time.perf_counter(), time.thread_time()
    desk.turn()
    spent.append((time.perf_counter() - begun) * 1000)
    used.append((time.thread_time() - busy) * 1000)
    kinds.append(kind)


def settled(desk):
    until = time.perf_counter() + 3
    while time.perf_counter() < until:
        turn(desk, "rest")
        if not desk._is_moving():
            return
        pygame.time.wait(4)


def press(desk, key, kind):
    pygame.event.post(pygame.Event(pygame.KEYDOWN, key=key, mod=0, unicode="", scancode=0))
    pygame.event.post(pygame.Event(pygame.KEYUP, key=key, mod=0, unicode="", scancode=0))
    turn(desk, kind)
    settled(desk)


def live(desk):
    from game.window.screens.scene import Scene
    dice = random.Random(1)
    settled(desk)
    for _ in range(lives):
        while desk.shelf.story is None:
            settled(desk)
            pygame.time.wait(50)
        desk.shelf.begin()
        settled(desk)
        while not desk.top.life.playthrough.is_over:
            offered = [each for each in desk.top.life.playthrough.offered if not each.going_on]
            if desk.top._phase.name == "CHOOSING" and offered:
                pygame.time.wait(400)
                press(desk, pygame.K_1 + dice.randrange(min(len(offered), 9)), "choice")
            else:
                press(desk, pygame.K_SPACE, "beat")
        memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        from game.window.screens.title import Title
        desk.begin_with(Title(desk, desk.shelf))
        settled(desk)
        press(desk, pygame.K_DOWN, "page")
    print(json.dumps({"spent": spent, "used": used, "kinds": kinds, "memory": memory}), flush=True)
    os._exit(0)


app.App.live = live
app.SIZE = app.LARGE_SIZE = tuple(map(int, os.environ["BENCH_SIZE"].split("x")))
app.run(None, None)
"""


def main() -> None:
    lives = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    size = sys.argv[2] if len(sys.argv) > 2 else "1920x1080"
    width, height = map(int, size.split("x"))
    with tempfile.TemporaryDirectory() as home:
        settings = Path(home) / "settings" / "window.json"
        settings.parent.mkdir()
        settings.write_text(json.dumps({"reveal": "off"}), encoding="utf-8")
        desk = Desk((width + 100, height + 100), has_bus=False)
        environment = {**os.environ, **desk.environment, "AMPERSAND_HOME": home, "BENCH_SIZE": size}
        command = [sys.executable, "-c", LIFE, str(lives)]
        try:
            done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        finally:
            desk.close()
    told = json.loads(done.stdout.splitlines()[-1])
    print(f"{size}, {lives} {'life' if lives == 1 else 'lives'}, {len(told['spent']):,} turns of the main thread")
    for name, times in (("by the clock", told["spent"]), ("of processor", told["used"])):
        ranked = sorted(times)
        print(
            f"  {name}: median {ranked[len(ranked) // 2]:.1f} ms, 99th percentile {ranked[int(len(ranked) * 0.99)]:.1f}, "
            f"worst {ranked[-1]:.1f}"
        )
    for kind in ("rest", "beat", "choice", "page"):
        times = sorted(each for each, of in zip(told["used"], told["kinds"], strict=True) if of == kind)
        if times:
            print(
                f"    {kind}: {len(times):,} turns, 99th percentile {times[int(len(times) * 0.99)]:.1f} ms, worst {times[-1]:.1f}"
            )
    print("  memory after each life, MiB:", ", ".join(f"{each:.0f}" for each in told["memory"]))


if __name__ == "__main__":
    main()
