import { readEvents } from '@reader/events/read-events';
import { openLeaves, openTrace } from '@reader/open-trace';
import { ReadError } from '@reader/read-error';
import { readMetadata } from '@reader/schema/read-metadata';
import type { TraceReading } from '@reader/trace-reading';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../setup/bit-writer';
import { mutateBytes, mutateText } from '../setup/fuzz/mutate';
import { FUZZ_SEED } from '../setup/fuzz/seed';
import { CTF2, TSDL } from '../setup/fuzz/small-metadata';
import { type LttngPacket, lttngIndex, lttngStream } from '../setup/lttng-trace';
import { Random } from '../setup/random-ctf/random';
import { type RandomTrace, randomTrace } from '../setup/random-ctf/random-trace';

/** Memory that reading thousands of small files may add, with what the collector has not freed yet. */
const MAX_GROWTH_BYTES = 512 * 1024 * 1024;

const PACKETS: LttngPacket[] = [
  { begin: 100, end: 200, sequence: 0, cpu: 1, events: [100, 110, 120], padding: 8 },
  { begin: 200, end: 300, sequence: 1, cpu: 1, discarded: 2 },
  { begin: 300, end: 0, sequence: 3, cpu: 1, events: [300, 310] },
];
const STREAM = lttngStream(PACKETS);
const INDEX = lttngIndex(PACKETS);

/** Any file may be refused, with a ReadError. Another error, a hang or a file that fills the memory is a fault. */
function read(open: () => TraceReading): void {
  try {
    const reading = open();
    for (const batch of readEvents(reading)) expect(batch.length).toBeLessThan(1000);
    expect(reading.warnings.length).toBeLessThanOrEqual(1000);
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
  }
}

const trace = (metadata: string | Uint8Array, stream: Uint8Array, index: Uint8Array | null = null) => [
  {
    path: 'leaf',
    metadata: typeof metadata === 'string' ? new TextEncoder().encode(metadata) : metadata,
    streams: [{ name: 'stream', bytes: bytesSource(stream), index }],
  },
];

function survives(files: number, mutant: (random: Random) => void): void {
  const before = process.memoryUsage().rss;
  let most = 0;
  const property = fc.property(fc.integer(), (seed) => {
    mutant(new Random(seed));
    most = Math.max(most, process.memoryUsage.rss());
  });
  fc.assert(property, { numRuns: files, endOnFailure: true, ...FUZZ_SEED });
  expect(most - before).toBeLessThan(MAX_GROWTH_BYTES);
}

describe('a damaged trace is read or refused', () => {
  it('reads the whole traces without a warning', () => {
    for (const metadata of [TSDL, CTF2]) {
      const reading = openTrace(trace(metadata, STREAM, INDEX));
      expect([...readEvents(reading)].flat()).toHaveLength(5);
      expect(reading.warnings).toEqual([]);
    }
  });

  it('8 000 streams and indexes of LTTng', () => {
    const schema = readMetadata(new TextEncoder().encode(TSDL));
    survives(8000, (random) => {
      // Ids of the event with fields of all kinds, in the place of the simple one.
      const stream = mutateBytes(
        random,
        STREAM.map((byte, at) => (at > 80 && byte === 0 && random.isTrue() ? 1 : byte)),
      );
      const index = random.isTrue() ? null : mutateBytes(random, INDEX);
      read(() => openLeaves(trace('', random.isTrue() ? stream : STREAM, index), () => schema));
    });
  });

  it('5 000 streams of random classes', () => {
    const originals = Array.from({ length: 200 }, (_, seed) => randomTrace(seed));
    survives(5000, (random) => {
      const { schema, stream } = random.one(originals as [RandomTrace, ...RandomTrace[]]);
      read(() => openLeaves(trace('', mutateBytes(random, stream)), () => schema));
    });
  });

  it('6 000 texts of metadata', () => {
    survives(6000, (random) => {
      const metadata = mutateText(random, random.isTrue() ? TSDL : CTF2);
      read(() => openTrace(trace(metadata, STREAM)));
    });
  });

  it('1 500 files of metadata', () => {
    const texts = [TSDL, CTF2].map((text) => new TextEncoder().encode(text));
    survives(1500, (random) => {
      read(() => openTrace(trace(mutateBytes(random, texts[random.between(0, 1)] ?? STREAM), STREAM)));
    });
  });
});
