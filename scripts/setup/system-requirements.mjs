// The distribution's packages that set-up needs, with the reason, the check for presence (files only, so it is fast) and
// the names on Debian and Ubuntu. Set-up takes the first name that apt offers, because Debian 13 and Ubuntu 24.04 gave
// some libraries a "t64" name.

import { TEST_REQUIREMENTS } from './test-requirements.mjs';

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
const OF_THE_PRODUCT = [
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
];

/** All, in the order in which they are listed. */
export const REQUIREMENTS = [...OF_THE_PRODUCT, ...TEST_REQUIREMENTS];
