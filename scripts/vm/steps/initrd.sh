#!/bin/bash
# initrd.sh OUT KERNEL GUEST: OUT/initrd.cpio with the disk's driver and the guest's own programs (scripts/vm/guest), which so
# can change without a new disk.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$1 kernel=$2 guest=$3
modules=$kernel/modules/$(cat "$kernel/kernel-release")
tree=$VM_WORK/initrd
mkdir -p "$tree"/{bin,dev,proc,new,modules,guest}
cp "$guest/busybox" "$tree/bin/"
cp "$here"/../guest/{init.sh,agent.mjs} "$tree/guest/"
install -m 755 "$here/../guest/initrd-init.sh" "$tree/init"

# Prints a module and what it needs, in the order of loading. modules.dep: "PATH: WHAT IT NEEDS, THE NEAREST FIRST".
with_needs() { sed -n "s|^\([^:]*/$1\.ko\):|\1|p" "$modules/modules.dep" | tr ' ' '\n' | tac; }

for name in virtio_pci virtio_blk ext4; do with_needs "$name"; done | awk 'NF && !seen[$0]++' | while read -r module; do
  cp "$modules/$module" "$tree/modules/"
  basename "$module" >>"$tree/modules/order"
done
(cd "$tree" && find . | "$guest/busybox" cpio -o -H newc 2>/dev/null) >"$out/initrd.cpio"
