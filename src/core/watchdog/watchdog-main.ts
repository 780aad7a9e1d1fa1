import { z } from 'zod';
import { processIdentitySchema } from '../process/identity';
import { readJournals } from '../runs/journal';
import { settleJournal } from '../runs/settle-journal';
import { makeRuntimeFolder, removeRuntimeFolder } from '../runtime-folder';
import { GOODBYE, watchdogOrdersSchema } from './watchdog-orders';

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
  const own = makeRuntimeFolder(orders.runtimeBase);
  try {
    const { journals } = readJournals(orders.libraryDir);
    const key = JSON.stringify(processIdentitySchema.parse(orders.owner));
    for (const journal of journals) if (JSON.stringify(journal.owner) === key) await settleJournal(journal, own);
    removeRuntimeFolder(orders.runtimeDir);
  } finally {
    removeRuntimeFolder(own);
  }
}

void main();
