"""A file's bytes, and the text an editor shows of them: an edit changes what was edited, and no other byte.

The editor sees no byte-order mark and one kind of line end, and counts as browsers do, in units of UTF-16. What it asks for
is one stretch replaced by another; what stands outside the stretch stays as it is on disk, line ends and all.
"""

from __future__ import annotations

import codecs
import hashlib
from functools import cached_property

import attrs

from game.story.folder import LARGEST_FILE


class CannotShow(Exception):
    """The bytes are no text that an editor could show without changing them; the words say why."""


class BadEdit(Exception):
    """An edit that cannot be made: outside the text, through the middle of a character, or longer than a file may be."""


@attrs.frozen
class Edit:
    """One stretch replaced by another, in units of UTF-16 of the text as it is shown."""

    start: int
    end: int
    insert: str


@attrs.frozen(slots=False)
class Written:
    """A file as it is on disk."""

    data: bytes = attrs.field(repr=False)

    @cached_property
    def revision(self) -> str:
        """What tells these bytes from any others."""
        return hashlib.blake2b(self.data, digest_size=16).hexdigest()

    @cached_property
    def text(self) -> str:
        """What an editor shows.

        Raises:
            CannotShow: It is not UTF-8, or longer than a story's file may be.
        """
        return _one_kind(self._raw)

    @cached_property
    def _mark(self) -> bytes:
        return codecs.BOM_UTF8 if self.data.startswith(codecs.BOM_UTF8) else b""

    @cached_property
    def _raw(self) -> str:
        if len(self.data) > LARGEST_FILE:
            raise CannotShow(f"This file has {len(self.data):,} bytes, and a story's file at most {LARGEST_FILE:,}.")
        try:
            text = self.data[len(self._mark) :].decode()
        except UnicodeDecodeError:
            raise CannotShow("This file is not UTF-8: save it again as UTF-8 in the editor it comes from.") from None
        if "\0" in text:
            raise CannotShow("This file is not text: it holds characters that no editor shows.")
        return text

    def edited(self, edit: Edit) -> Written:
        """The file after an edit.

        Raises:
            CannotShow: as `text`.
            BadEdit: The edit cannot be made in this text.
        """
        raw, shown = self._raw, self.text
        start, end = _index(shown, edit.start), _index(shown, edit.end)
        if not 0 <= start <= end <= len(shown):
            raise BadEdit(f"There is no stretch from {edit.start} to {edit.end} in a text of {len(shown)} characters.")
        insert = _one_kind(edit.insert)
        wanted = shown[:start] + insert + shown[end:]
        own = _line_end(raw)
        after = raw[: _raw_index(raw, start)] + insert.replace("\n", own) + raw[_raw_index(raw, end) :]
        if _one_kind(after) != wanted:  # a lone `\r` met a `\n`: what the editor shows comes before how lines end
            after = wanted.replace("\n", own)
        try:
            data = self._mark + after.encode()
        except UnicodeEncodeError:
            raise BadEdit("Half of a character cannot be written.") from None
        if len(data) > LARGEST_FILE:
            raise BadEdit(f"A story's file has at most {LARGEST_FILE:,} bytes: split it, a story may have many files.")
        if "\0" in insert:
            raise BadEdit("A character that no editor shows cannot be written.")
        return Written(data)


def _one_kind(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _line_end(raw: str) -> str:
    """How most lines of a file end; as Unix does where there is none."""
    both = raw.count("\r\n")
    by_end = {"\n": raw.count("\n") - both, "\r\n": both, "\r": raw.count("\r") - both}
    return max(by_end, key=lambda end: by_end[end])


def _index(text: str, units: int) -> int:
    """The place among characters of a place among units of UTF-16."""
    if units <= 0 or text.isascii() or max(text) <= "\uffff":
        return units
    wide = text.encode("utf-16-le")
    if 2 * units > len(wide):
        return len(text) + 1
    try:
        return len(wide[: 2 * units].decode("utf-16-le"))
    except UnicodeDecodeError:
        raise BadEdit("An edit cannot begin or end in the middle of a character.") from None


def _raw_index(raw: str, shown: int) -> int:
    """The place in the text as it is on disk of a place in the text as it is shown."""
    if "\r\n" not in raw:
        return shown
    at = 0
    for line in raw.split("\r\n"):
        if shown <= len(line):
            return at + shown
        shown -= len(line) + 1
        at += len(line) + 2
    return at
