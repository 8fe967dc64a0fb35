"""`ampersand guide`: the facilitator's guide as a page to print, made from `docs/facilitating.md`, so that there is one guide."""

from __future__ import annotations

from pathlib import Path

import platformdirs

from game import disk
from game.room.paper import render
from game.room.printing import keep

NAME = "Ampersand, facilitating"


def run(output: Path | None) -> Path:
    """Write the guide; the file written.

    Args:
        output: Where to, a `.pdf` where it is to be one; among the documents without it.

    Raises:
        CannotPrint: A PDF was asked for, and nothing here prints one.
        OSError: It cannot be written there, or the game's own guide is missing.
    """
    file = output or platformdirs.user_documents_path() / f"{NAME}.html"
    keep(file, page((disk.shared_folder("docs") / "facilitating.md").read_text(encoding="utf-8")))
    return file


def page(guide: str) -> str:
    """The guide as a page that asks for nothing from anywhere. It is the game's own text: markup in it is kept out all the same."""
    from markdown_it import MarkdownIt
    from markupsafe import Markup

    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    body = reader.render(guide).replace("<pre><code>", '<pre class="drawn"><code>')
    title = guide.partition("\n")[0].lstrip("# ")
    return render("guide.html", title=title, body=Markup(body))  # noqa: S704 - made here, from Markdown in which markup is words
