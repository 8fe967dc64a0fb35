"""What the main thread does at a time, over a whole life in the real window: while nothing moves, while a page turns, while the
press prints the next picture beside it.

    python benchmarks/frames.py [LIVES] [WIDTHxHEIGHT]

On a display of its own (Xvfb, which presents by copying, as no card does). A turn is all that is done between two sleeps:
events, time, drawing, flip. Its processor time is given too: what is left when the press and the display take the core away.
Percentiles are of the turns in which something was shown, since in most of the others hardly anything is done; and the time that
a bare loop takes to copy a page and show it is what they are to be held against.
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
from game.window import app, opening

lives = int(sys.argv.pop(1))
spent, used, memory, kinds, bare = [], [], [], [], []
shows = [0]


def counted(show):
    def counting(*areas):
        shows[0] += 1
        show(*areas)
    return counting


pygame.display.flip, pygame.display.update = counted(pygame.display.flip), counted(pygame.display.update)


def turn(desk, kind):
    begun, busy, shown = time.perf_counter(), time.thread_time(), shows[0]
    desk.turn()
    spent.append((time.perf_counter() - begun) * 1000)
    used.append((time.thread_time() - busy) * 1000)
    kinds.append(kind if shows[0] > shown else "unseen")


def show_bare(desk):
    page = desk.window.copy()
    for _ in range(60):
        busy = time.thread_time()
        pygame.event.get()
        desk.window.blit(page, (0, 0))
        pygame.display.flip()
        bare.append((time.thread_time() - busy) * 1000)


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
        memory.append(int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGESIZE") / 2**20)
        from game.window.screens.title import Title
        desk.begin_with(Title(desk, desk.shelf))
        settled(desk)
        press(desk, pygame.K_DOWN, "page")
    show_bare(desk)
    told = {"spent": spent, "used": used, "kinds": kinds, "memory": memory, "bare": bare}
    told["most"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(told), flush=True)
    os._exit(0)


app.App.live = live
opening.SIZE = opening.LARGE_SIZE = tuple(map(int, os.environ["BENCH_SIZE"].split("x")))
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
    report(told, size, lives)


def report(told: dict[str, list[float]], size: str, lives: int) -> None:
    kinds = told["kinds"]
    seen = [at for at, kind in enumerate(kinds) if kind != "unseen"]
    bare = sorted(told["bare"])[len(told["bare"]) // 2]
    print(f"{size}, {lives} {'life' if lives == 1 else 'lives'}: {len(kinds):,} turns of the main thread")
    print(f"  something shown in {len(seen):,}; a bare loop shows a page in {bare:.1f} ms")
    for name, times in (("by the clock", told["spent"]), ("of processor", told["used"])):
        ranked = sorted(times[at] for at in seen)
        far = ranked[int(len(ranked) * 0.99)]
        print(
            f"  {name}: median {ranked[len(ranked) // 2]:.1f} ms, 99th percentile {far:.1f} ({far / bare:.1f} bare), "
            f"worst {ranked[-1]:.1f} ({ranked[-1] / bare:.1f} bare)"
        )
    for kind in ("rest", "beat", "choice", "page", "unseen"):
        times = sorted(each for each, of in zip(told["used"], kinds, strict=True) if of == kind)
        if times:
            print(
                f"    {kind}: {len(times):,} turns, 99th percentile {times[int(len(times) * 0.99)]:.1f} ms of processor, "
                f"worst {times[-1]:.1f}; over 8 ms: {sum(each > 8 for each in times)}, over 16: {sum(each > 16 for each in times)}"
            )
    print(
        "  memory after each life, MiB:",
        ", ".join(f"{each:.0f}" for each in told["memory"]),
        f"; most {told['most']:.0f}",
    )


if __name__ == "__main__":
    main()
