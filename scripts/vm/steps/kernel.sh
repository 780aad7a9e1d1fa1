#!/bin/bash
# kernel.sh OUT: Debian's cloud kernel as OUT/vmlinux (uncompressed: emulation would unpack it slowly), OUT/kernel-release,
# and its modules with LTTng's under OUT/modules. Sources and compiler live only as long as mmdebstrap's own folder.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/debian.sh"
make_debian --variant=apt --format=null --skip=cleanup/apt/lists --include=gcc,make,kmod,xz-utils,zstd,binutils \
  --customize-hook="$here/kernel-in-root.sh \"\$1\" '$1'" -
