#!/bin/bash
# Tries an installed package, as root in the bare Debian of package-in-bare-root.sh. The working folder has the .deb, the tree of the
# .rpm, and a file `window` for as long as a window is shown.
#   ./package-steps.sh DISPLAY
set -euo pipefail

display=$1
folder=$PWD
readonly LIMIT_SECONDS=90
say() { printf 'package: %s\n' "$*" >&2; }
fail() {
  say "$*"
  [ ! -s /tmp/window.log ] || cat /tmp/window.log >&2
  exit 1
}
# Waits until a command succeeds.
await() {
  local what=$1 ends=$((SECONDS + LIMIT_SECONDS))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$ends" ] || fail "gave up after $LIMIT_SECONDS s waiting until $what"
    sleep 0.3
  done
}
is_shown() { [ -e "$folder/window" ]; }
is_gone() { [ ! -e "$folder/window" ]; }

useradd --create-home --shell /bin/bash tester
uid=$(id -u tester)
install -d -m 700 -o tester -g tester "/run/user/$uid"
as_user() {
  setpriv --reuid tester --regid tester --init-groups --reset-env -- env -C /home/tester \
    DISPLAY="$display" XDG_RUNTIME_DIR="/run/user/$uid" LANG=C.UTF-8 "$@"
}
# Without any network, not even this machine's own.
as_user_offline() {
  unshare --net setpriv --reuid tester --regid tester --init-groups --reset-env -- env -C /home/tester \
    DISPLAY="$display" XDG_RUNTIME_DIR="/run/user/$uid" LANG=C.UTF-8 "$@"
}
# Everything outside of home folders, run-time folders, logs and the records of dpkg.
files() {
  find / -xdev \( -path /home -o -path /run -o -path /tmp -o -path /root -o -path /var/lib/dpkg -o -path /var/log -o -path /var/cache \
    -o -path /var/lib/apt -o -path /usr/share/mime -o -path /usr/share/icons/hicolor/icon-theme.cache \) -prune -o -print | sort
}
groups_and_services() {
  cat /etc/group
  find /etc -path '/etc/systemd/*' -o -path '/etc/init.d/*' -o -path '/etc/rc?.d/*' -o -path '/etc/xdg/autostart/*' | sort
}
# Opens a window as the user without network, calls the rest as a command, and closes the window.
with_window() {
  local program=$1 window
  shift
  as_user_offline "$program" >/tmp/window.log 2>&1 &
  window=$!
  await 'the window is shown' is_shown
  "$@"
  pkill -TERM -u tester -o -f resources/app || kill "$window"
  wait "$window" || true
  await 'the window is closed' is_gone
}

for absent in node npm; do ! command -v "$absent" >/dev/null || fail "$absent is installed, which a user need not have"; done
files >/tmp/before
groups_and_services >/tmp/settings-before
# dpkg refuses to configure a package without its dependencies, and downloads nothing.
dpkg --install "$folder/containers-trace.deb" >/tmp/dpkg.log 2>&1 || { cat /tmp/dpkg.log >&2; fail 'dpkg did not install the package'; }
groups_and_services >/tmp/settings-after
diff /tmp/settings-before /tmp/settings-after >&2 || fail 'the installation changed groups or services'
say "installed $(dpkg-query --show --showformat '${Package} ${Version}' 'containers-trace*')"

as_user containers-trace --version >/dev/null
as_user containers-trace build demo --check --json >/tmp/build.json || fail 'the recipes of the demo are not in the package'
# A plain image, made of this machine's files: the tracer is lent by this machine.
tar --create --file /tmp/image.tar --directory / bin lib lib64 usr/bin/ls usr/lib64 usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2 \
  $(ldd /usr/bin/ls | sed -nE 's/.*=> \/(\S+) .*/\1/p' | sed -E 's/^lib/usr\/lib/' | sort -u) etc/passwd
as_user podman --log-level error import --quiet /tmp/image.tar localhost/plain >/dev/null
as_user containers-trace record --engine podman --image localhost/plain --network none --preset memory --json -- ls -la / >/tmp/record.json ||
  { cat /tmp/record.json >&2; fail 'the recording failed'; }
grep -q '"events": *[1-9]' /tmp/record.json || { cat /tmp/record.json >&2; fail 'the recording has no events'; }
say "a plain user recorded $(sed -nE 's/.*"events": *([0-9]+).*/\1/p' /tmp/record.json | head -1) events"

with_window containers-trace true
say 'the window opened without network'

# A running window loses its files, and the user's folders stay.
find /home/tester/.local/share/containers-trace | sort >/tmp/traces-before
apt-get purge --quiet --quiet --yes 'containers-trace*' >/tmp/apt.log 2>&1 || { cat /tmp/apt.log >&2; fail 'apt-get did not purge the package'; }
files >/tmp/after
diff /tmp/before /tmp/after >&2 || fail 'these files differ after the removal'
find /home/tester/.local/share/containers-trace | sort | diff /tmp/traces-before - >&2 || fail 'the removal changed the traces'
say 'removal and purge left nothing but the files of the user'

# The tree of the .rpm runs from any folder.
mv "$folder/rpm" /opt/tree
as_user /opt/tree/usr/bin/containers-trace list --json | grep -q '"id":' || fail 'the tree of the .rpm does not list the trace'
with_window /opt/tree/usr/bin/containers-trace true
say 'the tree of the .rpm started'
