import { toAppError } from '@shared/model/app-error';
import type { TraceRecord, Warning } from '@shared/model/trace-record';
import { countEvents } from './count-events';
import { type EventCount, EventCounter } from './event-counter';
import { foreignFiles } from './foreign-files';
import { matchContainers } from './match-containers';
import { timeOf } from './time-of';
import { folderSize, readContainers, writeContainers } from './trace-folder';
import type { TraceLibrary } from './trace-library';
import { readingsOf } from './trace-readings';
import { zeroEvents } from './zero-events';

/** A trace may be counted twice, by two processes at once: what that finds is told once. */
const TOLD_BY_COUNTING = ['no-events', 'witnesses'];

/**
 * Reads a finished trace back as a whole, behind the run: the number of its events, its containers' namespaces and
 * processes. Never throws: what keeps it from being read becomes a warning in the record.
 * @returns the number of events; null when it could not be told
 */
export async function countTrace(library: TraceLibrary, id: string, signal?: AbortSignal): Promise<number | null> {
  const path = library.pathOf(id);
  try {
    const containers = await readContainers(path);
    const counted = await library.record(id);
    const foreign = await foreignFiles(path, counted);
    if (foreign.missing !== undefined) return null; // its report says so
    const starts = containers.map((container) => container.startedAtMs);
    // No leaf: no program ever registered, and a reader has nothing to read.
    const isEmpty = counted.recordings.every((recording) => recording.leaves.length === 0);
    const count = isEmpty ? new EventCounter(starts).count() : await readAll(library, counted, starts, signal);
    if (!count) return null;
    const heard = matchContainers(containers, { ...count, kernelIsWhole: kernelIsWhole(counted) });
    if (containers.length > 0) await writeContainers(path, heard.containers);
    const size = (await folderSize(path)) + foreign.files.reduce((sum, file) => sum + file.sizeBytes, 0);
    const events = count.events.kernel + count.events.userspace;
    await library.change(id, (before) => {
      const recordings = before.recordings.map((one) => ({ ...one, events: count.events[one.domain] }));
      const record = { ...before, events, recordings };
      return {
        ...record,
        ...(before.imported?.kind === 'ctf' ? spanOf(count) : {}),
        sizeBytes: size,
        warnings: [
          ...record.warnings.filter(({ code }) => !TOLD_BY_COUNTING.includes(code)),
          ...zeroEvents(record),
          ...conflictWarnings(heard.conflicts),
        ],
      };
    });
    return events;
  } catch {
    // The lock was busy, the disk full, the trace deleted meanwhile: none of it is the trace's fault, the next count makes it good.
    return null;
  }
}

/** When others recorded, and for how long, is known by their events alone. */
function spanOf({ firstAtMs, lastAtMs }: EventCount): Partial<TraceRecord> {
  if (firstAtMs === null || lastAtMs === null) return {};
  const [createdAt, endedAt] = [firstAtMs, lastAtMs].map((ms) => timeOf(ms));
  return createdAt && endedAt ? { createdAt, endedAt, durationMs: Math.max(0, lastAtMs - firstAtMs) } : {};
}

/** A recording that keeps only its end, or had to drop events, says nothing by its silence. */
function kernelIsWhole({ recordings, config }: TraceRecord): boolean {
  const recording = config?.recording;
  if (!recording) return false; // nothing is known of how it was recorded
  const kernel = recordings.find(({ domain }) => domain === 'kernel');
  return (
    kernel?.discardedEvents === 0 &&
    kernel.lostPackets === 0 &&
    recording.mode !== 'flight-recorder' &&
    recording.whenFull !== 'overwrite'
  );
}

const MOST_TOLD = 5;

function conflictWarnings(sentences: readonly string[]): Warning[] {
  const more = sentences.length - MOST_TOLD;
  const told =
    more > 0 ? [...sentences.slice(0, MOST_TOLD), `The witnesses reportConflict about ${more} more.`] : sentences;
  return told.map((message) => ({ code: 'witnesses', message }));
}

/** @returns undefined when it could not be read to its end; a trace that is the reason for it is called damaged */
async function readAll(
  library: TraceLibrary,
  record: TraceRecord,
  starts: readonly number[],
  signal?: AbortSignal,
): Promise<EventCount | undefined> {
  const { id } = record;
  try {
    return await countEvents(await readingsOf(library.pathOf(id), record), starts, signal);
  } catch (error) {
    const { code, message, detail } = toAppError(error);
    if (!signal?.aborted && code === 'command')
      await library.change(id, (record) => ({
        ...record,
        state: 'damaged',
        warnings: [...record.warnings, unreadable(message, detail)],
      }));
    return undefined;
  }
}

const unreadable = (message: string, detail: string | undefined): Warning => ({
  code: 'unreadable',
  message: `Reading the trace back failed: ${message}${detail ? ` ${detail.split('\n')[0]}` : ''}`,
});
