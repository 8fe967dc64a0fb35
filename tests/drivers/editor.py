"""An editor with a language server beside it: texts are opened, typed in, saved and closed, and questions asked of `ampersand lsp` over
its standard input and output, as the Language Server Protocol has it.

What it knows of the protocol is its own, and nothing of the server's: positions are in UTF-16, as editors send them.
"""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any
from urllib.parse import unquote

PATIENCE = 10.0
"""Seconds that an answer may take on a machine with much else to do."""
CAPABILITIES = {
    "workspace": {
        "workspaceFolders": True,
        "didChangeWatchedFiles": {"dynamicRegistration": True},
        "workspaceEdit": {"documentChanges": True},
    },
    "textDocument": {"publishDiagnostics": {"relatedInformation": True}},
}


class Refused(Exception):
    """The server said why it will not."""


class Editor:
    """The editor. A context manager: leaving it shuts the server down."""

    def __init__(self, folder: Path, **capabilities: Any) -> None:
        self.folder = folder
        self.server = subprocess.Popen(
            [sys.executable, "-m", "game", "lsp", "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.answers: queue.Queue[dict[str, Any]] = queue.Queue()
        self.waiting: list[dict[str, Any]] = []
        self.marks: dict[str, list[dict[str, Any]]] = {}
        self.texts: dict[str, str] = {}
        self.number, self.version = 0, 0
        self.stray: list[bytes] = []
        self.reading = threading.Thread(target=self._read, daemon=True)
        self.reading.start()
        told = {
            "processId": None,
            "rootUri": None,
            "workspaceFolders": [{"uri": folder.as_uri(), "name": "here"}],
            "capabilities": {**CAPABILITIES, **capabilities},
        }
        self.can = self.ask("initialize", told)["capabilities"]
        self.tell("initialized", {})

    def __enter__(self) -> Editor:
        return self

    def __exit__(self, *_: object) -> None:
        if self.server.poll() is None:
            self.ask("shutdown", None)
            self.tell("exit", None)
        self.server.stdin.close()  # type: ignore[union-attr]
        try:
            self.server.wait(PATIENCE)
        finally:
            self.server.kill()
            self.complaints = self.server.stderr.read().decode()  # type: ignore[union-attr]
            self.reading.join(PATIENCE)
            self.server.stdout.close()  # type: ignore[union-attr]
            self.server.stderr.close()  # type: ignore[union-attr]

    def goes_to(self, folder: Path) -> None:
        """Closes all that is open, and opens another folder instead of the one it has."""
        for name in tuple(self.texts):
            self.closes(name)
        event = {
            "added": [{"uri": folder.as_uri(), "name": "new"}],
            "removed": [{"uri": self.folder.as_uri(), "name": "old"}],
        }
        self.folder = folder
        self.tell("workspace/didChangeWorkspaceFolders", {"event": event})

    # ---- what travels

    def _read(self) -> None:
        output = self.server.stdout
        assert output is not None
        while header := output.readline():
            if not header.startswith(b"Content-Length: "):
                self.stray.append(header)
                continue
            length = int(header.split(b":")[1])
            while (line := output.readline()).strip():
                self.stray.extend([] if line.startswith(b"Content-Type") else [line])
            self.answers.put(json.loads(output.read(length)))

    def send(self, message: dict[str, Any] | bytes) -> None:
        body = message if isinstance(message, bytes) else json.dumps({"jsonrpc": "2.0", **message}).encode()
        stream = self.server.stdin
        assert stream is not None
        stream.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        stream.flush()

    def tell(self, method: str, params: Any) -> None:
        self.send({"method": method, "params": params})

    def ask(self, method: str, params: Any) -> Any:
        """The answer to a question. Raises `Refused` with the server's words."""
        self.number += 1
        number = self.number
        self.send({"id": number, "method": method, "params": params})
        answer = self._until(lambda message: message.get("id") == number and "method" not in message)
        if "error" in answer:
            raise Refused(answer["error"]["message"])
        return answer["result"]

    def _until(self, wanted: Any) -> dict[str, Any]:
        while True:
            try:
                message = self.answers.get(timeout=PATIENCE)
            except queue.Empty:
                self.server.kill()
                raise AssertionError(f"no answer; it said: {self.server.stderr.read().decode()}") from None  # type: ignore[union-attr]
            self._note(message)
            if wanted(message):
                return message

    def _note(self, message: dict[str, Any]) -> None:
        if message.get("method") == "textDocument/publishDiagnostics":
            self.marks[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            self.send({"id": message["id"], "result": None})

    # ---- what somebody does

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def name(self, uri: str) -> str:
        """The file, by its place in the folder, that has an address."""
        return Path(unquote(uri.removeprefix("file://"))).relative_to(self.folder).as_posix()

    def opens(self, name: str) -> str:
        """Opens a file, as it is on disk; returns its text."""
        with (self.folder / name).open(encoding="utf-8", newline="") as stream:
            text = stream.read()
        self.texts[name] = text
        document = {"uri": self.uri(name), "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return text

    def types(self, name: str, old: str, new: str) -> None:
        """Writes something instead of something else, and does not save it."""
        assert self.texts[name].count(old) == 1, f"{old!r} stands {self.texts[name].count(old)} times in {name}"
        self.has(name, self.texts[name].replace(old, new))

    def has(self, name: str, text: str) -> None:
        """Gives a file that is open another text, not saved."""
        self.version += 1
        self.texts[name] = text
        document = {"uri": self.uri(name), "version": self.version + 1}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def saves(self, name: str) -> None:
        with (self.folder / name).open("w", encoding="utf-8", newline="") as stream:
            stream.write(self.texts[name])
        self.tell("textDocument/didSave", {"textDocument": {"uri": self.uri(name)}})

    def closes(self, name: str) -> None:
        del self.texts[name]
        self.tell("textDocument/didClose", {"textDocument": {"uri": self.uri(name)}})

    def says(self, name: str, *, until: Any) -> list[dict[str, Any]]:
        """The marks in a file, once they are as they should be; fails where they never are."""
        uri = self.uri(name)
        if uri not in self.marks or not until(self.marks[uri]):
            self._until(lambda message: uri in self.marks and until(self.marks[uri]))
        return self.marks[uri]

    # ---- questions about a place

    def place(self, name: str, at: str, *, after: bool = False) -> dict[str, Any]:
        """The place before some words, or after them, counted as editors count."""
        text = self.texts[name]
        assert text.count(at) == 1, f"{at!r} stands {text.count(at)} times in {name}"
        index = text.index(at) + (len(at) if after else 0)
        before = text[:index].replace("\r\n", "\n").split("\n")
        position = {"line": len(before) - 1, "character": len(before[-1].encode("utf-16-le")) // 2}
        return {"textDocument": {"uri": self.uri(name)}, "position": position}

    def offered(self, name: str, at: str) -> dict[str, dict[str, Any]]:
        """What may be written after some words, by its label."""
        found = self.ask("textDocument/completion", self.place(name, at, after=True))
        return {one["label"]: one for one in (found or {"items": []})["items"]}

    def hovers(self, name: str, at: str) -> str:
        """What is said of the word that begins there."""
        found = self.ask("textDocument/hover", self.place(name, at))
        return found["contents"]["value"] if found else ""

    def shown(self, place: dict[str, Any]) -> str:
        """The words at a place that was answered, cut out as an editor cuts."""
        name = self.name(place["uri"])
        return cut(self.texts.get(name) or (self.folder / name).read_text(encoding="utf-8"), place["range"])

    def fixes(self, name: str, mark: dict[str, Any]) -> dict[str, dict[str, Any]]:
        """What would mend a mark, by its title."""
        asked = {
            "textDocument": {"uri": self.uri(name)},
            "range": mark["range"],
            "context": {"diagnostics": [mark], "only": ["quickfix"]},
        }
        return {one["title"]: one for one in self.ask("textDocument/codeAction", asked) or []}

    def applies(self, edit: dict[str, Any]) -> None:
        """Makes the edits of a fix or a rename: in the texts that are open, and on disk in the rest."""
        for change in edit["documentChanges"]:
            name = self.name(change["textDocument"]["uri"])
            if name in self.texts:
                self.has(name, edited(self.texts[name], change["edits"]))
                continue
            path = self.folder / name
            path.write_bytes(edited(path.read_bytes().decode(), change["edits"]).encode())


def edited(text: str, edits: list[dict[str, Any]]) -> str:
    """A text with edits made in it, as an editor makes them: all against the text as it was."""
    spots = sorted(((*_span(text, edit["range"]), edit["newText"]) for edit in edits), reverse=True)
    for start, end, new in spots:
        text = text[:start] + new + text[end:]
    return text


def cut(text: str, span: dict[str, Any]) -> str:
    start, end = _span(text, span)
    return text[start:end]


def _span(text: str, span: dict[str, Any]) -> tuple[int, int]:
    return _index(text, span["start"]), _index(text, span["end"])


def _index(text: str, position: dict[str, int]) -> int:
    """Where a position is in a text."""
    lines = text.replace("\r\n", "\0\n").split("\n")
    line = lines[position["line"]]
    before = line.encode("utf-16-le")[: 2 * position["character"]].decode("utf-16-le")
    return sum(len(one) + 1 for one in lines[: position["line"]]) + len(before)
