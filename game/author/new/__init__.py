"""`ampersand new`: a whole small story to begin from, and a new scene where an author's own story is to branch.

`fresh.py` begins a story, from the one in `template/`. `branch.py` adds a scene: `asked.py` knows what its author asks for, `plan.py`
what is to be written, `placing.py` where in their text, `wording.py` how. Either everything is written or nothing is.
"""
