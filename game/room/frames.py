"""What phones are sent: worked out once a turn for all that are sent the same, in each language that somebody is spoken to in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import attrs

from game import language
from game.room import views
from game.room.session import Session
from game.story.model import Story


class Frames:
    """What phones show, of one turn of a room."""

    def __init__(self) -> None:
        self.stories: Mapping[str, Story] = {}
        """The story in each language that phones may be spoken to in, by its code; the room's own for any other."""
        self._alike: dict[str, views.View] = {}
        """What every phone of a language shows alike: a hand that is raised changes nothing in it."""
        self._frames: dict[tuple[Any, ...], str] = {}
        """What is sent, by what is different between phones: their hands, and where they stand."""

    def view(self, session: Session, seat: str, hands: int) -> views.View:
        """What the phone of a seat shows, in the language that is spoken."""
        code = language.now().code
        if code not in self._alike:
            self._alike[code] = views.for_everybody(self._told_in(code, session))
        return views.for_phone(session, seat, hands, self._alike[code])

    def frame(self, session: Session, seat: str, hands: int) -> str:
        """What is sent to the phone of a seat: hundreds of them are sent the same after a close."""
        vote = session.vote
        stands = tuple(sorted(vote.stands(seat).items())) if vote else ()
        key = (language.now().code, hands, stands)
        if key not in self._frames:
            self._frames[key] = json.dumps(self.view(session, seat, hands))
        return self._frames[key]

    def forget(self) -> None:
        """The room has turned: everybody shows something else."""
        self._frames.clear()
        self._alike.clear()

    def _told_in(self, code: str, session: Session) -> Session:
        story = self.stories.get(code, session.story)
        return session if story is session.story else attrs.evolve(session, life=session.life.told_in(story))
