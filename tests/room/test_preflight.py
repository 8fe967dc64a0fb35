"""What a facilitator is told before anybody comes: of networks, of firewalls, and whether the room answers at all."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from pathlib import Path

import pytest

from game.room.preflight import answers, looked_over, networks, of_firewalls, of_networks
from tests.room.phones import HERE, open_room


def test_one_network_is_nothing_to_speak_of() -> None:
    assert list(of_networks("192.168.1.5", ["192.168.1.5"])) == []


def test_two_networks_are_told_with_the_way_to_choose_the_other() -> None:
    (told,) = of_networks("192.168.1.5", ["192.168.1.5", "10.8.0.2"])
    assert "phones are told 192.168.1.5" in told
    assert "--resume --address 10.8.0.2" in told


def test_a_machine_without_a_network_or_with_an_address_of_its_own_making_is_told_so() -> None:
    assert "on no network" in next(of_networks("127.0.0.1", []))
    assert "No network gave this laptop an address" in next(of_networks("169.254.7.7", ["169.254.7.7"]))


@pytest.mark.parametrize(
    ("system", "prints", "words"),
    [
        ("win32", "State                                 ON\nOk.\n", "Windows Security, Firewall"),
        ("win32", "State                                 OFF\nOk.\n", ""),
        ("darwin", "Firewall is enabled. (State = 1)", "incoming connections"),
        ("darwin", "Firewall is disabled. (State = 0)", ""),
        ("linux", "running\n", "firewall-cmd --add-port=8000/tcp"),
        ("linux", "", ""),
    ],
)
def test_a_firewall_that_is_up_is_told_with_what_to_do(tmp_path: Path, system: str, prints: str, words: str) -> None:
    def run(_: Sequence[str]) -> str:
        return prints

    told = " ".join(of_firewalls(8000, system=system, etc=tmp_path, run=run))
    assert words in told
    assert bool(told) is bool(words)


def test_ufw_is_read_from_its_settings(tmp_path: Path) -> None:
    (tmp_path / "ufw").mkdir()
    (tmp_path / "ufw" / "ufw.conf").write_text("# on\nENABLED=yes\n", encoding="utf-8")
    (told,) = of_firewalls(8000, system="linux", etc=tmp_path, run=lambda _: "")
    assert "sudo ufw allow 8000/tcp" in told


def test_the_room_is_asked_at_the_address_that_phones_are_told() -> None:
    with open_room() as room:
        assert asyncio.run(answers(HERE, room.port))
        assert "does not answer" not in " ".join(asyncio.run(looked_over(HERE, room.port)))
    assert not asyncio.run(answers(HERE, room.port))


def test_a_port_that_takes_calls_and_says_nothing_is_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.room.preflight.PATIENCE_S", 0.3)
    with socket.create_server((HERE, 0)) as mute:
        port = mute.getsockname()[1]
        assert not asyncio.run(answers(HERE, port))
        first, *_ = asyncio.run(looked_over(HERE, port))
        assert first.startswith(f"The room does not answer at {HERE}:{port}")


def test_the_networks_of_this_machine_are_addresses_of_its_own() -> None:
    for each in networks():
        with socket.socket() as here:
            here.bind((each, 0))
