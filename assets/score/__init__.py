"""The score: every piece as notes, every place and every small sound as what it is made of. `tools/build_sound.py` plays it."""
