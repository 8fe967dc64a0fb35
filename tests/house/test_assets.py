"""Every asset has a maker and a licence, and what is built from something else is what would be built today."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "assets"
CREDITS = ASSETS / "CREDITS.md"
MODULES = Path(os.environ.get("AMPERSAND_NPM", ROOT / "build" / "npm" / "node_modules"))

needs_fontsource = pytest.mark.skipif(
    not (MODULES / "@fontsource-variable" / "fraunces").is_dir(),
    reason=f"the font packages are absent from {MODULES} (tools/build_fonts.py says how to install them)",
)


def credited() -> list[str]:
    rows = re.findall(r"^\| `([^`]+)` \|(.*)\|$", CREDITS.read_text("utf-8"), re.MULTILINE)
    return [pattern for pattern, _ in rows]


def files() -> list[str]:
    found = (path.relative_to(ASSETS).as_posix() for path in ASSETS.rglob("*") if path.is_file())
    return sorted(name for name in found if name != CREDITS.name and "__pycache__" not in name)


def matches(name: str, pattern: str) -> bool:
    return fnmatch(name, pattern) or fnmatch(name, pattern.replace("**/", ""))


def test_every_file_is_credited_once() -> None:
    counted = {name: sum(matches(name, pattern) for pattern in credited()) for name in files()}
    assert {name: count for name, count in counted.items() if count != 1} == {}


def test_every_credit_has_a_file() -> None:
    assert [pattern for pattern in credited() if not any(matches(name, pattern) for name in files())] == []


def test_every_font_has_its_licence_beside_it() -> None:
    families = {str(TTFont(font)["name"].getBestFamilyName()).split()[0] for font in fonts()}
    texts = " ".join(path.name for path in (ASSETS / "fonts").glob("OFL-*.txt"))
    assert [family for family in families if family not in texts] == []


@pytest.mark.parametrize("mark", list("&¶~†〃^…‘’–"))
def test_every_baked_font_has_the_mark(mark: str) -> None:
    assert [font.name for font in fonts("*.ttf") if ord(mark) not in TTFont(font).getBestCmap()] == []


def fonts(pattern: str = "*.[tw][to]f*") -> Iterator[Path]:
    return (ASSETS / "fonts").glob(pattern)


@needs_fontsource
def test_a_font_built_today_is_the_one_we_ship(tmp_path: Path) -> None:
    build = (
        "import sys; from pathlib import Path; import build_fonts as b;"
        "b.bake(b.CUTS['display-italic'], Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    run_tool("-c", build, str(MODULES), str(tmp_path / "cut.ttf"))
    assert (tmp_path / "cut.ttf").read_bytes() == (ASSETS / "fonts" / "display-italic.ttf").read_bytes()


@needs_fontsource
def test_the_portraits_built_today_are_the_ones_we_ship(tmp_path: Path) -> None:
    build = (
        "import sys; from pathlib import Path; import build_glyphs as b;"
        "[Path(sys.argv[2], n).write_text(t, 'utf-8', newline='\\n') for n, t in b.drawings(Path(sys.argv[1])).items()]"
    )
    run_tool("-c", build, str(MODULES), str(tmp_path))
    built = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    assert built == {name: (ASSETS / "portraits" / name).read_text("utf-8") for name in built}


def run_tool(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, cwd=ROOT / "tools")
