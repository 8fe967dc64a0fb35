"""Pronouns, and the forms that a story's prose fills in from them: three sets, or the player's own.

A player's own are kept as one word, its five forms and what they take with `/` between: `ze/zir/zir/zirs/zirself/is`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from game.language import later_as, tr, tr_as

AGREEING: Final[dict[str, dict[str, str]]] = {
    "they": {
        "they": "they",
        "them": "them",
        "their": "their",
        "theirs": "theirs",
        "themself": "themself",
        "are": "are",
        "were": "were",
        "have": "have",
    },
    "she": {
        "they": "she",
        "them": "her",
        "their": "her",
        "theirs": "hers",
        "themself": "herself",
        "are": "is",
        "were": "was",
        "have": "has",
    },
    "he": {
        "they": "he",
        "them": "him",
        "their": "his",
        "theirs": "his",
        "themself": "himself",
        "are": "is",
        "were": "was",
        "have": "has",
    },
}
"""For each set of pronouns, what each slot becomes."""

FORMS: Final = ("they", "them", "their", "theirs", "themself")
"""The slots that a player's own pronouns fill in, in the order they are given."""
VERBS: Final = ("is", "are")
"""What pronouns may take."""
_SETS: Final = (later_as("pronouns", "they"), later_as("pronouns", "she"), later_as("pronouns", "he"))
EXAMPLE: Final = "ze/zir/zir/zirs/zirself"
LONGEST: Final = 20
"""Characters of a form."""

_BETWEEN: Final = re.compile(r"[/,\s]+")
_FORM: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SHOWN: Final = 40


class NotPronouns(Exception):
    """What was typed cannot be used as pronouns: a sentence that says why, and one that says what can."""


@lru_cache(maxsize=16)
def agreeing(pronouns: str) -> Mapping[str, str]:
    """What each slot becomes.

    Args:
        pronouns: one of `AGREEING`, or a player's own as `understood` gives them.
    """
    if pronouns in AGREEING:
        return AGREEING[pronouns]
    *forms, verb = pronouns.split("/")
    return {**AGREEING["they" if verb == "are" else "she"], **dict(zip(FORMS, forms, strict=True))}


def takes_are(pronouns: str) -> bool:
    """Whether verbs go with them as with *they*."""
    return pronouns == "they" or pronouns.endswith("/are")


def is_own(pronouns: str) -> bool:
    """Whether they are a player's own."""
    return pronouns not in AGREEING


def understood(typed: str) -> str:
    """The pronouns that somebody typed: a set by its first form or some of its forms, or five forms of their own.

    Raises:
        NotPronouns: They are not.
    """
    words = [unicodedata.normalize("NFC", word) for word in _BETWEEN.split(typed.strip()) if word]
    known = _known([word.lower() for word in words])
    if known is not None:
        return known
    if len(words) > len(FORMS) and words[-1].lower() in VERBS:
        return own(words[:-1], takes_are=words[-1].lower() == "are")
    return own(words, takes_are=bool(words) and words[0].lower() == "they")


def own(forms: Sequence[str], *, takes_are: bool) -> str:
    """Five forms of somebody's own as one word; the set that has these very forms, where there is one.

    Args:
        forms: In the order of `FORMS`.
        takes_are: Whether verbs go with them as with *they*.

    Raises:
        NotPronouns: There are more or fewer, or one of them is no word.
    """
    given = [unicodedata.normalize("NFC", form.strip()) for form in forms]
    if len(given) != len(FORMS):
        raise NotPronouns(_miscounted("/".join(given)[:_SHOWN], len(given)))
    for form, slot in zip(given, FORMS, strict=True):
        if not form:
            raise NotPronouns(tr("The word for *{slot}* is empty. It may be the same as another.", slot=slot))
        shown = form[:_SHOWN]
        if not _FORM.fullmatch(form):
            raise NotPronouns(
                tr(
                    "`{form}`, for *{slot}*, is not a word. It may have letters, and ’ or - between.",
                    form=shown,
                    slot=slot,
                )
            )
        if len(form) > LONGEST:
            raise NotPronouns(
                tr(
                    "`{form}`, for *{slot}*, is too long. It may have {most} letters.",
                    form=shown,
                    slot=slot,
                    most=LONGEST,
                )
            )
    made = "/".join((*given, "are" if takes_are else "is"))
    return next((name for name, words in AGREEING.items() if dict(agreeing(made)) == words), made)


def _miscounted(said: str, count: int) -> str:
    slots = {"slots": ", ".join(FORMS[:-1]), "last": FORMS[-1], "example": EXAMPLE}
    if not said:
        return tr(
            "Pronouns of your own are five words, and there are none. They stand for {slots} and {last}: such as {example}.",
            **slots,
        )
    return tr(
        "Pronouns of your own are five words, and `{said}` is {count}. They stand for {slots} and {last}: such as {example}.",
        said=said,
        count=count,
        **slots,
    )


def is_pronouns(said: str) -> bool:
    """Whether a save may say so: one of `AGREEING`, or a player's own as `understood` gives them."""
    try:
        return understood(said) == said
    except NotPronouns:
        return False


def in_words(pronouns: str) -> str:
    """Pronouns to be told: *she*; *ze/zir/zir/zirs/zirself, with is*."""
    forms, bar, verb = pronouns.rpartition("/")
    return tr("{forms}, with {verb}", forms=forms, verb=verb) if bar else tr_as("pronouns", pronouns)


def _known(words: Sequence[str]) -> str | None:
    """The set that the words are forms of, its first form first: *she*, *she/her*."""
    if not words or words[0] not in AGREEING:
        return None
    return words[0] if set(words) <= set(AGREEING[words[0]].values()) else None
