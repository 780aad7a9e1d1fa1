import { metadataError } from '../../read-error';
import { shownName } from '../bounds';
import type { DeclaredField, DeclaredStream, RootScope } from '../declared';
import type { FieldRole } from '../field-class';

/** Roles of CTF 2 by name, in the scopes that allow them. */
const ROLES: Readonly<Record<string, Readonly<Partial<Record<RootScope, FieldRole>>>>> = {
  'packet-magic-number': { 'packet-header': 'magic' },
  'metadata-stream-uuid': { 'packet-header': 'uuid' },
  'data-stream-class-id': { 'packet-header': 'stream-class-id' },
  'data-stream-id': { 'packet-header': 'stream-id' },
  'packet-total-length': { 'packet-context': 'packet-size' },
  'packet-content-length': { 'packet-context': 'content-size' },
  'packet-sequence-number': { 'packet-context': 'packet-number' },
  'discarded-event-record-counter-snapshot': { 'packet-context': 'events-discarded' },
  'default-clock-timestamp': { 'packet-context': 'timestamp-begin', 'event-header': 'timestamp' },
  'packet-end-default-clock-timestamp': { 'packet-context': 'timestamp-end' },
  'event-record-class-id': { 'event-header': 'event-class-id' },
};
const MAGIC_BITS = 32;

export const isRole = (name: string): boolean => Object.hasOwn(ROLES, name);

/** @throws ReadError for a role that the scope or the class does not allow */
export function ctf2Roles(
  scope: RootScope,
  { class: type }: DeclaredField,
  stream: DeclaredStream | null,
): FieldRole[] {
  return type.roles.map((name) => {
    const role = ROLES[name]?.[scope];
    if (!role) throw metadataError(`The role \`${shownName(name)}\` is not allowed here.`, type.line);
    if (role.startsWith('timestamp') && !stream?.clock)
      throw metadataError('A timestamp is in a stream without clock.', type.line);
    const isMagic = type.kind === 'scalar' && type.class.kind === 'integer' && type.class.bits === MAGIC_BITS;
    if (role === 'magic' && !isMagic) throw metadataError('The magic number has not 32 bits.', type.line);
    return role;
  });
}
