#!/bin/bash
# machine-in-root.sh ROOT: users and settings of the machine with systemd.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/debian.sh"
root=$1
files=$here/../machine
# tester may use Docker and the root session daemon. other may do neither without a password, which is the name.
in_root "$root" groupadd --force --system tracing
in_root "$root" useradd --create-home --shell /bin/bash --uid 1000 --groups tracing,docker tester
in_root "$root" useradd --create-home --shell /bin/bash --uid 1001 --groups sudo other
chmod 700 "$root/home/tester" "$root/home/other"
echo other:other | in_root "$root" chpasswd

# Without a setting, the Podman of this Debian copies the whole image for each container of a plain user (driver vfs).
mkdir -p "$root/etc/containers"
printf '[storage]\ndriver = "overlay"\n' >"$root/etc/containers/storage.conf"

install -d -m 700 "$root/root/.ssh"
in_root "$root" ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/id_ed25519
install -m 600 "$files/ssh_config" "$root/root/.ssh/config"
for user in tester other; do
  install -d -m 700 -o "$(in_root "$root" id -u $user)" -g "$(in_root "$root" id -g $user)" "$root/home/$user/.ssh"
  install -m 644 "$root/root/.ssh/id_ed25519.pub" "$root/home/$user/.ssh/authorized_keys"
done

echo machine >"$root/etc/hostname"
echo '127.0.0.1 localhost machine' >"$root/etc/hosts"
echo '/dev/vda / ext4 noatime 0 1' >"$root/etc/fstab"
# With an identity of its own the machine does not take each boot for its first.
in_root "$root" systemd-machine-id-setup
# Two logins at the same moment are usual for tests; the banner and the name of the client cost time.
printf 'UseDNS no\nPrintMotd no\nMaxStartups 100\n' >"$root/etc/ssh/sshd_config.d/tests.conf"
install -m 644 "$files/agent.service" "$root/etc/systemd/system/vm-agent.service"
in_root "$root" systemctl --quiet enable vm-agent.service ssh.service
in_root "$root" systemctl --quiet disable apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer
in_root "$root" systemctl --quiet mask getty@tty1.service serial-getty@ttyS0.service
# Starting takes longer in an emulated machine. Stopping has the limits that users have.
mkdir -p "$root/etc/systemd/system.conf.d" "$root/etc/systemd/user.conf.d"
for folder in system.conf.d user.conf.d; do
  printf '[Manager]\nDefaultTimeoutStartSec=300s\n' >"$root/etc/systemd/$folder/slow.conf"
done
# Kept over a reboot, for tests that fail.
mkdir -p "$root/var/log/journal"
