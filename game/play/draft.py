"""A moment being worked out: what a choice, a door or a fold does to it, step by step, before it is a State again."""

from __future__ import annotations

from game.play.ending import first_that_holds
from game.play.events import (
    Assigned,
    Entered,
    Event,
    Folded,
    HalfWoke,
    Reached,
    Said,
)
from game.play.facts import Moment, Seen
from game.play.state import State
from game.play.tables import Arrival, Passing, Shift, Tables
from game.story.condition import Condition, holds
from game.story.model import ENDING, NEXT, Route
from game.story.prose import Text


def shifted(
    readings: tuple[tuple[int, ...], ...],
    variables: tuple[int, ...],
    half_at: int,
    shifts: tuple[Shift, ...],
    happened: list[Event],
) -> tuple[tuple[tuple[int, ...], ...], tuple[int, ...]]:
    """The readings and variables after changes to one half, each stopped at its ends once, in the order written."""
    if not shifts:
        return readings, variables
    row, values = list(readings[half_at]), None
    for is_meter, at, outcomes in shifts:
        if is_meter:
            row[at], event = outcomes[row[at]]
        else:
            values = list(variables) if values is None else values
            values[at], event = outcomes[values[at]]
        if event is not None:
            happened.append(event)
    after = (*readings[:half_at], tuple(row), *readings[half_at + 1 :])
    return after, variables if values is None else tuple(values)


class Draft:
    """A State under way, and what has happened on the way. It lives no longer than one move."""

    __slots__ = (
        "chapter",
        "chosen",
        "ending",
        "folded",
        "half",
        "happened",
        "part",
        "player",
        "readings",
        "scene",
        "tables",
        "variables",
        "visited",
    )

    def __init__(self, tables: Tables, state: State, happened: list[Event]) -> None:
        self.tables = tables
        self.happened = happened
        self.chapter = state.chapter
        self.part = state.part
        self.scene = state.scene
        self.half = state.half
        self.readings = state.readings
        self.variables = state.variables
        self.visited = state.visited
        self.chosen = state.chosen
        self.folded = state.folded
        self.player = state.player
        self.ending = state.ending

    def state(self) -> State:
        """The draft as it stands, for good."""
        return State(
            self.chapter,
            self.part,
            self.scene,
            self.half,
            self.readings,
            self.variables,
            self.visited,
            self.chosen,
            self.folded,
            self.player,
            self.ending,
        )

    def _moment(self) -> Moment:
        return Moment(self.readings, self.variables, self.visited, self.chosen, self.player)

    def _seen(self, half: str) -> Seen:
        readings = self.readings[self.tables.listeners[half].at]
        return Seen(self.tables.keys, readings, self.variables, self.visited, self.chosen)

    def holds(self, condition: Condition | None, half: str) -> bool:
        """Whether a condition is true now, for a half."""
        if condition is None:
            return True
        return holds(condition, self._seen(half))

    def say(self, text: Text | None, half: str, cause: str) -> None:
        """Tell a half a text, in the words of this moment."""
        if text is not None:
            self.happened.append(Said(text, self.tables.listeners[half], self._moment(), cause, half))

    def shift(self, half_at: int, shifts: tuple[Shift, ...]) -> None:
        """Change one half's meters, and variables; see `shifted`."""
        self.readings, self.variables = shifted(self.readings, self.variables, half_at, shifts, self.happened)

    def follow(self, routes: tuple[Route, ...]) -> State:
        """Go where the first route that holds leads."""
        to = routes[0].to if len(routes) == 1 else self._way_on(routes)
        if to == NEXT:
            following = self.tables.stretches[self.part].following
            if following is not None:
                return self.leave(self.tables.arrivals[following.scene])
            to = ENDING
        if to == ENDING:
            to = first_that_holds(self.tables.endings.values(), self._seen(self.half)).id
        if to in self.tables.endings:
            return self.reach(to)
        arrival = self.tables.arrivals[to]
        if arrival.ending is not None:
            return self.reach(arrival.ending)
        return self.enter(arrival) if arrival.part == self.part else self.leave(arrival)

    def _way_on(self, routes: tuple[Route, ...]) -> str:
        facts = self._seen(self.half)
        return next(route.to for route in routes if holds(route.when, facts))

    def leave(self, arrival: Arrival) -> State:
        """End the part for a scene of another: what passes at the door, then the drains, then the scene."""
        stretch = self.tables.stretches[self.part]
        self.happened.append(stretch.ended)
        if arrival.chapter != self.chapter:
            self.happened.append(stretch.over)
            self.happened.append(arrival.began)
        if self.half != arrival.half and (self.folded or not arrival.folds):
            self.half = arrival.half
            self.happened.append(arrival.woke)
        self.chapter, self.part = arrival.chapter, arrival.part
        for each in stretch.passing:
            self.undergo(each)
        return self.enter(arrival)

    def pass_over(self, arrival: Arrival) -> State:
        """Leave the day unlived for the first scene of another. Nothing passes at its doors; where it would have made
        the halves one, they become so on the way.
        """
        self.visited -= self.tables.arrivals[self.scene].itself
        self.happened.append(arrival.began)
        if not arrival.folds and not self.folded and self.tables.folding and arrival.half == self.tables.folding.into:
            self._fold()
        if self.folded or not arrival.folds:
            self.wake(arrival.half)
        self.chapter, self.part = arrival.chapter, arrival.part
        return self.enter(arrival)

    def wake(self, half: str) -> None:
        """Let a half be awake, if it is not."""
        if self.half != half:
            self.half = half
            self.happened.append(HalfWoke(half))

    def undergo(self, passing: Passing) -> None:
        """What a door message or a drain does to the half it is for."""
        sent = self.holds(passing.when, passing.reader)
        outcomes = passing.said if sent else passing.unsaid
        if outcomes is not None:
            self._assign(passing.variable_at, outcomes[self.variables[passing.variable_at]])
        if sent:
            self.say(passing.text, passing.to, passing.cause)
            self.shift(passing.to_at, passing.shifts)

    def _assign(self, at: int, outcome: tuple[int, Assigned | None]) -> None:
        value, event = outcome
        if event is not None:
            self.happened.append(event)
            self.variables = (*self.variables[:at], value, *self.variables[at + 1 :])

    def enter(self, arrival: Arrival) -> State:
        """Come into a scene, folding the halves first where that is where they become one."""
        if arrival.folds and not self.folded:
            self._fold()
        self.scene = arrival.scene
        self.visited |= arrival.itself
        state = self.state()
        self.happened.append(Entered(arrival.text, self.tables.listeners[self.half], state, arrival.scene))
        return state

    def reach(self, ending: str) -> State:
        """Come to an ending. Its scene, where it belongs to no part, is met by whichever half is awake."""
        arrival = self.tables.arrivals[self.tables.endings[ending].scene]
        if arrival.part:
            self.wake(arrival.half)
            self.chapter, self.part = arrival.chapter, arrival.part
        self.ending = ending
        state = self.enter(arrival)
        self.happened.append(Reached(ending))
        return state

    def _fold(self) -> None:
        folding = self.tables.folding
        assert folding is not None
        self.readings = folding.readings(self.readings)
        self.variables = folding.variables(self.variables)
        self.folded = True
        self.happened.append(Folded(folding.into, self.readings[folding.into_at]))
        self.wake(folding.into)
