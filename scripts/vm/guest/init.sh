# Process 1 of the guest: what an init system would have prepared, then the agent that runs the tests' programs.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8
mount -t proc proc /proc
mount -t sysfs sys /sys
mkdir -p /dev/pts /dev/shm
mount -t devpts -o gid=5,mode=620,ptmxmode=666 devpts /dev/pts
mount -t tmpfs -o mode=1777 shm /dev/shm
mount -t tmpfs -o mode=1777 tmpfs /tmp
mount -t cgroup2 cgroup2 /sys/fs/cgroup
# As with any init system, nothing runs in the root cgroup: root's Podman would move all of it to one that other users cannot read.
mkdir -m 755 /sys/fs/cgroup/guest
echo $$ >/sys/fs/cgroup/guest/cgroup.procs
mount -t tracefs tracefs /sys/kernel/tracing
mount -t debugfs debugfs /sys/kernel/debug
# Rootless containers hide their mounts from each other only below a shared root.
mount --make-rshared /
hostname vmguest
ip link set lo up
mkdir -p /run/lock /run/user
for user in root tester other; do
  folder=/run/user/$(id -u $user)
  mkdir -m 700 "$folder"
  chown "$user:$(id -gn $user)" "$folder"
done
modprobe -a virtio_console overlay loop 2>/dev/kmsg

# Each user's Podman store, with the images already in it (tests/vm/setup/image-stores.ts); not there while they are made.
if [ -b /dev/vdb ]; then
  mkdir -p /stores
  mount -t ext4 -o noatime /dev/vdb /stores
  share() { # STORE FOLDER OWNER
    if [ -d "/stores/$1" ]; then
      mkdir -p "$2"
      mount --bind "/stores/$1" "$2"
    fi
  }
  share root /var/lib/containers
  for user in tester other; do
    install -d -o $user -g $user -m 700 /home/$user/.local /home/$user/.local/share /home/$user/.local/share/containers
    share $user /home/$user/.local/share/containers
  done
fi

port=
tries=0
while [ -z "$port" ] && [ $tries -lt 200 ]; do
  for one in /sys/class/virtio-ports/*; do
    if [ "$(cat "$one/name" 2>/dev/null)" = vm.agent ]; then port=/dev/${one##*/}; fi
  done
  if [ -z "$port" ]; then sleep 0.05; fi
  tries=$((tries + 1))
done
node /run/vm/agent.mjs "$port" >/dev/console 2>&1
echo "init: the agent ended with $?" >/dev/console
# Without it nobody can ask anything: the panic tells the driver.
exit 1
