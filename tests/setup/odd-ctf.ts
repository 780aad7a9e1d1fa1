import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface OddCtf {
  /** The text between quotes in TSDL; null: none. */
  domain?: string | null;
  name?: string;
  /** Seconds from the epoch to the clock's zero; null: no clock. */
  offsetS?: number | null;
  /** TSDL of the payload, and its bytes for each event. */
  fields?: string;
  payloads?: readonly Buffer[];
  /** Omit it for events without a payload. */
  hasHeader?: boolean;
}

const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

const PACKET_HEAD_BYTES = 20;

/** Writes a leaf of CTF 1.8 as tracers other than LTTng do, with an event every 1.5 ms. @returns its folder */
export function writeOddCtf(leaf: string, odd: OddCtf = {}): string {
  const { domain = 'bare', name = 'tick', offsetS = 1_767_225_600, fields = 'uint32_t n;', hasHeader = true } = odd;
  const payloads = odd.payloads ?? [number(0), number(1), number(2)];
  mkdirSync(leaf, { recursive: true });
  const clock = offsetS === null ? '' : `clock { name = main; freq = 1000000000; offset_s = ${offsetS}; };\n`;
  const mapped = offsetS === null ? '' : 'map = clock.main.value; ';
  writeFileSync(
    join(leaf, 'metadata'),
    `/* CTF 1.8 */
typealias integer { size = 8; align = 8; signed = false; } := uint8_t;
typealias integer { size = 32; align = 8; signed = false; } := uint32_t;
typealias integer { size = 64; align = 8; signed = false; } := uint64_t;
trace { major = 1; minor = 8; byte_order = le; packet.header := struct { uint32_t magic; }; };
${domain === null ? '' : `env { domain = "${domain}"; };`}
${clock}typealias integer { size = 64; align = 8; signed = false; ${mapped}} := stamp_t;
stream {
  packet.context := struct { uint64_t content_size; uint64_t packet_size; };
  ${hasHeader ? 'event.header := struct { stamp_t timestamp; };' : ''}
};
event { name = "${name}"; fields := struct { ${fields} }; };
`,
  );
  const events = payloads.map((payload, index) => {
    const stamp = Buffer.alloc(hasHeader ? 8 : 0);
    if (hasHeader) stamp.writeBigUInt64LE(BigInt(index) * 1_500_000n);
    return Buffer.concat([stamp, payload]);
  });
  const bits = BigInt(PACKET_HEAD_BYTES + events.reduce((sum, { length }) => sum + length, 0)) * 8n;
  const head = Buffer.alloc(PACKET_HEAD_BYTES);
  head.writeUInt32LE(0xc1fc1fc1, 0);
  head.writeBigUInt64LE(bits, 4);
  head.writeBigUInt64LE(bits, 12);
  writeFileSync(join(leaf, 'stream_0'), Buffer.concat([head, ...events]));
  return leaf;
}

/** The bytes of a sequence `uint32_t len; uint8_t a[len];`. */
export const sequence = (length: number): Buffer => Buffer.concat([number(length), Buffer.alloc(length, 1)]);
