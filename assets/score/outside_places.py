"""The places of the outside: kitchens, water, roads, and halls with people in them."""

from __future__ import annotations

import numpy as np

from score.sounding import (
    RATE,
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
    time,
    together,
    tone,
    turns,
    wander,
    wide,
)


def bus() -> Sound:
    """The last bus: its engine under the floor, and a pane that is loose."""
    long = 16
    bed = wide(long, together((1.0, band(35, 170)), (0.3, band(200, 900))), 201, 0.4)
    idle = sum(
        (gain * tone(long, hz, gain) for hz, gain in ((31, 1.0), (62, 0.8), (93, 0.35), (124, 0.2))), 0 * time(long)
    )
    bed += 0.45 * over(np.stack([idle, idle], 1), wander(long, 202, 0.6, 1.1, 0.3))
    rattle = wide(long, together((1.0, band(1400, 3600)), (0.6, around(2100, 160))), 203, 0.5)
    shaken = swell(long, 16 * 11, 0, 1, 0, 3) * wander(long, 204, 0.0, 1.0, 0.5) ** 3
    return (
        bed
        + 0.35 * over(rattle, shaken)
        + 0.5 * over(wide(long, band(300, 1500), 205), swell(long, 2, 0.1, 0.7, 0.2, 2))
    )


def kitchen() -> Sound:
    """A fridge that comes on and goes off, a tap that was not turned quite, and the yard."""
    long = 22
    bed = 0.5 * wide(long, band(80, 420), 211, 0.8)
    fridge = sum(
        (gain * tone(long, hz, gain) for hz, gain in ((50, 0.5), (100, 1.0), (150, 0.3), (200, 0.45))), 0 * time(long)
    )
    bed += 0.55 * over(np.stack([fridge, 0.9 * fridge], 1), swell(long, 1, 0.12, 1, 0.0, 0.6))
    drips = silence(long)
    for drop, at in enumerate(np.arange(1.4, long - 1, 3.71)):
        at_time = time(0.09)
        fall = np.sin(2 * np.pi * np.cumsum(1150 + 900 * at_time / 0.09) / RATE) * np.exp(-at_time / 0.016)
        put(drips, eased(fall, 1), at + 0.06 * (drop % 3), 0.9, -0.35)
    return bed + room(drips, 0.5, 4200, 0.35, 213)


def garage() -> Sound:
    """Rain on a tin roof: the steady part, single drops, and the gutter."""
    long = 14
    bed = 0.6 * over(
        wide(long, together((1.0, band(500, 3200)), (0.5, around(1150, 500))), 221, 0.9), wander(long, 222, 0.7, 1.15)
    )
    drops = silence(long)
    chance = np.random.default_rng(223)
    tins = [
        struck(0.16, ((hz, 1.0, 0.022), (hz * 1.71, 0.6, 0.016), (hz * 2.93, 0.3, 0.009)), 0.7)
        for hz in (410, 487, 560, 644, 733, 871)
    ]
    for _ in range(long * 26):
        put(
            drops,
            tins[chance.integers(6)],
            long * chance.random(),
            0.10 + 0.5 * chance.random() ** 4,
            chance.uniform(-0.9, 0.9),
        )
    gutter = noise(long, together((1.0, around(620, 260)), (0.5, around(1500, 500))), 224) * wander(
        long, 225, 0.5, 1, 3.0
    )
    return bed + 1.3 * room(drops, 0.7, 4200, 0.3, 226) + 0.22 * np.stack([0.4 * gutter, gutter], 1)


def hall() -> Sound:
    """A narrow hall in a small house: a boiler, the street through a letterbox, and a stair that settles."""
    long = 18
    bed = wide(long, together((1.0, band(60, 240)), (0.3, around(118, 14))), 231, 0.5)
    bed += 0.25 * over(wide(long, band(250, 1100), 232, 0.4), swell(long, 2, 0.05, 1, 0.3, 4))
    creaks = silence(long)
    for at, hz in ((5.3, 210), (5.5, 232), (13.1, 188)):
        put(creaks, struck(0.2, ((hz, 1.0, 0.03), (hz * 2.4, 0.4, 0.02)), 6), at, 0.6, -0.2)
    return bed + room(creaks, 0.5, 1800, 0.5, 233)


