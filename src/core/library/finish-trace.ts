import { lstatSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '@shared/model/app-error';
import type { EndedBy, TraceRecord, Warning } from '@shared/model/trace-record';
import { leafNameOf } from '@shared/planning/leaf-name';
import { endedDomains } from '@shared/tracing/tracer-ended';
import { requireOwnFolder } from '../files/own-file';
import type { RunNotes } from '../journal/journal-entry';
import { isDraft } from './drafts';
import { nameLeaves, withoutUnwrittenLeaves } from './leaves';
import { largestShift, putOnOneClock } from './one-clock';
import { readBack } from './read-back';
import { recordedEndMs } from './recorded-end';
import { RESERVE_FILE, releaseReserve } from './reserve';
import { restoreMetadata } from './restore-metadata';
import {
  COMMANDS_FILE,
  CONTAINERS_FILE,
  filesBelow,
  folderSize,
  LOG_FILE,
  RECORD_FILE,
  readRecord,
  writeRecord,
} from './trace-folder';

export type UndoReason = 'cancelled' | 'failed' | 'accident';

const WARNINGS: Record<'failed' | 'accident', Warning> = {
  failed: { code: 'failed', message: 'The recording failed before its end. The data recorded so far was kept.' },
  accident: {
    code: 'accident',
    message:
      'The recording was interrupted, because the app was killed or the machine stopped. The data recorded so far was kept. The number of lost events is unknown.',
  },
};

/**
 * Cleans up a trace folder that a run left unfinished. Deletes it if the run was cancelled, or if nothing was recorded and
 * the program never ran. Otherwise finishes the trace, with a warning about how it ended. Idempotent. Does nothing for a missing folder, or for a finished
 * trace unless its run was cancelled at the last moment.
 * @param path the trace's folder, named by its id
 * @param because why the run failed, one sentence
 * @param notes of the run's journal; undefined if the journal is lost
 * @returns whether a trace was kept
 * @throws AppError `denied` for a link and for another user's folder, `config` for the folder of another trace
 */
export async function finishAbandonedTrace(
  path: string,
  reason: UndoReason,
  because?: string,
  notes?: RunNotes,
): Promise<boolean> {
  if (!lstatSync(path, { throwIfNoEntry: false })) return false;
  requireOwnFolder(path);
  const record = await readRecord(path).catch(() => undefined);
  if (record && record.id !== basename(path))
    throw new AppError('config', `${path} contains the trace ${record.id}, so it was not changed.`);
  const finished = record !== undefined && record.state !== 'recording';
  if (finished && reason !== 'cancelled') return true;
  if (reason === 'accident' && !record && (await holdsForeignFiles(path))) return true; // only the user may delete it
  if (reason === 'cancelled' || !(await isWorthKeeping(path, notes))) {
    await rm(path, { recursive: true, force: true });
    return false;
  }
  if (!record) return true; // data without a readable record: listed as unknown, and only the user may delete it
  const warning = WARNINGS[reason];
  await finishRecord(path, record, {
    endedBy: 'accident',
    warnings: [
      ...record.warnings,
      ...(notes?.warnings ?? []).filter((noted) => !record.warnings.some((one) => isSame(one, noted))),
      because ? { ...warning, message: `${warning.message} The reason: ${because}` } : warning,
    ],
  });
  return true;
}

const WITHOUT_RECORD = new Set([COMMANDS_FILE, CONTAINERS_FILE, LOG_FILE, RECORD_FILE, RESERVE_FILE]);

/** Without a record, a folder belongs to a run only if it contains just the files that a run writes before its record. */
async function holdsForeignFiles(path: string): Promise<boolean> {
  const files = await filesBelow(path);
  return files.some((file) => file.sizeBytes > 0 && !WITHOUT_RECORD.has(file.path) && !isDraft(file.path));
}

const isSame = (a: Warning, b: Warning): boolean => a.code === b.code && a.message === b.message;

const STREAM = /(^|\/)[^/]+_\d+$/;
/** A stream of userspace in a folder of lttng, or in a named leaf. */
const USERSPACE_STREAM = /(^|\/)ust\/uid\/\d+\/\d+-bit\/[^/]+_\d+$|^[^/]*-ust-uid-\d+[^/]*\/[^/]+_\d+$/;

/**
 * Whether any stream has data, or the program ran although its events were never written. Without notes, a stream of
 * userspace shows that a program had registered: it is empty until the first buffer is full.
 */
async function isWorthKeeping(path: string, notes: RunNotes | undefined): Promise<boolean> {
  const files = await filesBelow(path);
  if (files.some((file) => file.sizeBytes > 0 && STREAM.test(file.path))) return true;
  return notes ? notes.programBegan : files.some((file) => USERSPACE_STREAM.test(file.path));
}

const REST_IS_READABLE = 'The rest of the trace can be read.';

/**
 * Names the leaves, aligns their clocks, reads the trace back and writes its record as ready or damaged.
 * @param ending without `endedAt` the recording ended with its last packet: after an accident, hours can have passed since then
 */
export async function finishRecord(
  path: string,
  record: TraceRecord,
  ending: { endedBy: EndedBy; warnings: Warning[]; endedAt?: string },
): Promise<TraceRecord> {
  await releaseReserve(path);
  const interrupted = ending.endedBy === 'accident' || ending.warnings.some((one) => endedDomains(one).length > 0);
  const named = await nameLeaves(path, leafNameOf(record.title));
  const leaves = interrupted ? await withoutUnwrittenLeaves(path, named) : named;
  const restored = await restoreMetadata(path, leaves);
  const oneClock = await putOnOneClock(path, leaves);
  const proof = await readBack(path, leaves);
  const startedAtMs = Date.parse(record.createdAt);
  const endedAt = ending.endedAt ?? new Date(await recordedEndMs(path, leaves, startedAtMs)).toISOString();
  const damage: Warning[] = proof.problems.length
    ? [
        {
          code: 'damaged',
          message: `The trace is incomplete: ${proof.problems.join('; ')}.`,
          hint: interrupted
            ? REST_IS_READABLE
            : `${REST_IS_READABLE} Record again with more free disk space or larger buffers.`,
        },
      ]
    : [];
  const finished: TraceRecord = {
    ...record,
    state: damage.length ? 'damaged' : 'ready',
    endedAt,
    endedBy: ending.endedBy,
    durationMs: record.durationMs ?? Math.max(0, Date.parse(endedAt) - startedAtMs),
    sizeBytes: await folderSize(path),
    events: damage.length || leaves.some((leaf) => !proof.empty.has(leaf.path)) ? null : 0,
    recordings: record.recordings.map((recording) => {
      const own = leaves.filter(({ domain }) => domain === recording.domain);
      const isEmpty = !damage.length && own.every((leaf) => proof.empty.has(leaf.path));
      return {
        ...recording,
        leaves: own.map(({ path: leaf, uid, part }) => ({ path: leaf, uid, part })),
        events: isEmpty ? 0 : null,
        clockShiftNs: largestShift(oneClock, own),
      };
    }),
    warnings: [...ending.warnings, ...restored, ...oneClock.warnings, ...damage],
  };
  await writeRecord(path, finished);
  return finished;
}
