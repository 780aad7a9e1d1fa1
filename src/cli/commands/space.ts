import type { Core } from '@core/core';
import { diskUse } from '@core/library/disk-use';
import { AppError } from '@shared/model/app-error';
import { diskUseSchema } from '@shared/model/disk-use';
import { type FreePlan, freedBy, orderForSpace, planToFree } from '@shared/model/free-space';
import { oneLine } from '@shared/model/plain-text';
import { bytesOf, numberOf } from '@shared/request/fields/cli-codecs';
import type { Command } from 'commander';
import { mib, moment, table } from '../figures';
import { freeSpaceSchema } from '../output-schemas';
import { terminal } from '../terminal';
import { withLibrary } from '../with-library';

const DAY_MS = 24 * 3_600_000;
const LARGEST_SHOWN = 10;

export function addDisk(program: Command): void {
  program
    .command('disk')
    .description('what the library holds on its disk, and what is free there')
    .action(async (_options, command: Command) =>
      withLibrary(command, async (core, { json }) => {
        const use = await diskUse(core.library, core.sideFolders);
        if (json) return terminal.json(diskUseSchema, use);
        terminal.answer(
          table(
            ['', 'SIZE', 'HOW MANY'],
            [
              ['Traces', mib(use.traces.bytes), String(use.traces.count)],
              ['Trash', mib(use.trash.bytes), String(use.trash.count)],
              ['Caches of Trace Compass', mib(use.workspaceBytes), ''],
              ['Archives to drag out', mib(use.archiveBytes), ''],
              ['Free', mib(use.freeBytes), `of ${mib(use.totalBytes)}`],
            ],
          ),
        );
        const largest = orderForSpace(await core.library.rows(), 'biggest').slice(0, LARGEST_SHOWN);
        if (largest.length > 0)
          terminal.answer(
            table(
              ['LARGEST', 'TITLE', 'SIZE'],
              largest.map((row) => [row.id, oneLine(row.title), mib(freedBy(row))]),
            ),
          );
        terminal.say('`free-space --until SIZE` shows what could go.');
      }),
    );
}

interface FreeOptions {
  until?: string;
  olderThan?: string;
  largest?: boolean;
  tagged?: boolean;
  caches?: boolean;
  yes?: boolean;
  now?: boolean;
}

export function addFreeSpace(program: Command): void {
  program
    .command('free-space')
    .description('show which traces would go to free space; nothing is done without --yes')
    .option('--until <size>', 'as many as it takes until so much is free, bytes with k, m or g')
    .option('--older-than <days>', 'those that were recorded longer ago')
    .option('--largest', 'the largest first, instead of the oldest')
    .option('--tagged', 'also traces with a tag')
    .option('--caches', 'also what is made anew: archives that stand ready, what Trace Compass worked out')
    .option('--yes', 'move them into the trash, which frees the disk when it is emptied')
    .option('--now', 'with --yes: take them off the disk at once, for good')
    .action(async (options: FreeOptions, command: Command) =>
      withLibrary(command, async (core, { json }) => {
        const plan = await planOf(core, options);
        const ids = plan.chosen.map(({ id }) => id);
        const done = options.yes === true && ids.length > 0;
        const freedBytes = done ? await free(core, ids, options.now === true) : null;
        const cacheBytes = options.caches ? await caches(core, options.yes === true) : null;
        if (json)
          return terminal.json(freeSpaceSchema, {
            traces: ids,
            bytes: plan.bytes,
            enough: plan.enough,
            spared: plan.spared.map(({ id }) => id),
            done: done ? (options.now ? 'deleted' : 'in-trash') : 'nothing',
            freedBytes,
            cacheBytes,
          });
        await tell(core, plan, options, freedBytes);
        if (cacheBytes !== null)
          terminal.say(`Caches: ${mib(cacheBytes)} ${options.yes ? 'freed' : 'would be freed'}.`);
      }),
    );
}

const NOTHING: FreePlan = { chosen: [], bytes: 0, enough: true, spared: [] };

/** @returns the bytes that are freed, or would be */
async function caches(core: Core, yes: boolean): Promise<number> {
  if (yes) return core.dropCaches();
  const { workspaceBytes, archiveBytes } = await diskUse(core.library, core.sideFolders);
  return workspaceBytes + archiveBytes;
}

async function planOf(
  core: Core,
  { until, olderThan, largest, tagged, caches, yes, now }: FreeOptions,
): Promise<FreePlan> {
  const target = until === undefined ? undefined : bytesOf(until, '--until');
  const days = olderThan === undefined ? undefined : numberOf(olderThan, '--older-than');
  if (target === undefined && days === undefined && caches) return NOTHING;
  if (target === undefined && days === undefined)
    throw new AppError('config', 'free-space needs to know how far to go.', {
      hint: 'Give --until SIZE, --older-than DAYS or both; --caches alone frees what is made anew.',
    });
  if (days !== undefined && days < 0) throw new AppError('config', '--older-than takes a number of days from 0 on.');
  if (now && !yes) throw new AppError('config', '--now goes with --yes: by itself nothing is done.');
  return planToFree(await core.library.rows(), {
    order: largest ? 'biggest' : 'oldest',
    needBytes: target === undefined ? undefined : target - (await core.library.space()).freeBytes,
    before: days === undefined ? undefined : new Date(Date.now() - days * DAY_MS).toISOString(),
    withTagged: tagged === true,
  });
}

async function free(core: Core, ids: readonly string[], now: boolean): Promise<number | null> {
  if (now) return core.library.deleteNow(ids);
  await core.library.delete(ids);
  return null;
}

function nothingWords(until: string | undefined, olderThan: string | undefined, enough: boolean): string {
  if (until === undefined) return olderThan === undefined ? '' : 'No trace is that old.';
  return enough ? 'So much is free already.' : 'No trace would go.';
}

async function tell(
  core: Core,
  plan: FreePlan,
  { until, olderThan, yes, now }: FreeOptions,
  freed: number | null,
): Promise<void> {
  const { chosen, bytes, enough, spared } = plan;
  const rows = chosen.map((row) => [
    row.id,
    oneLine(row.title),
    mib(freedBy(row)),
    moment(row.createdAt),
    row.tags.join(', '),
  ]);
  if (rows.length > 0) terminal.answer(table(['ID', 'TITLE', 'SIZE', 'RECORDED', 'TAGS'], rows));
  const trash = (await core.library.trashed()).reduce((sum, one) => sum + (one.sizeBytes ?? 0), 0);
  const lines = [
    chosen.length === 0 ? nothingWords(until, olderThan, enough) : verdict(chosen.length, bytes, yes === true, freed),
    !enough && chosen.length > 0 ? `That is not enough: ${until} would not be free even then.` : '',
    spared.length > 0 ? `Left out for their tags: ${spared.length}; --tagged takes them too.` : '',
    trash > 0 && !now ? `The trash holds ${mib(trash)}: \`trash --empty\` frees them.` : '',
  ];
  for (const line of lines.filter(Boolean)) terminal.say(line);
}

function verdict(n: number, bytes: number, yes: boolean, freed: number | null): string {
  const traces = n === 1 ? '1 trace' : `${n} traces`;
  if (!yes) return `${traces} of ${mib(bytes)} would go. Nothing was done: --yes moves them into the trash.`;
  return freed === null
    ? `Moved ${traces} of ${mib(bytes)} into the trash.`
    : `Deleted ${traces} for good: ${mib(freed)} freed.`;
}
