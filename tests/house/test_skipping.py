"""A test that needs something absent says what, and how to get it; where skipping is forbidden, that is a failure."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NEEDY = """
import pytest

@pytest.mark.needs("no-such-program", "no-such-package")
def test_needy(): ...

@pytest.mark.xfail(strict=True, reason="known")
def test_known(): raise AssertionError
"""
REASON = "no-such-program is absent (Debian: apt-get install no-such-package)"


@pytest.fixture
def tests(tmp_path: Path) -> Path:
    shutil.copy(Path(__file__).parents[1] / "conftest.py", tmp_path)
    (tmp_path / "test_needy.py").write_text(NEEDY)
    (tmp_path / "test_module.py").write_text("import pytest\npytest.importorskip('no_such_module')\n")
    return tmp_path


def ended(tests: Path, **environment: str) -> tuple[int, str]:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-rs",
        "--continue-on-collection-errors",
        "-p",
        "no:cacheprovider",
        "-c",
        os.devnull,
        "--rootdir",
        str(tests),
        str(tests),
    ]
    known = {name: value for name, value in os.environ.items() if not name.startswith(("AMPERSAND_NO_SKIP", "PYTEST_"))}
    run = subprocess.run(command, env={**known, **environment}, check=False, capture_output=True, text=True, timeout=60)
    return run.returncode, run.stdout


def test_what_is_absent_is_named(tests: Path) -> None:
    code, said = ended(tests)
    assert code == 0
    assert REASON in said
    assert "2 skipped, 1 xfailed" in said


def test_where_skipping_is_forbidden_it_fails_and_still_names_it(tests: Path) -> None:
    code, said = ended(tests, AMPERSAND_NO_SKIP="1")
    assert code != 0
    assert REASON in said
    assert "no_such_module" in said
    assert "skipped," not in said.splitlines()[-1]
