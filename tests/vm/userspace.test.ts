import { traceReportSchema } from '@shared/model/trace-record';
import { expect, it } from 'vitest';
import { timed } from '../setup/say';
import { runCli } from './setup/guest-app';
import { inVm } from './setup/in-vm';

inVm('the demo in the virtual machine', (vm) => {
  it('records userspace completely as a user without the tracing group', async () => {
    const user = 'other';
    const result = await timed(`record the demo as ${user}`, () =>
      runCli(vm(), ['demo', '--engine', 'podman', '--json'], { user }),
    );
    expect(result, result.stderr).toMatchObject({ exitCode: 0 });
    const report = traceReportSchema.parse(JSON.parse(result.stdout));
    expect(report).toMatchObject({ state: 'ready', engine: 'podman', discardedEvents: 0, lostPackets: 0, exitCode: 0 });
    expect(report.events).toBeGreaterThan(20_000);
    const listings = report.containers[0]?.processes.filter((process) => process.procname === 'ls') ?? [];
    expect(listings).toHaveLength(5);
    expect(await vm().must(['find', report.path, '!', '-user', user])).toBe('');
  });
});
