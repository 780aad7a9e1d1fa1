import { parseJson } from '@shared/model/json';
import { z } from 'zod';
import { readJournals } from '../journal/journal';
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

/** A `recover` that is under way does the same work; longer than this the clean-up does not wait for anybody. */
const LOCK_WAIT_S = 2;
/** The file system's clock may be this coarse. */
const CLOCK_SLACK_MS = 1_000;

/**
 * Runs when the process that it was started for has ended without a goodbye (wait-for-end.ts): it was killed, and what its
 * journals promise is done now, not at a next start.
 */
async function main(): Promise<void> {
  const orders = z
    .string()
    .transform((text) => watchdogOrdersSchema.parse(parseJson(text)))
    .parse(process.argv[2]);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined); // meant for our owner
  await cleanUp(orders);
}

/** Each part is tried, whatever becomes of the others; what fails stays in its journal for `recover`. */
async function cleanUp(orders: WatchdogOrders): Promise<void> {
  const { owner, libraryDir, runtimeBase, runtimeDir, configDir, sinceMs } = orders;
  const tried = async (part: () => unknown): Promise<void> => {
    try {
      await part();
    } catch {
      process.exitCode = 1; // nobody is left to be told
    }
  };
  const ended = tried(() => endOwnedProcesses(owner, runtimeDir));
  await tried(() => recoverMove(configDir));
  const lock = await tryLibraryLock(libraryDir, LOCK_WAIT_S);
  const own = runtimeFolderPath(runtimeBase);
  await tried(() => makeRuntimeFolder(own));
  for (const journal of readJournals(libraryDir).journals)
    if (identityKey(journal.owner) === identityKey(owner))
      await tried(() => cleanUpRun(journal, own, { justDied: true }));
  await ended;
  // What a `recover` of its own had made, too; each is ours by its owner's identity, and that owner is gone.
  const orphans = [runtimeBase, SCRATCH_BASE].flatMap(orphanedRuntimeFolders);
  for (const folder of [runtimeDir, own, ...orphans]) await tried(() => removeRuntimeFolder(folder));
  await tried(() => new TraceLibrary(libraryDir).finishPurges());
  await tried(() => removeDrafts(libraryDir, (name) => isDraftOf(owner.pid, name), sinceMs - CLOCK_SLACK_MS));
  await lock?.release();
}

void main();
