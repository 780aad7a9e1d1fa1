import type { Picture } from '@shared/trace-view/picture';

/** A lane of a row, and the spans of the reader that are drawn in it. */
export interface RowLane {
  row: number;
  kind: number;
  depth: number;
  /** Indexes of spans in the order of time. */
  spans: Uint32Array;
}

/** Spans of the reader with the numbers of the page. */
export interface SourceSpans {
  beginNs: Float64Array;
  endNs: Float64Array;
  part: Uint8Array;
  ends: Uint8Array;
  /** The value for the page. */
  valueOf(span: number, kind: number): number;
}

/** Writes lanes in the order of the rows, with their spans. */
export function pictureColumns(lanes: readonly RowLane[], source: SourceSpans): Pick<Picture, 'lanes' | 'spans'> {
  const sorted = [...lanes].sort((a, b) => a.row - b.row || a.kind - b.kind || a.depth - b.depth);
  const count = sorted.reduce((sum, { spans }) => sum + spans.length, 0);
  const columns = {
    beginNs: new Float64Array(count),
    endNs: new Float64Array(count),
    value: new Uint32Array(count),
    part: new Uint8Array(count),
    ends: new Uint8Array(count),
  };
  const first = new Uint32Array(sorted.length + 1);
  let at = 0;
  for (const [lane, { kind, spans }] of sorted.entries()) {
    first[lane] = at;
    for (const span of spans) {
      columns.beginNs[at] = source.beginNs[span] ?? 0;
      columns.endNs[at] = source.endNs[span] ?? 0;
      columns.part[at] = source.part[span] ?? 0;
      columns.ends[at] = source.ends[span] ?? 0;
      columns.value[at] = source.valueOf(span, kind);
      at += 1;
    }
  }
  first[sorted.length] = at;
  return {
    lanes: {
      row: Uint32Array.from(sorted, ({ row }) => row),
      kind: Uint8Array.from(sorted, ({ kind }) => kind),
      depth: Uint16Array.from(sorted, ({ depth }) => depth),
      first,
    },
    spans: columns,
  };
}

/** One lane of several with the same place, as two streams of the kernel can have of one thread: what begins first is drawn. */
export function withoutOverlaps(lanes: readonly RowLane[], { beginNs, endNs }: SourceSpans): RowLane[] {
  const byPlace = new Map<string, RowLane>();
  for (const lane of lanes) {
    const place = `${lane.row} ${lane.kind} ${lane.depth}`;
    const known = byPlace.get(place);
    if (!known) {
      byPlace.set(place, lane);
      continue;
    }
    const both = [...known.spans, ...lane.spans].sort((a, b) => (beginNs[a] ?? 0) - (beginNs[b] ?? 0));
    let untilNs = Number.NEGATIVE_INFINITY;
    const drawn = both.filter((span) => {
      if ((beginNs[span] ?? 0) < untilNs) return false;
      untilNs = endNs[span] ?? 0;
      return true;
    });
    byPlace.set(place, { ...lane, spans: Uint32Array.from(drawn) });
  }
  return [...byPlace.values()];
}
