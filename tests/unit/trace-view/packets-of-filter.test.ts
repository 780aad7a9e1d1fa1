import { packetsOfFilter } from '@core/trace-view/events/packets-of-filter';
import type { TraceView } from '@core/trace-view/opened/trace-view';
import { readEvents } from '@reader/events/read-events';
import { parseFilter } from '@shared/analysis/event-filter/parse-filter';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';
import { TOOLS, withSample } from './opened-view';

const scratch = scratchFolder();
/** Smaller than a packet, so that packets are in several parts. */
const PART_BYTES = 100_000;

async function partsOf(view: TraceView, filter: string, classes = view.packetClasses) {
  const { eventCounts } = (await view.whole(TOOLS)).analysed.analysis;
  const range = { fromNs: 0, toNs: view.lengthNs + 1 };
  const request = { filter: parseFilter(filter), range, eventCounts };
  const parts = [];
  for await (const part of packetsOfFilter(view.trace.reading, request, classes, TOOLS, PART_BYTES)) parts.push(part);
  return parts;
}

describe('the packets that can have matches of a filter', () => {
  it('leave out others, and together have all events of the name in the order of time', () =>
    withSample(scratch.path, async (view) => {
      const { reading } = view.trace;
      const parts = await partsOf(view, 'sched_process_exec');
      expect(parts.length).toBeGreaterThan(5);
      const isExec = ({ name }: { name: string }): boolean => name === 'sched_process_exec';
      const found = parts.flatMap(({ range, packets }) => [
        ...[...readEvents(reading, { range, select: isExec, ...(packets ? { packets } : {}) })].flat(),
      ]);
      const all = [...readEvents(reading, { select: isExec })].flat();
      expect(all.length).toBeGreaterThan(0);
      expect(found.map(({ timeNs, position }) => [timeNs, position])).toEqual(
        all.map(({ timeNs, position }) => [timeNs, position]),
      );
      const read = new Set(parts.flatMap(({ packets }) => [...(packets ?? [])]));
      expect(read.size).toBeLessThan(reading.packets.count);
    }));
  it('are those of the CPU that the filter names', () =>
    withSample(scratch.path, async (view) => {
      const { cpu } = view.trace.reading.packets;
      const read = (await partsOf(view, 'sched_switch and cpu=1')).flatMap(({ packets }) => [...(packets ?? [])]);
      expect(read.length).toBeGreaterThan(0);
      expect(new Set(read.map((row) => cpu[row]))).toEqual(new Set([1]));
    }));
  it('are not looked for where each class can match, or where packets cannot be counted', () =>
    withSample(scratch.path, async (view) => {
      for (const parts of [await partsOf(view, 'thread=podman'), await partsOf(view, 'sched_switch', null)])
        expect(parts.map(({ packets }) => packets)).toEqual([null]);
    }));
});
