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

/** Warnings that counting replaces, since two processes may count a trace at the same time. */
const COUNTING_CODES = ['no-events', 'witnesses'];

/**
 * Reads a finished trace completely, after the run, and stores the number of events and the containers' namespaces and
 * processes. Never throws; an error becomes a warning in the record.
 * @returns the number of events; null when it is unknown
 */
export async function countTrace(library: TraceLibrary, id: string, signal?: AbortSignal): Promise<number | null> {
  const path = library.pathOf(id);
  try {
    const containers = await readContainers(path);
    const counted = await library.record(id);
    const foreign = await foreignFiles(path, counted);
    if (foreign.missing !== undefined) return null; // the report has a warning
    const starts = containers.map((container) => container.startedAtMs);
    // Without a leaf no program registered, and babeltrace2 would fail.
    const isEmpty = counted.recordings.every((recording) => recording.leaves.length === 0);
    const count = isEmpty ? new EventCounter(starts).count() : await readAll(library, counted, starts, signal);
    if (!count) return null;
    const matches = matchContainers(containers, { ...count, kernelIsWhole: kernelIsWhole(counted) });
    if (containers.length > 0) await writeContainers(path, matches.containers);
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
          ...record.warnings.filter(({ code }) => !COUNTING_CODES.includes(code)),
          ...zeroEvents(record),
          ...conflictWarnings(matches.conflicts),
        ],
      };
    });
    return events;
  } catch {
    // The library was locked, the disk was full or the trace was deleted. The next count tries again.
    return null;
  }
}

/** The time span of a foreign trace, which is only known from its events. */
function spanOf({ firstAtMs, lastAtMs }: EventCount): Partial<TraceRecord> {
  if (firstAtMs === null || lastAtMs === null) return {};
  const [createdAt, endedAt] = [firstAtMs, lastAtMs].map((ms) => timeOf(ms));
  return createdAt && endedAt ? { createdAt, endedAt, durationMs: Math.max(0, lastAtMs - firstAtMs) } : {};
}

/** Whether the kernel's recording contains all events, so that a missing event is evidence. */
function kernelIsWhole({ recordings, config }: TraceRecord): boolean {
  const recording = config?.recording;
  if (!recording) return false; // the recording's options are unknown
  const kernel = recordings.find(({ domain }) => domain === 'kernel');
  return (
    kernel?.discardedEvents === 0 &&
    kernel.lostPackets === 0 &&
    recording.mode !== 'flight-recorder' &&
    recording.whenFull !== 'overwrite'
  );
}

const MOST_CONFLICTS = 5;

function conflictWarnings(sentences: readonly string[]): Warning[] {
  const more = sentences.length - MOST_CONFLICTS;
  const shown =
    more > 0 ? [...sentences.slice(0, MOST_CONFLICTS), `There are ${more} more conflicts of this kind.`] : sentences;
  return shown.map((message) => ({ code: 'witnesses', message }));
}

/** @returns undefined when the trace cannot be read completely; marks an unreadable trace as damaged */
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
  message: `The trace cannot be read completely. ${message}${detail ? ` ${detail.split('\n')[0]}` : ''}`,
});
