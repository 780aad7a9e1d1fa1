import { COMM_BYTES } from './comm';
import { STREAM } from './scan-plan';

/**
 * Places of the fields of slow streams: decoded-cursor.ts writes the values that the decoder has read to these bytes, so that they
 * are read as those of fast streams. Numbers of the payload have 64 bits.
 */
export const SLOW_CONTEXTS = [
  { column: STREAM.vtid, name: 'vtid', at: 0 },
  { column: STREAM.vpid, name: 'vpid', at: 8 },
  { column: STREAM.pidNs, name: 'pid_ns', at: 16 },
  { column: STREAM.tid, name: 'tid', at: 24 },
] as const;

export const SLOW_PROCNAME = { at: 32, bytes: 32 } as const;

/** By the index of the field, see KIND_RULES. */
const FIELDS_AT = 64;
const COMMS_AT = FIELDS_AT + 8 * 5;
export const slowNumberAt = (field: number): number => FIELDS_AT + 8 * field;
export const slowCommAt = (field: number): number => COMMS_AT + COMM_BYTES * field;
export const SLOW_BYTES = COMMS_AT + COMM_BYTES * 5;

/** All numbers have 64 bits. */
export const SLOW_WIDE = 0b11111;

export const isComm = (name: string): boolean => name.endsWith('comm');
