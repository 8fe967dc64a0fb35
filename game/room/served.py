"""The room's own pages: read once, by the names below alone, and given out in the language of whoever asks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from game import language
from game.room.spoken_here import page, script

_KINDS: Final = {"css": "text/css", "js": "text/javascript", "html": "text/html"}
BY_NAME: Final = ("room.css", "phone.js", "screen.js", "host.js", "pair.js")
"""What a browser asks for by its own name."""
_PAGES: Final = (*BY_NAME, "phone.html", "screen.html", "host.html", "pair.html", "door.html")
"""All that is ever served from the disk."""


class Served:
    """The pages."""

    def __init__(self) -> None:
        folder = files("game.room") / "pages"
        self._pages = {name: (folder / name).read_text(encoding="utf-8") for name in _PAGES}

    def page(self, name: str, status: int = 200) -> Response:
        """A page in the language that is spoken."""
        written, code, ends = self._pages[name], language.now().code, name.rpartition(".")[2]
        told = {"html": page, "js": script}.get(ends)
        return Response(told(written, code) if told else written, status_code=status, media_type=_KINDS[ends])

    def way(self, name: str) -> Callable[[Request], Awaitable[Response]]:
        """What answers whoever asks for a page by its name."""

        async def served(_: Request) -> Response:
            return self.page(name)

        return served
