"""`ampersand check --voices`: each speaker's lines in a column of their own without a name, and whether they can be told apart."""

from __future__ import annotations

import hashlib
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Final, TextIO

import attrs

from game.author.opened import in_json, opened
from game.author.sorter import FEWEST, Line, Pair, Sorting, sort
from game.author.table import USUAL, columns, paragraph, plain, table
from game.author.words import words_in
from game.story.model import Scene, Story
from game.story.pronouns import AGREEING
from game.story.prose import Paragraph, Piece, Slot

NARROWEST: Final = 34
"""A column of lines narrower than this is hard to read."""
BETWEEN: Final = "  "
PAIRS_SHOWN: Final = 5
PLAYER: Final = ""
"""The speaker of choices that are said aloud."""


def run(path: Path, output: TextIO, talk: TextIO, *, form: str, width: int = USUAL) -> int:
    """Show the voices of a story, and return the command's exit code.

    Args:
        path: its folder or file.
        output: where they go.
        talk: where it is said that there is no story.
        form: `text` or `json`.
        width: columns that a page of text may take.
    """
    found = opened(path, form, output, talk)
    if isinstance(found, int):
        return found
    lines = lines_of(found.story)
    letters = letters_of(lines)
    sorting = sort(lines)
    if form == "json":
        output.write(in_json({**_record(found.story, lines, letters, sorting), "problems": found.problems}))
    else:
        page = _page(found.story, lines, letters, sorting, width=width)
        output.write(f"{paragraph(found.warning, width)}\n\n{page}" if found.warning else page)
    return found.code


# ---- what is said


def lines_of(story: Story) -> list[Line]:
    """Everything that is said in a story, in its order: speech in scenes and after choices, and choices said aloud."""
    return [line for scene in story.scenes.values() for line in _lines(story, scene)]


def _lines(story: Story, scene: Scene) -> Iterator[Line]:
    name = story.halves[scene.half].name if scene.half in story.halves else None
    texts = [scene.text, *(choice.then for choice in scene.choices if choice.then is not None)]
    for each in (each for text in texts for each in text.paragraphs):
        if each.speaker is not None:
            yield _line(each.speaker, each, scene, name or story.player.name)
    for choice in scene.choices:
        if choice.spoken:
            for each in choice.text.paragraphs:
                yield _line(PLAYER, each, scene, name or story.player.name)


def _line(speaker: str, written: Paragraph, scene: Scene, name: str) -> Line:
    told, every = (_on_one_line("".join(_said(written.pieces, name, whole=whole))) for whole in (False, True))
    return Line(speaker, told, every, scene.id)


def _on_one_line(words: str) -> str:
    return " ".join(words.replace("*", "").replace("\\", "").split())


def _said(pieces: Sequence[Piece], name: str, *, whole: bool) -> Iterator[str]:
    """The pieces, each variant as its longest arm; or `whole`, with every arm, one behind the other, between brackets."""
    for piece in pieces:
        if isinstance(piece, str):
            yield piece
        elif isinstance(piece, Slot):
            word = name if piece.word == "name" else AGREEING["they"].get(piece.word, piece.word.partition("|")[0])
            yield word[:1].upper() + word[1:] if piece.capital else word
        else:
            arms = ["".join(_said(branch.pieces, name, whole=whole)) for branch in piece.branches]
            yield "[" + " / ".join(arms) + "]" if whole else max(arms, key=words_in)


def letters_of(lines: Sequence[Line]) -> dict[str, str]:
    """A letter for each speaker, dealt so that nobody can guess whose it is from the order; the same each time."""
    dealt = sorted({line.speaker for line in lines}, key=lambda speaker: hashlib.sha256(speaker.encode()).digest())
    return {speaker: _letter(at) for at, speaker in enumerate(dealt)}


