import { Attribution } from '@core/analysis/attribution/attribution';
import { traceSource } from '@core/analysis/export/trace-source';
import { ENTRY } from '@core/analysis/formats/export-source';
import { NO_SYMBOLS } from '@core/analysis/names/trace-symbols';
import type { OpenedTrace } from '@core/analysis/open-trace';
import { analyse } from '@reader/analysis/analyse';
import { expect, it } from 'vitest';
import { CALL_CLASSES, THREAD_CONTEXT } from '../../../setup/lttng-classes';
import { lttngEventSchema } from '../../../setup/lttng-events';
import { scanWritten } from '../../reader/scan/scan-written';

const schema = lttngEventSchema({ context: THREAD_CONTEXT, classes: CALL_CLASSES });
const event = (id: number, at: number, address: number) => ({
  ...{ id, at, context: [10, 11, 'api', 7] },
  payload: [address, 0],
});

/** Three calls: one is open when packets with `discarded` events in between end. */
const { reading } = scanWritten(schema, [
  [
    { begin: 100, end: 200, events: [event(0, 110, 1), event(0, 120, 2), event(1, 130, 2)] },
    { begin: 300, end: 400, discarded: 4, events: [event(0, 310, 3), event(1, 320, 3)] },
    { begin: 500, end: 600, discarded: 4, events: [event(1, 510, 1), event(0, 520, 4), event(1, 530, 4)] },
  ],
]);

const NAMES = Object.fromEntries(Object.entries(ENTRY).map(([name, kind]) => [kind, name]));

it('a call that is open when events are lost is cut in exports, as in the analysis', async () => {
  const { functions } = await analyse(reading, {});
  expect(functions.map(({ address, cut }) => [address, cut])).toEqual(
    [1n, 2n, 3n, 4n].map((address) => [address, address === 1n ? 1 : 0]),
  );
  const attribution = new Attribution([], reading.span, true);
  const trace = { files: { record: { title: 'x' }, containers: [] }, reading, attribution } as unknown as OpenedTrace;
  const source = traceSource(trace, { fromNs: 0, toNs: reading.span.lengthNs + 1 }, NO_SYMBOLS);
  const entries: [string, number][] = [];
  for await (const { count, kind, timeNs } of source.timeline(new AbortController().signal))
    for (let at = 0; at < count; at += 1) entries.push([NAMES[kind[at] ?? -1] ?? '', timeNs[at] ?? 0]);
  expect(entries.filter(([name]) => name === 'callCut')).toEqual([['callCut', 410]]);
  expect(entries.filter(([name]) => name === 'callEnd').map(([, at]) => at)).toEqual([30, 220, 430]);
});
