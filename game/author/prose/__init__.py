"""`ampersand check --prose`: where a story's prose is not what its own `style:` asks.

`words.py` cuts what players read into words with places, `arms.py` says which variants can be met together, `sentences.py`
and `phrase.py` find sentences and phrases in them, and `book.py` holds all of it. What is looked for: `phrases.py`,
`lengths.py`, `echoes.py`, `figures.py`, `age.py`. `judging.py` asks them all, and lets off what the author meant.
"""
