import { statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inWorld } from '../setup/in-world';
import { world } from '../setup/world-state';
import { namesOf, readTrace } from './reading/read-trace';
import { expectNothingLeft, recorded } from './reading/ways';

inWorld('sanity: a program on this machine alone', () => {
  it.each(['root', 'user'] as const)('as %s', async (as) => {
    const report = await recorded(['sanity'], { as });
    expect(report).toMatchObject({ state: 'ready', containers: [], discardedEvents: 0, exitCode: 0, warnings: [] });
    const events = readTrace(report.path);
    expect(events).toHaveLength(report.events ?? -1);
    expect([...namesOf(events)]).toContain('lttng_ust_libc:malloc');
    expect(statSync(report.path).uid).toBe(as === 'user' ? world().user.uid : 0);
    await expectNothingLeft();
  });
});
