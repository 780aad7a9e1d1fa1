import { ReadError, type ReadWarning } from '@reader/read-error';
import { oneLine } from '@shared/model/plain-text';
import type { TraceRecord, Warning } from '@shared/model/trace-record';
import { countByDecoding, type DecodedCount } from './count-by-decoding';
import { countEvents } from './count-events';
import type { EventCount } from './event-tally';
import { readingsOf } from './trace-readings';

/** Codes of the warnings. */
export const OTHER_READER = 'other-reader';
export const UNREADABLE = 'unreadable';

export interface ReadTrace {
  count: EventCount;
  /** See DecodedCount; null if babeltrace2 counted. */
  lengthNs: number | null;
  /** What the packets say was lost; null if babeltrace2 counted. */
  losses: DecodedCount['losses'] | null;
  /** What could not be read. The events before and after it are counted. */
  damage: Warning[];
  warnings: Warning[];
}

/**
 * Reads a whole trace with the app's own reader. If it refuses a leaf, babeltrace2 reads the trace instead, and a warning says why.
 * @throws AppError `command` if babeltrace2 cannot read it either, `cancelled`, else as countByDecoding does
 */
export async function readWhole(
  tracePath: string,
  record: TraceRecord,
  startsMs: readonly number[],
  signal?: AbortSignal,
): Promise<ReadTrace> {
  const own = await decoded(tracePath, record, startsMs, signal);
  if ('count' in own) return own;
  const count = await countEvents(await readingsOf(tracePath, record), startsMs, signal);
  return { count, lengthNs: null, losses: null, damage: [], warnings: [otherReader(own.refusal)] };
}

async function decoded(
  tracePath: string,
  record: TraceRecord,
  startsMs: readonly number[],
  signal?: AbortSignal,
): Promise<ReadTrace | { refusal: string }> {
  let count: DecodedCount;
  try {
    count = await countByDecoding(tracePath, record, startsMs, signal);
  } catch (error) {
    if (error instanceof ReadError) return { refusal: error.message };
    throw error;
  }
  const refused = count.warnings.find(({ kind }) => kind === 'refused-leaf');
  if (refused) return { refusal: `${refused.leaf}: ${refused.message}` };
  return { count, lengthNs: count.lengthNs, losses: count.losses, damage: damageOf(count.warnings), warnings: [] };
}

const MOST_NAMED = 5;

function damageOf(warnings: readonly ReadWarning[]): Warning[] {
  const damaged = warnings.filter(({ kind }) => kind !== 'time-goes-back');
  const named = damaged.slice(0, MOST_NAMED).map(({ leaf, stream, packet, offsetBytes, message }) => {
    const packetText = packet === null ? '' : `, packet ${packet}`;
    const byteText = offsetBytes === null ? '' : `, byte ${offsetBytes}`;
    return unreadable(oneLine(`${leaf}/${stream ?? ''}${packetText}${byteText}: ${message}`), undefined);
  });
  const more = damaged.length - named.length;
  return more > 0 ? [...named, unreadable(`There are ${more} more such places.`, undefined)] : named;
}

const otherReader = (refusal: string): Warning => ({
  code: OTHER_READER,
  message: `The events were counted by babeltrace2, because the app's reader refused the trace. ${oneLine(refusal)}`,
  hint: 'summary, functions and events cannot show this trace. Trace Compass can open it if babeltrace2 reads it.',
});

export const unreadable = (message: string, detail: string | undefined): Warning => ({
  code: UNREADABLE,
  message: `The trace cannot be read completely. ${message}${detail ? ` ${detail.split('\n')[0]}` : ''}`,
});
