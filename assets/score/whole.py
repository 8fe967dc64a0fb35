"""Week two: both motifs at once, piano over a cello an octave below; and then one after the other, and they are one tune.

D E A G and G A E D make an arch, the same from either end.
"""

from score.notes import CELLO, GUITAR, INNER, MARIMBA, PIANO, STRINGS, Line, Piece, but, figure, only, phrase

chords = (
    *phrase("G2+D3/4 r/4", velocity=40),
    *phrase("E3+B3/4 r/4 C3+G3/3 r/1 D3+A3/4", at=16, velocity=38),
    *phrase("G2+D3/4 E3+B3 C3+G3 D3+A3", at=32, velocity=36),
    *phrase("E3+B3/4 A2+E3 D3+A3/6 r/2", at=48, velocity=38),
    *phrase("C3+G3/4 D3+A3/4 G2+D3/6", at=68, velocity=40),
)
right = (
    *phrase("D5/1 E5 A5!", at=8, velocity=54),
    *phrase("B4/1 A4 E4/4", at=20, velocity=40),
    *phrase("D5/1 E5 A5! G5/2 A5!/1 E5", at=24, velocity=54),
    *phrase("D5/1 E5 A5!", at=50, velocity=50),
    *phrase("E5/2 D5/3", at=64, velocity=36),
    *phrase("D5/1 E5 A5! G5 G5/2 A5!/1 E5", at=68, velocity=56),
)
right_last = (
    *phrase("G5/4", at=11, velocity=48),
    *phrase("D5/3", at=31, velocity=48),
    *phrase("G5/3", at=53, velocity=44),
    *phrase("D5/6", at=76, velocity=46),
)
cello = (
    *phrase("G3/1 A3 E3", at=8, velocity=52),
    *phrase("D3/1 E3 A3 G3/2 A3/1 E3", at=36, velocity=54),
    *phrase("G3/1 A3 E3", at=52, velocity=50),
    *phrase("G2/4 A2 D3/2 G2/5", at=68, velocity=48),
)
cello_last = (
    *phrase("D3/4", at=11, velocity=48),
    *phrase("D3/4", at=43, velocity=48),
    *phrase("D3/3", at=55, velocity=46),
)
turning = figure(
    INNER,
    ["........"] * 8
    + ["X..x....", "x.xx.x..", "X.x..xx.", "x.x.....", "X.xx.x..", "x...x...", "x......."]
    + ["........"] * 7,
    4,
    velocity=32,
)
guitar = (
    *phrase("G3/1 D4 B3/2", at=28, velocity=38),
    *phrase("E3/1 B3 G3 D4 A3/1 E4 C4/2", at=44, velocity=38),
    *phrase("C4/1 E4 G4/2 A3/1 D4 A4/2 B3/1 D4 G4/4", at=68, velocity=40),
)
strings = (*phrase("G3+B3/8 A3+D4/8", at=32, velocity=32), *phrase("G3+C4/4 A3+D4/4 G3+B3+D4/7", at=68, velocity=38))

PIECE = Piece(
    "whole",
    bpm=84,
    beats=88,
    stems={
        "core": (
            Line(PIANO, chords, pan=58, level=90, reverb=44),
            Line(PIANO, right, pan=70, level=94, reverb=44),
            Line(CELLO, cello, pan=52, level=68, reverb=56),
        ),
        "body": (
            Line(MARIMBA, but(turning, "G"), pan=40, level=70, reverb=24),
            Line(GUITAR, guitar, pan=84, level=84, reverb=40),
            Line(STRINGS, strings, pan=60, level=62, reverb=70),
        ),
        "last": (
            Line(PIANO, right_last, pan=70, level=94, reverb=44),
            Line(CELLO, cello_last, pan=52, level=68, reverb=56),
            Line(MARIMBA, only(turning, "G"), pan=40, level=70, reverb=24),
        ),
    },
    loose_ms=16,
)
