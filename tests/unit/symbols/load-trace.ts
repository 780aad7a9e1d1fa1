import { openTrace } from '@reader/open-trace';
import type { TraceReading } from '@reader/trace-reading';
import { bytesSource } from '../../setup/bit-writer';

export interface LoadedBinary {
  path: string;
  base: number;
  buildId: string;
}

const FIELDS = [
  ['lttng_ust_statedump:start', ''],
  ['lttng_ust_statedump:bin_info', 'uint64_t _baddr; uint64_t _memsz; string _path;'],
  [
    'lttng_ust_statedump:build_id',
    'uint64_t _baddr; uint32_t __build_id_length; uint8_t _build_id[__build_id_length];',
  ],
  ['lttng_ust_cyg_profile:func_entry', 'uint64_t _addr;'],
] as const;

/** Metadata of a leaf as LTTng-UST writes it, with the events that say what is in memory. */
export const LOAD_METADATA = `/* CTF 1.8 */
typealias integer { size = 8; align = 8; signed = false; } := uint8_t;
typealias integer { size = 32; align = 8; signed = false; } := uint32_t;
typealias integer { size = 64; align = 8; signed = false; } := uint64_t;
trace { major = 1; minor = 8; byte_order = le; packet.header := struct { uint32_t magic; }; };
env { domain = "ust"; tracer_name = "lttng-ust"; tracer_major = 2; tracer_minor = 13; };
clock { name = "monotonic"; freq = 1000000000; offset = 1767225600000000000; };
typealias integer { size = 64; align = 8; signed = false; map = clock.monotonic.value; } := stamp_t;
stream {
	packet.context := struct { uint64_t content_size; uint64_t packet_size; };
	event.header := struct { uint8_t id; stamp_t timestamp; };
	event.context := struct { uint32_t _vpid; uint32_t _pid_ns; };
};
${FIELDS.map(([name, fields], id) => `event { name = "${name}"; id = ${id}; fields := struct { ${fields} }; };`).join('\n')}
`;

/** A stream of one process, which lists its files as lttng-ust does and then calls functions at the given addresses. */
export function loadStream(
  binaries: readonly LoadedBinary[],
  calls: readonly number[] = [],
  process = { pidNs: 4_026_532_000, vpid: 1 },
): Buffer {
  let time = 100;
  const u = (bytes: 1 | 4 | 8, ...values: number[]): Buffer =>
    Buffer.concat(
      values.map((value) => {
        const buffer = Buffer.alloc(8);
        buffer.writeBigUInt64LE(BigInt(value));
        return buffer.subarray(0, bytes);
      }),
    );
  const event = (id: number, ...payload: Buffer[]): Buffer =>
    Buffer.concat([u(1, id), u(8, time++), u(4, process.vpid, process.pidNs), ...payload]);
  const body = Buffer.concat([
    event(0),
    ...binaries.flatMap(({ path, base, buildId }) => [
      event(1, u(8, base, 0x1000), Buffer.from(`${path}\0`)),
      event(2, u(8, base), u(4, buildId.length / 2), Buffer.from(buildId, 'hex')),
    ]),
    ...calls.map((address) => event(3, u(8, address))),
  ]);
  const bits = (20 + body.length) * 8;
  return Buffer.concat([u(4, 0xc1fc1fc1), u(8, bits, bits), body]);
}

export const loadTrace = (binaries: readonly LoadedBinary[], calls: readonly number[] = []): TraceReading =>
  openTrace([
    {
      path: 'ust',
      metadata: Buffer.from(LOAD_METADATA),
      streams: [{ name: 'channel_0', bytes: bytesSource(loadStream(binaries, calls)), index: null }],
    },
  ]);
