/**
 * Field numbers of Perfetto's public definitions (protos/perfetto/trace of github.com/google/perfetto), by message.
 * `TracePacketDefaults` and `TrackEventDefaults` have the numbers of the fields whose defaults they are.
 */
export const TRACE = { packet: 1 } as const;

export const PACKET = {
  clockSnapshot: 6,
  timestamp: 8,
  sequence: 10,
  trackEvent: 11,
  internedData: 12,
  sequenceFlags: 13,
  timestampClock: 58,
  defaults: 59,
  trackDescriptor: 60,
  firstOnSequence: 87,
} as const;

/** Bits of `sequence_flags`. */
export const SEQUENCE = { stateCleared: 1, needsState: 2 } as const;

export const CLOCK_SNAPSHOT = { clock: 1 } as const;
export const CLOCK = { id: 1, timestamp: 2, isIncremental: 3 } as const;
/** Ids of clocks; those from 64 to 127 belong to one sequence. */
export const CLOCK_ID = { realtime: 1, boottime: 6, ofSequence: 64 } as const;

export const TRACK = { uuid: 1, name: 2, process: 3, thread: 4, parent: 5, counter: 8 } as const;
export const PROCESS = { pid: 1, name: 6 } as const;
export const THREAD = { pid: 1, tid: 2, name: 5 } as const;
export const COUNTER = { unit: 3 } as const;
export const COUNTER_UNIT = { count: 2, bytes: 3 } as const;

export const EVENT = {
  debugAnnotation: 4,
  type: 9,
  nameId: 10,
  track: 11,
  name: 23,
  counterValue: 30,
  doubleCounterValue: 44,
  flow: 47,
  terminatingFlow: 48,
} as const;
export const EVENT_TYPE = { sliceBegin: 1, sliceEnd: 2, instant: 3, counter: 4 } as const;

export const INTERNED = { eventName: 2 } as const;
export const INTERNED_NAME = { id: 1, name: 2 } as const;

export const ANNOTATION = { uint: 3, string: 6, name: 10, bool: 2 } as const;
