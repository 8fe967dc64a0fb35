"""Processes of ours that work beside the window: that they give way to it, and are found wherever it stands."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from game import beside

HINDSIGHT = "game.hindsight"
PATIENCE_S = 30


@pytest.mark.skipif(sys.platform == "win32", reason="gives way by a flag there, which no process can be asked for")
def test_what_works_beside_the_window_gives_way_to_it_from_the_first_moment() -> None:
    with beside.started(HINDSIGHT) as process:
        own, given = (os.getpriority(os.PRIO_PROCESS, each) for each in (0, process.pid))
        assert given == min(19, own + beside.NICENESS)
        process.communicate(timeout=PATIENCE_S)


def test_it_is_ours_that_is_started_even_where_a_folder_is_called_as_ours_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "game").mkdir()
    (tmp_path / "game" / "hindsight.py").write_text("print('somebody else')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with beside.started(HINDSIGHT) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b'{"story": "nowhere"}\n')
        process.stdin.flush()
        assert process.stdout.readline().startswith(b'{"trouble": ')
