import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DEMO_IMAGE } from '@shared/request/demo-run';
import { fingerprint } from '../../../scripts/run/build.mjs';
import { vmFolder } from '../../../scripts/vm/parts.mjs';
import { timed } from '../../setup/say';
import { PROJECT } from '../../setup/staged-app';
import { installApp, runCli } from './guest-app';
import { GUEST_SANDBOX, giveApptainer } from './guest-apptainer';
import { getFolder, putFiles } from './transfer';
import { Vm } from './vm';

const USERS = ['root', 'tester', 'other'] as const;
const LOOK_LIMIT_MS = 400_000;
const REPORTS = '.cache/containers-trace/image-reports';

/**
 * What the product found out when it looked into the demo image, Podman's and Apptainer's, which takes the emulated machine half
 * a minute for each and each user: done once, by the product in the guest, for each state of the image and of the code that looks.
 * @returns a folder in the cache
 */
export async function provideImageReport(stores: string): Promise<string> {
  const looking = fingerprint(PROJECT, ['src/core/images', 'src/shared/images']).slice(0, 16);
  const folder = join(vmFolder(), `reports-${basename(stores, '.ext4').slice('stores-'.length)}-${looking}`);
  if (!existsSync(folder)) await timed('look into the demo image in the virtual machine', () => look(stores, folder));
  return folder;
}

async function look(stores: string, folder: string): Promise<void> {
  for (const name of readdirSync(vmFolder()))
    if (name.startsWith('reports-')) rmSync(join(vmFolder(), name), { recursive: true, force: true });
  const vm = await Vm.boot({ stores });
  try {
    await installApp(vm);
    await giveApptainer(vm);
    for (const [engine, image] of Object.entries({ podman: DEMO_IMAGE, apptainer: GUEST_SANDBOX })) {
      const words = ['record', '--engine', engine, '--image', image, '--network', 'none', '--', 'true'];
      const { exitCode, stderr } = await runCli(vm, words, { user: 'tester', timeoutMs: LOOK_LIMIT_MS });
      if (exitCode !== 0)
        throw new Error(`The product did not record in the virtual machine (${engine}, ${exitCode}):\n${stderr}`);
    }
    await getFolder(vm, `/home/tester/${REPORTS}`, `${folder}.partial`);
  } finally {
    await vm.close();
  }
  renameSync(`${folder}.partial`, folder);
}

/** Gives every user of the guest what is known about the image. */
export async function giveImageReport(vm: Vm, folder: string): Promise<void> {
  await putFiles(vm, folder, ['.'], '/run/image-reports');
  for (const user of USERS)
    await vm.must(`mkdir -p ~/${REPORTS} && cp /run/image-reports/*.json ~/${REPORTS}/`, { user });
}
