"""An ending: the whole tune once, slowly, from either end; then mostly the room it was played in."""

from score.notes import CELLO, CLARINET, GUITAR, PIANO, STRINGS, VIBRAPHONE, Line, Piece, phrase

piano = (
    *phrase("G2+D3/4 C3+G3/4 G2+D3/6 r/2", velocity=40),
    *phrase("E3+B3/4 C3+G3 A2+E3 D3+A3 G2+D3/6 r/2", at=16, velocity=40),
    *phrase("C3+G3/4 D3+A3/4 G2+D3/8", at=44, velocity=38),
)
tune = (
    *phrase("D5/1 E5 A5!/2 G5/4", at=8, velocity=48),
    *phrase("D5/1 E5 A5! G5 G5/1 A5! E5 D5/4", at=16, velocity=52),
    *phrase("B4/1 A4 G4/4", at=36, velocity=40),
    *phrase("G5/1 A5! E5 D5/5", at=48, velocity=44),
)
cello = (*phrase("G3/2 A3/2 E3/2 D3/5", at=20, velocity=48), *phrase("D3/2 E3/2 A3/2 G3/6", at=42, velocity=50))
clarinet = phrase("G4/1 A4 E4 D4/2 G4/4", at=32, velocity=42)
vibraphone = (*phrase("D4/1 E4 A4 G4/4", at=52, velocity=36),)
guitar = (*phrase("G3/1 B3 D4/2", at=4, velocity=38), *phrase("E4/1 C4 G3/2 A3/1 D4 A4/2", at=44, velocity=36))
strings = (
    *phrase("G3+B3/4 C4+E4 C4+E4 A3+D4 G3+B3/6", at=16, velocity=34),
    *phrase("C4+E4/4 A3+D4 G3+B3/7", at=44, velocity=34),
)

PIECE = Piece(
    "ending",
    bpm=66,
    beats=64,
    stems={
        "core": (
            Line(PIANO, piano, pan=58, level=88, reverb=52),
            Line(PIANO, tune, pan=68, level=92, reverb=52),
            Line(CELLO, cello, pan=50, level=66, reverb=60),
            Line(CLARINET, clarinet, pan=84, level=78, reverb=64),
            Line(VIBRAPHONE, vibraphone, pan=40, level=84, reverb=66),
            Line(GUITAR, guitar, pan=76, level=80, reverb=46),
            Line(STRINGS, strings, pan=62, level=62, reverb=74),
        ),
    },
    loose_ms=18,
)
