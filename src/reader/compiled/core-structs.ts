/**
 * Structures of the core that the host reads. Fields are in the order of the classes in `assembly`, and have the same names; a test
 * compares them. Fields are 4 bytes long if not named in `wide`, and wide ones are aligned.
 */
interface Struct {
  fields: readonly string[];
  /** Fields of 8 bytes. */
  wide: readonly string[];
}

export const WINDOW_SLOT = {
  fields: [
    'records',
    'sortedTime',
    'sortedOp',
    'sortedCapacity',
    'threadBegin',
    'threadBeginCapacity',
    'threads',
    'addresses',
    'addressCount',
    'addressCapacity',
    'addressIndexes',
    'eventCounts',
    'density',
    'allocations',
    'allocationCount',
    'allocationCapacity',
    'damages',
    'damageCount',
    'damageCapacity',
    'classCount',
    'densityCells',
  ],
  wide: [],
} as const satisfies Struct;

export const RECORD_LIST = {
  fields: ['time', 'op', 'count', 'capacity', 'runs', 'runCount', 'runCapacity', 'thread'],
  wide: [],
} as const satisfies Struct;

export const SCAN_THREAD_LIST = {
  fields: ['at', 'count', 'capacity', 'slots', 'secret', 'mask'],
  wide: ['secret'],
} as const satisfies Struct;

export const SCAN_THREAD_ROW = {
  fields: [
    'kind',
    'pidNs',
    'vpid',
    'tid',
    'leaf',
    'events',
    'contextPidNs',
    'contextVpid',
    'firstNs',
    'lastNs',
    'nameNs',
    'contextNs',
    'nameSource',
    'name',
  ],
  wide: ['firstNs', 'lastNs', 'nameNs', 'contextNs'],
} as const satisfies Struct;

export const TABLE = { fields: ['at', 'count', 'capacity', 'rowBytes'], wide: [] } as const satisfies Struct;

export const ANALYSIS = {
  fields: [
    'threads',
    'tree',
    'durations',
    'cut',
    'addresses',
    'addressIndexes',
    'syscalls',
    'syscallIndexes',
    'syscallDurations',
    'blockedIn',
    'windowAddresses',
    'windowAddressCapacity',
    'exitsWithoutEntry',
    'picture',
  ],
  wide: [],
} as const satisfies Struct;

export const CALL_TREE = {
  fields: ['nodes', 'children', 'roots', 'functions', 'functionIndexes'],
  wide: [],
} as const satisfies Struct;

export const CALL_NODE = {
  fields: ['parent', 'address', 'function', 'lastChild', 'calls', 'totalNs', 'selfNs'],
  wide: ['calls', 'totalNs', 'selfNs'],
} as const satisfies Struct;

export const ANALYSED_THREAD = {
  fields: [
    'frames',
    'depth',
    'capacity',
    'cutBelow',
    'ignored',
    'searched',
    'process',
    'tid',
    'isSelected',
    'losses',
    'lossCount',
    'nextLoss',
    'state',
    'hasStates',
    'syscall',
    'isSyscallCut',
    'pageFaults',
    'cpu',
    'picture',
    'isDrawn',
    'nextLossNs',
    'lastNs',
    'sinceNs',
    'syscallNs',
    'statesNs',
  ],
  wide: ['nextLossNs', 'lastNs', 'sinceNs', 'syscallNs', 'statesNs'],
} as const satisfies Struct;

export const FRAME = {
  fields: ['node', 'address', 'beginNs', 'childNs'],
  wide: ['beginNs', 'childNs'],
} as const satisfies Struct;

export const DURATION_ROW = {
  fields: ['count', 'total', 'min', 'max', 'maxAt', 'maxThread', 'maxTid', 'pages'],
  wide: ['count', 'total', 'min', 'max', 'maxAt'],
} as const satisfies Struct;

export const SYSCALL_ROW = {
  fields: ['thread', 'eventClass', 'failed', 'cut'],
  wide: [],
} as const satisfies Struct;

export const PICTURE = {
  fields: [
    'rows',
    'mostLanes',
    'lanes',
    'deepCalls',
    'withoutLane',
    'isDrawing',
    'isEnding',
    'isOutOfMemory',
    'fromNs',
    'widthNs',
  ],
  wide: ['fromNs', 'widthNs'],
} as const satisfies Struct;

export const PICTURE_ROW = {
  fields: ['beginNs', 'endNs', 'coveredNs', 'thread', 'value', 'depth', 'kind', 'ends'],
  wide: ['beginNs', 'endNs', 'coveredNs'],
} as const satisfies Struct;

/** The byte offset of each field. */
export function offsetsOf<const S extends Struct>({ fields, wide }: S): Record<S['fields'][number], number> {
  let at = 0;
  const offsets: Record<string, number> = {};
  for (const field of fields) {
    const bytes = wide.includes(field) ? 8 : 4;
    at = Math.ceil(at / bytes) * bytes;
    offsets[field] = at;
    at += bytes;
  }
  return offsets as Record<S['fields'][number], number>;
}
