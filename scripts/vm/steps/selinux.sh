#!/bin/bash
# selinux.sh OUT KERNEL: OUT/root.ext4, the disk of machine.sh with SELinux enforcing and every file labelled.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/debian.sh"
out=$1 kernel=$2
packages=$(grep -v '^#' "$here/machine-packages.txt" "$here/selinux-packages.txt" --no-filename | paste -sd,)
root=$VM_WORK/root
make_debian --variant=minbase --include="$packages" --customize-hook="$here/machine-in-root.sh \"\$1\"" \
  --customize-hook="$here/selinux-in-root.sh \"\$1\"" "$root"
cp -a "$kernel/modules" "$root/lib/"
# The labels are extended attributes, which root may write on a machine without SELinux, and which mke2fs copies. setfiles
# opens each file by /proc/self/fd.
mount -t proc proc "$root/proc"
in_root "$root" setfiles -F /etc/selinux/default/contexts/files/file_contexts /
umount "$root/proc"
used=$(du -sm --apparent-size "$root" | cut -f1)
mke2fs -q -t ext4 -m 0 -L selinux -d "$root" "$out/root.ext4" "$((used * 13 / 10 + 8192))M"
echo "  ${used} MiB in $(find "$root/var/lib/dpkg/info" -name '*.list' | wc -l) packages"
