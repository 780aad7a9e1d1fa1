#!/bin/bash
# Tries an installed package, as root in the bare Debian of package-in-bare-root.sh. The working folder has the .deb, a later version of
# it, the tree of the .rpm, and a file `window` with the properties of the window for as long as it is shown.
#   ./package-steps.sh DISPLAY
set -euo pipefail

display=$1
folder=$PWD
readonly LIMIT_SECONDS=120 FEWEST_EVENTS=20000
readonly TRACES=/home/tester/.local/share/containers-trace
say() { printf 'package (%s s): %s\n' "$SECONDS" "$*" >&2; }
# Prints what failed, and the output of the program in question.
fail() {
  say "$1"
  shift
  local log
  for log; do [ ! -s "$log" ] || tail -n 60 "$log" >&2; done
  exit 1
}
# Waits until a command succeeds.
await() {
  local what=$1 log=$2 ends=$((SECONDS + LIMIT_SECONDS))
  shift 2
  until "$@"; do
    [ "$SECONDS" -lt "$ends" ] || fail "gave up after $LIMIT_SECONDS s waiting until $what" "$log"
    sleep 0.2
  done
}

useradd --create-home --shell /bin/bash tester
uid=$(id -u tester)
install -d -m 700 -o tester -g tester "/run/user/$uid"
# Debian's udev lets everybody use this device, which the network of a plain user's container needs.
mount -t tmpfs -o mode=755 tmpfs /dev/net
mknod -m 666 /dev/net/tun c 10 200
# Each becomes the program, so that a signal to the job reaches it. Bash starts jobs without SIGINT.
AS_USER=(setpriv --reuid tester --regid tester --init-groups --reset-env -- env --default-signal=INT -C /home/tester
  "DISPLAY=$display" "XDG_RUNTIME_DIR=/run/user/$uid" LANG=C.UTF-8)
# Without any network, not even this machine's own.
AS_USER_OFFLINE=(unshare --net "${AS_USER[@]}")

# Everything outside of home folders, run-time folders, images of root, logs and the records of dpkg.
files() {
  find / -xdev \( -path /home -o -path /run -o -path /tmp -o -path /root -o -path /var/tmp -o -path /var/lib/containers -o -path /var/lib/dpkg \
    -o -path /etc/cni/net.d/cni.lock -o -path /var/log -o -path /var/cache -o -path /var/lib/apt -o -path /usr/share/mime \
    -o -path /usr/share/icons/hicolor/icon-theme.cache \) -prune -o -print | sort
}
groups_and_services() {
  cat /etc/group
  find /etc -path '/etc/systemd/*' -o -path '/etc/init.d/*' -o -path '/etc/rc?.d/*' -o -path '/etc/xdg/autostart/*' | sort
}
# dpkg refuses to configure a package without its dependencies, and downloads nothing.
install_package() { dpkg --force-unsafe-io --install "$1" >/tmp/dpkg.log 2>&1 || fail 'dpkg did not install the package' /tmp/dpkg.log; }
purge_package() { dpkg --purge "$package" >/tmp/dpkg.log 2>&1 || fail 'dpkg did not purge the package' /tmp/dpkg.log; }
# The number after a name in a JSON file.
number() { sed -nE "s/.*\"$1\": *([0-9]+).*/\\1/p" "$2" | head -1; }
text() { sed -nE "s/.*\"$1\": *\"([^\"]*)\".*/\\1/p" "$2" | head -1; }

# Loads the demo's image into the user's engine. An image that is missing or out of date is built by the package, as root.
provide_image() {
  local check=("${AS_USER[@]}" containers-trace build demo --engine podman --check --json)
  if [ -e "$folder/demo.tar" ]; then "${AS_USER[@]}" podman load --quiet <"$folder/demo.tar" >/dev/null; fi
  "${check[@]}" >/tmp/check.json || fail 'the recipes of the demo are not in the package' /tmp/check.json
  image=$(text reference /tmp/check.json)
  [ "$(text needs /tmp/check.json)" != nothing ] || return 0
  say 'builds the image of the demo'
  containers-trace build demo --engine podman --json >/tmp/build.json 2>/tmp/build.log || fail 'the image was not built' /tmp/build.log
  podman save --quiet "$image" | "${AS_USER[@]}" podman load --quiet >/dev/null
}

