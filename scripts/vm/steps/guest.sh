#!/bin/bash
# guest.sh OUT KERNEL: the guest's disk OUT/root.ext4 with the modules of KERNEL (made by kernel.sh), and OUT/busybox.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/debian.sh"
out=$1 kernel=$2
packages=$(grep -v '^#' "$here/guest-packages.txt" | paste -sd,)
root=$VM_WORK/root
make_debian --variant=essential --include="$packages" --customize-hook="$here/guest-in-root.sh \"\$1\"" "$root"
cp -a "$kernel/modules" "$root/lib/"
cp "$root/bin/busybox" "$out/busybox"
used=$(du -sm --apparent-size "$root" | cut -f1)
# With its journal, since a test cuts the power, and room for traces above the disk guard.
mke2fs -q -t ext4 -m 0 -L guest -d "$root" "$out/root.ext4" "$((used * 13 / 10 + 4096))M"
echo "  ${used} MiB in $(find "$root/var/lib/dpkg/info" -name '*.list' | wc -l) packages"
