"""The language server: what any editor asks of the story in it, answered over standard input and output.

It holds nothing but the texts an editor has open and, of each story, how it stood at the last question. Whatever is sent to it, it
goes on; what it cannot answer, it answers with nothing. Only the protocol is written to standard output.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, cast

import attrs
from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer

from game import __version__, disk
from game.author.language.columns import Encoding
from game.author.language.homes import home, homes
from game.author.language.opened import OpenStory, diagnostics, open_story
from game.author.language.wire import Wire
from game.story.folder import NoStory

PAUSE: Final = 0.12
"""Seconds without a keystroke before a story is checked."""
_log: Final = logging.getLogger(__name__)


@attrs.frozen
class Open:
    """A file that an editor has open."""

    uri: str
    """What the editor calls it."""
    version: int
    text: str


class Server(LanguageServer):
    """The server, and the stories it is asked about."""

    def __init__(self) -> None:
        super().__init__("ampersand", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.open: dict[Path, Open] = {}
        """What the editor has open."""
        self.stories: dict[Path, OpenStory] = {}
        self.told: dict[Path, dict[str, list[types.Diagnostic]]] = {}
        """By story and file, what the editor was last told is wrong."""
        self.waiting: dict[Path, asyncio.TimerHandle] = {}
        self.checking: set[asyncio.Future[None]] = set()
        self.is_over = False
        self.shared = (disk.shared_folder("assets"),)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Says on standard error what went wrong; whoever writes a story can do nothing about it."""
        _log.error("%s: %s", getattr(source, "__name__", source), error)

    # ---- texts

    def opened(self, uri: str, version: int, text: str) -> None:
        """The editor opens a file, or what stands in one that is open has changed."""
        path = path_of(uri)
        if path is not None:
            before = self.open.get(path)
            self.open[path] = Open(before.uri if before is not None else uri, version, text)

    def closed(self, uri: str) -> None:
        """The editor has a file open no longer: from now on what is on disk counts."""
        path = path_of(uri)
        if path is not None:
            self.open.pop(path, None)

    def uri(self, path: Path) -> str:
        """What the editor calls a file: as it wrote it itself, where it has it open."""
        here = self.open.get(path)
        return here.uri if here is not None else path.as_uri()

    def ends(self, path: Path) -> str:
        """How the lines of a file end."""
        here = self.open.get(path)
        try:
            start = here.text if here is not None else path.read_bytes()[:4096].decode(errors="replace")
        except OSError:
            return "\n"
        return "\r\n" if "\r\n" in start[:4096] else "\n"

    def versions(self) -> Mapping[Path, int]:
        """The versions of the texts that are open."""
        return {path: one.version for path, one in self.open.items()}

    # ---- stories

    def home(self, uri: str) -> Path | None:
        """The story that a file belongs to."""
        path = path_of(uri)
        here = self.open.get(path) if path is not None else None
        return home(path, here.text if here is not None else None) if path is not None else None

    def story(self, folder: Path) -> OpenStory | None:
        """A story as it stands now; none where there is none any more."""
        before = self.stories.get(folder)
        typed = {path: one.text for path, one in self.open.items() if folder == path or folder in path.parents}
        try:
            story = open_story(folder, typed, shared=self.shared, before=before)
        except (NoStory, OSError):
            self.stories.pop(folder, None)
            return None
        self.stories[folder] = story
        return story

    def wire(self, story: OpenStory) -> Wire:
        encoding = types.PositionEncodingKind(self.workspace.position_encoding or "utf-16").value
        return Wire(story, cast(Encoding, encoding), self.uri)

    def asked(self, uri: str) -> tuple[OpenStory, Wire, Path] | None:
        """The story that a question about a file is about, and that file."""
        path, folder = path_of(uri), self.home(uri)
        story = self.story(folder) if folder is not None else None
        if path is None or story is None or story.view(path) is None:
            return None
        return story, self.wire(story), path

    # ---- what is wrong

    def check_soon(self, folder: Path | None) -> None:
        """Checks a story when its author pauses."""
        if folder is None:
            return
        if (waiting := self.waiting.pop(folder, None)) is not None:
            waiting.cancel()
        self.waiting[folder] = asyncio.get_running_loop().call_later(PAUSE, self.check, folder)

    def check(self, folder: Path) -> None:
        """Says what is wrong in each file of a story, where that is not what was said last."""
        self.waiting.pop(folder, None)
        checking = asyncio.ensure_future(self._check(folder))
        self.checking.add(checking)
        checking.add_done_callback(self.checking.discard)

    async def _check(self, folder: Path) -> None:
        try:
            story = self.story(folder)
            if story is not None:
                # In a thread of its own: what is asked meanwhile is answered meanwhile.
                await asyncio.get_running_loop().run_in_executor(None, lambda: (story.reading, story.names))
                if self.story(folder) is not story:
                    self.check_soon(folder)  # it was typed on
                    return
                if folder not in self.told:
                    # What is read stays: a search for garbage through all of it, in the middle of a word, would be felt.
                    gc.collect()
                    gc.freeze()
            self.tell(folder, story)
        except NoStory:
            self.tell(folder, None)
        except Exception:
            _log.exception("checking %s", folder)

    def tell(self, folder: Path, story: OpenStory | None) -> None:
        """Tells the editor what is wrong in each file, where that is not what it was told last."""
        now: dict[str, list[types.Diagnostic]] = {}
        if story is not None:
            wire = self.wire(story)
            for path, found in diagnostics(story).items():
                now[self.uri(path)] = [wire.diagnostic(one) for one in found]
        before = self.told.get(folder, {})
        self.told[folder] = now
        for uri, marks in {**{gone: [] for gone in before}, **now}.items():
            if before.get(uri) != marks or uri not in before:
                self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, marks))

    def check_all(self) -> None:
        """Checks every story in the folders that the editor has open."""
        for folder in self.roots():
            for found in homes(folder):
                self.check_soon(found)
        for folder in list(self.stories):
            if self.is_wanted(folder):
                self.check_soon(folder)
            else:
                del self.stories[folder]
                self.tell(folder, None)

    def is_wanted(self, folder: Path) -> bool:
        """Whether the editor has a story's folder open, or one round it, or a file of it."""
        round_it = any(root == folder or root in folder.parents for root in self.roots())
        return round_it or any(folder == path or folder in path.parents for path in self.open)

    def roots(self) -> Iterator[Path]:
        """The folders that the editor has open."""
        named = [folder.uri for folder in self.workspace.folders.values()] or [self.workspace.root_uri or ""]
        for uri in named:
            path = path_of(uri)
            if path is not None:
                yield path


def path_of(uri: str) -> Path | None:
    """The file that is called so; none where it is on no disk."""
    try:
        found = uris.to_fs_path(uri)
        return Path(os.path.abspath(found)) if found else None  # noqa: PTH100 -- `..` goes, and no link is followed
    except (ValueError, OSError):
        return None


def serve() -> int:
    """Answers until the editor is done. 0 where it took its leave, 1 where it was simply gone."""
    from game.author.language import answers

    logging.basicConfig(stream=sys.stderr, level=logging.ERROR, format="ampersand lsp: %(message)s")
    # It says every refusal as if it were an accident of its own.
    logging.getLogger("pygls").setLevel(logging.CRITICAL)
    # Whatever writes to standard output from here on, the protocol alone does.
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # A story that is being read in its thread lets a question in at once.
    sys.setswitchinterval(0.0005)
    server = Server()
    answers.register(server)
    server.start_io(sys.stdin.buffer, output)
    return 0 if server.is_over else 1
