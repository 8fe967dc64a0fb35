"""What the main thread does at a time, over a whole life in the real window: while nothing moves, while a page turns, while the
press prints the next picture beside it.

    python benchmarks/frames.py [LIVES] [WIDTHxHEIGHT] [--one-core]

On a display of its own (Xvfb, which presents by copying, as no card does). A turn is all that is done between two sleeps:
events, time, drawing, flip. Three times are given of it: by the clock; by the clock without the time in which the display was
waited for, which copies the page and may be kept from it by whatever else runs; and of processor, which is what is left when the
press and the display take the core away. A turn by the clock that is long where its processor time is short has waited: for the
display, for another thread, or for the core.
Percentiles are of the turns in which something was shown, since in most of the others hardly anything is done; and the time that
a bare loop takes to copy a page and show it, on the same machine a moment later, is what they are to be held against.
The very first turn is told apart: the game begins in it, which `first_frame.py` measures.
Memory is that of the window's process at the end of each life. With `--one-core` the window and all its processes share one core,
and the display has the others.
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
import json, os, random, resource, sys, time
from array import array
import pygame
from game.window import app, opening

lives = int(sys.argv.pop(1))
spent, waited, used, kinds = array("d"), array("d"), array("d"), array("b")  # small: they are part of the memory
memory, bare, bare_used = [], [], []
KINDS = ("rest", "beat", "choice", "page", "unseen")
shows = [0, 0.0]


def counted(show):
    def counting(*areas):
        begun = time.perf_counter()
        show(*areas)
        shows[0] += 1
        shows[1] += time.perf_counter() - begun
    return counting


pygame.display.flip, pygame.display.update = counted(pygame.display.flip), counted(pygame.display.update)


def turn(desk, kind):
    begun, busy, (shown, before) = time.perf_counter(), time.thread_time(), shows
    desk.turn()
    spent.append((time.perf_counter() - begun) * 1000)
    used.append((time.thread_time() - busy) * 1000)
    waited.append((shows[1] - before) * 1000)
    kinds.append(KINDS.index(kind if shows[0] > shown else "unseen"))


def show_bare(desk):
    page = desk.window.copy()
    for _ in range(600):
        begun, busy = time.perf_counter(), time.thread_time()
        pygame.event.get()
        desk.window.blit(page, (0, 0))
        pygame.display.flip()
        bare.append((time.perf_counter() - begun) * 1000)
        bare_used.append((time.thread_time() - busy) * 1000)
        pygame.time.wait(4)


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
        pygame.time.wait(400)  # what is pressed too early is not meant for this page
        while not desk.top.life.playthrough.is_over:
            offered = [each for each in desk.top.life.playthrough.offered if not each.going_on]
            if desk.top._at.phase.name == "CHOOSING" and offered:
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
    told = {"spent": list(spent), "waited": list(waited), "used": list(used), "kinds": [KINDS[each] for each in kinds]}
    told |= {"memory": memory, "bare": bare, "bare_used": bare_used}
    told["most"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(told), flush=True)
    os._exit(0)


if core := os.environ.get("BENCH_CORE"):
    os.sched_setaffinity(0, {int(core)})
app.App.live = live
opening.SIZE = opening.LARGE_SIZE = tuple(map(int, os.environ["BENCH_SIZE"].split("x")))
app.run(None, None)
"""


def main() -> None:
    arguments = [each for each in sys.argv[1:] if each != "--one-core"]
    lives = int(arguments[0]) if arguments else 1
    size = arguments[1] if len(arguments) > 1 else "1920x1080"
    width, height = map(int, size.split("x"))
    with tempfile.TemporaryDirectory() as home:
        settings = Path(home) / "settings" / "window.json"
        settings.parent.mkdir()
        settings.write_text(json.dumps({"reveal": "off"}), encoding="utf-8")
        core = ""
        if "--one-core" in sys.argv:
            first, *others = sorted(os.sched_getaffinity(0))
            core = str(first)
            os.sched_setaffinity(0, others or {first})
        desk = Desk((width + 100, height + 100), has_bus=False)
        environment = {**os.environ, **desk.environment, "AMPERSAND_HOME": home, "BENCH_SIZE": size, "BENCH_CORE": core}
        command = [sys.executable, "-c", LIFE, str(lives)]
        try:
            done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        finally:
            desk.close()
    told = json.loads(done.stdout.splitlines()[-1])
    report(told, f"{size}{', one core' if core else ''}", lives)


def report(told: dict[str, list[float]], size: str, lives: int) -> None:
    kinds = told["kinds"]
    seen = [at for at, kind in enumerate(kinds) if kind != "unseen" and at]
    print(f"{size}, {lives} {'life' if lives == 1 else 'lives'}: {len(kinds):,} turns of the main thread")
    print(f"  something shown in {len(seen):,}; the machine's load is {os.getloadavg()[0]:.1f}")
    clock, waited = told["spent"], told["waited"]
    print(f"  the first, in which the game begins: {clock[0]:.1f} ms by the clock, {told['used'][0]:.1f} of processor")
    own = [whole - away for whole, away in zip(clock, waited, strict=True)]
    for name, times in (("by the clock", clock), ("without the display", own), ("of processor", told["used"])):
        print(f"  {name}: {spread([times[at] for at in seen])}")
    print(f"  a bare loop, by the clock: {spread(told['bare'])}; of processor: {spread(told['bare_used'])}")
    for kind in ("rest", "beat", "choice", "page", "unseen"):
        times = sorted(told["used"][at] for at, of in enumerate(kinds) if of == kind and at)
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


def spread(times: list[float]) -> str:
    """The middle of them, the last but one in a hundred, and the last."""
    ranked = sorted(times)
    return f"median {ranked[len(ranked) // 2]:.1f} ms, 99th percentile {ranked[int(len(ranked) * 0.99)]:.1f}, worst {ranked[-1]:.1f}"


if __name__ == "__main__":
    main()
