"""Five words of the player's own that the prose calls them by, and whether they take *is* or *are*."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.language import later, later_as, titled, tr
from game.story.pronouns import FORMS, LONGEST, VERBS, NotPronouns, agreeing, is_own, own
from game.window import theme
from game.window.keymap import Action
from game.window.screens.paper import Paper, Row
from game.window.screens.screen import Desk
from game.window.theme import Look
from game.window.typesetting import marked, plain
from game.window.widgets.button import Button
from game.window.widgets.entry import Entry
from game.window.widgets.option import Option
from game.window.widgets.words import Words

EXAMPLES = {
    "they": later("… came early"),
    "them": later("ask …"),
    "their": later("… coat"),
    "theirs": later("the coat is …"),
    "themself": later("by …"),
}
"""Where each form stands in a sentence."""
SLOTS = {
    "they": later_as("a pronoun", "they"),
    "them": later_as("a pronoun", "them"),
    "their": later_as("a pronoun", "their"),
    "theirs": later_as("a pronoun", "theirs"),
    "themself": later_as("a pronoun", "themself"),
}
SAMPLE = later(
    "{they} {are} here already, with {their} coat on; ask {them} whether it is {theirs}, or let {them} be by {themself}."
)
BLANK = "…"


class OwnPronouns(Paper):
    """A line for each form, and a sentence that shows at once what they make."""

    name = heading = titled("Pronouns of your own")
    longest = theme.COLUMN

    def __init__(self, desk: Desk, pronouns: str, take: Callable[[str], None]) -> None:
        """`take` is called with the pronouns once they are settled; until then nothing is changed."""
        super().__init__(desk)
        self._take = take
        words = agreeing(pronouns) if is_own(pronouns) else {}
        self._forms = {form: words.get(form, "") for form in FORMS}
        self._takes_are = words.get("are") == "are"
        self._trouble = ""

    # ---- what is on it

    @property
    def _written(self) -> str | None:
        """The form that is being written."""
        key = self.focus.key or ""
        return key.removeprefix("form-") if key.startswith("form-") else None

    @property
    def takes_letters(self) -> bool:  # type: ignore[override]
        return self._written is not None

    def rows(self) -> Sequence[Row]:
        rows: list[Row] = [
            Entry(
                key=f"form-{form}",
                label=tr("for {form}: {example}", form=tr(SLOTS[form]), example=tr(EXAMPLES[form])),
                text=words,
                label_part=0.5,
            )
            for form, words in self._forms.items()
        ]
        letters = Button(key="letters", label=tr("Write them letter by letter"), use="row", on_press=self._open_letters)
        verbs = Option(key="verb", label=tr("They take"), values=VERBS, at=int(self._takes_are), on_pick=self._pick)
        sample = Words(key="sample", runs=plain(self._sample()), use="row", role="paragraph")
        rows += [letters, verbs, sample]
        if self._trouble:
            rows.append(Words(key="trouble", runs=marked(self._trouble), use="row", role="status", is_live=True))
        return [*rows, Button(key="done", label=tr("That is it"), use="action", on_press=self._settle)]

    def gap(self, look: Look, row: Row) -> int:
        return look.px(theme.UNIT * (3 if row.key in ("letters", "sample") else 1))

    def _sample(self) -> str:
        words = {form: written or BLANK for form, written in self._forms.items()}
        told = tr(SAMPLE, are=VERBS[self._takes_are], **words)
        return told[0].upper() + told[1:]

    # ---- what it does

    def type(self, text: str) -> bool:
        form = self._written
        if form is None:
            return False
        self._trouble = ""
        if text == "\b":
            self._forms[form] = self._forms[form][:-1]
        elif text.isprintable() and not text.isspace() and len(self._forms[form]) < LONGEST:
            self._forms[form] += text
        return True

    def act(self, action: Action) -> bool:
        form = self._written
        if form is not None and action is Action.PRESS:
            self._go_to_next(form)
            return True
        if form is not None and action in (Action.LEFT, Action.RIGHT):
            return True
        return super().act(action)

    def _go_to_next(self, form: str) -> None:
        at = FORMS.index(form) + 1
        self.focus.key = f"form-{FORMS[at]}" if at < len(FORMS) else "verb"

    def _pick(self, at: int) -> None:
        self._takes_are = bool(at)

    def _settle(self) -> None:
        try:
            pronouns = own(tuple(self._forms.values()), takes_are=self._takes_are)
        except NotPronouns as wrong:
            self._trouble = str(wrong)
            return
        self._take(pronouns)
        self.go_back()

    def _open_letters(self) -> None:
        """For hands that hold no keyboard: the five with a space between."""
        from game.window.screens.letters import Letters

        longest = (LONGEST + 1) * len(FORMS)
        written = " ".join(self._forms.values()).strip()
        self.desk.open(Letters(self.desk, written, longest, self._write, has_capitals=False), "fade")

    def _write(self, text: str) -> None:
        words = [*text.split(), *[""] * len(FORMS)]
        self._forms = {form: word[:LONGEST] for form, word in zip(FORMS, words, strict=False)}
