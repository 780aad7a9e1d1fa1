import { AppError } from '@shared/model/app-error';
import type { ExportSource } from '../export-source';
import type { FormatWriter } from '../format-writer';
import { Numbered } from '../numbered';
import { processName, threadName } from '../shown-name';
import { TextOutput } from '../text-output';
import { ThreadLanes } from '../thread-lanes';
import { ViewerIds } from '../viewer-ids';
import { CallStacks } from './call-stacks';
import { CounterColumns } from './counters';
import { markersOf } from './markers';
import { metaOf } from './profile-meta';
import { samplesOf } from './samples';

/** The processed profile format of the Firefox Profiler: calls as stacks, system calls and states as markers, and counters. */
export const firefoxOf: FormatWriter = async function* (source, context) {
  const counters = new CounterColumns(source);
  const lanes = await ThreadLanes.fill(source, context, ['calls', 'syscalls', 'states'], (batch) =>
    counters.add(batch),
  );
  try {
    const threads = lanes.threads();
    if (threads.length === 0)
      throw new AppError('missing', 'There are no function calls, system calls and states of threads.', {
        hint: 'Use the format csv or ndjson, which have every event. If only a part of the trace was selected, select another part.',
      });
    const ids = new ViewerIds(source.tables);
    const out = new TextOutput();
    out.add(`{"meta":${metaOf(source)},"libs":[],\n"threads":[`);
    for (const [number, thread] of threads.entries()) {
      context.signal.throwIfAborted();
      out.add(number === 0 ? '\n' : ',\n');
      for await (const piece of threadOf(source, lanes, thread, ids)) {
        out.add(piece);
        if (out.isFull) yield out.take();
      }
      context.onShare((1 + (number + 1) / threads.length) / 2);
    }
    out.add('],\n"counters":[');
    for (const piece of counters.pieces(threads, ids)) {
      out.add(piece);
      if (out.isFull) yield out.take();
    }
    out.add(']}\n');
    yield out.take();
  } finally {
    await lanes.close();
  }
};

async function* threadOf(
  source: ExportSource,
  lanes: ThreadLanes,
  thread: number,
  ids: ViewerIds,
): AsyncGenerator<string> {
  const { tables } = source;
  const { process = -1, tid = null } = tables.threads[thread] ?? {};
  const about = {
    name: threadName(tables, thread),
    processName: processName(tables, process),
    processType: 'default',
    isMainThread: tid !== null && tid === tables.processes[process]?.pid,
    pid: String(ids.pid(process)),
    tid: ids.tid(thread),
    processStartupTime: 0,
    processShutdownTime: null,
    registerTime: 0,
    unregisterTime: null,
    pausedRanges: [],
  };
  const stacks = new CallStacks();
  const strings = new Numbered<string>();
  yield `${JSON.stringify(about).slice(0, -1)},\n`;
  yield* samplesOf(source, lanes, thread, stacks);
  yield ',\n';
  yield* markersOf(source, lanes, thread, strings);
  yield ',\n';
  yield* stacks.tables(source, strings);
  yield ',\n"resourceTable":{"lib":[],"name":[],"host":[],"type":[],"length":0},';
  yield '"nativeSymbols":{"libIndex":[],"address":[],"name":[],"functionSize":[],"length":0},\n';
  yield `"stringArray":${JSON.stringify(strings.values)}}`;
}
