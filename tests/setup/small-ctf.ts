import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { smallCtf2Metadata } from './small-ctf2';

const START_NS = 1_767_225_600_000_000_000n;

interface SmallCtf {
  events?: number;
  domain?: 'kernel' | 'ust';
  host?: string;
  session?: string;
  /** The path below the session's folder, as lttng chooses it. */
  below?: string;
  uid?: number;
  version?: '1.8' | '2';
}

/** Writes a valid leaf of CTF 1.8, or of CTF 2, like LTTng's, with one event every millisecond from 2026-01-01 on. @returns its folder */
export function writeSmallCtf(session: string, given: SmallCtf = {}): string {
  const { events = 10, domain = 'ust', uid = 1000, version = '1.8' } = given;
  const below = given.below ?? (domain === 'kernel' ? 'kernel' : `ust/uid/${uid}/64-bit`);
  const leaf = join(session, below);
  mkdirSync(leaf, { recursive: true });
  const facts = { domain, uid, host: 'far-away', session: 'far', ...given };
  writeFileSync(join(leaf, 'metadata'), version === '2' ? smallCtf2Metadata(facts, START_NS) : metadataOf(facts));
  writeFileSync(join(leaf, 'channel_0'), streamOf(events));
  return leaf;
}

export type SmallFacts = Required<Pick<SmallCtf, 'domain' | 'uid' | 'host' | 'session'>>;

const metadataOf = ({ domain, uid, host, session }: SmallFacts): string => `/* CTF 1.8 */

typealias integer { size = 32; align = 8; signed = false; } := uint32_t;
typealias integer { size = 64; align = 8; signed = false; } := uint64_t;

trace {
	major = 1;
	minor = 8;
	byte_order = le;
	packet.header := struct { uint32_t magic; };
};

env {
	hostname = "${host}";
	domain = "${domain}";
	tracer_name = "lttng-${domain === 'kernel' ? 'modules' : 'ust'}";
	tracer_major = 2;
	tracer_minor = 13;
	tracer_patchlevel = 9;
	tracer_buffering_scheme = "${domain === 'kernel' ? 'global' : 'uid'}";
	tracer_buffering_id = ${uid};
	architecture_bit_width = 64;
	trace_name = "${session}";
};

clock {
	name = "monotonic";
	uuid = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
	description = "Monotonic Clock";
	freq = 1000000000; /* Frequency, in Hz */
	offset = ${START_NS};
};

typealias integer { size = 64; align = 8; signed = false; map = clock.monotonic.value; } := stamp_t;

stream {
	packet.context := struct { uint64_t content_size; uint64_t packet_size; };
	event.header := struct { stamp_t timestamp; };
};

event {
	name = "small:tick";
	fields := struct { uint32_t n; };
};
`;

function streamOf(events: number): Buffer {
  const bytes = 4 + 16 + events * 12;
  const stream = Buffer.alloc(bytes);
  stream.writeUInt32LE(0xc1fc1fc1, 0);
  stream.writeBigUInt64LE(BigInt(bytes) * 8n, 4);
  stream.writeBigUInt64LE(BigInt(bytes) * 8n, 12);
  for (let n = 0; n < events; n += 1) {
    stream.writeBigUInt64LE(BigInt(n) * 1_000_000n, 20 + n * 12);
    stream.writeUInt32LE(n, 28 + n * 12);
  }
  return stream;
}
