import type { TraceSchema } from '@reader/schema/trace-schema';

export const US = 1e3;
export const MS = 1e6;
export const SECOND = 1e9;
/** Pid namespace of all threads of written leaves. */
export const PID_NS = 4_026_532_000;

export interface WrittenLeaf {
  path: string;
  schema: TraceSchema;
  /** The stream files. */
  streams: readonly Uint8Array[];
}
