"""The words of the game, in the language of whoever meets them: the source says them in English, a catalogue says them otherwise.

    tr("Settings")                                          # Paramètres
    tr("Found on {day}", day=day)                           # Trouvée le 26 novembre 2026
    tr_as("a switch", "on")                                 # one English word that is two elsewhere: the context tells them apart
    tr_count("{n} choice", "{n} choices", 3)                # as many forms as the language has
    later("Text size")                                      # said here, and told when a page is made, with `tr`

Next to nothing is imported here, and in English no catalogue is read: the words are the source's own. A catalogue is a gettext file,
`assets/languages/fr.po`, read as it stands, so that no second file can say something else. Marks and spaces are the printer's:
a translator types `Quoi ?` or `Quoi?`, and what is set has the narrow space that French wants, which no line is broken at.
"""

from __future__ import annotations

import os
from contextvars import ContextVar

TYPE_CHECKING = False  # type checkers take it for true; importing it from `typing` costs time before the first frame
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from game.typography import Marks

ENGLISH = "en"
"""The language the source is written in."""
PSEUDO = "qps"
"""No language: every word that goes through here is marked and half as long again, so that one which does not is seen."""
FOLDER = "languages"

Key = tuple[str, str]
"""A context, empty for none, and the words in English."""


class Language:
    """One language: what it is called, and its words."""

    __slots__ = ("_one_or_more", "_words", "code")

    def __init__(
        self, code: str, words: Mapping[Key, tuple[str, ...]] | None, one_or_more: Callable[[int], int] | None = None
    ) -> None:
        self.code = code
        """A language as `fr`, or one of a country as `pt-BR`."""
        self._words = words
        self._one_or_more = one_or_more or (lambda n: 0 if n == 1 else 1)

    @property
    def marks(self) -> Marks:
        """What its printers do: quotation marks, and the spaces round them."""
        from game.typography import marks  # `re` is dear before the first frame, and English seldom asks

        return marks(self.code)

    def words(self, context: str, english: str, fill: Mapping[str, object]) -> str:
        """What is said in this language; in English where it has no words for it."""
        if self.code == PSEUDO:
            from game.pseudo import pseudo

            return _filled(pseudo(english), fill, english)
        told = self._words.get((context, english)) if self._words else None
        return _filled(self.marks.set(told[0]), fill, english) if told else _filled(english, fill, english)

    def counted(self, context: str, one: str, many: str, n: int, fill: Mapping[str, object]) -> str:
        """What is said of that many."""
        fill = {"n": self.marks.number(n), **fill}
        english = one if n == 1 else many
        if self.code == PSEUDO:
            return self.words(context, english, fill)
        told = self._words.get((context, one)) if self._words else None
        form = self._one_or_more(n)
        if not told or form >= len(told):
            return _filled(english, fill, english)
        return _filled(self.marks.set(told[form]), fill, english)


def _filled(words: str, fill: Mapping[str, object], english: str) -> str:
    """Words with what is put into them. A translation that asks for what is not there is passed over for the English."""
    if not fill:
        return words
    try:
        return words.format(**fill)
    except (KeyError, IndexError, ValueError):
        return english.format(**fill)


