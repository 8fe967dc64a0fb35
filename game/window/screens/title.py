"""The title page. It is the first frame, so it is drawn before the story is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import attrs
import pygame

from game import disk
from game.language import titled, tr
from game.window import layout, theme
from game.window.press import palette, sheetfile
from game.window.screens.screen import Desk, Screen
from game.window.shelf import Shelf
from game.window.sound.heard import Heard
from game.window.theme import Colour, Look
from game.window.typesetting import marked, plain
from game.window.widgets.button import Button
from game.window.widgets.plate import Plate
from game.window.widgets.seam import Seam
from game.window.widgets.widget import Widget
from game.window.widgets.words import Words

WORDS = 420
"""The width of the words, in units."""
INSET = 56
"""From the Seam to the words."""
CLOSEST = 1.08
"""From one line of the menu to the next at the least, in sizes."""
COVER = 752
"""How wide the cover is printed."""
TITLES = ("title", "title-long", "title-longer", "title-longest")
"""What the story's name is set in: the first that leaves room for the whole menu."""
BAKED_HEIGHTS = (720, 1080, 1440)


class Title(Screen):
    """The cover, the story's name, and what there is to do."""

    name = titled("Title")

    def __init__(self, desk: Desk, shelf: Shelf, chapter: str | None = None) -> None:
        super().__init__(desk)
        self.shelf = shelf
        self._chapter = chapter
        self._after_reading: Callable[[], None] | None = None
        self._cover: tuple[tuple[object, ...], pygame.Surface | None] = ((), None)

    def arrive(self) -> None:
        self.shelf.look_again()
        if hasattr(self.desk, "work"):
            self.shelf.open(self._was_read)

    def _was_read(self) -> None:
        """The story is there, or is known to be unreadable."""
        if self._chapter is not None and self.shelf.story is not None:
            chapter, self._chapter = self._chapter, None
            self.shelf.begin(chapter)
        elif self._after_reading is not None:
            waiting, self._after_reading = self._after_reading, None
            waiting()
        elif self.shelf.story is not None and hasattr(self.desk, "pictures"):
            from game.window import foresight

            foresight.ask_for_beginning(self.desk, self.shelf.story)
        self.shelf.take_stock()
        self.desk.redraw()

    def retell(self) -> None:
        self.shelf.take_stock()  # the titles of the endings that were found

    def heard(self) -> Heard:
        return Heard("title")

    # ---- what is on it

    def compose(self, look: Look) -> Sequence[Widget]:
        width = look.px(min(WORDS * (1 + (look.growth - 1) * 0.5), look.across - 2 * theme.MARGIN))
        left = look.width - look.px(theme.MARGIN) - width
        seam = left - look.px(INSET)
        if seam < look.px(theme.PICTURE_LEAST):
            left = (look.width - width) // 2
        area = pygame.Rect(left, 0, width, look.height)
        return [*self._compose_cover(look, seam), *self._compose_words(look, area)]

    def _compose_cover(self, look: Look, seam: int) -> list[Widget]:
        if seam < look.px(theme.PICTURE_LEAST):
            return []
        dashes = Seam(key="seam", kind="perforated").placed(pygame.Rect(seam, 0, 1, look.height))
        cover = self._printed(look)
        if cover is None:
            return [dashes]
        place = pygame.Rect(0, 0, seam, look.height)
        ground = look.theme.plates[0] if look.theme.plates[0] != look.paper else None
        return [Plate(key="cover", still=cover, looks="", ground=ground).placed(place), dashes]

    def _compose_words(self, look: Look, area: pygame.Rect) -> list[Widget]:
        menu, note = self._menu(look, area.width), self._note()
        placed: list[Widget] = []
        end, floor = 0, look.height - look.px(theme.UNIT)
        for title, use in self._titles():
            placed, end = self._laid(look, area, self._head(title, use), menu, note)
            if end <= floor:
                break
        return self._without_overlap(placed, end)

    def _titles(self) -> Iterator[tuple[str, str]]:
        """The story's name, ever smaller; and, of one that is too long even so, ever less."""
        for use in TITLES:
            yield self.shelf.title, use
        words = self.shelf.title.split()
        for count in range(len(words) - 1, 0, -1):
            yield f"{' '.join(words[:count])}…", TITLES[-1]

    def _head(self, title: str, use: str) -> list[Widget]:
        head: list[Widget] = [Words(key="title", runs=plain(title), use=use, role="heading")]
        if self.shelf.tagline:
            head.append(Words(key="tagline", runs=plain(self.shelf.tagline), use="tagline"))
        return head

    def _laid(
        self, look: Look, area: pygame.Rect, head: list[Widget], menu: list[Button], note: Words | None
    ) -> tuple[list[Widget], int]:
        """The words of the page where they stand, and where the menu ends."""
        under = sum(each.height(look, area.width) for each in menu if each.note_lies == "under" and each.note)
        if under and look.height - under < self._least(look, area, head, len(menu)):
            head = head[:1]
        whole = head
        head, menu = self._fitted(look, area, head, menu, under)
        tail = [note] if note and head is whole else []
        pitch = self._pitch(look, area, [*head, *tail], len(menu), under)
        top = area.y + self._top(look)
        placed = layout.stack(head, look, pygame.Rect(area.x, top, area.width, 0), gap=look.px(theme.UNIT * 2))
        y = layout.bottom(placed, top) + look.px(theme.TITLE_GAP / look.growth)
        for button in menu:
            height = max(pitch, button.height(look, area.width)) if button.note_lies == "under" else pitch
            placed.append(button.placed(pygame.Rect(area.x, y, area.width, height)))
            y += height
        if note:
            height = note.height(look, area.width)
            placed.append(
                note.placed(pygame.Rect(area.x, look.height - look.px(theme.TITLE_FOOT) - height, area.width, height))
            )
        return placed, y

    def _fitted(
        self, look: Look, area: pygame.Rect, head: list[Widget], menu: list[Button], under: int
    ) -> tuple[list[Widget], list[Button]]:
        """Where large type leaves no room for all of it, the tagline gives way, and then the menu is set smaller."""
        for words, use in ((head, "menu"), (head[:1], "menu"), (head, "action"), (head[:1], "action")):
            one_line = look.style(use).leading
            fits = self._pitch(look, area, words, len(menu), under) >= look.style(use).size * CLOSEST and not any(
                attrs.evolve(button, use=use, note="").height(look, area.width) > max(one_line, look.px(theme.TARGET))
                for button in menu
            )
            if fits or (use == "action" and words is not head):
                return words, [attrs.evolve(button, use=use) for button in menu]
        return head, menu

    @staticmethod
    def _without_overlap(placed: list[Widget], end: int) -> list[Widget]:
        """Where large type leaves no room for the note, it gives way."""
        return [widget for widget in placed if widget.key != "note" or widget.bounds.y >= end]

    @staticmethod
    def _least(look: Look, area: pygame.Rect, head: list[Widget], count: int) -> int:
        """How high a page must be for its words and so many lines of the menu, one of which has a note under it."""
        lines = look.style("menu").size * (count - 1)
        return sum(each.height(look, area.width) for each in head) + lines + look.px(theme.TOP * 3)

    @staticmethod
    def _top(look: Look) -> int:
        """From the page's edge to the story's name."""
        return look.px(theme.TITLE_TOP if look.growth == 1 else theme.TOP / look.growth)

    @staticmethod
    def _pitch(look: Look, area: pygame.Rect, words: list[Widget], count: int, under: int) -> int:
        """From one line of the menu to the next: less when the page is short of room, or one has a note under it."""
        told = words[:2]
        around = Title._top(look) + look.px((theme.TITLE_GAP + theme.BOTTOM) / look.growth)
        between = look.px(theme.UNIT * 2) * (len(told) - 1)
        taken = sum(each.height(look, area.width) for each in told) + around + between + under
        room = (look.height - taken) // max(1, count - 1 if under else count)
        return max(look.px(theme.TARGET), min(look.px(theme.MENU_PITCH * look.growth), room))

    def _menu(self, look: Look, width: int) -> list[Button]:
        lines = [
            ("begin", self.shelf.own("begin"), self._wait_for(self._begin)),
            ("days", self.shelf.own("one"), self._wait_for(self._days)),
            ("expect", tr("What to expect"), self._wait_for(self._expect)),
        ]
        if not self.shelf.is_playable:
            lines.clear()
        if self.shelf.endings and self.shelf.is_playable:
            lines.insert(2, ("endings", tr("Endings found"), self._endings))
        lines += [("settings", tr("Settings"), self._settings), ("quit", tr("Quit"), self.desk.leave)]
        buttons = [Button(key=key, label=label, on_press=press) for key, label, press in lines]
        if self.shelf.has_latest and self.shelf.is_playable:
            go_on = Button(
                key="go-on", label=tr("Go on"), note=self.shelf.latest_words, on_press=self._wait_for(self._go_on)
            )
            buttons.insert(0, go_on if go_on.has_room_beside(look, width) else attrs.evolve(go_on, note_lies="under"))
            buttons.insert(1, Button(key="load", label=tr("Load"), on_press=self._wait_for(self._load)))
        return buttons

    @property
    def is_waiting(self) -> bool:
        return self._after_reading is not None and not self.shelf.trouble

    def _note(self) -> Words | None:
        if self.shelf.trouble:
            return Words(key="note", runs=plain(self.shelf.trouble), use="note", role="status", is_live=True)
        if self._after_reading is not None:
            return Words(key="note", runs=marked(tr("*Opening the story…*")), use="note", role="status", is_live=True)
        if not self.shelf.has_notes:
            return None
        return Words(
            key="note",
            runs=marked(tr("Each scene says beforehand what it holds; *What to expect* lists it all.")),
            use="note",
        )

    # ---- the cover

    def _printed(self, look: Look) -> pygame.Surface | None:
        """The cover in this palette: baked for the shipped story, pressed for any other that has one."""
        key = (look.height, look.theme.name, hasattr(self.desk, "pictures"))
        if self._cover[0] != key or not self.shelf.is_shipped:
            self._cover = (key, self._baked(look) if self.shelf.is_shipped else self.shelf.cover(look, COVER))
        return self._cover[1]

    def _baked(self, look: Look) -> pygame.Surface | None:
        grain = self.desk.pictures.grain(look) if hasattr(self.desk, "pictures") else None
        return _on_paper(look, grain)

    # ---- what it does

    def _wait_for(self, do: Callable[[], None]) -> Callable[[], None]:
        """Do it once the story has been read, which is mostly at once."""

        def press() -> None:
            if self.shelf.story is not None:
                do()
            elif not self.shelf.trouble:
                self._after_reading = do

        return press

    def _begin(self) -> None:
        from game.window.screens.name import Name

        self.desk.open(Name(self.desk, self.shelf), "fade")

    def _go_on(self) -> None:
        self.shelf.go_on()

    def _load(self) -> None:
        from game.window.screens.saves import Saves

        self.desk.open(Saves(self.desk, self.shelf), "fade")

    def _endings(self) -> None:
        from game.window.screens.endings import Endings

        self.desk.open(Endings(self.desk, self.shelf), "fade")

    def _days(self) -> None:
        from game.window.screens.days import Days

        self.desk.open(Days(self.desk, self.shelf), "fade")

    def _expect(self) -> None:
        from game.window.screens.content_notes import ContentNotes

        self.desk.open(ContentNotes(self.desk, self.shelf), "fade")

    def _settings(self) -> None:
        from game.window.screens.settings import SettingsPage

        self.desk.open(SettingsPage(self.desk), "fade")


