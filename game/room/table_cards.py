"""Cards to print and to put on tables: one phone at each scans its own, and raises that table's hands."""

from __future__ import annotations

import html
import io
from collections.abc import Sequence

import segno

from game import language
from game.language import tr


def page(cards: Sequence[str], *, address: str, code: str, hands: int) -> str:
    """All cards as a page of the room that a browser prints, eight to a sheet of A4.

    Args:
        cards: What each says, as `Seats.card` makes them, in the order of their tables.
        address: Where phones find the room.
        code: Its six letters.
        hands: How many hands each stands for.
    """
    drawn = "\n".join(_card(at, card, address, code, hands) for at, card in enumerate(cards, 1))
    how = tr(
        "Print this page, cut it, and put a card on each table. One phone at a table scans its card: it stands for {hands} "
        "hands, however often it is scanned. The cards hold as long as this room does, also after --resume.",
        hands=hands,
    )
    return f"""<!doctype html>
<html lang="{language.now().code}">
<head>
<meta charset="utf-8">
<title>{html.escape(tr("Cards for the tables"))}</title>
<link rel="stylesheet" href="/room.css">
</head>
<body class="cards">
<p class="unprinted">{html.escape(how)}</p>
<main>
{drawn}
</main>
</body>
</html>
"""


def _card(table: int, card: str, address: str, code: str, hands: int) -> str:
    link = f"{address}/{code}?table={card}"
    squares = io.BytesIO()
    segno.make(link, error="m").save(squares, kind="svg", scale=4, border=4, xmldecl=False, svgns=False, nl=False)
    name = html.escape(tr("A code for table {table}", table=table))
    svg = squares.getvalue().decode().replace("<svg ", f'<svg role="img" aria-label="{name}" ', 1)
    does = tr("One phone for {hands} hands. Scan this, or raise your hands: it counts the same.", hands=hands)
    where = html.escape(address.removeprefix("http://"))
    return (
        f"<section>{svg}<div><h2>{html.escape(tr('Table {table}', table=table))}</h2><p>{html.escape(does)}</p>"
        f"<p><small>{where} · {html.escape(code)}</small></p></div></section>"
    )
