import { planRun } from '@shared/planning/plan-run';
import { type MachineResources, resourceProblems } from '@shared/planning/resource-problems';
import { registerTimeoutFor, sharedBufferMemory } from '@shared/tracing/buffer-memory';
import { DEFAULT_BUFFERS } from '@shared/tracing/events';
import { describe, expect, it } from 'vitest';
import { configOf, containerConfig, FACTS } from '../setup/configs';

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;
const UNLIMITED = { nofile: null, fsize: null, as: null, nproc: null };
const machine = (change: Partial<MachineResources> = {}): MachineResources => ({
  uid: 1000,
  cpus: 2,
  sharedMemory: { freeBytes: 8 * GIB, totalBytes: 8 * GIB },
  availableBytes: 12 * GIB,
  limits: UNLIMITED,
  ...change,
});
const shm = (freeMiB: number) => ({ sharedMemory: { freeBytes: freeMiB * MIB, totalBytes: 64 * MIB } });
const codes = (...of: Parameters<typeof resourceProblems>): string[][] =>
  resourceProblems(...of).map(({ code, severity }) => [code, severity]);

describe('the shared memory of buffers', () => {
  it('has one additional sub-buffer on each processor for each user id', () => {
    expect(sharedBufferMemory({ count: 8, sizeKiB: 1024 }, 2)).toBe(18 * MIB);
    expect(sharedBufferMemory({ count: 4, sizeKiB: 512 }, 8, 3)).toBe(5 * 512 * 1024 * 8 * 3);
  });

  it('makes programs wait longer only if it is large, and never without a limit', () => {
    expect(registerTimeoutFor(sharedBufferMemory(DEFAULT_BUFFERS, 4))).toBeUndefined();
    const large = registerTimeoutFor(513 * MIB) ?? 0;
    expect(large).toBeGreaterThan(14_000); // it took 13.4 s on a busy machine
    expect(registerTimeoutFor(1024 * GIB)).toBe(120_000);
  });
});

describe('the resources for a recording', () => {
  it('are usually sufficient', () => {
    expect(codes(DEFAULT_BUFFERS, machine())).toEqual([]);
  });

  it('are missing if the buffers do not fit into /dev/shm', () => {
    expect(codes(DEFAULT_BUFFERS, machine(shm(14)))).toEqual([['shared-memory', 'error']]);
    expect(codes(DEFAULT_BUFFERS, machine(shm(18)))).toEqual([]);
    expect(codes({ count: 2, sizeKiB: 1024 }, machine(shm(14)))).toEqual([]);
    const [problem] = resourceProblems(DEFAULT_BUFFERS, machine(shm(14)));
    expect(problem?.message).toMatch(/18 MiB.*14 MiB free of 64 MiB/);
  });

  it('increase with the number of processors', () => {
    expect(codes(DEFAULT_BUFFERS, machine({ ...shm(64), cpus: 8 }))).toEqual([['shared-memory', 'error']]);
  });

  it('include memory, which the content of /dev/shm takes', () => {
    expect(codes({ count: 32, sizeKiB: 16_384 }, machine({ availableBytes: GIB }))).toEqual([['memory', 'warning']]);
  });

  it('cause a warning about slow starts if the buffers are huge', () => {
    expect(codes({ count: 32, sizeKiB: 8192 }, machine())).toEqual([['slow-start', 'warning']]);
    expect(codes(DEFAULT_BUFFERS, machine({ cpus: 64 })), 'the usual buffers of a large machine').toEqual([]);
  });

  it('cause no problem if they cannot be read', () => {
    expect(codes({ count: 2, sizeKiB: 64 }, machine({ sharedMemory: null, availableBytes: null }))).toEqual([]);
  });

  it('include process limits that are high enough', () => {
    const limits = (change: Partial<typeof UNLIMITED> | Record<string, number>) => ({
      limits: { ...UNLIMITED, ...change },
    });
    for (const [change, severity] of [
      [{ nofile: 64 }, 'error'],
      [{ nofile: 128 }, 'error'],
      [{ nofile: 512 }, 'warning'],
      [{ fsize: 2 * MIB }, 'error'],
      [{ fsize: GIB }, 'warning'],
      [{ as: 256 * MIB }, 'error'],
      [{ as: GIB }, 'warning'],
      [{ nproc: 30 }, 'error'],
    ] as const)
      expect(codes(DEFAULT_BUFFERS, machine(limits(change))), JSON.stringify(change)).toEqual([
        ['process-limit', severity],
      ]);
    for (const change of [{ nofile: 1024 }, { as: 8 * GIB }, { nproc: 4096 }])
      expect(codes(DEFAULT_BUFFERS, machine(limits(change)))).toEqual([]);
    expect(codes(DEFAULT_BUFFERS, machine({ uid: 0, ...limits({ nproc: 30 }) })), 'not applied to root').toEqual([]);
  });
});

describe('programs that wait for their buffers', () => {
  const timeouts = (config = configOf(), registerTimeoutMs: number | undefined = 28_650): string[] =>
    planRun(config, { ...FACTS, registerTimeoutMs }).steps.flatMap(({ do: action }) => {
      const env =
        action.kind === 'create-container' ? action.spec.env : action.kind === 'run-program' ? action.env : [];
      return env.flatMap(({ name, value }) => (name === 'LTTNG_UST_REGISTER_TIMEOUT' ? [value] : []));
    });

  it('get the timeout, in a container and on this machine', () => {
    expect(timeouts()).toEqual(['28650']);
    expect(timeouts(configOf({ target: { kind: 'host' } }))).toEqual(['28650']);
    expect(
      planRun(configOf(), FACTS)
        .steps.flatMap(({ do: action }) => JSON.stringify(action))
        .join(),
    ).not.toContain('REGISTER_TIMEOUT');
  });

  it('use the timeout that the user sets', () => {
    const env = [{ name: 'LTTNG_UST_REGISTER_TIMEOUT', value: '-1', secret: false }];
    expect(timeouts(containerConfig({ env }))).toEqual(['-1']);
  });
});
