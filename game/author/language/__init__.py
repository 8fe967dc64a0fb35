"""What an editor needs to know of a story while it is being written: pure, over values, with no server and no page in it.

    story = open_story(folder, {path: text})            # the files on disk, and over them what is not saved
    story = open_story(folder, {path: text}, before=story)      # after a keystroke; what has not changed is not read again

Everything else is asked of such a value. Files are paths; lines and columns count from 1, in characters, as in a `Span` of
`game.story.source`; `columns.py` counts them as editors do, in UTF-16.

    diagnostics(story)                                  by file, everything that is wrong      (the slowest question: see below)
    completions(story, path, line, column)              what may be written there
    hover(story, path, line, column)                    what is said of what stands there, in Markdown
    definition(story, path, line, column)               where it is made up
    references(story, path, line, column)               where else it is written
    renamable(story, path, line, column)                what a rename would rename
    rename(story, path, line, column, new)              the edits of a rename, by file
    fixes(story, path, first, last)                     quick fixes for what is wrong on some lines
    fixes_of(story, diagnostic)                         quick fixes for one diagnostic
    unwritten(story)                                    scenes that are named and not written
    written(story, name)                                the edit that writes one
    outline(story, path)                                what is made in a file
    search(story, words)                                what is made anywhere
    apply(text, edits)                                  a text with edits made in it, its line ends kept

Nothing here fails because a story is broken, or half typed: names are known from when a file could last be read, and where a cursor
stands is told from the lines alone. The first question takes as long as `ampersand check`, and every later one as long as the file that
was changed: some milliseconds, but for `diagnostics` (and `fixes`, and a hover or completion that asks for them), which keeps the
rules of the whole story: ask it when typing pauses.
"""

from __future__ import annotations

from game.author.language.completion import Completion, completions
from game.author.language.finding import Entry, Hover, definition, hover, outline, references, search, under
from game.author.language.fix import Fix
from game.author.language.index import Occurrence
from game.author.language.mending import fixes, fixes_of
from game.author.language.names import Symbol
from game.author.language.opened import OpenStory, View, diagnostics, open_story
from game.author.language.renaming import Edit, NotRenamed, apply, renamable, rename
from game.author.language.unwritten import Unwritten, unwritten, written

__all__ = [
    "Completion",
    "Edit",
    "Entry",
    "Fix",
    "Hover",
    "NotRenamed",
    "Occurrence",
    "OpenStory",
    "Symbol",
    "Unwritten",
    "View",
    "apply",
    "completions",
    "definition",
    "diagnostics",
    "fixes",
    "fixes_of",
    "hover",
    "open_story",
    "outline",
    "references",
    "renamable",
    "rename",
    "search",
    "under",
    "unwritten",
    "written",
]
