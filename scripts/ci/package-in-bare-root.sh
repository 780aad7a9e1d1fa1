#!/bin/bash
# Builds the packages twice and compares them, checks them, and tries them in a bare Debian that has only the dependencies of the
# package and an engine. Set-up of the tests must have run. Messages go to stderr.
#   scripts/ci/package-in-bare-root.sh
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$here/../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/var/tmp}/containers-trace-package.XXXXXX")
content=$work/content
xvfb=
inside=
clean_up() {
  if [ -n "$inside" ] && kill "$inside" 2>/dev/null; then wait "$inside" || true; fi
  if [ -n "$xvfb" ]; then kill "$xvfb" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

say() { printf 'package: %s\n' "$*" >&2; }
# Builds with other settings of the builder, which must not reach the packages.
build() { (umask "$1" && cd "$project" && TZ=$2 node scripts/ct.mjs package --output "$work/$3" >/dev/null); }

# Prints one name for each alternative of Depends. Debian 12 has the older one, which is the last.
dependencies() { dpkg-deb --field "$1" Depends | tr ',' '\n' | sed -E 's/.*\| *//; s/\(.*\)//; s/ //g' | paste -sd,; }

# Starts an X server and waits for its number.
start_display() {
  mkfifo "$work/display"
  Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp -ac 3>"$work/display" 2>/dev/null &
  xvfb=$!
  read -r display <"$work/display"
}

# Tells the bare root when a window is shown: its tools are those of this machine.
tell_of_windows() {
  local shown
  while [ ! -e "$content/ended" ]; do
    shown=$(DISPLAY=:$display xdotool search --onlyvisible --name '^Containers Trace$' 2>/dev/null | wc -l)
    if [ "$shown" -gt 0 ]; then touch "$content/window"; else rm -f "$content/window"; fi
    sleep 0.3
  done
}

build 022 UTC first
build 077 Asia/Tokyo second
for file in "$work"/first/*; do
  cmp "$file" "$work/second/$(basename "$file")" || { say "two builds differ: $(basename "$file")"; exit 1; }
done
say 'two builds gave the same bytes'
deb=$(echo "$work"/first/*.deb)
rpm=$(echo "$work"/first/*.rpm)
"$here/check-packages.sh" "$deb" "$rpm"

mkdir -p "$content/rpm"
cp "$deb" "$content/containers-trace.deb"
(cd "$content/rpm" && rpm2cpio "$rpm" | cpio --quiet -idm)
cp "$here/package-steps.sh" "$content/"
start_display
engine=podman,runc,uidmap,slirp4netns,fuse-overlayfs
include=ca-certificates,$engine,$(dependencies "$deb")
tell_of_windows &
BARE_ROOT_NAME=package BARE_ROOT_INCLUDE=$include BARE_ROOT_FOLDER=$content BARE_ROOT_DISPLAY=yes \
  "$here/bare-root.sh" ./package-steps.sh ":$display" &
inside=$!
status=0
wait "$inside" || status=$?
inside=
touch "$content/ended"
exit "$status"
