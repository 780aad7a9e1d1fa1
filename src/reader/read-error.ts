/** Why a reader refuses. A closed list, so that callers can say what to do about each. */
export type ReadErrorCode =
  /** The metadata breaks the rules of CTF. */
  | 'metadata'
  /** Valid metadata that this reader does not support. */
  | 'unsupported'
  /** A bound was reached: size of the metadata, nesting, number of classes or fields. */
  | 'too-large'
  /** A packet or event that contradicts the metadata. */
  | 'damaged'
  | 'cancelled';

/** The only error that the reader throws on purpose. `message` is one or two sentences without a path of the machine. */
export class ReadError extends Error {
  constructor(
    readonly code: ReadErrorCode,
    message: string,
    /** Line of the metadata, from 1, or byte offset in the stream; undefined: not known. */
    readonly at?: { line: number } | { stream: string; offsetBytes: number },
  ) {
    super(message);
    this.name = 'ReadError';
  }
}

/** @throws ReadError `cancelled` after the signal */
export function expectNotCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new ReadError('cancelled', 'Reading was cancelled.');
}

export const metadataError = (message: string, line: number): ReadError => new ReadError('metadata', message, { line });

/** @param what begins a sentence in the plural: `Integers of 128 bits` */
export const unsupported = (what: string, line: number): ReadError =>
  new ReadError('unsupported', `${what} are not supported.`, { line });

export const WARNING_KINDS = [
  'damaged-packet',
  /** The rest of a stream file is not a packet. */
  'damaged-stream',
  /** A stream file whose stream class the metadata does not have, e.g. of a program that ended while it registered. */
  'unknown-stream',
  /** The packets of a stream have another UUID than the metadata. They are read. */
  'foreign-uuid',
  /** An event is earlier than the previous event of its stream. Both are read. */
  'time-goes-back',
  'refused-leaf',
] as const;

/** Something of a trace that could not be read. Reading continued after it. */
export interface ReadWarning {
  kind: (typeof WARNING_KINDS)[number];
  /** Path of the leaf, relative to the trace. */
  leaf: string;
  /** File name of the stream; null for a whole leaf. */
  stream: string | null;
  /** Number of the packet in its stream, from 0; null if it is not about one packet. */
  packet: number | null;
  /** Byte offset in the file where reading stopped; null for a whole leaf. */
  offsetBytes: number | null;
  message: string;
}
