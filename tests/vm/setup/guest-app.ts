import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../../setup/staged-app';
import { GUEST_LIMITS } from './guest-limits';
import type { GuestProgram, ProgramEnd, ProgramOptions } from './guest-program';
import { putFiles } from './transfer';
import type { Vm } from './vm';

/** Where the built app lies in the guest: owned by root, readable by all, as from a package. */
export const APP = '/opt/containers-trace';
/** What the command line needs: all its libraries are in the build. */
const NEEDED = ['out/main', 'out/helper', 'images', 'package.json'];

/** Copies the built app into the guest. */
export async function installApp(vm: Vm): Promise<void> {
  if (!existsSync(join(PROJECT, 'out/main/cli.js')))
    throw new Error('The app is not built: `npm run build`, or start the tests by `npm run test:vm`.');
  await putFiles(vm, PROJECT, NEEDED, APP);
  await vm.must(['chmod', '-R', 'u+rwX,go+rX,go-w', APP]);
}

/** Starts the product's command line in the guest; its pid is that of the Node process. */
export const startCli = (vm: Vm, args: readonly string[], options: ProgramOptions = {}): GuestProgram =>
  vm.start(['node', `${APP}/out/main/cli.js`, ...args], { ...options, env: { ...GUEST_LIMITS, ...options.env } });

export const runCli = (vm: Vm, args: readonly string[], options: ProgramOptions = {}): Promise<ProgramEnd> =>
  startCli(vm, args, options).ended;
