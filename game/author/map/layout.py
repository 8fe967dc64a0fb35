"""Where everything on a map stands.

A day is a band and reads from left to right, like a line of a page: its parts one after another, a column for each step.
Whoever leaves it goes out at its right and comes in at the left of the band where they go on, so that no line crosses a
band that it has nothing to do with. A day of many steps takes several rows; bands stand under one another, in as many
pages side by side as make the sheet about as wide as it is high. The endings are the last band.
"""

from __future__ import annotations

from game.author.map import look
from game.author.map.bands import band, elsewhere, sheets_of
from game.author.map.pages import on_pages
from game.author.map.passing import Shares
from game.author.map.rooms import shown
from game.author.map.sheet import Map
from game.story.model import Story


def laid_out(story: Story, shares: Shares | None = None) -> Map:
    """A story as a map.

    Args:
        story: the story; parts of it may be missing, as while it is being written.
        shares: how many lives pass where, from `passing.shares_of`; None for a map without.
    """
    found = shown(story, shares)
    sheets = list(sheets_of(found))
    widest = max((len(line.columns) for sheet in sheets for line in sheet.lines), default=0)
    columns = max(look.COLUMNS[0], min(look.COLUMNS[1], widest))
    page_width = look.ENTRY + columns * (look.ROOM_WIDTH + look.BETWEEN) + look.TAG_WIDTH
    page_width = max(page_width, look.ENTRY + look.ROOM_WIDTH + 2 * look.BETWEEN + look.ENDING_WIDTH + look.BAR_WIDTH)
    where = elsewhere(sheets)
    loose = [band(found, sheet, where) for sheet in sheets]
    return on_pages(found, loose, page_width)
