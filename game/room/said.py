"""What a facilitator says, word for word. The run sheets print it, and the guide holds the same words."""

from __future__ import annotations

from typing import Final

OPENING: Final = (
    "This is a story about work and home. Play the character, not yourself. You need not share anything true.",
    "There is no right choice and no best ending, and nothing here measures you.",
    "Rather not say is an answer, and it is counted. Nobody is asked why they chose as they did.",
    "You may leave and come back without giving a reason. Whoever says stop, stops us all.",
)
"""Before anything is read."""

CLOSING: Final = (
    "Some of this may stay with you. Talk to someone you trust.",
    "If anyone is in danger, use the local emergency number.",
)
"""At the end, with `CONTACTS` between the two sentences."""

CONTACTS: Final = (
    "a named person",
    "occupational health or an assistance service",
    "a staff representative or union",
    "support for carers",
    "a dementia charity where you are",
    "a crisis line that serves where you are",
)
"""To be filled in and tested in the week before: the game ships none, since none serves everywhere."""

RECOVERY: Final = (
    ("Nobody speaks", "Take a minute and write one line for yourself. Then say it to one neighbour, or keep it."),
    ("One voice fills the room", "Thank you. Let us hear from a table that has not spoken yet."),
    ("Somebody argues that the story is wrong", "It may be. What would have to be different for it to be right?"),
    ("A joke at somebody's cost", "Let us stay with the people in the story."),
    ("Somebody tells of their own life", "Thank you. You need not go on; we stay with the story."),
    ("Somebody is upset", "We stop here for five minutes. Nobody has to say anything."),
    ("A manager answers first", "Let me hear the others before you."),
    ("The screen goes dark", "Hands are all we need. We go on from paper, or from what we have heard."),
)
"""What has happened, and a sentence that helps."""

FORMS: Final = {
    "pairs": "in pairs, then a word from whoever offers one",
    "fours": "in fours, then a word from each four",
    "all": "all together",
}
"""How a `talk:` of a story is to be held, by its form."""

FEEL: Final = "One word each, or pass: how does {name} come out of this?"
WHAT: Final = (
    "Where did the room divide? Whoever stood on the smaller side speaks first, if they wish: what did you see there?"
)
HERE: Final = "Where else have you met something like it? Somebody else's story will do."
WHAT_IF: Final = "Take one choice again. What would make the other door right?"
NEXT: Final = (
    "What would have to change in how the work is arranged, here, for nobody to need this hour? Who could change it?"
)
"""Questions of the debrief; the others are the story's own."""
