# Sourced by the steps: makes a Debian in a folder.
# From build-vm.mjs: VM_SUITE, VM_MIRROR (empty: Debian's public ones), VM_APT_CONF (how this machine reaches the mirror), VM_WORK (removed afterwards).
set -euo pipefail
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive

# make_debian [MMDEBSTRAP OPTION]... FOLDER : documentation and translations stay out, nobody reads them here.
make_debian() {
  local options=("${@:1:$#-1}") folder=${*: -1}
  mmdebstrap --quiet --mode=root --aptopt="$VM_APT_CONF" --aptopt='APT::Install-Recommends "false"' --dpkgopt=force-unsafe-io \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    "${options[@]}" "$VM_SUITE" "$folder" ${VM_MIRROR:+"deb $VM_MIRROR $VM_SUITE main"}
}

# Programs in the root are not told of a folder for temporary files that is not there.
in_root() { env --unset=TMPDIR chroot "$@"; }
