"""What phones know a room by: its code, the secret that proves its seats, and its port. Kept beside the journal."""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import Final

import attrs

from game import disk
from game.room.journal import Journal

LETTERS: Final = "BCDFGHJKMNPQRSTVWXYZ"
"""Of a room's code: none that is taken for another on a projector, and no vowels, so that no word comes of it."""
CODE_LENGTH: Final = 6


@attrs.frozen
class Door:
    """What a phone knows the room by, kept over a fall of the laptop."""

    code: str
    key: bytes = attrs.field(repr=False)
    port: int

    @classmethod
    def fresh(cls) -> Door:
        """A door nobody has come through."""
        code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
        return cls(code, secrets.token_bytes(32), 0)

    def written(self) -> bytes:
        """The door as JSON."""
        return json.dumps({"code": self.code, "key": self.key.hex(), "port": self.port}).encode()

    @classmethod
    def read(cls, data: bytes) -> Door:
        """The door in what `written` wrote. Raises ValueError, KeyError or TypeError where there is none in it."""
        kept = json.loads(data)
        door = cls(str(kept["code"]), bytes.fromhex(kept["key"]), int(kept["port"]))
        if len(door.code) != CODE_LENGTH or not set(door.code) <= set(LETTERS) or len(door.key) != 32:
            raise ValueError("this is no door of a room")
        return door


def door_of(journal: Journal, *, is_new: bool) -> Door:
    """The door of a room: the one it had, where it is picked up again, so that its address and code still hold."""
    if not is_new:
        try:
            return Door.read(disk.read(_door_file(journal)))
        except (OSError, ValueError, KeyError, TypeError):
            pass
    return Door.fresh()


def keep_door(journal: Journal, door: Door) -> None:
    """Write the door down. Raises OSError when the disk refuses."""
    disk.write_whole(_door_file(journal), door.written())


def _door_file(journal: Journal) -> Path:
    return journal.path.with_suffix(".door")
