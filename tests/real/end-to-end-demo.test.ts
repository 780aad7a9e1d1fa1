import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { containersFileSchema, type TraceReport } from '@shared/model/trace-record';
import { describe, expect, it } from 'vitest';
import { inWorld } from '../setup/in-world';
import { runTool } from '../setup/run-tool';
import { world } from '../setup/world-state';
import { readTrace, valuesOf } from './reading/read-trace';
import { expectNothingLeft, recorded, WAYS } from './reading/ways';

inWorld('the demo', () => {
  describe.each(WAYS)('$title', ({ engine, as }) => {
    it('is recorded completely, belongs only to its user, and leaves nothing', async () => {
      const report = await recorded(['demo', '--engine', engine], { as });
      expect(report).toMatchObject({
        state: 'ready',
        engine,
        image: world().images.demo,
        discardedEvents: 0,
        lostPackets: 0,
        exitCode: 0,
        endedBy: 'program-end',
        warnings: [],
      });
      expect(report.events).toBeGreaterThan(20_000);
      expectFiveListings(report);
      expectTheSameByBabeltrace(report);
      expectOwnedAlone(report, as === 'user' ? world().user.uid : 0);
      await expectNothingLeft();
    });
  });
});

function expectFiveListings({ containers, path }: TraceReport): void {
  expect(containers).toHaveLength(1);
  expect(containers[0]?.witnesses).toContain('events');
  const listings = containers[0]?.processes.filter((process) => process.procname === 'ls') ?? [];
  expect(listings).toHaveLength(5);
  for (const listing of listings) expect(listing.events).toBeGreaterThan(4_000);
  const file: unknown = JSON.parse(readFileSync(join(path, 'containers.json'), 'utf8'));
  expect(containersFileSchema.parse(file).containers).toEqual(containers);
}

/** Reads the trace again with babeltrace2 only: the same number of events, all from the recorded namespace. */
function expectTheSameByBabeltrace({ containers, path, events }: TraceReport): void {
  const read = readTrace(path);
  expect(read).toHaveLength(events ?? -1);
  expect([...valuesOf(read, 'pid_ns')]).toEqual([containers[0]?.pidNs]);
}

function expectOwnedAlone({ path }: TraceReport, uid: number): void {
  expect((statSync(path).mode & 0o777).toString(8)).toBe('700');
  expect(runTool('find', [path, '!', '-uid', String(uid)])).toBe('');
  const names = runTool('find', [path, '-maxdepth', '1', '-printf', '%f\n']).split('\n');
  expect(names).toEqual(expect.arrayContaining(['trace.json', 'containers.json', 'commands.sh', 'run.log']));
}
