import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Doctor } from '@core/doctor/doctor';
import { environmentOf } from '@core/doctor/environment';
import { kernelCapability } from '@core/doctor/kernel-capability';
import type { Engine } from '@core/engines/engine';
import { USERSPACE_STILL_WORKS } from '@core/kernel-tracer/kernel-tracer';
import { TraceLibrary } from '@core/library/trace-library';
import { CHECK_LIST } from '@shared/doctor/check-list';
import { AppError } from '@shared/model/app-error';
import type { Check, EngineState, KernelCapability } from '@shared/model/capabilities';
import type { RootAccess } from '@shared/privilege/level';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();

const READY: EngineState = {
  ...{ id: 'podman', title: 'Podman', state: 'ready', version: '4.3.1', rootless: true },
  ...{ endpoint: '', reason: 'It answers.' },
};

/** The part of an engine that the doctor uses. */
const engine = (parts: Partial<Engine>): Engine => parts as Engine;
const ready = engine({
  probe: async () => READY,
  findings: async () => [{ topic: 'storage', state: 'good', summary: 'Storage driver overlay.' }],
});
const failing = engine({ probe: () => Promise.reject(new AppError('command', 'It does not answer.')) });

const ACCESS: RootAccess = {
  ...{ isRoot: false, daemon: 'running', group: 'member', elevation: 'no-pkexec', fromCheckout: true },
};

const doctorWith = (podman: Engine, docker: Engine, rootAccess = async (): Promise<RootAccess> => ACCESS): Doctor =>
  new Doctor({
    ...environmentOf(process.env),
    library: new TraceLibrary(join(scratch.path, 'traces')),
    cacheDir: join(scratch.path, 'cache'),
    runtimeBase: scratch.path,
    engine: (id) => (id === 'podman' ? podman : docker),
    rootAccess,
  });

describe('the doctor', () => {
  it('reports each check as it finishes, answers in the order of the list, and creates nothing', async () => {
    const doctor = doctorWith(ready, failing);
    const reported: Check[] = [];
    const { checks, engines } = await doctor.runFirst((check) => reported.push(check));
    const first = CHECK_LIST.filter((listed) => listed.stage === 'first').map((listed) => listed.id);
    expect(checks.map((check) => check.id)).toEqual(first);
    expect(engines.map((one) => one.state)).toEqual(['ready', 'broken', 'broken']);
    const all = await doctor.runFurther(null, (check) => reported.push(check));
    const order = CHECK_LIST.map((listed) => listed.id).filter((id) => all.some((check) => check.id === id));
    expect(all.map((check) => check.id)).toEqual(order);
    expect(new Set(reported.map((check) => check.id))).toEqual(new Set(order));
    expect(existsSync(join(scratch.path, 'traces'))).toBe(false);
    expect(existsSync(join(scratch.path, 'cache'))).toBe(false);
  });

  it('forgets the topics of an engine that stopped, and remembers since when', async () => {
    const states: EngineState[] = [READY, { ...READY, state: 'stopped', reason: 'Gone.' }, READY];
    const changing = engine({ ...ready, probe: async () => states.shift() ?? READY });
    const doctor = doctorWith(changing, failing);
    const { checks: before } = await doctor.runFirst();
    expect((await doctor.runFurther(null)).map((check) => check.id)).toContain('engine-podman-storage');
    const { checks: down } = await doctor.runFirst();
    expect(down.find((check) => check.id === 'engine-podman')).toMatchObject({ state: 'bad', summary: 'Gone.' });
    expect(doctor.checks().map((check) => check.id)).not.toContain('engine-podman-storage');
    const since = (checks: Check[], id: string): string | undefined => checks.find((one) => one.id === id)?.since;
    expect(since(down, 'library')).toBe(since(before, 'library'));
  });

  it('runs a shown remedy once', async () => {
    const doctor = doctorWith(ready, failing);
    await doctor.runFirst();
    expect(await doctor.fix('library')).toEqual({ exitCode: 0, output: '' });
    expect(existsSync(join(scratch.path, 'traces'))).toBe(true);
    await doctor.runFirst();
    await expect(doctor.fix('library')).rejects.toMatchObject({ code: 'config' });
    await expect(doctor.fix('no such')).rejects.toMatchObject({ code: 'missing' });
  });

  it('reports the level for recording the kernel, or why its tracer does not work', async () => {
    const at = (root: string, rootAccess = async (): Promise<RootAccess> => ACCESS): Promise<KernelCapability> =>
      kernelCapability({ root, rootAccess });
    expect(await at(scratch.path)).toMatchObject({
      ...{ state: 'no-modules', level: null },
      refusal: { code: 'missing', hint: expect.stringContaining(USERSPACE_STILL_WORKS) },
    });
    mkdirSync(join(scratch.path, 'sys/module/lttng_tracer'), { recursive: true });
    expect(await at(scratch.path)).toMatchObject({ state: 'loaded', level: { level: 'group' }, refusal: null });
    expect(await at(scratch.path, async () => ({ ...ACCESS, group: 'not-member' }))).toMatchObject({
      ...{ level: null, refusal: { code: 'missing', message: expect.stringMatching(/pkexec/) } },
    });
  });

  it('runs the other checks if the daemon cannot be determined', async () => {
    const doctor = doctorWith(ready, failing, () => Promise.reject(new AppError('command', 'It hangs.')));
    const { kernel, checks } = await doctor.runFirst();
    expect(kernel).toMatchObject({ state: 'unknown', level: null, refusal: { message: 'It hangs.' } });
    expect(checks.find((check) => check.id === 'engine-podman')).toMatchObject({ state: 'good' });
  });

  it('reports without earlier checks', async () => {
    const text = await doctorWith(ready, failing).report({ version: '9.9.9', electron: null }, null);
    expect(text).toMatch(/^Containers Trace 9\.9\.9, Node/);
    expect(text).toContain('BAD      Docker: It does not answer.');
  });
});
