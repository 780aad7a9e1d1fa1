import type { DeclaredClass, DeclaredField, DeclaredStream, RootScope } from '../declared';
import type { FieldRole, IntegerClass } from '../field-class';
import { TIMESTAMPS } from './clocks';

/** Names of fields that have a meaning in a scope (CTF 1.8.3, sections 5 and 6). */
const NAMES: Readonly<Partial<Record<RootScope, Readonly<Record<string, FieldRole>>>>> = {
  'packet-header': {
    magic: 'magic',
    uuid: 'uuid',
    stream_id: 'stream-class-id',
    stream_instance_id: 'stream-id',
  },
  'packet-context': {
    timestamp_begin: 'timestamp-begin',
    timestamp_end: 'timestamp-end',
    content_size: 'content-size',
    packet_size: 'packet-size',
    packet_seq_num: 'packet-number',
    events_discarded: 'events-discarded',
  },
  'event-header': { id: 'event-class-id', timestamp: 'timestamp' },
};
const UUID_BYTES = 16;
const MAGIC_BITS = 32;
const BITS_OF_BYTE = 8;

/**
 * The meaning of a field by its name, or by its clock. A field of another type than the meaning needs has none.
 * In the packet context and in the event header, every integer with a clock updates the clock's value, as in babeltrace2.
 */
export function tsdlRoles(
  scope: RootScope,
  { name, class: type }: DeclaredField,
  stream: DeclaredStream | null,
): FieldRole[] {
  const names = NAMES[scope];
  if (!names) return [];
  const role = Object.hasOwn(names, name) ? names[name] : undefined;
  if (role === 'uuid') return isUuid(type) ? [role] : [];
  const integer = unsigned(type);
  if (!integer) return [];
  if (role === 'magic') return integer.bits === MAGIC_BITS ? [role] : [];
  if (role && TIMESTAMPS.has(name)) return stream?.clock ? [role] : [];
  if (role) return [role];
  const isMapped = type.kind === 'scalar' && type.clock !== null;
  return isMapped && scope !== 'packet-header' ? ['timestamp'] : [];
}

function unsigned(type: DeclaredClass): IntegerClass | undefined {
  if (type.kind !== 'scalar') return undefined;
  const integer = type.class.kind === 'enum' ? type.class.integer : type.class;
  return integer.kind === 'integer' && !integer.isSigned ? integer : undefined;
}

function isUuid(type: DeclaredClass): boolean {
  return type.kind === 'array' && type.length === UUID_BYTES && unsigned(type.element)?.bits === BITS_OF_BYTE;
}
