import type { Core } from '@core/core';
import { oneLine } from '@shared/model/plain-text';
import type { TrashedTrace } from '@shared/model/trash';
import type { Command } from 'commander';
import { mib, moment, table } from '../figures';
import { withCore } from '../open-core';
import { deletedSchema, emptiedSchema, restoredSchema, trashSchema } from '../output-schemas';
import { terminal } from '../terminal';
import { withLibrary } from '../with-library';

const named = (ids: readonly string[]): string => (ids.length === 1 ? (ids[0] ?? '') : `${ids.length} traces`);
const sizeOf = (traces: readonly TrashedTrace[]): number =>
  traces.reduce((sum, trace) => sum + (trace.sizeBytes ?? 0), 0);

export function addDelete(program: Command): void {
  program
    .command('delete <ids...>')
    .description('move traces into the trash, from where they can be taken back')
    .option('--now', 'take them off the disk at once, for good')
    .action(async (given: string[], { now }: { now?: boolean }, command: Command) =>
      withLibrary(command, async (core, { json }, { trashDays }) => {
        const ids = [...new Set(given)];
        if (now) {
          const freedBytes = await core.library.deleteNow(ids);
          if (json) return terminal.json(deletedSchema, { deleted: ids, until: null, freedBytes });
          return terminal.say(`Deleted ${named(ids)} for good: ${mib(freedBytes)} freed.`);
        }
        await core.library.delete(ids);
        const trashed = (await core.library.trashed(trashDays)).filter(({ id }) => ids.includes(id));
        const until = trashed[0]?.until ?? null;
        if (json) return terminal.json(deletedSchema, { deleted: ids, until, freedBytes: null });
        terminal.say(deletedText(ids, until, sizeOf(trashed)));
      }),
    );
}

function deletedText(ids: readonly string[], until: string | null, bytes: number): string {
  const back = `\`restore ${ids.length === 1 ? ids[0] : 'ID…'}\` takes ${ids.length === 1 ? 'it' : 'them'} back`;
  const limit = until === null ? '' : ` until ${moment(until)}; until then ${mib(bytes)} stay on the disk`;
  return `Deleted ${named(ids)}. ${back}${limit}.`;
}

export function addRestore(program: Command): void {
  program
    .command('restore <ids...>')
    .description('take deleted traces back')
    .action(async (given: string[], _options, command: Command) =>
      // Not withLibrary: what is asked back here is not taken off the disk in the same moment.
      withCore(command, async (core, { json }) => {
        const ids = [...new Set(given)];
        await core.library.restore(ids);
        if (json) terminal.json(restoredSchema, { restored: ids });
        else terminal.say(`Took back ${named(ids)}.`);
      }),
    );
}

export function addTrash(program: Command): void {
  program
    .command('trash')
    .description('the deleted traces that can be taken back, latest first')
    .option('--empty', 'take them all off the disk, for good')
    .action(async ({ empty }: { empty?: boolean }, command: Command) =>
      withLibrary(command, async (core, { json }, { trashDays }) => {
        if (empty) {
          const freedBytes = await core.library.purge('all');
          if (json) return terminal.json(emptiedSchema, { freedBytes });
          return terminal.say(`The trash is empty: ${mib(freedBytes)} freed.`);
        }
        const trashed = await core.library.trashed(trashDays);
        if (json) return terminal.json(trashSchema, trashed);
        tellTrash(core, trashed);
      }),
    );
}

function tellTrash(core: Core, trashed: readonly TrashedTrace[]): void {
  if (trashed.length === 0) {
    terminal.say(`No deleted traces in ${core.library.dir}.`);
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
  terminal.say(`${mib(sizeOf(trashed))} on the disk. \`restore ID…\` takes back, \`trash --empty\` frees.`);
}
