"""What matters before anything else, asked once: how large, on which paper, how still, aloud or by one switch.

Nobody's wishes are known yet, so the page is larger than pages are, black on white, and spoken where the system can speak
and nothing else reads it aloud. Left alone for a while, its pointer goes round by itself, for whoever has one switch; the
first press then only stops it, for whoever had not seen that it moves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import attrs
import pygame

from game import language
from game.language import later, later_as, titled, tr
from game.window import layout, switch, theme, typesetting
from game.window.keymap import Action
from game.window.presets import EAR, KEYS, LARGE, SWITCH, Preset
from game.window.screens.paper import Paper, Row
from game.window.screens.screen import Desk
from game.window.settings import Settings
from game.window.theme import Look
from game.window.typesetting import marked
from game.window.widgets.button import Button
from game.window.widgets.option import Option
from game.window.widgets.sample import Sample
from game.window.widgets.widget import Widget
from game.window.widgets.words import Words

TYPE_CHECKING = False  # importing it from `typing` costs time before the first frame
if TYPE_CHECKING:
    from game.window.system import Asked

LEAST_PERCENT = 150
"""The least size of text on these pages, which whoever needs larger type has to read first."""
ALONE_MS = 8_000
SPOKEN_MS = 30_000
"""How long nothing is done before the pointer goes round by itself; and where the page is spoken first."""
ROUND_MS = 3_000
"""How long it then stays at each thing."""

INTRO = later(
    "How do you like to read? Arrows and enter choose, or a click. All of it can be changed later, under *Settings*."
)
ROUND = later(
    "The pointer goes round for whoever has one switch: the first press stops it, the next takes what it is at."
)
SAMPLE = later("The kettle is on. *Nobody* has asked you for anything yet.")
VOLUMES = ("volume_music", "volume_places", "volume_effects")

OFF_ON = (later("off"), later("on"))
SIZES = tuple(f"{size} %" for size in theme.TEXT_SIZES)
PAPERS = (
    ("day", later_as("Paper", "day")),
    ("night", later_as("Paper", "night")),
    ("sharp", later_as("Paper", "high contrast")),
)
SWITCHES = (
    ("off", later_as("Switches", "none")),
    ("3", later_as("Switches", "one")),
    ("two", later_as("Switches", "two")),
)


class FirstStart(Paper):
    """A page of wishes to be taken together, and after it one thing at a time."""

    name = titled("Before you begin")
    longest = theme.LONGEST_LINE

    def __init__(self, desk: Desk, then: Callable[[], None], *, is_again: bool = False) -> None:
        """`then` goes on from the page; `is_again` where it is come back to from the settings."""
        super().__init__(desk)
        self._then = then
        self._is_again = is_again
        self._touched: set[str] = set()
        """The wishes that were gone through one at a time."""
        self._is_spoken_unasked = False
        self._idle_since = desk.now_ms
        self._goes_round = False
        self._went_round = False
        """Whether nothing else has moved the pointer since it last went round."""
        self._pointed_at: str | None = None
        self._asks_the_system = not is_again
        self._first_single = 1
        """The first page of one thing at a time."""
        self._shown: Sequence[Widget] = ()

    # ---- how it looks

    @property
    def _is_together(self) -> bool:
        return (self._page or 0) < self._first_single

    @property
    def heading(self) -> str:  # type: ignore[override]
        return tr("Before you begin") if self._is_together else tr("One thing at a time")

    @property
    def back_label(self) -> str:  # type: ignore[override]
        if self._is_again:
            return tr("Back")
        return tr("Begin as it is") if self._is_together else tr("Begin")

    @property
    def preferred(self) -> str | None:
        if self._is_together:
            return "back"
        return next((each.key for each in self._shown if each.takes_focus and each.key != "language"), None)

    def dress(self, look: Look) -> Look:
        is_chosen = self._is_again or "palette" in self._touched
        shown = look.theme if is_chosen else theme.SHARP
        return attrs.evolve(look, theme=shown, percent=max(LEAST_PERCENT, look.percent))

    # ---- what is on it

    def rows(self) -> Sequence[Row]:
        return self._together()

    def _paged(self, look: Look, body: pygame.Rect) -> list[list[Widget]]:
        def gap(row: Row) -> int:
            return look.px(theme.UNIT * (5 if isinstance(row, Button | Sample) else 1))

        together = layout.paged(self._together(), look, body, gap)
        if self._page is not None and not self._is_together:
            self._page += len(together) - self._first_single
        self._first_single = len(together)
        return [*together, *layout.paged(self._single(), look, body, gap)]

    def compose(self, look: Look) -> Sequence[Widget]:
        page = list(super().compose(look))
        other = self._other_language(look, page[0])
        if other is not None:
            heading = page[0].bounds.copy()
            heading.width = other.bounds.x - heading.x - look.px(theme.POINTER_REACH)
            page[:1] = [page[0].placed(heading), other]
        self._shown = page
        return self._shown

    def _other_language(self, look: Look, heading: Widget) -> Widget | None:
        """The way to the next of the languages there are, by its own name, at the right of the heading; none where there is but one,
        or no room.
        """
        codes = language.codes()
        after = codes[(codes.index(language.now().code) + 1) % len(codes)]
        if len(codes) < 2:
            return None
        name = language.name_of(after)
        taken = typesetting.set_lines(
            typesetting.plain(self.heading), look.style("heading"), heading.bounds.width
        ).width
        wide = typesetting.line_width(name, look.style("action"))
        right = look.width - look.px(theme.MARGIN)
        if heading.bounds.x + taken + look.px(theme.POINTER_REACH) + wide > right:
            return None
        speak = partial(self._wish, "language", after)
        button = Button(key="language", label=name, use="action", align="right", on_press=speak)
        return button.placed(
            pygame.Rect(right - wide, heading.bounds.y, wide, max(look.px(theme.TARGET), heading.bounds.height))
        )

    def _together(self) -> list[Row]:
        by_switch = self._went_round or self.desk.hands.used == "mouse"
        intro = tr(ROUND if self._went_round else INTRO)
        rows: list[Row] = [Words(key="intro", runs=marked(intro), use="row", role="paragraph")]
        rows += (self._offer(preset) for preset in (LARGE, EAR, SWITCH if by_switch else KEYS))
        return [*rows, Button(key="single", label=tr("One thing at a time"), use="action", on_press=self._open_single)]

    def _offer(self, preset: Preset) -> Button:
        return Button(
            key=preset.key,
            label=tr(preset.label),
            note=tr(preset.note),
            use="action",
            note_use="row-note",
            note_lies="under",
            on_press=partial(self._take_preset, preset),
        )

    def _single(self) -> list[Row]:
        wishes = self.desk.settings
        return [
            self._option("text_percent", later("Text size"), tuple(zip(theme.TEXT_SIZES, SIZES, strict=True))),
            self._option("palette", later("Paper"), PAPERS),
            Sample(key="sample", runs=marked(tr(SAMPLE)), settings=wishes),
            self._option("is_reduced", later("Reduce motion"), tuple(zip((False, True), OFF_ON, strict=True))),
            self._option("is_voiced", later("Spoken aloud"), tuple(zip((False, True), OFF_ON, strict=True))),
            Option(
                key="sound",
                label=tr("Sound"),
                values=tuple(tr(word) for word in OFF_ON),
                at=int(_sounds(wishes)),
                on_pick=self._sound,
            ),
            self._option("switch", later("Switches"), SWITCHES),
            *self._languages(),
        ]

    def _languages(self) -> list[Row]:
        codes = language.codes()
        if len(codes) < 2:
            return []
        names, at = tuple(map(language.name_of, codes)), codes.index(language.now().code)
        speak = partial(self._speak, codes)
        return [Option(key="language", label=tr("Language"), values=names, at=at, on_pick=speak)]

    def _speak(self, codes: tuple[str, ...], at: int) -> None:
        self._wish("language", codes[at])

    def _option(self, field: str, label: str, values: Sequence[tuple[Any, str]]) -> Option:
        kept = [value for value, _ in values]
        now = getattr(self.desk.settings, field)
        at = kept.index(now) if now in kept else 1
        words = tuple(tr(word) for _, word in values)
        return Option(key=field, label=tr(label), values=words, at=at, on_pick=lambda at: self._wish(field, kept[at]))

    # ---- what it does

    def _wish(self, field: str, value: Any) -> None:
        self._touched.add(field)
        self.desk.change(attrs.evolve(self.desk.settings, **{field: value}))

    def _sound(self, at: int) -> None:
        usual = Settings()
        loud: dict[str, Any] = {field: getattr(usual, field) if at else 0 for field in VOLUMES}
        self.desk.change(attrs.evolve(self.desk.settings, **loud))

    def _take_preset(self, preset: Preset) -> None:
        self._touched.update(field for field, _ in preset.wishes)
        self.desk.change(preset.taken(self.desk.settings))
        self._go_on()
        self.desk.tell(tr("{what}: {note}.", what=tr(preset.label), note=tr(preset.note)))

    def go_back(self) -> None:
        """Go on with whatever is wished for by now."""
        self._go_on()

    def _go_on(self) -> None:
        wishes = attrs.evolve(self.desk.settings, is_asked=True)
        if self._is_spoken_unasked and self._is_together and "is_voiced" not in self._touched:
            wishes = attrs.evolve(wishes, is_voiced=False)
        self.desk.change(wishes)
        self.desk.pass_by("fade")
        self._then()

    def _open_single(self) -> None:
        self.turn(self._first_single)

    def turn(self, page: int) -> None:
        super().turn(page)
        self.focus.key = None

    def allows(self, action: Action, *, aimed_ms: int | None = None) -> bool:
        """A key that is pressed while the pointer goes round stops it where it is: it may have been meant for where it was."""
        if not self._goes_round or aimed_ms is not None or action is not Action.PRESS:
            return True
        self._goes_round, self._idle_since = False, self.desk.now_ms
        self.desk.tell(tr("Press again to take it."))
        return False

    def act(self, action: Action) -> bool:
        if action is not Action.PRESS:
            self._goes_round = self._went_round = False
        return super().act(action)

    # ---- before anybody has said anything

    def arrive(self) -> None:
        if not self._asks_the_system or not hasattr(self.desk, "work"):
            return
        self._asks_the_system = False
        self.desk.work.begin(_system, self._heed, lambda _: None)

    def _heed(self, found: tuple[Asked, bool]) -> None:
        """Take what the system says for what the player says, until they say otherwise."""
        asked, can_speak = found
        wishes = self.desk.settings
        if wishes.is_asked:
            return
        if asked.is_reduced and "is_reduced" not in self._touched:
            wishes = attrs.evolve(wishes, is_reduced=True)
        if asked.has_contrast and "palette" not in self._touched:
            wishes = attrs.evolve(wishes, palette="sharp")
        if can_speak and not wishes.is_voiced and not self.desk.is_read_aloud:
            self._is_spoken_unasked = True
            wishes = attrs.evolve(wishes, is_voiced=True)
        if wishes != self.desk.settings:
            self.desk.change(wishes)

    # ---- the pointer, left alone

    def tick(self, now_ms: int) -> bool:
        """Let the pointer go round where nothing is done; it rests again as soon as something moves it."""
        if self.focus.key != self._pointed_at:
            self._pointed_at, self._idle_since = self.focus.key, now_ms
            self._goes_round = self._went_round = False
        alone = SPOKEN_MS if self.desk.settings.is_voiced else ALONE_MS
        is_due = now_ms - self._idle_since >= (ROUND_MS if self._goes_round else alone)
        if not is_due or self._is_again or self.desk.settings.switch != "off":
            return False
        if not self._goes_round:
            self.focus.key = None
        self._goes_round = self._went_round = True
        self._idle_since = now_ms
        switch.go_on(self._shown, self.focus)
        self._pointed_at = self.focus.key
        return True


def _sounds(settings: Settings) -> bool:
    return any(getattr(settings, field) for field in VOLUMES)


def _system() -> tuple[Asked, bool]:
    """What the system says, and whether it can speak. Slow: off the main thread."""
    from game.window import system
    from game.window.voice import platforms

    return system.asked(), platforms.found() is not None
