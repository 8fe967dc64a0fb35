"""A life as plain lines: what is typed, and what is read."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from game import disk
from game.cli import main
from game.play.history import Playthrough
from game.saves import AUTO, QUICK, Saves
from game.story import read_story
from game.terminal import player
from game.terminal.typed import WORDS

STORIES = Path(__file__).parent.parent / "stories"
TWO_HALVES = STORIES / "two-halves"
SHORT_DAY = STORIES / "short-day"


class Terminal(io.StringIO):
    """A stream that says somebody sits at it."""

    def isatty(self) -> bool:
        return True


def typed(story: Path, *lines: str, chapter: str | None = None, resume: bool = False) -> str:
    """What is read when these lines are typed, and then no more."""
    output = io.StringIO()
    given = io.StringIO("".join(f"{line}\n" for line in lines))
    assert player.run(story, chapter=chapter, resume=resume, input=given, output=output) == 0
    return output.getvalue()


def saved(story: Path, slot: str) -> Playthrough:
    """What a window would open from a slot."""
    with Saves(disk.saves_folder(), read_story(story)) as saves:
        return saves.read(slot).playthrough


LIVES = [
    (SHORT_DAY, "1 1 1 1", "The Stove"),
    (SHORT_DAY, "2 1 1 2", "The Lane"),
    (TWO_HALVES, "1 1 1 1 1 1", "The Lamp Out"),
    (TWO_HALVES, "1 1 1 1 2 1 1", "Open All Hours"),
    (TWO_HALVES, "2 2 2 1 3 3", "Walked Out"),
]


@pytest.mark.parametrize(("story", "numbers", "title"), LIVES)
def test_a_piped_life_ends_in_its_ending_and_a_debrief(story: Path, numbers: str, title: str) -> None:
    read = typed(story, *numbers.split())
    assert f"\nEnding: {title}\n" in read
    assert "How the meters ended" in read.partition("Ending: ")[2]
    assert read.count("Ending: ") == 1


def test_a_real_pipe_plays_a_life(home: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "game", "terminal", str(TWO_HALVES)],
        input="1\n1\n1\n1\n1\n1\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0
    assert ran.stderr == ""
    assert "Ending: The Lamp Out" in ran.stdout


def test_a_page_says_the_day_the_half_the_hour_and_who_is_there() -> None:
    read = typed(TWO_HALVES, "1")
    assert "The first day\nWho bakes what you sell?\n" in read
    assert "The first day, by night, 03:10" in read
    assert "Place: A brick oven with one lamp above it." in read
    assert "Here: Otto, tired. Two strokes." in read
    assert "Otto: ‘Leave it. Leave it.’" in read
    assert "1. Bake forty plain. (done by six)" in read
    assert "the order book says *forty, plain*, as it has" in read


def test_what_a_choice_moved_is_said_in_words() -> None:
    read = typed(TWO_HALVES, "1")
    assert "sleep 6 to 8, enough; custom 5 to 4, a few." in read


def test_what_a_choice_tells_comes_before_the_next_page() -> None:
    read = typed(TWO_HALVES, "2")
    assert read.index("The seeds go everywhere") < read.index("The first day, by night, 05:55")


def test_what_passes_at_the_door_is_told_to_the_half_that_wakes() -> None:
    read = typed(TWO_HALVES, "2", "1")
    woke = read.index("The first day, by day, 08:00")
    assert woke < read.index("The shop smells of something you did not do.") < read.index("The bell.")
    assert "custom 5 to 7, a queue." in read[woke:]
    assert "sleep 6 to 4" not in read[woke:]  # the night's own drain is the night's to find


def test_content_is_noted_once_before_the_scene_that_has_it() -> None:
    read = typed(TWO_HALVES, "1", "1", "1", "1")
    assert read.count("Content note: Long hours and exhaustion.") == 1
    assert read.index("Content note") < read.index("Noon, and both of you")


def test_back_undoes_a_choice_and_forward_makes_it_again() -> None:
    read = typed(TWO_HALVES, "2", "meters", "back", "meters", "forward", "meters")
    assert "sleep 4, little; custom 7, a queue.\n" in read
    assert [line for line in read.splitlines() if line.startswith("sleep ")][1:] == [
        "sleep 6 to 4, little; custom 5 to 7, a queue.",
        "sleep 4, little; custom 7, a queue.",
        "sleep 6, enough; custom 5, a few.",
        "sleep 4, little; custom 7, a queue.",
    ]


def test_back_goes_as_far_as_the_beginning() -> None:
    read = typed(TWO_HALVES, "1", "1", "back 9", "back", "back soon")
    assert "This is the beginning; there is nothing to go back to." in read
    assert "`back 3` goes back three" in typed(TWO_HALVES, "1", "back soon")


def test_an_empty_line_goes_on_only_where_nothing_is_asked() -> None:
    read = typed(TWO_HALVES, "", "1", "1", "1", "")
    assert read.count("1. Bake forty plain.") == 2
    assert "Nobody is on the step." in typed(TWO_HALVES, "1", "1", "2", "")


def test_a_number_that_is_not_on_offer_is_said() -> None:
    read = typed(TWO_HALVES, "3", "0", "99999999999999999999999", "1")
    assert "There is no choice 3 here: type 1 or 2." in read
    assert "There is no choice 0 here: type 1 or 2." in read
    assert "There is no choice 99999999999999999999 here: type 1 or 2." in read
    assert "05:55" in read


def test_a_wrong_word_is_said_with_the_word_that_was_meant() -> None:
    read = typed(TWO_HALVES, "hisotry", "abracadabra")
    assert "There is no word `hisotry`. Did you mean `history`?" in read
    assert "There is no word `abracadabra`. `help` lists the words." in read


def test_help_names_every_word() -> None:
    read = typed(TWO_HALVES, "help")
    for word in WORDS:
        assert f"`{word}`: " in read


def test_a_name_and_pronouns_are_taken_at_any_time() -> None:
    read = typed(SHORT_DAY, "name", "name Sam Reed, She", "name Sam, it", "again", "1", "1", "1", "back", "forward")
    assert "You are Ash Lane, they." in read
    assert "You are Sam Reed, she." in read
    assert "The pronouns are they, she or he: `name Sam Reed, she`." in read
    assert "There’s frost on the *inside*, Sam Reed." in read
    assert "*Nobody* has told her that she is staying." in read
    assert saved(SHORT_DAY, AUTO).state.player.name == "Sam Reed"


def test_history_and_journal_look_back() -> None:
    read = typed(TWO_HALVES, "2", "1", "history", "journal")
    history = read[read.rindex("Ten past three.") :]
    assert "You: Open the sack of seeds that nobody ordered." in history
    assert "Otto: ‘That’s not in the book.’" in history
    journal = history[history.index("You chose: ") :]
    assert journal.startswith("You chose: Open the sack of seeds that nobody ordered.\nsleep 6 to 4, little;")
    assert "You have made no choice yet." in typed(TWO_HALVES, "journal")


def test_saving_and_loading_is_being_where_you_were() -> None:
    read = typed(TWO_HALVES, "1", "save", "1", "save 3", "load", "meters", "load 3", "saves")
    assert "Saved.\n" in read
    assert "Saved in slot 3." in read
    assert saved(TWO_HALVES, QUICK).choices == ("bake-plain",)
    assert saved(TWO_HALVES, "3").choices == ("bake-plain", "sweep-it")
    assert "3: The first day, by day, 08:00; " in read


def test_a_slot_that_is_empty_or_does_not_exist_is_said() -> None:
    read = typed(TWO_HALVES, "load 4", "save 13", "load ../../etc")
    assert "Nothing is saved there." in read
    assert "There is no slot `13`: they are 1 to 12." in read
    assert "There is no slot `../../etc`: they are 1 to 12." in read


def test_the_end_of_what_is_typed_keeps_the_place() -> None:
    read = typed(TWO_HALVES, "1", "1")
    assert read.endswith("There is nothing more to read, so the story stops here. "
                         "Your place is kept: `--resume` goes on from it.\n\n")  # fmt: skip
    assert saved(TWO_HALVES, AUTO).choices == ("bake-plain", "sweep-it")
    again = typed(TWO_HALVES, "1", resume=True)
    assert "The first day, by day, 08:00" in again
    assert "03:10" not in again


def test_looking_in_takes_nobodys_place() -> None:
    typed(TWO_HALVES, "1", "1")
    for lines in ((), ("quit",), ("name Sam",)):
        assert "No choice was made" in typed(TWO_HALVES, *lines)
    assert saved(TWO_HALVES, AUTO).choices == ("bake-plain", "sweep-it")


def test_the_life_before_is_named_and_loaded() -> None:
    typed(TWO_HALVES, "1", "1")
    typed(TWO_HALVES, "2")
    read = typed(TWO_HALVES, "save earlier", "saves")
    assert "`earlier` keeps itself" in read
    assert "earlier (The life before): The first day, by day, 08:00; " in read
    assert saved(TWO_HALVES, "earlier").choices == ("bake-plain", "sweep-it")


def test_going_back_further_than_there_is_goes_to_the_beginning() -> None:
    assert typed(TWO_HALVES, "1", "1", "back 999999").count("03:10") == 2


class Interrupted(io.StringIO):
    """Somebody who chooses once and then presses Ctrl-C."""

    def readline(self, size: int | None = -1, /) -> str:
        line = super().readline()
        if not line:
            raise KeyboardInterrupt
        return line


def test_an_interruption_says_where_the_place_is_kept() -> None:
    output = io.StringIO()
    assert player.run(TWO_HALVES, chapter=None, resume=False, input=Interrupted("1\n"), output=output) == 130
    assert output.getvalue().endswith("`--resume` goes on from it.\n\n")
    assert saved(TWO_HALVES, AUTO).choices == ("bake-plain",)


def test_going_on_and_beginning_a_day_cannot_go_together(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["terminal", "--resume", "--chapter", "three", str(TWO_HALVES)]) == 2
    assert "cannot go together" in capsys.readouterr().err


def test_leaving_keeps_the_place_too() -> None:
    assert typed(TWO_HALVES, "2", "quit", "1").endswith("`--resume` goes on from it.\n\n")
    assert saved(TWO_HALVES, AUTO).choices == ("bake-seeded",)


def test_resuming_with_nothing_saved_begins() -> None:
    read = typed(TWO_HALVES, "1", resume=True)
    assert "There is nothing to go on from, so the story begins." in read
    assert "03:10" in read


def test_a_damaged_save_is_a_sentence_and_the_story_begins() -> None:
    typed(TWO_HALVES, "1", "save 1")
    with Saves(disk.saves_folder(), read_story(TWO_HALVES)) as saves:
        for kept in saves.kept():
            saves.path(kept.slot).write_bytes(b"not a save")
            disk.previous(saves.path(kept.slot)).unlink(missing_ok=True)
    read = typed(TWO_HALVES, "load 1", resume=True)
    assert "This save is damaged." in read
    assert "Ten past three." in read


def test_a_day_can_be_begun_alone() -> None:
    read = typed(TWO_HALVES, chapter="three")
    assert "The evening, day and night, 18:40\n\nIt is the evening of the second day.\n" in read
    assert "Ending: Open All Hours" in typed(TWO_HALVES, "1", chapter="three")


def test_at_a_terminal_lines_are_wrapped_and_the_ending_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    output = Terminal()
    given = Terminal("1\n1\n1\n1\n1\n1\n1\nback\nquit\n")
    player.run(TWO_HALVES, chapter=None, resume=False, input=given, output=output)
    read = output.getvalue()
    assert max(len(line) for line in read.replace("> ", "").splitlines()) <= 40
    assert "> " in read
    assert "The life is over, and nothing is left to" in read
    assert read.count("18:40") == 2


def test_no_control_code_is_ever_printed(tmp_path: Path) -> None:
    text = (SHORT_DAY / "story.yaml").read_text(encoding="utf-8")
    (tmp_path / "story.yaml").write_text(
        text.replace("title: A Short Day", 'title: "A \\e[31mShort\\a Day"'), encoding="utf-8"
    )
    read = typed(tmp_path, "1", "\x1b[2J", "history")
    assert all(character.isprintable() or character == "\n" for character in read)
