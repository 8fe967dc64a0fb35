"""The author's page on the loopback: what it is made of, and what it asks for.

| where | what |
| --- | --- |
| `/`, `/come-in` | the page; before it, the exchange of the token in the address for the key |
| `/live` | a socket: everything once, then what changes |
| `/file`, `/write` | a file's text; an edit made in it |
| `/ask` | what may be written at a place, what stands there, where it is written, and renaming it |
| `/play` | what is done with the playing scene |
| `/map` | the map, with lives where they are asked for |
| `/picture/…`, `/fonts/…`, `/ace/…` | drawings of the story, type, the editor component |
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket, WebSocketDisconnect

from game import disk
from game.author.page import editor
from game.author.page.asking import NotAsked
from game.author.page.desk import Desk
from game.author.page.files import ChangedElsewhere, Gone, NotOurs
from game.author.page.gate import Gate, Keys
from game.author.page.mapping import Drawn, Lives, NoMap
from game.author.page.messages import PLAYED, SEND_S, NotUnderstood, body_of, edit_of, understood
from game.author.page.shown import picture
from game.author.page.stage import CannotPlay
from game.author.page.written import BadEdit, CannotShow
from game.story.reading import NoStory

A_MONTH_S: Final = 30 * 86_400
MOST_SOCKETS: Final = 40
_PAGES: Final = {
    "author.html": "text/html",
    "author.css": "text/css",
    "author.js": "text/javascript",
    "differing.js": "text/javascript",
    "keeping.js": "text/javascript",
    "making.js": "text/javascript",
    "mapped.js": "text/javascript",
    "naming.js": "text/javascript",
    "papers.js": "text/javascript",
    "shape.js": "text/javascript",
    "stage.js": "text/javascript",
    "text.js": "text/javascript",
    "wire.js": "text/javascript",
    "door.html": "text/html",
    "door.js": "text/javascript",
}
"""All of the page's own that is ever served: read once, by these names alone."""
_FONTS: Final = (
    "text.ttf",
    "text-italic.ttf",
    "text-bold.ttf",
    "display.ttf",
    "display-soft.ttf",
    "display-italic.ttf",
    "plain.ttf",
)


_FRAMED: Final = "frame-ancestors 'self'"


def application(desk: Desk, *, host: str, keys: Keys) -> ASGIApp:
    """The author's page as an application.

    Args:
        desk: The open story.
        host: The `address:port` it is called by.
        keys: Who may come in.

    Raises:
        NoEditor: The editor component is absent.
    """
    page = _Page(desk, keys)
    app = Starlette(
        routes=[
            Route("/", page.home, methods=["GET"]),
            Route("/come-in", page.come_in, methods=["POST"]),
            WebSocketRoute("/live", page.live),
            Route("/file", page.file, methods=["GET"]),
            Route("/write", page.write, methods=["POST"]),
            Route("/ask", page.ask, methods=["POST"]),
            Route("/play", page.play, methods=["POST"]),
            Route("/map", page.map, methods=["GET"]),
            Route("/picture/{name:str}", page.picture, methods=["GET"]),
            Route("/fonts/{name:str}", page.font, methods=["GET"]),
            Route("/ace/{name:path}", page.ace, methods=["GET"]),
            Route("/favicon.ico", page.no_picture, methods=["GET"]),
            *(Route(f"/{name}", page.serve(name), methods=["GET"]) for name in _PAGES if not name.endswith(".html")),
        ]
    )
    return Gate(app, host=host, keys=keys)


