"""The title: the vibraphone asks, a clarinet in the next room answers, and there is a bar between them."""

from score.notes import CLARINET, GUITAR, STRINGS, VIBRAPHONE, Line, Piece, broken, phrase

G = ("G2", "D3", "G3", "B3", "D4")
EM = ("E2", "B2", "E3", "G3", "B3")
C6 = ("C3", "G3", "A3", "E4", "G4")
DS = ("D3", "A3", "D4", "G4", "A4")

guitar = broken(
    (G, EM, C6, DS, G, EM, C6, DS, EM, C6, DS, G, G, G),
    (
        "0.2.3...", "0...2...", "0..2.3..", "0.......", "0.2.3.4.", "0..2....", "0.1.3...", "0...1...",
        "0.2.....", "0..1.3..", "0...2...", "0.2.3...", "0.......", "........",
    ),
    velocity=40,
)  # fmt: skip
vibraphone = (
    *phrase("D4/1 E4 A4/2 G4/4", at=4, velocity=46),
    *phrase("D4/1 E4 A3/2 G4/4", at=24, velocity=42),
    *phrase("D4/1 E4 A4/3", at=40, velocity=46),
)
clarinet = (
    *phrase("G4/1 A4 E4 D4/4", at=13, velocity=44),
    *phrase("G4/1 A4 E4/2 D4/2", at=32, velocity=42),
    *phrase("E4/1 D4/2 G4/4", at=44, velocity=44),
)
strings = phrase("G3+B3/4 A3+D4 G3+D4/4 G3+B3/4", at=36, velocity=32)

PIECE = Piece(
    "title",
    bpm=70,
    beats=56,
    stems={
        "core": (
            Line(GUITAR, guitar, pan=54, level=92, reverb=44),
            Line(VIBRAPHONE, vibraphone, pan=40, level=92, reverb=60),
            Line(CLARINET, clarinet, pan=90, level=80, reverb=84),
            Line(STRINGS, strings, pan=64, level=60, reverb=76),
        ),
    },
    intro=(
        Line(VIBRAPHONE, phrase("D4/2 E4/2 A4/3 G4/5", at=1, velocity=44), pan=40, level=92, reverb=70),
        Line(STRINGS, phrase("D3+A3/10", at=4, velocity=28), level=54, reverb=76),
    ),
    intro_beats=16,
    loose_ms=16,
)
