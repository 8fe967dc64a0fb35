"""Whether verbs agree in number with the pronouns beside them: what a machine can see without knowing a language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

NUMBERS: Final = {
    "is": "are",
    "was": "were",
    "has": "have",
    "does": "do",
    "goes": "go",
    **{
        f"{verb}s": verb
        for verb in (
            *(
                "ask",
                "come",
                "eat",
                "feel",
                "find",
                "get",
                "give",
                "hear",
                "hold",
                "keep",
                "know",
                "leave",
                "live",
                "look",
            ),
            *("make", "need", "run", "say", "see", "sit", "sleep", "speak", "stand", "take", "tell", "think", "turn"),
            *("wait", "walk", "want", "work", "write"),
        )
    },
}
"""Verbs of one person that are met often, and of more; none that is a past tense too."""
SINGULAR: Final = frozenset((*NUMBERS, "reads", "puts", "lets", "sets", "cuts", "shuts"))
"""Verbs that go with *she*, and not with *they*."""
PLURAL: Final = frozenset(NUMBERS.values())
"""The same, the other way about."""
AUXILIARIES: Final = frozenset(("is", "was", "does", "are", "were", "do"))
"""Verbs that stand before their pronoun in a question."""
BARE_AFTER: Final = frozenset(
    ("do", "does", "did", "can", "could", "may", "might", "must", "shall", "should", "will", "would")
)
"""Verbs that, standing before a pronoun, leave the one after it bare: *what do they want*."""
BETWEEN: Final = frozenset(
    ("all", "almost", "already", "also", "always", "both", "even", "ever", "hardly", "just", "never", "not", "now")
) | frozenset(("often", "once", "only", "soon", "still", "then", "too"))
"""What may stand between a pronoun and its verb, beside words in *-ly*."""
VERB_SLOTS: Final = frozenset(("are", "were", "have"))
_TOKEN: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[.!?…:;]")
_ENDS: Final = frozenset(".!?…:;")
_SHORT: Final = re.compile(r"['’](?:s|re|ve)$")


@attrs.frozen
class Wrong:
    """A verb that does not agree."""

    words: str
    """As they are told."""
    why: str


@attrs.frozen
class _Word:
    text: str
    slot: str | None
    """What filled it in, as the author writes it; none for a word that was written."""


def wrong_in(told: Sequence[tuple[str, str | None]], *, plural: bool) -> Iterator[Wrong]:
    """Every verb of the wrong number in a stretch of prose.

    Args:
        told: its pieces as they are told, each with the slot that filled it in, or none.
        plural: whether the pronouns take *are*.
    """
    sentence: list[_Word] = []
    for word in (*_words(told), _Word(".", None)):
        if word.text in _ENDS and word.slot is None:
            yield from _in_sentence(sentence, plural)
            sentence = []
        else:
            sentence.append(word)


def _words(told: Sequence[tuple[str, str | None]]) -> Iterator[_Word]:
    """The words; an ending that follows a slot without a space is a part of it."""
    made: list[_Word] = []
    for text, slot in told:
        if slot is not None:
            made.append(_Word(text, slot))
            continue
        rest = text.replace("*", "")
        if made and made[-1].slot is not None and (joined := re.match(r"['’][^\W_]+", rest)):
            made[-1] = attrs.evolve(made[-1], text=made[-1].text + joined[0])
            rest = rest[joined.end() :]
        made += [_Word(token, None) for token in _TOKEN.findall(rest)]
    yield from made


def _in_sentence(words: Sequence[_Word], plural: bool) -> Iterator[Wrong]:
    bad = SINGULAR if plural else PLURAL
    subjects = [at for at, word in enumerate(words) if word.slot == "they"]
    for at in subjects:
        if (short := _SHORT.search(words[at].text)) and (short[0][1:] == "s") == plural:
            yield Wrong(words[at].text, "the short form is of the wrong number")
        before = words[at - 1] if at else None
        after = next((n for n in range(at + 1, len(words)) if not _may_stand_between(words[n])), None)
        bare = before is not None and (before.slot == "do|does" or _stem(before.text) in BARE_AFTER)
        if after is not None and not bare and words[after].slot is None and _stem(words[after].text) in bad:
            yield Wrong(_told(words[at : after + 1]), "write the verb as a slot: `{are}`, `{go|goes}`")
        if before is not None and before.slot is None and _stem(before.text) in bad & AUXILIARIES:
            yield Wrong(_told(words[at - 1 : at + 1]), "write the verb as a slot: `{are}`, `{do|does}`")
    for at, word in enumerate(words):
        if not _is_verb(word.slot):
            continue
        if at and words[at - 1].slot == "name":
            if plural:
                yield Wrong(_told(words[at - 1 : at + 1]), "a name takes the verb of one person: write it out")
        elif not subjects:
            yield Wrong(_told(words[max(0, at - 2) : at + 2]), "no `{they}` in the sentence for it to agree with")


def _is_verb(slot: str | None) -> bool:
    return slot is not None and (slot in VERB_SLOTS or "|" in slot)


def _may_stand_between(word: _Word) -> bool:
    lower = word.text.lower()
    return word.slot is None and (lower in BETWEEN or (lower.endswith("ly") and len(lower) > 4))


def _stem(word: str) -> str:
    """The verb, without the *not* that may hang on it."""
    return re.sub(r"n['’]t$", "", word.lower())


def _told(words: Sequence[_Word]) -> str:
    return " ".join(word.text for word in words)
