"""Which language a page of the room is in: its own wish, else its browser's; the projector's and the facilitator's are the laptop's."""

from __future__ import annotations

import html
import json
import re
from functools import lru_cache
from typing import Final

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from game import language, wanted
from game.language import tr

COOKIE: Final = "language"
A_YEAR_S: Final = 31_536_000
_LAPTOPS: Final = ("/screen", "/host", "/pair")
_IN_HTML: Final = re.compile(r'\{\{ tr\("([^"]*)"\) \}\}')
_IN_SCRIPT: Final = re.compile(r'\btr\("((?:[^"\\]|\\.)*)"')
_WORDS: Final = "const WORDS = {};"
"""What a script begins with that says anything; its words stand there in another language."""


class SpokenTo:
    """Everything that a connection asks for is answered in its language."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        with language.spoken_to(asked_for(HTTPConnection(scope))):
            await self._app(scope, receive, send)


def asked_for(connection: HTTPConnection) -> str:
    """The language of a connection."""
    chosen = connection.cookies.get(COOKIE, "")
    if chosen in language.codes():
        return chosen
    accepted = connection.headers.get("accept-language", "")
    is_the_laptops = connection.url.path.startswith(_LAPTOPS)
    if is_the_laptops or not accepted or language.spoken() == language.PSEUDO:
        return language.spoken()
    return wanted.of_a_browser(accepted)


@lru_cache(maxsize=64)
def page(written: str, code: str) -> str:
    """A page of HTML in a language, with the ways to the others."""
    told = _IN_HTML.sub(lambda found: html.escape(tr(html.unescape(found[1]))), written)
    return told.replace("{{ language }}", "en" if code == language.PSEUDO else code).replace(
        "{{ languages }}", _ways(code)
    )


@lru_cache(maxsize=64)
def script(written: str, code: str) -> str:
    """A script with its words in a language."""
    if code == language.ENGLISH:
        return written
    said = dict.fromkeys(json.loads(f'"{each}"') for each in _IN_SCRIPT.findall(written))
    words = {english: tr(english) for english in said}
    return written.replace(_WORDS, f"const WORDS = {json.dumps(words, ensure_ascii=False)};", 1)


def _ways(code: str) -> str:
    """The ways to the other languages, each by its own name."""
    others = [each for each in language.codes() if each != code]
    links = (
        f'<a href="/language/{each}" lang="{each}" hreflang="{each}">{html.escape(language.name_of(each))}</a>'
        for each in others
    )
    return f'<nav aria-label="{html.escape(tr("Language"))}">{" · ".join(links)}</nav>' if others else ""
