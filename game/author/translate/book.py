"""A catalogue on disk: read, brought up to date with the words there are now, and written, with Babel.

What was translated stays. Words that changed keep their old translation beside them, marked stale (`fuzzy`), with what they were
(`#| msgid`); they are looked for among what went from the same scene, so that a beat is never handed another scene's. What nothing
says any more is kept at the end (`#~`), for the day that it is said again.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

import attrs
from babel.core import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po, write_po

from game import catalogue, disk
from game.author.translate.listing import Message

ALIKE: Final = 0.5
"""How alike two texts of one scene are, 0 to 1, for one to be the other reworded."""
WIDTH: Final = 100
KEPT: Final = "X-"
"""How the lines of a catalogue's head begin that are ours, and are kept."""


@attrs.frozen
class Written:
    """What came of bringing a catalogue up to date."""

    added: int
    """Messages that are new, and wait for a translation."""
    reworded: int
    """Messages that changed, whose old translation is stale now."""
    gone: int
    """Messages that nothing says any more."""
    whole: int
    """All there are."""
    told: int
    """Those that are translated, and not stale."""


class UnknownLanguage(Exception):
    """There is no language of that code."""


def locale_of(code: str) -> Locale:
    """What Babel knows of a language.

    Raises:
        UnknownLanguage: it knows none of that code.
    """
    try:
        return Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError) as unknown:
        raise UnknownLanguage(code) from unknown


def bring_up_to_date(file: Path, code: str, messages: Sequence[Message], project: str, version: str) -> Written:
    """Write the catalogue of a language with the messages there are, and every translation that there was.

    Raises:
        OSError: it cannot be read or written.
        ValueError: what is there is no catalogue.
        UnknownLanguage: there is no such language.
    """
    locale = locale_of(code)
    old = _read(file, locale) if file.exists() else None
    book = Catalog(
        locale=locale,
        domain=None,
        project=project,
        version=version,
        fuzzy=False,
        header_comment=_header(old, project),
        creation_date=old.creation_date if old else datetime.now().astimezone(),
        revision_date=old.revision_date if old else datetime.now().astimezone(),
        last_translator=old.last_translator if old else "",
        language_team=old.language_team if old else locale.english_name or code,
    )
    book.msgid_bugs_address = (
        old.msgid_bugs_address if old else ""
    )  # given to Babel as it is made, none becomes a made-up one
    entries = {_key(entry): entry for entry in old if entry.id} if old else {}
    left = dict(entries)
    before = {_key(entry): entry for entry in old.obsolete.values()} if old else {}
    fresh: list[tuple[Message, Entry]] = []
    for message in messages:
        known = left.pop(message.key, None) or before.pop(message.key, None)
        entry = _entry(book, message, known)
        if known is None:
            fresh.append((message, entry))
    reworded = _carry_over(fresh, left)
    gone = [entry for entry in left.values() if any(_strings(entry))]
    for entry in (*before.values(), *gone):
        book.obsolete[book._key_for(entry.id, entry.context)] = entry
    head = _own_head(file) if old else _first_head(locale)
    told = sum(1 for entry in book if entry.id and all(_strings(entry)) and not entry.fuzzy)
    _write(file, book, head, has_lines=any(line for message in messages for _, line in message.places))
    return Written(len(fresh) - reworded, reworded, len(gone), len(messages), told)


def _read(file: Path, locale: Locale) -> Catalog:
    return read_po(io.BytesIO(disk.read(file)), locale=locale, abort_invalid=True)


def _key(entry: Entry) -> tuple[str, str]:
    return entry.context or "", entry.id[0] if isinstance(entry.id, tuple | list) else entry.id


def _strings(entry: Entry) -> tuple[str, ...]:
    return tuple(entry.string) if isinstance(entry.string, tuple | list) else (entry.string or "",)


def _entry(book: Catalog, message: Message, known: Entry | None) -> Entry:
    ident = (message.english, message.many) if message.many else message.english
    string: str | tuple[str, ...] = ("",) * book.num_plurals if message.many else ""
    if known is not None and isinstance(known.string, tuple | list) == bool(message.many):
        string = tuple(_strings(known)) if message.many else str(known.string)
    entry = book.add(
        ident,
        string,
        locations=[(file, line) for file, line in message.places],
        flags={"fuzzy"} if known is not None and known.fuzzy else (),
        auto_comments=message.notes,
        user_comments=known.user_comments if known is not None else (),
        previous_id=known.previous_id if known is not None else (),
        context=message.context or None,
    )
    if message.is_prose:
        entry.flags -= {"python-format", "python-brace-format"}  # braces are not Python's there
    return entry


def _carry_over(fresh: Iterable[tuple[Message, Entry]], left: dict[tuple[str, str], Entry]) -> int:
    """Give what is new the translation of what went, where the one is the other reworded; how often that was so."""
    carried = 0
    for message, entry in fresh:
        if message.many:
            continue
        candidates = {key: was for key, was in left.items() if key[0] == message.context and any(_strings(was))}
        if not candidates:
            continue
        key = max(candidates, key=lambda each: SequenceMatcher(None, each[1], message.english).ratio())
        if SequenceMatcher(None, key[1], message.english).ratio() < ALIKE:
            continue
        was = left.pop(key)
        entry.string = was.string
        entry.flags.add("fuzzy")
        entry.previous_id = [key[1]]
        entry.user_comments = list(was.user_comments)
        carried += 1
    return carried


# ---- the head


def _header(old: Catalog | None, project: str) -> str:
    return old.header_comment if old else f"# {project}, in another language."


def _own_head(file: Path) -> dict[str, str]:
    """The lines of a catalogue's head that Babel would forget."""
    return {name: words for name, words in catalogue.read(file).head.items() if name.startswith(KEPT)}


def _first_head(locale: Locale) -> dict[str, str]:
    name = locale.get_display_name(locale) or str(locale)
    return {catalogue.NAME: name[:1].upper() + name[1:]}


def _write(file: Path, book: Catalog, head: dict[str, str], *, has_lines: bool) -> None:
    written = io.BytesIO()
    write_po(written, book, width=WIDTH, include_previous=True, include_lineno=has_lines)
    text = "".join(
        line for line in written.getvalue().decode().splitlines(keepends=True) if "Generated-By: " not in line
    )
    own = "".join(f'"{name}: {words}\\n"\n' for name, words in head.items())
    mark = '"Content-Transfer-Encoding: 8bit\\n"\n'
    assert mark in text
    file.parent.mkdir(parents=True, exist_ok=True)
    disk.write_whole(file, text.replace(mark, mark + own, 1).encode())
    disk.previous(file).unlink(missing_ok=True)  # it would travel with the story, and a catalogue forgets nothing
