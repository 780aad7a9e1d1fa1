#!/bin/bash
# guest-in-root.sh ROOT: users and settings of the guest.
. "$(dirname "$0")/debian.sh"
root=$1
# Users with sub-ids, as on any desktop: one may speak to the root session daemon, the other may not.
in_root "$root" groupadd --force --system tracing
in_root "$root" useradd --create-home --shell /bin/bash --uid 1000 --groups tracing tester
in_root "$root" useradd --create-home --shell /bin/bash --uid 1001 other
chmod 700 "$root/home/tester" "$root/home/other"
echo vmguest >"$root/etc/hostname"
echo '127.0.0.1 localhost vmguest' >"$root/etc/hosts"
mkdir -p "$root/etc/containers"
# There is no init system; nothing is ever pulled.
cat >"$root/etc/containers/containers.conf" <<'CONF'
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
runtime = "crun"
[containers]
log_driver = "k8s-file"
CONF
echo '{"default":[{"type":"insecureAcceptAnything"}]}' >"$root/etc/containers/policy.json"
