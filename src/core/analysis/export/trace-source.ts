import type { TimeRange } from '@reader/trace-reading';
import type { Symboliser } from '../../symbols/symboliser';
import { exportEventOf } from '../events/event-json-line';
import { selectEvents } from '../events/select-events';
import type { EventBatch, ExportSource, TimelineBatch } from '../formats/export-source';
import type { OpenedTrace } from '../open-trace';
import { TraceTables } from './export-tables';
import { findHostThreads } from './host-threads';
import { RangeCounters } from './range-counters';
import { WindowSource } from './scan-windows';
import { ThreadRegistry } from './thread-registry';
import { readTimeline } from './timeline';

/**
 * A trace as a source of exports. The timeline takes two passes: the first finds the names of threads and processes, which can
 * follow long after their first events.
 * @param range in nanoseconds since the begin of the trace
 */
export function traceSource(trace: OpenedTrace, range: TimeRange, symbols: Symboliser): ExportSource {
  const { files, reading, attribution } = trace;
  const { span } = reading;
  const tables = new TraceTables(files.containers, attribution, symbols);
  return {
    title: files.record.title,
    beginUnixNs: span.isAbsolute ? span.beginNs : null,
    range,
    tables,
    async *timeline(signal): AsyncGenerator<TimelineBatch> {
      const { epochs } = attribution;
      const windows = new WindowSource(reading, range, epochs);
      const registry = new ThreadRegistry(epochs, await findHostThreads(reading, range, epochs, signal));
      const counters = new RangeCounters(reading, windows);
      for await (const { window, result, share } of windows.scan(signal)) {
        registry.learn(result.threads, window.fromNs);
        if (window.isCounted) counters.add(result);
        yield { ...NOTHING, share: share / 2 };
      }
      tables.addThreads(registry.threads);
      yield { ...NOTHING, counters: counters.values(tables), share: 0.5 };
      for await (const batch of readTimeline({ reading, range, windows, registry, tables }, signal))
        yield { ...batch, share: (1 + batch.share) / 2 };
    },
    async *events(signal): AsyncGenerator<EventBatch> {
      const selection = { filter: null, range, limit: Number.POSITIVE_INFINITY, signal };
      const lengthNs = Math.max(1, range.toNs - range.fromNs);
      for await (const events of selectEvents(trace, symbols, selection)) {
        const lastNs = events.at(-1)?.event.timeNs ?? range.fromNs;
        yield { events: events.map(exportEventOf), share: (lastNs - range.fromNs) / lengthNs };
      }
    },
  };
}

const NOTHING = {
  count: 0,
  timeNs: new Float64Array(),
  thread: new Uint32Array(),
  kind: new Uint8Array(),
  value: new Uint32Array(),
  counters: { count: 0, timeNs: new Float64Array(), counter: new Uint32Array(), value: new Float64Array() },
};
