"""Things that are made when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any, TypeVar

Value = TypeVar("Value")


class Made(dict[str, Value]):
    """Things by their names, each made when it is first asked for: of the scenes of a story, a life meets few.

    Args:
        names: the names there are.
        make: makes one.
    """

    def __init__(self, names: Container[str], make: Callable[[str], Value]) -> None:
        self.names, self.make = names, make

    def __missing__(self, name: str) -> Value:
        if name not in self.names:
            raise KeyError(name)
        made = self[name] = self.make(name)
        return made

    def get(self, name: str, default: Any = None) -> Any:
        """What is called so, or the default where there is none."""
        return self[name] if name in self.names else default
