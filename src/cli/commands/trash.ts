import type { TraceLibrary } from '@core/library/trace-library';
import { oneLine } from '@shared/model/plain-text';
import type { TrashedTrace } from '@shared/model/trash';
import type { Command } from 'commander';
import { mib, moment, table } from '../figures';
import { deletedSchema, emptiedSchema, restoredSchema, trashSchema } from '../output-schemas';
import { terminal } from '../terminal';
import { withAllTraces, withTraces } from '../with-traces';

const named = (ids: readonly string[]): string => (ids.length === 1 ? (ids[0] ?? '') : `${ids.length} traces`);
const sizeOf = (traces: readonly TrashedTrace[]): number =>
  traces.reduce((sum, trace) => sum + (trace.sizeBytes ?? 0), 0);

export function addDelete(command: Command): void {
  command
    .option('--now', 'delete the traces permanently')
    .action(async (given: string[], { now }: { now?: boolean }, command: Command) =>
      withTraces(command, async (library, { json }, { trashDays }) => {
        const ids = [...new Set(given)];
        if (now) {
          const freedBytes = await library.deleteNow(ids);
          if (json) return terminal.json(deletedSchema, { deleted: ids, until: null, freedBytes });
          return terminal.say(`Deleted ${named(ids)} permanently. Freed ${mib(freedBytes)}.`);
        }
        await library.delete(ids);
        const trashed = (await library.trashed(trashDays)).filter(({ id }) => ids.includes(id));
        const until = trashed[0]?.until ?? null;
        if (json) return terminal.json(deletedSchema, { deleted: ids, until, freedBytes: null });
        terminal.say(deletedText(ids, until, sizeOf(trashed)));
      }),
    );
}

function deletedText(ids: readonly string[], until: string | null, bytes: number): string {
  const restore = `Run \`restore ${ids.length === 1 ? ids[0] : 'ID…'}\` to restore ${ids.length === 1 ? 'it' : 'them'}`;
  const limit = until === null ? '' : ` until ${moment(until)}. Until then ${mib(bytes)} of disk space stays in use`;
  return `Moved ${named(ids)} to the trash. ${restore}${limit}.`;
}

export function addRestore(command: Command): void {
  command.action(async (given: string[], _options, command: Command) =>
    // Not withTraces, which deletes expired traces: they may be the ones to restore.
    withAllTraces(command, async (library, { json }) => {
      const ids = [...new Set(given)];
      await library.restore(ids);
      if (json) terminal.json(restoredSchema, { restored: ids });
      else terminal.say(`Restored ${named(ids)}.`);
    }),
  );
}

export function addTrash(command: Command): void {
  command
    .option('--empty', 'delete all of them permanently')
    .action(async ({ empty }: { empty?: boolean }, command: Command) =>
      withTraces(command, async (library, { json }, { trashDays }) => {
        if (empty) {
          const freedBytes = await library.purge('all');
          if (json) return terminal.json(emptiedSchema, { freedBytes });
          return terminal.say(`The trash is empty. Freed ${mib(freedBytes)}.`);
        }
        const trashed = await library.trashed(trashDays);
        if (json) return terminal.json(trashSchema, trashed);
        printTrash(library, trashed);
      }),
    );
}

function printTrash(library: TraceLibrary, trashed: readonly TrashedTrace[]): void {
  if (trashed.length === 0) {
    terminal.say(`No deleted traces in ${library.dir}.`);
    return;
  }
  const cells = trashed.map((trace) => [
    trace.id,
    oneLine(trace.title),
    mib(trace.sizeBytes),
    moment(trace.deletedAt),
    moment(trace.until),
  ]);
  terminal.answer(table(['ID', 'TITLE', 'SIZE', 'DELETED', 'UNTIL'], cells));
  terminal.say(
    `The trash uses ${mib(sizeOf(trashed))}. Run \`restore ID…\` to restore traces, \`trash --empty\` to free the space.`,
  );
}
