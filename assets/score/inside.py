"""Inside: the motif in dry marimba quavers, two turns a bar, and a vibraphone that says it slowly and never lands.

The bass keeps off D and G, so nothing under the motif lets it come to rest. Bars without marimba are where a reader
breathes; the last two are nearly empty, so that it is not noticed when it goes round.
"""

from score.notes import BASS, INNER, MARIMBA, STRINGS, VIBRAPHONE, Line, Piece, but, figure, only, phrase

BARS = (
    "X.......", "x..x....", "X.x.....", "x.xx..x.", "X.xx.xx.", "x.x..x.x", "X.xx.x..", "........",
    "x...x...", "X.xx.x.x", "xxx.xx.x", "X.x.x.xx", "x.xx.x..", "..x...x.", "X......x", "........",
    "..xx....", "X.xx..xx", "x.x.xx.x", "X.xx.x.x", "x..x.x..", "x.x.....", "x.......", "........",
)  # fmt: skip

marimba = figure(INNER, BARS, 3, velocity=40)
vibraphone = (
    *phrase("D4/2 E4 A4/3 G4/5", at=8, velocity=50),
    *phrase("D4/1 E4 A3/2 G4/4", at=24, velocity=46),
    *phrase("E4/3 A4/2 G4/3", at=36, velocity=44),
    *phrase("D4/2 E4/1 A4/3 G4/6", at=52, velocity=54),
    *phrase("A4/2 E4 D4/4", at=66, velocity=42),
    *phrase("D4/2 E4 A4/4 G4/4", at=74, velocity=50),
    *phrase("D5/3 A4/3", at=88, velocity=34),
)
answers = (
    *phrase("E4+B4/4", at=20, velocity=34),
    *phrase("A4+E5/3 r/1 E4+B4/4", at=44, velocity=34),
    *phrase("B4/2 A4/2 E4/4", at=60, velocity=36),
    *phrase("E4+A4/4 r/2 B4/2", at=82, velocity=32),
)
bass = phrase(
    "r/8 E2/3 r/5 A2/3 r/5 E2/2 B2/2 r/4 A2/4 r/4 C3/3 r/1 E2/3 r/5 "
    "A2/3 r/5 E2/4 r/8 B2/3 r/1 A2/3 r/5 E2/3 r/5 C3/2 B2/2 E2/4",
    velocity=44,
)
air = (
    *phrase("E3+B3/8", at=36, velocity=30),
    *phrase("A3+E4/8", at=48, velocity=30),
    *phrase("E3+B3/8", at=72, velocity=28),
)

PIECE = Piece(
    "inside",
    bpm=92,
    beats=96,
    stems={
        "core": (
            Line(MARIMBA, but(marimba, "G"), pan=50, level=84, reverb=14),
            Line(VIBRAPHONE, but(vibraphone, "G"), pan=74, level=96, reverb=52),
        ),
        "body": (
            Line(VIBRAPHONE, answers, pan=88, level=68, reverb=60),
            Line(BASS, bass, level=60, reverb=20),
            Line(STRINGS, air, pan=58, level=46, reverb=70),
        ),
        "last": (
            Line(MARIMBA, only(marimba, "G"), pan=50, level=84, reverb=14),
            Line(VIBRAPHONE, only(vibraphone, "G"), pan=74, level=96, reverb=52),
        ),
    },
)
