"""Languages by their codes: which there are, and which was meant. Two letters of ISO 639-1, or three of ISO 639-3; perhaps how it is
written; perhaps where: `fr`, `pt-BR`, `zh-Hant`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from yaml.nodes import Node

    from game.story.reader import Reader

TONGUES: Final = (
    "en",
    "en-US",
    "fr",
    "de",
    "es",
    "it",
    "nl",
    "pt",
    "pt-BR",
    "pl",
    "sv",
    "da",
    "nb",
    "fi",
    "cs",
    "hu",
    "tr",
    "ja",
    "ko",
    "zh",
)
"""Some of those that stories are written in, to be offered."""
USUAL: Final = "en"
"""What a story is written in that does not say."""
_CODE: Final = re.compile(r"([a-z]{2,3})(-[A-Z][a-z]{3})?(-(?:[A-Z]{2}|\d{3}))?")
_TWO: Final = (
    " aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en"
    " eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja"
    " jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb"
    " nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq"
    " sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "
)
"""Those of two letters, each between spaces."""
_NAMED: Final = {
    "en": "english", "fr": "french français francais", "de": "german deutsch", "es": "spanish español espanol castellano",
    "it": "italian italiano", "pt": "portuguese português portugues", "nl": "dutch nederlands", "sv": "swedish svenska se",
    "da": "danish dansk dk", "nb": "norwegian norsk", "fi": "finnish suomi", "is": "icelandic", "pl": "polish polski",
    "cs": "czech čeština cz", "sk": "slovak", "hu": "hungarian magyar", "ro": "romanian", "bg": "bulgarian", "el": "greek gr",
    "ru": "russian русский", "uk": "ukrainian", "tr": "turkish türkçe", "ar": "arabic", "he": "hebrew iw", "fa": "persian farsi",
    "hi": "hindi", "ja": "japanese jp 日本語", "ko": "korean", "zh": "chinese cn 中文", "vi": "vietnamese", "id": "indonesian",
    "cy": "welsh cymraeg", "ga": "irish gaeilge", "gd": "gaelic", "eo": "esperanto", "ca": "catalan català", "eu": "basque euskara",
}  # fmt: skip
"""What some are called, in small letters: it is written where a code was meant."""


def read_language(read: Reader, node: Node) -> str:
    """The language that a story says it is written in; the usual one where it is none, which is noted."""
    code = read.plain(node, "`language`")
    if code and not is_language(code):
        from game.story.nodes import span_of

        better = meant(code)
        help_ = (
            f"did you mean `{better}`?"
            if better
            else "write two letters, such as `fr` for French, and perhaps where: `pt-BR`"
        )
        read.report.error("unknown-language", f"no language has the code `{code}`", span_of(node), help=help_)
    return code if code and is_language(code) else USUAL


def is_language(code: str) -> bool:
    """Whether there may be a language of that code. Of those of three letters there are thousands, and all are let through."""
    match = _CODE.fullmatch(code)
    return match is not None and (len(match[1]) == 3 or f" {match[1]} " in _TWO)


def meant(written: str) -> str | None:
    """The code that was most likely meant: of a name, or of a code with other capitals or another line between its parts."""
    word = written.strip().casefold()
    for code, names in _NAMED.items():
        if word in names.split():
            return code
    first, *rest = re.split(r"[-_ ]", word)
    parts = [first, *(part.title() if len(part) == 4 else part.upper() for part in rest)]
    code = "-".join(parts)
    if is_language(code):
        return code
    return first if f" {first} " in _TWO else None


def are_alike(one: str, other: str) -> bool:
    """Whether two codes are of one language, wherever it is spoken."""
    return one.partition("-")[0] == other.partition("-")[0]
