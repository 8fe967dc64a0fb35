"""A walk past every kind of page that the window has, for whoever looks at each of them in many shapes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

from game import disk
from game.terminal import player as terminal
from tests.drivers.player import Player


def live_a_life() -> None:
    """Leaves a finished life to go on from."""
    given = io.StringIO("1\n" * 200)
    terminal.run(disk.shipped_story(), chapter=None, resume=False, input=given, output=io.StringIO())


def pages(player: Player, said: Callable[[str], str] = str) -> Iterator[str]:
    """Goes from page to page, and says which one lies open; `said` gives the words of a button in the language of the window."""
    yield "title"
    player.click(said("Go on"))
    read_on(player, lambda: player.offers(said("What it shows")))
    player.click(said("What it shows"))
    yield "debrief"
    turn_to(player, said("What moved"))
    assert said is not str or player.sees("Of a hundred lives")
    yield "what moved"
    player.press("escape", "escape")
    player.click(said("To the title"))
    player.wait(lambda: player.offers(said("Endings found")), "a way to the endings")
    player.click(said("Endings found"))
    yield "endings"
    player.press("enter")
    yield "last scene"
    player.press("escape", "escape")
    player.click(said("Play one day"))
    yield "days"
    player.press("escape")
    player.click(said("Begin the week"))
    player.click(said("Begin"))
    yield "card"
    player.press("enter")
    yield "scene"
    read_on(player, lambda: bool(player.choices))
    yield "choices"
    yield "notice"
    player.press("h")
    yield "history"
    player.press("escape")
    player.press("1", "j")
    yield "journal"
    player.press("escape", "escape")
    player.click(said("Load"))
    yield "load"
    player.press("escape")
    yield "pause"
    player.click(said("Settings"))
    yield "settings"
    turn_until(player, said("Keys and buttons"))
    player.click(said("Keys and buttons"))
    yield "keys"
    player.press("escape")
    turn_until(player, said("Ask again what matters"))
    player.click(said("Ask again what matters"))
    yield "first start"
    turn_until(player, said("One thing at a time"))
    player.click(said("One thing at a time"))
    yield "one at a time"


def before_a_life(player: Player, said: Callable[[str], str] = str) -> Iterator[str]:
    """Goes from page to page of what stands before a life begins, from the title on."""
    player.click(said("Begin the week"))
    yield "who"
    player.click(said("Write it letter by letter"))
    yield "letters"
    player.press("escape")
    player.press("down", "right", "right", "right")
    yield "own pronouns"
    player.press("escape", "escape")
    player.click(said("What to expect"))
    yield "what to expect"
    player.press("escape")


def turn_until(player: Player, button: str) -> None:
    """Turns pages until one offers that button."""
    for key in ["page down"] * 20 + ["page up"] * 20:
        if player.offers(button):
            return
        player.press(key)
    raise AssertionError(f"no page offers {button!r}: {player.words}")


def turn_to(player: Player, heading: str) -> None:
    """Turns the pages of a debrief until one of that heading lies open."""
    for key in ["page down"] * 60 + ["page up"] * 60:
        if player.heading == heading:
            return
        player.press(key)
    raise AssertionError(f"no page called {heading!r}; the last is {player.heading!r}")


def read_on(player: Player, is_read: Callable[[], bool]) -> None:
    """Reads a scene to its end, in a window of the usual shape."""
    player.resize(1280, 720)
    for _ in range(60):
        if is_read():
            return
        player.press("space")
    raise AssertionError(player.words)
