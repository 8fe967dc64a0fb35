"""What every test gets: a home of its own on disk, and a skip that says what is absent, or fails where none may be.

`AMPERSAND_NO_SKIP=1`, as `.ci/run` sets it, turns each skip into a failure that names what is absent.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

hypothesis.settings.register_profile("unhurried", deadline=None)  # no test is timed: speed lives in benchmarks/
hypothesis.settings.load_profile("unhurried")

SKIPPING_IS_FORBIDDEN = bool(os.environ.get("AMPERSAND_NO_SKIP"))


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        "needs(program, package): skip where the program is not on the PATH; the package is Debian's name for what brings it",
    )
    config.addinivalue_line("markers", "long: takes minutes")
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # A shell has what it starts in the background ignore Ctrl-C, and so would every program that a test interrupts.
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Whoever has no tests left takes some of another's: a long one must not keep those that were dealt out after it."""
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes minutes is begun first, and by a worker each: each is dealt as long a run of all tests as the next."""
    long = [each for each in items if each.get_closest_marker("long")]
    if len(long) == len(items):
        return
    apart = len(items) // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    items[:] = [each for each in items if each not in set(long)]
    for place, each in enumerate(long):
        items.insert(place * apart, each)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("needs"):
        program, package = mark.args
        if shutil.which(program) is None:
            pytest.skip(f"{program} is absent (Debian: apt-get install {package})")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if SKIPPING_IS_FORBIDDEN and report.skipped and not hasattr(report, "wasxfail"):
        _forbid(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    report = yield
    if SKIPPING_IS_FORBIDDEN and report.skipped:
        _forbid(report)
    return report


def _forbid(report: pytest.TestReport | pytest.CollectReport) -> None:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    report.outcome = "failed"
    report.longrepr = f"skipped, where skipping is forbidden. {reason}"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that holds this test's saves, settings, cache and log, and nobody's own."""
    folder = tmp_path / "home"
    monkeypatch.setenv("AMPERSAND_HOME", str(folder))
    return folder
