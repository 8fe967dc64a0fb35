"""Quick fixes: what a diagnostic proposes, as edits. Only what is plain is offered: nothing that would guess at words.

`mending_words.py` has those that change a word where it stands, `mending_texts.py` those that put a text in quotation marks or
move a line, `mending_things.py` those that add something to a thing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from game.author.language import mending_texts as texts
from game.author.language import mending_things as things
from game.author.language import mending_words as words
from game.author.language.fix import Fix
from game.author.language.opened import OpenStory, View
from game.author.language.renaming import Edit
from game.author.language.unwritten import written
from game.story.diagnostic import Diagnostic

Mend = Callable[[View, Diagnostic], Iterable[Fix]]
MendStory = Callable[[OpenStory, View, Diagnostic], Iterable[Fix]]

_IN_FILE: Final[Mapping[str, tuple[Mend, ...]]] = {
    "backward-range": (words.written,),
    "bad-id": (words.written,),
    "choice-without-lean": (things.lean,),
    "colon-in-text": (texts.parted, texts.rewritten, texts.quoted_value),
    "comma-in-text": (words.written, texts.quoted_value),
    "brace-in-text": (texts.quoted_value,),
    "comment-in-text": (texts.quoted_rest,),
    "control-character": (words.deleted,),
    "duplicate-key": (texts.hyphen,),
    "idle-effect": (words.idle,),
    "goto-another-chapter": (words.written_target,),
    "goto-another-half": (words.written_target,),
    "goto-ending-scene": (words.written_target,),
    "missing-comma": (words.comma,),
    "missing-bar": (words.written,),
    "missing-colon": (words.written,),
    "missing-space": (words.hyphened, words.space),
    "not-a-hyphen": (words.hyphened,),
    "odd-space": (words.spaced,),
    "next-leads-nowhere": (words.written_target,),
    "not-a-number": (words.written,),
    "not-a-question": (words.compared,),
    "nothing-written": (texts.quoted_rest,),
    "quoted-speech": (texts.unquoted_speech,),
    "special-first-character": (texts.quoted_value,),
    "speech-inside-speech": (texts.blank_line,),
    "tab-indentation": (texts.spaces,),
    "text-after-bar": (texts.quoted_value,),
    "text-after-brace": (texts.rewritten,),
    "text-after-quote": (texts.quoted_value,),
    "loose-text": (texts.indented, words.written),
    "stale-meant": (texts.meant_out,),
    "unclosed-brace": (texts.closed,),
    "unclosed-quote": (texts.closed,),
    "uneven-indentation": (texts.aligned,),
    "unknown-escape": (words.doubled,),
    "unlike-comparison": (words.compared_word, words.compared),
    "unknown-meter": (words.written,),
    "unknown-variable": (words.written,),
    "unnamed-choice": (things.named_choice,),
    "unreadable-condition": (words.written,),
    "unsigned-effect": (words.signed,),
    "wrong-kind": (texts.quoted_braces,),
    "yaml-document": (texts.line_out,),
    "yaml-tag": (texts.quoted_rest,),
}
"""By its code, what mends a diagnostic within its own file."""

_IN_STORY: Final[Mapping[str, tuple[MendStory, ...]]] = {
    "dead-end": (things.way_on,),
    "read-after-until": (things.longer,),
    "reads-another-half": (things.carried,),
    "scene-without-part": (things.part,),
    "unfolded-meter": (things.folded,),
    "unknown-person": (things.new_person,),
    "unknown-place": (things.new_place,),
    "unknown-variable": (things.declared,),
}
"""What mends one by looking about in the story."""


def fixes(story: OpenStory, path: Path, first: int, last: int | None = None) -> tuple[Fix, ...]:
    """What can be mended on some lines of a file.

    Args:
        story: the story.
        path: the file.
        first: the first line, from 1.
        last: the last; the first alone where it is not said.
    """
    view = story.view(path)
    if view is None:
        return ()
    last = first if last is None else last
    here = (
        found
        for found in story.reading.diagnostics
        if found.span.file == view.file and found.span.line <= last and first <= found.span.end_line
    )
    return tuple(fix for found in here for fix in fixes_of(story, found))


def fixes_of(story: OpenStory, found: Diagnostic) -> tuple[Fix, ...]:
    """What mends one diagnostic of the story as it stands, the likeliest first."""
    view = story.view(story.path_of(found.span.file))
    if view is None:
        return ()
    return tuple(dict.fromkeys(_fixes(story, view, found)))


def _fixes(story: OpenStory, view: View, found: Diagnostic) -> Iterator[Fix]:
    if found.help is not None and (meant := re.fullmatch(r"did you mean `(.+)`\?", found.help)):
        yield from words.meant(view, found, meant[1])
    for mend in _IN_FILE.get(found.code, ()):
        yield from mend(view, found)
    for mend_story in _IN_STORY.get(found.code, ()):
        yield from mend_story(story, view, found)
    if found.code in ("unknown-scene", "unknown-choice"):
        yield from words.other_kind(view, found)
    if found.code == "unknown-scene" and "is a choice" not in (found.help or ""):
        name = view.line(found.span.line)[found.span.column - 1 : found.span.end_column - 1].strip("\"'")
        ways = re.fullmatch(r"ways that ask something are written `([^`…]+)`", found.help or "")
        if ways is not None:
            yield Fix(f"Write `{ways[1]}`", {view.path: (Edit(found.span, ways[1]),)}, found, is_likely=True)
        new = written(story, name)
        if new is not None:
            yield Fix(f"Write the scene `{name}`", {new[0]: (new[1],)}, found)
