"""Playing a story as plain lines: a number chooses, a word does the rest. Nothing here needs a terminal."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TextIO

from game import disk, going_back, language, spoken
from game.hindsight import Hindsight
from game.language import either, tr
from game.play.debrief import debrief
from game.play.history import Playthrough
from game.play.page import header
from game.play.save import SaveProblem
from game.play.state import State
from game.saves import NUMBERED, QUICK, Saves, name, new_identity
from game.story.model import Player, Story
from game.story.nearest import nearest
from game.story.pronouns import NotPronouns, in_words, understood
from game.terminal import debrief as parting
from game.terminal import page, typed
from game.terminal.lines import Lines

INTERRUPTED = 130
"""The exit code after Ctrl-C, as shells have it."""

LONGEST_NAME = 40
"""Characters of a player's name that are kept."""

SOON_S = 1.0
"""How long what moved the odds is waited for before a word is said about it."""

PATIENCE_S = 20.0
"""How long it is waited for after that."""


def run(story_path: Path, *, chapter: str | None, resume: bool, input: TextIO, output: TextIO) -> int:  # noqa: A002
    """Play a story to its end, or to the end of what is typed.

    Args:
        story_path: The story's folder.
        chapter: The day to begin with, instead of the first.
        resume: Whether to go on from what was saved last.
        input: Where the numbers and words come from, a line each; a terminal, a pipe or a file.
        output: Where the story goes.

    Returns:
        The exit code: 0, or `INTERRUPTED`.

    Raises:
        StoryProblems: The story cannot be told.
        NoStory: There is none.
        NoSuchChapter: It has no such day.
    """
    story = spoken.story(story_path)
    with Saves(disk.saves_folder(), story) as saves, closing(Hindsight(story_path)) as hindsight:
        game = Game(story, saves, hindsight, Lines(input, output), path=story_path)
        try:
            game.begin(chapter=chapter, resume=resume)
            game.play()
        except KeyboardInterrupt:
            game.interrupted()
            return INTERRUPTED
    return 0


