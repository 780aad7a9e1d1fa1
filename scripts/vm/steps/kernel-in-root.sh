#!/bin/bash
# kernel-in-root.sh ROOT OUT: the part of kernel.sh that mmdebstrap calls while /proc and /dev are mounted in ROOT.
. "$(dirname "$0")/debian.sh"
root=$1 out=$2

fetch() { # only unpacked: configuring would make an initramfs and run dkms
  in_root "$root" bash -euc '
    cd /tmp
    image=$(apt-cache depends linux-image-cloud-amd64 | sed -n "s/^ *Depends: \(linux-image-\)/\1/p" | head -1)
    release=${image#linux-image-}
    headers=$(apt-cache depends "linux-headers-$release" | sed -n "s/^ *|\?Depends: //p" | grep -E "^linux-(headers|kbuild)")
    libraries=$(apt-cache depends "linux-kbuild-${release%-cloud-amd64}" | sed -n "s/^ *|\?Depends: //p" | grep -E "^lib" | grep -v "^libc6$")
    apt-get -qq -y install $libraries >/dev/null
    apt-get -qq download "$image" "linux-headers-$release" $headers lttng-modules-dkms
    for package in *.deb; do
      echo "  $package"
      dpkg-deb -x "$package" /
    done
    echo "$release" >/kernel-release'
}

# The stable kernels gave the tracepoint hrtimer_start a third argument that lttng-modules 2.13.18 does not know.
follow_hrtimer_start() {
  local timer=include/instrumentation/events/timer.h
  if grep -q was_armed "$headers/include/trace/events/timer.h" && ! grep -q was_armed "$root$lttng/$timer"; then
    in_root "$root" perl -0pi -e 's/TP_PROTO\(struct hrtimer \*hrtimer, enum hrtimer_mode mode\),\n\n\tTP_ARGS\(hrtimer, mode\)/TP_PROTO(struct hrtimer *hrtimer, enum hrtimer_mode mode, bool was_armed),\n\n\tTP_ARGS(hrtimer, mode, was_armed)/' "$lttng/$timer"
    echo '  hrtimer_start: prototype changed to the one of this kernel'
  fi
}

# The context mnt_ns and the state dump read mnt_namespace.ns, the first member since 5.11, from a header that is not packaged.
provide_mount_header() {
  if [ ! -e "$headers/fs/mount.h" ]; then
    mkdir -p "$headers/fs"
    printf '#include <linux/mount.h>\n#include <linux/ns_common.h>\nstruct mnt_namespace { struct ns_common ns; };\n' >"$headers/fs/mount.h"
  fi
}

compile() {
  in_root "$root" make -s -j"$(nproc)" -C "/usr/src/linux-headers-$release" M="$lttng" CONFIG_LTTNG=m CONFIG_DEBUG_INFO_BTF_MODULES= CONFIG_DEBUG_INFO= \
    modules >"$VM_WORK/modules.log" 2>&1 || { tail -n 40 "$VM_WORK/modules.log"; return 1; }
  (cd "$root$lttng" && find . -name '*.ko' -exec install -D -m 644 -t "$modules/updates/lttng" {} +)
  find "$modules/updates/lttng" -name '*.ko' | wc -l | sed 's/$/ modules of LTTng/; s/^/  /'
}

# Compressed modules cost time in the emulated guest.
collect() {
  in_root "$root" find "/lib/modules/$release" -name '*.ko.xz' -exec xz -d {} +
  rm -f "$modules/build" "$modules/source"
  in_root "$root" depmod "$release"
  mkdir "$out/modules"
  cp -a "$modules" "$out/modules/"
  cp "$root/boot/vmlinuz-$release" "$root/tmp/vmlinuz"
  in_root "$root" bash -eu -s <"$(dirname "$0")/unpack-vmlinux.sh" >"$out/vmlinux"
  echo "$release" >"$out/kernel-release"
}

fetch
release=$(cat "$root/kernel-release")
headers=$(echo "$root"/usr/src/linux-headers-*-common)
lttng=$(cd "$root" && echo usr/src/lttng-modules-*)
lttng=/$lttng
modules=$root/lib/modules/$release
follow_hrtimer_start
provide_mount_header
compile
collect
