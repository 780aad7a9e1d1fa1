// The parts of the virtual test machines in the cache. Each part's name contains a hash of its inputs, so a change rebuilds
// only that part and the parts that depend on it.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fingerprint } from '../run/build.mjs';
import { openCache } from '../setup/cache-folder.mjs';
import { inProject } from '../setup/project.mjs';

const STEPS = 'scripts/vm/steps';

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {string} suite of Debian
 * @property {string} script below scripts/vm/steps
 * @property {string[]} files its input files in this project
 * @property {('qemu' | 'kernel' | 'guest')[]} needs parts whose folders are arguments of the script, in this order
 * @property {boolean} [atLength] only all cases on a machine with systemd need it (scripts/tasks/test-machine.mjs)
 */

/** @type {Part[]} */
export const PARTS = [
  { name: 'qemu', suite: 'trixie', script: 'qemu.sh', files: ['debian.sh', 'qemu.sh'].map(step), needs: [] },
  {
    name: 'kernel',
    suite: 'trixie',
    script: 'kernel.sh',
    files: ['debian.sh', 'kernel.sh', 'kernel-in-root.sh', 'unpack-vmlinux.sh'].map(step),
    needs: [],
  },
  {
    name: 'guest',
    suite: 'trixie',
    script: 'guest.sh',
    files: ['debian.sh', 'guest.sh', 'guest-in-root.sh', 'guest-packages.txt'].map(step),
    needs: ['kernel'],
  },
  {
    name: 'initrd',
    suite: 'trixie',
    script: 'initrd.sh',
    files: [step('initrd.sh'), 'scripts/vm/guest'],
    needs: ['kernel', 'guest'],
  },
  {
    name: 'machine',
    suite: 'bookworm',
    script: 'machine.sh',
    files: [
      ...['debian.sh', 'machine.sh', 'machine-in-root.sh', 'machine-packages.txt'].map(step),
      'scripts/vm/machine',
    ],
    needs: ['kernel'],
  },
  {
    name: 'selinux',
    suite: 'bookworm',
    script: 'selinux.sh',
    files: [
      ...['debian.sh', 'selinux.sh', 'selinux-in-root.sh', 'selinux-packages.txt'].map(step),
      ...['machine-in-root.sh', 'machine-packages.txt'].map(step),
      'scripts/vm/machine',
      'scripts/vm/selinux',
    ],
    needs: ['kernel'],
    atLength: true,
  },
];

/** @param {string} name */
function step(name) {
  return path.join(STEPS, name);
}

/** @returns {string} the folder of all parts */
export function vmFolder() {
  return path.join(openCache(), 'vm');
}

/** @type {Record<string, string> | undefined} */
let known;

/** @returns {Record<string, string>} the folder of each part, which may not exist yet; computed once in a process */
export function partFolders() {
  known ??= lookUpFolders();
  return known;
}

function lookUpFolders() {
  /** @type {Record<string, string>} */
  const keys = {};
  for (const { name, suite, files, needs } of PARTS) {
    const debian = [suite, mirror(), ...aptOptions()].join('\n');
    const inputs = [debian, fingerprint(inProject(), files), ...needs.map((need) => keys[need])];
    keys[name] = createHash('sha256').update(inputs.join('\0')).digest('hex').slice(0, 16);
  }
  return Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, path.join(vmFolder(), `${name}-${key}`)]));
}

/** @returns {string[]} apt's options for reaching this machine's package mirror, in apt's syntax */
export function aptOptions() {
  const dump = execFileSync('apt-config', ['dump'], { encoding: 'utf8' });
  return dump.split('\n').filter((line) => /^Acquire::(Check-|https?::|Retries)/i.test(line));
}

/** @returns {string} a Debian machine's mirror; empty on other machines, where mmdebstrap(1) uses Debian's public mirrors */
export function mirror() {
  if (!/^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))) return '';
  const sites = execFileSync('apt-get', ['indextargets', '--format', '$(SITE)'], { encoding: 'utf8' }).split('\n');
  return sites.find((site) => /debian\/?$/.test(site)) ?? '';
}
