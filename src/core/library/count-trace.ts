import { toAppError } from '@shared/model/app-error';
import { spanMsSchema } from '@shared/model/bounds';
import type { TraceRecord, Warning } from '@shared/model/trace-record';
import { type EventCount, EventTally } from './event-tally';
import { foreignFiles } from './foreign-files';
import { matchContainers } from './match-containers';
import { OTHER_READER, type ReadTrace, readWhole, UNREADABLE, unreadable } from './read-whole';
import { timeOf } from './time-of';
import { folderSize, readContainers, writeContainers } from './trace-folder';
import type { TraceLibrary } from './trace-library';
import { zeroEvents } from './zero-events';

const NS_PER_MS = 1e6;
const UNCOUNTED = 'uncounted';
/** Warnings that counting replaces, since two processes may count a trace at the same time. */
const COUNTING_CODES = ['no-events', 'witnesses', OTHER_READER, UNREADABLE, UNCOUNTED];

/**
 * Reads a finished trace completely, after the run, and stores its length, the number of events and the containers' namespaces and
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
    const read = isEmpty
      ? { count: new EventTally(starts).count(), lengthNs: null, losses: null, damage: [], warnings: [] }
      : await readAll(library, counted, starts, signal);
    if (!read) return null;
    const { count, lengthNs, losses, damage, warnings } = read;
    const isWhole = damage.length === 0 && kernelIsWhole(counted);
    const matches = matchContainers(containers, { ...count, kernelIsWhole: isWhole });
    if (containers.length > 0) await writeContainers(path, matches.containers);
    const size = (await folderSize(path)) + foreign.files.reduce((sum, file) => sum + file.sizeBytes, 0);
    const events = count.events.kernel + count.events.userspace;
    await library.change(id, (before) => {
      const isForeign = before.imported?.kind === 'ctf';
      const recordings = before.recordings.map((one) => ({
        ...one,
        // Of the app's own recordings the session daemon tells the losses, also those after the last packet.
        ...(isForeign ? losses?.[one.domain] : {}),
        events: count.events[one.domain],
      }));
      const record = { ...before, events, recordings };
      return {
        ...record,
        ...(isForeign ? spanOf(count) : {}),
        // Until now the time for which the recording ran, which can be longer than what it contains.
        ...durationOf(lengthNs),
        ...(damage.length > 0 ? { state: 'damaged' as const } : {}),
        sizeBytes: size,
        warnings: [
          ...record.warnings.filter(({ code }) => !COUNTING_CODES.includes(code)),
          ...zeroEvents(record),
          ...conflictWarnings(matches.conflicts),
          ...warnings,
          ...damage,
        ],
      };
    });
    return events;
  } catch {
    // The library was locked, the disk was full or the trace was deleted. The next count tries again.
    return null;
  }
}

/** A damaged trace can claim any length. */
function durationOf(lengthNs: number | null): Pick<TraceRecord, 'durationMs'> | null {
  const durationMs = lengthNs === null ? null : Math.round(lengthNs / NS_PER_MS);
  return spanMsSchema.safeParse(durationMs).success ? { durationMs } : null;
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

/** @returns undefined when the trace cannot be read; marks such a trace as damaged */
async function readAll(
  library: TraceLibrary,
  record: TraceRecord,
  starts: readonly number[],
  signal?: AbortSignal,
): Promise<ReadTrace | undefined> {
  const { id } = record;
  try {
    return await readWhole(library.pathOf(id), record, starts, signal);
  } catch (error) {
    const { code, message, detail } = toAppError(error);
    if (!signal?.aborted && code === 'command')
      await library.change(id, (record) => ({
        ...record,
        state: 'damaged',
        warnings: [...record.warnings, unreadable(message, detail)],
      }));
    // A fault of the app must not look as if nobody had counted.
    if (code === 'bug') await noteUncounted(library, id, message);
    return undefined;
  }
}

const noteUncounted = (library: TraceLibrary, id: string, message: string): Promise<unknown> =>
  library.change(id, ({ warnings, ...record }) => ({
    ...record,
    warnings: [
      // A later count may end the same way, and one warning is enough.
      ...warnings.filter(({ code }) => code !== UNCOUNTED),
      { code: UNCOUNTED, message: `The events were not counted. ${message}` },
    ],
  }));
