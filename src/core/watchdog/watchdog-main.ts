import { parseJson } from '@shared/model/json';
import { z } from 'zod';
import { readJournals } from '../journal/read-journals';
import { isDraftOf, removeDrafts } from '../library/drafts';
import { tryLibraryLock } from '../library/library-lock';
import { recoverMove } from '../library/move/recover-move';
import { TraceLibrary } from '../library/trace-library';
import { identityKey } from '../process/identity';
import { endOwnedProcesses } from '../process/owned-processes';
import { cleanUpRun } from '../runs/cleanup/clean-up-run';
import {
  makeRuntimeFolder,
  orphanedRuntimeFolders,
  removeRuntimeFolder,
  runtimeFolderPath,
  SCRATCH_BASE,
} from '../runtime-folder';
import { type WatchdogOrders, watchdogOrdersSchema } from './watchdog-orders';

/** How long the cleanup waits for a `recover` in progress, which does the same work. */
const LOCK_WAIT_S = 2;
/** The resolution of a file system's timestamps. */
const CLOCK_SLACK_MS = 1_000;

/**
 * Runs when its owner has ended without a goodbye (wait-for-end.ts), so the owner was killed. Executes the undos in the
 * owner's journals at once, not only at the next start of the app.
 */
async function main(): Promise<void> {
  const orders = z
    .string()
    .transform((text) => watchdogOrdersSchema.parse(parseJson(text)))
    .parse(process.argv[2]);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined); // meant for our owner
  await cleanUp(orders);
}

/** Tries every part of the cleanup, even if others fail. A failed undo stays in its journal for `recover`. */
async function cleanUp(orders: WatchdogOrders): Promise<void> {
  const { owner, libraryDir, runtimeBase, runtimeDir, configDir, sinceMs } = orders;
  const attempt = async (part: () => unknown): Promise<void> => {
    try {
      await part();
    } catch {
      process.exitCode = 1; // the owner has ended, so nobody reads a message
    }
  };
  const ended = attempt(() => endOwnedProcesses(owner, runtimeDir));
  await attempt(() => recoverMove(configDir));
  const lock = await tryLibraryLock(libraryDir, LOCK_WAIT_S);
  const own = runtimeFolderPath(runtimeBase);
  await attempt(() => makeRuntimeFolder(own));
  for (const journal of readJournals(libraryDir).journals)
    if (identityKey(journal.owner) === identityKey(owner))
      await attempt(() => cleanUpRun(journal, own, { justDied: true }));
  await ended;
  // Includes folders of the owner's `recover`. The identity of its owner marks each folder as ours.
  const orphans = [runtimeBase, SCRATCH_BASE].flatMap(orphanedRuntimeFolders);
  for (const folder of [runtimeDir, own, ...orphans]) await attempt(() => removeRuntimeFolder(folder));
  await attempt(() => new TraceLibrary(libraryDir).finishPurges());
  await attempt(() => removeDrafts(libraryDir, (name) => isDraftOf(owner.pid, name), sinceMs - CLOCK_SLACK_MS));
  await lock?.release();
}

void main();
