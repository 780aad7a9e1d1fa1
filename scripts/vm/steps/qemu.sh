#!/bin/bash
# qemu.sh OUT: QEMU 10 with its libraries below OUT/root, run from there without chroot (tests/vm/setup/qemu-command.ts).
# Bookworm's 7.2 crashes an emulated guest now and then when it has two CPUs.
. "$(dirname "$0")/debian.sh"
root=$1/root
make_debian --variant=extract --include=qemu-system-x86,libc6 "$root"
# Only what the loader, QEMU and its firmware need.
cd "$root"
rm -rf --one-file-system var usr/sbin usr/share/doc usr/lib/x86_64-linux-gnu/{perl*,gconv}
find usr/bin -mindepth 1 -not -name qemu-system-x86_64 -delete
