"""What a screen reader would hear: run by the system's own Python, which has `gi`.

One request a line on standard input, one answer a line of JSON on standard output:

    list               everything the game's window says: role, name, description, value, actions, bounds
    press NAME         does the first action of the thing with that name
"""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

GAME = "Ampersand"


def window():
    desktop = Atspi.get_desktop(0)
    for place in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(place)
        for inner in range(application.get_child_count() if application else 0):
            frame = application.get_child_at_index(inner)
            if frame and GAME in (frame.get_name() or ""):
                return frame
    return None


def things(frame):
    for place in range(frame.get_child_count()):
        thing = frame.get_child_at_index(place)
        if thing:
            yield thing


def said(thing):
    extents = thing.get_extents(Atspi.CoordType.SCREEN)
    actions = thing.get_action_iface()
    text = thing.get_text_iface()
    value = thing.get_value_iface()
    name = thing.get_name() or ""
    words = Atspi.Text.get_text(text, 0, -1) if text else ""
    return {
        "role": thing.get_role_name(),
        "name": name or words,
        "value": words if name else "",
        "description": thing.get_description() or "",
        "number": value.get_current_value() if value else None,
        "actions": actions.get_n_actions() if actions else 0,
        "bounds": [extents.x, extents.y, extents.width, extents.height],
        "has_focus": thing.get_state_set().contains(Atspi.StateType.FOCUSED),
    }


def answer(request):
    verb, _, name = request.partition(" ")
    frame = window()
    if frame is None:
        return None
    frame.clear_cache()
    if verb == "list":
        return [said(thing) for thing in things(frame)]
    for thing in things(frame):
        if (thing.get_name() or "") == name:
            actions = thing.get_action_iface()
            return bool(actions and actions.do_action(0))
    return False


for line in sys.stdin:
    try:
        heard = answer(line.strip())
    except Exception as error:
        heard = {"error": repr(error)}
    sys.stdout.write(json.dumps(heard) + "\n")
    sys.stdout.flush()
