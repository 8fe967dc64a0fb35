"""A picture or a sound that is not where it would be looked for."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from game.story.diagnostic import Report
from game.story.draft import Draft
from game.story.rules.file_outside import FOLDERS, lies_outside


def find(draft: Draft, report: Report, shared: tuple[Path, ...]) -> None:
    """Warn of each file that neither the story nor the shared folders have; where there are none of those, nobody knows."""
    for kind, folder in FOLDERS.items() if shared else ():
        homes = [home / folder for home in (Path(draft.story.folder), *shared)]
        for one in draft.mentioned(kind):
            if not lies_outside(one.name) and not any(_is_there(home / PurePosixPath(one.name)) for home in homes):
                message = f"there is no `{one.name}` in the story's {folder}, nor in the game's"
                report.warning(f"missing-{'sound' if kind == 'sound' else 'picture'}", message, one.span)


def _is_there(file: Path) -> bool:
    """Whether the file is there, or both plates of it under its name: `door.inner.svg` and `door.outer.svg`."""
    plates = (file.with_suffix(f".{plate}{file.suffix}") for plate in ("inner", "outer"))
    return file.is_file() or all(plate.is_file() for plate in plates)
