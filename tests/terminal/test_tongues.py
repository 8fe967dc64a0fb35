"""Words of a story in the terminal: set as their own language is, whatever language the game around them speaks."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from game import language
from game.terminal import player

STORIES = Path(__file__).parents[1] / "stories"
TIED = "\u00a0"


@pytest.fixture(autouse=True)
def speaking_english_again() -> Iterator[None]:
    yield
    language.speak(language.ENGLISH)


def played(story: str, code: str, *typed: str) -> str:
    """What is printed where a story is played in a language; a space that ties is written as `~`."""
    language.speak(code)
    output = io.StringIO()
    lines = io.StringIO("".join(f"{line}\n" for line in typed))
    player.run(STORIES / story, chapter=None, resume=False, input=lines, output=output)
    return output.getvalue().replace(TIED, "~")


def test_a_french_story_is_set_as_french_is_in_an_english_game() -> None:
    told = played("la-lettre", "en", "1", "history", "1")
    assert "Midi~; la lettre est là. L’enveloppe dit «~Urgent~»~!" in told
    assert "Ana~: «~Tu l’ouvres~?~»" in told
    assert "1. «~Oui~: tout de suite~!~»" in told
    assert "2. La laisser fermée. (plus tard~?)" in told
    assert "You: «~Oui~: tout de suite~!~»" in told
    assert "You said: «~Je la lis.~»" in told
    assert "Ending: Lue~!" in told
    assert "Ana~: «~Tu vois~?~»" in told
    assert "A question to carry: Qu’est-ce qui attend encore~?" in told
    assert "Tu as choisi~: «~Je la lis~»." in told


def test_an_english_story_is_set_as_english_is_in_a_french_game() -> None:
    told = played("two-halves", "fr", "2", "2", "history", "1", "1", "1", "1")
    assert "Otto: ‘That’s not in the book.’" in told
    assert "2. ‘It’s day soon. Day can have it.’" in told
    assert "Vous~: ‘It’s day soon. Day can have it.’" in told
    assert "Vous avez dit~: ‘It’s promised. Come at noon, and I’ll have kept one.’" in told
    assert "«" not in told.partition("Fin~:")[0]


def test_what_is_not_translated_of_a_story_is_set_as_it_was_written() -> None:
    told = played("../../story/ampersand", "fr", "skip", "skip")
    assert "‘" in told.partition("Mardi")[2]
    assert "«" not in told.partition("Mardi")[2]