class _English(Language):
    """The words of the source as they stand."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(ENGLISH, None)

    def words(self, context: str, english: str, fill: Mapping[str, object]) -> str:
        return english.format(**fill) if fill else english

    def counted(self, context: str, one: str, many: str, n: int, fill: Mapping[str, object]) -> str:
        return (one if n == 1 else many).format(n=f"{n:,}" if n > 9999 else n, **fill)


_ENGLISH = _English()
_spoken: Language = _ENGLISH
"""What the whole process speaks."""
_here: ContextVar[Language | None] = ContextVar("language", default=None)
"""What is spoken where one process speaks to several: to a phone, say."""


# ---- saying


def now() -> Language:
    """The language that is spoken here."""
    return _here.get() or _spoken


def spoken() -> str:
    """The code of the language that the whole process speaks, whoever is spoken to here."""
    return _spoken.code


def tr(words: str, /, **fill: object) -> str:
    """Words in the language that is spoken; `{name}` in them is filled in."""
    return now().words(words.context if isinstance(words, Later) else "", words, fill)


def tr_as(context: str, words: str, /, **fill: object) -> str:
    """Words that mean this and not something else that English has the same words for."""
    return now().words(context, words, fill)


def tr_count(one: str, many: str, n: int, /, **fill: object) -> str:
    """Words about so many things: `{n}` in them is the number."""
    return now().counted("", one, many, n, fill)


def later(words: str) -> str:
    """Words that are said here and told elsewhere, by `tr`: the same, noted for the catalogue."""
    return words


class Later(str):
    """Words to be told later, which know their context."""

    __slots__ = ("context",)
    context: str


def later_as(context: str, words: str) -> str:
    """Words that are said here and told elsewhere, by `tr`, in this context."""
    noted = Later(words)
    noted.context = context
    return noted


class _Titled:
    """Words that belong to a class, told in the language that is spoken when they are asked for."""

    def __init__(self, words: str) -> None:
        self._words = words

    def __get__(self, _: object, __: type) -> str:
        return tr(self._words)


def titled(words: str) -> str:
    """What a class is called in whatever language is spoken, such as a page by its heading."""
    called: Any = _Titled(words)  # whoever asks the class or one of its objects is given a string
    return called  # type: ignore[no-any-return]


def in_quotes(words: str, code: str = "") -> str:
    """What somebody says, in quotation marks: ‘so’.

    Args:
        words: what is said.
        code: the language those words are in; empty for the one that is spoken here.
    """
    return _marks_of(code).spoken(words)


def said_by(name: str, words: str, code: str = "") -> str:
    """Who says something and what, on one line: *Ana: ‘so’*. `code` is the language of both, as for `in_quotes`."""
    return _marks_of(code).said_by(name, words)


def labelled(what: str, words: str, code: str = "") -> str:
    """What some words are, and they: *Monday: who waits?* `code` is the language of both, as for `in_quotes`."""
    return _marks_of(code).labelled(what, words)


def speech_marks(code: str = "") -> tuple[str, str]:
    """What opens and closes what somebody says, as for `in_quotes`."""
    return _marks_of(code).speech


def _marks_of(code: str) -> Marks:
    if not code:
        return now().marks
    from game.typography import marks

    return marks(code)


def foreign(code: str) -> str:
    """The code of a language, where it is another than the one that is spoken here; empty where it is that one."""
    return "" if code.partition("-")[0] == now().code.partition("-")[0] else code


def number(n: int) -> str:
    """A whole number as the language writes it: 12 345 in French."""
    return now().marks.number(n)


def both(parts: list[str] | tuple[str, ...]) -> str:
    """Several things in a row: *a, b and c*."""
    *before, last = parts
    if not before:
        return last
    return tr_as("the last of several in a row", "{these} and {last}", these=", ".join(before), last=last)


def apart(parts: Iterable[object]) -> str:
    """Several things with a semicolon between, as the language sets it."""
    return now().marks.set("; ".join(map(str, parts)))


def either(parts: list[str] | tuple[str, ...]) -> str:
    """Several things of which one is meant: *1, 2 or 3*."""
    *before, last = parts
    if not before:
        return last
    return tr_as("the last of several to choose from", "{these} or {last}", these=", ".join(before), last=last)


# ---- which


def speak(code: str) -> None:
    """Speak a language from now on; English where it is not known."""
    global _spoken  # noqa: PLW0603 -- the one thing of a process that every word depends on
    _spoken = known(code)


class spoken_to:  # noqa: N801 -- it reads as what it does: with spoken_to("fr"):
    """Speak a language to somebody, within a `with`, whatever the process speaks."""

    def __init__(self, code: str) -> None:
        self._language = known(code)

    def __enter__(self) -> Language:
        self._before = _here.set(self._language)
        return self._language

    def __exit__(self, *_: object) -> None:
        _here.reset(self._before)


def known(code: str) -> Language:
    """The language of that code, with its words; English where there is no catalogue that can be read."""
    if code == ENGLISH or not code:
        return _ENGLISH
    if code not in _read:
        _read[code] = _from_file(code)
    return _read[code]


_read: dict[str, Language] = {}


def _from_file(code: str) -> Language:
    if code == PSEUDO:
        return Language(PSEUDO, None)
    file = _file(code)
    if file is None:
        return _ENGLISH
    from game import catalogue

    try:
        read = catalogue.read(file)
    except (OSError, ValueError):
        return _ENGLISH
    return Language(code, read.words, read.one_or_more)


def _file(code: str) -> str | None:
    """The catalogue of a language, where there is one."""
    name = os.path.join(_home(), f"{code}.po")  # noqa: PTH118 -- pathlib is dear before the first frame
    return name if code.replace("-", "").isalnum() and os.path.isfile(name) else None  # noqa: PTH113


def _home() -> str:
    """Where the catalogues lie: inside the package when it was installed from a wheel, beside it in a checkout."""
    package = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120
    packed = os.path.join(package, "_shared", "assets", FOLDER)  # noqa: PTH118
    return packed if os.path.isdir(packed) else os.path.join(os.path.dirname(package), "assets", FOLDER)  # noqa: PTH112, PTH118, PTH120


def codes() -> tuple[str, ...]:
    """The languages there are, English first; and the one that is none, while it is spoken."""
    try:
        files = sorted(os.listdir(_home()))  # noqa: PTH208
    except OSError:
        files = []
    there = [ENGLISH, *(name.removesuffix(".po") for name in files if name.endswith(".po"))]
    return (*there, PSEUDO) if _spoken.code == PSEUDO else tuple(there)


def name_of(code: str) -> str:
    """What a language calls itself: *Français*."""
    if code == ENGLISH:
        return "English"
    if code == PSEUDO:
        return known(code).words("", "Pseudo", {})
    from game import catalogue

    file = _file(code)
    return (catalogue.name(file) if file else "") or code
