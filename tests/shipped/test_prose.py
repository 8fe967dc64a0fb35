"""The shipped story's prose is what its own `style:` asks, or says why not."""

from __future__ import annotations

import io
import json
from pathlib import Path

from game.author import check

STORY = Path(__file__).parents[2] / "story" / "ampersand"


def test_the_story_is_written_as_its_style_asks() -> None:
    output = io.StringIO()
    assert check.run([STORY], "json", output, prose=True) == check.CLEAN
    found = [f"{each['file']}:{each['line']}: {each['message']}" for each in json.loads(output.getvalue())]
    assert found == []