@lru_cache(maxsize=1)
def _on_paper(look: Look, grain: pygame.Surface | None) -> pygame.Surface | None:
    """The cover with the paper's fibres, printed once: whoever comes back from a life meets it again."""
    cover = _baked(look)
    if cover and grain:
        cover.blit(grain, (0, 0), special_flags=pygame.BLEND_RGB_MULT)
        _baked.cache_clear()  # it is without fibres no more
    return cover


@lru_cache(maxsize=1)
def _baked(look: Look) -> pygame.Surface | None:
    """The shipped cover, printed when the game was built for the nearest height."""
    height = min(BAKED_HEIGHTS, key=lambda each: (each < look.height, abs(each - look.height)))
    try:
        pixels, size = sheetfile.read(disk.asset(f"title/title-{height}.png").read_bytes())
    except (OSError, sheetfile.NotASheet):
        return None
    sheet = pygame.image.frombytes(pixels, size, "P")
    sheet.set_palette(palette.palette(palette.Inks(*look.theme.plates)))
    cover = pygame.Surface(size, 0, 32)
    cover.blit(sheet, (0, 0))
    return cover if height == look.height else _scaled(cover, look.height / height, look.theme.plates[0])


def _scaled(cover: pygame.Surface, scale: float, paper: Colour) -> pygame.Surface:
    """The cover at another size. Scaling makes it a shade darker, which is given back: else its paper is not the page's."""
    scaled = pygame.transform.smoothscale_by(cover, scale)
    lost = [max(0, wanted - is_now) for wanted, is_now in zip(paper, scaled.get_at((1, 1)), strict=False)]
    scaled.fill(lost, special_flags=pygame.BLEND_RGB_ADD)
    return scaled
