"""How wide words are set, without opening a font: the advances of the cuts that a map is set in, in thousandths of their size.

`tests/author/test_map.py` holds them against the fonts.
"""

from __future__ import annotations

from typing import Final

from game.author.map.look import Type

FIRST: Final = 32
"""The character that a row begins with; it ends with the tilde."""
ADVANCES: Final[dict[tuple[str, bool], tuple[int, ...]]] = {
    ("Literata", False): (
        200, 322, 389, 671, 564, 852, 811, 236, 334, 334, 449, 582, 328, 353, 332, 430, 582, 408, 510,
        543, 555, 511, 541, 509, 554, 528, 332, 328, 582, 582, 582, 539, 855, 732, 661, 699, 766, 637,
        615, 752, 838, 409, 558, 755, 635, 1001, 831, 761, 605, 761, 724, 599, 734, 806, 737, 1087, 709,
        713, 657, 334, 430, 334, 582, 470, 500, 541, 610, 502, 615, 521, 388, 561, 662, 334, 311, 611,
        336, 970, 663, 588, 620, 603, 477, 455, 405, 636, 590, 859, 569, 576, 489, 372, 417, 372, 582,
    ),
    ("Fraunces", False): (
        164, 258, 322, 584, 540, 657, 892, 164, 316, 312, 558, 465, 220, 265, 216, 356, 618, 386, 561,
        520, 567, 534, 574, 486, 554, 577, 210, 222, 436, 464, 435, 515, 778, 646, 652, 640, 723, 598,
        548, 694, 762, 347, 421, 710, 562, 836, 694, 734, 630, 739, 677, 560, 630, 674, 633, 960, 660,
        623, 576, 316, 351, 316, 340, 379, 225, 464, 512, 430, 516, 445, 299, 489, 529, 249, 246, 519,
        252, 808, 530, 500, 523, 508, 398, 396, 311, 522, 458, 708, 470, 472, 419, 356, 238, 356, 496,
    ),
    ("Fraunces", True): (
        183, 298, 307, 614, 543, 705, 660, 153, 344, 342, 580, 530, 232, 350, 224, 422, 635, 412, 564,
        518, 542, 530, 578, 496, 546, 578, 276, 278, 489, 531, 489, 451, 838, 616, 637, 628, 720, 602,
        572, 683, 754, 360, 349, 688, 537, 822, 680, 733, 630, 734, 660, 556, 564, 674, 602, 934, 629,
        560, 584, 352, 396, 354, 429, 430, 193, 512, 511, 426, 518, 448, 297, 482, 530, 288, 268, 518,
        279, 790, 544, 490, 504, 492, 429, 402, 338, 542, 524, 768, 536, 470, 460, 376, 268, 376, 586,
    ),
}  # fmt: skip
WIDE: Final = 900
"""What any other character is taken to be: more than most are."""
USUAL: Final = 560
"""And an accented letter, a dash or a quotation mark."""


def width_of(text: str, use: Type) -> float:
    """How wide a text is set, without the little that pairs of letters are drawn together."""
    row = ADVANCES.get((use.family, use.is_italic), ADVANCES[use.family, False]) if use.family else ()
    return use.size / 1000 * sum(_advance(each, row) for each in text)


def _advance(character: str, row: tuple[int, ...]) -> int:
    at = ord(character) - FIRST
    if 0 <= at < len(row):
        return row[at]
    return USUAL if at < 0x2100 else WIDE


def fitted(text: str, use: Type, width: float) -> str:
    """The text, or as much of it as fits, with an ellipsis for the rest."""
    if width_of(text, use) <= width:
        return text
    kept = text
    while kept and width_of(f"{kept}…", use) > width:
        kept = kept[:-1]
    return f"{kept.rstrip('-—, ')}…"


def in_two(text: str, use: Type, width: float) -> tuple[str, str]:
    """A name on one line or on two, parted at a hyphen where there is one, and cut where it fits neither."""
    if width_of(text, use) <= width:
        return text, ""
    parts = [at + 1 for at, each in enumerate(text) if each in "-_ "]
    fits = [at for at in parts if width_of(text[:at], use) <= width]
    if not fits:
        return fitted(text, use, width), ""
    return text[: fits[-1]].rstrip(), fitted(text[fits[-1] :], use, width)
