#!/usr/bin/python3
"""A window of another program from which files can be dragged, as a file manager's: prints when it is shown, and when they were asked for."""
import json
import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402


def say(**words):
    print(json.dumps(words), flush=True)


def main():
    left, top, width, height = map(int, sys.argv[1:5])
    uris = sys.argv[5:]
    window = Gtk.Window(title="drag source")
    window.set_default_size(width, height)
    window.move(left, top)
    box = Gtk.EventBox()
    box.add(Gtk.Label(label="files"))
    window.add(box)
    box.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
    box.drag_source_add_uri_targets()
    box.connect("drag-begin", lambda *_: say(begun=True))
    box.connect("drag-data-get", lambda _w, _c, data, _i, _t: data.set_uris(uris) and say(sent=True))
    window.connect("map-event", lambda *_: say(ready=True))
    window.connect("destroy", Gtk.main_quit)
    window.show_all()
    Gtk.main()


main()
