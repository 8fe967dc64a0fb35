"""The accessibility tree: what the page says, handed to screen readers through AccessKit. Optional, and loaded after
the first frame.

Where a game runs without AccessKit the page can still be read: with AMPERSAND_SAYS naming a file, each page drawn is
added to it as a line of JSON, in the same words.
"""

from __future__ import annotations

import json
import os
import queue
import sys
from pathlib import Path
from typing import Any

import attrs

from game.window.widgets.widget import Said

TITLE = "Ampersand"
ROOT = 0
SAYS = "AMPERSAND_SAYS"

ROLES = {
    "heading": "HEADING",
    "paragraph": "PARAGRAPH",
    "text": "LABEL",
    "button": "BUTTON",
    "choice": "BUTTON",
    "slider": "SLIDER",
    "switch": "SWITCH",
    "entry": "TEXT_INPUT",
    "meter": "METER",
    "image": "IMAGE",
    "status": "STATUS",
}
"""Each role in AccessKit's words."""
VALUED = ("entry", "slider", "meter")
"""The roles whose value is more than a description."""


@attrs.frozen
class Page:
    """All that is said at one moment."""

    name: str
    said: tuple[Said, ...]
    focus: str | None
    size: tuple[int, int]
    redraws: int
    heard: tuple[str, ...] = ()
    """The sounds that are meant to be heard on it, by name."""
    language: str = "en"
    """The language that it speaks."""
    strokes: int = 0
    """How many keys and buttons had been pressed by then."""
    is_coming: bool = False
    """Whether the page before it still gives way to it, or it is about to give way to another."""


@attrs.frozen
class Asked:
    """What somebody asked for through the tree."""

    key: str
    action: str
    """`CLICK`, `FOCUS`, `INCREMENT` or `DECREMENT`."""


class Reader:
    """Says each page to whoever listens, and brings back what they ask for."""

    def __init__(self) -> None:
        self._page = Page("", (), None, (1, 1), 0)
        self._numbers: dict[str, int] = {}
        self._asked: queue.SimpleQueue[Asked] = queue.SimpleQueue()
        self._adapter: Any = None
        self.is_heard = False
        """Whether anybody listens, as far as the system tells."""
        self._accesskit: Any = None
        named = os.environ.get(SAYS)
        self._file = Path(named) if named else None

    def open(self, window: int | None) -> None:
        """Begin to publish. `window` is the system's own handle, where one is needed."""
        try:
            import accesskit
        except ImportError:
            return
        self._accesskit = accesskit
        if sys.platform == "win32" and window:
            self._adapter = accesskit.windows.SubclassingAdapter(window, self._tree, self._take)
        elif sys.platform == "darwin" and window:
            accesskit.macos.add_focus_forwarder_to_window_class(
                "SDLWindow"
            )  # SDL gives the window the focus, not its view
            self._adapter = accesskit.macos.SubclassingAdapter.for_window(window, self._tree, self._take)
        elif sys.platform not in ("win32", "darwin"):
            self._adapter = accesskit.unix.Adapter(self._tree, self._take, lambda: None)
            self._adapter.update_window_focus_state(True)

    def say(self, page: Page) -> None:
        """Publish a page."""
        self._page = page
        self._write()
        if self._adapter is not None:
            self._raise(self._adapter.update_if_active(self._tree))

    def acknowledge(self, strokes: int) -> None:
        """Write down that so many strokes have been taken, where nothing on the page came of the last."""
        if self._file and strokes != self._page.strokes:
            self._page = attrs.evolve(self._page, strokes=strokes)
            self._write()

    def _write(self) -> None:
        if self._file:
            with self._file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(attrs.asdict(self._page), ensure_ascii=False) + "\n")

    def place(self, left: int, top: int, width: int, height: int) -> None:
        """Say where the window lies on the screen, where the system does not know."""
        if self._adapter is not None and hasattr(self._adapter, "set_root_window_bounds"):
            bounds = self._accesskit.Rect(left, top, left + width, top + height)
            self._adapter.set_root_window_bounds(bounds, bounds)

    def attend(self, *, has_focus: bool) -> None:
        """Say whether the window has the keyboard."""
        for told in ("update_window_focus_state", "update_view_focus_state"):
            if hasattr(self._adapter, told):
                self._raise(getattr(self._adapter, told)(has_focus))

    def asked(self) -> Asked | None:
        """The next thing that was asked for."""
        return None if self._asked.empty() else self._asked.get_nowait()

    @staticmethod
    def _raise(events: Any) -> None:
        if events is not None:  # Windows and macOS queue what is to be told until the tree is no longer in use
            events.raise_events()

    def _number(self, key: str) -> int:
        return self._numbers.setdefault(key, len(self._numbers) + 1)

    def _take(self, request: Any) -> None:
        names = {number: key for key, number in self._numbers.items()}
        target = getattr(request, "target", None)
        if target is None:
            target = getattr(request, "target_node", None)
        if target in names:
            self._asked.put(Asked(names[target], str(request.action).rpartition(".")[2].upper()))

    def _tree(self) -> Any:
        """The page as AccessKit has it, which only whoever listens asks for. Called from another thread too: it reads one
        value and builds anew.
        """
        self.is_heard = True
        page, kit = self._page, self._accesskit
        root = kit.Node(kit.Role.WINDOW)
        root.set_label(f"{page.name}, {TITLE}" if page.name else TITLE)
        root.set_language(page.language)
        root.set_children([self._number(said.key) for said in page.said])
        focused = self._number(page.focus) if page.focus else ROOT
        update = kit.TreeUpdate(focused)
        tree = kit.Tree(ROOT)
        tree.toolkit_name = "pygame-ce"
        update.tree = tree
        update.nodes.append((ROOT, root))
        for said in page.said:
            node = self._node(said)
            if said.language:
                node.set_language(said.language)
            update.nodes.append((self._number(said.key), node))
        return update

    def _node(self, said: Said) -> Any:
        kit = self._accesskit
        node = kit.Node(getattr(kit.Role, ROLES[said.role]))
        node.set_bounds(
            kit.Rect(said.bounds[0], said.bounds[1], said.bounds[0] + said.bounds[2], said.bounds[1] + said.bounds[3])
        )
        if ROLES[said.role] == "LABEL":  # whose words are its value, in AccessKit's terms
            node.set_value(said.name)
        else:
            node.set_label(said.name)
        if said.value:
            node.set_description(said.value)
            if said.role in VALUED:
                node.set_value(said.value)
        if said.range:
            node.set_numeric_value(said.range[0])
            node.set_min_numeric_value(said.range[1])
            node.set_max_numeric_value(said.range[2])
        if said.role == "switch":
            node.set_toggled(kit.Toggled.TRUE if said.value == "on" else kit.Toggled.FALSE)
        if said.is_live:
            node.set_live(kit.Live.POLITE)
        if said.is_operable:
            for action in ("CLICK", "FOCUS", *(("INCREMENT", "DECREMENT") if said.role == "slider" else ())):
                node.add_action(getattr(kit.Action, action))
        return node
