#!/bin/bash
# Starts the Trace Compass of the root folder that this file is in, as any user, like an installed one: in a mount namespace
# of its own, gone with the process, where it sees this machine's folders at their own places. What stands behind -vmargs
# goes to Java in front of all else, as Eclipse's native launcher does; --launcher.appendVmargs is that launcher's own word.
root=$(cd "$(dirname "$(readlink -f "$0")")/../.." && pwd)
namespaces=(--mount)
[ "$(id -u)" = 0 ] || namespaces+=(--user --map-root-user)
app=() vm=() behind=
for word in "$@"; do
  if [ -n "$behind" ]; then vm+=("$word")
  elif [ "$word" = -vmargs ]; then behind=1
  elif [ "$word" != --launcher.appendVmargs ]; then app+=("$word"); fi
done
exec unshare "${namespaces[@]}" bash -c '
  root=$1 cwd=$2
  shift 2
  mount -t tmpfs tmpfs "$root/mnt" && mkdir "$root/mnt/r" || exit 70
  for own in usr lib lib64 bin sbin etc var opt; do
    if [ -e "$root/$own" ]; then mkdir -p "$root/mnt/r/$own" && mount --rbind "$root/$own" "$root/mnt/r/$own"; fi
  done
  for folder in /*; do
    there=$root/mnt/r$folder
    if [ -d "$folder" ] && [ ! -L "$folder" ] && [ ! -e "$there" ]; then mkdir -p "$there" && mount --rbind "$folder" "$there" 2>/dev/null; fi
  done
  # Home of a test user, and what the tests lend, may lie in /var.
  for folder in /var/tmp /var/cache; do
    if [ -d "$folder" ]; then mkdir -p "$root/mnt/r$folder" && mount --rbind "$folder" "$root/mnt/r$folder" 2>/dev/null; fi
  done
  exec chroot "$root/mnt/r" /bin/sh -c "cd \"\$0\" 2>/dev/null || cd /; exec /usr/bin/java \"\$@\"" "$cwd" "$@"
' tracecompass "$root" "$PWD" -Duser.home="$HOME" -Dosgi.requiredJavaVersion=1.8 "${vm[@]}" \
  -jar /usr/share/java/equinox-launcher.jar -name Tracecompass --launcher.library /usr/lib/jni/eclipse_11201.so \
  -INSTALL /usr/share/eclipse-tracecompass "${app[@]}"
