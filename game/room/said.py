"""What a facilitator says, word for word. The run sheets print it, and the guide holds the same words."""

from __future__ import annotations

from typing import Final

from game import own_words
from game.language import later, tr
from game.story.model import Story

ABOUT: Final = later(
    "This is a story about {about}. Play the character, not yourself. You need not share anything true."
)
NOT_SAID: Final = later("This is a story. Play the character, not yourself. You need not share anything true.")
"""Of a story that does not say what it is about."""
OPENING: Final = (
    later("There is no right choice and no best ending, and nothing here measures you."),
    later("Rather not say is an answer, and it is counted. Nobody is asked why they chose as they did."),
    later("You may leave and come back without giving a reason. Whoever says stop, stops us all."),
)
"""Before anything is read, after what the story is about: see `opening`."""

IN_IT: Final = later("In it there is: {notes} Whoever would rather not may leave, and nobody asks why.")
"""Said before anybody joins, where the days have content notes."""

CLOSING: Final = (
    later("Some of this may stay with you. Talk to someone you trust."),
    later("If anyone is in danger, use the local emergency number."),
)
"""At the end, with `contacts` between the two sentences."""

RECOVERY: Final = (
    (
        later("Nobody speaks"),
        later("Take a minute and write one line for yourself. Then say it to one neighbour, or keep it."),
    ),
    (later("One voice fills the room"), later("Thank you. Let us hear from a table that has not spoken yet.")),
    (
        later("Somebody argues that the story is wrong"),
        later("It may be. What would have to be different for it to be right?"),
    ),
    (later("A joke at somebody's cost"), later("Let us stay with the people in the story.")),
    (later("Somebody tells of their own life"), later("Thank you. You need not go on; we stay with the story.")),
    (later("Somebody is upset"), later("We stop here for five minutes. Nobody has to say anything.")),
    (later("Somebody who decides for others answers first"), later("Let me hear the others before you.")),
    (later("The screen goes dark"), later("Hands are all we need. We go on from paper, or from what we have heard.")),
)
"""What has happened, and a sentence that helps."""

FORMS: Final = {
    "pairs": later("in pairs, then a word from whoever offers one"),
    "fours": later("in fours, then a word from each four"),
    "all": later("all together"),
}
"""How a `talk:` of a story is to be held, by its form."""

FEEL: Final = later("One word each, or pass: how does {name} come out of this?")
WHAT: Final = later(
    "Where did the room divide? Whoever stood on the smaller side speaks first, if they wish: what did you see there?"
)
HERE: Final = later("Where else have you met something like it? Somebody else's story will do.")
WHAT_IF: Final = later("Take one choice again. What would make the other door right?")
"""Questions of the debrief; the others are the story's own."""


def opening(story: Story) -> tuple[str, ...]:
    """What is said before anything is read, in the language that is spoken."""
    first = tr(ABOUT, about=story.about) if story.about else tr(NOT_SAID)
    return (first, *map(tr, OPENING))


def contacts(story: Story) -> tuple[str, ...]:
    """Whom the closing words name, to be filled in and tested in the week before: the game ships none, since none serves
    everywhere.
    """
    return own_words.contacts(story.wording)


def what_next(story: Story) -> str:
    """The last question of the debrief."""
    return own_words.own(story.wording, "next")


def recovery() -> tuple[tuple[str, str], ...]:
    """What may happen, and a sentence that helps, in the language that is spoken."""
    return tuple((tr(when), tr(words)) for when, words in RECOVERY)
