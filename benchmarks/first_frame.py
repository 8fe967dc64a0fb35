"""How soon is the title there, and how soon does its menu answer, against a bare pygame window that draws one line?

    python benchmarks/first_frame.py [ROUNDS]

Whole processes, one of each in turn, on a display of their own (Xvfb); medians by the clock and of processor time, and their
ratios. A second bare window hands its pages to the display as the game does. The bare window starts
what any game starts (display, fonts), draws one line of text; the game draws its title page; each process ends there and then. For
answering, each window takes a key it was sent and draws again: the bare one its line, the game its menu.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]

BARE = """
import os, pygame
pygame.display.init()
pygame.font.init()
window = pygame.display.set_mode((1280, 720))
window.fill((245, 236, 219))
window.blit(pygame.font.Font(None, 32).render("Ampersand", True, (45, 16, 48)), (50, 50))
pygame.display.flip()
os._exit(0)
"""

GAME = """
import os, pygame
show = pygame.display.flip
pygame.display.flip = lambda: (show(), os._exit(0))
from game.cli import main
main()
"""

BARE_ANSWER = """
import time, statistics, pygame
pygame.display.init()
pygame.font.init()
window = pygame.display.set_mode((1280, 720))
font = pygame.font.Font(None, 32)
spent = []
for turn in range(60):
    pygame.event.post(pygame.Event(pygame.KEYDOWN, key=pygame.K_DOWN, mod=0, unicode="", scancode=0))
    begun = time.perf_counter()
    pygame.event.get()
    window.fill((245, 236, 219))
    window.blit(font.render("Ampersand", True, (45, 16, 48)), (50, 50 + turn))
    pygame.display.flip()
    spent.append(time.perf_counter() - begun)
print(statistics.median(spent) * 1000)
"""

GAME_ANSWER = """
import os, sys, time, statistics, pygame
from game.window import app

def answer(desk):
    desk.settle()
    spent = []
    for turn in range(60):
        pygame.event.post(pygame.Event(pygame.KEYDOWN, key=pygame.K_DOWN, mod=0, unicode="", scancode=0))
        begun = time.perf_counter()
        desk.turn()
        spent.append(time.perf_counter() - begun)
    print(statistics.median(spent) * 1000, flush=True)
    os._exit(0)

def settle(desk):
    until = time.perf_counter() + 3
    while time.perf_counter() < until:
        desk.turn()
        time.sleep(0.02)

app.App.settle = settle
app.App.live = answer
from game.cli import main
main()
"""


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as home:
        wishes = Path(home) / "settings" / "window.json"
        wishes.parent.mkdir()
        wishes.write_text("{}", encoding="utf-8")  # else it is the page that asks what matters, which is met once
        display = subprocess.Popen(["Xvfb", ":87", "-screen", "0", "1280x800x24"], stderr=subprocess.DEVNULL)
        time.sleep(1)
        environment = {**os.environ, "DISPLAY": ":87", "AMPERSAND_HOME": home, "PYGAME_HIDE_SUPPORT_PROMPT": "1"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a game that is installed is not compiled anew each time
        environment["PYTHONPYCACHEPREFIX"] = str(Path(home) / "compiled")
        try:
            first_frame(rounds, environment)
            answering(max(3, rounds // 3), environment)
        finally:
            display.terminate()
            display.wait()


def first_frame(rounds: int, environment: dict[str, str]) -> None:
    alike = {**environment, "SDL_FRAMEBUFFER_ACCELERATION": "0"}
    programs = {"bare window": (BARE, environment), "bare, shown alike": (BARE, alike), "title": (GAME, environment)}
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name in programs}
    for turn in range(rounds + 1):
        for name, (program, there) in programs.items():
            times = _start(program, there)
            if turn:  # the first of each only warms the disk
                spent[name].append(times)
    middle = {name: [statistics.median(each) for each in zip(*times, strict=True)] for name, times in spent.items()}
    for at, kind in enumerate(("by the clock", "of processor")):
        title = middle["title"][at]
        against = ", ".join(
            f"{name} {middle[name][at]:.0f} ms (ratio {title / middle[name][at]:.2f})" for name in list(programs)[:2]
        )
        print(f"first frame {kind}: title {title:.0f} ms; {against}")


def _start(program: str, environment: dict[str, str]) -> tuple[float, float]:
    """How long a process takes from its beginning to its end: by the clock, and of processor, in ms."""
    begun = time.perf_counter()
    pid = os.posix_spawn(sys.executable, [sys.executable, "-c", program], environment)
    _, code, used = os.wait4(pid, 0)
    assert code == 0, program
    return (time.perf_counter() - begun) * 1000, (used.ru_utime + used.ru_stime) * 1000


def answering(rounds: int, environment: dict[str, str]) -> None:
    spent: dict[str, list[float]] = {BARE_ANSWER: [], GAME_ANSWER: []}
    for _ in range(rounds):
        for program, times in spent.items():
            times.append(float(_run(program, environment)))
    bare, game = statistics.median(spent[BARE_ANSWER]), statistics.median(spent[GAME_ANSWER])
    print(f"answering: bare window {bare:.2f} ms, menu {game:.2f} ms, ratio {game / bare:.2f}")


def _run(program: str, environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


if __name__ == "__main__":
    main()
