#!/bin/bash
# selinux-in-root.sh ROOT: the modules for containers in the policy (container_t and its kin, as Fedora has them), enforcing.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/debian.sh"
root=$1
mkdir "$root/tmp/policy"
cp "$here/../selinux/dockerd_unconfined.te" "$root/tmp/policy/"
in_root "$root" bash -euc '
  cd /tmp/policy
  tar --zstd -xf /usr/src/selinux-policy-src.tar.zst
  # The interfaces (.if) are in selinux-policy-dev already.
  mv selinux-policy-src/policy/modules/services/{container,podman,docker}.{te,fc} .
  make -s -f /usr/share/selinux/devel/Makefile container.pp podman.pp docker.pp
  semodule --noreload --install container.pp --install podman.pp --install docker.pp
  # A test installs this one.
  make -s -f /usr/share/selinux/devel/Makefile dockerd_unconfined.pp
  mv dockerd_unconfined.pp /root/
  rm -rf /tmp/policy'
# Podman labels its containers where SELinux is on. Docker does so only where it is told to (dockerd(8)), as on Fedora.
mkdir -p "$root/etc/docker"
echo '{ "selinux-enabled": true }' >"$root/etc/docker/daemon.json"
sed -i 's/^SELINUX=.*/SELINUX=enforcing/' "$root/etc/selinux/config"
# The tests' agent, the product and every other program of Node make machine code at run time, which this policy denies by
# default and Fedora's allows the people of a machine (execmem). Not in the policy's file: setsebool(8) needs a running SELinux.
mkdir -p "$root/etc/systemd/system/vm-agent.service.d"
printf '[Service]\nExecStartPre=/usr/sbin/setsebool allow_execmem on\n' >"$root/etc/systemd/system/vm-agent.service.d/execmem.conf"