class _Page:
    def __init__(self, desk: Desk, keys: Keys) -> None:
        self.desk, self.keys = desk, keys
        self._ace = editor.served()
        self._drawn, self._lives = Drawn(), Lives(desk.files.story)
        self._open = 0
        folder = files("game.author.page") / "pages"
        self._pages = {name: (folder / name).read_bytes() for name in _PAGES}

    # ---- what it is made of

    def serve(self, name: str) -> Any:
        async def served(_: Request) -> Response:
            return self._page(name)

        return served

    def _page(self, name: str, status: int = 200) -> Response:
        return Response(self._pages[name], status_code=status, media_type=_PAGES[name])

    async def home(self, request: Request) -> Response:
        return self._page("author.html") if self.keys.opens(request.headers) else self._page("door.html")

    async def come_in(self, request: Request) -> Response:
        try:
            token = understood(await body_of(request), {"token"}).get("token")
        except NotUnderstood as wrong:
            return _no(400, str(wrong))
        if not self.keys.exchanged(token if isinstance(token, str) else ""):
            return _no(403, "This address has been used, and works once. Start `ampersand author` again for a new one.")
        answer = JSONResponse({"in": True})
        answer.set_cookie(self.keys.cookie, self.keys.key, max_age=A_MONTH_S, httponly=True, samesite="strict")
        return answer

    async def no_picture(self, _: Request) -> Response:
        """What every browser asks for unasked."""
        return Response(status_code=204)

    async def font(self, request: Request) -> Response:
        name = request.path_params["name"]
        return _kept(disk.asset(f"fonts/{name}")) if name in _FONTS else Response(status_code=404)

    async def ace(self, request: Request) -> Response:
        found = self._ace.get(request.path_params["name"])
        return Response(status_code=404) if found is None else _kept(found)

    async def picture(self, request: Request) -> Response:
        """A drawing of the story, as it is: whoever asks for it as a picture runs nothing that is in it."""
        drawn = await asyncio.to_thread(picture, str(self.desk.files.folder), request.path_params["name"])
        if drawn is None:
            return Response(status_code=404)
        sealed = {"Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'"}
        return Response(drawn, media_type="image/svg+xml", headers=sealed)

    async def map(self, request: Request) -> Response:
        """The map, which says itself what it may run, and stands in this page alone."""
        desk = self.desk
        try:
            if "lives" in request.query_params:
                drawn = await self._lives.counted(desk.fingerprint)
            else:
                drawn = await asyncio.to_thread(self._drawn.page, desk.open, desk.stage.story if desk.stage else None)
        except NoMap as wrong:
            return Response(f"{wrong}\n", 404, {"Content-Security-Policy": _FRAMED}, "text/plain")
        return Response(drawn, 200, {"Content-Security-Policy": _FRAMED}, "text/html")

    # ---- files

    async def file(self, request: Request) -> Response:
        try:
            return JSONResponse(await asyncio.to_thread(self.desk.file, request.query_params.get("name", "")))
        except NotOurs as wrong:
            return _no(403, str(wrong))
        except Gone as gone:
            return _no(404, str(gone))
        except CannotShow as wrong:
            return _no(415, str(wrong))
        except OSError as refused:
            return _no(500, f"The disk refuses: {refused.strerror or refused}.")

    async def write(self, request: Request) -> Response:
        try:
            name, base, edit = edit_of(await body_of(request))
        except NotUnderstood as wrong:
            return _no(400, str(wrong))
        try:
            return JSONResponse(await self.desk.write(name, base, edit))
        except ChangedElsewhere as changed:
            return self._conflict(name, changed)
        except NotOurs as wrong:
            return _no(403, str(wrong))
        except (CannotShow, BadEdit) as wrong:
            return _no(422, str(wrong))
        except OSError as refused:
            return _no(500, f"The disk refuses: {refused.strerror or refused}.")

    def _conflict(self, name: str, changed: ChangedElsewhere) -> Response:
        if changed.now is None:
            return JSONResponse({"name": name, "revision": "", "text": ""}, status_code=409)
        try:
            told = {"name": name, "revision": changed.now.revision, "text": changed.now.text}
        except CannotShow as wrong:
            return _no(422, str(wrong))
        return JSONResponse(told, status_code=409)

    async def ask(self, request: Request) -> Response:
        try:
            asked = understood(await body_of(request), {"what", "file", "text", "line", "column", "new"})
            return JSONResponse(await self.desk.ask(asked))
        except (NotUnderstood, NotAsked) as wrong:
            return _no(400, str(wrong))
        except NotOurs as wrong:
            return _no(403, str(wrong))
        except NoStory as gone:
            return _no(404, str(gone))

    # ---- playing

    async def play(self, request: Request) -> Response:
        try:
            asked = understood(await body_of(request), PLAYED)
            return JSONResponse(await self.desk.play(asked))
        except NotUnderstood as wrong:
            return _no(400, str(wrong))
        except CannotPlay as wrong:
            return _no(409, str(wrong))

    # ---- what changes

    async def live(self, socket: WebSocket) -> None:
        if self._open >= MOST_SOCKETS:
            await socket.close(1013)
            return
        await socket.accept()
        self._open += 1
        try:
            await self._converse(socket)
        finally:
            self._open -= 1

    async def _converse(self, socket: WebSocket) -> None:
        telling = asyncio.create_task(self._tell(socket))
        leaving = asyncio.create_task(_gone(socket))
        done, rest = await asyncio.wait({telling, leaving}, return_when=asyncio.FIRST_COMPLETED)
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)
        for task in done:
            with contextlib.suppress(WebSocketDisconnect, RuntimeError, OSError, TimeoutError):
                await task
        with contextlib.suppress(RuntimeError, OSError):
            await socket.close(1001)

    async def _tell(self, socket: WebSocket) -> None:
        with self.desk.listening() as queue:
            await _send(socket, self.desk.whole())
            while True:
                told = await queue.get()
                if queue.full():  # something was dropped: everything, once more
                    while not queue.empty():
                        queue.get_nowait()
                    told = self.desk.whole()
                await _send(socket, told)


async def _send(socket: WebSocket, told: dict[str, Any]) -> None:
    await asyncio.wait_for(socket.send_text(json.dumps(told)), SEND_S)


async def _gone(socket: WebSocket) -> None:
    """Wait until the page leaves. It says nothing here: a page that does is none of ours."""
    await socket.receive_text()


def _no(status: int, words: str) -> Response:
    return JSONResponse({"no": words}, status_code=status)


def _kept(path: Path) -> Response:
    """A file that does not change while the page is open."""
    return FileResponse(path, headers={"Cache-Control": "private, max-age=3600"})
