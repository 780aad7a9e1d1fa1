// The distribution's packages that set-up needs, with the reason, the check for presence (files only, so it is fast) and
// the names on Debian and Ubuntu. Set-up takes the first name that apt offers, because Debian 13 and Ubuntu 24.04 gave
// some libraries a "t64" name.

/**
 * @typedef {object} Requirement
 * @property {string} name
 * @property {Group} group
 * @property {string} why
 * @property {{ programs?: string[], anyProgram?: string[], library?: RegExp, typelib?: string, file?: string, fontIn?: string }} presence
 * @property {string[][]} packages
 * @property {string} [firstFromPodman] the first name applies only from this version of Podman on
 * @property {string} [service] the services that the package starts as root at boot
 * @property {'plain user'} [only] not needed by root
 * @property {boolean} [comesWithPodman] not installed if Podman is installed already, which has chosen its own
 */

/** @typedef {'tracing' | 'engine' | 'baseImage' | 'window' | 'packages' | 'tests'} Group */

/** @type {Requirement[]} */
export const REQUIREMENTS = [
  {
    name: 'LTTng',
    group: 'tracing',
    why: 'records the events',
    presence: { programs: ['lttng', 'lttng-sessiond'] },
    packages: [['lttng-tools']],
    service: 'lttng-sessiond',
  },
  {
    name: 'liblttng-ust',
    group: 'tracing',
    why: 'lets a program on this machine emit events (npm run cli -- sanity)',
    presence: { library: /^liblttng-ust\.so\.\d+$/ },
    packages: [['liblttng-ust1t64', 'liblttng-ust1']],
  },
  {
    name: 'Babeltrace 2',
    group: 'tracing',
    why: 'reads each trace back and counts its events',
    presence: { programs: ['babeltrace2'] },
    packages: [['babeltrace2']],
  },
  {
    name: 'a C compiler',
    group: 'tracing',
    why: 'builds the gate, a small library that keeps the tracer out of the way of traced programs',
    presence: { programs: ['cc'], file: '/usr/include/pthread.h' },
    packages: [['gcc'], ['libc6-dev']],
  },
  {
    name: 'Zstandard',
    group: 'tracing',
    why: 'exports a trace as .tar.zst (a .zip needs nothing)',
    presence: { programs: ['zstd'] },
    packages: [['zstd']],
  },
  {
    name: 'Podman',
    group: 'engine',
    why: 'runs containers without a daemon',
    presence: { programs: ['podman'] },
    packages: [['podman']],
  },
  {
    name: 'runc',
    group: 'engine',
    why: 'starts the containers for Podman (the alternative, crun, refuses hybrid cgroups)',
    presence: { programs: ['runc'] },
    packages: [['runc']],
    comesWithPodman: true,
  },
  {
    name: 'newuidmap',
    group: 'engine',
    why: 'gives a plain user more than one user id for containers and for making the base image',
    presence: { programs: ['newuidmap', 'newgidmap'] },
    packages: [['uidmap']],
    only: 'plain user',
  },
  {
    name: 'slirp4netns or pasta',
    group: 'engine',
    why: 'gives the containers of a plain user a network',
    presence: { anyProgram: ['slirp4netns', 'pasta'] },
    packages: [['passt', 'slirp4netns']],
    firstFromPodman: '5',
    only: 'plain user',
  },
  {
    name: 'fuse-overlayfs',
    group: 'engine',
    why: 'avoids a full copy of the image for each container of a plain user',
    presence: { programs: ['fuse-overlayfs'] },
    packages: [['fuse-overlayfs']],
    only: 'plain user',
    comesWithPodman: true,
  },
  {
    name: 'mmdebstrap',
    group: 'baseImage',
    why: 'builds the base image, since no container registry can be reached',
    presence: { programs: ['mmdebstrap'] },
    packages: [['mmdebstrap']],
  },
  {
    name: "Debian's keyring",
    group: 'baseImage',
    why: "verifies that the base image's packages come from Debian",
    presence: { file: '/usr/share/keyrings/debian-archive-keyring.gpg' },
    packages: [['debian-archive-keyring']],
  },
  {
    name: 'newuidmap',
    group: 'baseImage',
    why: 'gives a plain user more than one user id for containers and for making the base image',
    presence: { programs: ['newuidmap', 'newgidmap'] },
    packages: [['uidmap']],
    only: 'plain user',
  },
  {
    name: 'a font',
    group: 'window',
    why: 'displays text in the window',
    presence: { fontIn: '/usr/share/fonts' },
    packages: [['fonts-dejavu-core']],
  },
  {
    name: 'rpmbuild',
    group: 'packages',
    why: 'builds the .rpm package',
    presence: { programs: ['rpmbuild'] },
    packages: [['rpm']],
  },
  {
    name: 'readelf',
    group: 'packages',
    why: "lists the libraries that the package's programs need",
    presence: { programs: ['readelf'] },
    packages: [['binutils']],
  },
  {
    name: 'Docker',
    group: 'tests',
    why: 'the tests record with each engine',
    presence: { programs: ['dockerd'] },
    packages: [['docker.io']],
    service: 'docker and containerd',
  },
  {
    name: 'mke2fs',
    group: 'tests',
    why: "creates the disks of the kernel tests' virtual machine",
    presence: { programs: ['mke2fs'] },
    packages: [['e2fsprogs']],
  },
  {
    name: 'Btrfs',
    group: 'tests',
    why: 'a test imports on a file system that can clone files',
    presence: { programs: ['mkfs.btrfs', 'btrfs'] },
    packages: [['btrfs-progs']],
  },
  {
    name: 'Xvfb',
    group: 'tests',
    why: 'the tests open the real window on a virtual display',
    presence: { programs: ['Xvfb', 'xauth'] },
    packages: [['xvfb'], ['xauth']],
  },
  {
    name: 'Weston',
    group: 'tests',
    why: 'the tests open the real window on a virtual Wayland display',
    presence: { programs: ['weston'] },
    packages: [['weston']],
  },
  {
    name: 'Openbox',
    group: 'tests',
    why: 'manages the window on that display',
    presence: { programs: ['openbox'] },
    packages: [['openbox']],
  },
  {
    name: 'xdotool',
    group: 'tests',
    why: 'types and clicks in the window',
    presence: { programs: ['xdotool'] },
    packages: [['xdotool']],
  },
  {
    name: 'xprop',
    group: 'tests',
    why: "reads the window's icon",
    presence: { programs: ['xprop'] },
    packages: [['x11-utils']],
  },
  {
    name: 'scrot',
    group: 'tests',
    why: 'takes a screenshot of Trace Compass in the tests',
    presence: { programs: ['scrot'] },
    packages: [['scrot']],
  },
  {
    name: 'XTerm',
    group: 'tests',
    why: 'a test opens the terminal that shows events',
    presence: { programs: ['xterm'] },
    packages: [['xterm']],
  },
  {
    name: 'D-Bus',
    group: 'tests',
    why: 'Electron connects to a message bus',
    presence: { programs: ['dbus-daemon'] },
    packages: [['dbus']],
  },
  {
    name: 'polkit',
    group: 'tests',
    why: 'the tests start the privileged helper through the real pkexec',
    presence: { programs: ['pkexec'] },
    packages: [['pkexec'], ['polkitd']],
  },
  {
    name: 'PyGObject',
    group: 'tests',
    why: 'a test answers the password prompt automatically',
    presence: { file: '/usr/lib/python3/dist-packages/gi/__init__.py' },
    packages: [['python3-gi']],
  },
  {
    name: 'GTK 3',
    group: 'tests',
    why: 'opens the window onto which the tests drag a trace',
    presence: { typelib: 'Gtk-3.0' },
    packages: [['gir1.2-gtk-3.0']],
  },
  {
    name: 'zip and unzip',
    group: 'tests',
    why: 'the tests unpack exported archives, and compare the speed with zip(1)',
    presence: { programs: ['zip', 'unzip'] },
    packages: [['zip'], ['unzip']],
  },
  {
    name: 'strace',
    group: 'tests',
    why: 'the tests list every program that the privileged helper executes',
    presence: { programs: ['strace'] },
    packages: [['strace']],
  },
  {
    name: 'patchelf',
    group: 'tests',
    why: "sets a separate C library for the tests' Apptainer",
    presence: { programs: ['patchelf'] },
    packages: [['patchelf']],
  },
  {
    name: 'squashfs-tools',
    group: 'tests',
    why: 'makes and unpacks SIF files',
    presence: { programs: ['mksquashfs', 'unsquashfs'] },
    packages: [['squashfs-tools']],
  },
  {
    name: 'squashfuse',
    group: 'tests',
    why: 'mounts SIF files',
    presence: { anyProgram: ['squashfuse_ll', 'squashfuse'] },
    packages: [['squashfuse']],
  },
  {
    name: 'checkers of packages',
    group: 'tests',
    why: 'check the .deb and .rpm packages, their desktop entry and their metainfo',
    presence: { programs: ['lintian', 'rpmlint', 'desktop-file-validate', 'appstreamcli', 'update-mime-database'] },
    packages: [['lintian'], ['rpmlint'], ['desktop-file-utils'], ['appstream'], ['shared-mime-info']],
  },
  {
    name: 'shells with completions',
    group: 'tests',
    why: 'check the completions of the command line',
    presence: { programs: ['zsh', 'fish'] },
    packages: [['zsh'], ['fish']],
  },
  {
    name: 'cpio',
    group: 'tests',
    why: 'unpacks the .rpm package',
    presence: { programs: ['cpio'] },
    packages: [['cpio']],
  },
  {
    name: 'mandoc',
    group: 'tests',
    why: 'checks the manual page',
    presence: { programs: ['mandoc'] },
    packages: [['mandoc']],
  },
];
