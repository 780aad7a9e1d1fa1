import type { RowKind } from '@shared/trace-view/timeline-rows';

/** CSS pixels. */
const OPEN = { top: 4, state: 8, afterState: 3, syscalls: 14, afterSyscalls: 2, level: 16, bottom: 4 } as const;
/** A collapsed thread: its states, and below them one level of calls, or its system calls, as colours alone. */
const COLLAPSED = { height: 24, stateTop: 4, state: 7, callsTop: 14, callsAloneTop: 9, calls: 6 } as const;
const CPU = { top: 2, lane: 4, step: 5, bottom: 3 } as const;
const ONE_CPU = { height: 24, top: 6, lane: 12 } as const;
const FIXED = { container: 24, process: 32 } as const;

/** What decides how high a row is, and where its lanes are. */
export interface RowShape {
  kind: RowKind;
  isOpen: boolean;
  callLevels: number;
  hasSyscalls: boolean;
  hasStates: boolean;
  /** Number of CPUs in a row of CPUs. */
  cpus: number;
  /** Whether it shows the lanes of a thread: a thread, or a process with a single thread. */
  isThread: boolean;
}

/** A lane of a row, in CSS pixels from the row's top. `depth` is the level of calls, or the position of the CPU. */
export interface LaneBox {
  kind: 'state' | 'syscall' | 'call' | 'cpu';
  depth: number;
  top: number;
  height: number;
  /** Whether names fit into it. */
  hasText: boolean;
}

/** The lanes of a row from top to bottom. Containers, and processes with threads of their own, have none. */
export function laneBoxes(shape: RowShape): LaneBox[] {
  if (shape.kind === 'cpus') return cpuLanes(shape.cpus);
  if (shape.kind === 'cpu') return [{ kind: 'cpu', depth: 0, top: ONE_CPU.top, height: ONE_CPU.lane, hasText: false }];
  if (!shape.isThread) return [];
  return shape.isOpen ? openLanes(shape) : collapsedLanes(shape);
}

/** Height of a row in CSS pixels. */
export function rowHeight(shape: RowShape): number {
  if (shape.kind === 'cpus') return CPU.top + Math.max(1, shape.cpus) * CPU.step + CPU.bottom;
  if (shape.kind === 'cpu') return ONE_CPU.height;
  if (!shape.isThread) return shape.kind === 'process' ? FIXED.process : FIXED.container;
  if (!shape.isOpen) return COLLAPSED.height;
  const last = openLanes(shape).at(-1);
  return last === undefined ? COLLAPSED.height : Math.max(COLLAPSED.height, last.top + last.height + 1 + OPEN.bottom);
}

function openLanes(shape: RowShape): LaneBox[] {
  const lanes: LaneBox[] = [];
  let top: number = OPEN.top;
  if (shape.hasStates) {
    lanes.push({ kind: 'state', depth: 0, top, height: OPEN.state, hasText: false });
    top += OPEN.state + OPEN.afterState;
  }
  if (shape.hasSyscalls) {
    lanes.push({ kind: 'syscall', depth: 0, top, height: OPEN.syscalls - 1, hasText: true });
    top += OPEN.syscalls + OPEN.afterSyscalls;
  }
  for (let depth = 0; depth < shape.callLevels; depth += 1) {
    lanes.push({ kind: 'call', depth, top: top + depth * OPEN.level, height: OPEN.level - 1, hasText: true });
  }
  return lanes;
}

/** Of the calls, the second level is drawn: the first one is the same from the begin to the end in most programs. */
function collapsedLanes(shape: RowShape): LaneBox[] {
  const lanes: LaneBox[] = [];
  if (shape.hasStates) {
    lanes.push({ kind: 'state', depth: 0, top: COLLAPSED.stateTop, height: COLLAPSED.state, hasText: false });
  }
  const top = shape.hasStates ? COLLAPSED.callsTop : COLLAPSED.callsAloneTop;
  if (shape.callLevels > 0) {
    const depth = Math.min(1, shape.callLevels - 1);
    lanes.push({ kind: 'call', depth, top, height: COLLAPSED.calls, hasText: false });
  } else if (shape.hasSyscalls) {
    lanes.push({ kind: 'syscall', depth: 0, top, height: COLLAPSED.calls, hasText: false });
  }
  return lanes;
}

function cpuLanes(cpus: number): LaneBox[] {
  const lane = (_: unknown, depth: number): LaneBox => {
    return { kind: 'cpu', depth, top: CPU.top + depth * CPU.step, height: CPU.lane, hasText: false };
  };
  return Array.from({ length: cpus }, lane);
}
