"""The pages said aloud, for people without a screen reader: `account` puts a page into words, `voice` knows what has been
said of it, `speaker` hands words to a program of the platform's and takes them back when the player goes on.

Everything said comes from the tree that screen readers get (`window/reader.py`): a screen is spoken because its widgets
say what they are, and for no other reason. Which programs can speak: `platforms`, and a file for each.

With AMPERSAND_VOICE=stdout nothing sounds: what would be said is written to standard output, a line an utterance.
"""
