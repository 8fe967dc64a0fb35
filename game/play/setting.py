"""Where a life is: the places of its scene, each as it looks to that life then."""

from __future__ import annotations

import attrs

from game.play.history import Playthrough
from game.play.state import State
from game.play.tables import tables_of
from game.story.model import Story
from game.story.place import Place


def places(story: Story, state: State) -> tuple[Place, ...]:
    """The places of the scene that a life stands in, as they look in that state."""
    return tuple(_as_seen(story, state, story.places[name]) for name in story.scenes[state.scene].places)


def looks(story: Story, state: State) -> str:
    """What the picture shows, for whoever does not see it: the places, and whoever stands in them."""
    people = (story.cast[person].looks for person, _ in story.scenes[state.scene].people)
    return " ".join((*(place.looks for place in places(story, state)), *people))


def last_in(life: Playthrough, scene: str) -> State | None:
    """How a life last stood in a scene; none where it never did."""
    states = (life.origin, *(step.state for step in life.steps))
    return next((state for state in reversed(states) if state.scene == scene), None)


def _as_seen(story: Story, state: State, place: Place) -> Place:
    for each in place.shown_by(state.half):
        if tables_of(story).holds(each.when, state):
            picture = place.picture if each.picture is None else each.picture
            spots = place.spots if each.spots is None else each.spots
            return attrs.evolve(place, picture=picture, looks=each.looks, spots=spots)
    return place
