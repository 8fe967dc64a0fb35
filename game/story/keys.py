"""The keys each thing in a story may have, by what an author would call it."""

from __future__ import annotations

from typing import Final

LISTS: Final = ("scenes", "endings", "lessons", "pairs", "chapters", "door", "drains")
"""What stands at the top, and adds up when it is written in more than one file."""
ONCE: Final = (
    "story", "version", "title", "tagline", "cover", "start", "player", "meters", "halves", "variables", "leans",
    "fold", "cast", "places", "content", "sources", "groups", "style",
)  # fmt: skip
"""What stands at the top of one file only."""

KEYS: Final = {
    "a story": (*ONCE, *LISTS),
    "the player": ("name", "pronouns"),
    "a meter": ("range", "start", "words", "dial"),
    "a half": ("header", "ink", "name"),
    "a variable": ("half", "values", "range", "start", "until"),
    "a door message": ("id", "after", "to", "when", "effects", "text"),
    "a drain": ("after", "to", "when", "effects", "text"),
    "`fold`": ("before", "into", "meters", "counts", "carry"),
    "a folded meter": ("take", "least", "most"),
    "somebody in the cast": ("name", "mark", "outside", "pronouns", "looks"),
    "a place": ("picture", "sound", "looks", "shape", "spots"),
    "a lesson": ("id", "title", "claims", "sources", "evidence", "carry", "try"),
    "a piece of evidence": ("when", "text"),
    "`try`": ("alone", "team", "manager"),
    "a chapter": ("id", "title", "question", "next", "parts", "alone", "short"),
    "a part": ("id", "half", "scene"),
    "a beginning": ("meters", "set", "recap"),
    "a pair": ("id", "title", "first", "second", "carry"),
    "an ending": ("id", "title", "scene", "when", "by", "group", "lead", "lessons"),
    "`style`": (
        "avoid", "at_most", "beat_sentences", "short_beats", "scene_words", "ending_words", "choice_words", "repeats",
        "similes", "dashes", "reading_age", "moods", "meant",
    ),
    "a mood": ("words", "when"),
    "what is meant": ("in", "words", "of", "why"),
    "a scene": (
        "id", "part", "place", "people", "time", "content", "recall", "text", "choices", "goto", "talk", "was",
    ),
    "a choice": ("id", "was", "say", "text", "when", "hint", "then", "effects", "set", "lean", "lesson", "goto"),
    "a way on": ("when", "to"),
    "`talk`": ("minutes", "form", "ask"),
}  # fmt: skip

EVERY: Final = frozenset(key for keys in KEYS.values() for key in keys)
"""Every key there is."""
