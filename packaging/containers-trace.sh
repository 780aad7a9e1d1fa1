#!/bin/sh
# The command containers-trace of an installed tree. It is in PREFIX/lib/containers-trace, beside Electron (electron) and the app
# (resources/app), and PREFIX/bin/containers-trace is a link to it.
#   containers-trace COMMAND [ARGUMENT]...   the command line
#   containers-trace window [OPTION]... [FILE|LINK]...
#                                            the window; also without arguments where there is a display
#   containers-trace FILE|LINK...            the window with these archives or this link; no command has a dot, slash or colon
# What is asked of Electron is the same as in scripts/window; tests/unit/scripts/installed-launcher.test.ts compares them.
set -eu

app=$(dirname "$(readlink -f "$0")")
display=${WAYLAND_DISPLAY-}${DISPLAY-}

if [ "$#" -eq 0 ] && [ -n "$display" ]; then set -- window; fi
case ${1-} in
  -*) ;;
  *[./:]*) set -- window "$@" ;;
esac
if [ "${1-}" != window ]; then
  ELECTRON_RUN_AS_NODE=1 exec "$app/electron" "$app/resources/app/out/main/cli.js" "$@"
fi
shift

refuse() {
  printf '%s\n' "$@" >&2
  exit 3
}

no_sandbox=
platform=
for argument; do
  case $argument in
    # What follows is no option.
    -- | [!-]*) break ;;
    --no-sandbox) no_sandbox=yes ;;
    --ozone-platform* | --headless*) platform=chosen ;;
  esac
done
# Electron would end here by SIGTRAP, before any code of the app runs.
if [ "$(id -u)" = 0 ] && [ -z "$no_sandbox" ]; then
  refuse "The window does not open as root: Chromium's sandbox does not work there." \
    'Start it as your own user. It asks for a password when a recording needs one.' \
    'The command line works as root: containers-trace --help' \
    'To open the window as root without the sandbox: containers-trace window --no-sandbox'
fi
if [ -z "$platform" ]; then
  [ -n "$display" ] || refuse 'There is no display to open the window on (neither DISPLAY nor WAYLAND_DISPLAY is set).' \
    'To record without a window: containers-trace record --help'
  if [ -z "${DISPLAY-}" ] && [ "${ELECTRON_OZONE_PLATFORM_HINT-}" != wayland ]; then set -- --ozone-platform=wayland "$@"; fi
fi
# What follows `--` is no option for Chromium, whatever the name of a file is.
operands=
count=$#
while [ "$count" -gt 0 ]; do
  argument=$1
  operand=
  case $argument in
    --) operands=yes ;;
    # A broken link is a file, too, whose name must not become an option.
    -*) if [ -e "./$argument" ] || [ -L "./$argument" ]; then operand=yes; fi ;;
    *) operand=yes ;;
  esac
  if [ -n "$operand" ] && [ -z "$operands" ]; then
    set -- "$@" --
    operands=yes
  fi
  shift
  set -- "$@" "$argument"
  count=$((count - 1))
done
for name in $(env | sed -n 's/^\(NODE_[A-Za-z0-9_]*\)=.*/\1/p') ELECTRON_RUN_AS_NODE ELECTRON_FORCE_IS_PACKAGED; do
  unset "$name"
done
exec "$app/electron" "$@"
