import { planRun } from '@shared/planning/plan-run';
import type { Step, StepAction } from '@shared/planning/step';
import { ustSocketPath } from '@shared/planning/ust-socket';
import { PRESETS } from '@shared/tracing/presets';
import { describe, expect, it } from 'vitest';
import { configOf, containerConfig, FACTS, RUN_ID } from '../setup/configs';

type ActionOf<K extends StepAction['kind']> = Extract<StepAction, { kind: K }>;

const ids = (steps: readonly Step[]): string[] => steps.map((step) => step.id);

function actionsOf<K extends StepAction['kind']>(steps: readonly Step[], kind: K): ActionOf<K>[] {
  return steps.map((step) => step.do).filter((action): action is ActionOf<K> => action.kind === kind);
}

const specOf = (...args: Parameters<typeof planRun>) => {
  const [action] = actionsOf(planRun(...args).steps, 'create-container');
  if (!action) throw new Error('The plan creates no container.');
  return action.spec;
};

const preloadOf = (...args: Parameters<typeof planRun>) =>
  specOf(...args).env.find((variable) => variable.name === 'LD_PRELOAD');

describe('the plan of a container', () => {
  const { steps } = planRun(configOf(), FACTS);

  it('sets up before it starts, and reads the counters between stop and destroy', () => {
    expect(ids(steps)).toEqual(
      'folder daemon session channel events start create-1 run-1 remove-1 stop counters destroy close'.split(' '),
    );
  });

  it('has an undo for each step that creates something persistent', () => {
    const making: StepAction['kind'][] = ['make-trace-folder', 'create-container'];
    const creates = (step: Step): boolean =>
      making.includes(step.do.kind) ||
      (step.do.kind === 'trace' && step.do.commands.some((command) => command.verb === 'create-session'));
    expect(ids(steps.filter(creates))).toEqual(['folder', 'session', 'create-1']);
    for (const step of steps) expect(step.undo !== undefined, step.id).toBe(creates(step));
  });

  it('gives the container only one read-only socket, and no directory', () => {
    expect(specOf(configOf(), FACTS).volumes).toEqual([
      {
        source: '/run/user/1000/ct-abcdef/d/.lttng/lttng-ust-sock-8',
        target: '/var/run/lttng/lttng-ust-sock-8',
        readOnly: true,
      },
    ]);
  });

  it('adds one read-only folder with the gate, and names it last of ours for any library folder', () => {
    const gate = '/run/user/1000/ct-abcdef/gate-1';
    const spec = specOf(configOf(), { ...FACTS, gate, imagePreload: 'libjemalloc.so.2' });
    expect(spec.volumes).toHaveLength(2);
    expect(spec.volumes[0]).toEqual({ source: gate, target: '/opt/containers-trace', readOnly: true });
    const preload = spec.env.find(({ name }) => name === 'LD_PRELOAD')?.value.split(':');
    expect(preload?.slice(-2)).toEqual(['/opt/containers-trace/$LIB/libcontainers-trace-gate.so', 'libjemalloc.so.2']);
  });

  it.each([
    ['the helper, which binds nothing but the socket', { preset: 'functions' }, { level: 'helper', reason: 'r' }],
    ['a recording of the kernel alone', { kernel: { preset: 'scheduling' } }, undefined],
  ] as const)('adds no gate for %s', (_what, recording, engineAccess) => {
    const spec = specOf(configOf({ recording }), { ...FACTS, gate: '/run/gate', engineAccess });
    expect(spec.volumes.some(({ source }) => source === '/run/gate')).toBe(false);
    expect(JSON.stringify(spec.env)).not.toContain('gate');
  });

  it("marks container and session with the run's id", () => {
    const { name, labels } = specOf(configOf(), FACTS);
    expect(name).toBe(`ct-${RUN_ID}-1`);
    expect(labels).toEqual({ 'containers-trace.run': RUN_ID });
    expect(actionsOf(steps, 'read-counters')[0]?.session).toBe(`ct-${RUN_ID}`);
  });

  it('passes on every option of the request', () => {
    const asked = {
      entrypoint: ['/bin/sh', '-c'],
      workdir: '/srv',
      user: '12:34',
      network: 'none',
      cpus: 0.5,
      memoryBytes: 64 * 1024 * 1024,
    };
    expect(specOf(containerConfig(asked), FACTS)).toMatchObject(asked);
  });

  it('repeats create, run and remove, with one name each and one undo for all', () => {
    const repeated = planRun(configOf({ repeat: 3 }), FACTS).steps;
    expect(actionsOf(repeated, 'create-container').map((action) => action.spec.name)).toEqual(
      [1, 2, 3].map((n) => `ct-${RUN_ID}-${n}`),
    );
    const undos = repeated.flatMap((step) => (step.undo?.kind === 'remove-containers' ? [step.undo] : []));
    expect(new Set(undos.map((undo) => JSON.stringify(undo))).size).toBe(1);
    expect(new Set(ids(repeated)).size).toBe(repeated.length);
  });

  it('uses the root daemon and its folder as root', () => {
    const root = planRun(configOf(), { ...FACTS, daemon: { kind: 'root', reach: 'self' } });
    expect(root.steps[1]?.title).toContain('root session daemon');
    expect(specOf(configOf(), { ...FACTS, daemon: { kind: 'root', reach: 'self' } }).volumes.at(-1)?.source).toBe(
      '/var/run/lttng/lttng-ust-sock-8',
    );
    expect(ustSocketPath({ kind: 'private', home: '/r' }, 's')).toBe('/r/.lttng/s');
  });
});

