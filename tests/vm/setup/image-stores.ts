import { createHash } from 'node:crypto';
import { chownSync, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { apptainerPrefix } from '../../../scripts/apptainer/apptainer-prefix.mjs';
import { fingerprint } from '../../../scripts/run/build.mjs';
import { openCache } from '../../../scripts/setup/cache-folder.mjs';
import { partFolders, vmFolder } from '../../../scripts/vm/parts.mjs';
import { provideDemoArchive } from '../../setup/demo-archive';
import { runTool } from '../../setup/run-tool';
import { timed } from '../../setup/say';
import { PROJECT } from '../../setup/staged-app';
import { stockApptainer } from './guest-apptainer';
import { Vm } from './vm';

const HERE = 'tests/vm/setup';
const DISK_MIB = 4096;
const LOAD_LIMIT_MS = 300_000;
/** Owners of the stores; the guest's users are made by scripts/vm/steps/guest-in-root.sh. */
const OWNERS = [
  { user: 'root', id: 0 },
  { user: 'tester', id: 1000 },
  { user: 'other', id: 1001 },
] as const;

/**
 * A disk with the Podman store of each user of the guest, the demo image in all of them: loaded once in the guest itself, as
 * that user, for each state of images/ and of the guest. Beside them Apptainer, and the image as it takes it.
 * @returns the disk's path in the cache
 */
export async function provideImageStores(): Promise<string> {
  const archive = await provideDemoArchive(openCache());
  const disk = join(vmFolder(), `stores-${keyOf(archive)}.ext4`);
  if (!existsSync(disk)) await timed('fill the image stores of the virtual machine', () => fill(disk, archive));
  return disk;
}

const keyOf = (archive: string): string =>
  createHash('sha256')
    .update([archive, partFolders()['guest'] ?? '', apptainerPrefix()].map((path) => basename(path)).join('\0'))
    .update(
      fingerprint(
        PROJECT,
        ['image-stores.ts', 'guest-apptainer.ts'].map((name) => join(HERE, name)),
      ),
    )
    .digest('hex')
    .slice(0, 16);

async function fill(disk: string, archive: string): Promise<void> {
  const partial = `${disk}.partial`;
  const tree = `${disk}.tree.partial`;
  for (const name of readdirSync(vmFolder()))
    if (name.startsWith('stores-')) rmSync(join(vmFolder(), name), { recursive: true, force: true });
  for (const { user, id } of OWNERS) {
    mkdirSync(join(tree, user), { recursive: true, mode: 0o755 });
    chownSync(join(tree, user), id, id);
  }
  copyFileSync(archive, join(tree, 'images.tar'));
  await timed('unpack the demo image for Apptainer', () => stockApptainer(tree, archive));
  runTool('mke2fs', ['-q', '-t', 'ext4', '-m', '0', '-L', 'stores', '-d', tree, partial, `${DISK_MIB}M`]);
  rmSync(tree, { recursive: true });
  const vm = await Vm.boot({ stores: partial, keepsStores: true });
  try {
    await Promise.all(
      OWNERS.map(({ user }) =>
        timed(`load the demo image as ${user}`, () =>
          vm.must(['podman', 'load', '--quiet', '--input', '/stores/images.tar'], { user, timeoutMs: LOAD_LIMIT_MS }),
        ),
      ),
    );
    await vm.must(
      'rm /stores/images.tar; for mount in $(findmnt -rno TARGET -S /dev/vdb | tac); do umount "$mount" || umount -l "$mount"; done; sync',
    );
  } finally {
    await vm.close();
  }
  renameSync(partial, disk);
}
