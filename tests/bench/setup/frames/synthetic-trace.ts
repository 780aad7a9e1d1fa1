import {
  LANE_KINDS,
  type LaneKind,
  PICTURE_STATES,
  type Picture,
  type PictureState,
  WHOLE_SPAN,
} from '../../../../src/shared/trace-view/picture';

/** A span of a made-up trace; `value` is an index into the names of its kind. */
export interface MadeSpan {
  beginNs: number;
  endNs: number;
  value: number;
}

export interface MadeLane {
  row: number;
  kind: LaneKind;
  depth: number;
  spans: MadeSpan[];
}

/** Threads that serve requests: nested calls, system calls and states, the same in each run. */
export interface MadeTrace {
  lengthNs: number;
  lanes: MadeLane[];
  functions: string[];
  syscalls: string[];
  spans: number;
}

const MS = 1e6;
const FUNCTIONS = [
  ['handle_request', 'queue_pop', 'accept_request'],
  ['read_request', 'parse_json', 'auth_check', 'price_cart', 'db_query', 'render_json', 'send_response'],
  ['parse_value', 'hmac_sha256', 'tax_lookup', 'apply_discount', 'pool_acquire', 'pq_wait', 'buf_append', 'deflate'],
  ['parse_object', 'mutex_lock', 'decode_row', 'deflate_block', 'crc32c'],
  ['parse_string', 'encode_entry', 'stock_find'],
];
const SYSCALLS = ['futex', 'recvfrom', 'sendto', 'fdatasync', 'epoll_wait', 'pread64', 'write'];

/** Numbers from 0 to 1 that follow from the seed alone (mulberry32). */
export function madeNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @param requestMs mean length of a request: a small one makes many spans */
export function makeTrace({
  threads,
  lengthNs,
  requestMs,
  levels,
}: {
  threads: number;
  lengthNs: number;
  requestMs: number;
  levels: number;
}): MadeTrace {
  const names = FUNCTIONS.flat();
  const lanes: MadeLane[] = [];
  for (let thread = 0; thread < threads; thread += 1) {
    const random = madeNumbers(1_000 + thread);
    const calls: MadeSpan[][] = Array.from({ length: levels }, () => []);
    const syscalls: MadeSpan[] = [];
    const states: MadeSpan[] = [];
    const nest = (depth: number, from: number, to: number): void => {
      if (depth >= levels) return;
      const choices = FUNCTIONS[depth % FUNCTIONS.length] ?? [];
      for (let at = from + (to - from) * 0.03 * random(); at < to - (to - from) * 0.05; ) {
        const end = Math.min(to, at + (to - from) * (0.08 + random() * 0.5));
        calls[depth]?.push({
          beginNs: at,
          endNs: end,
          value: names.indexOf(choices[Math.floor(random() * choices.length)] ?? ''),
        });
        nest(depth + 1, at, end);
        at = end + (to - from) * 0.06 * random();
      }
    };
    for (let at = random() * requestMs * MS; at < lengthNs; ) {
      const end = Math.min(lengthNs, at + requestMs * MS * (0.3 + random() * 1.4));
      calls[0]?.push({ beginNs: at, endNs: end, value: names.indexOf('handle_request') });
      nest(1, at, end);
      const blockedFrom = at + (end - at) * (0.1 + random() * 0.4);
      const blockedTo = blockedFrom + (end - blockedFrom) * random() * 0.8;
      const runs = blockedTo + (end - blockedTo) * random() * 0.2;
      syscalls.push({ beginNs: blockedFrom, endNs: blockedTo, value: Math.floor(random() * SYSCALLS.length) });
      const next = Math.min(lengthNs, end + requestMs * MS * random() * 0.5);
      const state = (beginNs: number, endNs: number, name: PictureState): void => {
        if (endNs > beginNs) states.push({ beginNs, endNs, value: PICTURE_STATES.indexOf(name) });
      };
      state(at, blockedFrom, 'running');
      state(blockedFrom, blockedTo, 'blocked-on-lock');
      state(blockedTo, runs, 'waiting-to-run');
      state(runs, end, 'running');
      state(end, next, 'sleeping');
      at = next;
    }
    lanes.push(
      { row: thread, kind: 'state', depth: 0, spans: states },
      { row: thread, kind: 'syscall', depth: 0, spans: syscalls },
    );
    for (const [depth, spans] of calls.entries()) lanes.push({ row: thread, kind: 'call', depth, spans });
  }
  return {
    lengthNs,
    lanes,
    functions: names,
    syscalls: SYSCALLS,
    spans: lanes.reduce((sum, { spans }) => sum + spans.length, 0),
  };
}

/** Reduces the lanes to a picture as the reader does: spans that are shorter than a column are merged with their neighbours in it. */
export function pictureOf(trace: MadeTrace, fromNs: number, toNs: number, columns: number): Picture {
  const columnNs = (toNs - fromNs) / columns;
  const [begins, ends, values, parts]: [number[], number[], number[], number[]] = [[], [], [], []];
  const first: number[] = [];
  const put = (beginNs: number, endNs: number, value: number, part: number): void => {
    begins.push(beginNs);
    ends.push(endNs);
    values.push(value);
    parts.push(part);
  };
  for (const { spans } of trace.lanes) {
    first.push(begins.length);
    let column = -1;
    let times = new Map<number, number>();
    const flush = (): void => {
      if (column < 0) return;
      const best = [...times].reduce((a, b) => (b[1] > a[1] ? b : a));
      const covered = [...times.values()].reduce((a, b) => a + b, 0);
      const part = Math.max(1, Math.min(255, Math.round((covered / columnNs) * 255)));
      put(fromNs + column * columnNs, fromNs + (column + 1) * columnNs, best[0], part);
      column = -1;
      times = new Map();
    };
    for (const { beginNs, endNs, value } of spans) {
      if (endNs <= fromNs || beginNs >= toNs) continue;
      if (endNs - beginNs >= columnNs) {
        flush();
        put(Math.max(beginNs, ends.length > (first.at(-1) ?? 0) ? (ends.at(-1) ?? 0) : 0), endNs, value, WHOLE_SPAN);
        continue;
      }
      const at = Math.floor((beginNs - fromNs) / columnNs);
      if (at !== column) flush();
      if (ends.length > (first.at(-1) ?? 0) && (ends.at(-1) ?? 0) > fromNs + at * columnNs + 1) continue;
      column = at;
      times.set(value, (times.get(value) ?? 0) + endNs - beginNs);
    }
    flush();
  }
  first.push(begins.length);
  return {
    fromNs,
    toNs,
    columns,
    lanes: {
      row: Uint32Array.from(trace.lanes, ({ row }) => row),
      kind: Uint8Array.from(trace.lanes, ({ kind }) => LANE_KINDS.indexOf(kind)),
      depth: Uint16Array.from(trace.lanes, ({ depth }) => depth),
      first: Uint32Array.from(first),
    },
    spans: {
      beginNs: Float64Array.from(begins),
      endNs: Float64Array.from(ends),
      value: Uint32Array.from(values),
      part: Uint8Array.from(parts),
      ends: new Uint8Array(begins.length),
    },
    functions: trace.functions.map((name, index) => ({ key: `0:${index.toString(16)}`, name })),
    syscalls: trace.syscalls,
    curves: [],
  };
}
