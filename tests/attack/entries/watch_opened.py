"""The witness: prints a line for each time that a file or folder is opened, read or connected to, by whomever (inotify(7)).
It says "ready" first, and "end" when its standard input ends and nothing is left to be told.

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
