"""What is installed is what is here: the wheel holds the story and its assets, and plays away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling", reason="hatchling is absent: pip install --group test")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (built,) = folder.glob("*.whl")
    return built


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def tracked(folder: str) -> set[str]:
    """What the folder of the checkout holds, by path below the top."""
    files = (ROOT / folder).rglob("*")
    return {file.relative_to(ROOT).as_posix() for file in files if file.is_file() and "__pycache__" not in file.parts}


@pytest.mark.parametrize("folder", ["story", "assets"])
def test_everything_in_the_shared_folders_travels(wheel: Path, folder: str) -> None:
    assert {f"game/_shared/{name}" for name in tracked(folder)} <= names(wheel)


def test_every_module_travels_and_nothing_else(wheel: Path) -> None:
    assert tracked("game") <= names(wheel)
    tops = {name.partition("/")[0] for name in names(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"game"}


def test_the_licences_travel(wheel: Path) -> None:
    endings = ("/licenses/LICENSE", "/licenses/LICENSE-story")
    assert all(any(name.endswith(ending) for name in names(wheel)) for ending in endings)
    assert any(name.startswith("game/_shared/assets/fonts/OFL") for name in names(wheel))


def test_it_plays_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    script = "import game, sys; print(game.__file__); from game.cli import main; sys.exit(main(['terminal']))"
    played = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed), "PYTHONIOENCODING": "utf-8"},
        input="1\nquit\n",
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert played.returncode == 0, played.stderr
    where, _, story = played.stdout.partition("\n")
    assert Path(where).is_relative_to(installed)
    assert len(story.splitlines()) > 5


def test_every_dependency_says_what_it_is_for() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["test"]
    lines = {line.partition('"')[2].partition('"')[0]: line for line in text.splitlines() if line.startswith('    "')}
    assert not [name for name in wanted if " # " not in lines[name] or ">=" not in name]
