import { type ExportSource, SYSCALL_END, type TimelineBatch } from '../export-source';
import { type FormatWriter, PIECE_BYTES } from '../format-writer';
import { functionName, stateName, syscallName, threadName } from '../shown-name';
import { type EntryHandlers, handleEntry } from '../timeline-entries';
import { CLOCK_ID, EVENT, EVENT_TYPE, PACKET, TRACE } from './fields';
import { ProtoBytes } from './proto-bytes';
import { type Annotation, Sequence, SequenceContext, writeClock } from './sequence';
import { type ChildRow, Tracks } from './tracks';

const CUT: Annotation = ['cut', true];
const FAILED: Annotation = ['failed', true];

/**
 * Perfetto's TrackEvent format: calls, system calls, states and wake-ups of threads, and counters. Timestamps are those of the trace,
 * nanoseconds since the Unix epoch where its clock is absolute, on the file's main clock (BOOTTIME).
 */
export const perfettoOf: FormatWriter = async function* (source, { signal, onShare }) {
  const writer = new PerfettoWriter(source);
  for await (const batch of source.timeline(signal)) {
    for (let index = 0; index < batch.count; index += 1) {
      handleEntry(batch, index, writer);
      if (writer.out.length >= PIECE_BYTES) yield writer.out.take();
    }
    writer.addCounters(batch);
    yield writer.out.take();
    onShare(batch.share);
  }
  writer.finish();
  yield writer.out.take();
};

/** The sequences of one thread. */
interface ThreadSequences {
  calls?: Sequence;
  syscalls?: Sequence;
  state?: Sequence;
  hasState: boolean;
  /** The wake-up that leads to the next state. */
  flow: number | undefined;
}

class PerfettoWriter implements EntryHandlers {
  readonly out = new ProtoBytes();
  readonly #context: SequenceContext;
  readonly #tracks: Tracks;
  /** Descriptions, counters and wake-ups, whose times do not ascend over the file, are on a sequence with absolute times. */
  readonly #common: number;
  readonly #threads = new Map<number, ThreadSequences>();
  #flows = 0;

  constructor(private readonly source: ExportSource) {
    const { out } = this;
    const { beginUnixNs } = source;
    const isWritable = beginUnixNs !== null && beginUnixNs >= 0n && beginUnixNs < 1n << 62n;
    this.#context = new SequenceContext(out, isWritable ? beginUnixNs : 0n);
    this.#common = this.#context.nextSequence();
    this.#tracks = new Tracks(out, source.tables, this.#common);
    const packet = out.open(TRACE.packet);
    out.varint(PACKET.sequence, this.#common);
    const snapshot = out.open(PACKET.clockSnapshot);
    const begin = this.#context.timestamp(source.range.fromNs);
    writeClock(out, CLOCK_ID.boottime, begin, false);
    if (isWritable) writeClock(out, CLOCK_ID.realtime, begin, false);
    out.close(snapshot);
    out.close(packet);
  }

  callBegin(timeNs: number, thread: number, functionIndex: number, isResumed: boolean): void {
    const name = () => functionName(this.source.tables.functions[functionIndex]);
    this.#sequence(thread, 'calls').begin(timeNs, functionIndex, name, isResumed ? { note: CUT } : undefined);
  }

  callEnd(timeNs: number, thread: number, isCut: boolean): void {
    this.#sequence(thread, 'calls').end(timeNs, isCut ? CUT : undefined);
  }

  syscallBegin(timeNs: number, thread: number, syscall: number): void {
    this.#sequence(thread, 'syscalls').begin(timeNs, syscall, () => syscallName(this.source.tables, syscall));
  }

  syscallEnd(timeNs: number, thread: number, end: number): void {
    const note = end === SYSCALL_END.failed ? FAILED : end === SYSCALL_END.cut ? CUT : undefined;
    this.#sequence(thread, 'syscalls').end(timeNs, note);
  }

  state(timeNs: number, thread: number, state: number): void {
    const sequence = this.#sequence(thread, 'state');
    const own = this.#own(thread);
    if (own.hasState) sequence.end(timeNs);
    const name = stateName(state);
    own.hasState = name !== null;
    if (name !== null) sequence.begin(timeNs, state, () => name, { flow: own.flow });
    own.flow = undefined;
  }

  /** An arrow from the thread that wakes to the next state of the woken thread. */
  wake(timeNs: number, thread: number, waker: number): void {
    this.#flows += 1;
    const flow = this.#flows;
    this.#own(thread).flow = flow;
    this.#absolute(timeNs, this.#tracks.child(waker, 'state'), EVENT_TYPE.instant, (out) => {
      out.string(EVENT.name, `wakes ${threadName(this.source.tables, thread)}`);
      out.fixed64(EVENT.flow, flow);
    });
  }

  addCounters({ counters }: TimelineBatch): void {
    for (let index = 0; index < counters.count; index += 1) {
      const track = this.#tracks.counter(counters.counter[index] ?? 0);
      const value = counters.value[index] ?? 0;
      this.#absolute(counters.timeNs[index] ?? 0, track, EVENT_TYPE.counter, (out) => {
        if (Number.isSafeInteger(value)) out.signed(EVENT.counterValue, value);
        else out.double(EVENT.doubleCounterValue, value);
      });
    }
  }

  /** Ends the states at the end of the range. */
  finish(): void {
    for (const { state, hasState } of this.#threads.values()) if (hasState) state?.end(this.source.range.toNs);
  }

  #absolute(timeNs: number, track: number, type: number, more: (out: ProtoBytes) => void): void {
    const { out } = this;
    const packet = out.open(TRACE.packet);
    out.varint(PACKET.timestamp, this.#context.timestamp(timeNs));
    out.varint(PACKET.sequence, this.#common);
    const event = out.open(PACKET.trackEvent);
    out.varint(EVENT.type, type);
    out.varint(EVENT.track, track);
    more(out);
    out.close(event);
    out.close(packet);
  }

  #own(thread: number): ThreadSequences {
    const known = this.#threads.get(thread);
    if (known) return known;
    const added = { hasState: false, flow: undefined };
    this.#threads.set(thread, added);
    return added;
  }

  #sequence(thread: number, row: 'calls' | ChildRow): Sequence {
    const own = this.#own(thread);
    own[row] ??= new Sequence(
      this.#context,
      row === 'calls' ? this.#tracks.thread(thread) : this.#tracks.child(thread, row),
    );
    return own[row];
  }
}
