import { join } from 'node:path';
import { listLeaves } from '@core/analysis/files/list-leaves';
import { OpenFiles } from '@core/analysis/files/open-files';
import { sourcesOf } from '@core/analysis/files/trace-files';
import type { DecodedEvent, FieldValues } from '@reader/events/event';
import { readEvents } from '@reader/events/read-events';
import { visitEvents } from '@reader/events/visit-events';
import { openLeaves } from '@reader/open-trace';
import { readMetadata } from '@reader/schema/read-metadata';
import type { TraceReading } from '@reader/trace-reading';
import { afterAll, describe, expect, it } from 'vitest';
import { runTool } from '../../setup/run-tool';
import { recordOf } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';

const SAMPLE = join(import.meta.dirname, '../../fixtures/kernel-and-userspace.tar.gz');
const LEAVES = ['sample-trace/kernel', 'sample-trace/ust/uid/0/64-bit'];
const MOST = 20_000;

const scratch = scratchFolder();
const files = new OpenFiles();
afterAll(() => files.close());

async function openSample(): Promise<TraceReading> {
  runTool('tar', ['-xzf', SAMPLE, '-C', scratch.path]);
  const { recordings } = recordOf();
  const leaves = LEAVES.map((path) => ({ path, uid: null, part: null }));
  const listed = await listLeaves(
    scratch.path,
    recordOf({ recordings: recordings.map((one) => ({ ...one, leaves })) }),
  );
  return openLeaves(sourcesOf(listed.leaves, files), readMetadata);
}

/** The first events, completely decoded. */
function decoded(reading: TraceReading): DecodedEvent[] {
  const events: DecodedEvent[] = [];
  for (const batch of readEvents(reading)) {
    events.push(...batch);
    if (events.length >= MOST) break;
  }
  return events.slice(0, MOST);
}

describe('visiting the events of a trace', () => {
  it('reads the same contexts as decoding, in the same order', async () => {
    const reading = await openSample();
    const expected = decoded(reading).map(({ timeNs, leaf, commonContext }) => ({ timeNs, leaf, commonContext }));
    const visited: { timeNs: number; leaf: number; commonContext: FieldValues | null }[] = [];
    for (const _ of visitEvents(reading, (event) => {
      if (visited.length < MOST)
        visited.push({ timeNs: event.timeNs, leaf: event.leaf, commonContext: event.readContext() });
    }))
      if (visited.length >= MOST) break;
    expect(visited).toEqual(expected);
    const different = new Set(visited.map(({ commonContext }) => commonContext));
    expect(different.size).toBeLessThan(MOST / 10);
  });

  it('decodes an event whose context was read before, and skips the rest of the others', async () => {
    const reading = await openSample();
    const expected = decoded(reading);
    let index = 0;
    for (const _ of visitEvents(reading, (event) => {
      if (index >= expected.length) return;
      const ways = [() => event.decode(), () => event.readContext(), () => undefined];
      const way = index % 4;
      if (way === 3) {
        event.readContext();
        expect(event.decode()).toEqual(expected[index]);
      } else if (way === 0) expect(event.decode()).toEqual(expected[index]);
      else ways[way]?.();
      index += 1;
    }))
      if (index >= expected.length) break;
    expect(index).toBe(expected.length);
  });
});