describe('LD_PRELOAD', () => {
  const OURS = 'liblttng-ust-cyg-profile.so.1:liblttng-ust-fork.so.1';

  it("is the preset's libraries by the names that the image has", () => {
    expect(preloadOf(configOf(), FACTS)).toEqual({ name: 'LD_PRELOAD', value: OURS, secret: false });
  });

  it("keeps the image's own behind ours", () => {
    expect(preloadOf(configOf(), { ...FACTS, imagePreload: 'libjemalloc.so.2' })?.value).toBe(
      `${OURS}:libjemalloc.so.2`,
    );
  });

  it("prefers the user's to the image's, once, and keeps it a secret when it was one", () => {
    const config = containerConfig({ env: [{ name: 'LD_PRELOAD', value: 'mine.so', secret: true }] });
    const spec = specOf(config, { ...FACTS, imagePreload: 'libjemalloc.so.2' });
    expect(spec.env).toEqual([{ name: 'LD_PRELOAD', value: `${OURS}:mine.so`, secret: true }]);
  });

  it('is absent if there is nothing to preload', () => {
    expect(preloadOf(configOf({ recording: { preset: 'functions', preloads: [] } }), FACTS)).toBeUndefined();
    expect(preloadOf(configOf(), { ...FACTS, preloadNames: {} })).toBeUndefined();
  });
});

describe('the plan of a program on this machine', () => {
  const config = configOf({ target: { kind: 'host' }, repeat: 2, recording: { preset: 'memory' } });
  const { steps } = planRun(config, FACTS);

  it('creates no container, and lets the program reach the private daemon', () => {
    expect(ids(steps).filter((id) => /create|run-|remove/.test(id))).toEqual([]);
    const programs = actionsOf(steps, 'run-program');
    expect(programs).toHaveLength(2);
    expect(programs[0]?.env).toEqual([
      { name: 'LD_PRELOAD', value: 'liblttng-ust-libc-wrapper.so.1:liblttng-ust-fork.so.1', secret: false },
      { name: 'LTTNG_HOME', value: '/run/user/1000/ct-abcdef/d', secret: false },
    ]);
  });
});

it("protects a program on this machine by the gate's own path", () => {
  const { steps } = planRun(configOf({ target: { kind: 'host' } }), { ...FACTS, gate: '/run/ct-1/gate' });
  const [program] = actionsOf(steps, 'run-program');
  expect(program?.env[0]?.value.split(':').at(-1)).toBe('/run/ct-1/gate/$LIB/libcontainers-trace-gate.so');
});

describe('what is recorded', () => {
  it.each(PRESETS.map((preset) => preset.id))('%s always records the names of its processes', (preset) => {
    const { steps } = planRun(configOf({ recording: { preset } }), FACTS);
    const contexts = actionsOf(steps, 'trace')
      .flatMap((action) => action.commands)
      .flatMap((command) => (command.verb === 'add-contexts' ? command.contexts : []));
    expect(contexts).toEqual(expect.arrayContaining(['vpid', 'vtid', 'procname', 'pid_ns', 'ip']));
    expect(new Set(contexts).size).toBe(contexts.length);
  });

  it("Memory leaves out the allocations of the tracer's threads, and of nothing else", () => {
    const rules = actionsOf(planRun(configOf({ recording: { preset: 'memory' } }), FACTS).steps, 'trace')
      .flatMap((action) => action.commands)
      .flatMap((command) => (command.verb === 'enable-events' ? [command] : []));
    expect(rules.map(({ patterns, rule }) => [patterns, rule.filter])).toEqual([
      [['lttng_ust_libc:*'], '$ctx.procname != "*-ust"'],
      [['lttng_ust_statedump:*', 'lttng_ust_lib:*'], undefined],
    ]);
  });

  it("adds own events to the preset's, and takes them alone without one", () => {
    const enabled = (recording: Parameters<typeof configOf>[0]) =>
      actionsOf(planRun(configOf(recording), FACTS).steps, 'trace')
        .flatMap((action) => action.commands)
        .flatMap((command) => (command.verb === 'enable-events' ? command.patterns : []));
    expect(enabled({ recording: { events: [{ pattern: 'my:*' }] } })).toEqual(['my:*']);
    expect(enabled({ recording: { preset: 'memory', events: [{ pattern: 'my:*' }] } })).toEqual([
      'lttng_ust_libc:*',
      'lttng_ust_statedump:*',
      'lttng_ust_lib:*',
      'my:*',
    ]);
  });
});
