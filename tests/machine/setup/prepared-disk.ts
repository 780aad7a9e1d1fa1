import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fingerprint } from '../../../scripts/run/build.mjs';
import { openCache } from '../../../scripts/setup/cache-folder.mjs';
import { partFolders, vmFolder } from '../../../scripts/vm/parts.mjs';
import { provideDemoArchive } from '../../setup/demo-archive';
import { runTool } from '../../setup/run-tool';
import { timed } from '../../setup/say';
import { PROJECT } from '../../setup/staged-app';
import { giveImageReport, provideImageReport } from '../../vm/setup/image-report';
import { provideImageStores } from '../../vm/setup/image-stores';
import { bootMachine, KERNEL_WORDS, type MachinePart, mustInSession } from './machine';

const ARCHIVE_DISK_MIB = 1024;
const LOAD_LIMIT_MS = 400_000;
/**
 * How long systemd waits before it ends by force what it stops. The emulated machine is several times slower than one for which
 * 90 s (DefaultTimeoutStopSec of systemd-system.conf(5)) and 120 s (user@.service) are meant.
 */
const STOP_LIMIT = '10min';
const LONGER_STOPS = `
for manager in system user; do
  mkdir -p "/etc/systemd/$manager.conf.d"
  printf '[Manager]\nDefaultTimeoutStopSec=${STOP_LIMIT}\n' >"/etc/systemd/$manager.conf.d/stop.conf"
done
mkdir -p /etc/systemd/system/user@.service.d
printf '[Service]\nTimeoutStopSec=${STOP_LIMIT}\n' >/etc/systemd/system/user@.service.d/stop.conf`;
/** A change of these makes another disk. */
const INPUTS = ['tests/machine/setup/prepared-disk.ts'];

/**
 * A machine's disk with the demo image in tester's Podman and in Docker, loaded once by the machine itself, and with what the
 * product found out about the image in the other virtual machine. An image has the same id in both engines.
 * @returns the disk's path in the cache
 */
export async function providePreparedDisk(part: MachinePart): Promise<string> {
  const archive = await provideDemoArchive(openCache());
  const reports = await provideImageReport(await provideImageStores());
  const disk = join(vmFolder(), `${part}-disk-${keyOf(part, archive, reports)}.ext4`);
  if (!existsSync(disk))
    await timed(`prepare the disk of the part ${part}`, () => prepare(part, disk, archive, reports));
  return disk;
}

const keyOf = (part: MachinePart, archive: string, reports: string): string =>
  createHash('sha256')
    .update([archive, reports, partFolders()[part] ?? ''].map((path) => basename(path)).join('\0'))
    .update(fingerprint(PROJECT, INPUTS))
    .digest('hex')
    .slice(0, 16);

async function prepare(part: MachinePart, disk: string, archive: string, reports: string): Promise<void> {
  for (const name of readdirSync(vmFolder()))
    if (name.startsWith(`${part}-disk-`)) rmSync(join(vmFolder(), name), { recursive: true, force: true });
  const partial = `${disk}.partial`;
  runTool('cp', ['--sparse=always', join(partFolders()[part] ?? '', 'root.ext4'), partial]);
  const stores = archiveDisk(`${disk}.archive.partial`, archive);
  const vm = await bootMachine(partial, { keeps: true, stores, kernelWords: KERNEL_WORDS[part] });
  try {
    await vm.must('mount -o ro /dev/vdb /mnt');
    const load = (program: string): string => `${program} load --quiet --input /mnt/images.tar`;
    await timed('load the demo image into Podman and Docker', () =>
      Promise.all([
        mustInSession(vm, 'tester', load('podman'), { timeoutMs: LOAD_LIMIT_MS }),
        vm.must(load('docker'), { timeoutMs: LOAD_LIMIT_MS }),
      ]),
    );
    await vm.must('umount /mnt');
    await vm.must(LONGER_STOPS);
    await giveImageReport(vm, reports);
    await vm.powerOff();
  } finally {
    await vm.close();
    rmSync(stores);
  }
  renameSync(partial, disk);
}

function archiveDisk(disk: string, archive: string): string {
  const tree = `${disk}.tree`;
  mkdirSync(tree, { mode: 0o755 });
  copyFileSync(archive, join(tree, 'images.tar'));
  runTool('mke2fs', ['-q', '-t', 'ext4', '-m', '0', '-d', tree, disk, `${ARCHIVE_DISK_MIB}M`]);
  rmSync(tree, { recursive: true });
  return disk;
}
