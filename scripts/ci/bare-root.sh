#!/bin/bash
# Runs a command in a fresh clone of this checkout, as root, in a bare Debian where only node and npm are installed, like
# on a new user's machine. Standard output is the command's. Messages of this script go to stderr.
#   [BARE_ROOT_SUITE=bookworm] scripts/ci/bare-root.sh COMMAND [ARGUMENT]...
# For tests of packages, the root has other Debian packages and a given folder in place of the clone:
#   BARE_ROOT_NAME=NAME BARE_ROOT_INCLUDE=PACKAGE,... BARE_ROOT_FOLDER=DIR   the name tells the cached roots apart
#   BARE_ROOT_DISPLAY=yes                                                     this machine's sockets of X servers are shared
# Enters the folder by pivot_root in a separate mount and pid namespace, because runc's pivot_root fails in a chroot. The
# namespaces also remove every process and mount that the command leaves. Needs root, mmdebstrap and git.
set -euo pipefail

readonly SUITE=${BARE_ROOT_SUITE:-bookworm} INCLUDE=${BARE_ROOT_INCLUDE:-ca-certificates,nodejs,npm}
readonly NAME=bare-root${BARE_ROOT_NAME:+-$BARE_ROOT_NAME}
readonly LIMIT_SECONDS=${BARE_ROOT_LIMIT_SECONDS:-900}
project=$(cd "$(dirname "$0")/../.." && pwd)
cache=${CONTAINERS_TRACE_CACHE:-/var/cache/containers-trace}
work=$(mktemp -d "${TMPDIR:-/var/tmp}/containers-trace-bare.XXXXXX")
root=$work/root
inside=
# Ends the command and waits for it before removing the folder. Its mounts disappear with its namespaces.
clean_up() {
  if [ -n "$inside" ] && kill "$inside" 2>/dev/null; then wait "$inside" || true; fi
  rm -rf --one-file-system "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

say() { printf 'bare root (%s): %s\n' "$SUITE" "$*" >&2; }

# Prints this machine's apt settings for reaching its package registries. A bare Debian has no such settings.
apt_options() { apt-config dump | grep -E '^Acquire::(Check-|[Hh]ttps?::|Retries)' || true; }
debian_sources() {
  # Use the mirror of a host with the same Debian release, otherwise Debian's public mirror.
  if grep -qs "^VERSION_CODENAME=$SUITE" /etc/os-release; then
    find /etc/apt -name 'sources.list' -o -name 'debian.sources' -o -name 'debian.list'
  fi
}

root_tarball() {
  mapfile -t sources < <(debian_sources)
  local key tarball
  key=$( { echo "$SUITE $INCLUDE"; apt_options; [ ${#sources[@]} -eq 0 ] || cat "${sources[@]}"; } | sha256sum | cut -c1-16)
  tarball=$cache/$NAME-$SUITE-$key.tar
  if [ ! -e "$tarball" ]; then
    say "building $tarball (once)"
    mkdir -p "$cache"
    apt_options >"$work/apt.conf"
    rm -f "$cache/$NAME-$SUITE"-*
    mmdebstrap --variant=minbase --include="$INCLUDE" --aptopt="$work/apt.conf" --format=tar "$SUITE" "$tarball.part" "${sources[@]}" >&2
    mv "$tarball.part" "$tarball"
  fi
  echo "$tarball"
}

# Copies a file of this machine to the same path in the root.
carry() { if [ -f "$1" ]; then install -D -m 644 "$(readlink -f "$1")" "$root$1"; fi; }

carry_network() {
  # These files may be links to paths that do not exist in the root.
  rm -f "$root/etc/resolv.conf" "$root/etc/hosts"
  carry /etc/resolv.conf
  carry /etc/hosts
  local file
  for file in /etc/ssl/certs/ca-certificates.crt "${NODE_EXTRA_CA_CERTS:-}" "${SSL_CERT_FILE:-}" "$(npm config get cafile)" \
    /usr/local/share/ca-certificates/*.crt; do
    carry "$file"
  done
  apt_options >"$root/etc/apt/apt.conf.d/90-this-machine"
  cat "$(npm config get globalconfig)" "$(npm config get userconfig)" >"$root/root/.npmrc" 2>/dev/null || true
}

# Pass only network settings. A new machine has no other part of this machine's environment.
passed_on() {
  env -0 | grep -zE '^(NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|(NPM_CONFIG|npm_config)_(registry|cafile)|(https?|HTTPS?|no|NO|all|ALL)_(proxy|PROXY))=' || true
}

enter() {
  mapfile -d '' -t environment < <(passed_on)
  exec timeout --kill-after=10 "$LIMIT_SECONDS" \
    unshare --mount --propagation private --pid --fork --kill-child=KILL \
    env -i HOME=/root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "${environment[@]}" \
    bash -euc '
      root=$1
      folder=$2
      display=$3
      shift 3
      mount --bind "$root" "$root"
      mount -t proc proc "$root/proc"
      mount --rbind /sys "$root/sys"
      mount --rbind /dev "$root/dev"
      mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
      [ -z "$folder" ] || mount --bind "$folder" "$root/root/containers-trace"
      [ -z "$display" ] || mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
      mkdir -p "$root/.host"
      cd "$root"
      pivot_root . .host
      cd /root/containers-trace
      umount -l /.host
      rmdir /.host
      "$@"' enter "$root" "${BARE_ROOT_FOLDER:-}" "${BARE_ROOT_DISPLAY:-}" "$@" </dev/null
}

[ $# -gt 0 ] || { say 'usage: scripts/ci/bare-root.sh COMMAND [ARGUMENT]...'; exit 2; }
[ "$(id -u)" = 0 ] || { say 'needs root'; exit 3; }
tarball=$(root_tarball)
say "unpacks $tarball"
mkdir "$root"
tar -xf "$tarball" -C "$root" --numeric-owner
carry_network
mkdir -p "$root/root/containers-trace" "$root/tmp/.X11-unix"
[ -n "${BARE_ROOT_FOLDER:-}" ] || git clone --quiet --no-hardlinks "$project" "$root/root/containers-trace"
say "runs: $*"
started=$SECONDS
status=0
# Run in the background, so that this script handles signals at once and not only after the command.
enter "$@" &
inside=$!
wait "$inside" || status=$?
inside=
say "ended with exit code $status after $((SECONDS - started)) s"
exit "$status"
