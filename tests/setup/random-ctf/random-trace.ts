import type { FieldValue } from '@reader/events/event';
import type { Field, StructClass } from '@reader/schema/field-class';
import type { EventClass, TraceSchema } from '@reader/schema/trace-schema';
import { BitWriter, joined } from '../bit-writer';
import { clock, field, integer, struct } from '../lttng-trace';
import { Random } from './random';
import { type RandomField, RandomFields } from './random-fields';

export interface RandomTrace {
  schema: TraceSchema;
  stream: Uint8Array;
  events: { timeNs: number; packet: number; name: string; scopes: FieldValue[] }[];
}

/** Header and context of a packet. */
const HEAD_BITS = 160;
/** The times of events have 27 bits, so this pause cannot be told from none. */
const MAX_PAUSE = 2 ** 27;

/** A trace of one stream with random classes and values, the same for the same seed. */
export function randomTrace(seed: number): RandomTrace {
  const random = new Random(seed);
  const order = random.one(['little', 'big']);
  const fields = new RandomFields(random, order);
  const common = fields.struct(1);
  const kinds = Array.from({ length: random.between(1, 3) }, () => ({
    specific: fields.struct(1),
    payload: fields.struct(3),
  }));
  const structOf = ({ class: of }: RandomField): StructClass => of as StructClass;
  const classes = kinds.map(({ specific, payload }, id): [number, EventClass] => [
    id,
    { id, name: `event ${id}`, logLevel: null, specificContext: structOf(specific), payload: structOf(payload) },
  ]);
  const bits = (size: number, roles: Field['roles']): Field =>
    field(roles.join(), integer(size, { byteOrder: order, alignment: 1 }), [...roles]);
  const schema: TraceSchema = {
    version: '2',
    byteOrder: order,
    uuid: null,
    environment: new Map(),
    clocks: [clock()],
    packetHeader: struct(bits(32, ['magic'])),
    streams: new Map([
      [
        0,
        {
          id: 0,
          name: null,
          clock: clock(),
          packetContext: struct(bits(64, ['timestamp-begin']), bits(32, ['content-size']), bits(32, ['packet-size'])),
          eventHeader: struct(bits(5, ['event-class-id']), bits(27, ['timestamp'])),
          commonContext: structOf(common),
          events: new Map(classes),
        },
      ],
    ]),
    slots: fields.slots,
  };
  const events: RandomTrace['events'] = [];
  const packets: Uint8Array[] = [];
  const first = random.integer(50, false);
  let time = first;
  for (let packet = 0; packet < 3; packet++) {
    const begin = time;
    const own = new BitWriter();
    own.integer(0, HEAD_BITS, order);
    for (let count = random.between(0, 5); count > 0; count--) {
      const id = random.between(0, kinds.length - 1);
      const kind = kinds[id];
      if (kind === undefined) continue;
      time += BigInt(random.between(0, MAX_PAUSE - 1));
      own.integer(id, 5, order);
      own.integer(time, 27, order);
      const scopes = [common, kind.specific, kind.payload].map(({ write }) => write(own));
      events.push({ timeNs: Number(time - first), packet, name: `event ${id}`, scopes });
    }
    packets.push(packetOf(own, begin, order, random.between(0, 9)));
  }
  return { schema, stream: joined(...packets), events };
}

/** @param content the whole packet, with room for the head */
function packetOf(content: BitWriter, begin: bigint, order: 'little' | 'big', paddingBytes: number): Uint8Array {
  const head = new BitWriter();
  const contentBits = content.position;
  const bytes = content.toBytes();
  head.integer(0xc1fc1fc1, 32, order);
  head.integer(begin, 64, order);
  head.integer(contentBits, 32, order);
  head.integer((bytes.length + paddingBytes) * 8, 32, order);
  bytes.set(head.toBytes());
  return joined(bytes, new Uint8Array(paddingBytes));
}
