import { planRun } from '@shared/planning/plan-run';
import type { Step, UndoAction } from '@shared/planning/step';
import { type LevelChoice, type Privilege, SHARED_DAEMON } from '@shared/privilege/level';
import type { RunConfigInput } from '@shared/request/run-config';
import type { TracingCommand } from '@shared/tracing/tracing-command';
import { describe, expect, it } from 'vitest';
import { configOf, FACTS, RUN_ID } from '../setup/configs';

type Recording = Partial<NonNullable<RunConfigInput['recording']>>;

const HOST_NS = 4026531836;
const accessOf = (level: Privilege, more: Partial<LevelChoice> = {}): LevelChoice => ({
  level,
  reason: `Because of ${level}.`,
  ...more,
});
const factsOf = (level: Privilege, more = {}) => ({
  ...FACTS,
  kernel: {
    access: accessOf(level),
    buffers: { count: 4, sizeKiB: 512 } as const,
    exceptPidNs: [HOST_NS, 7],
  },
  ...more,
});
const kernelConfig = (recording: Recording = {}, more: Partial<RunConfigInput> = {}) =>
  configOf({ recording: { preset: 'functions', kernel: { preset: 'container' }, ...recording }, ...more });

const ids = (steps: readonly Step[]): string => steps.map((step) => step.id).join(' ');
const tracing = (steps: readonly Step[]) =>
  steps.flatMap(({ do: action }) =>
    action.kind === 'trace' ? action.commands.map((command) => ({ daemon: action.daemon, command })) : [],
  );
function commandsOf<V extends TracingCommand['verb']>(steps: readonly Step[], verb: V) {
  return tracing(steps)
    .map(({ command }) => command)
    .filter((command): command is Extract<TracingCommand, { verb: V }> => command.verb === verb);
}
const undosOf = (steps: readonly Step[]): UndoAction[] => steps.flatMap(({ undo }) => undo ?? []);

const BOTH_OF_A_CONTAINER =
  'kernel-session kernel-channel kernel-events session channel events kernel-start start ' +
  'create-1 run-1 remove-1 stop kernel-stop counters destroy kernel-counters kernel-destroy close';

