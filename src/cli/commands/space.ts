import type { Core } from '@core/core';
import { diskUse } from '@core/library/disk-use';
import { AppError } from '@shared/model/app-error';
import { cacheBytesOf, diskUseSchema } from '@shared/model/disk-use';
import { type FreePlan, freedBy, orderForSpace, planToFree } from '@shared/model/free-space';
import { oneLine } from '@shared/model/plain-text';
import { DAY_MS } from '@shared/model/units';
import { bytesOf, numberOf } from '@shared/request/fields/cli-codecs';
import type { Command } from 'commander';
import { mib, moment, table } from '../figures';
import { freeSpaceSchema } from '../output-schemas';
import { terminal } from '../terminal';
import { withLibrary } from '../with-library';

const LARGEST_SHOWN = 10;

export function addDisk(command: Command): void {
  command.action(async (_options, command: Command) =>
    withLibrary(command, async (core, { json }) => {
      const use = await diskUse(core.library, core.sideFolders);
      if (json) return terminal.json(diskUseSchema, use);
      terminal.answer(
        table(
          ['', 'SIZE', 'COUNT'],
          [
            ['Traces', mib(use.traces.bytes), String(use.traces.count)],
            ['Trash', mib(use.trash.bytes), String(use.trash.count)],
            ['Caches of Trace Compass', mib(use.workspaceBytes), ''],
            ['Drag-and-drop archives', mib(use.archiveBytes), ''],
            ['Analyses of traces', mib(use.analysisBytes), ''],
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
      terminal.say('Run `free-space --until SIZE` to see which traces to delete.');
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

export function addFreeSpace(command: Command): void {
  command
    .option('--until <size>', 'select traces until this much is free; bytes, or with k, m or g')
    .option('--older-than <days>', 'select traces recorded more than this many days ago')
    .option('--largest', 'select the largest traces first, instead of the oldest')
    .option('--tagged', 'include tagged traces')
    .option('--caches', 'also delete rebuildable caches: drag-and-drop archives, analyses, and Trace Compass caches')
    .option('--yes', 'move the traces to the trash; emptying the trash frees the space')
    .option('--now', 'with --yes: delete the traces permanently')
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
        await printPlan(core, plan, options, freedBytes);
        if (cacheBytes !== null)
          terminal.say(`Caches: ${mib(cacheBytes)} ${options.yes ? 'freed' : 'would be freed'}.`);
      }),
    );
}

const NOTHING: FreePlan = { chosen: [], bytes: 0, enough: true, spared: [] };

/** @returns the bytes that were freed, or that --yes would free */
async function caches(core: Core, yes: boolean): Promise<number> {
  if (yes) return core.dropCaches();
  return cacheBytesOf(await diskUse(core.library, core.sideFolders));
}

async function planOf(
  core: Core,
  { until, olderThan, largest, tagged, caches, yes, now }: FreeOptions,
): Promise<FreePlan> {
  const target = until === undefined ? undefined : bytesOf(until, '--until');
  const days = olderThan === undefined ? undefined : numberOf(olderThan, '--older-than');
  if (target === undefined && days === undefined && caches) return NOTHING;
  if (target === undefined && days === undefined)
    throw new AppError('config', 'free-space needs a target.', {
      hint: 'Give --until SIZE, --older-than DAYS or both. To delete only the caches, give --caches.',
    });
  if (days !== undefined && days < 0) throw new AppError('config', '--older-than takes a number of days, 0 or more.');
  if (now && !yes) throw new AppError('config', '--now requires --yes.');
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

function nothingSelectedText(until: string | undefined, olderThan: string | undefined, enough: boolean): string {
  if (until === undefined) return olderThan === undefined ? '' : 'No trace is that old.';
  return enough ? 'There is already that much free space.' : 'No trace can be deleted.';
}

async function printPlan(
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
    chosen.length === 0
      ? nothingSelectedText(until, olderThan, enough)
      : verdict(chosen.length, bytes, yes === true, freed),
    !enough && chosen.length > 0 ? `This is not enough to free ${until}.` : '',
    spared.length > 0 ? `Excluded because of their tags: ${spared.length}. Use --tagged to include them.` : '',
    trash > 0 && !now ? `The trash uses ${mib(trash)}. Run \`trash --empty\` to free this space.` : '',
  ];
  for (const line of lines.filter(Boolean)) terminal.say(line);
}

function verdict(n: number, bytes: number, yes: boolean, freed: number | null): string {
  const traces = n === 1 ? '1 trace' : `${n} traces`;
  if (!yes) return `${traces}, ${mib(bytes)}. Nothing was deleted. Use --yes to move them to the trash.`;
  return freed === null
    ? `Moved ${traces}, ${mib(bytes)}, to the trash.`
    : `Deleted ${traces} permanently. Freed ${mib(freed)}.`;
}
