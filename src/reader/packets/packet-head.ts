import type { FieldValues } from '../events/event';
import type { BitReader, Integer } from '../fields/bit-reader';
import type { CompiledSchema, CompiledStream } from '../fields/compile-schema';
import type { DecodeState } from '../fields/decode-state';
import { hexDigits } from '../hex-digits';
import { ReadError } from '../read-error';
import type { FieldRole } from '../schema/field-class';

/** CTF 1.8.3 section 5.1, CTF 2 section "Packet header". */
const MAGIC = 0xc1fc1fc1;

/** Values of the header and the context of a packet that have a role, with their sizes in bits. */
export type RoleValues = Map<FieldRole, { value: Integer; bits: number }>;

export interface PacketHead {
  stream: CompiledStream;
  context: FieldValues;
  /** Whether it has the UUID of the metadata, or one of both has none. */
  isOfTrace: boolean;
  /** Where the packet's events begin, in bits. */
  eventsAt: number;
}

/**
 * Reads the header and the context of a packet, from the reader's position on. `roles` are the values that `state` reports meanwhile.
 * @throws UnknownStreamError if the metadata has no such stream class
 * @throws ReadError if it is no packet
 */
export function readPacketHead(
  compiled: CompiledSchema,
  reader: BitReader,
  state: DecodeState,
  roles: RoleValues,
): PacketHead {
  state.beginPacket(reader.end);
  const header = compiled.packetHeader.read(reader, state);
  const magic = roles.get('magic')?.value ?? MAGIC;
  if (magic !== MAGIC)
    throw new ReadError('damaged', `The packet begins with ${magic}, which is not CTF's magic number.`);
  const id = Number(roles.get('stream-class-id')?.value ?? onlyId(compiled));
  const stream = compiled.streams.get(id);
  if (stream === undefined) throw new UnknownStreamError(id);
  const context = stream.packetContext.read(reader, state);
  return { stream, context, isOfTrace: hasUuidOf(compiled, header), eventsAt: reader.position };
}

/** A packet of a stream class that the metadata does not have. */
export class UnknownStreamError extends ReadError {
  constructor(readonly streamClass: number) {
    super('damaged', `The metadata has no stream class ${streamClass}.`);
  }
}

/** CTF 1.8.3 section 5.1: the stream id may be absent if the trace has one stream class. */
function onlyId({ streams }: CompiledSchema): number {
  const [id = 0] = streams.size === 1 ? streams.keys() : [];
  return id;
}

function hasUuidOf({ schema }: CompiledSchema, header: FieldValues): boolean {
  const field = schema.packetHeader?.fields.find(({ roles }) => roles.includes('uuid'));
  if (field === undefined || schema.uuid === null) return true;
  const value = header.get(field.name);
  const bytes = Array.isArray(value) || value instanceof Uint8Array ? Array.from(value, Number) : [];
  return hexDigits(bytes) === schema.uuid.replaceAll('-', '');
}
