"""Outside: the motif backwards, in crotchets, on a clarinet over a nylon guitar and strings; and it comes home, to G.

The guitar leaves bars out, and the clarinet is silent for longer than it plays: somebody is reading.
"""

from score.notes import CLARINET, GUITAR, STRINGS, Line, Piece, broken, phrase

G = ("G2", "D3", "G3", "B3", "D4")
EM = ("E2", "B2", "E3", "G3", "B3")
AM = ("A2", "E3", "G3", "C4", "E4")
DS = ("D3", "A3", "D4", "G4", "A4")
C6 = ("C3", "G3", "A3", "E4", "G4")

CHORDS = (G, EM, AM, DS, G, C6, AM, DS, EM, C6, G, DS, EM, AM, DS, G, G, AM, DS, G)
PLUCKED = (
    "0.2.3...", "0..2.3..", "0.1.3.2.", "0...2...", "0.2.3.4.", "0..2.3..", "0.1...2.", "0.......",
    "0.2...3.", "0..1.3.2", "0.2.3.4.", "0...2.1.", "0..2....", "0.1.3.4.", "0.2...2.", "0.2.4...",
    "........", "0..2.3..", "0...1...", "0.2.4...",
)  # fmt: skip

guitar = broken(CHORDS, PLUCKED, velocity=44)
clarinet = (
    *phrase("G4/1 A4 E4", at=8, velocity=52),
    *phrase("G4/1 A4 E5/2 A4/1 E4", at=24, velocity=50),
    *phrase("G4/2 A4/1 E4", at=40, velocity=48),
    *phrase("E4/1 G4 A4/2", at=48, velocity=50),
    *phrase("G4/1 A4 E4", at=56, velocity=56),
)
last = (
    *phrase("D4/4", at=11, velocity=48),
    *phrase("D4/2", at=30, velocity=46),
    *phrase("D4/3", at=44, velocity=44),
    *phrase("D4/1 G4/6", at=59, velocity=50),
)
strings = (
    *phrase("B3+D4/4 G3+E4 C4+E4 A3+D4", at=16, velocity=34),
    *phrase("G3+B3/4 E3+A3 G3+D4 A3+D4 G3+B3 C4+E4 A3+D4/3 r/1 G3+B3+D4/6", at=32, velocity=38),
)
low = phrase("G2/4 r/4 A2/4 D3/4 r/4 C3/4 r/8 E2/4 C3/4 G2/4 r/4 E2/4 A2/4 D3/4 G2/5", velocity=34)

PIECE = Piece(
    "outside",
    bpm=76,
    beats=80,
    stems={
        "core": (
            Line(GUITAR, guitar, pan=52, level=100, reverb=36),
            Line(CLARINET, clarinet, pan=76, level=84, reverb=58),
        ),
        "body": (
            Line(STRINGS, strings, pan=60, level=58, reverb=70),
            Line(STRINGS, low, pan=70, level=60, reverb=60),
        ),
        "last": (Line(CLARINET, last, pan=76, level=84, reverb=58),),
    },
    loose_ms=14,
)
