"""`ampersand map`: a story as one picture. Days are bands, scenes rooms, and the lines between them as thick as the share of
lives that pass.

`laid_out` says where everything stands, `drawn` makes it an SVG, `data_of` what a page's script draws it from; none of them
touches a story's folder.
"""

from game.author.map.data import data_of
from game.author.map.layout import laid_out
from game.author.map.passing import Shares, shares_of
from game.author.map.sheet import Box, Map
from game.author.map.svg import drawn

__all__ = ["Box", "Map", "Shares", "data_of", "drawn", "laid_out", "shares_of"]
