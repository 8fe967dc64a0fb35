"""The equal story in ChoiceScript (https://www.choiceofgames.com/make-your-own-games/choicescript-intro/)."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.peers.equal_story import MIDDLE, TOP, Asked, Deed, Equal


def written(story: Equal) -> str:
    """The story, as its file `startup.txt`; a life that comes to an ending passes the line `It is over: end0.`"""
    return "\n".join(_lines(story)) + "\n"


def _lines(story: Equal) -> Iterator[str]:
    for meter in story.meters:
        yield f"*create {meter} {MIDDLE}"
    for flag in story.flags:
        yield f"*create {flag} false"
    for scene in story.scenes:
        yield from (f"*label {scene.id}", scene.words, "*choice")
        for deed in scene.deeds:
            yield from (f"  {line}" for line in _deed(deed))
    yield "*label over"
    for name, when in story.endings:
        if when:
            yield from (f"*if {_asked(when)}", f"  *goto at_{name}")
        else:
            yield f"*goto at_{name}"
    for name, _ in story.endings:
        yield from (f"*label at_{name}", f"It is over: {name}.", "*ending")


def _deed(deed: Deed) -> Iterator[str]:
    # An option's condition is one expression, and `and` takes two terms at a time.
    when = ""
    for each in deed.when:
        when = f"({when} and {_asked(each)})" if when else _asked(each)
    yield f"*if {when} #{deed.words}" if when else f"#{deed.words}"
    for meter, amount in deed.adds:
        yield f"  *set {meter} {'+' if amount > 0 else '-'} {abs(amount)}"
        yield from (f"  *if {meter} > {TOP}", f"    *set {meter} {TOP}") if amount > 0 else ()
        yield from (f"  *if {meter} < 0", f"    *set {meter} 0") if amount < 0 else ()
    for flag in deed.raises:
        yield f"  *set {flag} true"
    for asked, to in deed.ways:
        yield from (f"  *if {_asked(asked)}", f"    *goto {to}") if asked else (f"  *goto {to}",)


def _asked(asked: Asked) -> str:
    return f"({asked.fact} {asked.sign} {asked.value})" if asked.sign else f"({asked.fact})"
