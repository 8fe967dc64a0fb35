"""All playthroughs of a story at once: which endings, scenes, choices and variants there can be, how often, and by which
way. Arrays of numpy live here and nowhere else but in the press; import it only where odds are asked for.
"""

from game.odds.budget import Budget, Interrupted, Progress
from game.odds.chances import Odds
from game.odds.choosing import UNIFORM, Choosing, UnknownChoosing
from game.odds.reckoning import odds

__all__ = ["UNIFORM", "Budget", "Choosing", "Interrupted", "Odds", "Progress", "UnknownChoosing", "odds"]
