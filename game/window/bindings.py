"""Which keys and buttons the player has given to what, as a value; settling it when two things want one; keeping it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

import attrs

from game import disk
from game.language import in_quotes, tr, tr_as
from game.window import strokes
from game.window.keymap import ALWAYS, ON_PAGES, SAID, USUAL, Action

FILE = "keys.json"


@attrs.frozen
class Bindings:
    """Every action's keys and buttons by name. No key or button is in two places, and `keymap.ALWAYS` is the menu's."""

    table: Mapping[Action, tuple[str, ...]] = attrs.field(factory=lambda: dict(USUAL))

    def of(self, action: Action) -> tuple[str, ...]:
        """What asks for it."""
        return self.table.get(action, ())

    def action(self, names: Iterable[str], *, is_on_paper: bool) -> Action | None:
        """What a key or button asks for, by the first of its names that asks for anything; `is_on_paper` where arrows,
        enter and escape stay what they are.
        """
        for name in names:
            if is_on_paper and name in ON_PAGES:
                return ON_PAGES[name]
            owner = self.owner(name)
            if owner is not None:
                return owner
        return None

    def owner(self, name: str) -> Action | None:
        """The action that has a key or button."""
        return next((action for action, names in self.table.items() if name in names), None)

    def giving(self, action: Action, name: str, pad: str = "xbox") -> Settled:
        """The same with one more for an action, taken from whichever had it."""
        called, owner = _capital(strokes.words(name, pad)), self.owner(name)
        if owner is action:
            return Settled(self, tr("{key} does that already.", key=called))
        if name == ALWAYS:
            return Settled(self, tr("Escape stays with the menu, so that there is always a way to it."))
        table = {**self.table, action: (*self.of(action), name)}
        if owner is None:
            return Settled(Bindings(table), tr("{key} does this now.", key=called))
        left = tuple(each for each in self.of(owner) if each != name)
        table[owner] = left
        if left:
            words = tr(
                "{key} does this now. It came from ‘{other}’, which still has {keys}.",
                key=called,
                other=tr(owner.value),
                keys=listed(left, pad),
            )
        else:
            words = tr(
                "{key} does this now. It came from ‘{other}’, which has nothing left.",
                key=called,
                other=tr(owner.value),
            )
        return Settled(Bindings(table), words)

    def without(self, action: Action, name: str, pad: str = "xbox") -> Settled:
        """The same with one fewer for an action."""
        if name == ALWAYS:
            return Settled(self, tr("Escape stays with the menu, so that there is always a way to it."))
        left = tuple(each for each in self.of(action) if each != name)
        called = _capital(strokes.words(name, pad))
        words = (
            tr("{key} does this no longer.", key=called)
            if left
            else tr("{key} does this no longer. Nothing does.", key=called)
        )
        return Settled(Bindings({**self.table, action: left}), words)

    def as_usual(self, action: Action) -> Settled:
        """The same with an action's usual keys and buttons, taken from whichever has them now."""
        usual = USUAL[action]
        table = {each: tuple(name for name in names if name not in usual) for each, names in self.table.items()}
        lost = [in_quotes(tr(each.value)) for each in table if each is not action and table[each] != self.of(each)]
        words = (
            tr("This is as usual again. What it wanted came from {these}.", these=", ".join(lost))
            if lost
            else tr("This is as usual again.")
        )
        return Settled(Bindings({**table, action: usual}), words)

    @property
    def is_usual(self) -> bool:
        """Whether nothing has been changed."""
        return all(set(self.of(action)) == set(names) for action, names in USUAL.items())


@attrs.frozen
class Settled:
    """Bindings after something was given or taken, and what that came to, in a sentence."""

    bindings: Bindings
    words: str


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


# ---- in words


def listed(names: Iterable[str], pad: str = "xbox") -> str:
    """Keys and buttons one after another; `none` where there are none."""
    return ", ".join(strokes.words(name, pad) for name in names) or tr_as("keys", "none")


def said(bindings: Bindings, pad: str | None) -> list[tuple[str, str]]:
    """What the keys and the mouse do, or with a family of `pad` what its buttons do; for the page that lists it."""
    lines = []
    for actions, mouse, what in SAID:
        if pad is not None:
            asked = [name for action in actions for name in bindings.of(action) if strokes.is_pads(name)]
            keys = ", ".join(strokes.words(name, pad, is_short=True) for name in asked)
        else:
            keys = _by_keys(bindings, actions)
            keys = ", ".join(part for part in (keys, tr(mouse) if mouse else "") if part)
        if keys:
            lines.append((keys, tr(what)))
    return lines


def _by_keys(bindings: Bindings, actions: tuple[Action, ...]) -> str:
    by_key = [[name for name in bindings.of(action) if not strokes.is_pads(name)] for action in actions]
    if actions == (Action.FIRST, Action.NINTH) and all(by_key):
        first, last = (strokes.words(names[0]) for names in by_key)
        return tr_as("keys", "{first} to {last}", first=first, last=last)
    if len(actions) > 1:
        return listed(names[0] for names in by_key if names) if any(by_key) else ""
    return listed(name for name in by_key[0][:2]) if by_key[0] else ""


# ---- on disk


def load() -> Bindings:
    """What was kept. Whatever is missing, unknown or cannot be read is as usual."""
    try:
        kept = json.loads(disk.read(disk.settings_folder() / FILE))
    except (OSError, ValueError, RecursionError):
        return Bindings()
    if not isinstance(kept, dict):
        return Bindings()
    own: dict[Action, tuple[str, ...]] = {}
    taken = {ALWAYS}
    for action in USUAL:
        names = kept.get(_on_disk(action))
        if isinstance(names, list) and all(strokes.is_known(name) for name in names):
            free = tuple(dict.fromkeys(name for name in names if name not in taken))
            own[action] = free
            taken.update(free)
    table = {
        action: own[action] if action in own else tuple(name for name in names if name not in taken)
        for action, names in USUAL.items()
    }
    table[Action.MENU] = (ALWAYS, *(name for name in table[Action.MENU] if name != ALWAYS))
    return Bindings(table)


def keep(bindings: Bindings) -> None:
    """Write down what differs from the usual. Raises OSError when the disk refuses."""
    own = {
        _on_disk(action): list(bindings.of(action))
        for action, names in USUAL.items()
        if set(bindings.of(action)) != set(names)
    }
    data = json.dumps(own, indent=1, ensure_ascii=False).encode()
    disk.write_whole(disk.settings_folder() / FILE, data + b"\n")


def _on_disk(action: Action) -> str:
    return action.name.lower().replace("_", " ")
