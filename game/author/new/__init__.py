"""`ampersand new`: a whole small story to begin from, and a new scene where an author's own story is to branch.

`fresh.py` begins a story, from the one in `template/`. `branch.py` adds a scene: it asks the story where, `placing.py` finds
the places in the author's text, `wording.py` writes the lines. Either everything is written or nothing is.
"""
