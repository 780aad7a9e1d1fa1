import { toAppError } from '@shared/model/app-error';
import type { Warning } from '@shared/model/trace-record';
import { countEvents } from './count-events';
import { folderSize, readContainers, writeContainers } from './trace-folder';
import type { TraceLibrary } from './trace-library';
import { hearEvents } from './witnesses';
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
    const { recordings } = await library.record(id);
    const starts = containers.map((container) => container.startedAtMs);
    // No leaf: no program ever registered, and a reader has nothing to read.
    const isEmpty = recordings.every((recording) => recording.leaves.length === 0);
    const count = isEmpty ? { events: 0, spans: [] } : await countEvents(path, starts, signal);
    const heard = hearEvents(containers, count.spans);
    if (containers.length > 0) await writeContainers(path, heard.containers);
    const size = await folderSize(path);
    await library.change(id, (record) => ({
      ...record,
      events: count.events,
      sizeBytes: size,
      warnings: [
        ...record.warnings.filter(({ code }) => !TOLD_BY_COUNTING.includes(code)),
        ...(count.events === 0 ? [zeroEvents(record)] : []),
        ...heard.disagreements.map((message): Warning => ({ code: 'witnesses', message })),
      ],
    }));
    return count.events;
  } catch (error) {
    const failed = toAppError(error);
    if (signal?.aborted || failed.code === 'cancelled') return null;
    await library
      .change(id, (record) => ({
        ...record,
        state: 'damaged',
        warnings: [...record.warnings, unreadable(failed.message, failed.detail)],
      }))
      .catch(() => undefined); // deleted meanwhile: nothing to say about it
    return null;
  }
}

const unreadable = (message: string, detail: string | undefined): Warning => ({
  code: 'unreadable',
  message: `Reading the trace back failed: ${message}${detail ? ` ${detail.split('\n')[0]}` : ''}`,
});