describe('the plan of kernel and userspace', () => {
  it.each<[Privilege, string]>([
    ['none', 'folder daemon kernel-daemon'],
    ['group', 'folder daemon kernel-daemon'],
    ['helper', 'folder daemon helper kernel-daemon'],
  ])('at level %s starts the kernel first and stops it last', (level, before) => {
    expect(ids(planRun(kernelConfig(), factsOf(level)).steps)).toBe(`${before} ${BOTH_OF_A_CONTAINER}`);
  });

  it('asks for the password only after all preparations without privilege', () => {
    const { steps } = planRun(kernelConfig(), factsOf('helper'));
    const levels = steps.map(({ privilege }) => privilege);
    expect(levels.slice(0, levels.indexOf('helper'))).toEqual(['none', 'none']);
    expect(ids(steps.filter(({ privilege }) => privilege === 'helper'))).toBe(
      'helper kernel-daemon kernel-session kernel-channel kernel-events kernel-start kernel-stop kernel-counters kernel-destroy',
    );
  });

  it.each<[Privilege, 'self' | 'helper']>([
    ['none', 'self'],
    ['group', 'self'],
    ['helper', 'helper'],
  ])('at level %s reaches the root daemon by %s, and a private daemon for userspace', (level, reach) => {
    const { steps } = planRun(kernelConfig(), factsOf(level));
    for (const { daemon, command } of tracing(steps)) {
      const ofKernel = 'session' in command && command.session === `ct-${RUN_ID}-k`;
      expect(daemon, command.verb).toEqual(ofKernel ? { kind: 'root', reach } : FACTS.daemon);
    }
    expect(steps.find(({ id }) => id === 'kernel-daemon')?.do).toEqual({
      kind: 'ensure-daemon',
      daemon: { kind: 'root', reach },
    });
  });

  it('writes two sessions to two folders, and undoes each of them', () => {
    const { steps } = planRun(kernelConfig(), factsOf('helper'));
    const sessions = [
      { session: `ct-${RUN_ID}-k`, output: `${FACTS.tracePath}/kernel-session` },
      { session: `ct-${RUN_ID}`, output: FACTS.tracePath },
    ];
    expect(commandsOf(steps, 'create-session')).toEqual(sessions.map((one) => ({ verb: 'create-session', ...one })));
    expect(undosOf(steps).filter(({ kind }) => kind === 'destroy-session')).toEqual(
      sessions.map((one, at) => ({
        kind: 'destroy-session',
        daemon: at === 0 ? { kind: 'root', reach: 'helper' } : FACTS.daemon,
        ...one,
      })),
    );
  });

  it('reads the counters of each session between stop and destroy', () => {
    const order = ids(planRun(kernelConfig(), factsOf('group')).steps).split(' ');
    for (const of of ['', 'kernel-']) {
      expect(order.indexOf(`${of}stop`)).toBeLessThan(order.indexOf(`${of}counters`));
      expect(order.indexOf(`${of}counters`)).toBeLessThan(order.indexOf(`${of}destroy`));
    }
  });

  it("takes the machine's buffers, or the user's", () => {
    const buffersOf = (recording: Recording) =>
      commandsOf(planRun(kernelConfig(recording), factsOf('none')).steps, 'enable-channel').map(
        ({ domain, buffers }) => [domain, buffers],
      );
    const own = { count: 2, sizeKiB: 64 } as const;
    expect(buffersOf({})).toEqual([
      ['kernel', { count: 4, sizeKiB: 512 }],
      ['userspace', { count: 8, sizeKiB: 1024 }],
    ]);
    expect(buffersOf({ kernel: { preset: 'memory', buffers: own } })[0]).toEqual(['kernel', own]);
  });

  it('excludes the existing pid namespaces if only containers are requested', () => {
    const filtersOf = (containersOnly: boolean) =>
      commandsOf(
        planRun(kernelConfig({ kernel: { preset: 'container', containersOnly } }), factsOf('none')).steps,
        'enable-kernel-events',
      ).map(({ what, exceptPidNs }) => [what, exceptPidNs]);
    expect(filtersOf(false)).toEqual([
      ['tracepoint', undefined],
      ['syscall', undefined],
    ]);
    expect(filtersOf(true)).toEqual([
      ['tracepoint', undefined],
      ['tracepoint', [HOST_NS, 7]],
      ['syscall', [HOST_NS, 7]],
    ]);
  });

  it('has the highest level with every reason and caution', () => {
    const engineAccess = accessOf('helper', { caution: 'Mind.' });
    expect(planRun(kernelConfig(), factsOf('group', { engineAccess })).privilege).toEqual({
      level: 'helper',
      reason: 'Because of group. Because of helper.',
      caution: 'Mind.',
    });
    expect(planRun(kernelConfig(), factsOf('none')).privilege).toEqual(accessOf('none'));
    expect(planRun(configOf(), FACTS).privilege.level).toBe('none');
  });
});

describe('one daemon for both', () => {
  const daemon = { kind: 'root', reach: 'self', home: '/run/user/1000/ct-abcdef' } as const;

  it('is reached once by root', () => {
    const { steps } = planRun(kernelConfig(), factsOf('none', { daemon }));
    expect(ids(steps)).toBe(`folder daemon ${BOTH_OF_A_CONTAINER}`);
  });

  it('records userspace with the rights of its group if LTTng allows the user no other daemon', () => {
    const { steps, privilege } = planRun(configOf(), { ...FACTS, daemon, userspaceAccess: SHARED_DAEMON });
    expect(privilege).toEqual(SHARED_DAEMON);
    for (const { do: action, privilege: needed } of steps)
      expect(needed, action.kind).toBe(
        ['trace', 'ensure-daemon', 'read-counters'].includes(action.kind) ? 'group' : 'none',
      );
  });

  it('is reached a second time if the helper may have to start it', () => {
    const { steps } = planRun(kernelConfig(), factsOf('helper', { daemon }));
    expect(ids(steps)).toMatch(/^folder daemon helper kernel-daemon /);
  });
});

