#!/usr/bin/python3
"""A window of another program onto which files can be dropped: prints each move over it, and the URIs that it is given."""
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
    window = Gtk.Window(title="drop target")
    window.set_default_size(width, height)
    window.move(left, top)
    window.drag_dest_set(Gtk.DestDefaults.ALL, [], Gdk.DragAction.COPY)
    window.drag_dest_add_uri_targets()
    window.connect("drag-motion", lambda *_: say(moved=True) or False)
    window.connect("drag-data-received", lambda _w, _c, _x, _y, data, _i, _t: say(uris=data.get_uris()))
    window.connect("map-event", lambda *_: say(ready=True))
    window.connect("destroy", Gtk.main_quit)
    window.show_all()
    Gtk.main()


main()
