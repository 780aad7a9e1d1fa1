import { type ExportSource, SYSCALL_END, type TimelineBatch } from './export-source';
import type { FormatWriter } from './format-writer';
import { counterName, functionName, processName, shownName, stateName, syscallName, threadName } from './shown-name';
import { inUnit, TextOutput } from './text-output';
import { type EntryHandlers, handleEntry } from './timeline-entries';
import { beginTimeText } from './utc-time';
import { ViewerIds } from './viewer-ids';

/** Characters of calls that wait for the call around them, see `Row`. */
const MOST_WAITING = 1 << 16;

/**
 * Chrome's JSON Array/Object Format ("Trace Event Format"): complete events (`X`) for calls, system calls and states, counters (`C`)
 * and names (`M`). There are no `B` and `E` events, since Firefox refuses an `E` without a name. Times are µs with decimals,
 * since the begin of the trace.
 */
export const chromeOf: FormatWriter = async function* (source, { signal, onShare }) {
  const out = new TextOutput();
  const about = { title: shownName(source.title), begin: beginTimeText(source), exporter: 'Containers Trace' };
  out.add(`{"displayTimeUnit":"ns","otherData":${JSON.stringify(about)},"traceEvents":[\n`);
  const writer = new ChromeWriter(source, out);
  for await (const batch of source.timeline(signal)) {
    for (let index = 0; index < batch.count; index += 1) {
      handleEntry(batch, index, writer);
      if (out.isFull) yield out.take();
    }
    writer.addCounters(batch);
    yield out.take();
    onShare(batch.share);
  }
  writer.finish();
  out.add('\n]}\n');
  yield out.take();
};

interface OpenSpan {
  beginNs: number;
  name: string;
  args: Record<string, unknown>;
  /** Spans within this one that began at the same time and are complete. */
  waiting: string;
}

/** A thread of the file. One thread of the trace has up to three, since system calls and states need not nest with calls. */
interface Row {
  /** `"pid":1,"tid":2` */
  ids: string;
  open: OpenSpan[];
}

const ROWS = { call: '', syscall: ': system calls', state: ': state' } as const;
type RowKind = keyof typeof ROWS;

class ChromeWriter implements EntryHandlers {
  readonly #ids: ViewerIds;
  readonly #rows = { call: new Map<number, Row>(), syscall: new Map<number, Row>(), state: new Map<number, Row>() };
  readonly #named = new Set<number>();
  readonly #wakers = new Map<number, string>();
  #isFirst = true;

  constructor(
    private readonly source: ExportSource,
    private readonly out: TextOutput,
  ) {
    this.#ids = new ViewerIds(source.tables);
  }

  callBegin(timeNs: number, thread: number, functionIndex: number, isResumed: boolean): void {
    const name = functionName(this.source.tables.functions[functionIndex]);
    this.#begin('call', thread, timeNs, name, isResumed ? { cut: true } : {});
  }

  callEnd(timeNs: number, thread: number, isCut: boolean): void {
    this.#end('call', thread, timeNs, isCut ? { cut: true } : {});
  }

  syscallBegin(timeNs: number, thread: number, syscall: number): void {
    this.#begin('syscall', thread, timeNs, syscallName(this.source.tables, syscall), {});
  }

  syscallEnd(timeNs: number, thread: number, end: number): void {
    const args = end === SYSCALL_END.failed ? { failed: true } : end === SYSCALL_END.cut ? { cut: true } : {};
    this.#end('syscall', thread, timeNs, args);
  }

  state(timeNs: number, thread: number, state: number): void {
    this.#end('state', thread, timeNs, {});
    const name = stateName(state);
    const waker = this.#wakers.get(thread);
    this.#wakers.delete(thread);
    if (name !== null) this.#begin('state', thread, timeNs, name, waker === undefined ? {} : { 'woken by': waker });
  }

  wake(_timeNs: number, thread: number, waker: number): void {
    this.#wakers.set(thread, threadName(this.source.tables, waker));
  }

  addCounters({ counters }: TimelineBatch): void {
    for (let index = 0; index < counters.count; index += 1) {
      const known = this.source.tables.counters[counters.counter[index] ?? 0];
      if (!known) continue;
      const { of, unit } = known;
      const name = JSON.stringify(counterName(this.source.tables, known));
      const pid = of !== 'trace' && 'process' in of ? this.#process(of.process) : 0;
      const ts = inUnit(counters.timeNs[index] ?? 0, 3);
      this.#write(
        `{"ph":"C","name":${name},"pid":${pid},"tid":0,"ts":${ts},"args":{"${unit}":${counters.value[index] ?? 0}}}`,
      );
    }
  }

  /** Ends the states at the end of the range. */
  finish(): void {
    for (const thread of this.#rows.state.keys()) this.#end('state', thread, this.source.range.toNs, {});
  }

  #begin(kind: RowKind, thread: number, beginNs: number, name: string, args: Record<string, unknown>): void {
    this.#row(kind, thread).open.push({ beginNs, name, args, waiting: '' });
  }

  /** Writes a span. Of spans that begin at the same time, readers expect the outer one first, so inner ones wait for it. */
  #end(kind: RowKind, thread: number, endNs: number, more: Record<string, unknown>): void {
    const { ids, open } = this.#row(kind, thread);
    const span = open.pop();
    if (!span) return;
    const args = { ...span.args, ...more };
    const text =
      `{"ph":"X","name":${JSON.stringify(span.name)},"cat":"${kind}",${ids},"ts":${inUnit(span.beginNs, 3)},` +
      `"dur":${inUnit(Math.max(0, endNs - span.beginNs), 3)}` +
      `${Object.keys(args).length === 0 ? '' : `,"args":${JSON.stringify(args)}`}}`;
    const whole = span.waiting === '' ? text : `${text},\n${span.waiting}`;
    const around = open.at(-1);
    if (around?.beginNs === span.beginNs && around.waiting.length + whole.length < MOST_WAITING)
      around.waiting = around.waiting === '' ? whole : `${around.waiting},\n${whole}`;
    else this.#write(whole);
  }

  #row(kind: RowKind, thread: number): Row {
    const known = this.#rows[kind].get(thread);
    if (known) return known;
    const { tables } = this.source;
    const pid = this.#process(tables.threads[thread]?.process ?? -1);
    const tid = kind === 'call' ? this.#ids.tid(thread) : this.#ids.furtherTid();
    const ids = `"pid":${pid},"tid":${tid}`;
    this.#name('thread_name', ids, `${threadName(tables, thread)}${ROWS[kind]}`);
    const row = { ids, open: [] };
    this.#rows[kind].set(thread, row);
    return row;
  }

  #process(process: number): number {
    const pid = this.#ids.pid(process);
    if (this.#named.has(process)) return pid;
    this.#named.add(process);
    this.#name('process_name', `"pid":${pid},"tid":0`, processName(this.source.tables, process));
    return pid;
  }

  #name(what: 'thread_name' | 'process_name', ids: string, name: string): void {
    this.#write(`{"ph":"M","name":"${what}",${ids},"args":{"name":${JSON.stringify(name)}}}`);
  }

  #write(event: string): void {
    this.out.add(this.#isFirst ? event : `,\n${event}`);
    this.#isFirst = false;
  }
}
