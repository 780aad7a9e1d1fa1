#!/bin/bash
# machine.sh OUT KERNEL: OUT/root.ext4, the disk of a Debian with systemd as the first process, with the modules of KERNEL.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/debian.sh"
out=$1 kernel=$2
packages=$(grep -v '^#' "$here/machine-packages.txt" | paste -sd,)
root=$VM_WORK/root
make_debian --variant=minbase --include="$packages" --customize-hook="$here/machine-in-root.sh \"\$1\"" "$root"
cp -a "$kernel/modules" "$root/lib/"
used=$(du -sm --apparent-size "$root" | cut -f1)
# Sparse. Room for the demo image in two engines, and for traces above the disk guard.
mke2fs -q -t ext4 -m 0 -L machine -d "$root" "$out/root.ext4" "$((used * 13 / 10 + 8192))M"
echo "  ${used} MiB in $(find "$root/var/lib/dpkg/info" -name '*.list' | wc -l) packages"