def canal() -> Sound:
    """Water against brick before it is light, and one bird, twice."""
    long = 20
    bed = 0.55 * wide(long, band(50, 320), 241, 0.8)
    for lap in range(5):
        water = wide(long, together((1.0, band(280, 1400)), (0.4, around(700, 260))), 242 + 3 * lap, 0.9)
        bed += 0.34 * over(water, swell(long, 5 + lap, 0.0, 1, 0.21 * lap, 4) * wander(long, 260 + lap, 0.2, 1, 0.5))
    birds = silence(long)
    for at, gain in ((8.9, 0.45), (9.35, 0.3), (16.7, 0.4)):
        length = time(0.16)
        call = np.sin(2 * np.pi * np.cumsum(2350 - 700 * length / 0.16) / RATE) * np.sin(np.pi * length / 0.16) ** 2
        put(birds, call, at, gain, 0.6)
    return bed + room(birds, 1.6, 3600, 0.55, 268)


def arch() -> Sound:
    """Under the arch at night: the same water, nearer, and every drop said again by the bricks."""
    long = 20
    bed = 0.6 * wide(long, together((1.0, band(45, 210)), (0.5, around(88, 14))), 271, 0.7)
    bed += 0.3 * over(wide(long, band(300, 1200), 272, 0.9), swell(long, 7, 0.05, 1, 0, 3) * wander(long, 273, 0.3, 1))
    drops = silence(long)
    for drop, at in enumerate((1.9, 5.2, 6.0, 9.7, 12.1, 15.8, 16.3)):
        hz = (980, 1240, 1105)[drop % 3]
        length = time(0.1)
        fall = np.sin(2 * np.pi * np.cumsum(hz + 0.6 * hz * length / 0.1) / RATE) * np.exp(-length / 0.02)
        put(drops, eased(fall, 1), at, 0.8, (0.5, -0.4, 0.1)[drop % 3])
    return bed + 1.3 * room(drops, 3.0, 2800, 0.6, 274)


def allotment() -> Sound:
    """Leeks at night: wind in leaves, a long road, a gate."""
    long = 20
    leaves = wide(long, together((1.0, band(700, 3200)), (0.3, band(200, 700))), 281, 0.9)
    bed = 0.6 * wide(long, band(50, 240), 282, 0.7) + 0.5 * over(leaves, wander(long, 283, 0.12, 1.0, 0.35) ** 1.5)
    gate = silence(long)
    for at in (12.3, 13.1):
        put(gate, struck(0.3, ((330, 1.0, 0.06), (507, 0.6, 0.05), (860, 0.3, 0.03)), 10), at, 0.35, 0.6)
    return bed + room(gate, 0.9, 2000, 0.5, 284)


def _people(long: int, seed: int, voices: int) -> Sound:
    """Many people keeping quiet in a hall: no words, only the places where words would be."""
    heard = silence(long)
    for voice in range(voices):
        low = 380 + 45 * (voice % 5)
        murmur = noise(
            long, together((1.0, around(low, 160)), (0.6, around(low * 2.6, 400)), (0.3, band(120, 260))), seed + voice
        )
        spoken = (
            murmur
            * swell(long, 61 + 7 * voice, 0.1, 1, voice / voices, 2)
            * wander(long, seed + 50 + voice, 0, 1, 0.25) ** 4
        )
        put(heard, spoken, 0, 1.0, -0.8 + 1.6 * voice / max(1, voices - 1))
    return heard


