import { expect, it } from 'vitest';
import { inWorld } from '../setup/in-world';
import { namesOf, type ReadEvent, readTrace, valuesOf } from './reading/read-trace';
import { recordDemoImage, WAYS, type Way } from './reading/ways';

const [ROOTLESS] = WAYS as [Way, Way, Way, Way];
const LIST = ['ls', '-la', '/usr'];
const FUNCTIONS = ['--preload', 'cyg-profile', '--preload', 'fork'];

async function eventsOf(options: readonly string[], command: readonly string[]): Promise<ReadEvent[]> {
  const report = await recordDemoImage(ROOTLESS, options, command);
  const events = readTrace(report.path);
  expect(report.events).toBe(events.length);
  expect(report).toMatchObject({ discardedEvents: 0, lostPackets: 0 });
  return events;
}

const providersOf = (events: readonly ReadEvent[]): string[] =>
  [...new Set(events.map(({ name }) => name.split(':')[0] ?? ''))].sort();

inWorld('what is recorded', () => {
  it('Function calls: entries and exits, as many of each', async () => {
    const events = await eventsOf([], LIST);
    const count = (name: string): number => events.filter((event) => event.name === name).length;
    expect(count('lttng_ust_cyg_profile:func_entry')).toBeGreaterThan(500);
    // main's exit and those above it are cut off by exit(3)
    expect(Math.abs(count('lttng_ust_cyg_profile:func_entry') - count('lttng_ust_cyg_profile:func_exit'))).toBeLessThan(
      10,
    );
    expect(providersOf(events)).not.toContain('lttng_ust_libc');
  });

  it("Memory: allocations of the program's threads, and no function calls", async () => {
    const events = await eventsOf(['--preset', 'memory'], LIST);
    const allocations = events.filter(({ name }) => name === 'lttng_ust_libc:malloc');
    const threads = allocations.map(({ line }) => /\bprocname = "([^"]*)"/.exec(line)?.[1]);
    expect([...new Set(threads)]).toEqual(['ls']);
    expect([...namesOf(events)]).toEqual(expect.arrayContaining(['lttng_ust_libc:malloc', 'lttng_ust_libc:free']));
    expect(providersOf(events)).not.toContain('lttng_ust_cyg_profile');
  });

  it('Everything: both', async () => {
    const events = await eventsOf(['--preset', 'everything'], LIST);
    expect(providersOf(events)).toEqual(
      expect.arrayContaining(['lttng_ust_cyg_profile', 'lttng_ust_libc', 'lttng_ust_statedump']),
    );
  });

  it('a pattern of your own, with log level, filter and contexts', async () => {
    const pattern = ['--event', 'lttng_ust_cyg_profile:func_entry', '--log-level', '=DEBUG_FUNCTION'];
    const filter = ['--filter', '$ctx.vpid != 1'];
    const script = ['sh', '-c', 'ls /; ls /usr; true'];
    const events = await eventsOf([...pattern, ...filter, '--context', 'vuid', ...FUNCTIONS], script);
    expect([...namesOf(events)]).toEqual(['lttng_ust_cyg_profile:func_entry']);
    expect(valuesOf(events, 'vpid').size).toBe(2);
    expect([...valuesOf(events, 'vuid')]).toEqual([0]);
  });

  it('a filter that nothing passes: no events, and a warning that says so', async () => {
    const options = ['--event', 'lttng_ust_cyg_profile:*', '--filter', '$ctx.vpid == 4711', ...FUNCTIONS];
    const report = await recordDemoImage(ROOTLESS, options, LIST);
    expect(report.events).toBe(0);
    expect(report.warnings).toContainEqual(expect.objectContaining({ code: 'no-events' }));
  });

  it('threads and child processes of ct-sample', async () => {
    const events = await eventsOf(
      [],
      ['ct-sample', '--rounds', '1', '--slow-ms', '1', '--threads', '2', '--children', '2'],
    );
    expect(valuesOf(events, 'vpid').size).toBe(3);
    expect(valuesOf(events, 'vtid').size).toBeGreaterThanOrEqual(5);
    for (const worker of ['worker-1', 'worker-2'])
      expect(events.some(({ line }) => line.includes(`procname = "${worker}"`))).toBe(true);
  });
});
