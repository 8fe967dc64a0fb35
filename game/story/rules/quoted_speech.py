"""Quotation marks round something said: the game sets its own."""

from __future__ import annotations

from game.story.diagnostic import Report
from game.story.draft import Draft
from game.story.prose import Paragraph


def find(draft: Draft, report: Report) -> None:
    """Warn of each."""
    for scene in draft.story.scenes.values():
        for text in (scene.text, *(choice.then for choice in scene.choices)):
            for paragraph in text.paragraphs if text else ():
                if paragraph.speaker:
                    _quoted(paragraph, report)
        for choice in scene.choices:
            if choice.spoken and choice.text.paragraphs:
                _quoted(choice.text.paragraphs[0], report)


def _quoted(paragraph: Paragraph, report: Report) -> None:
    first, last = paragraph.pieces[:1], paragraph.pieces[-1:]
    if isinstance(first[0] if first else None, str) and str(first[0]).startswith("“") and str(last[0]).endswith("”"):
        message = "quotation marks round something said, to which the game adds its own"
        report.warning("quoted-speech", message, paragraph.span, help="leave them out")
