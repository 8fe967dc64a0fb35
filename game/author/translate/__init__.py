"""Catalogues of a story's words, and of the game's own: writing them, keeping them when the words change, checking what came back.

`listing` finds the words; `book` reads and writes a catalogue, with Babel, and carries old translations over; `checking` says what a
translator got wrong; `counting` how far they have come. Reading a catalogue to play by it is `game/story/translation.py`'s work.
"""
