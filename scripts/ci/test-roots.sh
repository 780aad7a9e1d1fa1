#!/bin/bash
# Makes the root file systems of the tests of images: Debian releases with their own LTTng-UST, and musl. mmdebstrap extracts
# the packages without configuring them. The tarballs stay in the cache. Prints their folder.
#   scripts/ci/test-roots.sh
set -euo pipefail

# Name, release and packages of each root.
readonly ROOTS=(
  "bullseye bullseye coreutils,dash,liblttng-ust0"
  "trixie trixie coreutils,dash,liblttng-ust1t64"
  "sid sid coreutils,dash,liblttng-ust1t64"
  "musl bookworm musl"
)
cache=${CONTAINERS_TRACE_CACHE:-/var/cache/containers-trace}/test-roots
work=$(mktemp -d "${TMPDIR:-/var/tmp}/containers-trace-roots.XXXXXX")
trap 'rm -rf --one-file-system "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# The settings and the mirror of this machine's apt.
apt_options() { apt-config dump | grep -E '^Acquire::(Check-|[Hh]ttps?::|Retries)' || true; }
mirror() {
  apt-get indextargets --format '$(ORIGIN) $(LABEL) $(SITE)' 'Created-By: Packages' |
    awk '$1 == "Debian" && $2 == "Debian" && !found { print $3; found = 1 }'
}

make_root() {
  local name=$1 suite=$2 packages=$3 key tarball
  key=$( (echo "$name $mirror" && cat "$0" "$work/apt.conf") | sha256sum | cut -c1-16)
  tarball=$cache/$name-$key.tar
  if [ ! -e "$tarball" ]; then
    mmdebstrap --quiet --variant=extract --include="$packages" --aptopt="$work/apt.conf" \
      --extract-hook='rm -rf "$1/usr/share"; for d in bin lib lib64; do [ ! -e "$1/usr/$d" ] || [ -e "$1/$d" ] || ln -s "usr/$d" "$1/$d"; done' --format=tar "$suite" "$work/$name.tar" "deb $mirror $suite main" >&2
    mv "$work/$name.tar" "$tarball"
  fi
  ln -sfn "${tarball##*/}" "$cache/$name.tar"
}

mkdir -p "$cache"
# The tests wait here for a run that began before them.
exec 9>"$cache/lock"
flock 9
{
  apt_options
  echo 'Acquire::Languages "none";'
} >"$work/apt.conf"
mirror=$(mirror)
mirror=${mirror:-http://mirror.invalid/debian}
for root in "${ROOTS[@]}"; do
  read -r name suite packages <<<"$root"
  make_root "$name" "$suite" "$packages"
done
echo "$cache"
