"""The places of the inside, and of institutions: rooms with machines in them, made of air, lamps and small strokes."""

from __future__ import annotations

import numpy as np

from score.sounding import (
    Sound,
    around,
    band,
    breath,
    eased,
    noise,
    over,
    put,
    room,
    silence,
    struck,
    swell,
    together,
    tone,
    wander,
    wide,
)


def floor() -> Sound:
    """Desks to a vanishing point: air from ducts, lamps, and now and then somebody typing a long way off."""
    long = 24
    air = wide(long, together((1.0, band(70, 420)), (0.12, band(900, 3000))), 101)
    bed = over(air, wander(long, 102, 0.8, 1.1, 0.2))
    bed += 0.10 * (tone(long, 100) + 0.5 * tone(long, 200, 0.2))[:, None]
    keys = silence(long)
    chance = np.random.default_rng(103)
    for begin, strokes, pan in ((3.1, 7, -0.6), (5.4, 3, -0.55), (12.7, 11, 0.5), (18.1, 5, -0.1), (20.2, 9, -0.6)):
        at = begin
        for _ in range(strokes):
            key = struck(0.06, ((340 + 60 * chance.random(), 1.0, 0.010), (1210, 0.4, 0.006)), 1)
            put(keys, key, at, 1.1 * (0.5 + chance.random()), pan)
            at += 0.11 + 0.16 * chance.random()
    return bed + 2.0 * room(keys, 1.1, 2600, 0.75, 104)


def booth() -> Sound:
    """A booth the width of a chair: one small fan, and your own breath."""
    long = 16
    fan = wide(long, together((1.0, band(110, 500)), (0.5, around(238, 8)), (0.3, around(476, 12))), 111, 0.35)
    bed = 0.8 * over(fan, swell(long, 16 * 3, 0.95, 1.05))
    breathing = noise(long, together((1.0, around(520, 420)), (0.6, around(1350, 700))), 112)
    inward = swell(long, 4, 0, 1, 0.0, 5.0) * 0.55
    outward = swell(long, 4, 0, 1, 0.42, 3.5)
    return bed + 0.5 * over(np.stack([breathing, breathing], 1), inward + outward)


def office() -> Sound:
    """Two of everything: two clocks that nearly agree, and a radiator."""
    long = 14
    bed = wide(long, band(60, 300), 121, 0.5)
    bed += over(wide(long, band(1800, 4200), 122), wander(long, 123, 0.02, 0.07))
    ticks = silence(long)
    for second in range(long):
        low = second % 2
        for offset, pan, hz in ((0.0, -0.5, 1180), (0.08, 0.45, 1330)):
            tick = struck(0.05, ((hz * (0.86 if low else 1), 1.0, 0.006), (hz * 2.7, 0.4, 0.003)), 0.6)
            put(ticks, tick, second + 0.3 + offset, 1.5, pan)
    for at in (7.7, 8.1, 12.4):
        put(ticks, struck(0.4, ((612, 1.0, 0.07), (1411, 0.4, 0.04)), 1), at, 0.7, 0.7)
    return bed + room(ticks, 0.5, 3800, 0.4, 124)


def stairwell() -> Sound:
    """A tall shaft of concrete: the note it hums on, a drip, and a door somewhere below."""
    long = 20
    hum = together((1.0, around(64, 10)), (0.7, around(97, 12)), (0.5, around(146, 16)), (0.25, band(200, 700)))
    bed = over(wide(long, hum, 131, 0.8), wander(long, 132, 0.75, 1.1, 0.15))
    far = silence(long)
    for at, hz, pan in ((2.2, 1450, 0.4), (8.9, 1380, 0.4), (13.3, 1490, 0.4)):
        put(far, struck(0.12, ((hz, 1.0, 0.018), (hz * 1.52, 0.5, 0.012)), 1), at, 1.2, pan)
    put(far, struck(0.5, ((71, 1.0, 0.12), (118, 0.7, 0.08), (205, 0.3, 0.05)), 4), 10.6, 2.2, -0.3)
    for step in range(6):
        put(far, eased(breath(0.08, band(150, 900), 133 + step, 0.002, 0.02)), 15.4 + step * 0.58, 0.28, -0.5)
    return bed + 1.6 * room(far, 3.4, 2200, 0.8, 139)


