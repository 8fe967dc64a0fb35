"""All playthroughs of a story at once: which endings, scenes, choices and variants there can be, how often, and by which
way. Arrays of numpy live here and nowhere else but in the press; import it only where odds are asked for.
"""
