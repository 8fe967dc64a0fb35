"""The lives before this one: kept when another begins, so that beginning again throws nothing away."""

from __future__ import annotations

from game import disk
from game.play.saved import Saved, SaveProblem, parse
from game.saves.files import Files
from game.saves.refusals import refusal
from game.saves.slots import EARLIER, EARLIER_ONES


class EarlierLives:
    """The slots that the lives before this one move up through."""

    def __init__(self, files: Files) -> None:
        self.files = files

    def put_aside(self, slot: str, coming: Saved, *, returned: bool) -> None:
        """Put the life that a slot keeps among the lives before, where another is about to take its place."""
        try:
            data, _ = self.files.read(slot)
        except SaveProblem:
            return
        kept = parse(data)
        is_the_same = kept.identity == coming.identity and not returned
        if is_the_same or not kept.choices or coming.goes_on_from(kept):
            return
        try:
            with self.files.turn(EARLIER):
                self._among_the_earlier(data, kept)
        except OSError as refused:
            raise refusal(refused) from refused

    def _among_the_earlier(self, data: bytes, aside: Saved) -> None:
        """Make room at the head of the lives before, and put one there.

        A life that goes on in this one leaves first. Else, when every slot is taken, the shortest does, of several the
        oldest; where the one to put aside is the shortest of all, it stays out.
        """
        lives = [self.files.life(slot) for slot in EARLIER_ONES]
        if any(life is not None and life.goes_on_from(aside) for life in lives):
            return
        taken = [slot for slot in EARLIER_ONES if self.files.path(slot).exists()]
        gone_on_from = (at for at, life in enumerate(lives) if life is not None and aside.goes_on_from(life))
        free = (at for at, slot in enumerate(EARLIER_ONES) if slot not in taken)
        room = next(gone_on_from, None)
        room = next(free, None) if room is None else room
        if room is None:
            lengths = [len(life.choices) if life is not None else -1 for life in lives]
            room = max(range(len(lives)), key=lambda at: (-lengths[at], at))
            if lengths[room] > len(aside.choices):
                return
        self._move_up(room)
        disk.write_whole(self.files.path(EARLIER), data)

    def _move_up(self, room: int) -> None:
        """Move the lives before by one slot each, the one at `room` giving way."""
        for at in range(room, 0, -1):
            later, earlier = self.files.path(EARLIER_ONES[at - 1]), self.files.path(EARLIER_ONES[at])
            for source, target in ((later, earlier), (disk.previous(later), disk.previous(earlier))):
                if source.exists():
                    source.replace(target)
                else:
                    target.unlink(missing_ok=True)
