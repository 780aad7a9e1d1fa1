#!/bin/busybox sh
# First program in the guest: mounts the disk and hands over to systemd, or to init.sh, which comes along in memory.
/bin/busybox mount -t devtmpfs dev /dev
for module in $(/bin/busybox cat /modules/order); do /bin/busybox insmod "/modules/$module"; done
tries=0
while [ ! -b /dev/vda ] && [ $tries -lt 200 ]; do
  /bin/busybox sleep 0.05
  tries=$((tries + 1))
done
/bin/busybox mount -t ext4 -o rw,noatime /dev/vda /new || exit 1
/bin/busybox mount -t tmpfs -o mode=755 tmpfs /new/run
/bin/busybox cp -r /guest /new/run/vm
/bin/busybox mount --move /dev /new/dev
# The machine with systemd starts the agent itself. The other guest has systemd, too, but does not use it.
if [ -e /new/etc/systemd/system/vm-agent.service ]; then exec /bin/busybox switch_root /new /lib/systemd/systemd; fi
exec /bin/busybox switch_root /new /bin/sh /run/vm/init.sh