def alcove() -> Sound:
    """A line with nobody on it; behind the panel a relay moves where a bell would ring, and another."""
    long = 22
    bed = 0.7 * wide(long, together((1.0, band(90, 260)), (0.5, band(300, 3000, 2))), 141, 0.3)
    bed += (0.22 * tone(long, 50) + 0.14 * tone(long, 150) + 0.05 * tone(long, 250))[:, None]
    relays = silence(long)
    chance = np.random.default_rng(142)
    for lamp in range(11):
        at = 0.9 + lamp * 1.88 + 0.5 * chance.random()
        relay = struck(0.05, ((880 + 30 * lamp, 1.0, 0.005), (2350, 0.6, 0.003)), 0.5)
        put(relays, relay, at, 0.9, 0.5 - lamp / 11)
        put(relays, relay, at + 0.19, 0.5, 0.5 - lamp / 11)
    return bed + room(relays, 0.3, 3200, 0.35, 143)


def post_room() -> Sound:
    """A wall of pigeonholes: a belt that turns for nobody, and paper."""
    long = 20
    belt = over(
        wide(long, together((1.0, band(45, 190)), (0.35, around(310, 60))), 151, 0.5), swell(long, 30, 0.82, 1.08)
    )
    papers = silence(long)
    for seed, (at, pan) in enumerate(((2.2, -0.5), (6.9, 0.2), (7.3, 0.3), (12.8, -0.2), (16.1, 0.6))):
        put(papers, eased(breath(0.5, band(900, 4200), 152 + seed, 0.09, 0.12), 8, 60), at, 0.35, pan)
        put(papers, struck(0.15, ((180, 1.0, 0.03), (420, 0.5, 0.015)), 2), at + 0.33, 0.5, pan)
    return belt + room(papers, 0.9, 3600, 0.5, 159)


def door() -> Sound:
    """The revolving door: four brushes a turn on a brass rail, the street each time one goes by."""
    long = 12
    bed = wide(long, band(50, 260), 161, 0.6)
    brushes = wide(long, together((1.0, band(700, 2600)), (0.3, around(1180, 120))), 162, 0.5)
    street = wide(long, band(90, 900), 163, 0.8)
    bed += 0.45 * over(brushes, swell(long, 4, 0.03, 1, 0.0, 5)) + 0.7 * over(street, swell(long, 4, 0.1, 1, 0.15, 3))
    seals = silence(long)
    for turn in range(4):
        put(seals, struck(0.3, ((58, 1.0, 0.09), (96, 0.5, 0.05)), 6), (turn + 0.62) * 3, 2.2, 0.0)
    return bed + room(seals, 1.2, 1400, 0.4, 164)


def pane() -> Sound:
    """The revolving door, stopped: the floor's air on one side of the glass, rain on the other, and a motor that tries."""
    long = 16
    air = noise(long, together((1.0, band(70, 420)), (0.1, band(900, 2500))), 181)
    rain = noise(long, together((1.0, band(500, 2800)), (0.4, band(60, 220))), 182) * wander(long, 183, 0.6, 1.1)
    sides = np.stack([air + 0.22 * rain, 0.75 * rain + 0.25 * air], axis=1)
    motor = tone(long, 50) + 0.8 * tone(long, 100, 0.3) + 0.35 * tone(long, 150) + 0.2 * tone(long, 250)
    return sides + 0.42 * over(np.stack([motor, motor], axis=1), swell(long, 4, 0.15, 1, 0.0, 2))


def clinic() -> Sound:
    """A corridor of lamps and lino: a trolley far off, one wheel of which is not round."""
    long = 20
    bed = wide(long, together((1.0, band(80, 380)), (0.15, band(1500, 4000))), 171, 0.7)
    bed += (0.16 * tone(long, 100) + 0.07 * tone(long, 300) + 0.03 * tone(long, 500))[:, None]
    trolley = over(
        wide(long, together((1.0, band(160, 700)), (0.5, around(930, 90))), 172, 0.6), swell(long, 20 * 3, 0.3, 1)
    )
    bed += 0.5 * over(trolley, swell(long, 1, 0, 1, 0.5, 6))
    far = silence(long)
    put(far, struck(0.5, ((66, 1.0, 0.12), (120, 0.6, 0.07)), 5), 4.4, 1.6, 0.5)
    put(far, eased(breath(1.0, band(300, 1300), 173, 0.25, 0.3), 10, 100), 4.9, 0.3, 0.5)
    return bed + room(far, 1.8, 2000, 0.7, 174)


PLACES = {
    "floor": floor,
    "booth": booth,
    "office": office,
    "stairwell": stairwell,
    "alcove": alcove,
    "post-room": post_room,
    "door": door,
    "pane": pane,
    "clinic": clinic,
}
