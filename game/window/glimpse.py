"""What the first lines of a story tell of it, read before YAML is: the title page is the first frame, and waits for nothing."""

from __future__ import annotations

from pathlib import Path

import attrs

from game import language
from game.language import tr

TYPE_CHECKING = False  # importing it from `typing` costs time before the first frame
if TYPE_CHECKING:
    from collections.abc import Mapping

HEAD_BYTES = 4096
"""Where a story says what it is called, before anything else of it is read."""
_SAID = {"": ("title", "tagline"), "wording": ("begin", "one")}
_KNOWN = {**_SAID, "": ("story", "language", *_SAID[""])}
"""What is looked for there: keys at the edge, and keys under another."""


@attrs.frozen
class Glimpse:
    """What a story says of itself, as far as a look at its beginning tells. What is unclear is left out."""

    id: str
    said: Mapping[str, str]
    """Its title, tagline and words for the title page, by their keys, in the language that is spoken where it has them."""
    lines: Mapping[str, str]
    """The language that each of those is in, by its words."""


def glimpse(folder: Path) -> Glimpse:
    """A look at the story in a folder."""
    head = _head(folder)
    written_in = head.pop("language", "") or language.ENGLISH
    id_, code = head.pop("story", ""), language.now().code
    if code == language.PSEUDO:
        said = {key: tr(words) for key, words in head.items()}
        return Glimpse(id_, said, {})
    found = _catalogue(folder, code) if code != written_in else {}
    told = {key: (words, code) if (words := found.get(own)) else (own, written_in) for key, own in head.items()}
    set_ = {key: (_set(words, in_), in_) for key, (words, in_) in told.items()}
    return Glimpse(id_, {key: words for key, (words, _) in set_.items()}, dict(set_.values()))


def _set(words: str, code: str) -> str:
    if code == language.ENGLISH:
        return words
    from game.typography import marks

    return marks(code).set(words)


def _catalogue(folder: Path, code: str) -> dict[str, str]:
    """What the beginning of a catalogue has, by what it is in the story's own language."""
    from game import catalogue

    try:
        with (folder / "languages" / f"{code}.po").open(encoding="utf-8", errors="replace") as file:
            return {message.english: message.told[0] for message in catalogue.messages(file.read(HEAD_BYTES))}
    except OSError:
        return {}


def _head(folder: Path) -> dict[str, str]:
    try:
        with (folder / "story.yaml").open(encoding="utf-8", errors="replace") as file:
            head = file.read(HEAD_BYTES)
    except OSError:
        return {}
    said: dict[str, str] = {}
    above = ""
    for line in head.splitlines():
        name, colon, value = line.partition("#")[0].partition(":")
        if colon and not line[0].isspace():
            above = name
        if colon and name.strip() in _KNOWN.get("" if above == name else above, ()):
            said[name.strip()] = _bare(value.strip())
    return said


def _bare(value: str) -> str:
    """A line's words without the marks round them, or a note after them."""
    if value[:1] in ("'", '"'):
        return value[1:].partition(value[0])[0]
    return value.partition(" #")[0].strip()
