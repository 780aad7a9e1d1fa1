#!/bin/bash
# root.sh OUT LAUNCHER: a real Trace Compass to test with, in a root folder of its own; nothing of it is installed on this
# machine. The package is the last that Debian had (6.2.0, in bullseye). Its own starter takes no arguments, so LAUNCHER is
# put in its place. From build-beside.mjs: VM_SUITE, VM_MIRROR (empty: Debian's public ones), VM_APT_CONF.
set -euo pipefail
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
out=$1 launcher=$2

# With documentation: Java's packages fail to install where the folder of manual pages is not there.
env --unset=TMPDIR mmdebstrap --quiet --mode=root --variant=minbase --skip=check/empty --aptopt="$VM_APT_CONF" \
  --aptopt='APT::Install-Recommends "false"' --dpkgopt=force-unsafe-io \
  --include=eclipse-tracecompass,default-jre,libgtk-3-0,libswt-gtk-4-java,libwebkit2gtk-4.0-37,adwaita-icon-theme,fonts-dejavu-core,dbus-x11 \
  "$VM_SUITE" "$out" ${VM_MIRROR:+"deb $VM_MIRROR $VM_SUITE main"}
install -m 755 "$launcher" "$out/usr/bin/tracecompass"
# Any user starts it: all of it can be read, and `mnt` is where each start mounts its own view.
chmod 755 "$out"
