"""What lives have come to here: each ending that was found and each day that was met, in `found.json` beside the saves.

An ending is kept with the whole life that came to it, as a save holds one, so that its last scene can be told again as it
was told then. What a story no longer has is kept too, and not spoken of.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import attrs

from game import disk
from game.play.history import Playthrough
from game.play.moves import SKIP
from game.play.page import told
from game.play.save import dump, load
from game.play.saved import SaveProblem, parse
from game.play.state import State
from game.story.model import Ending, Story
from game.story.prose import Beat

FILE: Final = "found.json"
FORMAT: Final = 1

_KIND: Final = "what was found in a story told by Ampersand"
_TURNS: Final = 100
"""How often a game asks for the file while another game is writing it."""
_TURN_S: Final = 0.02


@attrs.frozen
class Found:
    """An ending that a life here has come to."""

    ending: str
    """Its id in the story as it is now."""
    title: str
    when: datetime
    """When it was first come to; in the future only if a clock once was wrong."""
    name: str
    """Whose life it was."""
    state: State = attrs.field(repr=False)
    """The moment of its last scene: as that life met it, or as near as the story now allows."""


def days_met(playthrough: Playthrough) -> frozenset[str]:
    """The days of which something has been lived, rather than only come to."""
    lived = {before.chapter for before, step in playthrough.moments() if step.choice != SKIP}
    return frozenset(lived | ({playthrough.state.chapter} if playthrough.is_over else set()))


def note(folder: Path, playthrough: Playthrough, when: datetime) -> None:
    """Add the days a life has met and the ending it has come to, where they are news.

    Args:
        folder: Where the saves of the story lie.
        playthrough: The life.
        when: When it was lived.

    Raises:
        SlotTaken: Another game is writing there, and will not stop.
        OSError: The disk refuses.
    """
    with _turn(folder / FILE):
        content = _read(folder)
        if content is not None and _add(content, playthrough, when):
            disk.write_whole(folder / FILE, (json.dumps(content, indent=1) + "\n").encode("ascii"))


def endings(folder: Path, story: Story) -> tuple[Found, ...]:
    """The endings that were found, the first found first."""
    content = _read(folder) or {}
    found: dict[str, Found] = {}
    for entry in content.get("endings", ()):
        each = _found(entry, story)
        if each is not None and (each.ending not in found or each.when < found[each.ending].when):
            found[each.ending] = each
    return tuple(sorted(found.values(), key=lambda each: each.when))


def days(folder: Path, story: Story) -> frozenset[str]:
    """The days of the story that were met."""
    content = _read(folder) or {}
    return frozenset(day for day in content.get("days", ()) if day in story.chapters)


def last_scene(found: Found, story: Story) -> tuple[Beat, ...]:
    """The last scene of the life that came to an ending, as it was told."""
    return told(story, found.state, story.scenes[story.endings[found.ending].scene].text)


def forget(folder: Path) -> None:
    """Forget what was found."""
    for file in (folder / FILE, disk.previous(folder / FILE)):
        file.unlink(missing_ok=True)


# ---- the file


def _read(folder: Path) -> dict[str, Any] | None:
    """What the file says, or said before it was damaged; none where a later game has written it."""
    for file in (folder / FILE, disk.previous(folder / FILE)):
        try:
            content = json.loads(disk.read(file))
        except (OSError, ValueError, RecursionError):
            continue
        if not isinstance(content, dict) or content.get("kind") != _KIND:
            continue
        if content.get("format") != FORMAT:
            return None
        if isinstance(content.get("days"), list) and isinstance(content.get("endings"), list):
            return content
    return {"kind": _KIND, "format": FORMAT, "days": [], "endings": []}


@contextmanager
def _turn(file: Path) -> Iterator[None]:
    """The right to write the file, waited for: games hold it for a moment only."""
    lock = disk.SlotLock(file)
    for turn in range(_TURNS):
        try:
            lock.acquire()
        except disk.SlotTaken:
            if turn == _TURNS - 1:
                raise
            time.sleep(_TURN_S)
        else:
            break
    with lock:
        yield


def _add(content: dict[str, Any], playthrough: Playthrough, when: datetime) -> bool:
    """Put a life's news among what is known; whether there was any."""
    new = sorted(days_met(playthrough) - set(map(str, content["days"])))
    content["days"] += new
    ending = playthrough.state.ending
    if ending is None:
        return bool(new)
    known = next((at for at, entry in enumerate(content["endings"]) if _is_of(entry, ending)), None)
    if known is not None and _when(content["endings"][known]) <= when:
        return bool(new)
    entry = {
        "ending": ending,
        "scene": playthrough.state.scene,
        "when": when.isoformat(),
        "life": json.loads(dump(playthrough, when)),
    }
    if known is None:
        content["endings"].append(entry)
    else:
        content["endings"][known] = entry
    return True


def _is_of(entry: Any, ending: str) -> bool:
    return isinstance(entry, dict) and entry.get("ending") == ending


def _when(entry: dict[str, Any]) -> datetime:
    try:
        when = datetime.fromisoformat(str(entry.get("when")))
        return when if when.tzinfo else when.replace(tzinfo=UTC)
    except ValueError:
        return datetime.max.replace(tzinfo=UTC)


# ---- in the story as it is now


def _found(entry: Any, story: Story) -> Found | None:
    """What an entry says; none where it cannot be read, or its ending has gone from the story."""
    if not isinstance(entry, dict) or (ending := _ending(entry, story)) is None:
        return None
    try:
        data = json.dumps(entry.get("life")).encode()
        saved, life = parse(data), load(data, story).playthrough
    except SaveProblem:
        return None
    state = life.state if life.state.ending == ending.id else _set_down(life.state, ending, story)
    return Found(ending.id, ending.title, saved.when, saved.player.name, state)


def _ending(entry: dict[str, Any], story: Story) -> Ending | None:
    """The ending an entry is of: by its id, or by that of its scene, under whatever name they go now."""
    names = [str(entry.get("ending")), str(entry.get("scene"))]
    now = {story.former.get(name, name) for name in names}
    by_scene = (each for each in story.endings.values() if each.scene in now)
    return story.endings.get(names[0]) or next(by_scene, None)


def _set_down(state: State, ending: Ending, story: Story) -> State:
    """A life that the story no longer leads to its ending, set down in the last scene of it."""
    scene = story.scenes[ending.scene]
    there = attrs.evolve(state, scene=scene.id, ending=ending.id, visited=state.visited | {scene.id})
    return attrs.evolve(there, chapter=scene.chapter, part=scene.part, half=scene.half) if scene.part else there