class Game:
    """One sitting: a life, and the lines that go in and out."""

    def __init__(self, story: Story, saves: Saves, hindsight: Hindsight, lines: Lines, *, path: Path) -> None:
        self._path = path
        self.story = story
        self.saves = saves
        self.hindsight = hindsight
        self.lines = lines
        self.tell, self.say = lines.tell, lines.say
        self.life: Playthrough
        self.known = page.Acquaintance()
        self.is_over = False
        self._said_untold = False
        self._trouble = ""
        self._kept: Playthrough | None = None
        """The life as it was last kept."""
        self._words: dict[str, Callable[[str], None]] = {
            "back": self.back,
            "stick": self.stick,
            "forward": self.forward,
            "again": self.again,
            "history": self.history,
            "journal": self.journal,
            "meters": self.meters,
            "skip": self.skip,
            "name": self.name,
            "save": self.save,
            "load": self.load,
            "saves": self.list_saves,
            "quit": self.quit,
            "language": self.language,
            "help": self.help,
        }

    # ---- playing

    def begin(self, *, chapter: str | None, resume: bool) -> None:
        """Begin a life, or go on with the one that was saved last."""
        fresh = Playthrough.begin(self.story, chapter=chapter, identity=new_identity())
        self.tell([(self.story.title, self.story.tagline) if self.story.tagline else (self.story.title,)])
        self.say(tr("Type the number of a choice, or a word: `help` lists them."))
        newest = self.saves.newest() if resume else None
        if newest is not None and self._open(newest):
            self._kept = self.life
            return
        if resume:
            self.say(tr("There is nothing to go on from, so the story begins."))
        self.life = fresh
        self._turn(None)

    def play(self) -> None:
        """Take lines until the life or the lines are over, or somebody leaves."""
        while not self.is_over and (self.lines.is_watched or not self.life.is_over):
            line = self.lines.ask()
            if line is None:
                self._end_of_lines()
                return
            self.take(line)
            self._say_trouble()

    def take(self, line: str) -> None:
        """Do what a line asks for."""
        word, _, rest = line.partition(" ")
        word = typed.in_english(word.lower(), typed.TYPED)
        if word.isdecimal():
            self.choose(word)
        elif not word:
            self._go_on()
        elif word in self._words:
            self._words[word](rest.strip())
        else:
            guess = nearest(word, tuple(tr(each) for each in typed.TYPED.values()))
            then = tr("Did you mean `{word}`?", word=guess) if guess else tr("`help` lists the words.")
            self.say(tr("There is no word `{word}`. {then}", word=word[:40], then=then))

    def choose(self, number: str) -> None:
        """Make the choice of that number."""
        on_offer = self.life.offered
        if not on_offer:
            self.say(tr("The life is over, and nothing is left to choose. `back` goes back to the last choice."))
        elif not 1 <= typed.number(number) <= len(on_offer):
            numbers = [str(each) for each in range(1, len(on_offer) + 1)]
            self.say(tr("There is no choice {number} here: type {these}.", number=number[:20], these=either(numbers)))
        else:
            before = self.life.state
            self.life = self.life.choose(on_offer[typed.number(number) - 1])
            self._autosave()
            self._turn(before)

    def _go_on(self) -> None:
        """An empty line goes on, where going on is all there is to do."""
        on_offer = self.life.offered
        if len(on_offer) == 1 and on_offer[0].going_on:
            self.choose("1")
        elif on_offer:
            self.tell(page.choices(self.story, self.life.state))

    def _turn(self, before: State | None) -> None:
        """Tell what happened, then the page it led to."""
        self.tell(page.turned(self.story, before, self.life, self.known))
        self._close_or_offer()

    def _close_or_offer(self) -> None:
        self._say_if_untold()
        if not self.life.is_over:
            self.tell(page.choices(self.story, self.life.state))
            return
        shown = debrief(self.life)
        self.hindsight.ask(self.life)
        self.say(tr("Ending: {ending}", ending=shown.title))
        self.tell(parting.blocks(self.story, shown))
        self._tell_what_moved()
        if self.lines.is_watched:
            self.say(tr("This life is over. `back` goes back to the last choice, `quit` leaves."))

    def _say_if_untold(self) -> None:
        """Say once that a day has not been translated."""
        if self._said_untold or self.life.state.chapter not in self.story.untold:
            return
        self._said_untold = True
        self.say(tr("This day has not been translated yet: it is told as it was written."))

    def _tell_what_moved(self) -> None:
        """Tell which choices moved how the life ended, once that is worked out."""
        self.hindsight.wait(SOON_S)
        if self.hindsight.is_under_way:
            if self.lines.is_watched:
                self.say(tr("Which of your choices moved how this ended is still being worked out."))
            self.hindsight.wait(PATIENCE_S)
        if self.hindsight.is_under_way:
            self.say(tr("That takes longer than is worth waiting for, so it is left out."))
        elif self.hindsight.swings is not None:
            self.tell(parting.moved(self.story, self.hindsight.swings))

    def _end_of_lines(self) -> None:
        if not self.life.is_over:
            self.say(tr("There is nothing more to read, so the story stops here. {kept}", kept=self._keep_place()))

    def interrupted(self) -> None:
        """Say where the place is kept, after Ctrl-C."""
        if hasattr(self, "life"):
            self.lines.end_line()
            self.say(self._keep_place())

    def _autosave(self) -> None:
        """Keep the life, once a choice has been made in it: looking in takes nobody's place."""
        has_begun = self.life.steps or self._kept is not None
        if has_begun and self._kept is not self.life:
            self._kept = self.life
            self.saves.autosave(self.life)

    def _keep_place(self) -> str:
        self._autosave()
        self.saves.close()
        if self._kept is None:
            return tr("No choice was made, so there is no place to keep.")
        if self.saves.trouble:
            return tr("Your place could not be kept. {trouble}", trouble=self.saves.trouble)
        return tr("Your place is kept: `--resume` goes on from it.")

    def _say_trouble(self) -> None:
        if self.saves.trouble and self.saves.trouble != self._trouble:
            self.say(self.saves.trouble)
        self._trouble = self.saves.trouble

    # ---- words

    def back(self, count: str) -> None:
        """Go back some choices."""
        steps = 1 if not count else len(self.life.steps) if typed.is_huge(count) else typed.number(count)
        rule, made = going_back.wished(), len(self.life.steps)
        room = made - going_back.least(self.life, rule)
        if room <= 0:
            self.say(tr(going_back.WHY_NOT[rule if made else going_back.FREE]))
        elif steps < 1:
            self.say(tr("`back` goes back one choice, `back 3` goes back three."))
        else:
            self.life = self.life.back(min(steps, room))
            self._autosave()
            self.again("")
            if steps > room and rule != going_back.FREE:
                self.say(tr(going_back.WHY_NOT[rule]))

    def stick(self, rule: str) -> None:
        """Say how far back there is a way."""
        rule = typed.in_english(rule.lower(), typed.RULES)
        if rule and rule not in going_back.RULES:
            self.say(tr("`stick` is followed by free, day or never."))
            return
        if rule:
            try:
                going_back.wish(rule)
            except OSError as refused:
                self.say(tr("That could not be kept: {reason}.", reason=refused.strerror or refused))
        words = tr(going_back.IN_WORDS[going_back.wished()])
        self.say(f"{words[0].upper()}{words[1:]}.")

    def forward(self, count: str) -> None:
        """Go forward again."""
        if not self.life.can_go_forward:
            self.say(tr("There is nothing to go forward to."))
            return
        self.life = self.life.forward(max(1, typed.number(count)) if count else 1)
        self._autosave()
        self.again("")

    def again(self, _: str) -> None:
        """Tell the present page once more, with everything there is to see on it."""
        self.known.places, self.known.people = set(), set()
        self.tell([(header(self.story, self.life.state),), *page.scene(self.story, self.life, self.known)])
        self._close_or_offer()

    def skip(self, _: str) -> None:
        """Leave a day unlived."""
        if not self.life.can_skip:
            self.say(tr("What has just begun can be skipped, on its first page, and not the last."))
            return
        before = self.life.state
        self.life = self.life.skip()
        self._autosave()
        self._turn(before)

    def history(self, _: str) -> None:
        """Tell everything so far."""
        self.tell(page.history(self.life))
        self.tell(page.choices(self.story, self.life.state))

    def journal(self, _: str) -> None:
        """Tell the choices made so far."""
        self.tell(page.journal(self.life) or [(tr("You have made no choice yet."),)])

    def meters(self, _: str) -> None:
        """Tell the meters."""
        self.say(page.meters(self.story, self.life.state))

    def name(self, asked: str) -> None:
        """Be called something else."""
        name, _, said = (part.strip() for part in asked.partition(","))
        player = self.life.state.player
        try:
            pronouns = understood(said) if said else player.pronouns
        except NotPronouns as wrong:
            self.say(tr("The pronouns are they, she or he: `name Sam Reed, she`. {wrong}", wrong=wrong))
            return
        if name or said:
            player = Player(name[:LONGEST_NAME] or player.name, pronouns)
            self.life = self.life.called(player)
            self._autosave()
        self.say(tr("You are {name}, {pronouns}.", name=player.name, pronouns=in_words(player.pronouns)))

    def language(self, asked: str) -> None:
        """Speak another language from here on."""
        names = {code: language.name_of(code) for code in language.codes()}
        known = {word.casefold(): code for code, name in names.items() for word in (code, name)}
        code = known.get(asked.casefold())
        if code is None:
            there = either([f"`{code}` ({name})" for code, name in names.items()])
            self.say(tr("`language` is followed by {languages}.", languages=there))
            return
        try:
            spoken.wish(code)
        except OSError as refused:
            self.say(tr("That could not be kept: {reason}.", reason=refused.strerror or refused))
        self.story = self.saves.story = spoken.story(self._path)
        self.life = self.life.told_in(self.story)
        self._kept = self._kept and self.life
        self._said_untold = False
        self.again("")

    def help(self, _: str) -> None:
        """Tell what may be typed."""
        self.say(tr("The number of a choice makes it. Where a page only goes on, so does an empty line. The words:"))
        self.tell(
            [
                tuple(
                    tr("`{word}`: {does}.", word=tr(typed.TYPED[word]), does=tr(does))
                    for word, does in typed.WORDS.items()
                )
            ]
        )

    def quit(self, _: str) -> None:
        """Leave."""
        self.is_over = True
        self.say(tr("Goodbye.") if self.life.is_over else self._keep_place())

    # ---- saves

    def save(self, number: str) -> None:
        """Save in a slot."""
        slot = self._slot(number)
        if slot is None:
            return
        if slot not in (QUICK, *NUMBERED):
            self.say(
                tr(
                    "`{slot}` keeps itself; `save` and `save 1` to `save {last}` keep a moment.",
                    slot=slot,
                    last=len(NUMBERED),
                )
            )
            return
        try:
            self.saves.write(slot, self.life)
        except SaveProblem as problem:
            self.say(str(problem))
        else:
            self.say(tr("Saved.") if slot == QUICK else tr("Saved in slot {slot}.", slot=slot))

    def load(self, number: str) -> None:
        """Load a slot."""
        slot = self._slot(number)
        if slot is not None:
            self._open(slot)

    def list_saves(self, _: str) -> None:
        """Tell what is saved."""
        kept = self.saves.kept()
        self.tell(
            [tuple(f"{_called(each.slot)}: {each}" for each in kept)] if kept else [(tr("Nothing is saved yet."),)]
        )

    def _slot(self, number: str) -> str | None:
        number = number.lower()
        if not number or number == QUICK:
            return QUICK
        if number.lstrip("0") in NUMBERED:
            return number.lstrip("0")
        if number in {each.slot for each in self.saves.kept()}:
            return number
        self.say(tr("There is no slot `{number}`: they are 1 to {last}.", number=number[:40], last=len(NUMBERED)))
        return None

    def _open(self, slot: str) -> bool:
        """Go on from a slot, and whether that could be done."""
        try:
            loaded = self.saves.read(slot)
        except SaveProblem as problem:
            self.say(str(problem))
            return False
        self.life = loaded.playthrough
        for notice in loaded.notices:
            self.say(notice)
        self.again("")
        return True


def _called(slot: str) -> str:
    words = name(slot)
    return slot if words == slot else f"{slot} ({words})"
