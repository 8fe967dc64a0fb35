"""The equal story in ink (https://github.com/inkle/ink/blob/master/Documentation/WritingWithInk.md)."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.peers.equal_story import MIDDLE, TOP, Asked, Deed, Equal


def written(story: Equal) -> str:
    """The story; the variable `came_to` says which ending a life came to."""
    return "\n".join(_lines(story)) + "\n"


def _lines(story: Equal) -> Iterator[str]:
    yield 'VAR came_to = ""'
    for meter in story.meters:
        yield f"VAR {meter} = {MIDDLE}"
    for flag in story.flags:
        yield f"VAR {flag} = false"
    yield f"-> {story.scenes[0].id}"
    for scene in story.scenes:
        yield f"=== {scene.id} ==="
        yield scene.words
        for deed in scene.deeds:
            yield from _deed(deed)
    yield "=== over ==="
    for name, when in story.endings:
        yield f"{{ {_asked(when)}: -> at_{name} }}" if when else f"-> at_{name}"
    for name, _ in story.endings:
        yield from (f"=== at_{name} ===", "It is over.", f'~ came_to = "{name}"', "-> END")


def _deed(deed: Deed) -> Iterator[str]:
    # `+` is a choice that may be made again; `*` would also keep count of those already made.
    yield f"+ {''.join(f'{{{_asked(each)}}} ' for each in deed.when)}[{deed.words}]"
    for meter, amount in deed.adds:
        yield f"  ~ {meter} = MAX(0, MIN({TOP}, {meter} + {amount}))"
    for flag in deed.raises:
        yield f"  ~ {flag} = true"
    for when, to in deed.ways:
        yield f"  {{ {_asked(when)}: -> {to} }}" if when else f"  -> {to}"


def _asked(asked: Asked) -> str:
    return f"{asked.fact} {asked.sign} {asked.value}" if asked.sign else asked.fact
