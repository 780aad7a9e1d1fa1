import { SPAN_END, type SpanEnd, type SpanSink } from '@reader/analysis/spans/span-sink';
import type { AnalysedThread } from '@reader/analysis/threads/analysed-thread';
import { groupBy } from '@shared/model/group-by';
import { LENGTH, passOver, type TestTrace } from '../analysis/hand-made';
import type { DrawnSpan } from './drawn-picture';

interface Span {
  lane: string;
  beginNs: number;
  endNs: number;
  value: string;
  isUnknown: boolean;
}

export interface Run {
  process: string;
  cpu: number;
  beginNs: number;
  endNs: number;
}

/** All spans of a trace. */
class AllSpans implements SpanSink {
  readonly spans: Span[] = [];
  readonly runs: Run[] = [];
  readonly functions: { lane: string; index: number; span: Span }[] = [];

  constructor(
    private readonly fromNs: number,
    private readonly syscalls: readonly string[],
  ) {}

  addCall(thread: AnalysedThread, depth: number, index: number, beginNs: number, endNs: number, end: SpanEnd): void {
    const span = this.#add(thread, 2, depth, { beginNs, endNs, value: '' }, end);
    if (span) this.functions.push({ lane: span.lane, index, span });
  }

  addSyscall(thread: AnalysedThread, eventClass: number, beginNs: number, endNs: number, end: SpanEnd): void {
    const name = this.syscalls[eventClass] ?? '';
    this.#add(thread, 1, 0, { beginNs, endNs, value: name.replace('syscall_entry_', '') }, end);
  }

  addState(thread: AnalysedThread, state: number, beginNs: number, endNs: number, end: SpanEnd): void {
    if (beginNs === endNs) return;
    this.#add(thread, 0, 0, { beginNs, endNs, value: String(state) }, end);
    if (state === 0 && thread.cpu >= 0)
      this.runs.push({ process: String(thread.tid), cpu: thread.cpu, beginNs, endNs });
  }

  #add(
    { identity: { vpid, tid } }: AnalysedThread,
    kind: number,
    depth: number,
    span: Omit<Span, 'lane' | 'isUnknown'>,
    end: SpanEnd,
  ): Span | undefined {
    if (span.endNs < this.fromNs) return undefined;
    const drawn = { ...span, lane: `${vpid}/${tid} ${kind} ${depth}`, isUnknown: end !== SPAN_END.known };
    this.spans.push(drawn);
    return drawn;
  }
}

/** The picture of a trace by the rules alone, made of all its spans. The range reaches to the end of the trace. */
export function naivePicture(trace: TestTrace, widthNs: number): { lanes: Map<string, DrawnSpan[]>; runs: Run[] } {
  const fromNs = trace.fromNs ?? 0;
  const all = new AllSpans(fromNs, trace.events ?? []);
  const analyser = passOver({ ...trace, toNs: LENGTH }, all);
  analyser.finish();
  for (const { index, span } of all.functions)
    span.value = String(analyser.functions.addresses[analyser.functions.address[index] ?? -1]);
  const byLane = groupBy(all.spans, ({ lane }) => lane);
  return {
    lanes: new Map([...byLane].map(([lane, spans]) => [lane, reduced(spans, fromNs, widthNs)])),
    runs: all.runs,
  };
}

function reduced(spans: readonly Span[], fromNs: number, widthNs: number): DrawnSpan[] {
  const isShort = ({ beginNs, endNs }: Span): boolean => endNs - beginNs < widthNs;
  const columns = groupBy(spans.filter(isShort), ({ beginNs }) =>
    Math.max(0, Math.floor((beginNs - fromNs) / widthNs)),
  );
  const merged = [...columns.values()].map((parts): DrawnSpan & { order: number } => {
    const [first, last] = [parts[0] as Span, parts.at(-1) as Span];
    const times = [...groupBy(parts, ({ value }) => value)].map(
      ([value, same]) => [value, same.reduce((sum, { beginNs, endNs }) => sum + endNs - beginNs, 0)] as const,
    );
    const most = Math.max(...times.map(([, ns]) => ns));
    const value = times.find(([, ns]) => ns === most)?.[0] ?? '';
    const { beginNs } = first;
    const { endNs, isUnknown } = last;
    return { order: spans.indexOf(first), beginNs, endNs, value, isWhole: false, ends: isUnknown ? 2 : 0 };
  });
  const whole = spans
    .filter((span) => !isShort(span))
    .map((span): DrawnSpan & { order: number } => {
      const { beginNs, endNs, value, isUnknown } = span;
      return { order: spans.indexOf(span), beginNs, endNs, value, isWhole: true, ends: isUnknown ? 2 : 0 };
    });
  return [...merged, ...whole].sort((one, other) => one.order - other.order).map(({ order: _, ...span }) => span);
}
