import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { selinuxCheck } from '@core/doctor/selinux-check';
import type { EngineState } from '@shared/model/capabilities';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const OURS = 'unconfined_u:unconfined_r:unconfined_t:s0';

function machine(enforce: string | undefined): { root: string } {
  const put = (path: string, text: string): void => {
    const file = join(scratch.path, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  if (enforce !== undefined) put('sys/fs/selinux/enforce', enforce);
  put('proc/self/attr/current', `${OURS}\0`);
  put('var/run/lttng/lttng-ust-sock-8', '');
  return { root: scratch.path };
}
const engine = (title: string, labels: boolean | undefined, state: EngineState['state'] = 'ready') => ({
  title,
  state,
  labels,
});
const look = (enforce: string | undefined, ...engines: ReturnType<typeof engine>[]) =>
  selinuxCheck(machine(enforce), engines, 'lttng-ust-sock-8');

describe('the check of SELinux', () => {
  it('finds nothing if SELinux is off or permissive, or no engine labels', async () => {
    expect(await look(undefined, engine('Podman', true))).toMatchObject({ state: 'good' });
    expect(await look('0', engine('Podman', true))).toMatchObject({ state: 'good' });
    expect(await look('1', engine('Apptainer', false))).toMatchObject({ state: 'good' });
    expect(await look('1', engine('Docker', true, 'stopped'))).toMatchObject({ state: 'good' });
  });

  it('names the engines that label and the label of a session daemon', async () => {
    const found = await look('1', engine('Podman', true), engine('Docker', undefined), engine('Apptainer', false));
    expect(found.state).toBe('note');
    expect(found.summary).toContain('Podman and Docker');
    expect(found.why).toContain(OURS);
    expect(found.why).toContain('label=disable');
  });
});
