import { lstatSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '@shared/model/app-error';
import type { EndedBy, TraceRecord, Warning } from '@shared/model/trace-record';
import { leafNameOf } from '@shared/planning/leaf-name';
import { requireOwnFolder } from '../files/own-file';
import { isDraft } from './drafts';
import { nameLeaves } from './leaves';
import { largestShift, putOnOneClock } from './one-clock';
import { readBack } from './read-back';
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
 * Cleans up a trace folder that a run left unfinished. Deletes it if the run was cancelled or recorded no data. Otherwise
 * finishes the trace, with a warning about how it ended. Idempotent. Does nothing for a missing folder, or for a finished
 * trace unless its run was cancelled at the last moment.
 * @param path the trace's folder, named by its id
 * @returns whether a trace was kept
 * @throws AppError `denied` for a link and for another user's folder, `config` for the folder of another trace
 */
export async function finishAbandonedTrace(path: string, reason: UndoReason, because?: string): Promise<boolean> {
  if (!lstatSync(path, { throwIfNoEntry: false })) return false;
  requireOwnFolder(path);
  const record = await readRecord(path).catch(() => undefined);
  if (record && record.id !== basename(path))
    throw new AppError('config', `${path} contains the trace ${record.id}, so it was not changed.`);
  const finished = record !== undefined && record.state !== 'recording';
  if (finished && reason !== 'cancelled') return true;
  if (reason === 'accident' && !record && (await holdsForeignFiles(path))) return true; // only the user may delete it
  if (reason === 'cancelled' || !(await hasStreamData(path))) {
    await rm(path, { recursive: true, force: true });
    return false;
  }
  if (!record) return true; // data without a readable record: listed as unknown, and only the user may delete it
  const warning = WARNINGS[reason];
  await finishRecord(path, record, {
    endedBy: 'accident',
    warnings: [
      ...record.warnings,
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

/** Whether any stream file has data. Stream files exist as soon as a program has registered, and are empty at first. */
async function hasStreamData(path: string): Promise<boolean> {
  const files = await filesBelow(path);
  return files.some((file) => /(^|\/)[^/]+_\d+$/.test(file.path) && file.sizeBytes > 0);
}

/** Names the leaves, aligns their clocks, reads the trace back and writes its record as ready or damaged. */
export async function finishRecord(
  path: string,
  record: TraceRecord,
  ending: { endedBy: EndedBy; warnings: Warning[]; endedAt?: string },
): Promise<TraceRecord> {
  await releaseReserve(path);
  const leaves = await nameLeaves(path, leafNameOf(record.title));
  const restored = await restoreMetadata(path, leaves);
  const oneClock = await putOnOneClock(path, leaves);
  const proof = await readBack(path, leaves);
  const endedAt = ending.endedAt ?? new Date().toISOString();
  const damage: Warning[] = proof.problems.length
    ? [
        {
          code: 'damaged',
          message: `The trace is incomplete: ${proof.problems.join('; ')}.`,
          hint: 'The rest of the trace can be read. Record again with more free disk space or larger buffers.',
        },
      ]
    : [];
  const finished: TraceRecord = {
    ...record,
    state: damage.length ? 'damaged' : 'ready',
    endedAt,
    endedBy: ending.endedBy,
    durationMs: record.durationMs ?? Math.max(0, Date.parse(endedAt) - Date.parse(record.createdAt)),
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
