"""Bring the catalogues of the game's own words up to date with its source, and say what is still to be translated.

    python tools/translate_interface.py          # every language there is
    python tools/translate_interface.py de       # begin another

A story's words are its author's: `ampersand translate extract`.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from game import __version__  # noqa: E402  (found by the line above)
from game.author.translate import book, listing  # noqa: E402
from game.author.translate.checking import of_interface  # noqa: E402

LANGUAGES = ROOT / "assets" / "languages"


def main(codes: list[str]) -> int:
    messages = listing.of_game(ROOT)
    amiss = 0
    for code in codes or sorted(file.stem for file in LANGUAGES.glob("*.po")):
        file = LANGUAGES / f"{code}.po"
        done = book.bring_up_to_date(file, code, messages, "Ampersand", __version__)
        print(
            f"{file.relative_to(ROOT)}: {done.told} of {done.whole} translated, {done.reworded} reworded, {done.added} new"
        )
        for found in of_interface(file, messages):
            amiss += 1
            print(f"{found.span}: {found.message}")
    return 1 if amiss else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
