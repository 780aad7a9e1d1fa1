import type { PictureRequest } from '@reader/picture/picture';
import { type ReadPicture, WHOLE_SPAN } from '@reader/picture/picture';
import { pictureOf } from '@reader/picture/picture-of';
import { PictureOrder } from '@reader/picture/picture-order';
import { PictureSink } from '@reader/picture/picture-sink';
import { LENGTH, passOver, readingOf, type TestTrace } from '../analysis/hand-made';

/** The picture of hand-made records by the reference. */
export function pictureIn(trace: TestTrace, request: Omit<PictureRequest, 'onPicture'>): ReadPicture {
  const range = { fromNs: trace.fromNs ?? 0, toNs: trace.toNs ?? LENGTH };
  const reading = readingOf(trace);
  const order = new PictureOrder({ ...request, onPicture: () => undefined }, range, reading);
  const sink = new PictureSink(order);
  const analyser = passOver(trace, sink);
  analyser.finish();
  const { eventClasses } = reading;
  const { functions, registry } = analyser;
  return pictureOf(order, { ...sink.finish(), threads: registry.threads, functions, eventClasses });
}

export interface DrawnSpan {
  beginNs: number;
  endNs: number;
  /** Address of a function, name of a system call, index of a state or tid of a thread. */
  value: string;
  isWhole: boolean;
  ends: number;
}

/** The spans of each lane by `tid kind depth`, or `cpu N`. */
export function lanesOf({ lanes, spans, threads, functions, syscalls }: ReadPicture): Map<string, DrawnSpan[]> {
  const byLane = new Map<string, DrawnSpan[]>();
  for (let lane = 0; lane < lanes.kind.length; lane++) {
    const kind = lanes.kind[lane] as number;
    const named = (value: number): unknown =>
      [value, syscalls[value], functions[value]?.address, threads[value]?.tid][kind];
    const thread = threads[lanes.thread[lane] as number];
    const key =
      kind === 3 ? `cpu ${lanes.thread[lane]}` : `${thread?.vpid}/${thread?.tid} ${kind} ${lanes.depth[lane]}`;
    const drawn: DrawnSpan[] = [];
    for (let at = lanes.first[lane] as number; at < (lanes.first[lane + 1] as number); at++)
      drawn.push({
        beginNs: spans.beginNs[at] as number,
        endNs: spans.endNs[at] as number,
        value: String(named(spans.value[at] as number)),
        isWhole: spans.part[at] === WHOLE_SPAN,
        ends: spans.ends[at] as number,
      });
    byLane.set(key, drawn);
  }
  return byLane;
}
