"""Everything that a story, or the game itself, says to a player, as messages for a catalogue."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import attrs

from game.story.model import Story
from game.story.prose import Text
from game.story.retelling import retold
from game.story.source import Span
from game.story.translation import context_of
from game.story.wording import conditions, written

KEYWORDS: Final = {
    "tr": (1,),
    "later": (1,),
    "titled": (1,),
    "tr_as": ((1, "c"), 2),
    "later_as": ((1, "c"), 2),
    "tr_count": (1, 2),
}
"""What marks the game's own words, in the terms of Babel's extractors."""
OF_SCENES: Final = ("scene", "choice", "hint", "then", "recall", "talk")
"""What the contexts of what belongs to a scene begin with; its id or a choice's follows."""
SOUNDS: Final = "sounds/sounds.toml"
METHODS: Final = {".py": "python", ".html": "jinja2.ext:babel_extract", ".js": "javascript"}
_SLOT: Final = re.compile(r"\{(?:they|them|their|theirs|themself|are|were|have|\w+\|\w+)\}", re.IGNORECASE)


@attrs.frozen
class Message:
    """Words to be translated."""

    context: str
    """Empty for none."""
    english: str
    many: str = ""
    """What is said of more than one, where that differs."""
    notes: tuple[str, ...] = ()
    """For the translator."""
    places: tuple[tuple[str, int], ...] = ()
    """Files and lines it stands at."""

    is_prose: bool = False
    """Whether braces in it are a story's."""

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.english


def of_story(story: Story) -> tuple[Message, ...]:
    """The messages of a story, in its order: what it is called, then day by day."""
    lister = _Lister(story)
    retold(story, lister)
    days = list(story.chapters)

    def day_of(message: Message) -> int:
        kind, _, name = message.context.partition(",")[0].partition(" ")
        scene = story.scenes.get(story.scene_of.get(name, name)) if kind in OF_SCENES else None
        if scene is None:
            return -1
        return days.index(scene.chapter) if scene.chapter in days else len(days)

    sounds = _of_sounds(Path(story.folder) / SOUNDS, SOUNDS, is_prose=True)
    return (*sorted(lister.found.values(), key=day_of), *sounds)


def _of_sounds(file: Path, name: str, *, is_prose: bool) -> Iterator[Message]:
    """What is written for sounds, and the words of scenes that some belong to."""
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    captions = [str(words) for words in said.get("captions", {}).values()]
    cues = said.get("cue", [])
    captions += [str(cue["caption"]) for cue in cues if cue.get("caption")]
    for words in dict.fromkeys(captions):
        yield Message(
            "sound", words, notes=("written for a sound, in square brackets",), places=((name, 0),), is_prose=is_prose
        )
    belonging = dict.fromkeys((f"cue {cue['scene']}", str(words)) for cue in cues for words in cue.get("words", ()))
    for context, words in belonging:
        note = "words of the scene, as they are translated there, at which a sound is heard"
        yield Message(context, words, notes=(note,), places=((name, 0),), is_prose=is_prose)


class _Lister:
    """A voice that takes note of what it is handed, and tells it as it was."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._home = Path(story.folder)
        self._noted: set[str] = set()
        """Where scenes are, which is said once."""
        self.found: dict[tuple[str, str], Message] = {}

    def line(self, context: str, words: str, span: Span, note: str = "") -> str:
        if words:
            self._add(context, words, span, (note,) if note else ())
        return words

    def text(self, context: str, text: Text, note: str = "", *, speaks: bool = False, quotes: bool = False) -> Text:
        for paragraph in text.paragraphs:
            notes = [note] if note and note not in self._noted else []
            self._noted.add(note if context.startswith("scene ") else "")
            if paragraph.speaker:
                member = self._story.cast[paragraph.speaker]
                notes.append(f"{member.name} says this ({member.pronouns})")
            words = written(paragraph)
            if _SLOT.search(words):
                notes.append("what stands in braces follows the player's pronouns")
            if conditions(paragraph):
                notes.append("a variant: translate the words, keep what is before each colon")
            self._add(context_of(context, paragraph.speaker), words, paragraph.span, tuple(notes))
        return text

    def _add(self, context: str, words: str, span: Span, notes: tuple[str, ...]) -> None:
        key = context, words
        place = (self._named(span.file), span.line)
        known = self.found.get(key)
        if known is None:
            self.found[key] = Message(context, words, notes=notes, places=(place,), is_prose=True)
        elif place not in known.places:
            self.found[key] = attrs.evolve(known, places=(*known.places, place))

    def _named(self, file: str) -> str:
        """A file as it is called within the story's folder."""
        try:
            return Path(file).resolve().relative_to(self._home.resolve()).as_posix()
        except ValueError:
            return Path(file).name


def of_game(root: Path) -> tuple[Message, ...]:
    """The messages of the game's own source.

    Args:
        root: the folder that the package `game` lies in.
    """
    from babel.messages.extract import extract_from_file

    found: dict[tuple[str, str], Message] = {}
    for file in sorted(_sources(root / "game")):
        method = METHODS[file.suffix]
        name = file.relative_to(root).as_posix()
        extracted = extract_from_file(
            method, file, keywords=KEYWORDS, comment_tags=("translators:",), strip_comment_tags=True
        )
        for _, words, remarks, context in extracted:
            english, many = (words[0], words[1]) if isinstance(words, tuple) else (words, "")
            if not english:
                continue
            key = context or "", english
            known = found.get(key, Message(context or "", english, many))
            # The line would change with every edit above it, and say nothing more than the file.
            places = known.places if (name, 0) in known.places else (*known.places, (name, 0))
            notes = tuple(dict.fromkeys((*known.notes, *remarks)))
            found[key] = attrs.evolve(known, many=known.many or many, notes=notes, places=places)
    return (*found.values(), *_of_sounds(root / "assets" / SOUNDS, f"assets/{SOUNDS}", is_prose=False))


def _sources(package: Path) -> Iterable[Path]:
    for file in package.rglob("*"):
        is_ours = file.suffix in METHODS and "author" not in file.relative_to(package).parts[:1]
        if is_ours and not any(part.startswith((".", "_shared")) for part in file.relative_to(package).parts):
            yield file
