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

const WORDS: Record<'failed' | 'accident', Warning> = {
  failed: { code: 'failed', message: 'The recording failed before its end. What had been recorded was kept.' },
  accident: {
    code: 'accident',
    message:
      'The recording was cut off: its program was killed or the machine stopped. What had been recorded was kept; counters of lost events are not known.',
  },
};

/**
 * Ends a trace folder that a run left unfinished. Cancelled, or without any recorded data: it goes. Otherwise nothing is
 * lost: it becomes a trace that says how it ended. Idempotent; a folder that is gone is left as it is, and so is a
 * finished one, unless its run was cancelled in the last moment.
 * @param path the trace's folder, named by its id
 * @returns whether a trace was kept
 * @throws AppError `denied` for a link and for a folder that is not this user's, `config` for one of another trace
 */
export async function finishAbandonedTrace(path: string, reason: UndoReason, because?: string): Promise<boolean> {
  if (!lstatSync(path, { throwIfNoEntry: false })) return false;
  requireOwnFolder(path);
  const record = await readRecord(path).catch(() => undefined);
  if (record && record.id !== basename(path))
    throw new AppError('config', `${path} holds the trace ${record.id}: it is left alone.`);
  const finished = record !== undefined && record.state !== 'recording';
  if (finished && reason !== 'cancelled') return true;
  if (reason === 'accident' && !record && (await holdsForeignFiles(path))) return true; // only the user deletes it
  if (reason === 'cancelled' || !(await hasStreamData(path))) {
    await rm(path, { recursive: true, force: true });
    return false;
  }
  if (!record) return true; // data without a record that can be read: the list shows it as unknown, only the user deletes
  const warning = WORDS[reason];
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

/** Without a record nothing says that a folder is a run's. What a run writes before its record, and no more, says it, too. */
async function holdsForeignFiles(path: string): Promise<boolean> {
  const files = await filesBelow(path);
  return files.some((file) => file.sizeBytes > 0 && !WITHOUT_RECORD.has(file.path) && !isDraft(file.path));
}

/** Stream files are there as soon as a program registered; data is what has more than the packet headers' few bytes. */
async function hasStreamData(path: string): Promise<boolean> {
  const files = await filesBelow(path);
  return files.some((file) => /(^|\/)[^/]+_\d+$/.test(file.path) && file.sizeBytes > 0);
}

/** Names the leaves, puts them on one clock, reads the trace back and writes its record: ready, or damaged with the reasons. */
export async function finishRecord(
  path: string,
  record: TraceRecord,
  ending: { endedBy: EndedBy; warnings: Warning[]; endedAt?: string },
): Promise<TraceRecord> {
  await releaseReserve(path);
  const leaves = await nameLeaves(path, leafNameOf(record.title));
  const mended = await restoreMetadata(path, leaves);
  const oneClock = await putOnOneClock(path, leaves);
  const proof = await readBack(path, leaves);
  const endedAt = ending.endedAt ?? new Date().toISOString();
  const damage: Warning[] = proof.problems.length
    ? [
        {
          code: 'damaged',
          message: `The trace is not whole: ${proof.problems.join('; ')}.`,
          hint: 'What can be read is there; record again with more free space or larger buffers.',
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
    warnings: [...ending.warnings, ...mended, ...oneClock.warnings, ...damage],
  };
  await writeRecord(path, finished);
  return finished;
}
