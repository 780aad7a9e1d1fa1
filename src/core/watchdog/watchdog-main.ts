import { z } from 'zod';
import { removeDrafts } from '../library/drafts';
import { tryLibraryLock } from '../library/library-lock';
import { TraceLibrary } from '../library/trace-library';
import { identityKey } from '../process/identity';
import { endOwnedProcesses } from '../process/owned-processes';
import { readJournals } from '../runs/journal';
import { settleJournal } from '../runs/settle-journal';
import {
  makeRuntimeFolder,
  orphanedRuntimeFolders,
  removeRuntimeFolder,
  runtimeFolderPath,
  SCRATCH_BASE,
} from '../runtime-folder';
import { GOODBYE, type WatchdogOrders, watchdogOrdersSchema } from './watchdog-orders';

/** A `recover` that is under way does the same work; longer than this the clean-up does not wait for anybody. */
const LOCK_WAIT_S = 2;
/** What our owner wrote, it wrote after this; a coarse clock of the file system is allowed for. */
const STARTED_MS = Date.now() - 1_000;

/**
 * Waits on a pipe for the end of the process that started it. `bye` before the end of file: it ended in good order, and
 * there is nothing to do. End of file alone: it was killed, and what its journals promise is done now, not at a next start.
 */
async function main(): Promise<void> {
  const orders = z
    .string()
    .transform((text) => watchdogOrdersSchema.parse(JSON.parse(text)))
    .parse(process.argv[2]);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined); // meant for our owner: its end is our cue
  let heard = '';
  for await (const chunk of process.stdin) heard += String(chunk);
  if (heard.trimEnd().endsWith(GOODBYE)) return;
  await cleanUp(orders);
}

/** Each part is tried, whatever becomes of the others; what fails stays in its journal for `recover`. */
async function cleanUp(orders: WatchdogOrders): Promise<void> {
  const { owner, libraryDir, runtimeBase, runtimeDir } = orders;
  const tried = async (part: () => unknown): Promise<void> => {
    try {
      await part();
    } catch {
      process.exitCode = 1; // nobody is left to be told
    }
  };
  const ended = tried(() => endOwnedProcesses(owner, runtimeDir));
  const lock = await tryLibraryLock(libraryDir, LOCK_WAIT_S);
  const own = runtimeFolderPath(runtimeBase);
  await tried(() => makeRuntimeFolder(own));
  for (const journal of readJournals(libraryDir).journals)
    if (identityKey(journal.owner) === identityKey(owner))
      await tried(() => settleJournal(journal, own, { justDied: true }));
  await ended;
  // What a `recover` of its own had made, too; each is ours by its owner's identity, and that owner is gone.
  const orphans = [runtimeBase, SCRATCH_BASE].flatMap(orphanedRuntimeFolders);
  for (const folder of [runtimeDir, own, ...orphans]) await tried(() => removeRuntimeFolder(folder));
  await tried(() => new TraceLibrary(libraryDir).emptyTrash());
  await tried(() => removeDrafts(libraryDir, (pid) => pid === owner.pid, STARTED_MS));
  await lock?.release();
}

void main();
