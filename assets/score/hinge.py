"""The door: the two motifs on either side of one low note, each time a little nearer, until they are struck together."""

from score.notes import CELLO, CLARINET, PIANO, STRINGS, VIBRAPHONE, Line, Piece, phrase

vibraphone = (
    *phrase("D4/1 E4 A4 G4/3", at=2, velocity=46),
    *phrase("D4/1 E4 A4 G4/3", at=14, velocity=46),
    *phrase("D4/1 E4 A4 G4/3", at=24, velocity=48),
    *phrase("D4/1 E4 A4 G4/6", at=33, velocity=52),
)
clarinet = (
    *phrase("G4/1 A4 E4 D4/3", at=8, velocity=44),
    *phrase("G4/1 A4 E4 D4/3", at=18, velocity=44),
    *phrase("G4/1 A4 E4 D4/3", at=26, velocity=46),
    *phrase("G4/1 A4 E4 D4/6", at=33, velocity=50),
)
ground = phrase("D2+A2/10 r/2 D2+A2/8 r/2 E2+B2/8 r/2 D2+A2/10", at=0, velocity=34)
turning = phrase("A3/8 D4/8 B3/8 A3/4 D4/8", at=4, velocity=30)
struck = (
    *phrase("D2/6", at=12, velocity=30),
    *phrase("A1/6", at=24, velocity=32),
    *phrase("G1+D2/8", at=37, velocity=36),
)

PIECE = Piece(
    "hinge",
    bpm=62,
    beats=48,
    stems={
        "core": (
            Line(STRINGS, ground, pan=60, level=72, reverb=72),
            Line(STRINGS, turning, pan=72, level=56, reverb=76),
            Line(VIBRAPHONE, vibraphone, pan=36, level=94, reverb=64),
            Line(CLARINET, clarinet, pan=92, level=82, reverb=68),
            Line(PIANO, struck, pan=64, level=76, reverb=70),
        ),
    },
    intro=(
        Line(STRINGS, phrase("D2/7", at=0, velocity=30), level=70, reverb=72),
        Line(CELLO, phrase("D3/6", at=1, velocity=30), pan=54, level=60, reverb=70),
    ),
    intro_beats=8,
    loose_ms=16,
)
