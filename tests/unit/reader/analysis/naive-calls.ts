import { MAX_DEPTH } from '@reader/analysis/calls/call-stack';
import type { TestRecord } from './hand-made';

interface Call {
  address: bigint;
  beginNs: number;
  endNs: number;
  isCut: boolean;
  /** Addresses from the outermost call to this one. */
  path: bigint[];
}

/** The calls of one thread, by the rules alone and without a thought of speed. */
export function naiveCalls(
  records: readonly TestRecord[],
  lossTimes: readonly number[],
): { calls: Call[]; withoutEntry: number } {
  const calls: Call[] = [];
  let open: Call[] = [];
  let withoutEntry = 0;
  const end = (call: Call, endNs: number, isCut: boolean): void => {
    calls.push({ ...call, endNs, isCut: call.isCut || isCut });
    open = open.filter((other) => other !== call);
  };
  for (const { at, kind, address } of records) {
    for (const call of open) if (lossTimes.some((loss) => loss > call.beginNs && loss <= at)) call.isCut = true;
    if (kind === 'entry' && address) {
      if (open.length >= MAX_DEPTH) throw new Error('too deep for this test');
      const path = [...open.map((call) => call.address), address];
      open.push({ address, beginNs: at, endNs: Number.NaN, isCut: false, path });
    } else if (kind === 'exit') {
      const matches = open.filter((call) => address === null || call.address === address);
      const match = matches.at(-1);
      if (!match) withoutEntry++;
      else {
        for (const call of open.slice(open.indexOf(match) + 1).reverse()) end(call, at, true);
        end(match, at, false);
      }
    } else if (kind === 'exec' || kind === 'threadEnd') {
      for (const call of [...open].reverse()) end(call, at, true);
    }
  }
  const lastNs = records.at(-1)?.at ?? 0;
  for (const call of [...open].reverse()) end(call, lastNs, true);
  return { calls, withoutEntry };
}
