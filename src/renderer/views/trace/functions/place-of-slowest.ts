import type { FunctionKey } from '@shared/trace-view/picture';
import type { TracePlace } from '@shared/trace-view/trace-place';
import type { TraceClient } from '../../../stores/trace-view/asking';
import { placeOfCall } from './place-of-call';

interface Slowest {
  key: FunctionKey;
  maxAtNs: number | null;
  maxNs: number | null;
  maxRow: number | null;
}

/** A call that reaches an edge of the range has no known begin or end there. */
const AROUND_NS = 1_000;

/**
 * How to find the slowest call of a function in the timeline. Its depth is asked for, because tables have only its time.
 * @returns null if the function has no complete call
 */
export function placeOfSlowest(
  { key, maxAtNs, maxNs, maxRow }: Slowest,
  lengthNs: number,
): ((client: TraceClient) => Promise<Partial<TracePlace>>) | null {
  if (maxAtNs === null || maxNs === null || maxRow === null) return null;
  return async (client) => {
    const durations = { fromNs: maxNs, toNs: maxNs + 1 };
    const range = { fromNs: Math.max(0, maxAtNs - AROUND_NS), toNs: maxAtNs + maxNs + AROUND_NS };
    const calls = await client.ask('calls-of', { function: key, range, durations, order: 'time', limit: 10 });
    const at = calls.beginNs.findIndex((begin, index) => begin === maxAtNs && calls.row[index] === maxRow);
    const depth = calls.depth[at];
    const place = placeOfCall({ row: maxRow, depth: depth ?? 0, beginNs: maxAtNs }, maxNs, lengthNs);
    return { ...place, function: key, ...(depth === undefined ? { call: null } : {}) };
  };
}