def _letter(at: int) -> str:
    """A to Z, then AA to AZ and so on."""
    return (_letter(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


# ---- for a reader


def _page(story: Story, lines: Sequence[Line], letters: dict[str, str], sorting: Sorting, *, width: int) -> str:
    if not lines:
        return "Nobody says anything in this story.\n"
    said = (
        f"What {len(letters)} people say in *{story.title}*, without their names: {len(lines)} lines. Variants stand between "
        "brackets. Read a column aloud; then see whose it is at the end."
    )
    parts = [
        paragraph(said, width),
        *_bands(lines, letters, width),
        _measure(sorting, letters, width),
        _key(story, lines, letters, width),
    ]
    return "\n\n".join(parts) + "\n"


def _bands(lines: Sequence[Line], letters: dict[str, str], width: int) -> Iterator[str]:
    """The columns, as many beside each other as are wide enough to be read."""
    beside = max(1, (width + len(BETWEEN)) // (NARROWEST + len(BETWEEN)))
    wide = (width - len(BETWEEN) * (beside - 1)) // beside
    made = [_column(letter, [line for line in lines if line.speaker == who], wide) for who, letter in letters.items()]
    for at in range(0, len(made), beside):
        rows = zip_longest(*made[at : at + beside], fillvalue="")
        yield "\n".join(BETWEEN.join(cell + " " * (wide - columns(cell)) for cell in row).rstrip() for row in rows)


def _column(letter: str, lines: Sequence[Line], wide: int) -> list[str]:
    column = [letter, "─" * wide]
    for line in lines:
        column += [*textwrap.wrap(plain(line.written), wide), ""]
    return column


def _measure(sorting: Sorting, letters: dict[str, str], width: int) -> str:
    if not sorting.lines:
        return paragraph(f"Fewer than two speakers have {FEWEST} lines: there is nothing to tell apart.", width)
    said = (
        f"A sorter that knows every other line, and goes by words, punctuation and length, gives "
        f"{_percent(sorting.share)} of {sorting.lines} lines back to whoever says them. By lot it would be "
        f"{_percent(sorting.chance)}, and giving every line to whoever says most would be {_percent(sorting.loudest)}. It "
        f"counts what they talk about as well as how. Speakers with fewer than {FEWEST} lines are left out."
    )
    by_letter = sorted(sorting.recalled.items(), key=lambda one: (len(letters[one[0]]), letters[one[0]]))
    rows = [
        ("", "given back", "of", ""),
        *((letters[who], f"{right}", f"{there}", _percent(right / there)) for who, (right, there) in by_letter),
    ]
    parts = [paragraph(said, width), table(rows, align="<>>>", elastic=0, width=width)]
    if sorting.pairs:
        mistaken = [_mistaken(pair, letters) for pair in sorting.pairs[:PAIRS_SHOWN]]
        parts += ["Most often mistaken for one another", table(mistaken, align="<>", elastic=1, width=width)]
        parts += [_examples(sorting.pairs[0], letters, width)]
    return "\n\n".join(parts)


def _mistaken(pair: Pair, letters: dict[str, str]) -> tuple[str, str]:
    both = f"{letters[pair.first]} and {letters[pair.second]}"
    return both, f"{pair.taken} of their {pair.lines} lines, {_percent(pair.share)}"


def _examples(pair: Pair, letters: dict[str, str], width: int) -> str:
    return "\n".join(
        textwrap.fill(
            f"{letters[each.line.speaker]}, taken for {letters[each.given]} ({each.line.scene}): {plain(each.line.text)}",
            width,
            initial_indent="  ",
            subsequent_indent="    ",
            break_on_hyphens=False,
        )
        for each in pair.examples
    )


def _key(story: Story, lines: Sequence[Line], letters: dict[str, str], width: int) -> str:
    often = Counter(line.speaker for line in lines)
    rows = [(letter, _name(story, who), f"{often[who]}") for who, letter in letters.items()]
    return "Who they are\n\n" + table([("", "", "lines"), *rows], align="<<>", elastic=1, width=width)


def _name(story: Story, speaker: str) -> str:
    member = story.cast.get(speaker)
    if member is not None:
        return member.name
    return speaker or "the player, in choices said aloud"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


# ---- for a program


def _record(story: Story, lines: Sequence[Line], letters: dict[str, str], sorting: Sorting) -> dict[str, object]:
    return {
        "story": story.id,
        "voices": [
            {
                "letter": letter,
                "speaker": who or None,
                "name": _name(story, who),
                "lines": [{"scene": line.scene, "text": line.written} for line in lines if line.speaker == who],
            }
            for who, letter in letters.items()
        ],
        "sorter": {
            "lines": sorting.lines,
            "given_back": sorting.right,
            "share": sorting.share,
            "chance": sorting.chance,
            "loudest": sorting.loudest,
            "speakers": [
                {"speaker": who or None, "given_back": right, "lines": there}
                for who, (right, there) in sorting.recalled.items()
            ],
            "pairs": [{**attrs.asdict(pair), "share": pair.share} for pair in sorting.pairs],
        },
    }
