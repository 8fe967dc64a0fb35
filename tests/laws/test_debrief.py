"""What a finished life shows."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from game.play.debrief import Debrief, NotOver, debrief
from game.play.history import Playthrough
from game.play.save import dump, load
from game.story import read_story
from tests.laws.test_saves import NOW

STORY = read_story(Path(__file__).parent.parent / "stories" / "two-halves")


def life(*choices: str, chapter: str | None = None) -> Playthrough:
    life = Playthrough.begin(STORY, chapter=chapter)
    for choice in choices:
        while life.offered[0].going_on:
            life = life.choose(life.offered[0])
        life = life.choose(choice)
    return life


def shown(*choices: str) -> Debrief:
    return debrief(life(*choices))


EARLY = ("bake-seeded", "sweep-it", "give-it", "shut-early", "force-it")
LATE = ("bake-plain", "leave-it", "keep-it", "stay-open", "force-it")
WALKED = ("bake-plain", "leave-it", "give-it", "shut-early", "walk-out")


def test_it_names_the_ending_and_how_it_came() -> None:
    early = shown(*EARLY)
    assert (early.ending, early.title, early.group) == ("lamp-out", "The Lamp Out", "ended because somebody chose")
    assert [beat.plain for beat in early.lead] == ["You turned the lamp off yourself. From the stairs."]


def test_a_lesson_quotes_the_choice_its_sentence_is_about() -> None:
    (rest,) = shown(*EARLY).lessons
    assert rest.evidence == "At noon you chose “Turn the sign round and go upstairs”."
    assert rest.quoted is not None
    assert rest.quoted.choice == "shut-early"
    assert rest.carry == "Who sleeps so that you need not?"
    assert dict(rest.tries)["alone"] == "Go to bed once before the work is done."
    assert rest.sources == (("1", "A leaflet on the counter, undated"),)


def test_a_lesson_says_the_first_sentence_that_holds() -> None:
    rest, debts = shown(*LATE).lessons
    assert rest.evidence == "The lamp was on all day."
    assert rest.quoted is None
    assert debts.evidence == ""


def test_a_lesson_sees_the_choices_that_were_marked_for_it() -> None:
    (rest,) = shown(*EARLY).lessons
    assert [entry.choice for entry in rest.saw] == ["bake-seeded"]
    (also,) = shown(*EARLY).also
    assert also.lesson == "debts"
    assert [entry.choice for entry in also.saw] == ["sweep-it"]
    assert shown(*WALKED).also == ()


def test_the_same_hour_stands_beside_itself() -> None:
    (echo,) = shown(*EARLY).echoes
    assert echo.title == "The same loaf, twice"
    assert [entry.quoted for entry in echo.first] == [
        "Open the sack of seeds that nobody ordered.",
        "Hand it over the counter.",
    ]
    assert echo.first[0].recall == "On the first night there was flour for one kind of loaf."
    assert [entry.choice for entry in echo.second] == ["shut-early"]
    assert echo.carry == "Who was it for?"


def test_a_life_that_lived_only_one_of_two_hours_has_no_echo() -> None:
    assert debrief(life("shut-early", "force-it", chapter="two")).echoes == ()


def test_the_meters_end_as_the_whole_reads_them() -> None:
    (readings,) = shown(*EARLY).readings
    assert readings.header == "day and night"
    assert [str(gauge) for gauge in readings.gauges] == ["sleep 6, enough", "custom 4, a few"]


def test_a_sentence_about_a_meter_quotes_the_choice_that_brought_it_there() -> None:
    lesson = STORY.lessons["debts"]
    (held,) = lesson.evidence
    quoting = attrs.evolve(held, text=STORY.lessons["rest"].evidence[0].text)
    story = attrs.evolve(STORY, lessons=STORY.lessons | {"debts": attrs.evolve(lesson, evidence=(quoting,))})
    finished = life("bake-plain", "sweep-it", "give-it", "stay-open", "walk-out")
    (debts,) = debrief(attrs.evolve(finished, story=story)).lessons
    # Two favours became one count at the fold, which the loaf handed over led to.
    assert debts.evidence == "At noon you chose “Hand it over the counter”."


def test_a_choice_from_before_a_life_was_set_down_is_still_quoted() -> None:
    saved = dump(life("bake-seeded", "sweep-it", "give-it", "shut-early"), NOW)
    oven = STORY.scenes["oven"]
    fewer = attrs.evolve(oven, choices=oven.choices[:1])
    story = attrs.evolve(STORY, scenes=STORY.scenes | {"oven": fewer}, fingerprint="edited")
    loaded = load(saved, story)
    assert loaded.playthrough.before
    (rest,) = debrief(loaded.playthrough.choose("force-it")).lessons
    assert rest.evidence == "At noon you chose “Turn the sign round and go upstairs”."


def test_a_life_that_goes_on_has_no_debrief() -> None:
    with pytest.raises(NotOver):
        shown("bake-plain")
