"""Prints a line each time any process opens, reads or connects to a file or folder (inotify(7)).
Prints "ready" first, and "end" after its standard input ended and all events are printed.

    watch_opened.py PATH...
"""

import ctypes
import os
import select
import sys

IN_ACCESS, IN_OPEN = 0x1, 0x20
libc = ctypes.CDLL(None, use_errno=True)
watch = libc.inotify_init1(os.O_NONBLOCK)
for path in sys.argv[1:]:
    if libc.inotify_add_watch(watch, os.fsencode(path), IN_ACCESS | IN_OPEN) < 0:
        raise OSError(ctypes.get_errno(), path)
print("ready", flush=True)
while True:
    readable, _, _ = select.select([watch, sys.stdin], [], [])
    if watch in readable:
        os.read(watch, 65536)
        print("opened", flush=True)
    elif not sys.stdin.buffer.raw.read(1):
        print("end", flush=True)
        break
