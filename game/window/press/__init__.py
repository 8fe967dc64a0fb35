"""The two-ink press: a picture drawn in process colours becomes one 8-bit sheet, coloured by a palette.

`client` is what the window uses, `palette` what it colours with, `loose` and `diorama` what it moves, plates and layers,
and `depth` says which layers a drawing has: none of them imports numpy.
Everything else runs in `worker`, a process of its own: `separations` (drawing -> two plates), `halftone`, `wear`, `sheet`
(plates -> pixels), `layers` (one of a drawing's alone), `grain` (the paper), with `cache` and `sheetfile` between the two processes and `picture` for what
travels.
"""
