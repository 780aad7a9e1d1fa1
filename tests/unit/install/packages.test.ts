import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { familyOf, installCommand, installCommands, packageOf } from '@shared/install/packages';
import { expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '../../../src');

it.each([
  ['Debian', 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n', 'debian'],
  ['Ubuntu', 'ID=ubuntu\nID_LIKE=debian\n', 'debian'],
  ['Linux Mint', 'ID=linuxmint\nID_LIKE="ubuntu debian"\n', 'debian'],
  ['Fedora', 'NAME="Fedora Linux"\nID=fedora\n', 'fedora'],
  ['Rocky Linux', 'ID="rocky"\nID_LIKE="rhel centos fedora"\n', 'fedora'],
  ['Arch Linux', 'ID=arch\n', null],
  ['no file', '', null],
])('the family of %s is known by os-release', (_, text, family) => {
  expect(familyOf(text)).toBe(family);
});

it('a command installs the names of its distribution, each once', () => {
  expect(installCommand('debian', ['pkexec', 'pkttyagent'])).toBe('sudo apt-get install pkexec polkitd');
  expect(installCommand('fedora', ['pkexec', 'pkttyagent'])).toBe('sudo dnf install polkit');
  expect(installCommand(null, ['xz'])).toMatch(/^# .*xz-utils$/);
  expect(installCommands('docker')).toBe('`sudo apt-get install docker.io` or `sudo dnf install moby-engine`');
});

it('a program that is missing names its package', () => {
  expect(packageOf('unsquashfs')).toBe('squashfs-tools');
  expect(packageOf('no-such-program')).toBeUndefined();
});

/** Files that may name a package manager, each with the reason. */
const EXPLAINED: Record<string, string> = {
  'shared/install/packages.ts': 'the table',
  'shared/model/command-line.ts': 'how a checkout is called',
  'shared/payload/choose-tracer.ts': "a line for the Containerfile of the user's image",
  'core/images/': 'images and base systems are built from Debian',
  'core/kernel-tracer/': 'the modules are compiled by the dkms of Debian; Fedora has its own texts',
  'core/engines/apptainer/state.ts': "Ubuntu's own source of Apptainer",
  'core/watchdog/watchdog.ts': 'names both a checkout and a package',
  'main/display-refusal.ts': 'names a checkout as such',
  'cli/run-reporter.ts': 'a comment',
};

it('no other text of the app names a package manager, or npm', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
  const naming = files.filter((name) => /apt-get|\bdnf\b|npm (run|start)/.test(readFileSync(join(SRC, name), 'utf8')));
  expect(naming.filter((name) => !Object.keys(EXPLAINED).some((known) => name.startsWith(known)))).toEqual([]);
});
