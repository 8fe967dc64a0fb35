"""How old a reader should be, by the Automated Readability Index.

R. J. Senter and E. A. Smith, *Automated Readability Index*, AMRL-TR-66-220, Wright-Patterson Air Force Base, 1967: a school
grade of 4.71 × characters per word + 0.5 × words per sentence - 21.43. A grade's readers are five years older than its number.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from game.author.prose.book import Book, Finding
from game.author.prose.sentences import count
from game.author.prose.words import Word

LEAST: Final = 50
"""Words of a text that can be said to be hard: in fewer, one long word weighs too much."""
YOUNGEST: Final = 5.0
_SCHOOL: Final = 5
"""Years from a grade's number to its readers' age."""


def of(words: Sequence[Word]) -> float:
    """The reading age of words told one after another, in years."""
    characters = sum(sum(map(str.isalnum, word.text)) for word in words)
    grade = 4.71 * characters / len(words) + 0.5 * len(words) / count(words) - 21.43
    return max(YOUNGEST, grade + _SCHOOL)


def of_story(book: Book) -> float | None:
    """The reading age of all scenes; none where there is too little to say."""
    words = [word for page in book.pages for word in page.fullest]
    return of(words) if len(words) >= LEAST else None


def scenes(book: Book) -> Iterator[Finding]:
    """Scenes that are harder than the style asks."""
    allowed = book.style.reading_age
    if allowed is None:
        return
    for page in book.pages:
        words = page.fullest
        age = of(words) if len(words) >= LEAST else 0.0
        if age > allowed:
            years = math.ceil(age * 10) / 10
            message = f"`{page.scene.id}` reads at age {years:g}, and `reading_age` asks for {allowed} at most"
            told = tuple(page.text.words)
            yield Finding("reading_age", "reading-age", message, told, page.scene.span, is_whole=True)
