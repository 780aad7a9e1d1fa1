import { heapOf } from '@reader/events/read-events';
import { openTraceInTurns } from '@reader/open-trace';
import { ReadError } from '@reader/read-error';
import { IMPLICIT_CLOCK } from '@reader/schema/tsdl/clocks';
import type { TraceReading } from '@reader/trace-reading';
import { toAppError } from '@shared/model/app-error';
import { listLeaf } from '../analysis/files/list-leaves';
import { OpenFiles } from '../analysis/files/open-files';
import { sourcesOf } from '../analysis/files/trace-files';
import { unreadPlaces } from '../analysis/unread-places';
import { isCtf2 } from '../ctf/ctf-version';
import type { NamedLeaf } from './leaf-name-of-path';

interface OpenedLeaf {
  hasEvents: boolean;
  /** Unix milliseconds; null without events or without a clock. */
  firstEventAtMs: number | null;
  /** Damage that is visible without reading the events. */
  problems: string[];
}

/**
 * Opens one leaf with the app's own reader and reads its first event.
 * @param leaf absolute path
 * @returns why the reader refuses the leaf, or what it contains
 */
export async function openLeaf(
  leaf: string,
  domain: NamedLeaf['domain'],
): Promise<{ isCtf2: boolean } & (OpenedLeaf | { refusal: string })> {
  const files = new OpenFiles();
  let isNewer = false;
  try {
    const listed = await listLeaf(leaf, domain);
    isNewer = isCtf2(Buffer.from(listed.metadata));
    const reading = await openTraceInTurns(sourcesOf([listed], files));
    return { isCtf2: isNewer, ...firstEvent(reading), problems: unreadPlaces(reading.warnings) };
  } catch (error) {
    return { isCtf2: isNewer, refusal: error instanceof ReadError ? error.message : toAppError(error).message };
  } finally {
    files.close();
  }
}

function firstEvent(reading: TraceReading): Omit<OpenedLeaf, 'problems'> {
  const heap = heapOf(reading, { fromNs: 0, toNs: Number.POSITIVE_INFINITY });
  for (let cursor = heap.top; cursor !== undefined; cursor = heap.top) {
    if (cursor.event !== null) {
      const { clock } = cursor.streamClass;
      const hasTime = clock !== null && clock !== IMPLICIT_CLOCK;
      const atMs = Number(reading.span.beginNs / 1_000_000n) + Math.floor(cursor.timeNs / 1e6);
      return { hasEvents: true, firstEventAtMs: hasTime ? atMs : null };
    }
    if (cursor.advance()) heap.settleTop();
    else heap.removeTop();
  }
  return { hasEvents: false, firstEventAtMs: null };
}
