"""Everything that is heard, and what is written down for whoever does not hear it.

`heard` is what a page has to be heard, as the screens say it; `sheet` reads `sounds.toml` and knows which files that asks
for; `mixer` plays them, with a thread that opens the device and waits for what is decoded (`decoding`, in the process `decoder`, which joins
what goes round: `loops`); `captions` says what to write; `sound` is what the window talks to. None of it draws, and nothing is opened
before the first frame.
"""
