"""The editor component: the files of Ace as the package `django-ace` brings them, served as they are.

Django comes with that package and is never imported: of the package only its place on the disk is asked for.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Final

SCRIPTS: Final = ("ace.js", "ext-language_tools.js", "ext-searchbox.js", "mode-yaml.js")
"""All of it that the page uses."""
STYLE: Final = "css/ace.css"
_PICTURES: Final = (".png", ".svg")


class NoEditor(Exception):
    """The editor component is absent, or lies elsewhere than it did; the words say what to do."""


def folder() -> Path:
    """Where the component's files lie.

    Raises:
        NoEditor: They cannot be found.
    """
    found = importlib.util.find_spec("django_ace")
    places = tuple(found.submodule_search_locations or ()) if found else ()
    for place in places:
        home = Path(place) / "static" / "django_ace" / "ace"
        if all((home / name).is_file() for name in (*SCRIPTS, STYLE)):
            return home
    raise NoEditor("The editor component of this page is absent. `pip install django-ace` brings it.")


def served() -> dict[str, Path]:
    """Each file that may be asked for, by its name under `/ace/`: scripts, the style, and the pictures the style names."""
    home = folder()
    names = [*SCRIPTS, STYLE, *(f"css/{each.name}" for each in (home / "css").iterdir() if each.suffix in _PICTURES)]
    return {name: home / name for name in names}
