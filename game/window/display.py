"""What there is to see: the page on top, drawn where it changed, and how one page gives way to the next."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import pygame

from game.window import switch, theme
from game.window.screens.screen import Passage
from game.window.theme import Look
from game.window.widgets.widget import Widget

TYPE_CHECKING = False
if TYPE_CHECKING:
    from game.window.app import App
    from game.window.changed import Drawn
    from game.window.passages import Giving, Kind


class Display:
    """The page as the window shows it.

    Args:
        desk: Whose pages.
        window: Where to.
    """

    def __init__(self, desk: App, window: pygame.Surface) -> None:
        self._desk = desk
        self.window = window
        self.widgets: tuple[Widget, ...] = ()
        """What is on the page."""
        self.redraws = 0
        self.is_stale = True
        """Whether the page is no longer as it was drawn."""
        self.giving: Giving | None = None
        """The page that is giving way to the one on top."""
        self._coming: pygame.Surface | None = None
        """The one on top, drawn, while that goes on."""
        self._before: pygame.Surface | None = None
        """Where the page that is giving way is kept."""
        self._drawn: Drawn | None = None
        """The page as it was drawn last."""
        self._drawn_on: pygame.Surface | None = None
        """Where that is what there is to see: the window, or the page that is coming."""

    # ---- what becomes of the window

    def make_room(self) -> None:
        """Take the room that two pages need, and what they need to be drawn, ahead."""
        from game.window import changed, passages  # noqa: F401

        self._before, self._coming = (_room(None, self.window) for _ in range(2))

    def resize(self, window: pygame.Surface) -> None:
        """Go on in a window of another size, or in another."""
        self.window = window
        self.giving = None
        self.forget()

    def forget(self) -> None:
        """Whatever the window shows, it is to be drawn all over."""
        self._drawn_on = None
        self.is_stale = True

    # ---- from one page to the next

    def pass_by(self, passage: Passage) -> None:
        """Let the page as it is give way to the next drawn."""
        if passage == "cut" or not self.redraws:
            return
        from game.window.motion import movement
        from game.window.passages import Giving

        self.is_stale = True
        seam = self._seam()
        kind: Kind = passage if passage in ("turn", "tear") and not self._desk.settings.is_reduced else "fade"
        usual, reduced = {
            "fade": (theme.SHORT_FADE_MS, 0),
            "picture": (theme.FADE_MS, 0),
            "turn": (theme.TURN_MS, theme.SHORT_FADE_MS),
            "tear": (theme.TEAR_MS if seam is not None else theme.FADE_MS, theme.SHORT_FADE_MS),
        }[passage]
        moving = movement(self._desk.now_ms, usual, is_reduced=self._desk.settings.is_reduced, reduced_ms=reduced)
        self._before = _room(self._before, self.window)
        self._before.blit(self.window, (0, 0))
        self.giving = Giving(kind, moving, self._before, seam)

    def _seam(self) -> int | None:
        """Where the page as it is could be torn: beside its picture, where that stands at one side."""
        plate = next((each.bounds for each in self.widgets if each.key == "picture"), None)
        if plate is None or plate.width >= self.window.get_width():
            return None
        return plate.right if plate.left <= 0 else plate.left

    @property
    def shown_ms(self) -> int:
        """When the page on top is seen whole: now, or once the one before it has given way."""
        return self._desk.now_ms if self.giving is None else self.giving.movement.end_ms

    def give_way(self) -> None:
        """Show the moment between two pages; the one that is coming is drawn already."""
        assert self.giving is not None
        assert self._coming is not None
        if not self.giving.movement.part(self._desk.now_ms):
            return  # what is seen is still the page before
        self.giving.draw(self.window, self._coming, self._desk.look, self._desk.top.ink, self._desk.now_ms)
        pygame.display.flip()

    def arrive(self) -> bool:
        """Show the page that was coming as it is drawn already, unless it has yet to be; whether it is shown."""
        self.giving = None
        if self._coming is None or self.is_stale:
            self.is_stale = True
            return False
        self._coming.set_alpha(None)
        self.window.blit(self._coming, (0, 0))
        pygame.display.flip()
        self._drawn_on = self.window
        self.redraws += 1
        return True

    # ---- the page

    def draw(self) -> None:
        """Draw the page as it is now."""
        self.is_stale = False
        look = self._desk.look
        self._desk.sound.hear(self._desk.top.heard())
        self.widgets = self._composed(look)
        self._desk.top.focus.settle(self.widgets, self._desk.top.preferred)
        areas = self._changed(look)
        if areas is None or areas:
            self._show(look, areas or ())
        else:
            self.redraws += 1

    def _changed(self, look: Look) -> list[pygame.Rect] | None:
        """Where the window shows something else than the page; none for all over, as at first."""
        if not self.redraws:
            return None
        from game.window.changed import Drawn

        before, self._drawn = self._drawn, Drawn(look, self._sheet(look), self.widgets, self._desk.top.focus.key)
        canvas = self._canvas()
        is_kept = self._drawn_on is canvas and not self._is_scanning
        self._drawn_on = canvas
        return before.areas(self._drawn) if is_kept and before is not None else None

    def draw_moved(self, moved: Sequence[Widget]) -> None:
        """Draw what has moved, and nothing of the page where it does not lie."""
        by_key = {widget.key: widget for widget in moved}
        self.widgets = tuple(by_key.get(widget.key, widget) for widget in self.widgets)
        if self._drawn is not None:
            self._drawn = attrs.evolve(self._drawn, widgets=self.widgets)
        look = self._desk.look
        around = 2 * look.px(theme.UNIT)
        self._show(look, [widget.bounds.inflate(around, around) for widget in moved])
        if self.giving is not None:
            self.give_way()

    def _show(self, look: Look, areas: Sequence[pygame.Rect] = ()) -> None:
        """Draw the page, in those areas of it or all over, and let it be seen at once; where another gives way to it, `give_way`
        shows it from the next turn on.
        """
        canvas = self._canvas()
        for area in areas or (canvas.get_rect(),):
            canvas.set_clip(area)
            canvas.blit(self._sheet(look), (0, 0))
            self._draw_widgets(canvas, look, area)
        canvas.set_clip(None)
        if self.giving is None and areas:
            pygame.display.update(list(areas))
        elif self.giving is None:
            pygame.display.flip()
        self.redraws += 1

    def _draw_widgets(self, canvas: pygame.Surface, look: Look, area: pygame.Rect) -> None:
        """Draw whatever reaches into that area of the page."""
        reach = look.px(theme.POINTER_REACH) * 2
        is_whole = area.size == canvas.get_size()
        for widget in self.widgets:
            if not is_whole and not widget.bounds.inflate(reach, reach).colliderect(area):
                continue
            is_focused = widget.key == self._desk.top.focus.key
            widget.draw(canvas, look, is_focused=is_focused)
            if self._is_scanning and is_focused:
                switch.frame(canvas, look, widget)

    def _canvas(self) -> pygame.Surface:
        """Where the page is drawn: beside the window, while the page before it still gives way."""
        if self.giving is None:
            return self.window
        self._coming = _room(self._coming, self.window)
        self._coming.set_alpha(None)
        return self._coming

    def _composed(self, look: Look) -> tuple[Widget, ...]:
        """The page on top, and over it what is to be noticed."""
        page = tuple(self._desk.top.compose(look))
        if self._is_scanning and self._desk.top.is_scene:
            page = switch.with_menu(page, look, self._desk.open_menu)
        if self._desk.notice:
            from game.window.widgets.notice import notice

            page = (*page, notice(self._desk.notice, page, look))
        return self._captioned(page, look)

    def _captioned(self, page: tuple[Widget, ...], look: Look) -> tuple[Widget, ...]:
        """The page, and on it what is heard in words, where that is wished."""
        if not self._desk.settings.has_captions or not self._desk.sound.captions.now:
            return page
        from game.window.widgets.caption import caption

        shown = caption(self._desk.sound.captions.now, page, look)
        if shown.has_place:
            self._desk.sound.captions.stands(self._desk.now_ms)
        return (*page, shown)

    def _sheet(self, look: Look) -> pygame.Surface:
        if hasattr(self._desk, "pictures"):
            return self._desk.pictures.paper(look)
        plain = pygame.Surface(self.window.get_size())
        plain.fill(look.paper)
        return plain

    @property
    def _is_scanning(self) -> bool:
        return self._desk.settings.switch != switch.OFF


def _room(held: pygame.Surface | None, window: pygame.Surface) -> pygame.Surface:
    """Room for a page, taken once: eight million bytes that are new each time cost more than what is copied into them."""
    return held if held is not None and held.get_size() == window.get_size() else window.copy()
