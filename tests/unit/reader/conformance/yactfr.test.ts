import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTrace } from '@reader/open-trace';
import { ReadError, type ReadWarning } from '@reader/read-error';
import type { TraceReading } from '@reader/trace-reading';
import { expect, it } from 'vitest';
import { bytesSource } from '../../../setup/bit-writer';
import { jsonSequence } from '../../../setup/json-sequence';
import { describeWithTraces } from '../../../setup/shared-traces';
import { decodePackets } from '../../../setup/yactfr/decode-packets';
import { readExpectation } from '../../../setup/yactfr/expectation';
import { normandBytes } from '../../../setup/yactfr/normand';

const FOLDERS = ['ctf-1', 'ctf-2', 'ctf-2/auto-translated'];

/** Streams that yactfr reads and this reader skips with a warning. */
const SKIPPED: Readonly<Record<string, ReadWarning['kind']>> = {
  // The metadata has no stream class, and the packets no event.
  'ctf-1/pass-diff-magic': 'unknown-stream',
  'ctf-1/pass-diff-uuid': 'unknown-stream',
  'ctf-1/pass-no-ers-no-dst-id-fl-ints': 'unknown-stream',
  'ctf-2/auto-translated/pass-diff-magic': 'unknown-stream',
  'ctf-2/auto-translated/pass-diff-uuid': 'unknown-stream',
  'ctf-2/auto-translated/pass-no-ers-no-dst-id-fl-ints': 'unknown-stream',
  // The magic number is in the wrong byte order, which yactfr leaves to its user.
  'ctf-2/pass-dt-aliases': 'damaged-stream',
};

/** Metadata with bits in the reverse order, which no tracer writes. */
const REFUSED = ['ctf-2/pass-fl-bit-map-rev', 'ctf-2/pass-fl-sint-64-le-rev', 'ctf-2/pass-fl-sint-8-le-rev'];

/** yactfr's tests use these types without declaring them: `u8`, `i16le`, `f32be` and so on. */
const PRELUDE = ['', 'le', 'be']
  .flatMap((order) => {
    const byteOrder = order === '' ? '' : `byte_order = ${order};`;
    const integers = [8, 16, 32, 64].flatMap((bits) =>
      ['u', 'i'].map(
        (sign) =>
          `typealias integer { size = ${bits}; align = 8; signed = ${sign === 'i'}; ${byteOrder} } := ${sign}${bits}${order};`,
      ),
    );
    const floats = [32, 64].map(
      (bits) =>
        `typealias floating_point { exp_dig = ${bits === 32 ? 8 : 11}; mant_dig = ${bits === 32 ? 24 : 53}; align = 8; ${byteOrder} } := f${bits}${order};`,
    );
    return [...integers, ...floats];
  })
  .join('\n');

/** yactfr does not name the options of variants and the elements of arrays. */
const anyName = (value: string) =>
  value.startsWith(':') ? expect.stringMatching(valuePattern(value.slice(1))) : value;
const valuePattern = (value: string) => new RegExp(`^[^:]*:${value.replaceAll(/\W/g, '\\$&')}$`);

function sectionsOf(text: string): { metadata: string; stream: string; expected: string } {
  const [, metadata = '', stream = '', expected = ''] = text.split(/^---\n/m);
  return { metadata, stream, expected };
}

/** yactfr's tests have the fragments of CTF 2 in an array. */
function metadataText(metadata: string): string {
  if (!metadata.startsWith('[')) return `/* CTF 1.8 */\n${PRELUDE}\n${metadata}`;
  return jsonSequence(JSON.parse(metadata));
}

const open = (metadata: string, stream: Uint8Array): TraceReading =>
  openTrace([
    {
      path: 'leaf',
      metadata: new TextEncoder().encode(metadataText(metadata)),
      streams: [{ name: 'stream', index: null, bytes: bytesSource(stream) }],
    },
  ]);

describeWithTraces('decodes the streams of yactfr as its tests expect', ['yactfr'], (traces) => {
  const root = join(traces, 'yactfr/tests/tests-iter-data');
  const names = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.streams'))
      .map((name) => `${folder}/${name.replace('.streams', '')}`),
  );

  it.each(names)('%s', (name) => {
    const { metadata, stream, expected } = sectionsOf(readFileSync(join(root, `${name}.streams`), 'utf8'));
    const bytes = normandBytes(stream);
    const { packets, failure } = readExpectation(expected);
    if (REFUSED.includes(name)) {
      expect(() => open(metadata, bytes)).toThrow(ReadError);
      return;
    }
    const reading = open(metadata, bytes);
    if (SKIPPED[name] !== undefined) {
      expect(reading.warnings.map(({ kind }) => kind)).toEqual([SKIPPED[name]]);
      return;
    }
    const decoded = decodePackets(reading);
    // Where yactfr stops, this reader continues with the next packet, but has no row for a packet without a size.
    const compared = failure === null ? decoded : decoded.slice(0, packets.length);
    if (failure !== null && compared.length < packets.length) expect(packets.pop()?.events).toEqual([]);
    expect(compared.map(({ stoppedAt: _, ...packet }) => packet)).toEqual(
      packets.map(({ at, sizeBits, contextValues, events }) => ({
        at,
        sizeBits: sizeBits ?? expect.any(Number),
        contextValues: contextValues.map(anyName),
        events: events.map((event) => ({
          ...event,
          clock: event.clock ?? expect.any(String),
          values: event.values.map(anyName),
        })),
      })),
    );
    const stops = [
      ...reading.warnings.map(({ offsetBytes }) => (offsetBytes ?? 0) * 8),
      ...decoded.flatMap(({ stoppedAt }) => stoppedAt ?? []),
    ];
    if (failure === null) expect(stops).toEqual([]);
    else expect(Math.min(...stops), failure.reason).toBeLessThanOrEqual(failure.at + failure.remaining);
  });
});