# Records while something happens to the package, and stops the recording after that.
record_while() {
  local what=$1 recording
  shift
  # Otherwise the output of the last recording could be read before the job replaces it.
  rm -f /tmp/record.json /tmp/record.log
  "${AS_USER[@]}" containers-trace record --engine podman --image "$image" --preset functions --name "$what" --json -- \
    sh -c 'echo begun; while :; do ls -la / >/dev/null; sleep 0.05; done' >/tmp/record.json 2>/tmp/record.log &
  recording=$!
  await 'the recording runs' /tmp/record.log grep -qs begun /tmp/record.log /tmp/record.json
  "$@"
  kill -INT "$recording" || fail "the recording ended before it was stopped, during $what" /tmp/record.log /tmp/record.json
  wait "$recording" || fail "the recording did not survive $what" /tmp/record.log /tmp/record.json
  local found="$(text state /tmp/record.json), $(number discardedEvents /tmp/record.json) discarded"
  [ "$found" = 'ready, 0 discarded' ] && [ "$(number events /tmp/record.json)" -gt 0 ] ||
    fail "the recording during $what is not complete: $found" /tmp/record.json
  [ -z "$("${AS_USER[@]}" podman ps --all --quiet)" ] || fail "the recording during $what left a container" /tmp/record.log
  say "a recording during $what kept $(number events /tmp/record.json) events"
}

is_listed() { "${AS_USER[@]}" containers-trace list --json | grep -q "\"id\": *\"$1\""; }
is_shown() { [ -e "$folder/window" ]; }
is_gone() { [ ! -e "$folder/window" ]; }
# Opens a window as the user without network, calls a function, and closes the window. The rest are options of the window.
with_window() {
  local function=$1 window
  shift
  "${AS_USER_OFFLINE[@]}" containers-trace window "$@" >/tmp/window.log 2>&1 &
  window=$!
  await 'the window is shown' /tmp/window.log is_shown
  "$function"
  kill "$window"
  wait "$window" || true
  await 'the window is closed' /tmp/window.log is_gone
}

# An archive is imported by the open window, whatever its name would be for a shell or for Chromium.
open_archive() {
  local name='--gpu-launcher=touch hostile;$(touch hostile)`touch hostile`.ctrace.zip'
  grep -q 'Icon (' "$folder/window" || fail 'the window has no icon' "$folder/window"
  "${AS_USER[@]}" containers-trace export "$demo" --library /home/tester/other --output "./$name" >/tmp/export.log 2>&1 ||
    fail 'the trace was not exported' /tmp/export.log
  ! is_listed "$demo" || fail 'the trace is in the library before its archive is opened'
  "${AS_USER[@]}" timeout "$LIMIT_SECONDS" containers-trace window "$name" >/tmp/second.log 2>&1 || fail 'the second start failed' /tmp/second.log
  await 'the archive is imported' /tmp/window.log is_listed "$demo"
  [ -z "$(find / -xdev -name hostile)" ] || fail 'the name of the archive was run as a command'
}

for absent in node npm; do ! command -v "$absent" >/dev/null || fail "$absent is installed, which a user need not have"; done
files >/tmp/before
groups_and_services >/tmp/settings-before
package=$(dpkg-deb --field "$folder/containers-trace.deb" Package)
install_package "$folder/containers-trace.deb"
groups_and_services >/tmp/settings-after
diff /tmp/settings-before /tmp/settings-after >&2 || fail 'the installation changed groups or services'
version=$("${AS_USER[@]}" containers-trace --version)
say "installed $package $version"

provide_image
"${AS_USER[@]}" containers-trace demo --engine podman --library /home/tester/other --json >/tmp/demo.json 2>/tmp/demo.log ||
  fail 'the demo failed' /tmp/demo.log /tmp/demo.json
demo=$(text id /tmp/demo.json)
[ "$(number events /tmp/demo.json)" -gt "$FEWEST_EVENTS" ] || fail 'the demo has too few events' /tmp/demo.json
say "a plain user recorded the demo with $(number events /tmp/demo.json) events"

with_window open_archive
say 'the window opened without network, has an icon, and imported an archive with a hostile name'
# As where the system keeps user namespaces from Electron, for example by AppArmor.
with_window true --disable-namespace-sandbox
say 'the window opened with the setuid sandbox'

await 'the later version is built' /dev/null test -e "$folder/update.deb"
record_while 'an upgrade' install_package "$folder/update.deb"
[ "$("${AS_USER[@]}" containers-trace --version)" = 99.0.0 ] || fail 'the upgrade did not replace the package'
record_while 'a downgrade' install_package "$folder/containers-trace.deb"
[ "$("${AS_USER[@]}" containers-trace --version)" = "$version" ] || fail 'the downgrade did not replace the package'
record_while 'the removal' purge_package

# The user's folders stay.
files >/tmp/after
diff /tmp/before /tmp/after >&2 || fail 'these files differ after the removal'
groups_and_services | diff /tmp/settings-before - >&2 || fail 'the removal changed groups or services'
say 'removal and purge left nothing but the files of the user'

# The tree of the .rpm runs from any folder, and has all traces of the user.
mv "$folder/rpm" /opt/tree
AS_USER+=("PATH=/opt/tree/usr/bin:$PATH")
AS_USER_OFFLINE+=("PATH=/opt/tree/usr/bin:$PATH")
[ "$("${AS_USER[@]}" containers-trace list --json | grep -c '"state": *"ready"')" = 4 ] || fail 'the tree of the .rpm does not list four traces'
with_window true
say "the tree of the .rpm started, and lists the traces of $TRACES"
