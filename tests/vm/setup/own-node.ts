import { basename, dirname } from 'node:path';
import { putFiles } from './transfer';
import type { Vm } from './vm';

/**
 * Puts the Node that runs here before the guest's own, as set-up does on a Debian 13 (scripts/setup/node-runtime.mjs): its
 * Node shares its libuv and refuses to change its user and groups, by which the helper becomes its caller.
 */
export async function installOwnNode(vm: Vm): Promise<void> {
  await putFiles(vm, dirname(process.execPath), [basename(process.execPath)], '/usr/local/bin');
}
