import { USERSPACE_STILL_WORKS } from '@core/kernel-tracer/kernel-tracer';
import { type Capabilities, capabilitiesSchema } from '@shared/model/capabilities';
import { expect, it } from 'vitest';
import { say } from '../setup/say';
import { runCli } from './setup/guest-app';
import type { ProgramOptions } from './setup/guest-program';
import { inVm } from './setup/in-vm';

inVm('the doctor, of the kernel', (vm) => {
  const look = async (user: NonNullable<ProgramOptions['user']>): Promise<Capabilities> => {
    const beganMs = performance.now();
    const { stdout, stderr } = await runCli(vm(), ['doctor', '--json'], { user });
    say(`doctor for ${user}: ${((performance.now() - beganMs) / 1000).toFixed(1)} s`);
    expect(stdout, stderr).not.toBe('');
    return capabilitiesSchema.parse(JSON.parse(stdout));
  };
  const summary = ({ checks }: Capabilities, id: string): string | undefined =>
    checks.find((check) => check.id === id)?.summary;

  it('names the package to install without the modules, and that userspace can be recorded', async () => {
    await vm().must(['mount', '-t', 'tmpfs', 'none', '/lib/modules']);
    const { kernel } = await look('tester');
    await vm().must(['umount', '/lib/modules']);
    expect(kernel).toMatchObject({
      state: 'not-installed',
      remedy: `sudo apt-get install lttng-modules-dkms linux-headers-${vm().kernel}`,
      level: null,
      refusal: { code: 'missing', hint: expect.stringContaining(USERSPACE_STILL_WORKS) },
    });
  });

  it('finds them installed while no daemon runs: one password', async () => {
    const found = await look('tester');
    expect(found.kernel).toMatchObject({ state: 'installed', level: { level: 'helper' }, refusal: null });
    expect(summary(found, 'kernel-level')).toBe(found.kernel.level?.reason);
    expect(summary(found, 'tracing-group')).toMatch(/^You are a member/);
  });

  it('finds them loaded when the daemon runs, and no password is needed in its group', async () => {
    await vm().must(['lttng-sessiond', '--daemonize']);
    const found = await look('tester');
    expect(found.kernel).toMatchObject({ state: 'loaded', level: { level: 'group' }, refusal: null });
    expect(summary(found, 'root-daemon')).toMatch(
      /running since \d{4}-\d\d-\d\d \d\d:\d\d UTC\. .*tracer is loaded\.$/,
    );
  });
});
