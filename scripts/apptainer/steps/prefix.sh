#!/bin/bash
# Puts Debian's Apptainer with a C library of its own into a folder: no stable release has the package, and nothing of this
# machine is replaced. usage: prefix.sh OUT PREFIX
# OUT becomes PREFIX when it is whole; the path of the loader is burnt into the programs, so PREFIX is named beforehand.
# From the environment: APPTAINER_MIRROR, APPTAINER_WORK (an empty folder).
set -euo pipefail
out=$1 prefix=$2 work=$APPTAINER_WORK
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
for suite in sid trixie; do
  echo "deb [signed-by=$keyring] $APPTAINER_MIRROR $suite main"
done > "$work/sources.list"
apt=(apt-get -qq -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=/dev/null
  -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache" -o Dir::State::status=/dev/null
  -o "APT::Sandbox::User=$(id -un)" -o Acquire::Languages=none)
"${apt[@]}" update
(cd "$work" && "${apt[@]}" download apptainer/sid libc6/trixie libseccomp2/trixie libsqlite3-0/trixie)
for package in "$work"/*.deb; do dpkg-deb -x "$package" "$out"; done

triplet=$(gcc -print-multiarch 2>/dev/null || dpkg-architecture -qDEB_HOST_MULTIARCH 2>/dev/null || echo "$(uname -m)-linux-gnu")
libraries=usr/lib/$triplet
loader=$(cd "$out/$libraries" && ls ld-linux-*.so.* | head -n 1)
for program in usr/bin/apptainer "$libraries/apptainer/bin/starter"; do
  patchelf --set-interpreter "$prefix/$libraries/$loader" --force-rpath --set-rpath "$prefix/$libraries" "$out/$program"
done
# It looks for etc/ and var/ beside usr/bin and usr/lib/TRIPLET.
ln -sfn ../etc "$out/usr/etc"
ln -sfn ../var "$out/usr/var"
ln -sfn ../../etc "$out/usr/lib/etc"
ln -sfn ../../var "$out/usr/lib/var"
# A place with the old name alone, as older clusters have it.
mkdir "$out/singularity-only"
ln -s ../usr/bin/apptainer "$out/singularity-only/singularity"

conf=$out/etc/apptainer/apptainer.conf
# A root without this capability cannot hand the full set to a container.
capsh --has-p=cap_sys_resource 2>/dev/null || sed -i 's/^root default capabilities = .*/root default capabilities = no/' "$conf"
# Without systemd control groups are made in their file system.
[ -d /run/systemd/system ] || sed -i 's/^systemd cgroups = .*/systemd cgroups = no/' "$conf"
chmod -R a+rX "$out"
