"""The front door: the bare command opens the shipped story, everything else goes to `game.commands`.

The bare command is what most people type and the first thing they wait for, so it imports neither click nor anything
else that the first frame can do without.
"""

from __future__ import annotations

import os
import sys

from game.entrances import open_window, say, trouble_with_a_story

TYPE_CHECKING = False  # type checkers take it for true; importing it from `typing` costs time before the first frame

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

UNEXPECTED = 70
"""The exit code after an error of ours, not of the story (1) or of the call (2): the system's own number for it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line, by default the one the process was started with, and returns its exit code."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")  # it would print itself between the lines of the data
    given = sys.argv[1:] if arguments is None else list(arguments)
    if not given:
        return guarded(lambda: open_window(None, None))

    def command() -> int:
        from game.commands import run

        return run(given)

    return guarded(command)


def guarded(command: Callable[[], int]) -> int:
    """Runs a command so that no traceback reaches a person: an unexpected error goes into a file, and a sentence names it."""
    try:
        return command()
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        code, words = trouble_with_a_story(error) or (UNEXPECTED, _written_down(error))
        say(words)
        return code


def _written_down(error: Exception) -> str:
    import traceback
    from datetime import UTC, datetime

    from game import __version__, disk

    now = datetime.now(UTC)
    report = f"Ampersand {__version__}, Python {sys.version}, {sys.platform}, {now.isoformat()}\n"
    report += f"arguments: {sys.argv[1:]}\n\n" + "".join(traceback.format_exception(error))
    try:
        path = disk.log_folder() / f"error-{now:%Y%m%d-%H%M%S}-{os.getpid()}.txt"
        disk.write_whole(path, report.encode("utf-8", "backslashreplace"))
    except OSError as refused:
        return f"Something went wrong that should not have ({error!r}), and it could not be written down: {refused}"
    return f"Something went wrong that should not have. What is known about it is in {path}"
