#!/bin/bash
# Builds the packages twice and compares them, checks them, and tries them in a bare Debian that has only the dependencies of the
# package and an engine. Set-up of the tests must have run. Messages go to stderr.
#   scripts/ci/package-in-bare-root.sh
set -euo pipefail

readonly LIMIT_SECONDS=120
here=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$here/../.." && pwd)
cache=${CONTAINERS_TRACE_CACHE:-/var/cache/containers-trace}
# Some 3 GB are written, which is twice as fast in memory.
readonly NEEDED_KIB=$((8 * 1024 * 1024))
if [ "$(df --output=avail /dev/shm | tail -1)" -gt "$NEEDED_KIB" ]; then export TMPDIR=/dev/shm; fi
work=$(mktemp -d "${TMPDIR:-/var/tmp}/containers-trace-package.XXXXXX")
content=$work/content
# Each job has its own process group, so that a signal reaches all of its processes.
set -m
jobs=()
# bare-root.sh ends its command when it gets a signal.
clean_up() {
  local job
  for job in "${jobs[@]}"; do if kill -- "-$job" 2>/dev/null; then wait "$job" 2>/dev/null || true; fi; done
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

say() { printf 'package: %s\n' "$*" >&2; }
# Builds with other settings of the builder, which must not reach the packages.
build() { (umask "$1" && cd "$project" && TZ=$2 node scripts/ct.mjs package --output "$work/$3" >/dev/null); }

# Builds again, compares and checks.
check() {
  build 077 Asia/Tokyo second
  for file in "$work"/first/*; do
    cmp "$file" "$work/second/$(basename "$file")" || { say "two builds differ: $(basename "$file")"; exit 1; }
  done
  rm -r "$work/second"
  say 'two builds gave the same bytes'
  "$here/check-packages.sh" "$deb" "$rpm"
}

# Prints one name for each alternative of Depends. Debian 12 has the older one, which is the last.
dependencies() { dpkg-deb --field "$1" Depends | tr ',' '\n' | sed -E 's/.*\| *//; s/\(.*\)//; s/ //g' | paste -sd,; }

# Makes a later version whose code is in files with other names, like that of a real one.
make_update() {
  local tree=$work/update code file script
  dpkg-deb --raw-extract "$deb" "$tree"
  code=$tree/usr/lib/containers-trace/resources/app
  sed -i 's/^Version: .*/Version: 99.0.0/' "$tree/DEBIAN/control"
  script=$(sed -nE 's/.*"version": "(.*)".*/s,(["`])\1["`],\\199.0.0\\1,g;/p' "$code/package.json")
  for file in "$code"/out/main/*-????????.js; do
    file=$(basename "$file" .js)
    mv "$code/out/main/$file.js" "$code/out/main/$file-next.js"
    script+="s,$file\\.js,$file-next.js,g;"
  done
  sed -i -E "$script" "$code/package.json" "$code"/out/main/*.js
  (cd "$tree" && find usr -type f -exec md5sum {} + >DEBIAN/md5sums)
  dpkg-deb --root-owner-group -Znone --build "$tree" "$content/update.part" >/dev/null
  mv "$content/update.part" "$content/update.deb"
  rm -r "$tree"
}

# Starts an X server and waits for its number.
start_display() {
  mkfifo "$work/display"
  Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp -ac 3>"$work/display" 2>/dev/null &
  jobs+=($!)
  read -r -t "$LIMIT_SECONDS" display <"$work/display"
}

# Writes the properties of the window to a file while it is shown, for the bare root: these tools are not there.
tell_of_windows() {
  local shown
  while :; do
    shown=$(DISPLAY=:$display xdotool search --onlyvisible --name '^Containers Trace$' 2>/dev/null | head -1) || true
    if [ -z "$shown" ]; then
      rm -f "$content/window"
    elif [ ! -e "$content/window" ]; then
      if DISPLAY=:$display xprop -len 10000000 -id "$shown" >"$content/window.part" 2>/dev/null; then mv "$content/window.part" "$content/window"; fi
    fi
    sleep 0.2
  done
}

build 022 UTC first
deb=$(echo "$work"/first/*.deb)
rpm=$(echo "$work"/first/*.rpm)
mkdir -p "$content/rpm"
ln "$deb" "$content/containers-trace.deb"
cp "$here"/package-steps.sh "$content/"
# The demo's image of the tests on real engines. Without it the package builds the image.
for archive in "$cache"/test-images/demo-*.tar; do [ ! -e "$archive" ] || cp "$archive" "$content/demo.tar"; done
start_display
tell_of_windows &
jobs+=($!)
engine=podman,runc,uidmap,slirp4netns,fuse-overlayfs,mmdebstrap
BARE_ROOT_NAME=package BARE_ROOT_INCLUDE=ca-certificates,$engine,$(dependencies "$deb") BARE_ROOT_FOLDER=$content BARE_ROOT_DISPLAY=yes \
  "$here/bare-root.sh" ./package-steps.sh ":$display" &
inside=$!
jobs+=("$inside")
(cd "$content/rpm" && rpm2cpio "$rpm" | cpio --quiet -idm)
make_update
check >"$work/check" 2>&1 &
checks=$!
jobs+=("$checks")
wait "$inside" || exit
wait "$checks" || { status=$?; cat "$work/check" >&2; exit "$status"; }
cat "$work/check" >&2