describe('the plan of the kernel alone', () => {
  const { steps } = planRun(kernelConfig({ preset: undefined }), factsOf('group'));

  it('has one session, no private daemon and nothing in the container', () => {
    expect(ids(steps)).toBe(
      'folder kernel-daemon kernel-session kernel-channel kernel-events kernel-start create-1 run-1 remove-1 kernel-stop kernel-counters kernel-destroy close',
    );
    const create = steps.find(({ do: action }) => action.kind === 'create-container')?.do;
    expect(create).toMatchObject({ spec: { volumes: [], env: [] } });
  });

  it('gives a program of this machine no daemon either', () => {
    const host = planRun(kernelConfig({ preset: undefined }, { target: { kind: 'host' } }), factsOf('none'));
    expect(host.steps.find(({ do: action }) => action.kind === 'run-program')?.do).toMatchObject({ env: [] });
  });
});

describe('an engine that is closed to the user', () => {
  const { steps } = planRun(configOf({ repeat: 2 }), { ...FACTS, engineAccess: accessOf('helper') });

  it('is used by the helper, which also undoes its steps', () => {
    const ofContainers = steps.filter(({ do: action }) => action.kind.endsWith('-container'));
    expect(ids(ofContainers)).toBe('create-1 run-1 remove-1 create-2 run-2 remove-2');
    for (const { do: action, undo, privilege } of ofContainers) {
      expect(action).toMatchObject({ reach: 'helper' });
      expect(privilege).toBe('helper');
      if (undo) expect(undo).toEqual({ kind: 'remove-containers', engine: 'podman', reach: 'helper', runId: RUN_ID });
    }
  });

  it('needs no root session daemon for userspace alone', () => {
    expect(ids(steps)).toMatch(/^folder daemon helper session /);
  });
});

describe('a flight recorder', () => {
  const { steps, flightRecorder } = planRun(kernelConfig({ mode: 'flight-recorder' }), factsOf('group'));

  it('writes only snapshots of both sessions, and one at the end', () => {
    expect(flightRecorder).toBe(true);
    expect(commandsOf(steps, 'create-session').map(({ snapshot }) => snapshot)).toEqual([true, true]);
    expect(commandsOf(steps, 'enable-channel').map(({ overwrite }) => overwrite)).toEqual([true, true]);
    expect(ids(steps)).toContain(
      'stop kernel-stop snapshot counters destroy kernel-snapshot kernel-counters kernel-destroy close',
    );
  });
});

describe('a recording in parts', () => {
  const { steps } = planRun(kernelConfig({}, { limits: { rotateBytes: 2_097_152 } }), factsOf('group'));

  it('begins a part by size in both sessions, and waits for the last part in destroy and undo', () => {
    expect(commandsOf(steps, 'enable-rotation').map(({ session, sizeBytes }) => [session, sizeBytes])).toEqual([
      [`ct-${RUN_ID}-k`, 2_097_152],
      [`ct-${RUN_ID}`, 2_097_152],
    ]);
    expect(commandsOf(steps, 'destroy').map(({ wait }) => wait)).toEqual([true, true]);
    const undos = undosOf(steps).filter(({ kind }) => kind === 'destroy-session');
    expect(undos.map((undo) => undo.kind === 'destroy-session' && undo.wait)).toEqual([true, true]);
  });

  it('begins no part while it stops', () => {
    const stops = steps.flatMap(({ do: action }) => (action.kind === 'trace' ? [action.commands] : []));
    for (const session of [`ct-${RUN_ID}-k`, `ct-${RUN_ID}`])
      expect(stops).toContainEqual([
        { verb: 'disable-rotation', session },
        { verb: 'stop', session },
      ]);
  });

  it('does not wait for parts without a rotation size', () => {
    const plain = planRun(kernelConfig(), factsOf('group')).steps;
    expect(commandsOf(plain, 'enable-rotation')).toEqual([]);
    expect(commandsOf(plain, 'disable-rotation')).toEqual([]);
    expect(commandsOf(plain, 'destroy').map(({ wait }) => wait)).toEqual([undefined, undefined]);
  });

  it('overwrites the oldest events of both sessions on request', () => {
    const plan = planRun(kernelConfig({ whenFull: 'overwrite' }), factsOf('none'));
    expect(commandsOf(plan.steps, 'enable-channel').map(({ overwrite }) => overwrite)).toEqual([true, true]);
    expect(plan.flightRecorder).toBe(false);
  });
});
