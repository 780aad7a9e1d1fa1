import {
  LANE_KINDS,
  type LaneKind,
  PICTURE_STATES,
  type Picture,
  type PictureState,
} from '../../../../../src/shared/trace-view/picture';

interface TestLane {
  row: number;
  kind: LaneKind;
  depth?: number;
  /** Begin, end, and the name of the value (a number for a CPU); then the share of a merged span, and what is unknown. */
  spans: readonly [number, number, string | number, number?, number?][];
}

/** A picture of the lanes that a test writes down. Names of functions and system calls get their indexes as they come. */
export function testPicture(lanes: readonly TestLane[], range = { fromNs: 0, toNs: 100 }): Picture {
  const functions: string[] = [];
  const syscalls: string[] = [];
  const index = (names: string[], name: string): number => {
    if (!names.includes(name)) names.push(name);
    return names.indexOf(name);
  };
  const valueIn = (kind: LaneKind, name: string | number): number => {
    if (typeof name === 'number') return name;
    if (kind === 'state') return PICTURE_STATES.indexOf(name as PictureState);
    return index(kind === 'call' ? functions : syscalls, name);
  };
  const spans = lanes.flatMap((lane) => lane.spans.map((span) => ({ span, value: valueIn(lane.kind, span[2]) })));
  const first = lanes.map((_, at) => lanes.slice(0, at).reduce((sum, lane) => sum + lane.spans.length, 0));
  return {
    ...range,
    columns: 100,
    lanes: {
      row: Uint32Array.from(lanes, ({ row }) => row),
      kind: Uint8Array.from(lanes, ({ kind }) => LANE_KINDS.indexOf(kind)),
      depth: Uint16Array.from(lanes, ({ depth }) => depth ?? 0),
      first: Uint32Array.from([...first, spans.length]),
    },
    spans: {
      beginNs: Float64Array.from(spans, ({ span }) => span[0]),
      endNs: Float64Array.from(spans, ({ span }) => span[1]),
      value: Uint32Array.from(spans, ({ value }) => value),
      part: Uint8Array.from(spans, ({ span }) => span[3] ?? 0),
      ends: Uint8Array.from(spans, ({ span }) => span[4] ?? 0),
    },
    functions: functions.map((name, at) => ({ key: `1:${at}`, name })),
    syscalls,
    curves: [],
  };
}
