"""The window, its loop and the stack of screens. It sleeps until something changes, and draws only then."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import attrs
import pygame

from game import language
from game.language import tr
from game.window import bindings, placing, strokes, switch, theme, typesetting
from game.window import settings as wishes
from game.window.bindings import Bindings
from game.window.focus import STEPS
from game.window.hands import Hands
from game.window.keymap import BUTTONS, NUMBERS, ONCE, WHEEL, Action
from game.window.motion import movement
from game.window.passages import Giving, Kind
from game.window.screens.screen import Passage, Screen
from game.window.settings import Settings
from game.window.shelf import Shelf
from game.window.sound.sound import Sound
from game.window.theme import Look
from game.window.widgets.option import Option
from game.window.widgets.widget import Widget

TYPE_CHECKING = False
if TYPE_CHECKING:
    from game.window.changed import Drawn
    from game.window.pictures import Pictures
    from game.window.reader import Reader
    from game.window.voice.voice import Voice
    from game.window.work import Work

SIZE = (1280, 720)
LARGE_SIZE = (1920, 1080)
"""The window at first, and on a desktop with room for it."""


MUST_LISTEN_FIRST = sys.platform == "win32"
"""Windows asks a window for its accessibility tree the moment it is shown, so the tree must be there by then."""
ASKED_BY = (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN, pygame.MOUSEWHEEL, pygame.MOUSEMOTION, pygame.TEXTINPUT)
"""The events by which somebody asks for something, and so has heard enough of what is being said."""
UNSEEN = ("offscreen", "dummy")
"""Where SDL draws when it finds no display. Wanted only when somebody asks for it."""


class NoDisplay(Exception):
    """There is no display to open a window on."""


def run(story: Path | None, chapter: str | None, first: Callable[[App], Screen] | None = None) -> int:
    """Play a story in a window until it is closed; the shipped one when none is named.

    Args:
        story: The story's folder.
        chapter: A day to begin with, at once; the title page otherwise.
        first: Makes the page to begin with instead of the title, for a window that somebody else turns the pages of.

    Raises:
        NoDisplay: There is no display to open a window on.
    """
    from game.window.screens.title import Title

    kept = wishes.load()
    language.speak(language.wanted(kept.language))
    app = App(_window(kept), kept, story)
    if MUST_LISTEN_FIRST:
        app.open_reader()
        app.window = _opened(full_screen=kept.is_full_screen)
    title = Title(app, app.shelf, chapter)
    if first is not None:
        app.begin_with(first(app), "cut")
    elif kept.is_asked:
        app.begin_with(title, "cut")
    else:
        from game.window.screens.first_start import FirstStart

        app.begin_with(FirstStart(app, lambda: app.begin_with(title)), "cut")
    app.draw()
    app.settle_in()
    try:
        app.live()
    finally:
        app.shut()
    return 0


def _window(kept: Settings) -> pygame.Surface:
    """The window itself. Nothing but what the first page needs is started: no sound, no joysticks."""
    os.environ.setdefault("SDL_WINDOWS_DPI_AWARENESS", "permonitorv2")
    os.environ["SDL_VIDEO_X11_WMCLASS"] = "ampersand"  # pygame has put the name of a file there
    try:
        pygame.display.init()
        if pygame.display.get_driver() in UNSEEN and not os.environ.get("SDL_VIDEODRIVER"):
            raise NoDisplay("SDL found no display, and would have drawn where nobody sees it")
        pygame.font.init()
        return _opened(full_screen=kept.is_full_screen, flags=pygame.HIDDEN if MUST_LISTEN_FIRST else pygame.SHOWN)
    except pygame.error as refused:
        raise NoDisplay(str(refused)) from refused


def _opened(*, full_screen: bool, flags: int = pygame.SHOWN) -> pygame.Surface:
    desktops = pygame.display.get_desktop_sizes()
    desktop = desktops[0]
    pygame.display.set_caption("Ampersand")
    if full_screen:
        return pygame.display.set_mode(desktop, flags | pygame.FULLSCREEN)
    if (place := placing.wanted(desktops)) is not None:
        os.environ["SDL_VIDEO_WINDOW_POS"] = f"{place.left},{place.top}"
        return pygame.display.set_mode((place.width, place.height), flags | pygame.RESIZABLE)
    has_room = all(room > size * 1.25 for room, size in zip(desktop, LARGE_SIZE, strict=True))
    width, height = LARGE_SIZE if has_room else SIZE
    return pygame.display.set_mode((min(width, desktop[0]), min(height, desktop[1])), flags | pygame.RESIZABLE)


class App:
    """The desk that screens lie on: what they ask of the window is `screens.screen.Desk`."""

    pictures: Pictures
    work: Work

    def __init__(self, window: pygame.Surface, kept: Settings, story: Path | None = None) -> None:
        self.window = window
        self.settings = kept
        self.hands = Hands()
        self.shelf = Shelf(self, story)
        """The story that is played here, and its saves."""
        self.sound = Sound(kept, self.shelf.folder)
        self.screens: list[Screen] = []
        self.now_ms = 0
        self.notice = ""
        self.redraws = 0
        self._notice_until = 0
        self._widgets: tuple[Widget, ...] = ()
        self._is_stale = True
        self._is_leaving = False
        self._giving: Giving | None = None
        """The page that is giving way to the one on top."""
        self._coming: pygame.Surface | None = None
        """The one on top, drawn, while that goes on."""
        self._before: pygame.Surface | None = None
        """Where the page that is giving way is kept."""
        self._drawn: Drawn | None = None
        """The page as it was drawn last."""
        self._drawn_on: pygame.Surface | None = None
        """Where that is what there is to see: the window, or the page that is coming."""
        self._has_ahead = False
        """Whether something may be left to make ready for the next page."""
        self._reader: Reader | None = None
        self._voice: Voice | None = None
        self._arrivals = 0
        self._is_asked = False
        self._pointer: tuple[int, int] | None = None
        self._moved_ms = 0
        self._held: set[int] = set()
        self._guard_until = 0
        self._paper: pygame.Surface | None = None

    # ---- what screens ask for

    @property
    def top(self) -> Screen:
        return self.screens[-1]

    def open(self, screen: Screen, passage: Passage = "cut") -> None:
        self.pass_by(passage)
        self.screens.append(screen)
        self.sound.effect("page")
        self._arrive()
        self.redraw()

    def close(self) -> None:
        if len(self.screens) == 1:
            return
        self.screens.pop()
        self.sound.effect("page")
        self._arrive()
        self.redraw()

    @property
    def is_read_aloud(self) -> bool:
        return self._reader is not None and self._reader.is_heard

    @property
    def is_speaking(self) -> bool:
        return self._voice is not None and self._voice.is_speaking

    @property
    def voices(self) -> tuple[str, ...]:
        return self._voice.names(self.work) if self._voice is not None else ()

    def begin_with(self, screen: Screen, passage: Passage = "fade") -> None:
        self.pass_by(passage)
        self.screens = [screen]
        self._arrive()
        self.redraw()

    def _arrive(self) -> None:
        """Another page lies on top: what was meant for the one before must not press anything on it."""
        if self.redraws:
            self._guard_until = self.now_ms + theme.GUARD_MS
        self.hands.pads.rest()
        self._arrivals += 1
        self.top.arrive()

    def leave(self) -> None:
        self._is_leaving = True

    def change(self, settings: Settings) -> None:
        is_switched = settings.is_full_screen != self.settings.is_full_screen
        is_in_other_words = settings.language != self.settings.language
        self.settings = settings
        self.sound.change(settings)
        if is_in_other_words:
            language.speak(settings.language or language.wanted())
            self.shelf.retell(self._retell)
        if is_switched:
            self._keep_place(is_full_screen=not settings.is_full_screen)
            self.window = _opened(full_screen=settings.is_full_screen)
        if self._voice is not None:
            self._voice.attend(settings)
        self._resized()
        self.work.begin(lambda: wishes.keep(settings), lambda _: None, self._not_kept)

    def rebind(self, given: Bindings) -> None:
        self.hands.bindings = given
        self.work.begin(lambda: bindings.keep(given), lambda _: None, self._not_kept)
        self.redraw()

    def _keep_place(self, *, is_full_screen: bool) -> None:
        """Write down where the window is, unless it is the whole screen. Where the disk refuses, it opens as at first."""
        if not is_full_screen:
            with contextlib.suppress(OSError):
                placing.keep(self.window)

    def _retell(self) -> None:
        """Another language is spoken, and the story is told in it: what lies open is told again."""
        for screen in self.screens:
            screen.retell()
        self.redraw()

    def _not_kept(self, error: Exception) -> None:
        self.tell(tr("The settings could not be kept: {error}", error=error))

    def tell(self, notice: str) -> None:
        self.notice = notice
        self._notice_until = self.now_ms + theme.NOTICE_MS + theme.NOTICE_CHARACTER_MS * len(notice)
        self.redraw()

    def pass_by(self, passage: Passage) -> None:
        """Let the page as it is give way to the next drawn."""
        if passage == "cut" or not self.redraws:
            return
        self.redraw()
        seam = self._seam()
        kind: Kind = passage if passage in ("turn", "tear") and not self.settings.is_reduced else "fade"
        usual, reduced = {
            "fade": (theme.SHORT_FADE_MS, 0),
            "picture": (theme.FADE_MS, 0),
            "turn": (theme.TURN_MS, theme.SHORT_FADE_MS),
            "tear": (theme.TEAR_MS if seam is not None else theme.FADE_MS, theme.SHORT_FADE_MS),
        }[passage]
        moving = movement(self.now_ms, usual, is_reduced=self.settings.is_reduced, reduced_ms=reduced)
        self._before = _room(self._before, self.window)
        self._before.blit(self.window, (0, 0))
        self._giving = Giving(kind, moving, self._before, seam)

    def _seam(self) -> int | None:
        """Where the page as it is could be torn: beside its picture, where that stands at one side."""
        plate = next((each.bounds for each in self._widgets if each.key == "picture"), None)
        if plate is None or plate.width >= self.window.get_width():
            return None
        return plate.right if plate.left <= 0 else plate.left

    @property
    def aside(self) -> float | None:
        if self._pointer is None or not self._moved_ms or self.hands.used != "mouse":
            return None
        return max(-1.0, min(1.0, self._pointer[0] / self.window.get_width() * 2 - 1))

    @property
    def shown_ms(self) -> int:
        return self.now_ms if self._giving is None else self._giving.movement.end_ms

    def redraw(self) -> None:
        self._is_stale = True

    # ---- life

    def settle_in(self) -> None:
        """What waits until the first page is seen: the press, the worker, the screen reader's tree."""
        from game.window.pictures import Pictures
        from game.window.work import Work

        self.work = Work()
        self.pictures = Pictures()
        self.pictures.open()
        if self._reader is None:
            self.open_reader()
        self._open_voice()
        pygame.key.set_repeat(400, 60)
        self.hands.pads.open()
        self.sound.open()
        if self.sound.trouble:
            self.tell(self.sound.trouble)
        self.top.arrive()
        self.pictures.paper(self.look)
        self._before, self._coming = (_room(None, self.window) for _ in range(2))
        self.redraw()

    def open_reader(self) -> None:
        """Begin to say what the pages say."""
        from game.window.reader import Reader

        self._reader = Reader()
        self._reader.open(pygame.display.get_wm_info().get("window"))
        self._place()

    def _open_voice(self) -> None:
        from game.window.voice.voice import Voice, is_written_down

        if is_written_down():
            self.settings = attrs.evolve(self.settings, is_voiced=True)
        self._voice = Voice()
        self._voice.attend(self.settings)

    def live(self) -> None:
        """Take what comes until the player leaves. Events are polled: `pygame.event.wait` wakes far more often."""
        while not self._is_leaving:
            self.turn()
            pygame.time.wait(theme.FRAME_MS if self._is_moving() else theme.POLL_MS)

    def turn(self) -> None:
        """Take what has come, let time pass, and draw if anything changed."""
        self.now_ms = pygame.time.get_ticks()
        for event in pygame.event.get():
            self._is_asked |= event.type in ASKED_BY
            self._take(event)
        self._hear()
        has_arrived = self._pass_time()
        if self._is_stale:
            self.draw()
        elif has_arrived:
            pass  # what moves on the page waits for the next turn
        elif moved := self.top.moved(self.look):
            self._draw_moved(moved)
        elif self._giving is not None:
            self._give_way()
        elif not self._is_asked:
            self._look_ahead()
        self._is_asked = False

    def _look_ahead(self) -> None:
        """Make a little ready of what the next page may need."""
        self._has_ahead = self.top.look_ahead(self.look) or self.pictures.look_ahead()

    def shut(self) -> None:
        """Let go of everything, once what is being written is written."""
        self.work.finish()
        self._keep_place(is_full_screen=self.settings.is_full_screen)
        if self._voice is not None:
            self._voice.close()
        self.shelf.close()
        self.pictures.close()
        self.sound.close()
        pygame.quit()

    def _is_moving(self) -> bool:
        is_moving = self._giving is not None or self.top.is_moving(self.now_ms)
        return is_moving or self._has_ahead or self.pictures.is_printing

    def _pass_time(self) -> bool:
        """Let what goes on by itself go on; whether a page has just been shown whole."""
        has_arrived = False
        if self.work.deliver():
            self.redraw()
        if self.pictures.poll():
            self._take_picture()
        if self._giving is not None and self._giving.movement.is_over(self.now_ms):
            has_arrived = self._arrived()
        if self.notice and self.now_ms >= self._notice_until:
            self.notice = ""
            self.redraw()
        if self.top.tick(self.now_ms):
            self.redraw()
        self.sound.duck(self._voice is not None and self._voice.is_speaking)
        if self.sound.pass_time(self.now_ms):
            self.redraw()
        self._point_again()
        self._scan_on()
        if self._voice is not None and (silence := self._voice.news()):
            self.tell(silence)
        return has_arrived

    def _take_picture(self) -> None:
        """Something has come from the press: let it appear gently."""
        if self._giving is None:
            self.pass_by("picture")
        self._drawn_on = None  # what draws a picture may not say that it has come
        self.redraw()

    # ---- drawing

    @property
    def look(self) -> Look:
        width, height = self.window.get_size()
        palette = theme.THEMES[self.settings.palette]
        look = Look(palette, width, height, self.settings.text_percent, self.settings.face, self.top.ink)
        lines, letters = self.settings.line_spacing, self.settings.letter_spacing
        return self.top.dress(attrs.evolve(look, line_spacing=lines, letter_spacing=letters))

    def draw(self) -> None:
        """Draw the page as it is now."""
        self._is_stale, self._has_ahead = False, True
        look = self.look
        self.sound.hear(self.top.heard())
        self._widgets = self._composed(look)
        self.top.focus.settle(self._widgets, self.top.preferred)
        areas = self._changed(look)
        if areas is None or areas:
            self._show(look, areas or ())
        else:
            self.redraws += 1
        self._say()

    def _changed(self, look: Look) -> list[pygame.Rect] | None:
        """Where the window shows something else than the page; none for all over, as at first."""
        if not self.redraws:
            return None
        from game.window.changed import Drawn

        before, self._drawn = self._drawn, Drawn(look, self._sheet(look), self._widgets, self.top.focus.key)
        canvas = self._canvas()
        is_kept = self._drawn_on is canvas and not self._is_scanning
        self._drawn_on = canvas
        return before.areas(self._drawn) if is_kept and before is not None else None

    def _draw_moved(self, moved: Sequence[Widget]) -> None:
        """Draw what has moved, and nothing of the page where it does not lie."""
        by_key = {widget.key: widget for widget in moved}
        self._widgets = tuple(by_key.get(widget.key, widget) for widget in self._widgets)
        if self._drawn is not None:
            self._drawn = attrs.evolve(self._drawn, widgets=self._widgets)
        look = self.look
        around = 2 * look.px(theme.UNIT)
        self._show(look, [widget.bounds.inflate(around, around) for widget in moved])

    def _show(self, look: Look, areas: Sequence[pygame.Rect] = ()) -> None:
        """Draw the page, in those areas of it or all over, and let it be seen."""
        canvas = self._canvas()
        for area in areas or (canvas.get_rect(),):
            canvas.set_clip(area)
            canvas.blit(self._sheet(look), (0, 0))
            self._draw_widgets(canvas, look, area)
        canvas.set_clip(None)
        if self._giving is not None:
            self._give_way()
        elif areas:
            pygame.display.update(list(areas))
        else:
            pygame.display.flip()
        self.redraws += 1

    def _draw_widgets(self, canvas: pygame.Surface, look: Look, area: pygame.Rect) -> None:
        """Draw whatever reaches into that area of the page."""
        reach = look.px(theme.POINTER_REACH) * 2
        is_whole = area.size == canvas.get_size()
        for widget in self._widgets:
            if not is_whole and not widget.bounds.inflate(reach, reach).colliderect(area):
                continue
            is_focused = widget.key == self.top.focus.key
            widget.draw(canvas, look, is_focused=is_focused)
            if self._is_scanning and is_focused:
                switch.frame(canvas, look, widget)

    def _canvas(self) -> pygame.Surface:
        """Where the page is drawn: beside the window, while the page before it still gives way."""
        if self._giving is None:
            return self.window
        self._coming = _room(self._coming, self.window)
        self._coming.set_alpha(None)
        return self._coming

    def _give_way(self) -> None:
        """Show the moment between two pages; the one that is coming is drawn already."""
        assert self._giving is not None
        assert self._coming is not None
        if not self._giving.movement.part(self.now_ms):
            return  # what is seen is still the page before
        self._giving.draw(self.window, self._coming, self.look, self.top.ink, self.now_ms)
        pygame.display.flip()

    def _arrived(self) -> bool:
        """Show the page that was coming as it is drawn already, unless it has yet to be; whether it is shown."""
        self._giving = None
        if self._coming is None or self._is_stale:
            self.redraw()
            return False
        self._coming.set_alpha(None)
        self.window.blit(self._coming, (0, 0))
        pygame.display.flip()
        self._drawn_on = self.window
        self.redraws += 1
        self._say()
        return True

    def _composed(self, look: Look) -> tuple[Widget, ...]:
        """The page on top, and over it what is to be noticed."""
        page = tuple(self.top.compose(look))
        if self._is_scanning and self.top.is_scene:
            page = switch.with_menu(page, look, self._open_menu)
        if self.notice:
            from game.window.widgets.notice import notice

            page = (*page, notice(self.notice, page, look))
        return self._captioned(page, look)

    def _captioned(self, page: tuple[Widget, ...], look: Look) -> tuple[Widget, ...]:
        """The page, and on it what is heard in words, where that is wished."""
        if not self.settings.has_captions or not self.sound.captions.now:
            return page
        from game.window.widgets.caption import caption

        shown = caption(self.sound.captions.now, page, look)
        if shown.has_place:
            self.sound.captions.stands(self.now_ms)
        return (*page, shown)

    def _sheet(self, look: Look) -> pygame.Surface:
        if hasattr(self, "pictures"):
            return self.pictures.paper(look)
        plain = pygame.Surface(self.window.get_size())
        plain.fill(look.paper)
        return plain

    def _resized(self) -> None:
        typesetting.forget()
        self._giving = None
        self._drawn_on = None
        self._place()
        self.redraw()

    # ---- saying

    def _say(self) -> None:
        if self._reader is None or self._voice is None:
            return
        from game.window.reader import Page
        from game.window.voice.voice import Place

        said = tuple(words for widget in self._widgets if (words := widget.says()) is not None)
        focus = self.top.focus.key if any(words.key == self.top.focus.key for words in said) else None
        page = Page(self.top.name, said, focus, self.window.get_size(), self.redraws, self.sound.playing)
        self._reader.say(page)
        is_asked = self._is_asked or self.top.is_hurrying
        self._voice.hear(page, Place(self._arrivals, self.top.page), is_asked=is_asked)

    def _place(self) -> None:
        if self._reader is not None:
            x, y = pygame.display.get_window_position()
            self._reader.place(x, y, *self.window.get_size())

    def _hear(self) -> None:
        """Do what a screen reader asks."""
        while self._reader is not None and (asked := self._reader.asked()) is not None:
            widget = next((each for each in self._widgets if each.key == asked.key), None)
            if widget is None:
                continue
            self._is_asked = True
            self.top.focus.give(widget.key)
            action = {"CLICK": Action.PRESS, "INCREMENT": Action.RIGHT, "DECREMENT": Action.LEFT}.get(asked.action)
            if action is not None:
                widget.operate(action)
            self.redraw()

    # ---- events

    def _take(self, event: pygame.Event) -> None:
        if event.type == pygame.KEYDOWN:
            self._take_key(event)
        elif event.type == pygame.TEXTINPUT:
            self._is_stale |= self.top.type(event.text)
        elif event.type == pygame.MOUSEMOTION:
            self._point(event.pos)
        elif event.type == pygame.KEYUP:
            self._held.discard(event.key)
            self._is_stale |= self.top.let_go(self._asked_for(strokes.of_key(event)))
        elif event.type == pygame.MOUSEBUTTONDOWN:
            self._take_button(event)
        elif event.type == pygame.MOUSEWHEEL and event.y:
            self._do(WHEEL[1 if event.y > 0 else -1])
        elif (stroke := self.hands.pads.take(event, self.now_ms)) is not None:
            self._take_pad(stroke)
        else:
            self._take_from_system(event)

    def _take_from_system(self, event: pygame.Event) -> None:
        """What happens to the window rather than in it."""
        if event.type == pygame.QUIT:
            self.leave()
        elif event.type in (pygame.WINDOWSIZECHANGED, pygame.VIDEORESIZE):
            self.window = pygame.display.get_surface() or self.window
            self._resized()
        elif event.type == pygame.WINDOWMOVED:
            self._place()
        elif event.type == pygame.WINDOWEXPOSED:
            self._drawn_on = None
            self.redraw()
        elif event.type == pygame.DROPFILE:
            from game.window import carrying

            carrying.drop(self, Path(event.file))
        elif event.type in (pygame.WINDOWFOCUSGAINED, pygame.WINDOWFOCUSLOST) and self._reader is not None:
            self._held.clear()
            self.hands.pads.rest()
            self.sound.attend(has_focus=event.type == pygame.WINDOWFOCUSGAINED)
            self._reader.attend(has_focus=event.type == pygame.WINDOWFOCUSGAINED)

    def _take_key(self, event: pygame.Event) -> None:
        is_repeat = event.key in self._held
        self._held.add(event.key)
        self._is_stale |= self.hands.use("keys")
        names = strokes.of_key(event)
        if self.top.is_listening:
            if not is_repeat and not strokes.is_alone(event.key):
                self._give(names[0])
        elif self._is_scanning:
            if not is_repeat and event.key not in switch.UNHEARD:
                self._switch(presses=switch.presses(self.hands.bindings, names))
        elif self.top.takes_letters and _is_letter(event):
            if event.key == pygame.K_BACKSPACE:
                self._is_stale |= self.top.type("\b")
        else:
            self._ask(names, is_repeat=is_repeat)

    def _take_pad(self, stroke: str) -> None:
        self._is_asked = True
        self._is_stale |= self.hands.use("pad")
        if self.top.is_listening:
            self._give(stroke)
        elif self._is_scanning:
            self._switch(presses=switch.presses(self.hands.bindings, (stroke,)))
        else:
            self._ask((stroke,), is_repeat=False)

    def _take_button(self, event: pygame.Event) -> None:
        self._is_stale |= self.hands.use("mouse")
        is_left = event.button == pygame.BUTTON_LEFT
        if self.top.interrupt(None):
            self.redraw()
            return
        if self._is_scanning and event.button <= pygame.BUTTON_X2 and not (is_left and self._is_aimed(event.pos)):
            if event.button not in (pygame.BUTTON_WHEELUP, pygame.BUTTON_WHEELDOWN):
                self._switch(presses=is_left)
        elif is_left:
            self._click(event.pos)
        elif event.button in BUTTONS:
            self._do(BUTTONS[event.button])

    def _give(self, stroke: str) -> None:
        """Hand a key or a button to the page that listens for one."""
        self.top.hear(stroke)
        self.redraw()

    def _ask(self, names: tuple[str, ...], *, is_repeat: bool) -> None:
        """Do what a key or a button of one of these names asks for."""
        action = self._asked_for(names)
        if is_repeat and action in ONCE:
            return
        if not is_repeat and self.top.interrupt(action):
            self.redraw()
        elif action in NUMBERS:
            self._is_stale |= not is_repeat and self.top.number(NUMBERS[action])
        elif action is not None and (action is not Action.PRESS or self._may_press(is_repeat=is_repeat)):
            self._do(action)

    def _asked_for(self, names: tuple[str, ...]) -> Action | None:
        return self.hands.bindings.action(names, is_on_paper=self.top.keeps_arrows)

    # ---- one switch

    @property
    def _is_scanning(self) -> bool:
        return self.settings.switch != switch.OFF

    def _switch(self, *, presses: bool) -> None:
        """A switch was pressed: press what is framed, or with two of them go on to the next."""
        if self.top.interrupt(None):
            self.redraw()
        elif self.settings.switch == switch.TWO and not presses:
            self._is_stale |= switch.go_on(self._widgets, self.top.focus)
        elif self._may_press(is_repeat=False):
            self._do(Action.PRESS)
        self.hands.scan.begin_anew(self.now_ms)

    def _scan_on(self) -> None:
        if not self._is_scanning:
            return
        is_busy = self._giving is not None or self.top.is_revealing or self.top.is_moving(self.now_ms)
        is_busy = is_busy or (self._voice is not None and self._voice.is_speaking)
        page = (id(self.top), switch.stops(self._widgets))
        if self.hands.scan.is_due(self.now_ms, theme.SWITCHES_MS[self.settings.switch], page, is_busy=is_busy):
            self.hands.scan.begin_anew(self.now_ms)
            self._is_stale |= switch.go_on(self._widgets, self.top.focus)

    def _is_aimed(self, at: tuple[int, int]) -> bool:
        """Whether a click is meant for what it lies on, and not a switch that happens to be a mouse's button."""
        return self.now_ms - self._moved_ms < theme.AIMED_MS and self._under(at) is not None

    def _open_menu(self) -> None:
        self.top.act(Action.MENU)

    # ---- doing

    def _may_press(self, *, is_repeat: bool) -> bool:
        """Whether a key presses what has the focus: one that is held only reads on, and on a new page it must have been
        let be for a moment.
        """
        is_early = self.now_ms < self._guard_until
        if is_early:
            self._guard_until = self.now_ms + theme.GUARD_MS
        return not is_early and (not is_repeat or self.top.is_reading)

    def _do(self, action: Action, *, goes_round: bool = True) -> None:
        if action is Action.FULL_SCREEN:
            self.change(attrs.evolve(self.settings, is_full_screen=not self.settings.is_full_screen))
            return
        if action in (Action.PICTURE, Action.COPY):
            self._keep_picture() if action is Action.PICTURE else self._copy()
            return
        if action is Action.LEAVE:
            action = Action.BACK if len(self.screens) == 1 else Action.MENU
        if self._speak(action):
            return
        focused = next((each for each in self._widgets if each.key == self.top.focus.key), None)
        if (
            (focused is not None and self.top.allows(action) and focused.operate(action))
            or self.top.act(action)
            or self._step(action, goes_round=goes_round)
        ):
            self.redraw()

    def _keep_picture(self) -> None:
        """Write the page as it is seen to a file among the player's pictures, and say where."""
        from game.window import carrying, outside

        page, file = self.window.copy(), carrying.file_of_picture()
        self.work.begin(
            lambda: outside.keep_picture(page, file),
            lambda file: self.tell(tr("A picture of the page is in {file}", file=file)),
            lambda error: self.tell(tr("The picture could not be kept: {error}", error=error)),
        )

    def _copy(self) -> None:
        """Put the line that the page has to give on the clipboard."""
        from game.window import outside

        line = self.top.line
        if line:
            self.tell(tr("Copied: {line}", line=line) if outside.copy(line) else tr("The clipboard did not take it."))

    def _step(self, action: Action, *, goes_round: bool) -> bool:
        moved = self.top.focus.step(self._widgets, action, goes_round=goes_round)
        if moved:
            self.sound.effect("move")
        return moved

    def _point_again(self) -> None:
        """A pad's direction that is held points again, as far as the page's end."""
        stroke = self.hands.pads.again(self.now_ms)
        if stroke is None or self._is_scanning or self.top.is_listening:
            return
        action = self.hands.bindings.action((stroke,), is_on_paper=self.top.keeps_arrows)
        if action in STEPS:
            self._do(action, goes_round=False)

    def _speak(self, action: Action) -> bool:
        """Do what concerns the voice; whether it did."""
        if action is Action.VOICE:
            self.change(attrs.evolve(self.settings, is_voiced=not self.settings.is_voiced))
            return True
        if self._voice is None or action not in (Action.AGAIN, Action.METERS):
            return False
        return self._voice.say_again() if action is Action.AGAIN else self._voice.say_meters()

    def _under(self, at: tuple[int, int]) -> Widget | None:
        for widget in reversed(self._widgets):
            if widget.takes_focus and widget.bounds.inflate(self.look.px(theme.POINTER_REACH) * 2, 0).collidepoint(at):
                return widget
        return None

    def _point(self, at: tuple[int, int]) -> None:
        if at == self._pointer:
            return
        if self._pointer is None:  # where it happens to lie when the window opens means nothing
            self._pointer = at
            return
        self._pointer, self._moved_ms = at, self.now_ms
        self._is_stale |= self.hands.use("mouse")
        self.hands.scan.begin_anew(self.now_ms)
        widget = self._under(at)
        if widget is not None and not widget.is_quiet and self.top.focus.give(widget.key):
            self.redraw()

    def _click(self, at: tuple[int, int]) -> None:
        if self.now_ms < self._guard_until and self._moved_ms < self._guard_until - theme.GUARD_MS:
            return
        widget = self._under(at)
        if widget is None:
            self._is_stale |= self.top.click()
            return
        if not widget.is_quiet:
            self.top.focus.give(widget.key)
        if isinstance(widget, Option):
            widget.pick_at(self.look, *at)
        elif widget.is_quiet or self.top.allows(Action.PRESS, aimed_ms=self._moved_ms):
            widget.operate(Action.PRESS)
        self.redraw()


def _room(held: pygame.Surface | None, window: pygame.Surface) -> pygame.Surface:
    """Room for a page, taken once: eight million bytes that are new each time cost more than what is copied into them."""
    return held if held is not None and held.get_size() == window.get_size() else window.copy()


def _is_letter(event: pygame.Event) -> bool:
    typed: str = event.unicode
    return event.key == pygame.K_BACKSPACE or (typed.isprintable() and typed != "")