def school_hall() -> Sound:
    """A school hall before anything begins: forty chairs, and coats."""
    long = 20
    bed = 0.6 * wide(long, together((1.0, band(70, 420)), (0.1, band(900, 2500))), 291, 0.8)
    chairs = silence(long)
    for seed, (at, pan) in enumerate(((3.6, -0.4), (9.8, 0.5), (15.1, 0.1), (17.7, -0.7))):
        scrape = eased(
            breath(0.4, together((1.0, around(430, 60)), (0.5, around(910, 120))), 292 + seed, 0.05, 0.1), 10, 60
        )
        put(chairs, scrape, at, 0.3, pan)
    return bed + 1.2 * room(0.30 * _people(long, 300, 6) + chairs, 1.8, 2400, 0.75, 298)


def church_hall() -> Sound:
    """An urn that simmers, and through the partition a choir, without words, finding its note."""
    long = 24
    bed = 0.45 * wide(long, together((1.0, band(70, 300)), (0.25, around(1900, 900)), (0.2, around(420, 90))), 401, 0.5)
    choir = silence(long)
    chance = np.random.default_rng(402)
    chords = (
        (196, 293.66, 392, 493.88),
        (220, 293.66, 392, 440),
        (164.81, 246.94, 392, 493.88),
        (196, 293.66, 392, 587.33),
    )
    for step, chord in enumerate(chords):
        gain = swell(long, 1, 0, 1, -step / 4 - 0.0, 6)
        for part, hz in enumerate(chord):
            for singer in range(3):
                own = turns(long, hz * (1 + 0.004 * chance.standard_normal()))
                shake = 0.0016 * np.sin(
                    2 * np.pi * turns(long, 4.6 + chance.random()) * time(long) + 6 * chance.random()
                )
                turn = 2 * np.pi * own * time(long) + own * shake * 2
                vowel = sum(
                    (np.sin(k * turn + singer) * w for k, w in ((1, 1.0), (2, 0.6), (3, 0.22), (4, 0.1))), 0 * turn
                )
                put(choir, vowel * gain, 0, 0.05, -0.6 + 0.4 * part)
    return bed + 1.1 * room(choir, 2.6, 1500, 0.95, 403)


def street() -> Sound:
    """A wet road at night: traffic two streets away, and twice a car that goes by."""
    long = 22
    bed = over(
        wide(long, together((1.0, band(45, 260)), (0.2, band(400, 1500))), 411, 0.8), wander(long, 412, 0.7, 1.1, 0.2)
    )
    passing = wide(long, together((1.0, band(160, 1100)), (0.5, band(1200, 4200))), 413, 0.6)
    for phase, across in ((0.0, 1), (0.43, -1)):
        near = swell(long, 1, 0, 1, phase + 0.2, 26)
        late = swell(long, 1, 0, 1, phase + 0.2 - 0.012 * across, 26)
        bed += 0.75 * passing * np.stack([near, late], 1)
    return bed


def car() -> Sound:
    """On the back seat of a car on a ring road: tyres, joints in the concrete, a belt buckle."""
    long = 12
    bed = wide(long, together((1.0, band(40, 190)), (0.28, band(250, 1100))), 421, 0.4)
    bed += 0.22 * over(np.stack([tone(long, 58), tone(long, 58, 0.1)], 1), wander(long, 422, 0.5, 1.1, 0.2))
    joints = silence(long)
    for joint in range(10):
        for wheel, gain in ((0.0, 1.0), (0.16, 0.8)):
            put(joints, struck(0.16, ((74, 1.0, 0.04), (141, 0.5, 0.02)), 4), joint * 1.2 + 0.4 + wheel, 0.9 * gain)
    return bed + joints


PLACES = {
    "bus": bus,
    "kitchen": kitchen,
    "garage": garage,
    "hall": hall,
    "canal": canal,
    "arch": arch,
    "allotment": allotment,
    "school-hall": school_hall,
    "church-hall": church_hall,
    "street": street,
    "car": car,
}
