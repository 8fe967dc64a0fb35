"""A picture or a sound that is not where it would be looked for."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Final

from game.story.diagnostic import Report
from game.story.draft import Draft

FOLDERS: Final = {"picture": "pictures", "cover": "pictures", "sound": "sounds"}


def find(draft: Draft, report: Report, shared: tuple[Path, ...]) -> None:
    """Warn of each file that neither the story nor the shared folders have; note each that lies outside them."""
    for kind, folder in FOLDERS.items():
        homes = [home / folder for home in (Path(draft.story.folder), *shared)]
        for one in draft.mentioned(kind):
            path = PurePosixPath(one.name)
            if path.is_absolute() or ".." in path.parts or "\\" in one.name or ":" in one.name or "\0" in one.name:
                message = f"`{one.name}` lies outside the story's {folder}"
                report.error(
                    "file-outside", message, one.span, help=f"put it into `{folder}/` and write its name alone"
                )
            elif shared and not any(_is_there(home / path) for home in homes):
                message = f"there is no `{one.name}` in the story's {folder}, nor in the game's"
                report.warning(f"missing-{'sound' if kind == 'sound' else 'picture'}", message, one.span)


def _is_there(file: Path) -> bool:
    """Whether the file is there, or both plates of it under its name: `door.inner.svg` and `door.outer.svg`."""
    plates = (file.with_suffix(f".{plate}{file.suffix}") for plate in ("inner", "outer"))
    return file.is_file() or all(plate.is_file() for plate in plates)
