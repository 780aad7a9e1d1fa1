import { openTrace, openTraceInTurns } from '@reader/open-trace';
import type { LeafSource } from '@reader/source';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../../setup/bit-writer';
import { smallCtf2Metadata } from '../../../setup/small-ctf2';

const STREAMS = 1000;

/** One event each, at the number of the stream. */
function streamAt(timeNs: number): Uint8Array {
  const stream = Buffer.alloc(32);
  stream.writeUInt32LE(0xc1fc1fc1);
  stream.writeBigUInt64LE(256n, 4);
  stream.writeBigUInt64LE(256n, 12);
  stream.writeBigUInt64LE(BigInt(timeNs), 20);
  return stream;
}

const facts = { domain: 'ust', uid: 0, host: 'h', session: 's' } as const;
const leaf: LeafSource = {
  path: 'leaf',
  metadata: new TextEncoder().encode(smallCtf2Metadata(facts, 0n)),
  streams: Array.from({ length: STREAMS }, (_, n) => ({
    name: `channel_${n}`,
    bytes: bytesSource(streamAt(STREAMS - n)),
    index: null,
  })),
};

describe('a trace of many short streams', () => {
  it('has the packets of all of them in the order of time, with their numbers in their files', () => {
    const { packets, span } = openTrace([leaf]);
    expect(packets.count).toBe(STREAMS);
    expect([...packets.stream]).toEqual(Array.from({ length: STREAMS }, (_, n) => STREAMS - 1 - n));
    expect(new Set(packets.number)).toEqual(new Set([0]));
    expect(span.lengthNs).toBe(STREAMS - 1);
  });

  it('is opened while other work runs, and the opening can be cancelled', async () => {
    let turns = 0;
    let isOpen = false;
    const work = async (): Promise<void> => {
      for (; !isOpen; turns += 1) await new Promise(setImmediate);
    };
    const working = work();
    const reading = await openTraceInTurns([leaf]);
    isOpen = true;
    await working;
    expect(reading.packets).toEqual(openTrace([leaf]).packets);
    expect(turns).toBeGreaterThan(10);
    await expect(openTraceInTurns([leaf], AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('keeps the packets of all streams in one list', () => {
    const before = process.memoryUsage().arrayBuffers;
    const { packets } = openTrace([leaf]);
    expect(packets.count).toBe(STREAMS);
    // A list of each stream would have a buffer of each column.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(STREAMS * 1024);
  });
});
